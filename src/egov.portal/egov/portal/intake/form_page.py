"""The page of any form: ours for services, in one page or step by step; easyform's for the rest."""

from collective.easyform.browser.view import EasyFormFormWrapper
from egov.portal import _
from egov.portal.intake.form_view import ServiceForm
from egov.portal.intake.forms import is_open
from egov.portal.intake.forms import service_of
from egov.portal.intake.forms import takes_applications
from egov.portal.intake.steps import is_stepped
from egov.portal.intake.wizard.first import FirstPage
from egov.portal.shared import caching
from egov.portal.shared.caching.around import around
from zope.i18n import translate


class FormPage(EasyFormFormWrapper):
    """Whoever edits a form that is not open sees all of its steps on one page."""

    def __init__(self, context, request):
        # One that has lost its action is closed: easyform's own way of sending is never offered.
        if service_of(context) is None:
            caching.never("not a form for applications")
        else:
            self.form = ServiceForm
            # Nothing beside a form leads away from it, or costs anything.
            for column in ("left", "right"):
                request.set(f"disable_plone.{column}column", True)
        super().__init__(context, request)

    def __call__(self):
        form = self.form_instance
        if (
            isinstance(form, ServiceForm)
            and is_open(self.context)
            and takes_applications(self.context)
            and is_stepped(self.context, form.schema)
        ):
            return FirstPage(self.context, self.request)()
        return super().__call__()

    @property
    def page_title(self):
        """What the head of the page says: that something is wrong, or that it was received."""
        form = self.form_instance
        if not isinstance(form, ServiceForm):
            return None
        title = translate(form.label, context=self.request)
        if form.receipt is None and form.status:
            return _("Error: ${title}", mapping={"title": title})
        return title

    def render(self):
        form = self.form_instance
        # An editor's expression may put anything into the page.
        if isinstance(form, ServiceForm) and form.receipt and not self.context.headerInjection:
            text = self.contents
            return around(self, self.page_with, text) or self.page_with(text)
        return super().render()

    def page_with(self, text):
        self.contents = text
        return super().render()
