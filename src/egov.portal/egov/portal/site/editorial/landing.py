"""Where people go after they have signed in."""

from AccessControl import getSecurityManager
from egov.portal.shared.membership import agencies_of_user
from egov.portal.shared.membership import agencies_to_keep_for
from plone.base.interfaces import IRedirectAfterLogin
from zope.interface import implementer


@implementer(IRedirectAfterLogin)
class Landing:
    """Back to the page one came from; from home, editors to their desk, officers to dossiers."""

    def __init__(self, context, request):
        self.context = context
        self.request = request

    def __call__(self, came_from=None, is_initial_login=False):
        home = self.context.absolute_url()
        address = (came_from or "").split("?")[0].rstrip("/")
        if address and address not in (home, f"{home}/login", f"{home}/logged_out"):
            return came_from
        mine = agencies_to_keep_for()
        if mine is None or mine:
            return f"{home}/@@editorial-work"
        user = getSecurityManager().getUser()
        if agencies_of_user(user, "officers") | agencies_of_user(user, "heads"):
            return f"{home}/ho-so"
        return came_from
