"""`GET /@suggest?q=`: at most ten procedures that fit what is being typed."""

from Acquisition import aq_base
from egov.portal import search
from egov.portal.channels.rest.compact import CompactService
from egov.portal.channels.rest.parameters import Parameters
from plone import api


class SuggestGet(CompactService):
    def reply(self):
        parameters = Parameters(self.request)
        query = parameters.text("q")
        parameters.check()
        items = [suggestion(brain) for brain in search.suggest(query)]
        return {"@id": self.request["ACTUAL_URL"], "items": items}


def suggestion(brain):
    """What is suggested, named in the reader's language; `lang` is there where it has no such name.

    The catalogue has the Vietnamese name: only readers of English wake the object.
    """
    found = {"code": brain.code, "title": brain.Title, "@id": brain.getURL()}
    if api.portal.get_current_language() == "en":
        english = getattr(aq_base(brain._unrestrictedGetObject()), "title_en", None)
        found.update({"title": english} if english else {"lang": "vi"})
    return found
