"""How often passwords may be tried: a plugin of the site's user folder that lets nobody in.

It stands before the plugins that know passwords. Failures are counted for the sender's address,
for the name at that address, and for the name at all addresses together; when any is used up, it
takes the credentials away from whoever comes after it, so that a right password and a wrong one
have the same answer. The last one is the only one by which a stranger locks out the owner of a
name, and it is high: passwords are made by people, and a botnet must not try them without end,
but a few addresses must not be enough to keep somebody out.
"""

from AccessControl.class_init import InitializeClass
from AccessControl.SecurityInfo import ClassSecurityInfo
from egov.portal.shared import limiting
from egov.portal.shared.limiting.senders import network_of
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from zope.globalrequest import getRequest
from zope.interface import implementer


ID = "egov_sign_in_limit"
SEEN = "egov.portal.sign_in"
FIELDS = ("__ac_name", "__ac_password")


@implementer(IAuthenticationPlugin)
class SignInLimit(BasePlugin):
    """`authenticateCredentials` always gives None."""

    meta_type = "egov.portal sign-in limit"
    security = ClassSecurityInfo()

    def __init__(self, id=ID, title="Limits how often passwords are tried"):
        self._setId(id)
        self.title = title

    @security.private
    def authenticateCredentials(self, credentials):
        request = getRequest()
        name, password = credentials.get("login"), credentials.get("password")
        if request is None or not name or not password or limiting.is_off():
            return None
        name = str(name).strip().lower()
        try:
            limiting.refuse_sender_if_spent("sign_in", request)
            limiting.refuse_if_spent("sign_in_name", here(name, request))
            limiting.refuse_if_spent("sign_in_anywhere", name)
        except limiting.TooOften as refused:
            credentials["login"] = credentials["password"] = ""
            forget(request)
            tell(refused, request)
            return None
        # Several plugins read one and the same name and password out of a request.
        tried = request.environ.setdefault(SEEN, set())
        if name not in tried and not self.fit(credentials):
            tried.add(name)
            limiting.count_sender("sign_in", request)
            limiting.count("sign_in_name", here(name, request), request)
            limiting.count("sign_in_anywhere", name, request)
        return None

    def fit(self, credentials):
        """Whether anybody else knows these credentials: in this user folder or in the root's."""
        folders = [self._getPAS(), self.getPhysicalRoot().acl_users]
        for folder in folders:
            plugins = folder.plugins.listPlugins(IAuthenticationPlugin)
            for name, plugin in plugins:
                if name != self.getId() and found(plugin, credentials):
                    return True
        return False


InitializeClass(SignInLimit)


def here(name, request):
    """A name at the address of a request. An address has no blank, so that no two are alike."""
    return f"{network_of(request.getClientAddr())} {name}"


def found(plugin, credentials):
    try:
        return plugin.authenticateCredentials(dict(credentials)) is not None
    except (KeyError, TypeError, ValueError):  # credentials of a kind that is not its own
        return False


def forget(request):
    """Take the credentials out of the request: the root's user folder reads it again."""
    request._auth = None
    for name in FIELDS:
        request.form.pop(name, None)
        request.other.pop(name, None)


def tell(refused, request):
    refused.tell(request.response)
    if request.method == "POST" and not request.environ.get(f"{SEEN}.told"):
        request.environ[f"{SEEN}.told"] = True
        api.portal.show_message(refused.message, request, "error")


def ensure_sign_in_limit(portal):
    """The plugin, before all that know passwords; safe to run again."""
    users = portal.acl_users
    if ID not in users.objectIds():
        users._setObject(ID, SignInLimit())
    if ID not in users.plugins.listPluginIds(IAuthenticationPlugin):
        users.plugins.activatePlugin(IAuthenticationPlugin, ID)
    while users.plugins.listPluginIds(IAuthenticationPlugin)[0] != ID:
        users.plugins.movePluginsUp(IAuthenticationPlugin, [ID])


def remove_sign_in_limit(portal):
    users = portal.acl_users
    if ID in users.plugins.listPluginIds(IAuthenticationPlugin):
        users.plugins.deactivatePlugin(IAuthenticationPlugin, ID)
    if ID in users.objectIds():
        users._delObject(ID)
