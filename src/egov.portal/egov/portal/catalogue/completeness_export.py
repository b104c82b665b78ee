"""The list of what is lacking as a file: CSV, or a workbook."""

import csv
from egov.portal.shared.spreadsheets import harmless
from io import BytesIO
from io import StringIO
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE


def text_of(value):
    """A value as text that a spreadsheet can show, and takes for no formula."""
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", str(value or "")))


def as_csv(rows):
    """Bytes of a CSV file, with the mark by which spreadsheets know UTF-8."""
    out = StringIO(newline="")
    csv.writer(out).writerows([text_of(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows):
    """Bytes of a workbook of one sheet; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=text_of(value)) for value in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
