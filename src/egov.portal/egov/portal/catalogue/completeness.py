"""Which procedures and services lack what: answered by the catalogue's indexes alone."""

from DateTime import DateTime
from egov.portal import _
from egov.portal.catalogue.lacks import document_number
from egov.portal.catalogue.lacks import OWN_LACKS
from egov.portal.catalogue.lacks import own_lacks
from egov.portal.catalogue.lacks import reference
from egov.portal.catalogue.lacks import references
from egov.portal.catalogue.service import form_of
from egov.portal.shared.membership import agencies_to_keep_for
from plone import api


# What only a look at other content, or at the calendar, shows.
FOUND_LACKS = {
    "dead_procedure": _("Names a procedure that is not there"),
    "dead_template": _("Names a form template that is not there"),
    "dead_agency": _("Names an agency that is not there"),
    "expired_basis": _("Rests on a legal document that has expired"),
    "form": _("Takes applications here, without a form"),
    "stale": _("Not updated for long"),
}
LACKS = {**OWN_LACKS, **FOUND_LACKS}
TYPES = ("Procedure", "Service")
STALE_DAYS = "egov.portal.stale_after_days"


class Completeness:
    """Lacks of the content that the current user keeps.

    `field` is a field's code, `agency` the UID of an agency in any role; none means all.

    All is said in sets of record ids, of thousands: a brain is made of what is shown only.
    """

    def __init__(self, field=None, agency=None):
        self.catalog = api.portal.get_tool("portal_catalog")
        kept = self._kept(field, agency)
        self.lacking = {lack: kept & rids for lack, rids in self._find().items()}

    def counts(self):
        """{lack: number of items}, in the order of `LACKS`."""
        return {lack: len(self.lacking[lack]) for lack in LACKS}

    def records(self, lack=None):
        """Record ids by code, then title: of one lack, or of all that lack something."""
        chosen = self.lacking[lack] if lack else set().union(*self.lacking.values())
        code, title = self._entries("code"), self._entries("sortable_title")
        return sorted(chosen, key=lambda rid: (code(rid, None) or "", title(rid, None) or ""))

    def item(self, rid):
        """(brain, [lacks]) of a record."""
        return self.catalog._catalog[rid], self.lacks_of(rid)

    def items(self, lack=None):
        """All of `records` as [(brain, [lacks])]."""
        return [self.item(rid) for rid in self.records(lack)]

    def lacks_of(self, rid):
        return [lack for lack in LACKS if rid in self.lacking[lack]]

    def _kept(self, field, agency):
        query = {"portal_type": list(TYPES)}
        if field:
            query["field"] = field
        if agency:
            query["agencies"] = agency
        mine = agencies_to_keep_for()
        if mine is not None:
            query["agency"] = list(mine)
        if mine == set():
            return set()
        return record_ids(self.catalog(show_inactive=True, **query))

    def _rids(self, **query):
        return record_ids(self.catalog.unrestrictedSearchResults(**query))

    def _entries(self, name):
        """What an index keeps of a record: a function of the record id and a default."""
        return self.catalog.Indexes[name].getEntryForObject

    def _find(self):
        found = {lack: self._rids(portal_type="Procedure", lacks=lack) for lack in OWN_LACKS}
        named = self._references()
        there = {
            "procedure": self._codes("Procedure", named.get("procedure")),
            "template": self._codes("FormTemplate", named.get("template")),
            "agency": {brain.UID for brain in self._all("Agency")},
        }
        for kind, values in there.items():
            found[f"dead_{kind}"] = self._naming(kind, named.get(kind, set()) - values)
        # A form template that names the procedure is offered on its page, too.
        if offered := self._with_template():
            found["template"] -= self._rids(portal_type="Procedure", code=offered)
        codes = set(self.catalog.Indexes["procedures"].uniqueValues())
        if dead := codes - self._codes("Procedure", codes):
            found["dead_procedure"] |= self._rids(portal_type="Service", procedures=list(dead))
        found["expired_basis"] = self._naming("law", self._expired_documents())
        found["form"] = self._services_without_form()
        found["stale"] = self._stale()
        return found

    def _all(self, portal_type, **query):
        return self.catalog.unrestrictedSearchResults(portal_type=portal_type, **query)

    def _codes(self, portal_type, asked):
        """Which of these codes content of the type has."""
        if not asked:
            return set()
        entry = self._entries("code")
        return {entry(rid) for rid in self._rids(portal_type=portal_type, code=list(asked))}

    def _references(self):
        """{kind: values} of all that procedures name."""
        named = {}
        for keyword in self.catalog.Indexes["refers_to"].uniqueValues():
            kind, _space, value = keyword.partition(" ")
            named.setdefault(kind, set()).add(value)
        return named

    def _naming(self, kind, values):
        if not values:
            return set()
        return self._rids(refers_to=[reference(kind, value) for value in values])

    def _expired_documents(self):
        brains = self._all("LegalDocument", expired_on={"query": DateTime(), "range": "max"})
        return {document_number(brain.number) for brain in brains if brain.number}

    def _with_template(self):
        """Codes of the procedures that form templates name."""
        entry = self._entries("procedures")
        return sorted(
            {code for rid in self._rids(portal_type="FormTemplate") for code in entry(rid, ())}
        )

    def _services_without_form(self):
        with_form = {brain.getPath().rpartition("/")[0] for brain in self._all("EasyForm")}
        here = self._rids(portal_type="Service", submission_place="here")
        return {rid for rid in here if self.catalog.getpath(rid) not in with_form}

    def _stale(self):
        days = api.portal.get_registry_record(STALE_DAYS, default=365)
        limit = {"query": DateTime() - days, "range": "max"}
        return self._rids(portal_type=list(TYPES), modified=limit)


