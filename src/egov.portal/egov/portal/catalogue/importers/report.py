"""The report of an import: numbers, and a row for every remark; as JSON and as CSV."""

import csv
from egov.portal import _
from egov.portal.shared.spreadsheets import harmless
import json
from zope.i18n import translate
from zope.i18nmessageid import Message


COLUMNS = (_("Line"), _("Code"), _("Kind"), _("Reason"), _("Explanation"))
SEVERITIES = {"refused": _("Refused"), "doubtful": _("Doubtful"), "note": _("Note")}


def rows(findings, language):
    """Findings as dicts of plain values, explained in a language."""
    return [
        {
            "line": found.line,
            "code": found.code,
            "severity": found.severity,
            "reason": found.reason,
            "value": found.value,
            "explanation": translate(found.message, target_language=language),
        }
        for found in findings
    ]


def write(folder, result, language, filename=""):
    """Writes `report.json` and `report.csv` into a folder (a `pathlib.Path`)."""
    found = rows(result.findings, language)
    whole = {"file": filename, "summary": result.summary(), "records": found}
    text = json.dumps(whole, ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text, encoding="utf-8")
    with open(folder / "report.csv", "w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([translate(title, target_language=language) for title in COLUMNS])
        for row in found:
            severity = translate(SEVERITIES[row["severity"]], target_language=language)
            writer.writerow(
                [
                    row["line"],
                    harmless(row["code"]),
                    severity,
                    row["reason"],
                    harmless(row["explanation"]),
                ]
            )


def read(folder):
    """What `write` wrote, or None."""
    try:
        return json.loads((folder / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


SUMMARY = {
    "read": _("Records read"),
    "created": _("Procedures created"),
    "updated": _("Procedures updated"),
    "unchanged": _("Procedures unchanged"),
    "refused": _("Records refused"),
    "doubtful": _("Records taken, but doubtful"),
    "agencies": _("Agencies created"),
}


def sentences(summary, language):
    """The numbers of a summary as `(title, number)`, in a language."""
    return [
        (translate(Message(title), target_language=language), summary.get(name, 0))
        for name, title in SUMMARY.items()
    ]
