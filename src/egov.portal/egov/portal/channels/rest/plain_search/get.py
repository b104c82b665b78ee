"""`GET /@search`: plone.restapi's, made safe for what a stranger may send."""

from egov.portal.channels.rest.compact import CompactService
from egov.portal.channels.rest.parameters import Parameters
from egov.portal.search import plain_words
from egov.portal.search.found_index import FoundIndex
from plone.restapi.interfaces import IIndexQueryParser
from plone.restapi.search.query import BaseIndexQueryParser
from plone.restapi.services.search.get import SearchGet
import re
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


NO_LIMIT = 1_000_000
# Named indexes that take words.
TEXTS = ("SearchableText", "Title", "Description")
# Quotes, operators and wildcards are for Plone's own text index.
LANGUAGE = re.compile(r"[\"*?()]|\b(?:AND|OR|NOT)\b")


class PlainSearchGet(CompactService, SearchGet):
    def reply(self):
        parameters = Parameters(self.request)
        for name in ("b_start", "b_size", "sort_limit"):
            parameters.number(name, default=None, most=NO_LIMIT)
        for name in TEXTS:
            text = parameters.text(name)
            if text:
                self.request.form[name] = plain_words(text)
        parameters.check()
        if not parameters.text("sort_on"):
            rank_by_words(self.request.form)
        return super().reply() or self.nothing()

    def nothing(self):
        """What is found by nothing but wildcards; plone.restapi answers with an empty list."""
        address = f"{self.context.absolute_url()}/@search"
        query = self.request.environ.get("QUERY_STRING")
        return {"@id": f"{address}?{query}" if query else address, "items": [], "items_total": 0}


def rank_by_words(form):
    """Ask the portal's own ranking for the words, unless they are put as a query language."""
    text = form.get("SearchableText")
    if isinstance(text, str) and text.strip() and not LANGUAGE.search(text):
        form["egov_found"] = text
        del form["SearchableText"]


@implementer(IIndexQueryParser)
@adapter(FoundIndex, Interface, Interface)
class FoundIndexQueryParser(BaseIndexQueryParser):
    """Words for the portal's ranking, as a parameter of `@search`."""

    query_value_type = str
    query_options = {"unfinished": bool}
