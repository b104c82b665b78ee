"""`GET /@suggest?q=`: at most ten procedures that fit what is being typed."""

from egov.portal import search
from egov.portal.channels.rest.compact import CompactService
from egov.portal.channels.rest.parameters import Parameters


class SuggestGet(CompactService):
    def reply(self):
        parameters = Parameters(self.request)
        query = parameters.text("q")
        parameters.check()
        items = [
            {"code": brain.code, "title": brain.Title, "@id": brain.getURL()}
            for brain in search.suggest(query)
        ]
        return {"@id": self.request["ACTUAL_URL"], "items": items}
