"""Which files are taken: each rule, and those who try to get round it."""

from base64 import a85encode
import documents
from egov.portal.intake.inspection import unpacking
from egov.portal.intake.uploads import problem
from egov.portal.intake.uploads import safe_name
from egov.portal.intake.uploads import type_of
from egov.portal.intake.uploads import TYPES
import os
from plone import api
import pytest
import time
import tracemalloc
import zlib


PLAIN = {
    "pdf": documents.pdf(),
    "jpg": documents.jpeg(),
    "jpeg": documents.jpeg(),
    "png": documents.png(),
    "tif": documents.tiff(),
    "tiff": documents.tiff(pages=3),
    "docx": documents.docx(),
    "xlsx": documents.xlsx(),
    "odt": documents.odf(),
    "ods": documents.odf(kind="spreadsheet"),
}


@pytest.fixture
def every_type(portal):
    api.portal.set_registry_record("egov.portal.intake.file_types", sorted(TYPES))


def test_every_type_has_a_plain_file_here():
    assert set(PLAIN) == set(TYPES)


@pytest.mark.parametrize("ending", PLAIN)
def test_a_plain_file_of_each_type_is_taken(every_type, ending):
    assert problem(f"giấy.{ending}", PLAIN[ending]) is None
    assert problem(f"GIẤY.{ending.upper()}", PLAIN[ending]) is None


@pytest.mark.parametrize("ending", PLAIN)
@pytest.mark.parametrize("other", PLAIN)
def test_a_file_under_the_name_of_another_type_is_refused(every_type, ending, other):
    assert (problem(f"giấy.{other}", PLAIN[ending]) is None) == (TYPES[other] == TYPES[ending])


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 this program cannot be run",
        b"#!/bin/sh\nrm -rf /",
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old office document",
        b"Rar!\x1a\x07\x00",
        b"7z\xbc\xaf\x27\x1c",
        b"\x1f\x8b\x08",
        documents.container({"a.pdf": PLAIN["pdf"]}),
        b"",
        b"P",
    ],
)
@pytest.mark.parametrize("ending", PLAIN)
def test_what_is_no_document_or_picture_is_refused_under_any_name(every_type, ending, content):
    assert problem(f"giấy.{ending}", content) is not None


@pytest.mark.parametrize(
    "name",
    [
        "a.pdf.exe",
        "a.exe",
        "a",
        "pdf",
        ".pdf.",
        "a.svg",
        "a.html",
        "a.docm",
        "a.zip",
        # Turned round by a mark, it looks as if it ended in fdp.exe or pdf.
        "a\u202efdp.exe",
        "a.\u202epdf.exe",
        "a.pdf\x00.exe",
        "a.exe%00",
    ],
)
def test_the_last_ending_counts_whatever_the_name_looks_like(portal, name):
    assert problem(name, PLAIN["pdf"]) is not None


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("đơn xin.pdf", "đơn xin.pdf"),
        ("01.HT.TK-Khai sinh.pdf", "01.HT.TK-Khai sinh.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("a.exe.pdf", "a_exe.pdf"),
        ("a.PHP.jpg", "a_PHP.jpg"),
        ("a.exe .pdf", "a_exe .pdf"),
        ("a.html.php5.pdf", "a_html_php5.pdf"),
        ("a\u202eexe.pdf", "aexe.pdf"),
        ("a.exe\x00.pdf", "a_exe.pdf"),
        ("a\r\nSet-Cookie: x=y.pdf", "aSet-Cookie_ x=y.pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_made_harmless(name, safe):
    assert safe_name(name).replace(" Set", "Set") == safe


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("pdf", documents.pdf(tail=documents.container({"a.js": "x"}))),
        ("pdf", documents.pdf() + documents.container({"a.js": "x"})),
        ("pdf", b"%PDF-1.4\n<html><script>alert(1)</script></html>\n%%EOF"),
        ("pdf", documents.pdf() + b"Rar!\x1a\x07\x01\x00"),
        ("jpg", documents.jpeg(tail=documents.container({"a.class": "x"}))),
        ("jpg", documents.jpeg(comment=b"<script>alert(1)</script>")),
        ("jpg", documents.jpeg(tail=b"7z\xbc\xaf\x27\x1c")),
        ("png", documents.png(tail=documents.container({"a.class": "x"}))),
        ("png", documents.png(tail=b"<!DOCTYPE html><body onload=x()>")),
        ("docx", b"%PDF-1.4\n" + documents.docx()),
        ("docx", documents.docx() + b"<script>alert(1)</script>"),
        ("docx", b"MZ" + documents.docx()),
    ],
)
def test_a_file_that_is_two_things_at_once_is_refused(portal, ending, content):
    assert problem(f"a.{ending}", content) is not None


