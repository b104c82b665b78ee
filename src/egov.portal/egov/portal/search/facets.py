"""Facets: what the values are called that are counted (`Seen.counts`)."""

from egov.portal.catalogue import taxonomy
from egov.portal.search.seen import titles_seen
from egov.portal.shared.caching.recording import shows_query
from egov.portal.shared.language import language_of
from plone import api
from zope.component import getUtility
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema.interfaces import IVocabularyFactory


def facet_values(name, counts):
    """`[{"value", "title", "count"}]` in the order of `counts`, titles in the reader's language.

    Values that the reader may not know of, or nobody knows any more, are left out of agencies
    and have themselves as their title elsewhere.
    """
    values = [value for value, _count in counts]
    titles = titles_of(name, values)
    if name == "agency":
        counts = [(value, count) for value, count in counts if value in titles]
    return [
        {"value": value, "title": titles.get(value, value), "count": count}
        for value, count in counts
    ]


def titles_of(name, values):
    """`{value: title}` of a filter's values, in the reader's language, as far as known."""
    return TITLES[name](values)


def agency_titles(uids):
    """Titles of the agencies that the reader may see, remembered for who sees as much."""
    if not uids:
        return {}
    catalog = api.portal.get_tool("portal_catalog")
    query = {"UID": uids, "portal_type": "Agency"}
    shows_query(query)
    titles = titles_seen(catalog)
    unknown = [uid for uid in uids if uid not in titles]
    if unknown:
        titles.update(dict.fromkeys(unknown))
        titles.update((brain.UID, brain.Title) for brain in catalog({**query, "UID": unknown}))
    return {uid: titles[uid] for uid in uids if titles[uid] is not None}


def listed_titles(name, read):
    """Titles of a list that an administrator edits, in English where the reader's language is."""

    def titles(values):
        known = read()
        if api.portal.get_current_language() == "en":
            known.update(taxonomy.in_english(name))
        return known

    return titles


def life_event_titles(values):
    english = api.portal.get_current_language() == "en"
    return {
        event["id"]: (english and event.get("title_en")) or event["title"]
        for event in taxonomy.life_events()
    }


def vocabulary_titles(name):
    def titles(values):
        vocabulary = getUtility(IVocabularyFactory, name)(None)
        # Found out once: for each title it would take longer than the title.
        language = language_of(getRequest())
        found = (vocabulary.by_value.get(value) for value in values)
        return {
            term.value: translate(term.title, target_language=language) for term in found if term
        }

    return titles


TITLES = {
    "field": listed_titles("fields", taxonomy.fields),
    "level": vocabulary_titles("egov.portal.ProcedureLevels"),
    "audience": listed_titles("audiences", taxonomy.audiences),
    "agency": agency_titles,
    "life_event": life_event_titles,
    "online_level": vocabulary_titles("egov.portal.OnlineLevels"),
}
