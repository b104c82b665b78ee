"""Facets: how many of the records found have which value, counted on the indexes' own sets."""

from BTrees.IIBTree import intersection
from collections import Counter
from egov.portal.catalogue import taxonomy
from plone import api
from zope.component import getUtility
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema.interfaces import IVocabularyFactory


# Up to so many values, one set operation a value is faster than looking at each record.
FEW_VALUES = 40
# With more records, so many of them take as long as one value.
RECORDS_A_VALUE = 20


def count_values(index, records):
    """`Counter` of the values of a Field or Keyword index among a set of records."""
    counts = Counter()
    if not records:
        return counts
    if len(index._index) <= max(FEW_VALUES, len(records) // RECORDS_A_VALUE):
        for value, having in index._index.items():
            if isinstance(having, int):
                count = int(having in records)
            else:
                count = len(intersection(having, records))
            if count:
                counts[value] = count
        return counts
    values_of = index._unindex.get
    for rid in records:
        values = values_of(rid)
        if values is None:
            continue
        if isinstance(values, str):
            counts[values] += 1
        else:
            counts.update(values)
    return counts


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
    brains = api.portal.get_tool("portal_catalog")(UID=uids, portal_type="Agency") if uids else ()
    return {brain.UID: brain.Title for brain in brains}


def life_event_titles(values):
    english = api.portal.get_current_language() == "en"
    return {
        event["id"]: (english and event.get("title_en")) or event["title"]
        for event in taxonomy.life_events()
    }


def vocabulary_titles(name):
    def titles(values):
        vocabulary = getUtility(IVocabularyFactory, name)(None)
        request = getRequest()
        found = (vocabulary.by_value.get(value) for value in values)
        return {term.value: translate(term.title, context=request) for term in found if term}

    return titles


TITLES = {
    "field": lambda values: taxonomy.fields(),
    "level": vocabulary_titles("egov.portal.ProcedureLevels"),
    "audience": lambda values: taxonomy.audiences(),
    "agency": agency_titles,
    "life_event": life_event_titles,
    "online_level": vocabulary_titles("egov.portal.OnlineLevels"),
}
