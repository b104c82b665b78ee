"""The listing of procedures: search box, facets with counts, batches."""

from egov.portal import _
from egov.portal import search
from egov.portal.site.views.found import explained
from egov.portal.site.views.found import life_event_links
from egov.portal.site.views.listing import Listing
from egov.portal.site.views.procedure import ProcedureView
from functools import cached_property


#: (parameter, title) of the facets shown, in this order.
FACETS = (
    ("field", _("Field")),
    ("level", _("Level of government")),
    ("online_level", _("Online level")),
    ("audience", _("Who it is for")),
    ("life_event", _("Life events")),
    ("agency", _("Agencies")),
)
FILTERS = tuple(name for name, _title in FACETS)
UNFOLDED = 8
#: Times, fees and agencies shown of each.
MOST_SHOWN = 2


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
            values = self.answer.facets.get(name, ())
            english = self.english_agencies if name == "agency" else {}
            choices = [
                {
                    "title": english.get(value["value"], value["title"]),
                    "lang": self.facet_lang(name, value["value"]),
                    "count": value["count"],
                    "url": self.link(
                        **{name: None if value["value"] == chosen else value["value"]}
                    ),
                    "current": value["value"] == chosen,
                }
                for value in values
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

    def facet_lang(self, name, value):
        """Language of a choice's title where that is not the page's own, else None."""
        if name == "agency":
            return "vi" if self.language == "en" and value not in self.english_agencies else None
        return self.term_lang(VOCABULARIES[name], value)

    @cached_property
    def english_agencies(self):
        """{UID: English title} for English pages: the catalogue has the Vietnamese titles."""
        uids = [value["value"] for value in self.answer.facets.get("agency", ())]
        if self.language != "en" or not uids:
            return {}
        entries = self.entries(self.find(portal_type="Agency", UID=uids))
        return {entry["brain"].UID: entry["title"] for entry in entries if entry["lang"] is None}

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
            values = self.answer.facets.get(name, ())
            titles = {v["value"]: v["title"] for v in values}
            if name == "agency":
                titles |= self.english_agencies
            title = titles.get(value) or self.term(VOCABULARIES.get(name, ""), value)
            lang = self.facet_lang(name, value)
            chosen.append({"title": title, "lang": lang, "url": self.link(**{name: None})})
        return chosen

    @property
    def suggest_url(self):
        return f"{self.portal_url}/++api++/@suggest"

    @property
    def suggest_label(self):
        return self.translate(_("Procedures"))

    @property
    def search_label(self):
        return self.translate(_("Which procedure are you looking for?"))

    @cached_property
    def items(self):
        """Entries of procedures; those of one name are in the `same` of the first of them."""
        entries = []
        by_name = {}
        agencies = self.agencies
        for item in self.answer.items:
            entry = explained(self, item)
            brain = entry["brain"]
            fields = brain.field if isinstance(brain.field, list | tuple | str) else ()
            fields = [fields] if isinstance(fields, str) else fields
            entry["code"] = brain.code
            entry["fields"] = [
                {"title": self.term("Fields", code), "lang": self.term_lang("Fields", code)}
                for code in fields
            ]
            entry["levels"] = [self.term("ProcedureLevels", level) for level in brain.levels or ()]
            entry["online_level"] = brain.online_level
            entry["online"] = self.term("OnlineLevels", brain.online_level)
            view = ProcedureView(self.objects[brain.getRID()], self.request)
            entry["times"] = [time["text"] for time in view.times][:MOST_SHOWN]
            entry["fees"] = view.fees[:MOST_SHOWN]
            uids = view.context.executing_agencies or ()
            entry["agencies"] = [agencies[uid] for uid in uids if uid in agencies][:MOST_SHOWN]
            entry["same"] = []
            name = " ".join((brain.Title or "").split()).lower()
            if name in by_name:
                by_name[name]["same"].append(entry)
            else:
                by_name[name] = entry
                entries.append(entry)
        return entries

    @cached_property
    def objects(self):
        """{record id: procedure} of the page: times and fees are not in the catalogue."""
        return {
            item.brain.getRID(): item.brain._unrestrictedGetObject() for item in self.answer.items
        }

    @cached_property
    def agencies(self):
        """{UID: entry} of the visible agencies that execute the procedures of the page."""
        uids = {
            uid for procedure in self.objects.values() for uid in procedure.executing_agencies or ()
        }
        if not uids:
            return {}
        brains = self.find(portal_type="Agency", UID=list(uids))
        return {entry["brain"].UID: entry for entry in self.entries(brains)}

    @cached_property
    def nearest(self):
        """When nothing was found: procedures that have some of the words."""
        words = self.chosen.get("q")
        return self.entries(search.nearest(words)) if words and not self.total else []

    @cached_property
    def events(self):
        return life_event_links(self)


#: Where a filter's title is found when nothing has its value.
VOCABULARIES = {
    "field": "Fields",
    "level": "ProcedureLevels",
    "audience": "Audiences",
    "online_level": "OnlineLevels",
    "life_event": "LifeEvents",
}
