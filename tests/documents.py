"""Makes small documents, plain ones and ones that carry more than they should."""

from io import BytesIO
import struct
from zipfile import ZIP_DEFLATED
from zipfile import ZIP_STORED
from zipfile import ZipFile
import zlib


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def pdf(*objects, packed=None, header=b"", tail=b""):
    """A PDF file with these objects; `packed` ones lie in an object stream with this `header`."""
    parts = [b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"]
    for number, text in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", *objects), 1):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, text))
    if packed is not None:
        parts.append(object_stream(packed, header))
        parts.append(b"98 0 obj<</Type/XRef/W[1 1 1]/Length 3>>stream\nabc\nendstream\nendobj\n")
    parts.append(tail + b"trailer<</Root 1 0 R>>\n%%EOF\n")
    return b"".join(parts)


def object_stream(packed, header=b"", encode=zlib.compress, filters=b"/FlateDecode"):
    return b"99 0 obj\n<</Type/ObjStm/N 1/First 5/Filter%s%s>>stream\n%s\nendstream\nendobj\n" % (
        filters,
        header,
        encode(b"50 0 " + packed),
    )


def container(members, stored=()):
    """A zip file of {name: text or bytes}."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content, ZIP_STORED if name in stored else ZIP_DEFLATED)
    return out.getvalue()


def relations(*given):
    """The XML of relations (type, target, mode)."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE_RELATIONS}/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/>'
        for number, (kind, target, mode) in enumerate(given)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{namespace}">{inside}</Relationships>'


def word_xml(body):
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'


def docx(body="<w:p/>", links=(), types=f"{WORD}.main+xml", **members):
    return container(
        {
            "[Content_Types].xml": f'<Types><Override ContentType="{types}"/></Types>',
            "word/document.xml": word_xml(body),
            "word/_rels/document.xml.rels": relations(*links),
            **members.pop("more", {}),
        }
    )


def xlsx(more=None):
    return container(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": "<workbook/>",
            "xl/worksheets/sheet1.xml": "<worksheet/>",
            **(more or {}),
        }
    )


def odf(body="", kind="text", more=None):
    return container(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": '<office:document-content xmlns:office="o" xmlns:xlink="x">'
            f"{body}</office:document-content>",
            "META-INF/manifest.xml": "<manifest:manifest xmlns:manifest='m'/>",
            **(more or {}),
        },
        stored=("mimetype",),
    )


def png(width=10, height=10, tail=b""):
    def chunk(name, content):
        body = name + content
        return struct.pack(">L", len(content)) + body + struct.pack(">L", zlib.crc32(body))

    header = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 31)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts + tail


def jpeg(width=10, height=10, comment=b"", tail=b""):
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    if comment:
        start += b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return start + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9" + tail


def tiff(width=10, height=10, following=0, pages=1):
    """A TIFF file; `following` is where its last page says the next one is."""
    parts, place = [b"II*\x00\x08\x00\x00\x00"], 8
    for page in range(pages):
        place += 2 + 24 + 4
        more = place if page + 1 < pages else following
        parts.append(struct.pack("<HHHLLHHLLL", 2, 256, 4, 1, width, 257, 4, 1, height, more))
    return b"".join(parts)
