"""A record of the national format as the values of a procedure.

Pure functions: they read nothing but the record.
"""

from dataclasses import dataclass
from dataclasses import field
from egov.portal.catalogue.importers import cleaning
from egov.portal.catalogue.importers import format
from egov.portal.catalogue.importers import parsing
from egov.portal.catalogue.importers import tables
from egov.portal.catalogue.importers.findings import REASONS
from egov.portal.catalogue.importers.findings import REFUSED
from egov.portal.catalogue.importers.findings import Remarks
from egov.portal.catalogue.importers.shape import Shape
import re


CODE = re.compile(r"^(?=.*\d)[0-9A-Za-z][0-9A-Za-z.-]{0,63}$")


class Refused(Exception):
    """The record cannot be taken; the reason is a key of `findings.REASONS`."""

    def __init__(self, reason, value=""):
        assert REASONS[reason][0] == REFUSED, reason
        super().__init__(reason, value)
        self.reason = reason
        self.value = value


@dataclass(frozen=True)
class AgencyRef:
    """An agency as a record names it. `group` says that it is a kind of agency."""

    national_id: str = ""
    code: str = ""
    name: str = ""
    group: bool = False


@dataclass
class Mapped:
    """What a record says, in the portal's terms.

    `values` maps names of fields of the procedure to values; `agencies` maps names of fields to
    lists of `AgencyRef`, which the writing resolves; `fields` and `audiences` map codes to titles.
    """

    code: str
    values: dict
    agencies: dict
    fields: dict = field(default_factory=dict)
    audiences: dict = field(default_factory=dict)
    public: bool = True
    findings: list = field(default_factory=list)


def code_of(record):
    """The record's code, cleaned, or Refused."""
    if not isinstance(record, dict):
        raise Refused("not_a_record", type(record).__name__)
    detail = record.get("detail")
    found = ""
    for source in (detail if isinstance(detail, dict) else {}, record):
        value = source.get("code")
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            found = cleaning.one_line(str(value))
        if found:
            break
    if not found:
        raise Refused("no_code")
    if not CODE.match(found):
        raise Refused("bad_code", found)
    return found


def map_record(record, line=0):
    """The `Mapped` of one record; raises `Refused`."""
    code = code_of(record)
    remarks = Remarks(line, code)
    detail = record.get("detail", record)
    if not isinstance(detail, dict):
        if detail is not None:
            remarks.add("wrong_type", f"detail = {detail}")
        detail = {}
    shape = Shape(detail, remarks)
    check_entries(record, shape, code)
    values = {"code": code, "title": title(record, shape)}
    values.update(texts(shape))
    values.update(tables.all_tables(shape))
    values.update(classification(shape, values))
    values.update(decision(shape))
    fields = tables.fields(shape)
    values["field"] = next(iter(fields), None)
    values["other_fields"] = list(fields)[1:]
    if not fields:
        remarks.add("no_field")
    audiences = tables.audiences(shape)
    values["audience"] = list(audiences)
    agencies = agency_roles(shape, values)
    state = shape.line("state")
    values["legal_state"] = format.STATES.get(state, "in_force")
    if state and state not in format.STATES:
        remarks.add("unknown_state", state)
    public = not values["internal"] and (not state or format.STATES.get(state) == "in_force")
    return Mapped(code, values, agencies, fields, audiences, public, remarks.findings)


def check_entries(record, shape, code):
    remarks = shape.remarks
    for key in shape.entries:
        if key not in format.ENTRIES and key != "detail":
            remarks.add("unknown_key", key)
    for key in format.ALWAYS_EMPTY:
        if shape.raw(key):
            remarks.add("not_imported", key)
    for other in (record.get("code"), shape.raw("codeNotation")):
        if isinstance(other, str) and other and cleaning.one_line(other) != code:
            remarks.add("codes_differ", f"{code}, {other}")
    for ids, details in (
        ("categoryIds", "categoriesDetails"),
        ("serviceGroupIds", "serviceGroupsDetails"),
        ("legalBasisIds", "legalBasisesDetails"),
        ("resultIds", "resultsDetails"),
        ("subjectTypeIds", "subjectTypesDetails"),
        *((f"department{role}Ids", f"departments{role}") for role, _ in format.ROLES.values()),
        *((f"unitGroup{role}Ids", f"unitGroups{role}") for role, _ in format.ROLES.values()),
    ):
        told = {entry.text("id") for entry in Shape(shape.entries, Remarks()).objects(details)}
        for missing in set(shape.words(ids)) - told:
            remarks.add("empty_entry", f"{ids}: {missing}")


