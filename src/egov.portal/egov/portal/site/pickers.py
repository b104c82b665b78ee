"""Editors' pickers rank as the search does: links, related items, folder contents.

All of them ask Plone's vocabulary of the catalogue, or a field's source, with words that stand
between stars; the words go to the portal's own index instead.
"""

from plone.app.content.browser.vocabulary import SourceView
from plone.app.querystring.vocabularies import CatalogVocabularyFactory


RANKED = "egov_found"
WORDS = "SearchableText"
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


class RankedVocabularyFactory(CatalogVocabularyFactory):
    """Plone's vocabulary of all content; what is typed is ranked."""

    def __call__(self, context, query=None):
        vocabulary = super().__call__(context, query)
        # The utility is there for every site of the process, also for those without the portal.
        if RANKED in vocabulary.catalog.indexes():
            vocabulary.query = ranked(vocabulary.query)
        return vocabulary


class RankedSourceView(SourceView):
    """Plone's answer to a widget with a source of content; what is typed is ranked."""

    def parsed_query(self):
        query = super().parsed_query()
        vocabulary = self.get_vocabulary()
        return ranked(query) if hasattr(vocabulary, "search_catalog") else query