def refused_for(name, content):
    """The kind a file is refused for: it is taken once that kind is allowed."""
    message = problem(name, content)
    assert message is not None
    kinds = api.portal.get_registry_record("egov.portal.intake.refused")
    for kind in kinds:
        others = [other for other in kinds if other != kind]
        api.portal.set_registry_record("egov.portal.intake.refused", others)
        try:
            if problem(name, content) is None:
                return kind
        finally:
            api.portal.set_registry_record("egov.portal.intake.refused", kinds)
    return None


JAVASCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("scripts", documents.pdf(JAVASCRIPT)),
        ("scripts", documents.pdf(b"<</S /J#61v#61Script /JS 5 0 R>>")),
        ("scripts", documents.pdf(b"<</OpenAction<</S/JavaScript/JS<61>>>>>")),
        ("scripts", documents.pdf(b"<</AA<</O<</S/Launch/F(cmd.exe)>>>>>>")),
        ("scripts", documents.pdf(b"<</AcroForm<</XFA 7 0 R>>>>")),
        ("scripts", documents.pdf(b"<</S 9 0 R>>", b"/JavaScript")),
        ("embedded", documents.pdf(b"<</Names<</EmbeddedFiles 6 0 R>>>>")),
        ("embedded", documents.pdf(b"<</Type/EmbeddedFile/Length 0>>stream\nendstream")),
        ("embedded", documents.pdf(b"<</Subtype/RichMedia>>")),
        ("embedded", documents.pdf(b"<</S/Rendition>>")),
        ("external", documents.pdf(b"<</S/SubmitForm/F(http://x.example)>>")),
        ("external", documents.pdf(b"<</S/GoToR/F(//x.example/a.pdf)>>")),
        ("external", documents.pdf(b"<</OpenAction<</S/URI/URI(http://x.example)>>>>")),
        ("external", documents.pdf(b"<</OpenAction 3 0 R>>", b"<</S/URI/URI(http://x.example)>>")),
        ("encrypted", documents.pdf(tail=b"trailer<</Encrypt 9 0 R>>\n")),
    ],
)
def test_active_content_of_a_pdf_is_refused(portal, kind, content):
    assert refused_for("a.pdf", content) == kind


def test_a_script_in_an_object_stream_is_found(portal):
    assert refused_for("a.pdf", documents.pdf(packed=JAVASCRIPT)) == "scripts"
    assert problem("a.pdf", documents.pdf(packed=b"<</Type/Page>>")) is None


def hidden(make=documents.object_stream, **given):
    """A PDF with a script in an object stream that is written in an unusual way."""
    tail = make(JAVASCRIPT, **given).replace(b"/Type/ObjStm", given.get("header") or b"/Type 7 0 R")
    return documents.pdf(b"/ObjStm", tail=tail)


@pytest.mark.parametrize(
    "content",
    [
        # The type stands elsewhere, the name is written in another way, text stands in between.
        hidden(),
        documents.pdf(packed=JAVASCRIPT)
        .replace(b"/First", b"/F#69rst")
        .replace(b"ObjStm", b"O#62jStm"),
        hidden(header=b"/Note(endobj stream )"),
        documents.pdf(packed=JAVASCRIPT).replace(b">>stream\n", b">>\n%x\nstream \r\n"),
        # In letters.
        hidden(
            encode=lambda text: zlib.compress(text).hex().encode() + b">",
            filters=b"[/ASCIIHexDecode/FlateDecode]",
        ),
        hidden(
            encode=lambda text: a85encode(zlib.compress(text)) + b"~>",
            filters=b"[/A85/Fl]",
        ),
        # Broken after what matters: readers show what came before.
        hidden(encode=lambda text: zlib.compress(text + os.urandom(100_000))[:60_000] + b"x" * 99),
        hidden(encode=lambda text: zlib.compress(text)[:-4] + b"\0\0\0\0"),
        # In a way nobody packs objects.
        hidden(encode=lambda text: text[::-1], filters=b"/LZWDecode"),
    ],
)
def test_no_way_of_writing_an_object_stream_hides_a_script(portal, content):
    assert problem("a.pdf", content) is not None


