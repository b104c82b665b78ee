"""Which procedure an application is for, and what of it the dossier keeps.

A service with one procedure leaves no doubt. Of several the form may ask: a choice whose values
are their codes. Where it does not, all are kept as candidates with their fees and times, nothing
is promised (no due date), and the officer says which it is (`dossiers.choosing`).
"""

from egov.portal.dossiers.due_dates import times_of
from plone import api
from zope.schema.interfaces import IChoice


def procedure_with(code):
    """The procedure with this code, or None."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="Procedure", code=code)
    # A working copy or another copy has the same code: what is published counts, under its code.
    brains = sorted(
        brains, key=lambda brain: (brain.review_state != "published", brain.getId != brain.code)
    )
    return brains[0]._unrestrictedGetObject() if brains else None


def meant(service, fields, data):
    """(procedure or None, candidates) of an application.

    :param fields: [(name, field)] of the form
    :param data: {field name: value}, validated
    """
    codes = list(dict.fromkeys(service.procedures or ()))
    if len(codes) > 1:
        chosen = {data.get(name) for name, field in fields if IChoice.providedBy(field)}
        codes = [code for code in codes if code in chosen] or codes
    found = [procedure for procedure in map(procedure_with, codes) if procedure is not None]
    if len(codes) == 1:
        return (found[0] if found else None), ()
    return None, tuple(
        {"procedure": described(one), "fees": fees_of(one), "times": times_of(one)} for one in found
    )


def described(procedure):
    """What a dossier keeps of its procedure: which one, and which version of it."""
    if procedure is None:
        return {}
    return {
        "code": procedure.code,
        "title": procedure.Title(),
        "uid": procedure.UID(),
        "updated": procedure.national_updated,
        "modified": procedure.modified().ISO8601(),
        "decision_number": procedure.decision_number or "",
        "decision_date": procedure.decision_date,
    }


def fees_of(procedure):
    return tuple(dict(fee) for fee in getattr(procedure, "fees", None) or ())
