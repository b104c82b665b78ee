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
    """

    def __init__(self, field=None, agency=None):
        self.catalog = api.portal.get_tool("portal_catalog")
        self.brains = {brain.getRID(): brain for brain in self._kept(field, agency)}
        self.lacking = {lack: self._kept_of(rids) for lack, rids in self._find().items()}

    def counts(self):
        """{lack: number of items}, in the order of `LACKS`."""
        return {lack: len(self.lacking[lack]) for lack in LACKS}

    def items(self, lack=None):
        """[(brain, [lacks])] by code, then title: of one lack, or of all that lack something."""
        chosen = self.lacking[lack] if lack else set().union(*self.lacking.values())
        brains = sorted((self.brains[rid] for rid in chosen), key=_by_code)
        return [(brain, self.lacks_of(brain.getRID())) for brain in brains]

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
            return []
        return self.catalog(show_inactive=True, **query)

    def _kept_of(self, rids):
        return self.brains.keys() & rids

    def _rids(self, **query):
        return {brain.getRID() for brain in self.catalog.unrestrictedSearchResults(**query)}

    def _find(self):
        found = {lack: self._rids(portal_type="Procedure", lacks=lack) for lack in OWN_LACKS}
        named = self._references()
        for kind, values in (
            ("procedure", self._codes("Procedure")),
            ("template", self._codes("FormTemplate")),
            ("agency", {brain.UID for brain in self._all("Agency")}),
        ):
            dead = named.get(kind, set()) - values
            found[f"dead_{kind}"] = self._naming(kind, dead)
        # A form template that names the procedure is offered on its page, too.
        found["template"] -= self._rids(portal_type="Procedure", code=self._with_template())
        codes = set(self.catalog.Indexes["procedures"].uniqueValues())
        if dead := codes - self._codes("Procedure"):
            found["dead_procedure"] |= self._rids(portal_type="Service", procedures=list(dead))
        found["expired_basis"] = self._naming("law", self._expired_documents())
        found["form"] = self._services_without_form()
        found["stale"] = self._stale()
        return found

    def _all(self, portal_type, **query):
        return self.catalog.unrestrictedSearchResults(portal_type=portal_type, **query)

    def _codes(self, portal_type):
        return {brain.code for brain in self._all(portal_type) if brain.code}

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
        templates = self._rids(portal_type="FormTemplate")
        index = self.catalog.Indexes["procedures"]
        return sorted({code for rid in templates for code in index.getEntryForObject(rid, ())})

    def _services_without_form(self):
        with_form = {brain.getPath().rpartition("/")[0] for brain in self._all("EasyForm")}
        here = self._all("Service", submission_place="here")
        return {brain.getRID() for brain in here if brain.getPath() not in with_form}

    def _stale(self):
        days = api.portal.get_registry_record(STALE_DAYS, default=365)
        limit = {"query": DateTime() - days, "range": "max"}
        return self._rids(portal_type=list(TYPES), modified=limit)


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


def _by_code(brain):
    return (brain.code or "", brain.Title)
