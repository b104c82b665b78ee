"""The real records: taken whole, valid for the schema, the same again, found."""

from egov.portal.catalogue.importers.mapping import map_record
from egov.portal.catalogue.importers.national import import_file
from egov.portal.catalogue.importers.reading import Source
from egov.portal.catalogue.procedure import IProcedure
from plone import api
import pytest
import time
import unicodedata
from zope.schema import getFieldsInOrder


@pytest.fixture(scope="module")
def mapped(real_file):
    return [map_record(entry.record, entry.line) for entry in Source(real_file)]


def test_every_record_is_taken(mapped):
    assert len(mapped) == 199 == len({one.code for one in mapped})


def test_nothing_dirty_is_left(mapped):
    for one in mapped:
        text = repr(one.values)
        assert unicodedata.is_normalized("NFC", text), one.code
        assert not set("ƣƢÐ") & set(text), one.code
        assert "\\xa0" not in text, one.code
        assert not one.values["title"].endswith("."), one.code


def test_names_in_capitals_became_sentences(mapped):
    titles = {one.code: one.values["title"] for one in mapped}
    assert titles["1.014173"] == "Hưởng bảo hiểm xã hội một lần"
    assert not [title for title in titles.values() if title.isupper()]


def test_nothing_is_doubtful_without_a_known_reason(mapped):
    known = {
        "fee_in_text",
        "fee_from_text",
        "fee_too_small",
        "not_in_capitals",
        "online_unclear",
        "empty_entry",
    }
    assert {found.reason for one in mapped for found in one.findings} <= known


def test_no_table_lost_a_row(real_file, mapped):
    for entry, one in zip(Source(real_file), mapped, strict=True):
        detail, values = entry.record["detail"], one.values
        papers = sum(len(case["profileComponents"]) for case in detail["executionCases"])
        assert len(values["papers"]) == papers, one.code
        for key, name in (
            ("executionMethods", "submission_ways"),
            ("executionSteps", "steps"),
            ("cases", "cases"),
            ("resultsDetails", "results"),
            ("legalBasisesDetails", "legal_basis"),
            ("subjectTypesDetails", "audience"),
        ):
            assert len(values[name]) == len(detail[key]), (one.code, name)
        fees = sum(len(way["fees"]) for way in detail["executionMethods"])
        assert len(values["fees"]) == fees, one.code


def test_the_real_records_are_imported_once_and_then_left_alone(site, real_file):
    began = time.process_time()  # what other processes take does not count
    first = import_file(site, real_file).summary()
    assert time.process_time() - began < 20
    assert (first["created"], first["refused"]) == (199, 0)
    last = site._p_jar.db().lastTransaction()
    again = import_file(site, real_file)
    assert again.summary()["unchanged"] == 199 and again.summary()["agencies"] == 0
    assert site._p_jar.db().lastTransaction() == last
    # Valid for the schema, vocabularies and all, as an editor's form would check.
    for content in site["thu-tuc"].objectValues():
        for name, field in getFieldsInOrder(IProcedure):
            field.bind(content).validate(getattr(content, name))
    names = [agency.title.casefold() for agency in site["co-quan"].objectValues()]
    assert len(names) == len(set(names))
    found = api.content.find(portal_type="Procedure", field="G15-TP07", review_state="published")
    assert len(found) == 23
