"""Listings of the sections other than procedures."""

from datetime import date
from egov.portal.site.frame import still_valid
from egov.portal.site.views.listing import Listing
from egov.portal.site.views.service import start_of
from functools import cached_property


class Services(Listing):
    """Online services, by where they are submitted."""

    parameters = ("q", "place")

    @cached_property
    def found(self):
        query = {"portal_type": "Service", "sort_on": "sortable_title"}
        if self.chosen.get("place"):
            query["submission_place"] = self.chosen["place"]
        return self.find(**query, **self.text_query(self.chosen.get("q")))

    @property
    def places(self):
        used = self.used("submission_place")
        terms = {k: v for k, v in self.terms("SubmissionPlaces").items() if k in used}
        return self.tabs("place", terms)

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            entry["start"] = start_of(entry["brain"].getObject())
        return entries


class Forms(Listing):
    """Forms to download, with kind and size of each file."""

    parameters = ("q",)

    @cached_property
    def found(self):
        query = self.text_query(self.chosen.get("q"))
        return self.find(portal_type="FormTemplate", sort_on="sortable_title", **query)

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            entry["file"] = self.file_of(entry["brain"].getObject())
        return entries


class Announcements(Listing):
    """Announcements by kind: urgent first, then the newest; expired ones in the archive."""

    parameters = ("kind", "archive")

    @property
    def archive(self):
        return bool(self.chosen.get("archive"))

    @cached_property
    def found(self):
        query = {"portal_type": "Announcement"}
        if self.chosen.get("kind"):
            query["kind"] = self.chosen["kind"]
        today = date.today()
        brains = self.find(sort_on="effective", sort_order="descending", **query)
        wanted = [b for b in brains if still_valid(b.valid_until, today) != self.archive]
        if not self.archive:
            # Sorting is stable: among the urgent and among the others the newest stays first.
            wanted.sort(key=lambda brain: brain.kind != "urgent")
        return wanted

    @property
    def kinds(self):
        used = self.used("kind")
        terms = {k: v for k, v in self.terms("AnnouncementKinds").items() if k in used}
        return self.tabs("kind", terms)

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            brain = entry["brain"]
            entry["kind"] = self.term("AnnouncementKinds", brain.kind)
            entry["urgent"] = brain.kind == "urgent"
            entry["number"] = brain.number if isinstance(brain.number, str) else ""
            entry["published"] = self.day(brain.effective)
            until = brain.valid_until
            entry["valid_until"] = self.day(until) if isinstance(until, date) else ""
        return entries


class LegalDocuments(Listing):
    """Legal documents: by type, by year of issue, by words or number; the newest first."""

    parameters = ("q", "type", "year")

    @property
    def year(self):
        value = self.chosen.get("year", "")
        return int(value) if value.isdigit() and 1900 <= int(value) <= 2200 else None

    @cached_property
    def found(self):
        query = {"portal_type": "LegalDocument"}
        if self.chosen.get("type"):
            query["document_type"] = self.chosen["type"]
        if self.year:
            days = (date(self.year, 1, 1), date(self.year, 12, 31))
            query["issued_on"] = {"query": days, "range": "min:max"}
        text = self.chosen.get("q", "")
        if any(c.isdigit() for c in text) and " " not in text:
            # A number, or its beginning: words of an index would tear it apart.
            brains = self.find(**query)
            wanted = text.lower()
            return newest([brain for brain in brains if wanted in str(brain.number or "").lower()])
        return newest(self.find(**query, **self.text_query(text)))

    @cached_property
    def years(self):
        """Years to choose from: those of the documents the visitor may see."""
        brains = self.find(portal_type="LegalDocument")
        years = {b.issued_on.year for b in brains if isinstance(b.issued_on, date)}
        return self.choices({str(y): str(y) for y in sorted(years, reverse=True)}, "year")

    @property
    def types(self):
        used = self.used("document_type")
        terms = {k: v for k, v in self.terms("DocumentTypes").items() if k in used}
        return self.choices(terms, "type")

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            brain = entry["brain"]
            entry["number"] = brain.number if isinstance(brain.number, str) else ""
            issued = brain.issued_on
            entry["issued"] = self.day(issued) if isinstance(issued, date) else ""
        return entries


def newest(brains):
    """By date of issue, newest first; those without a date last."""
    dated = [brain for brain in brains if isinstance(brain.issued_on, date)]
    others = [brain for brain in brains if not isinstance(brain.issued_on, date)]
    return sorted(dated, key=lambda brain: brain.issued_on, reverse=True) + others


class Agencies(Listing):
    """Agencies by level of government, all on one page."""

    parameters = ("q",)
    batch_size = 1000

    @cached_property
    def found(self):
        query = self.text_query(self.chosen.get("q"))
        return self.find(portal_type="Agency", sort_on="sortable_title", **query)

    @cached_property
    def groups(self):
        """[(level, entries)] in the order of the levels."""
        by_level = {}
        for entry in self.items:
            agency = entry["brain"].getObject()
            entry["address"], entry["phone"] = agency.address, agency.phone
            by_level.setdefault(agency.level, []).append(entry)
        order = [*self.terms("AgencyLevels"), None]
        known = [level for level in order if level in by_level]
        known += [level for level in by_level if level not in known]
        return [(self.term("AgencyLevels", level), by_level[level]) for level in known]


class News(Listing):
    """News, events and pages of the section, the newest first."""

    parameters = ("q",)

    @cached_property
    def found(self):
        return self.find(
            portal_type=["News Item", "Event", "Document"],
            path="/".join(self.context.getPhysicalPath()),
            sort_on="effective",
            sort_order="descending",
            **self.text_query(self.chosen.get("q")),
        )

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            entry["published"] = self.day(entry["brain"].effective)
        return entries


class Questions(Listing):
    """Questions by field of administration."""

    parameters = ("q", "field")

    @cached_property
    def found(self):
        query = {"portal_type": "FAQ", "sort_on": "sortable_title"}
        if self.chosen.get("field"):
            query["field"] = self.chosen["field"]
        return self.find(**query, **self.text_query(self.chosen.get("q")))

    @property
    def fields(self):
        brains = self.find(portal_type="FAQ")
        used = {brain.field for brain in brains if isinstance(brain.field, str)}
        terms = {k: v for k, v in self.terms("Fields").items() if k in used}
        return self.choices(terms, "field")
