"""An older version of an item: who left it so and when, and all that stood in it."""

from DateTime import DateTime
from egov.portal.site.display import minute
from egov.portal.site.editorial.history import History
from functools import cached_property
import lxml.html
from plone import api
from plone.dexterity.browser.view import DefaultView
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


# What a heading of the page says already, and what is of no version.
NOT_SHOWN = {"IBasic.title", "title", "IBasic.description", "description"}
NO_TEXT = {"IShortName.id", "IVersionable.versioning_enabled", "IVersionable.changeNote"}


class OfAVersion(BrowserView):
    """A page about the version `version_id`."""

    @cached_property
    def version(self):
        """The version asked for: {id, moment, who, comment}; None if there is none such."""
        asked = self.request.form.get("version_id")
        for entry in History(self.context, self.request).fullHistory() or ():
            if "version_id" in entry and str(entry["version_id"]) == asked:
                return {
                    "id": entry["version_id"],
                    "moment": minute(DateTime(entry["time"])),
                    "who": entry["actor"].get("fullname") or entry["actorid"],
                    # Plone keeps the words of its own first note as a message to translate.
                    "comment": api.portal.translate(entry["comments"] or ""),
                }
        return None

    @cached_property
    def repository(self):
        return api.portal.get_tool("portal_repository")

    @cached_property
    def older(self):
        """The content as it was."""
        return self.repository.retrieve(self.context, self.version["id"]).object


class OneVersion(OfAVersion):
    """Shows one version; without a number, the list of all of them."""

    template = ViewPageTemplateFile("templates/version.pt")

    def __call__(self):
        if "version_id" not in self.request.form:
            self.request.response.redirect(f"{self.context.absolute_url()}/@@historyview")
            return ""
        if self.version is None:
            raise NotFound(self.__name__)
        return self.template()

    def parts(self):
        """The tabs of its form with what was filled in: [{title, fields: [{label, html}]}]."""
        form = DefaultView(self.older, self.request)
        form.update()
        tabs = [("", form), *((group.label, group) for group in form.groups)]
        parts = [{"title": title, "fields": self.filled_in(tab)} for title, tab in tabs]
        return [part for part in parts if part["fields"]]

    def filled_in(self, tab):
        fields = []
        for widget in tab.widgets.values():
            if widget.__name__ in NOT_SHOWN | NO_TEXT:
                continue
            html = widget.render().strip()
            if html and says_something(html):
                fields.append({"label": widget.label, "html": html})
        return fields

    def reverts(self):
        return api.user.has_permission(
            "CMFEditions: Revert to previous versions", obj=self.context
        ) and api.user.has_permission("Modify portal content", obj=self.context)


def says_something(html):
    """Whether a rendered field has any text or picture."""
    root = lxml.html.fragment_fromstring(html, create_parent=True)
    return bool("".join(root.itertext()).strip()) or bool(root.xpath(".//img"))
