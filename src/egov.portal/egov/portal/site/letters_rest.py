"""Letters that strangers ask for over REST: as seldom as by the pages, and telling as little."""

from egov.portal import _
from egov.portal.shared import limiting
from egov.portal.shared.answers import failure
from egov.portal.shared.answers import too_often
from egov.portal.shared.mail.message import plone_mail
from egov.portal.shared.mail.settings import is_mailbox
from egov.portal.site import contact
from egov.portal.site.asked import printable
from egov.portal.site.password_letters import FAILURES
from egov.portal.site.password_letters import LIMIT
import logging
from plone import api
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from plone.restapi.services.users.add import UsersPost
from zope.interface import alsoProvides


logger = logging.getLogger("egov.portal.passwords")
WANTED = _("Give a mail address in from, and a message.")
NO_MAIL = _("This portal takes no messages at present.")


class PortalUsersPost(UsersPost):
    """POST @users/<name>/reset-password: one answer, whether there is such an account or not."""

    def _get_user_by_login_name(self, user_id):
        found = super()._get_user_by_login_name(user_id)
        # To strangers it is as with any account for which their token is not right.
        return found or (api.user.get_current() if api.user.is_anonymous() else None)

    def update_password(self, data):
        if data:
            return super().update_password(data)
        try:
            limiting.hit(LIMIT, self.request)
            super().update_password(data)
        except limiting.TooOften as refused:
            return too_often(self.request, refused)
        except FAILURES as error:
            logger.error("A letter for a new password was not sent: %r", error)
        return self.reply_no_content()


class EmailNotificationPost(Service):
    """POST @email-notification: as a message by the contact form."""

    def reply(self):
        data = json_body(self.request)
        sender = printable(data.get("from", ""), 254)
        lines = data.get("message", "")
        lines = lines.splitlines() if isinstance(lines, str) else []
        text = "\n".join(printable(line, contact.LONGEST_TEXT) for line in lines).strip()
        if not is_mailbox(sender) or not text:
            return failure(self.request, 400, "BadRequest", WANTED)
        if not is_mailbox(plone_mail().email_from_address):
            return failure(self.request, 400, "BadRequest", NO_MAIL)
        title = api.portal.get_registry_record("plone.site_title")
        subject = printable(data.get("subject", ""), contact.LONGEST_SUBJECT) or title
        name = printable(data.get("name", ""), contact.LONGEST_NAME) or sender
        try:
            limiting.hit("contact", self.request)
            alsoProvides(self.request, IDisableCSRFProtection)
            contact.send(name, sender, subject, text)
        except limiting.TooOften as refused:
            return too_often(self.request, refused)
        except contact.TooMany:
            return failure(self.request, 503, "ServiceUnavailable", NO_MAIL)
        return self.reply_no_content()
