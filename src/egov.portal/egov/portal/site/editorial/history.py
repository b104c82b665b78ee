"""Who did what with an item, where it was the portal itself."""

from egov.portal import _
from functools import cached_property
from plone import api
from plone.app.layout.viewlets.content import ContentHistoryView


# What Zope calls who acts while nobody is signed in: commands, the worker.
NOBODY = {None, "", "System Processes", "Anonymous User"}


class History(ContentHistoryView):
    """Plone's history; what commands have done is the portal's own doing, nobody's unknown."""

    @cached_property
    def portal_itself(self):
        name = api.portal.translate(_("The portal itself"))
        return {"username": name, "fullname": name}

    def fullHistory(self):
        history = super().fullHistory()
        for entry in history or ():
            if entry.get("actorid") in NOBODY:
                entry.update(actor=self.portal_itself, actor_home="")
        return history
