"""What the catalogue keeps of agencies, procedures, services and forms.

Everything else is read from the attribute of the index's name. Indexers read the object's own
attributes only: indexing a procedure wakes nothing else. A missing value raises
AttributeError, so that no empty entry is kept.
"""

from Acquisition import aq_base
from egov.portal.catalogue.agency import IAgency
from egov.portal.catalogue.procedure import IProcedure
from egov.portal.interfaces import IAgencyBound
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer


ROLES = (
    "agency",
    "promulgating_agency",
    "executing_agencies",
    "competent_agencies",
    "authorized_agencies",
    "coordinating_agencies",
    "agencies",
)


def unique(*groups):
    """The values of all groups (a text, a list or None each), the first of equals only."""
    found = {}
    for group in groups:
        for value in [group] if isinstance(group, str) else group or ():
            if value:
                found[value] = True
    return list(found)


@indexer(IProcedure)
def procedure_fields(obj):
    """The main field of administration first, then the others."""
    obj = aq_base(obj)
    return unique(obj.field, obj.other_fields)


@indexer(IAgencyBound)
def agencies(obj):
    """UIDs of the agencies that have to do with the content, in any role."""
    obj = aq_base(obj)
    return unique(*(getattr(obj, role, None) for role in ROLES))


@indexer(IAgency)
def no_agencies(obj):
    """An agency is not among what agencies have to do with."""
    raise AttributeError("agencies")


@indexer(IDexterityContent)
def code(obj):
    value = getattr(aq_base(obj), "code", None)
    if not value or not isinstance(value, str):
        raise AttributeError("code")
    return value


def column(rows, name):
    """The values of a column that are filled in, each once; no value raises AttributeError."""
    values = unique([row.get(name) for row in rows or ()])
    if not values:
        raise AttributeError(name)
    return values


@indexer(IProcedure)
def templates(obj):
    """Codes of the form templates that the papers name."""
    return column(aq_base(obj).papers, "template")


@indexer(IProcedure)
def legal_basis_numbers(obj):
    """Numbers of the documents it rests on."""
    return column(aq_base(obj).legal_basis, "number")
