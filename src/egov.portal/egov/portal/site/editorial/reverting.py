"""Going back to an older version: what would change is shown first, and done on a second POST.

What Plone's own view takes back without a question may break what forms and REST refuse: a code
that somebody else has by now, an agency one does not work for.
"""

from egov.portal import _
from egov.portal.site.editorial.versions import OfAVersion
from functools import cached_property
from plone import api
from plone.dexterity.utils import iterSchemata
from plone.protect import CheckAuthenticator
from Products.CMFEditions.interfaces.IModifier import FileTooLargeToVersionError
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
import transaction
from zExceptions import NotFound
from zope.interface import Invalid


class Revert(OfAVersion):
    """Asks, and on a confirmed POST brings the content back to the version `version_id`."""

    template = ViewPageTemplateFile("templates/revert.pt")
    refused = None

    def __call__(self):
        if self.version is None:
            raise NotFound(self.__name__)
        if self.request.method != "POST" or "confirmed" not in self.request.form:
            return self.template()
        CheckAuthenticator(self.request)
        self.refused = self.go_back()
        if self.refused is not None:
            return self.template()
        api.portal.show_message(
            _(
                "“${title}” is again as it was on ${moment}.",
                mapping={"title": self.context.title_or_id(), "moment": self.version["moment"]},
            ),
            self.request,
        )
        self.request.response.redirect(f"{self.context.absolute_url()}/view")
        return ""

    @cached_property
    def changes(self):
        """What going back would change, by field: as `inline_diff` from now to then."""
        older = self.older
        found = api.portal.get_tool("portal_diff").createChangeSet(self.context, older)
        # The day of publication is no part of the text, and stays where the version had none.
        stays = {"effective"} if getattr(older, "effective_date", None) is None else set()
        return [each for each in found.getDiffs() if not each.same and each.field not in stays]

    def go_back(self):
        """Do it; what speaks against it, or None."""
        before = transaction.savepoint(optimistic=True)
        published = self.context.effective_date
        self.repository.revert(self.context, self.version["id"])
        if self.context.effective_date is None:
            self.context.effective_date = published
        if complaint := self.complaint():
            before.rollback()
            return complaint
        self.context.notifyModified()
        self.context.reindexObject()
        note = _("Back to the version of ${moment}", mapping={"moment": self.version["moment"]})
        try:
            self.repository.save(self.context, comment=api.portal.translate(note))
        except FileTooLargeToVersionError:
            pass  # what is there is no version of its own then
        return None

    def complaint(self):
        """What the rules over fields have against the content as it is now, or None."""
        for schema in iterSchemata(self.context):
            try:
                schema.validateInvariants(schema(self.context, self.context))
            except Invalid as invalid:
                return invalid.args[0]
        return None
