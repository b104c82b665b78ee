"""The page that lists what procedures and services lack, and its files."""

from egov.portal import _
from egov.portal.catalogue import taxonomy
from egov.portal.catalogue.agencies import agency_by_uid
from egov.portal.catalogue.completeness import Completeness
from egov.portal.catalogue.completeness import LACKS
from egov.portal.catalogue.completeness import TYPES
from egov.portal.catalogue.completeness_export import as_csv
from egov.portal.catalogue.completeness_export import as_xlsx
from egov.portal.catalogue.keeping import keeping_agencies
from egov.portal.shared.clock import timezone
from egov.portal.shared.clock import today
from egov.portal.shared.typed import first_shown
from plone import api
from plone.batching import Batch
from Products.Five import BrowserView
import urllib.parse
from zExceptions import NotFound
from zope.cachedescriptors.property import Lazy
from zope.i18n import translate


PAGE = 50
FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
HEADINGS = (
    _("Code"),
    _("Title"),
    _("Kind of content"),
    _("Field"),
    _("Responsible agency"),
    _("State"),
    _("Last changed"),
    _("What it lacks"),
    _("Address"),
)


class CompletenessView(BrowserView):
    """Which procedures lack what, for those who keep them."""

    lacks = LACKS

    @Lazy
    def chosen(self):
        """The filter asked for: {"lack", "field", "agency"}; what is not known is left out."""
        form = self.request.form
        known = {"lack": LACKS, "field": self.fields, "agency": dict(self.agencies)}
        asked = {name: form.get(name) for name in known}
        return {
            name: value if isinstance(value, str) and value in known[name] else None
            for name, value in asked.items()
        }

    @Lazy
    def fields(self):
        return taxonomy.fields()

    @Lazy
    def agencies(self):
        """[(UID, title)] to choose from: one's own agencies, or all of them."""
        return [(term.value, term.title) for term in keeping_agencies()]

    @Lazy
    def found(self):
        return Completeness(field=self.chosen["field"], agency=self.chosen["agency"])

    @Lazy
    def records(self):
        return self.found.records(self.chosen["lack"])

    @Lazy
    def counts(self):
        """One entry for each lack that occurs: its title, number and the address of its list."""
        return [
            {
                "title": LACKS[lack],
                "count": count,
                "url": self.url(lack=lack),
                "current": lack == self.chosen["lack"],
            }
            for lack, count in self.found.counts().items()
            if count
        ]

    @Lazy
    def batch(self):
        start = first_shown(self.request)
        return Batch(self.records, PAGE, start)

    def rows(self):
        return [self.row(*self.found.item(rid)) for rid in self.batch]

    def row(self, brain, lacks):
        agency = agency_by_uid(brain.agency or None)
        return {
            "code": brain.code or "",
            "title": brain.Title,
            "url": brain.getURL(),
            "agency": agency.Title if agency is not None else "",
            "state": self.state_title(brain.review_state),
            "changed": f"{brain.modified.asdatetime().astimezone(timezone()):%d/%m/%Y}",
            "lacks": [LACKS[lack] for lack in lacks],
        }

    def state_title(self, state):
        return self._state_titles.get(state, state)

    @Lazy
    def _state_titles(self):
        workflow = api.portal.get_tool("portal_workflow")["egov_publication_workflow"]
        return {
            state.getId(): translate(state.title, domain="plone", context=self.request)
            for state in workflow.states.objectValues()
        }

    def url(self, view="completeness", **changed):
        query = {k: v for k, v in {**self.chosen, **changed}.items() if v}
        address = f"{self.context.absolute_url()}/@@{view}"
        return f"{address}?{urllib.parse.urlencode(query)}" if query else address

    def export_url(self, file_type):
        return self.url(view="completeness-export", file_type=file_type)


class CompletenessExport(CompletenessView):
    """The same list, whole, as a file."""

    def __call__(self):
        file_type = self.request.form.get("file_type", "csv")
        if file_type not in FILES:
            raise NotFound(file_type)
        write, content_type = FILES[file_type]
        name = f"completeness-{today():%Y%m%d}.{file_type}"
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "private, no-store")
        return write(self.table())

    def table(self):
        """Rows of texts, the headings first."""
        yield [translate(heading, context=self.request) for heading in HEADINGS]
        types = api.portal.get_tool("portal_types")
        kinds = {name: translate(types[name].Title(), context=self.request) for name in TYPES}
        for brain, lacks in map(self.found.item, self.records):
            row = self.row(brain, lacks)
            yield [
                row["code"],
                row["title"],
                kinds[brain.portal_type],
                self.fields.get(brain.field, brain.field),
                row["agency"],
                row["state"],
                row["changed"],
                "; ".join(translate(lack, context=self.request) for lack in row["lacks"]),
                row["url"],
            ]