@pytest.mark.parametrize(
    "content",
    [
        # Links to click, where the page opens, signatures, bookmarks, a colour profile.
        documents.pdf(b"<</S/URI/URI(https://dichvucong.gov.vn)>>"),
        documents.pdf(b"<</OpenAction[3 0 R/XYZ null null 0]>>", b"<</Type/Page>>"),
        documents.pdf(b"<</OpenAction 3 0 R>>", b"<</S/GoTo/D[2 0 R/Fit]>>", b"<</S/URI/URI(h)>>"),
        documents.pdf(b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]>>"),
        documents.pdf(
            b"<</Type/Outlines/First 4 0 R>>",
            b"<</N 3/Filter/DCTDecode/Length 9>>stream\n\xff\xd8\xff\xe0 a picture\nendstream",
            packed=b"<</Type/Page>>",
        ),
        documents.pdf(b"(To print, /JavaScripts are not needed)"),
    ],
)
def test_what_is_usual_in_a_pdf_is_taken(portal, content):
    assert problem("a.pdf", content) is None


VBA = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 macros"
FIELD = "<w:r><w:fldChar/></w:r>{}<w:r><w:fldChar/></w:r>"


def spread(*texts):
    return FIELD.format("".join(f"<w:r><w:instrText>{text}</w:instrText></w:r>" for text in texts))


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("macros", "a.docx", documents.docx(more={"word/vbaData.xml": "<x/>"})),
        ("macros", "a.docx", documents.docx(types="application/vnd.ms-word.document.macroEnabled")),
        ("macros", "a.docx", documents.docx(links=[("vbaProject", "x.bin", "Internal")])),
        ("macros", "a.docx", documents.docx(more={"word/activeX/activeX1.xml": "<x/>"})),
        ("macros", "a.docx", documents.docx(more={"customUI/customUI14.xml": "<x/>"})),
        ("macros", "a.xlsx", documents.xlsx({"xl/macrosheets/sheet1.xml": "<x/>"})),
        ("macros", "a.odt", documents.odf(more={"Basic/Standard/Module1.xml": "<x/>"})),
        ("macros", "a.odt", documents.odf(more={"Scripts/python/x.py": "x"})),
        (
            "macros",
            "a.odt",
            documents.odf("<script:event-listener xlink:href='vnd.sun.star.script:x.py$y'/>"),
        ),
        ("embedded", "a.docx", documents.docx(more={"word/embeddings/oleObject1.bin": VBA})),
        ("embedded", "a.docx", documents.docx(more={"word/media/image1.png": VBA})),
        ("embedded", "a.docx", documents.docx(more={"word/media/x": b"MZ\x90\x00"})),
        ("embedded", "a.docx", documents.docx(more={"customXml/a": documents.xlsx()})),
        ("embedded", "a.docx", documents.docx(links=[("aFChunk", "a.html", "Internal")])),
        ("embedded", "a.odt", documents.odf(more={"Object 1": VBA})),
        ("embedded", "a.odt", documents.odf("<draw:floating-frame/>")),
        ("external", "a.docx", documents.docx(links=[("image", "http://x.example/a", "External")])),
        (
            "external",
            "a.docx",
            documents.docx(links=[("attachedTemplate", "http://x.example/a.dotm", "External")]),
        ),
        (
            "external",
            "a.docx",
            documents.docx(links=[("hyperlink", "ms-msdt:/id x", "External")]),
        ),
        ("external", "a.docx", documents.docx(spread("DDEAUTO c:\\\\cmd.exe"))),
        ("external", "a.docx", documents.docx(spread("D", "DE", "AUTO c:\\\\cmd.exe"))),
        ("external", "a.docx", documents.docx(spread("<!-- -->D<!-- -->DE", " x"))),
        ("external", "a.docx", documents.docx(spread("&#68;&#x44;E x"))),
        ("external", "a.docx", documents.docx(spread("PAGE") + spread("DDE x"))),
        ("external", "a.docx", documents.docx(spread("QUOTE 68 68 69"))),
        ("external", "a.docx", documents.docx('<w:fldSimple w:instr="DDE x y"/>')),
        (
            "external",
            "a.xlsx",
            documents.xlsx({"xl/externalLinks/externalLink1.xml": "<ddeLink/>"}),
        ),
        ("external", "a.xlsx", documents.xlsx({"xl/connections.xml": "<x/>"})),
        ("external", "a.ods", documents.odf("<office:dde-source/>", "spreadsheet")),
        (
            "external",
            "a.odt",
            documents.odf(
                '<draw:frame><draw:image xlink:href="https://x.example/a.png"/></draw:frame>'
            ),
        ),
        (
            "encrypted",
            "a.odt",
            documents.odf(more={"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
        ),
    ],
)
def test_active_content_of_an_office_document_is_refused(portal, kind, name, content):
    assert refused_for(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", documents.docx(spread("PAGE \\* MERGEFORMAT") + spread('TOC \\o "1-3" ADDED'))),
        ("a.docx", documents.docx(links=[("hyperlink", "https://x.example", "External")])),
        ("a.docx", documents.docx(links=[("image", "media/image1.png", "Internal")])),
        (
            "a.docx",
            documents.docx(
                links=[("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm", "External")]
            ),
        ),
        (
            "a.odt",
            documents.odf('<draw:image xlink:href="Pictures/1.png"/><text:a xlink:href="h:"/>'),
        ),
        ("a.odt", documents.odf('<draw:object xlink:href="./Object 1"/><office:event-listeners/>')),
    ],
)
def test_what_is_usual_in_an_office_document_is_taken(portal, name, content):
    assert problem(name, content) is None


