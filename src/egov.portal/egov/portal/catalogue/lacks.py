"""What a procedure lacks, and what it refers to: computed when it is indexed.

Two keyword indexes keep it: `lacks` what the record itself shows, `refers_to` the codes,
UIDs and numbers it names. Whether those exist is asked of the indexes (`completeness`),
since the answer changes when other content does.
"""

from Acquisition import aq_base
from egov.portal import _
from egov.portal.catalogue.procedure import IProcedure
from egov.portal.shared.text import fold
from plone.indexer import indexer


# What the record itself shows, in the order editors see it.
OWN_LACKS = {
    "fee": _("No fee"),
    "time": _("No time limit"),
    "steps": _("No steps"),
    "template": _("Asks for a form, but offers no template"),
    "executing": _("No executing agency"),
    "keeper": _("No responsible agency"),
    "field": _("No field"),
    "basis": _("No legal basis"),
    "successor": _("Replaced, without its successor"),
    "end": _("No longer in force, without a date"),
}
ROLES_OF_AGENCIES = (
    "executing_agencies",
    "competent_agencies",
    "authorized_agencies",
    "coordinating_agencies",
)


def reference(kind, value):
    """The keyword under which a reference is indexed: `law 123/2024/nd-cp`."""
    return f"{kind} {value.strip()}"


def document_number(number):
    """A document's number as one would compare it: `Số 61/2018/NĐ-CP` is `61/2018/nd-cp`."""
    return "".join(fold(number).removeprefix("so ").split())


def asks_for_form(paper):
    """Whether the paper is a form to fill in: marked so, with files, or said to follow one."""
    name = paper.get("name") or ""
    return bool(
        paper.get("electronic_form")
        or (paper.get("attachments") or "").strip()
        or "theo mẫu" in name.lower()
    )


def has_fee(procedure):
    return any(
        row.get("amount") is not None or (row.get("description") or "").strip()
        for row in procedure.fees or ()
    )


def has_time(procedure):
    """A number, or words where the record says that numbers do not do (unit `OTHER`)."""
    rows = [*(procedure.submission_ways or ()), *(procedure.cases or ())]
    return any(
        row.get("time") is not None
        or (row.get("unit") == "OTHER" and (row.get("description") or "").strip())
        for row in rows
    )


def own_lacks(procedure):
    """Keys of `OWN_LACKS` that are true. Out of force, only what is said of its end counts."""
    procedure = aq_base(procedure)
    if procedure.legal_state in ("replaced", "repealed"):
        found = {
            "successor": procedure.legal_state == "replaced" and not procedure.successor,
            "end": not procedure.effective_to,
        }
    else:
        found = {
            "fee": not has_fee(procedure),
            "time": not has_time(procedure),
            "steps": not procedure.steps,
            "template": any(
                asks_for_form(paper) and not paper.get("template")
                for paper in procedure.papers or ()
            ),
            "executing": not (procedure.executing_agencies or procedure.competent_agencies),
            "keeper": not getattr(procedure, "agency", None),
            "field": not procedure.field,
            "basis": not procedure.legal_basis,
        }
    return [lack for lack in OWN_LACKS if found.get(lack)]


def references(procedure):
    """What the procedure names, as `reference` writes it, each once."""
    procedure = aq_base(procedure)
    found = [("procedure", code) for code in procedure.related_procedures or ()]
    found.append(("procedure", procedure.successor))
    found += [("template", paper.get("template")) for paper in procedure.papers or ()]
    for name in ROLES_OF_AGENCIES:
        found += [("agency", uid) for uid in getattr(procedure, name, None) or ()]
    found.append(("agency", procedure.promulgating_agency))
    found.append(("agency", getattr(procedure, "agency", None)))
    found += [("law", document_number(row.get("number"))) for row in procedure.legal_basis or ()]
    return sorted({reference(kind, value) for kind, value in found if value})


@indexer(IProcedure)
def lacks(procedure):
    return own_lacks(procedure)


@indexer(IProcedure)
def refers_to(procedure):
    return references(procedure)
