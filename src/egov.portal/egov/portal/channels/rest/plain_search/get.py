"""`GET /@search`: plone.restapi's, made safe for what a stranger may send."""

from egov.portal.channels.rest.compact import CompactService
from egov.portal.channels.rest.parameters import Parameters
from egov.portal.search import plain_words
from plone.restapi.services.search.get import SearchGet


NO_LIMIT = 1_000_000
# Named indexes that take words.
TEXTS = ("SearchableText", "Title", "Description")


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
        return super().reply()
