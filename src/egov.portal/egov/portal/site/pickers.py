"""Editors' pickers rank as the search does: links, related items, folder contents.

All of them ask Plone's vocabulary of the catalogue, or a field's source, with words that stand
between stars; the words go to the portal's own index instead.
"""

from DateTime import DateTime
from egov.portal.shared.membership import agencies_to_keep_for
from plone.app.content.browser.vocabulary import SourceView
from plone.app.querystring.vocabularies import CatalogVocabularyFactory


RANKED = "egov_found"
WORDS = "SearchableText"
# The catalogue knows minutes: what was published in this one is no more to come.
MINUTE = 1 / 1440
# Orders that a picker asks for when nobody chose one.
USUAL_ORDERS = {"sortable_title", "getObjPositionInParent"}


def ranked(query):
    """A catalogue query whose words are looked for by the portal's ranking."""
    asked = query.get(WORDS)
    text = asked.get("query") if isinstance(asked, dict) else asked
    text = text.replace("*", " ").strip() if isinstance(text, str) else ""
    if not text:
        return query
    kept = {name: value for name, value in query.items() if name != WORDS}
    if kept.get("sort_on") in USUAL_ORDERS:
        kept.pop("sort_on")
        kept.pop("sort_order", None)
    return {**kept, RANKED: {"query": text, "unfinished": True}}


def without_to_come(query, catalog):
    """The query, less what others keep and is to be published later: no more public than a draft.

    Plone leaves it out for those who may not see what is inactive; editors of any agency may, in
    the sections, for the sake of what they keep themselves.
    """
    mine = agencies_to_keep_for()
    if mine is None:
        return query
    to_come = catalog.unrestrictedSearchResults(
        effective={"query": DateTime() + MINUTE, "range": "min"}
    )
    hidden = [brain.UID for brain in to_come if brain.agency not in mine]
    if not hidden:
        return query
    asked = query.get("UID")
    chosen = asked if isinstance(asked, dict) else {"query": asked} if asked else {}
    return {**query, "UID": {**chosen, "not": hidden}}


class RankedVocabularyFactory(CatalogVocabularyFactory):
    """Plone's vocabulary of all content; what is typed is ranked."""

    def __call__(self, context, query=None):
        vocabulary = super().__call__(context, query)
        # The utility is there for every site of the process, also for those without the portal.
        if RANKED in vocabulary.catalog.indexes():
            vocabulary.query = without_to_come(ranked(vocabulary.query), vocabulary.catalog)
        return vocabulary


class RankedSourceView(SourceView):
    """Plone's answer to a widget with a source of content; what is typed is ranked."""

    def parsed_query(self):
        query = super().parsed_query()
        vocabulary = self.get_vocabulary()
        return ranked(query) if hasattr(vocabulary, "search_catalog") else query