def test_macros_under_the_name_of_a_plain_document_are_refused(portal):
    members = {"word/vbaProject.bin": VBA}
    content = documents.docx(types="application/vnd.ms-word.document.macroEnabled", more=members)
    assert problem("a.docx", content) is not None
    assert problem("a.docm", content) is not None


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "DDE">]><x>&a;</x>',
        '<?xml version="1.0" encoding="UTF-7"?><x/>',
        '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16"),
    ],
)
def test_xml_that_hides_its_words_is_refused(portal, text):
    assert problem("a.docx", documents.docx(more={"word/settings.xml": text})) is not None


def bomb(size):
    return b"\0" * size


def lie(data, sizes=b"\x05\x00\x00\x00"):
    """The container, whose directory says that each member unpacks to 5 bytes."""
    place = data.index(b"PK\x01\x02") + 24
    return data[:place] + sizes + data[place + 4 :]


@pytest.mark.parametrize(
    "content",
    [
        documents.docx(more={"word/media/a.bin": bomb(20_000_000)}),
        documents.docx(more={f"word/{number}.xml": bomb(1_000_000) for number in range(20)}),
        documents.docx(
            more={"a.zip": documents.container({"b.zip": documents.container({"c": "d"})})}
        ),
        documents.docx(more={"a.docx": documents.docx(more={"b": bomb(20_000_000)})}),
        documents.docx(more={f"word/{number}": "" for number in range(5001)}),
        lie(documents.docx()),
        documents.docx(more={"../../x": "y"}),
        documents.docx(more={"/etc/x": "y"}),
        documents.docx(more={"C:\\x": "y"}),
        documents.docx(more={"WORD/DOCUMENT.XML": "y"}),
    ],
)
def test_a_zip_bomb_or_a_misleading_container_is_refused(portal, content):
    api.portal.set_registry_record("egov.portal.intake.refused", [])
    assert problem("a.docx", content) is not None


