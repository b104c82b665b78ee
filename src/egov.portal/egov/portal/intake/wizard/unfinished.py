"""A signed-in citizen's drafts, for the tracking page."""

from egov.portal.dossiers.display import moment
from egov.portal.intake.drafts import of_user
from egov.portal.intake.drafts.holding import current_user
from plone import api
from Products.Five.browser import BrowserView


class UnfinishedApplications(BrowserView):
    """A section of HTML, empty where there is nothing."""

    def drafts(self):
        """[{title, url, changed, until}]"""
        found = []
        for draft in of_user(current_user()):
            form = api.content.get(UID=draft.form)
            if form is not None:
                found.append(
                    {
                        "title": form.Title(),
                        "url": f"{form.absolute_url()}/tiep-tuc",
                        "changed": moment(draft.changed),
                        "until": moment(draft.expires),
                    }
                )
        return found
