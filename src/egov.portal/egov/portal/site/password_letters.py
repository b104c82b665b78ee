"""Letters about forgotten passwords and names: Plone asks for them here in whatever way they come.

Their links begin with the portal's own address (control panel, *Letters to applicants*), never
with that of a stranger's request, who may name any host in it and so be sent the other's token.
Nothing else of a request is in them either.
"""

from egov.portal import _
from egov.portal.shared import limiting
from egov.portal.shared.language import language_of
from egov.portal.shared.mail.message import LONGEST_NAME
from egov.portal.shared.mail.message import one_line
from egov.portal.shared.mail.message import plone_mail
from egov.portal.shared.mail.settings import public_address
from egov.portal.shared.site_name import site_title
from email.utils import formataddr
from importlib import resources
import logging
from plone import api
from plone.base import PloneMessageFactory as plone
from Products.CMFPlone.browser import login
from Products.CMFPlone.browser.login.login_help import LoginHelpForm
from Products.CMFPlone.browser.login.login_help import RequestResetPassword
from Products.CMFPlone.browser.login.login_help import RequestUsername
from Products.CMFPlone.browser.login.password_reset import PasswordResetToolView
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from smtplib import SMTPException
from zope.i18n import translate
from zope.i18nmessageid import Message


logger = logging.getLogger("egov.portal.passwords")
LIMIT = "forgotten"
BUTTONS = ("form.buttons.reset", "form.buttons.get_username")
TYPED = ("form.widgets.reset_password", "form.widgets.recover_username")
# What may happen on the way: no address, no mail server; accounts of the Zope root are no members
# that Plone could ask for their rights.
FAILURES = (AttributeError, ValueError, SMTPException, OSError)
SENT = plone(
    "statusmessage_pwreset_password_mail_sent",
    default="An email has been sent with instructions on how to reset your password.",
)
RESET_SUBJECT = _("Set a new password")
RESET_TEXT = (
    _("Somebody asked for a new password for your account ${name} on ${portal}."),
    _("Set it on this page, within ${hours} hours:"),
    "${link}",
    _("If it was not you, do nothing: your password stays as it is."),
)
NAME_SUBJECT = _("Your user name")
NAME_TEXT = (_("Your user name on ${portal} is: ${name}"),)


def of_plone(name):
    """A template of Plone's own pages for signing in."""
    return ViewPageTemplateFile(f"templates/{name}", str(resources.files(login)))


class NoAddress(ValueError):
    """A link could only be made from what a stranger's request says."""


class PasswordLinks(PasswordResetToolView):
    """Links to the page where a password is set."""

    def construct_url(self, randomstring):
        """
        :raises NoAddress: where the portal's address is not set, and nobody is signed in
        """
        site = public_address()
        if not site and api.user.is_anonymous():
            logger.error("The portal's address is not set: no letter for a new password is sent.")
            raise NoAddress("The address of the portal is not set")
        return f"{site or api.portal.get().absolute_url()}/passwordreset/{randomstring}"


class PasswordLetter(PasswordLinks):
    """The letter as Plone's registration tool sends it: headers and text."""

    def __call__(self, member, reset, **_given):
        limit(self.request, member.getUserName())
        said = {
            "name": one_line(member.getUserName(), LONGEST_NAME),
            "portal": portal_title(self.request),
            "hours": self.expiration_timeout(),
            "link": self.construct_url(reset["randomstring"]),
        }
        return letter(member.getProperty("email"), RESET_SUBJECT, RESET_TEXT, said, self.request)


class NameForm(RequestUsername):
    """As Plone's, but the letter names the portal, not the host of the request."""

    def send_username(self, portal, userinfo):
        said = {
            "name": one_line(userinfo["login"], LONGEST_NAME),
            "portal": portal_title(self.request),
        }
        text = letter(userinfo["email"], NAME_SUBJECT, NAME_TEXT, said, self.request)
        try:
            portal.MailHost.send(text, charset="utf-8", immediate=True)
        except (SMTPException, OSError) as error:
            logger.error("A letter with a user name was not sent: %s", error)


class RegisteredLetter(PasswordLinks):
    """To whom an administrator made an account for: Plone's own words."""

    index = of_plone("registered_notify_template.pt")

    def __call__(self, *given, **named):
        return self.index(*given, **named)


class HelpForm(LoginHelpForm):
    """/login-help: asks for letters no faster than the limit, for one sender and for one name."""

    index = of_plone("login_help.pt")

    def update(self):
        self.subforms = [RequestResetPassword(None, self.request)]
        if not self.use_email_as_login():
            self.subforms.append(NameForm(None, self.request))
        form = self.request.form
        if self.request.method != "POST":
            # A link or a picture on another page sends nobody letters.
            self.forget()
        if any(name in form for name in BUTTONS):
            try:
                limiting.hit(LIMIT, self.request)
            except limiting.TooOften as refused:
                self.refuse(refused)
        for subform in self.subforms:
            self.update_one(subform)
        super(LoginHelpForm, self).update()

    def update_one(self, subform):
        """Ask for its letter, where its button was pressed."""
        try:
            subform.update()
        except limiting.TooOften as refused:
            self.refuse(refused)
            subform.update()
        except FAILURES as error:
            # Nobody is told whether there is such an account by what happens to its letter.
            logger.error("A letter for a new password was not sent: %r", error)
            api.portal.show_message(SENT, self.request)
            self.forget()
            subform.update()

    def refuse(self, refused):
        refused.tell(self.request.response)
        api.portal.show_message(refused.message, self.request, "error")
        self.forget()

    def forget(self):
        """As if nothing had been asked for."""
        for name in (*BUTTONS, *TYPED):
            self.request.form.pop(name, None)


class ToHelp(BrowserView):
    """Plone's older ways to ask for a password, which tell whether there is such a name."""

    def __call__(self):
        return self.request.response.redirect(f"{api.portal.get().absolute_url()}/login-help")


class Done(BrowserView):
    """What the registration tool returns after it has sent a letter: nothing that anybody sees."""

    def __call__(self):
        return ""


def limit(request, name):
    """Count one letter for a name, whoever asks for it.

    :raises limiting.TooOften:
    """
    limiting.refuse_if_spent(LIMIT, f"to {name.lower()}")
    limiting.count(LIMIT, f"to {name.lower()}", request)


def portal_title(request):
    return one_line(site_title(language_of(request)), LONGEST_NAME)


def letter(address, subject, paragraphs, said, request):
    """A letter as text: headers, and what it says in the reader's language."""
    own = plone_mail()
    sender = formataddr((one_line(own.email_from_name or "", LONGEST_NAME), own.email_from_address))
    lines = [
        f"From: {sender}",
        f"To: {one_line(address, 254)}",
        f"Subject: {translate(subject, context=request)}",
        "Content-Type: text/plain; charset=utf-8",
        "Auto-Submitted: auto-generated",
    ]
    paragraphs = [translate(Message(text, mapping=said), context=request) for text in paragraphs]
    return "\n\n".join(["\n".join(lines), *paragraphs]) + "\n"