def record_ids(found):
    """The record ids of a catalogue's answer, as a set; no brains are made."""
    return set(getattr(found, "_seq", ()))


def lacks_of_content(content):
    """Titles of what one procedure or service lacks, in the order of `LACKS`; [] for other types.

    Asks the catalogue a few questions, instead of looking at all procedures.
    """
    if content.portal_type not in TYPES:
        return []
    procedure = content.portal_type == "Procedure"
    found = set(own_lacks(content)) if procedure else set()
    search = api.portal.get_tool("portal_catalog").unrestrictedSearchResults
    named = references(content) if procedure else []
    codes = [value for kind, value in map(_parted, named) if kind == "procedure"]
    codes += [] if procedure else list(content.procedures or ())
    templates = [value for kind, value in map(_parted, named) if kind == "template"]
    agencies = [value for kind, value in map(_parted, named) if kind == "agency"]
    laws = {value for kind, value in map(_parted, named) if kind == "law"}
    if len(set(codes)) > len({b.code for b in _of_codes(search, "Procedure", codes)}):
        found.add("dead_procedure")
    if len(set(templates)) > len({b.code for b in _of_codes(search, "FormTemplate", templates)}):
        found.add("dead_template")
    if len(set(agencies)) > len(search(portal_type="Agency", UID=agencies) if agencies else ()):
        found.add("dead_agency")
    if "template" in found and search(portal_type="FormTemplate", procedures=[content.code]):
        found.discard("template")
    if laws:
        expired = search(
            portal_type="LegalDocument", expired_on={"query": DateTime(), "range": "max"}
        )
        if laws & {document_number(brain.number) for brain in expired if brain.number}:
            found.add("expired_basis")
    if not procedure and content.submission_place == "here" and form_of(content) is None:
        found.add("form")
    days = api.portal.get_registry_record(STALE_DAYS, default=365)
    if content.modified() < DateTime() - days:
        found.add("stale")
    return [title for lack, title in LACKS.items() if lack in found]


def _parted(keyword):
    kind, _space, value = keyword.partition(" ")
    return kind, value


def _of_codes(search, portal_type, codes):
    return search(portal_type=portal_type, code=codes) if codes else ()
