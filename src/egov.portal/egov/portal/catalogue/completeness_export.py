"""The list of what is lacking as a file: CSV, or a workbook."""

import csv
from egov.portal.shared.spreadsheets import harmless
from html import escape
from io import BytesIO
from io import StringIO
import re
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile


# What XML has no place for.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FORMATS = "http://schemas.openxmlformats.org"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATION = f"{FORMATS}/officeDocument/2006/relationships"
MAIN = f"{FORMATS}/spreadsheetml/2006/main"
# The parts of a workbook of one sheet, less the sheet (ECMA-376, parts 1 and 2).
PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">'
        '<sheets><sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{FORMATS}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    ),
}


def text_of(value):
    """A value as text that a spreadsheet can show, and takes for no formula."""
    return harmless(ILLEGAL.sub("", str(value or "")))


def as_csv(rows):
    """Bytes of a CSV file, with the mark by which spreadsheets know UTF-8."""
    out = StringIO(newline="")
    csv.writer(out).writerows([text_of(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows):
    """Bytes of a workbook of one sheet; every cell is text.

    Written here: a library that keeps cells as objects takes ten times as long for thousands.
    """
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=4) as book:
        for name, content in PARTS.items():
            book.writestr(name, XML + content)
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for row in rows:
                sheet.write(row_of(row).encode())
            sheet.write(b"</sheetData></worksheet>")
    return out.getvalue()


def row_of(values):
    cells = "".join(
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text_of(value))}</t></is></c>'
        for value in values
    )
    return f"<row>{cells}</row>"
