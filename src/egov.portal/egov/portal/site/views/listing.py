"""Section listings: filters in the address, batches, no script needed."""

from egov.portal import _
from egov.portal.shared.typed import first_shown
from egov.portal.site.asked import asked
from egov.portal.site.framed import FramedPage
from egov.portal.site.sections import SECTIONS
from egov.portal.site.views.page import Page
from functools import cached_property
from urllib.parse import urlencode
from zope.component import queryMultiAdapter


BATCH = 20


class SectionView(Page):
    """A section shows the listing made for it, named by its id; else Plone's plain one."""

    def __call__(self):
        name = f"egov-{self.context.getId()}"
        listing = queryMultiAdapter((self.context, self.request), name=name)
        if listing is None:
            listing = queryMultiAdapter((self.context, self.request), name="summary_view")
        return listing()


class Listing(FramedPage):
    """A batch of entries, with the filters named in `parameters` kept in every link."""

    parameters = ()
    batch_size = BATCH
    #: Address that suggests while one types into the search box, and what the list is called.
    suggest_url = suggest_label = None

    def parameter(self, name):
        """A filter's value from the address."""
        return asked(self.request, name)

    @cached_property
    def chosen(self):
        """{filter: value} of the filters that are set."""
        values = {name: self.parameter(name) for name in self.parameters}
        return {name: value for name, value in values.items() if value}

    @property
    def filtered(self):
        return bool(self.chosen)

    @property
    def nothing_found(self):
        """What is said of a question that nothing answers."""
        return self.translate(
            _("Nothing was found. Try other or fewer words, or take a filter away.")
        )

    @cached_property
    def section_title(self):
        """The section's title; on English pages the one of the navigation."""
        if self.language != "vi":
            title = dict(SECTIONS).get(self.context.getId())
            if title is not None:
                return self.translate(title)
        return self.context.Title()

    @property
    def page_title(self):
        return self.section_title

    @cached_property
    def section_lead(self):
        return self.context.Description() if self.language == "vi" else ""

    @property
    def search_label(self):
        return self.translate(_("Search in this section"))

    @property
    def kept(self):
        """Filters to keep when searching other words: [(name, value)]."""
        return [(name, value) for name, value in self.chosen.items() if name != "q"]

    @cached_property
    def start(self):
        return first_shown(self.request)

    def link(self, **changes):
        """The listing's address with some filters set anew (None: taken away), from the start."""
        query = {**self.chosen, **changes}
        query = [(name, query[name]) for name in query if query[name]]
        base = self.context.absolute_url()
        return f"{base}?{urlencode(query)}" if query else base

    @cached_property
    def found(self):
        """All that is found: a sequence of brains."""
        raise NotImplementedError

    @cached_property
    def total(self):
        return len(self.found)

    @cached_property
    def items(self):
        return self.entries(self.found[self.start : self.start + self.batch_size])

    @cached_property
    def pages(self):
        """Links to batches: [{number, url, current}] with None for a gap; empty for one page."""
        count = -(-self.total // self.batch_size)
        if count < 2:
            return []
        current = self.start // self.batch_size + 1
        shown = sorted(
            {1, count, *range(max(1, current - 2), min(count, current + 2) + 1)},
        )
        links, before = [], 0
        for number in shown:
            if number > before + 1:
                links.append(None)
            start = (number - 1) * self.batch_size
            url = self.link(b_start=start)
            links.append({"number": number, "url": url, "current": number == current})
            before = number
        return links

    def page_label(self, number):
        return self.translate(_("Page ${number}", mapping={"number": number}))

    def tabs(self, name, terms, all_title=None):
        """Links that set one filter: [{title, url, current}], all first."""
        value = self.chosen.get(name)
        every = self.translate(all_title or _("All"))
        links = [{"title": every, "url": self.link(**{name: None}), "current": not value}]
        for term, title in terms.items():
            url = self.link(**{name: term})
            links.append({"title": title, "url": url, "current": term == value})
        return links

    def choices(self, terms, name):
        """Options of a select: [{value, title, selected}]."""
        value = self.chosen.get(name)
        return [
            {"value": term, "title": title, "selected": term == value}
            for term, title in terms.items()
        ]

    def used(self, index):
        """Values of an index that something uses, as a set."""
        if index not in self.indexes:
            return set()
        return set(self.catalog.uniqueValuesFor(index))

    def text_query(self, text):
        """The part of a catalogue query that finds a typed text, with or without marks."""
        if not text:
            return {}
        words = "".join(c if c.isalnum() else " " for c in text).split()
        return {"SearchableText": " AND ".join(f"{word}*" for word in words)} if words else {}
