"""Procedure (thủ tục hành chính), in the shape of the national database's record."""

from egov.portal import _
from egov.portal.catalogue import rows
from egov.portal.catalogue.codes import check_code
from egov.portal.interfaces import ICodeNamed
from egov.portal.interfaces import IPortalContent
from egov.portal.shared.fields import choices
from egov.portal.shared.fields import code_format
from egov.portal.shared.fields import FieldInvalid
from egov.portal.shared.fields import in_order
from egov.portal.shared.fields import Line
from egov.portal.shared.fields import lines
from egov.portal.shared.fields import Paragraphs
from egov.portal.shared.fields import table
from egov.portal.shared.forms import SearchSelectFieldWidget
from egov.portal.shared.tables import BlocksFieldWidget
from egov.portal.shared.tables import TableFieldWidget
from plone.app.z3cform.widgets.select import Select2FieldWidget
from plone.autoform import directives
from plone.dexterity.content import Item
from plone.supermodel import model
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from zope import schema
from zope.interface import implementer
from zope.interface import invariant


class IProcedure(model.Schema):
    """Fields of a procedure. Title and description come from `plone.basic`."""

    code = Line(
        title=_("Code"),
        description=_(
            "National code of the procedure, for example 1.001193. "
            "It becomes part of the address and cannot be changed later."
        ),
        required=True,
        constraint=code_format,
    )
    directives.widget("field", Select2FieldWidget)
    field = schema.Choice(
        title=_("Field"),
        description=_("Main field of administration (lĩnh vực)"),
        vocabulary="egov.portal.Fields",
        required=False,
    )
    directives.widget("other_fields", SearchSelectFieldWidget)
    other_fields = choices(
        _("Other fields"), "egov.portal.Fields", _("If it belongs to further fields")
    )
    directives.widget("levels", CheckBoxFieldWidget)
    levels = choices(
        _("Levels of government"), "egov.portal.ProcedureLevels", _("Where it is carried out")
    )
    directives.widget("audience", CheckBoxFieldWidget)
    audience = choices(_("Audience"), "egov.portal.Audiences", _("Who may use it"))
    online_level = schema.Choice(
        title=_("Online level"),
        description=_(
            "Fully online: nobody has to come. Partially online: something is done in person."
        ),
        vocabulary="egov.portal.OnlineLevels",
        default="information",
    )

    model.fieldset(
        "process",
        label=_("Steps, time, fees"),
        description=_("What people do, how long it takes and what it costs."),
        fields=["steps", "submission_ways", "fees", "cases", "returning_ways"],
    )
    directives.widget("steps", TableFieldWidget)
    steps = table(_("Steps"), rows.IStepRow, _("One row a step, in the order of doing them"))
    directives.widget("submission_ways", TableFieldWidget)
    submission_ways = table(
        _("Ways of submitting"),
        rows.ISubmissionWayRow,
        _("One row a way; what is not a plain number of days goes into the details"),
    )
    directives.widget("fees", TableFieldWidget)
    fees = table(
        _("Fees"),
        rows.IFeeRow,
        _("No row at all means that nothing is known of fees; for none write the amount 0"),
    )
    directives.widget("cases", TableFieldWidget)
    cases = table(
        _("Cases"),
        rows.ICaseRow,
        _("Only where the time limit differs from case to case"),
    )
    directives.widget("returning_ways", TableFieldWidget)
    returning_ways = table(_("Ways of returning the result"), rows.IReturnWayRow)

    model.fieldset(
        "papers",
        label=_("Papers and results"),
        description=_("What people bring, and what they are given in the end."),
        fields=["papers", "results", "requirements", "note"],
    )
    directives.widget("papers", BlocksFieldWidget)
    papers = table(_("Papers"), rows.IPaperRow)
    directives.widget("results", TableFieldWidget)
    results = table(_("Results"), rows.IResultRow)
    requirements = Paragraphs(
        title=_("Requirements and conditions"),
        description=_("Who does not meet them is refused"),
    )
    note = Paragraphs(title=_("Note"))

    model.fieldset(
        "agencies",
        label=_("Agencies"),
        description=_("Who does what. Type part of the name to find an agency."),
        fields=[
            "executing_agencies",
            "competent_agencies",
            "authorized_agencies",
            "coordinating_agencies",
            "promulgating_agency",
            "receiving_addresses",
        ],
    )
    directives.widget("executing_agencies", SearchSelectFieldWidget)
    executing_agencies = choices(
        _("Executing agencies"), "egov.portal.Agencies", _("They do the work")
    )
    directives.widget("competent_agencies", SearchSelectFieldWidget)
    competent_agencies = choices(_("Competent agencies"), "egov.portal.Agencies", _("They decide"))
    directives.widget("authorized_agencies", SearchSelectFieldWidget)
    authorized_agencies = choices(
        _("Authorized agencies"), "egov.portal.Agencies", _("They act for the competent ones")
    )
    directives.widget("coordinating_agencies", SearchSelectFieldWidget)
    coordinating_agencies = choices(
        _("Coordinating agencies"), "egov.portal.Agencies", _("They are asked or help")
    )
    directives.widget("promulgating_agency", SearchSelectFieldWidget)
    promulgating_agency = schema.Choice(
        title=_("Promulgating agency"),
        description=_("The ministry or committee that published the procedure"),
        vocabulary="egov.portal.Agencies",
        required=False,
    )
    receiving_addresses = Paragraphs(
        title=_("Receiving addresses"), description=_("Where applications are handed in")
    )

    model.fieldset(
        "law",
        label=_("Legal basis and state"),
        description=_("What it rests on, and from when until when it is in force."),
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
    directives.widget("legal_basis", TableFieldWidget)
    legal_basis = table(_("Legal basis"), rows.ILegalBasisRow, _("One row a document"))
    decision_number = Line(
        title=_("Decision number"),
        description=_("Of the decision that published the procedure, for example 1872/QĐ-BTP"),
    )
    decision_date = schema.Date(title=_("Date of the decision"), required=False)
    decision_issuer = Line(title=_("Issuer of the decision"))
    published_on = schema.Date(title=_("Date of publication"), required=False)
    legal_state = schema.Choice(
        title=_("State in law"),
        vocabulary="egov.portal.LegalStates",
        default="in_force",
    )
    effective_from = schema.Date(title=_("In force from"), required=False)
    effective_to = schema.Date(
        title=_("In force until"),
        description=_("The last day on which it is in force; empty while no end is known"),
        required=False,
    )
    successor = Line(
        title=_("Replaced by"),
        description=_("Code of the procedure that takes its place"),
        constraint=code_format,
    )

    model.fieldset(
        "finding",
        label=_("Finding"),
        description=_("Helps people to find it by what they would say themselves."),
        fields=["keywords", "synonyms", "life_events", "related_procedures"],
    )
    keywords = lines(_("Keywords"), _("Official terms, one a line"))
    synonyms = lines(
        _("Everyday words"), _("What people call it, one a line: làm lại giấy khai sinh")
    )
    directives.widget("life_events", CheckBoxFieldWidget)
    life_events = choices(
        _("Life events"),
        "egov.portal.LifeEvents",
        _("What happens to people or businesses that need it"),
    )
    directives.widget(
        "related_procedures", SearchSelectFieldWidget, vocabulary="egov.portal.Procedures"
    )
    related_procedures = lines(
        _("Related procedures"),
        _("Type part of the name or code to find a procedure"),
        constraint=code_format,
    )

    model.fieldset(
        "national",
        label=_("National database"),
        description=_("Filled in by the import; seldom changed by hand."),
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
    national_id = Line(title=_("National id"))
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
    service_groups = lines(_("National service groups"), _("One a line"))
    vertical = schema.Bool(
        title=_("Handled by a vertical (ministerial) system"), required=False, default=False
    )
    shared_service = schema.Bool(title=_("Shared service"), required=False, default=False)
    internal = schema.Bool(title=_("Internal to the administration"), required=False, default=False)
    offline_only = schema.Bool(title=_("In person only"), required=False, default=False)
    non_territorial = schema.Bool(
        title=_("May be submitted anywhere"), required=False, default=False
    )

    @invariant
    def code_is_free(data):
        check_code(data, "Procedure")

    @invariant
    def fees_name_a_way(data):
        ways = len(data.submission_ways or ())
        for number, row in enumerate(data.fees or (), 1):
            if row.get("way") and row["way"] > ways:
                raise FieldInvalid(
                    "fees",
                    _(
                        "Row ${number}: there is no way of submitting no. ${way}",
                        mapping={"number": number, "way": row["way"]},
                    ),
                )

    @invariant
    def ends_after_it_starts(data):
        in_order(data, "effective_from", "effective_to", _("It cannot end before it is in force."))

    @invariant
    def is_not_its_own_successor(data):
        if data.successor and data.successor == data.code:
            raise FieldInvalid("successor", _("It cannot be replaced by itself."))


@implementer(IProcedure, ICodeNamed, IPortalContent)
class Procedure(Item):
    """A procedure. Rows are plain dicts in lists; see `rows`."""
