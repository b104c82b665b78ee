"""The notice before collection, for everybody, and the control panel of the texts."""

from egov.portal import _
from egov.portal.dossiers.display import moment
from egov.portal.intake.consent import versions
from egov.portal.shared.language import language_of
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
import re
from z3c.form import button
from z3c.form.form import Form
from zExceptions import NotFound
from zope import schema
from zope.interface import Interface


NUMBER = re.compile("[0-9]{1,8}")
LONGEST = 2000
LONGEST_NOTICE = 20_000


class NoticePage(BrowserView):
    """Who processes personal data, why, for how long, and which rights one has.

    Query: `version`, a number; without it the version in force.
    """

    page_title = _("Processing of personal data")
    moment = staticmethod(moment)

    def __call__(self):
        number = self.request.form.get("version")
        self.version = versions.current()
        if number is not None:
            known = isinstance(number, str) and NUMBER.fullmatch(number)
            self.version = versions.version(int(number)) if known else None
            if self.version is None:
                raise NotFound()
        return self.index()

    @property
    def is_current(self):
        return self.version.number == versions.current().number

    @property
    def text(self):
        return self.version.text(language_of(self.request))

    def blocks(self):
        return blocks(self.version.notice(language_of(self.request)))


def blocks(text):
    """A plain text as [(kind, content)]: heading, paragraph, or list with a list of texts."""
    found = []
    for line in text.split("\n"):
        line = line.strip()
        if line.startswith("## "):
            found.append(("heading", line[3:]))
        elif line.startswith("- "):
            if not found or found[-1][0] != "list":
                found.append(("list", []))
            found[-1][1].append(line[2:])
        elif line:
            found.append(("paragraph", line))
    return found


class IConsentTexts(Interface):
    text_vi = schema.Text(
        title=_("Text of the consent, Vietnamese"),
        description=_(
            "Beside the box to tick. Without a text in either language no consent is asked for, "
            "which is not lawful for most services."
        ),
        max_length=LONGEST,
        required=False,
    )
    text_en = schema.Text(
        title=_("Text of the consent, English"), max_length=LONGEST, required=False
    )
    notice_vi = schema.Text(
        title=_("Notice, Vietnamese"),
        description=_(
            "Who processes the data, why, for how long, and the rights people have. A line that "
            "begins with ## is a heading, one that begins with - an item of a list."
        ),
        max_length=LONGEST_NOTICE,
        required=False,
    )
    notice_en = schema.Text(title=_("Notice, English"), max_length=LONGEST_NOTICE, required=False)


class ConsentForm(AutoExtensibleForm, Form):
    """Saving other texts makes a new version; those before stay as they are."""

    schema = IConsentTexts
    id = "ConsentControlPanel"
    label = _("Consent to the processing of personal data")
    description = _(
        "Asked for with every application. Saving another text makes a new version; whoever has "
        "a form open then is asked again. Each dossier says which version its sender agreed to."
    )

    def getContent(self):
        return dict(versions.current().texts)

    @button.buttonAndHandler(_("Save"), name="save")
    def save(self, action):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        before = versions.current().number
        version = versions.save(data)
        messages = IStatusMessage(self.request)
        if version.number == before:
            messages.add(_("Nothing was changed."), type="info")
        else:
            messages.add(
                _("Version ${number} is in force now.", mapping={"number": version.number}),
                type="info",
            )
        self.request.response.redirect(f"{self.context.absolute_url()}/@@consent-controlpanel")


class ConsentControlPanel(ControlPanelFormWrapper):
    form = ConsentForm
    index = ViewPageTemplateFile("templates/panel.pt")
    moment = staticmethod(moment)

    def versions(self):
        """The newest first."""
        return versions.versions()[::-1]
