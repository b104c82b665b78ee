"""Procedure (thủ tục hành chính), in the shape of the national database's record."""

from collective.z3cform.datagridfield.datagridfield import DataGridFieldFactory
from egov.portal import _
from egov.portal.catalogue import rows
from egov.portal.interfaces import ICodeNamed
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import lines
from egov.portal.shared.fields import table
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid


def valid_code(value):
    """A national code has no blank and only letters, digits, dots and dashes."""
    if value and not all(c.isalnum() or c in ".-" for c in value):
        raise Invalid(_("A code has only letters, digits, dots and dashes."))
    return True


class IProcedure(model.Schema):
    """Fields of a procedure. Title and description come from `plone.basic`."""

    code = schema.TextLine(
        title=_("Code"),
        description=_("National code of the procedure, for example 1.001193"),
        constraint=valid_code,
    )
    field = schema.Choice(
        title=_("Field"),
        vocabulary="egov.portal.Fields",
        required=False,
    )
    other_fields = choices(_("Other fields"), "egov.portal.Fields")
    levels = choices(_("Levels of government"), "egov.portal.ProcedureLevels")
    audience = choices(_("Audience"), "egov.portal.Audiences")
    online_level = schema.Choice(
        title=_("Online level"),
        vocabulary="egov.portal.OnlineLevels",
        default="information",
    )

    model.fieldset(
        "process",
        label=_("Steps, time, fees"),
        fields=["steps", "submission_ways", "fees", "cases", "returning_ways"],
    )
    directives.widget("steps", DataGridFieldFactory)
    steps = table(_("Steps"), rows.IStepRow)
    directives.widget("submission_ways", DataGridFieldFactory)
    submission_ways = table(_("Ways of submitting"), rows.ISubmissionWayRow)
    directives.widget("fees", DataGridFieldFactory)
    fees = table(_("Fees"), rows.IFeeRow)
    directives.widget("cases", DataGridFieldFactory)
    cases = table(_("Cases"), rows.ICaseRow)
    directives.widget("returning_ways", DataGridFieldFactory)
    returning_ways = table(_("Ways of returning the result"), rows.IReturnWayRow)

    model.fieldset(
        "papers",
        label=_("Papers and results"),
        fields=["papers", "results", "requirements", "note"],
    )
    directives.widget("papers", DataGridFieldFactory)
    papers = table(_("Papers"), rows.IPaperRow)
    directives.widget("results", DataGridFieldFactory)
    results = table(_("Results"), rows.IResultRow)
    requirements = schema.Text(title=_("Requirements and conditions"), required=False)
    note = schema.Text(title=_("Note"), required=False)

    model.fieldset(
        "agencies",
        label=_("Agencies"),
        fields=[
            "executing_agencies",
            "competent_agencies",
            "authorized_agencies",
            "coordinating_agencies",
            "promulgating_agency",
            "receiving_addresses",
        ],
    )
    executing_agencies = choices(_("Executing agencies"), "egov.portal.Agencies")
    competent_agencies = choices(_("Competent agencies"), "egov.portal.Agencies")
    authorized_agencies = choices(_("Authorized agencies"), "egov.portal.Agencies")
    coordinating_agencies = choices(_("Coordinating agencies"), "egov.portal.Agencies")
    promulgating_agency = schema.Choice(
        title=_("Promulgating agency"),
        vocabulary="egov.portal.Agencies",
        required=False,
    )
    receiving_addresses = schema.Text(title=_("Receiving addresses"), required=False)

    model.fieldset(
        "law",
        label=_("Legal basis and state"),
        fields=[
            "legal_basis",
            "decision_number",
            "decision_date",
            "decision_issuer",
            "published_on",
            "legal_state",
            "effective_from",
            "effective_to",
            "successor",
        ],
    )
    directives.widget("legal_basis", DataGridFieldFactory)
    legal_basis = table(_("Legal basis"), rows.ILegalBasisRow)
    decision_number = schema.TextLine(title=_("Decision number"), required=False)
    decision_date = schema.Date(title=_("Date of the decision"), required=False)
    decision_issuer = schema.TextLine(title=_("Issuer of the decision"), required=False)
    published_on = schema.Date(title=_("Date of publication"), required=False)
    legal_state = schema.Choice(
        title=_("State in law"),
        vocabulary="egov.portal.LegalStates",
        default="in_force",
    )
    effective_from = schema.Date(title=_("In force from"), required=False)
    effective_to = schema.Date(title=_("In force until"), required=False)
    successor = schema.TextLine(
        title=_("Replaced by"),
        description=_("Code of the procedure that takes its place"),
        required=False,
        constraint=valid_code,
    )

    model.fieldset(
        "finding",
        label=_("Finding"),
        fields=["keywords", "synonyms", "life_events", "related_procedures"],
    )
    keywords = lines(_("Keywords"))
    synonyms = lines(
        _("Everyday words"), _("What people call it, one a line: làm lại giấy khai sinh")
    )
    life_events = choices(_("Life events"), "egov.portal.LifeEvents")
    related_procedures = lines(_("Related procedures"), _("Codes of procedures, one a line"))

    model.fieldset(
        "national",
        label=_("National database"),
        fields=[
            "national_id",
            "national_updated",
            "regulation_kind",
            "procedure_kind",
            "service_groups",
            "vertical",
            "shared_service",
            "internal",
            "offline_only",
            "non_territorial",
        ],
    )
    national_id = schema.TextLine(title=_("National id"), required=False)
    national_updated = schema.Datetime(title=_("Updated in the national database"), required=False)
    regulation_kind = schema.Choice(
        title=_("Kind of procedure"),
        vocabulary="egov.portal.RegulationKinds",
        required=False,
    )
    procedure_kind = schema.Choice(
        title=_("Standard or specific"),
        vocabulary="egov.portal.ProcedureKinds",
        required=False,
    )
    service_groups = lines(_("National service groups"))
    vertical = schema.Bool(
        title=_("Handled by a vertical (ministerial) system"), required=False, default=False
    )
    shared_service = schema.Bool(title=_("Shared service"), required=False, default=False)
    internal = schema.Bool(title=_("Internal to the administration"), required=False, default=False)
    offline_only = schema.Bool(title=_("In person only"), required=False, default=False)
    non_territorial = schema.Bool(
        title=_("May be submitted anywhere"), required=False, default=False
    )


@implementer(IProcedure, ICodeNamed)
class Procedure(Item):
    """A procedure. Rows are plain dicts in persistent lists; see `rows`."""
