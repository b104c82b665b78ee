"""The demo's files: JSON in `profiles/demo/data`, papers in `profiles/demo/files`.

Dates are written relative to the day of loading, so that the demo never looks stale:
a value `@+30d` is a date, and `{-2d}` within a text is one written 01/12/2026,
`{-2d:year}` its year.
"""

from datetime import date
from datetime import timedelta
from egov.portal.shared.dates import written_day
from html import escape
import json
from pathlib import Path
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
import re


PROFILE = Path(__file__).resolve().parents[2] / "profiles" / "demo"
DATE = re.compile(r"@([+-]\d+)d")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_IN_TEXT = re.compile(r"\{([+-]\d+)d(:year)?\}")
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def read(name, today):
    """The JSON file `data/<name>.json`, its dates counted from the date `today`."""
    text = (PROFILE / "data" / f"{name}.json").read_text(encoding="utf-8")
    return dated(json.loads(text), today)


def read_procedures(today):
    """All procedures, with the laws they rest on written out as rows."""
    laws = read("laws", today)
    for path in sorted((PROFILE / "data" / "procedures").glob("*.json")):
        for procedure in read(f"procedures/{path.stem}", today):
            rows = [law_row(number, *laws[number]) for number in procedure["legal_basis"]]
            yield {**procedure, "legal_basis": rows}


def law_row(number, abstract, issued, issuer):
    return {"number": number, "abstract": abstract, "issued": issued, "issuer": issuer}


def dated(value, today, language="vi"):
    """The value with dates in place of what stands for them, all the way down."""
    if isinstance(value, dict):
        return {
            key: dated(item, today, "en" if key.endswith("_en") else language)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [dated(item, today, language) for item in value]
    if not isinstance(value, str):
        return value
    if match := DATE.fullmatch(value):
        return today + timedelta(days=int(match[1]))
    if DAY.fullmatch(value):
        return date.fromisoformat(value)

    def written(match):
        day = today + timedelta(days=int(match[1]))
        return str(day.year) if match[2] else written_day(day, language)

    return DATE_IN_TEXT.sub(written, value)


def rich_text(lines):
    """Lines as HTML: `## ` begins a heading, `- ` an item of a list, the rest are paragraphs."""
    html = []
    for line in lines:
        if line.startswith("- "):
            if not html or not html[-1].endswith("</ul>"):
                html.append("<ul></ul>")
            html[-1] = html[-1][: -len("</ul>")] + f"<li>{escape(line[2:])}</li></ul>"
        elif line.startswith("## "):
            html.append(f"<h2>{escape(line[3:])}</h2>")
        else:
            html.append(f"<p>{escape(line)}</p>")
    return RichTextValue("\n".join(html), "text/html", "text/x-html-safe")


def paper(name):
    """A file of `profiles/demo/files`, ready for a file field."""
    path = PROFILE / "files" / name
    return NamedBlobFile(
        data=path.read_bytes(), contentType=CONTENT_TYPES[path.suffix], filename=name
    )
