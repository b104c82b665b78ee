"""Words and their forms."""

from egov.portal.search.lexicon import FoldingSplitter
from egov.portal.search.spelling import from_telex
from egov.portal.search.spelling import from_vni
from egov.portal.search.words import split
from egov.portal.search.words import word_forms
import pytest
import unicodedata


@pytest.mark.parametrize(
    "one,other",
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("ký", "kí"),
        ("quý", "quí"),
        (unicodedata.normalize("NFD", "nghiệp"), "nghiệp"),
        ("06", "6"),
    ],
)
def test_two_ways_of_writing_are_one_word(one, other):
    assert split(one) == split(other)


@pytest.mark.parametrize("one,other", [("sổ", "sơ"), ("tay", "tai"), ("đa", "da"), ("hoá", "hóà")])
def test_other_words_stay_apart(one, other):
    assert word_forms(one).exact != word_forms(other).exact


def test_codes_are_kept_whole_beside_their_parts():
    words, codes = split("Mã 1.001193, mẫu CT-07")
    assert [word.folded for word in words] == ["ma", "1", "001193", "mau", "ct", "7"]
    assert [code.folded for code in codes] == ["1001193", "ct07"]
    assert FoldingSplitter().process(["1.001193"]) == ["1001193", "1", "001193"]


@pytest.mark.parametrize(
    "keys,word",
    [
        ("giaays", "giấy"),
        ("phesp", "phép"),
        ("duwngj", "dựng"),
        ("hooj", "hộ"),
        ("ddaang", "đâng"),
        ("dduwowngf", "đường"),
        ("truwowfng", "trường"),
        ("nguwowif", "người"),
        ("kys", "ký"),
    ],
)
def test_telex_keys_are_read(keys, word):
    assert word_forms(from_telex(keys)) == word_forms(word)


@pytest.mark.parametrize(
    "keys,word", [("gia6y1", "giấy"), ("ho65", "hộ"), ("d9u7o7ng2", "đường"), ("ky1", "ký")]
)
def test_vni_keys_are_read(keys, word):
    assert word_forms(from_vni(keys)) == word_forms(word)
