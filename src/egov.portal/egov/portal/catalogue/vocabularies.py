"""Vocabularies of the catalogue. Values are the national database's own codes."""

from egov.portal import _
from egov.portal.catalogue import taxonomy
from egov.portal.shared.vocabularies import fixed
from egov.portal.shared.vocabularies import from_catalog
from egov.portal.shared.vocabularies import listed


submission_channels = fixed(
    ONLINE=_("Online"),
    DIRECT=_("In person"),
    POSTAL=_("By post"),
)
time_units = fixed(
    WORKING_DAY=_("working days"),
    DAY=_("days"),
    HOUR=_("hours"),
    MONTH=_("months"),
    YEAR=_("years"),
    OTHER=_("other"),
)
fee_kinds = fixed(
    FEE=_("Fee (phí)"),
    SERVICE_FEE=_("Charge (lệ phí)"),
    PRICE_LEVEL=_("Price"),
)
return_channels = fixed(ONLINE=_("Online"), OFFLINE=_("On paper"))
return_ways = fixed(
    ONLINE=_("Online"),
    AT_SUBMISSION_PLACE=_("Where it was submitted"),
    AT_HOME=_("At home, by post"),
)
procedure_levels = fixed(
    ministry=_("Ministry"),
    province=_("Province"),
    commune=_("Commune"),
    other=_("Other agency"),
)
agency_levels = fixed(
    ministry=_("Ministry"),
    province=_("Province"),
    department=_("Department"),
    commune=_("Commune"),
    group=_("Group of agencies"),
    other=_("Other agency"),
)
online_levels = fixed(
    full=_("Fully online"),
    partial=_("Partially online"),
    information=_("Information only"),
)
legal_states = fixed(
    in_force=_("In force"),
    replaced=_("Replaced"),
    repealed=_("Repealed"),
)
regulation_kinds = fixed(
    ASSIGNED_REGULATION=_("Assigned to be regulated"),
    NOT_ASSIGNED_REGULATION=_("Not assigned to be regulated"),
    OTHER=_("Other kind"),
)
procedure_kinds = fixed(STANDARD=_("Standard"), SPECIFIC=_("Specific"))
submission_places = fixed(
    here=_("On this portal"),
    national=_("At the national portal"),
    in_person=_("In person or by post"),
)
weekdays = fixed(
    mon=_("Monday"),
    tue=_("Tuesday"),
    wed=_("Wednesday"),
    thu=_("Thursday"),
    fri=_("Friday"),
    sat=_("Saturday"),
    sun=_("Sunday"),
)

fields = listed(taxonomy.fields)
audiences = listed(taxonomy.audiences)
life_events = listed(lambda: {event["id"]: event["title"] for event in taxonomy.life_events()})

agencies = from_catalog("Agency", "UID")
procedures = from_catalog("Procedure", "code")
form_templates = from_catalog("FormTemplate", "code")
