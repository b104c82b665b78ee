"""Who may open the register. The dossiers in it ask for themselves: see the workflow."""

from AccessControl import getSecurityManager
from borg.localrole.interfaces import ILocalRoleProvider
from egov.portal.dossiers.interfaces import IDossierRegister
from egov.portal.shared.membership import agencies_of_user
from egov.portal.shared.membership import group_of
from egov.portal.shared.membership import ROLES
from zope.component import adapter
from zope.interface import implementer


# The groups of an agency whose members see its dossiers.
SEEING = ("officers", "heads")


@implementer(ILocalRoleProvider)
@adapter(IDossierRegister)
class RegisterRoles:
    """Officers and heads of any agency may open the register's list.

    The role ends at each dossier, which takes none from the folders above it.
    """

    def __init__(self, context):
        self.context = context

    def getRoles(self, principal_id):
        group = group_of(principal_id)
        return (ROLES[group[1]],) if group and group[1] in SEEING else ()

    def getAllRoles(self):
        return ()


def agencies_seen():
    """UIDs of the agencies whose dossiers the current user sees."""
    user = getSecurityManager().getUser()
    return set().union(*(agencies_of_user(user, what) for what in SEEING))