def test_a_zip_bomb_is_not_unpacked_in_memory(portal):
    content = documents.docx(more={"word/a.xml": bomb(300_000_000)})
    tracemalloc.start()
    try:
        assert problem("a.docx", content) is not None
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", documents.png(50_000, 50_000)),
        ("a.jpg", documents.jpeg(60_000, 60_000)),
        ("a.tif", documents.tiff(60_000, 60_000)),
        ("a.png", documents.png()[:20]),
        ("a.jpg", documents.jpeg()[:22]),
        ("a.jpg", b"\xff\xd8\xff" + b"\xff" * 100),
        ("a.tif", documents.tiff(following=8)),
        ("a.tif", documents.tiff()[:12]),
        ("a.tif", documents.tiff(pages=501)),
    ],
)
def test_a_picture_that_fills_the_memory_or_is_broken_is_refused(every_type, name, content):
    assert problem(name, content) is not None


def test_how_large_a_picture_may_be_is_a_setting(portal):
    assert problem("a.png", documents.png(10_000, 10_000)) is None
    api.portal.set_registry_record("egov.portal.intake.max_megapixels", 99)
    assert problem("a.png", documents.png(10_000, 10_000)) is not None


def test_the_administrator_chooses_what_is_refused(portal):
    content = documents.pdf(JAVASCRIPT, b"<</Type/EmbeddedFile>>")
    api.portal.set_registry_record("egov.portal.intake.refused", ["scripts"])
    assert "script" in problem("a.pdf", content)
    api.portal.set_registry_record("egov.portal.intake.refused", ["embedded"])
    assert "objects" in problem("a.pdf", content)
    api.portal.set_registry_record("egov.portal.intake.refused", [])
    assert problem("a.pdf", content) is None


def cpu(check):
    began = time.process_time()
    check()
    return time.process_time() - began


def plain_pdf(size):
    stream = b"<</Filter/FlateDecode>>stream\n" + os.urandom(size) + b"\nendstream"
    return documents.pdf(stream, packed=b" ".join(b"<</Type/Page/P 1 0 R>>" for _ in range(500)))


def test_a_usual_pdf_costs_a_submission_next_to_nothing(portal):
    content = plain_pdf(200_000)
    assert problem("a.pdf", content) is None
    # 1 to 2 ms on the machine the figure was taken on; the limit leaves room for a busy one.
    assert min(cpu(lambda: problem("a.pdf", content)) for _ in range(5)) < 0.01


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.5/XRef" + b"stream\n/First" * 80_000,
        b"%PDF-1.5/XRef" + b"/First stream x\x9c" * 60_000,
        b"%PDF-1.5/URI" + b"/OpenAction 1 0 R\n" * 900 + b"1 0 obj" * 100_000,
        b"%PDF-1.5/URI" + b"/AA<<" * 500_000,
        b"%PDF-1.5" + b"/JavaScrip" * 300_000,
        b"%PDF-1.5" + b"#" * 3_000_000,
        documents.pdf(packed=bomb(200_000_000)),
        documents.docx("<w:p/>" + "<" * 3_000_000),
        documents.docx(spread("DDE") + "<w:x>" * 200_000),
        b"\xff\xd8" + b"\xff" * 5_000_000,
    ],
    ids=range(10),
)
def test_a_file_made_to_keep_the_portal_busy_is_done_with_soon(portal, content):
    name = {b"%PDF": "a.pdf", b"PK\x03\x04": "a.docx"}.get(content[:4], "a.jpg")
    assert cpu(lambda: problem(name, content)) < 3


def test_object_streams_have_one_budget_for_all(monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1000)
    machine = unpacking.Unpacking()
    packed = zlib.compress(b"x" * 600)
    assert len(machine.unpack(packed, 0, b"")) == 600
    with pytest.raises(unpacking.Unreadable):
        machine.unpack(packed, 0, b"")


def test_the_type_is_told_by_the_content_alone():
    assert type_of(PLAIN["pdf"], "a.pdf") == "application/pdf"
    assert type_of(PLAIN["pdf"], "a.png") is None
