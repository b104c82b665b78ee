"""Addresses below /ho-so: whoever may not see what is there is not told whether it is there."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from egov.portal.dossiers.interfaces import IDossier
from egov.portal.dossiers.keys import keyed_hash
from plone import api
import re
from zExceptions import NotFound
from zExceptions import Unauthorized


# What follows the address of a dossier: {name: how many names may come after it}. Anything else,
# all that Plone has for any content (sharing, history, locks, ...) included, is not there.
VIEWS = {
    "view": 0,
    "form-as-it-was": 0,
    "file": 1,
    "change-state": 0,
    "choose-procedure": 0,
    "readings": 0,
}
SERVICES = {"@workflow": 1, "@procedure": 0, "@readings": 0}
METHODS = {"GET", "POST", "PATCH", "DELETE", "OPTIONS"}

YEAR = re.compile(r"(?:\+\+\w+\+\+)?([0-9]+)")
# year, month, day, code
DEPTH = 4


def guard(register, request):
    """Refuse a request for a dossier or a folder of dossiers before it is looked for.

    Called while the address is being followed, when nobody is signed in yet. The names that
    follow the register's are in `request["TraversalRequestNameStack"]`, last one first. Views of
    the register itself are no secret and look after themselves.

    :raises Unauthorized: the same for what is not there and for what the user may not see
    :raises NotFound: for whoever may see a dossier, at an address it does not have
    """
    names = [name for name in reversed(request["TraversalRequestNameStack"]) if name != "++api++"]
    if not names or not YEAR.fullmatch(names[0]):
        return
    names[0] = YEAR.fullmatch(names[0])[1]
    before = getSecurityManager()
    try:
        sign_in(request)
        if not may_see(register, names[:DEPTH]):
            raise Unauthorized("Nothing here is for you")
        if len(names) >= DEPTH and not is_address(names[DEPTH:], request):
            raise NotFound()
    finally:
        setSecurityManager(before)


def is_address(names, request):
    """Whether a dossier has an address that ends in these names."""
    if request["REQUEST_METHOD"] not in METHODS:
        return False
    if not names:
        return True
    name = names[0]
    following = SERVICES.get(name)
    if following is None:
        following = VIEWS.get(name.removeprefix("@@"))
    return following is not None and len(names) - 1 <= following


def sign_in(request):
    """Make the user the request's credentials name the current one; no credentials, no change.

    Only the site's users are looked up: those of the Zope root see no dossier.
    """
    users = api.portal.get_tool("acl_users")
    plugins = users.plugins
    for user_id, login in users._extractUserIds(request, plugins):
        user = users._findUser(plugins, user_id, login, request=request)
        if user is not None:
            newSecurityManager(request, user)
            return


def may_see(register, names):
    check = getSecurityManager().checkPermission
    if len(names) < DEPTH:
        return check("View", register)
    if getSecurityManager().getUser().getId() is None:
        return False
    found = register
    for name in names:
        found = found._getOb(name, None)
        if found is None:
            break
    if not IDossier.providedBy(found):
        # As much is done as for one that is there: how long it takes tells no more than the answer.
        other = stand_in(register, names)
        if other is not None:
            check("View", other)
        return False
    return check("View", found)


def stand_in(register, names):
    """A dossier instead of one that is not there, the same one for the same names; or None."""
    digest = keyed_hash(register._server_key, "stand-in", *names)
    row = register._catalog.any_row(int.from_bytes(digest[:8], "big"))
    return register.unrestrictedTraverse(row.path, None) if row is not None else None