def title(record, shape):
    remarks = shape.remarks
    outer = record.get("name") if isinstance(record.get("name"), str) else ""
    found = cleaning.name(shape.text("name")) or cleaning.name(outer)
    if not found:
        raise Refused("no_name")
    if outer and cleaning.name(outer) != found:
        remarks.add("names_differ", f"{found} / {outer}")
    if cleaning.all_capitals(found):
        sentence = cleaning.sentence_case(found)
        remarks.add("not_in_capitals" if sentence else "in_capitals", found)
        found = sentence or found
    return found


def texts(shape):
    requirements = shape.text("requirementsAndConditions")
    description = shape.text("description")
    return {
        "description": "" if description == requirements else description,
        "requirements": requirements,
        "note": shape.text("note"),
        "receiving_addresses": shape.text("dossierReceivingAddresses"),
        "keywords": keywords(shape),
        "national_id": shape.line("id"),
        "national_updated": shape.moment("updatedAt"),
    }


def keywords(shape):
    """Keywords part at semicolons and lines; at commas only where every part has two words."""
    found = []
    for part in re.split(r"[;\n]", shape.text("keywords")):
        by_comma = [piece.strip() for piece in part.split(",")]
        if not all(len(piece.split()) > 1 for piece in by_comma):
            by_comma = [part.strip()]
        found.extend(piece for piece in by_comma if piece)
    return list(dict.fromkeys(found))


def classification(shape, values):
    levels = [level for key, level in format.LEVELS.items() if shape.flag(key)]
    if not levels:
        shape.remarks.add("no_level")
    shape.flag("isUndetermined")
    offline = shape.flag("isOfflineOnly")
    online = any(row["channel"] == "ONLINE" for row in values["submission_ways"])
    full = shape.flag("isFullProcess")
    if full and (offline or not online):
        shape.remarks.add("online_unclear")
    if offline or not (online or full):
        level = "information"
    else:
        level = "full" if full else "partial"
    return {
        "levels": levels,
        "online_level": level,
        "regulation_kind": shape.choice("formalityType", format.REGULATION_KINDS),
        "procedure_kind": shape.choice("type", format.PROCEDURE_KINDS),
        "service_groups": tables.service_groups(shape),
        "vertical": shape.flag("isVertical"),
        "shared_service": shape.flag("isSharedService"),
        "internal": shape.flag("isInternal"),
        "offline_only": offline,
        "non_territorial": shape.flag("isNonTerritorial"),
    }


def decision(shape):
    proposal = shape.object("procedureProposal")
    number = proposal.line("decisionNumber") or proposal.line("proposalNumber")
    return {
        "decision_number": parsing.document_number(number or shape.line("decisionNo")),
        "decision_date": proposal.day("decisionDate"),
        "decision_issuer": proposal.object("issuingAgency").line("name"),
        "published_on": proposal.day("publicationDate"),
    }


def agency_roles(shape, values):
    """Agencies by field; names that only a text gives go to the note."""
    found = {}
    for name, (role, text_key) in format.ROLES.items():
        found[name] = refs = []
        for entry in shape.objects(f"departments{role}"):
            add_agency(refs, entry)
        names = [ref.name for ref in refs]
        for entry in shape.objects(f"unitGroups{role}"):
            add_agency(refs, entry, group=True)
        told = cleaning.name(shape.text(text_key))
        if told and told != cleaning.name(", ".join(names)):
            shape.remarks.add("agencies_in_text", told)
            values["note"] = tables.joined(values["note"], f"{format.ROLE_TITLES[name]}: {told}")
    found["promulgating_agency"] = []
    promulgating = AgencyRef(
        shape.line("departmentPromulgateId"),
        shape.line("departmentPromulgateCode"),
        cleaning.name(shape.text("departmentPromulgateName")),
    )
    if promulgating.name:
        found["promulgating_agency"].append(promulgating)
    elif promulgating.code or promulgating.national_id:
        shape.remarks.add("nameless_agency", promulgating.code or promulgating.national_id)
    return found


def add_agency(refs, entry, group=False):
    ref = AgencyRef(entry.line("id"), entry.line("code"), cleaning.name(entry.text("name")), group)
    if not ref.name:
        entry.remarks.add("nameless_agency", ref.code or ref.national_id or entry.path.rstrip("."))
        return
    refs.append(ref)
