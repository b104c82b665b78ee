"""Listings of the sections other than procedures."""

from datetime import date
from datetime import timedelta
from egov.portal import _
from egov.portal.shared.clock import today
from egov.portal.shared.text import fold
from egov.portal.site import display
from egov.portal.site.views.agency import opening_words
from egov.portal.site.views.listing import Listing
from egov.portal.site.views.publications import rich_text
from egov.portal.site.views.service import start_of
from functools import cached_property
import re


YEAR = re.compile("(?:19|20|21)[0-9]{2}")
# Of legal documents: whether they are in force.
FORCES = {
    "current": _("In force"),
    "coming": _("Not yet in force"),
    "expired": _("No longer in force"),
}


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


class LegalDocuments(Listing):
    """Legal documents by words or number, type, field, issuer, year, whether in force."""

    parameters = ("q", "type", "field", "issuer", "year", "force")

    @property
    def year(self):
        value = self.chosen.get("year", "")
        return int(value) if YEAR.fullmatch(value) else None

    @cached_property
    def found(self):
        query = {"portal_type": "LegalDocument"}
        if self.chosen.get("type"):
            query["document_type"] = self.chosen["type"]
        if self.chosen.get("field"):
            query["field"] = self.chosen["field"]
        if self.chosen.get("issuer"):
            query["issuer"] = self.chosen["issuer"]
        if self.year:
            days = (date(self.year, 1, 1), date(self.year, 12, 31))
            query["issued_on"] = {"query": days, "range": "min:max"}
        text = self.chosen.get("q", "")
        if any(c.isdigit() for c in text) and " " not in text:
            # A number, or its beginning: words of an index would tear it apart.
            wanted = text.lower()
            brains = [b for b in self.find(**query) if wanted in str(b.number or "").lower()]
        else:
            brains = self.find(**query, **self.text_query(text))
        wanted = self.chosen.get("force")
        if wanted in FORCES:
            brains = [b for b in brains if self.force(b) == wanted]
        return newest(brains)

    @cached_property
    def out_of_force(self):
        return self.records(expired_on={"query": today(), "range": "max"})

    @cached_property
    def not_yet_in_force(self):
        tomorrow = today() + timedelta(days=1)
        return self.records(effective_from={"query": tomorrow, "range": "min"})

    def records(self, **query):
        """Record ids of documents."""
        return {brain.getRID() for brain in self.find(portal_type="LegalDocument", **query)}

    def force(self, brain):
        """`expired`, `coming` or `current`."""
        if brain.getRID() in self.out_of_force:
            return "expired"
        return "coming" if brain.getRID() in self.not_yet_in_force else "current"

    @property
    def forces(self):
        terms = {value: self.translate(title) for value, title in FORCES.items()}
        return self.choices(terms, "force")

    @cached_property
    def years(self):
        """Years to choose from: those of the documents the visitor may see."""
        brains = self.find(portal_type="LegalDocument")
        years = {b.issued_on.year for b in brains if isinstance(b.issued_on, date)}
        return self.choices({str(y): str(y) for y in sorted(years, reverse=True)}, "year")

    @property
    def issuers(self):
        """Issuers of documents that everybody may see: drafts' own are not told."""
        names = set(self.entries_of("issuer")) - {None, ""}
        return self.choices({name: name for name in sorted(names, key=fold)}, "issuer")

    @property
    def fields(self):
        """Fields of administration of documents that everybody may see."""
        used = {field for fields in self.entries_of("field") for field in fields or ()}
        terms = {k: v for k, v in self.terms("Fields").items() if k in used}
        return self.choices(terms, "field")

    def entries_of(self, name):
        """What an index keeps of each document the visitor may see."""
        if name not in self.indexes:
            return []
        index = self.catalog._catalog.getIndex(name)
        return [index.getEntryForObject(rid) for rid in self.records()]

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
            force = self.force(brain)
            entry["force"] = self.translate(FORCES[force]) if force != "current" else ""
        return entries


def newest(brains):
    """By date of issue, newest first; those without a date last."""
    dated = [brain for brain in brains if isinstance(brain.issued_on, date)]
    others = [brain for brain in brains if not isinstance(brain.issued_on, date)]
    return sorted(dated, key=lambda brain: brain.issued_on, reverse=True) + others


class Agencies(Listing):
    """Agencies by level of government, all on one page; those open now, if wished."""

    parameters = ("q", "open")
    batch_size = 1000

    @property
    def nothing_found(self):
        if not self.chosen.get("open") or not self.found:
            return super().nothing_found
        return self.translate(_("All of these agencies are closed at this moment."))

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
            entry["dial"] = display.dial(agency.phone)
            entry["opening"] = opening_words(self, agency.working_hours)
            if self.chosen.get("open") and not (entry["opening"] or {}).get("open"):
                continue
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
    """Questions by field of administration, each with its answer folded beneath it."""

    parameters = ("q", "field")
    batch_size = 50

    @cached_property
    def found(self):
        query = {"portal_type": "FAQ", "sort_on": "sortable_title"}
        if self.chosen.get("field"):
            query["field"] = self.chosen["field"]
        brains = self.find(**query, **self.text_query(self.chosen.get("q")))
        titles = self.terms("Fields")
        # Sorting is stable: within a field the order of titles stays. No field comes last.
        return sorted(brains, key=lambda brain: fold(titles.get(brain.field, "\uffff")))

    @property
    def fields(self):
        brains = self.find(portal_type="FAQ")
        used = {brain.field for brain in brains if isinstance(brain.field, str)}
        terms = {k: v for k, v in self.terms("Fields").items() if k in used}
        return self.choices(terms, "field")

    @cached_property
    def groups(self):
        """[{id, title, lang, questions}]; each question has `anchor`, `answer` {html, lang}."""
        groups = {}
        for entry in self.items:
            question = entry["brain"].getObject()
            entry["anchor"] = f"q-{question.getId()}"
            entry["answer"] = rich_text(question, "answer", self.language)
            field = question.field or ""
            groups.setdefault(field, []).append(entry)
        return [
            {
                "id": f"topic-{field or 'other'}",
                "title": self.term("Fields", field) or self.translate(_("Other questions")),
                "lang": self.term_lang("Fields", field),
                "questions": items,
            }
            for field, items in groups.items()
        ]

    def schema_org(self):
        return {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": item["title"],
                    "acceptedAnswer": {"@type": "Answer", "text": item["answer"]["html"]},
                }
                for group in self.groups
                for item in group["questions"]
            ],
        }
