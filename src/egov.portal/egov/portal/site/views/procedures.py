"""The listing of procedures: search box, facets with counts, batches."""

from egov.portal import _
from egov.portal import search
from egov.portal.site.views.listing import Listing
from functools import cached_property


#: (parameter, title) of the facets shown, in this order; `life_event` is a filter only.
FACETS = (
    ("field", _("Field")),
    ("level", _("Level of government")),
    ("online_level", _("Online level")),
    ("audience", _("Who it is for")),
    ("agency", _("Agencies")),
)
FILTERS = (*(name for name, _title in FACETS), "life_event")
UNFOLDED = 8


class Procedures(Listing):
    """Procedures found by words and filters; the query and its order are the search room's."""

    parameters = ("q", *FILTERS)

    @cached_property
    def answer(self):
        filters = {name: self.chosen.get(name) for name in FILTERS}
        return search.procedures(
            self.chosen.get("q"),
            **filters,
            b_start=self.start,
            b_size=self.batch_size,
        )

    @property
    def total(self):
        return self.answer.items_total

    @cached_property
    def facets(self):
        """[{title, choices, more}]: choices [{title, count, url, current}], `more` folded away."""
        facets = []
        for name, title in FACETS:
            chosen = self.chosen.get(name)
            choices = [
                {
                    "title": value["title"],
                    "count": value["count"],
                    "url": self.link(
                        **{name: None if value["value"] == chosen else value["value"]}
                    ),
                    "current": value["value"] == chosen,
                }
                for value in self.answer.facets.get(name, ())
            ]
            if choices:
                # A chosen value far down the list is shown all the same.
                choices.sort(key=lambda choice: not choice["current"])
                facets.append(
                    {
                        "title": self.translate(title),
                        "choices": choices[:UNFOLDED],
                        "more": choices[UNFOLDED:],
                    }
                )
        return facets

    @cached_property
    def did_you_mean(self):
        text = self.answer.did_you_mean
        return {"text": text, "url": self.link(q=text)} if text else None

    @cached_property
    def chosen_filters(self):
        """Filters that are set, each with a link that takes it away: [{title, url}]."""
        chosen = []
        for name in FILTERS:
            value = self.chosen.get(name)
            if not value:
                continue
            titles = {v["value"]: v["title"] for v in self.answer.facets.get(name, ())}
            title = titles.get(value) or self.term(VOCABULARIES.get(name, ""), value)
            chosen.append({"title": title, "url": self.link(**{name: None})})
        return chosen

    @property
    def search_label(self):
        return self.translate(_("Which procedure are you looking for?"))

    @cached_property
    def items(self):
        entries = self.entries(item.brain for item in self.answer.items)
        for entry in entries:
            brain = entry["brain"]
            fields = brain.field if isinstance(brain.field, list | tuple | str) else ()
            fields = [fields] if isinstance(fields, str) else fields
            entry["code"] = brain.code
            entry["fields"] = [self.term("Fields", code) for code in fields]
            entry["online_level"] = brain.online_level
            entry["online"] = self.term("OnlineLevels", brain.online_level)
        return entries


#: Where a filter's title is found when nothing has its value.
VOCABULARIES = {
    "field": "Fields",
    "level": "ProcedureLevels",
    "audience": "Audiences",
    "online_level": "OnlineLevels",
    "life_event": "LifeEvents",
}
