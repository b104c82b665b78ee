"""The listing of procedures: search box, facets with counts, batches."""

from egov.portal import _
from egov.portal.site.views.listing import Listing
from functools import cached_property


#: (parameter, index, vocabulary, title)
FACETS = (
    ("field", "field", "Fields", _("Field")),
    ("level", "levels", "ProcedureLevels", _("Level of government")),
    ("audience", "audience", "Audiences", _("Who it is for")),
    ("online_level", "online_level", "OnlineLevels", _("Online level")),
)


class Procedures(Listing):
    """Procedures found by words, field, level, audience, agency, life event, online level."""

    parameters = ("q", "field", "level", "audience", "online_level", "agency", "life_event")

    def query(self, without=None):
        query = {"portal_type": "Procedure", "sort_on": "sortable_title"}
        for parameter, index, _vocabulary, _title in FACETS:
            if self.chosen.get(parameter) and parameter != without:
                query[index] = self.chosen[parameter]
        if self.chosen.get("agency"):
            query["agencies"] = self.chosen["agency"]
        if self.chosen.get("life_event"):
            query["life_events"] = self.chosen["life_event"]
        text = self.text_query(self.chosen.get("q"))
        if text:
            query.pop("sort_on")
        return {**query, **text}

    @cached_property
    def found(self):
        return self.find(**self.query())

    @cached_property
    def facets(self):
        """[{title, choices: [{title, count, url, current}]}], the most used first."""
        facets = []
        for parameter, index, vocabulary, title in FACETS:
            counts = self.counts(index, self.query(without=parameter))
            chosen = self.chosen.get(parameter)
            values = [
                {
                    "title": self.term(vocabulary, value),
                    "count": count,
                    "url": self.link(**{parameter: None if value == chosen else value}),
                    "current": value == chosen,
                }
                for value, count in sorted(counts.items(), key=lambda pair: -pair[1])
            ]
            if values:
                facets.append({"title": self.translate(title), "choices": values})
        return facets

    def counts(self, index, query):
        counts = {}
        for brain in self.find(**query):
            values = getattr(brain, index, None) or ()
            for value in [values] if isinstance(values, str) else values:
                counts[value] = counts.get(value, 0) + 1
        return counts

    @cached_property
    def chosen_filters(self):
        """Filters that are set, each with a link that takes it away: [{title, url}]."""
        chosen = [
            {
                "title": self.term(vocabulary, self.chosen[parameter]),
                "url": self.link(**{parameter: None}),
            }
            for parameter, _index, vocabulary, _title in FACETS
            if parameter in self.chosen
        ]
        if "life_event" in self.chosen:
            title = self.term("LifeEvents", self.chosen["life_event"])
            chosen.append({"title": title, "url": self.link(life_event=None)})
        if "agency" in self.chosen:
            for agency in self.agency_links([self.chosen["agency"]]):
                chosen.append({"title": agency["title"], "url": self.link(agency=None)})
        return chosen

    @property
    def search_label(self):
        return self.translate(_("Which procedure are you looking for?"))

    @property
    def folded_open(self):
        """Filters stand open; a phone's reader may fold them away."""
        return "open"

    did_you_mean = None

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            brain = entry["brain"]
            fields = brain.field if isinstance(brain.field, (list, tuple, str)) else ()
            fields = [fields] if isinstance(fields, str) else fields
            entry["code"] = brain.code
            entry["fields"] = [self.term("Fields", code) for code in fields]
            entry["online_level"] = brain.online_level
            entry["online"] = self.term("OnlineLevels", brain.online_level)
        return entries
