"""Whatever the file is, its records are read one by one, and a bad one stops nothing."""

from catalogue.importers.records import record
from catalogue.importers.records import write_lines
from egov.portal.catalogue.importers import reading
from egov.portal.catalogue.importers.reading import Source
from egov.portal.catalogue.importers.reading import Unreadable
import gzip
import json
import pytest


RECORDS = [record(f"1.00000{n}") for n in range(1, 4)]


def codes(path):
    return [entry.record["code"] if entry.record else entry.reason for entry in Source(path)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.json", "a.gz"])
def test_one_record_a_line_is_read_under_any_name(tmp_path, name):
    path = write_lines(tmp_path / name, RECORDS)
    assert codes(path) == ["1.000001", "1.000002", "1.000003"]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("zipped", [False, True])
def test_a_list_is_read_record_by_record(tmp_path, monkeypatch, indent, zipped):
    monkeypatch.setattr(reading, "CHUNK", 4099)  # records and characters are cut in two
    text = json.dumps(RECORDS, ensure_ascii=False, indent=indent).encode()
    path = tmp_path / "a.json"
    path.write_bytes(gzip.compress(text) if zipped else text)
    assert codes(path) == ["1.000001", "1.000002", "1.000003"]
    assert [e.record for e in Source(path)] == RECORDS


def test_a_record_of_a_list_knows_its_line(tmp_path):
    path = tmp_path / "a.json"
    text = json.dumps(RECORDS, indent=1)
    path.write_text(text)
    lines = text.split("\n")
    assert [lines[entry.line - 1] for entry in Source(path)] == [" {", " {", " {"]


@pytest.mark.parametrize("whole", [RECORDS[0], {"items": RECORDS[:1]}, {"data": RECORDS[:1]}])
def test_one_object_is_a_record_or_holds_a_list_of_them(tmp_path, whole):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(whole, indent=1))
    assert codes(path) == ["1.000001"]


def test_a_byte_order_mark_and_blank_lines_do_not_matter(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf\n" + json.dumps(RECORDS[0]).encode() + b"\r\n\r\n")
    assert codes(path) == ["1.000001"]


def test_broken_lines_are_told_with_their_number(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps(RECORDS[0]).encode()
    path.write_bytes(b"\n".join([b'{"code": ', good, b'"\xff"', b'{"name": "\\ud800"}', good]))
    found = [(entry.line, entry.reason) for entry in Source(path)]
    assert found == [(1, "broken_json"), (2, ""), (3, "not_utf8"), (4, "not_utf8"), (5, "")]


def test_a_line_too_long_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_RECORD", 50000)
    long = json.dumps({"code": "x" * 150000})
    path = write_lines(tmp_path / "a.jsonl", [RECORDS[0], long, RECORDS[1]])
    assert codes(path) == ["1.000001", "too_long", "1.000002"]


@pytest.mark.parametrize("broken", ['{"code": 1,}', '{"code": }', "{broken}", '{"a" "b"}'])
def test_a_broken_record_of_a_list_stops_nothing(tmp_path, broken):
    texts = [json.dumps(r, indent=1) for r in RECORDS]
    path = tmp_path / "a.json"
    path.write_text("[\n" + ",\n".join([texts[0], broken, texts[1], texts[2]]) + "\n]")
    assert codes(path) == ["1.000001", "broken_json", "1.000002", "1.000003"]


def test_a_record_without_its_end_costs_only_itself(tmp_path):
    texts = [json.dumps(r) for r in RECORDS]
    path = tmp_path / "a.json"
    path.write_text("[\n" + ",\n".join([texts[0], '{"id": "x', texts[1], texts[2]]) + "\n]")
    assert codes(path) == ["1.000001", "broken_json", "1.000002", "1.000003"]


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x1f\x8bxx", b"\xff\xfe{\x00}\x00"])
def test_a_file_with_nothing_in_it_is_refused(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        list(Source(path))


def test_a_cut_off_archive_gives_what_came_before(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    noise = [record(f"2.{n:06}", name=str(hash((n, "x")))) for n in range(300)]
    write_lines(path, noise)
    path.write_bytes(path.read_bytes()[:-2000])
    found = codes(path)
    assert found[0] == "2.000000" and found[-1] == "broken_json" and len(found) < 300


def test_a_missing_file_is_unreadable(tmp_path):
    with pytest.raises(Unreadable):
        Source(tmp_path / "nothing.json")
