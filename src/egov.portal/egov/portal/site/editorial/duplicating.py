"""A new draft from what is there already: copied with all it has, under a code of its own."""

from egov.portal import _
from egov.portal.catalogue.codes import check_code
from egov.portal.catalogue.publishing import is_working_copy
from egov.portal.catalogue.publishing import WITH_CODE
from egov.portal.interfaces import ICodeNamed
from egov.portal.shared.fields import code_format
from egov.portal.shared.fields import FieldInvalid
from egov.portal.shared.fields import NotWellFormed
from egov.portal.shared.membership import agencies_to_keep_for
from egov.portal.shared.membership import agency_of
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from types import SimpleNamespace
from zExceptions import Unauthorized


LONGEST = 2000


class Duplicate(BrowserView):
    """Asks for the title, and the code where there is one; makes the copy on POST."""

    template = ViewPageTemplateFile("templates/duplicate.pt")

    def __call__(self):
        if not self.allowed():
            raise Unauthorized(self.__name__)
        self.errors = {}
        if self.request.method != "POST":
            return self.template()
        CheckAuthenticator(self.request)
        self.errors = self.complaints()
        if self.errors:
            return self.template()
        copy = self.copy()
        api.portal.show_message(
            _("This is the copy, a draft. Check everything before you hand it in."), self.request
        )
        self.request.response.redirect(f"{copy.absolute_url()}/edit")
        return ""

    def allowed(self):
        """Whether the user may add such content here, for the agency that keeps this."""
        fti = api.portal.get_tool("portal_types").get(self.context.portal_type)
        if fti is None or is_working_copy(self.context) or self.context.portal_type == "Agency":
            return False
        mine = agencies_to_keep_for()
        own = mine is None or agency_of(self.context) in mine
        return own and fti.isConstructionAllowed(self.context.__parent__)

    @property
    def with_code(self):
        return self.context.portal_type in WITH_CODE

    def said(self, name):
        value = self.request.form.get(name, "")
        return value.strip()[:LONGEST] if isinstance(value, str) else ""

    @property
    def title(self):
        return self.said("title") if self.request.method == "POST" else self.context.title

    @property
    def code(self):
        return self.said("code")

    def complaints(self):
        """{name of a field: what is wrong with it}."""
        errors = {}
        if not self.title:
            errors["title"] = _("Write a title.")
        if self.with_code:
            if complaint := self.about_code():
                errors["code"] = complaint
        return errors

    def about_code(self):
        if not self.code:
            return _("Write the code of the new one.")
        try:
            code_format(self.code)
            check_code(SimpleNamespace(code=self.code), self.context.portal_type)
        except NotWellFormed as error:
            return error.message
        except FieldInvalid as error:
            return error.args[0]
        if ICodeNamed.providedBy(self.context) and self.code in self.context.__parent__:
            return _("This code is used already.")
        return None

    def copy(self):
        """The copy, a draft of the user's."""
        section = self.context.__parent__
        id = self.code if ICodeNamed.providedBy(self.context) else None
        copy = api.content.copy(self.context, section, id=id, safe_id=id is None)
        copy.title = self.title
        if self.with_code:
            copy.code = self.code
        copy.setCreators([api.user.get_current().getId()])
        copy.reindexObject()
        return copy
