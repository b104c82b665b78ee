"""Who has shown that a dossier is theirs: a token for the forms of the tracking page.

Whoever gave code and secret, or is its signed-in applicant, gets pages with a token in a hidden
field, so that the secret itself is in no page. A token stands in no address, is good for one
dossier, and for two hours.
"""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import UnrestrictedUser
from contextlib import contextmanager
from egov.portal.dossiers import keys
from egov.portal.dossiers.register import find
from egov.portal.dossiers.register import get_register
import hmac
from plone import api
import time


GOOD_FOR = 2 * 60 * 60  # seconds
LONGEST = 300  # characters


def token(code, now=None):
    """A token for the dossier with this code: {expires, as hex}.{hash}.{code}."""
    expires = f"{int(time.time() if now is None else now) + GOOD_FOR:x}"
    return f"{expires}.{signature(expires, code)}.{code}"


def dossier_of(token):
    """The dossier a token is for; None for anything but a token still good."""
    if not isinstance(token, str) or len(token) > LONGEST or not token.isascii():
        return None
    expires, given, code = (token.split(".", 2) + ["", ""])[:3]
    if not hmac.compare_digest(given, signature(expires, code)):
        return None
    return find(code) if int(expires, 16) > time.time() else None


def signature(expires, code):
    return keys.keyed_hash(get_register()._server_key, "holder", expires, code).hex()


def is_applicant(dossier):
    """Whether the current user is the dossier's signed-in applicant."""
    who = getSecurityManager().getUser().getId()
    return bool(who) and who == dossier.applicant


class Holder(UnrestrictedUser):
    """Somebody whom a token, and no permission, lets do one thing to one dossier."""

    def __init__(self, user_id):
        super().__init__(user_id or "Anonymous User", "", [], "")
        self.user_id = user_id or None

    def getId(self):
        return self.user_id


@contextmanager
def as_holder(dossier):
    """Within it the workflow asks for no permission: only for steps that a token opens.

    What is done is done by the signed-in applicant, or by nobody with a name.
    """
    before = getSecurityManager()
    user_id = dossier.applicant if is_applicant(dossier) else ""
    newSecurityManager(None, Holder(user_id).__of__(api.portal.get_tool("acl_users")))
    try:
        yield user_id
    finally:
        setSecurityManager(before)
