"""Removing the demo: what it made and nobody changed or uses, and nothing else."""

from Acquisition import aq_base
from egov.portal.dossiers import register
from egov.portal.site.administrator import var_folder
from egov.portal.site.demo.loading import SITE_TITLES
from egov.portal.site.demo.loading import USERS_FILE
from egov.portal.site.demo.making import REFERENCES
from egov.portal.site.demo.record import Record
from plone import api
from plone.registry.interfaces import IRegistry
from zope.component import getUtility


PROFILE = "egov.portal:demo"
# Catalogue indexes by which other content is found that refers to an item of the kind.
REFERRING = {"agency": ("agency", "agencies"), "procedure": ("procedures",)}


class Removal:
    """One removal. `kept` is {key: why it stays}, `removed` the keys of what went."""

    def __init__(self, portal, force=False):
        self.portal = portal
        self.force = force
        self.catalog = api.portal.get_tool("portal_catalog")
        self.record = Record(portal)
        found = {key: self.record.content(key) for key in self.record.items}
        self.gone = [key for key, content in found.items() if content is None]
        self.contents = {key: content for key, content in found.items() if content is not None}
        self.ours = {self.record.items[key]["uid"]: key for key in self.contents}
        self.kept = {}
        self.removed = []

    def decide(self):
        """Fill `kept`; what is kept may need more to be kept, so until nothing is added."""
        if not self.force:
            changed = (key for key in self.contents if not self.record.is_unchanged(key))
            self.kept.update(dict.fromkeys(changed, "changed since it was loaded"))
        for key, content in self.contents.items():
            if other := self.foreign_user(key, content):
                self.kept.setdefault(key, f"in use by {other}")
        before = -1
        while before < len(self.kept):
            before = len(self.kept)
            for key in list(self.kept):
                content = self.contents[key]
                needed = [*references(content), api.content.get_uuid(content.aq_parent)]
                for uid in needed:
                    if uid in self.ours:
                        self.kept.setdefault(self.ours[uid], f"in use by {path(content)}")

    def foreign_user(self, key, content):
        """What is not the demo's, and stands in this content or refers to it; or None."""
        kind, _colon, name = key.partition(":")
        own = path(content)
        queries = [{"path": own}]
        value = name if kind == "procedure" else self.record.items[key]["uid"]
        queries += [{index: value} for index in REFERRING.get(kind, ())]
        for query in queries:
            for brain in self.catalog.unrestrictedSearchResults(**query):
                if brain.UID not in self.ours:
                    return brain.getPath()
        if kind == "agency" and register.count(agencies=[value]):
            return "its dossiers"
        return None

    def run(self):
        self.decide()
        # What was made last goes first, so that an agency goes when nobody is bound to it.
        going = [key for key in self.contents if key not in self.kept]
        users = self.remove_users()
        for key in reversed(going):
            content = self.record.content(key)
            if content is not None:  # else it went with what it stood in
                content.aq_parent._delObject(content.getId())
            self.removed.append(key)
        for key in [*self.gone, *going]:
            self.record.forget("items", key)
        self.restore_settings()
        return users

    def remove_users(self):
        """Remove the users, but for those who made content that stays; returns how many."""
        count = 0
        for name in list(self.record.users):
            brains = self.catalog.unrestrictedSearchResults(Creator=name)
            if any(self.ours.get(brain.UID) not in self.contents for brain in brains):
                self.kept[f"user:{name}"] = "made content that stays"
                continue
            if register.count(applicant=name):
                self.kept[f"user:{name}"] = "handed in dossiers"
                continue
            if api.user.get(userid=name) is not None:
                for group in api.group.get_groups(username=name):
                    if group.getId() != "AuthenticatedUsers":
                        api.group.remove_user(groupname=group.getId(), username=name)
                api.user.delete(username=name)
                count += 1
            self.record.forget("users", name)
        return count

    def restore_settings(self):
        for name, (record, title) in SITE_TITLES.items():
            if name not in self.record.settings:
                continue
            if api.portal.get_registry_record(record, default=None) == title:
                getUtility(IRegistry)[record] = self.record.settings[name]
            self.record.forget("settings", name)


def references(content):
    """UIDs the content keeps of other content."""
    base = aq_base(content)
    for name in REFERENCES:
        value = getattr(base, name, None)
        yield from [value] if isinstance(value, str) else value or ()


def path(content):
    return "/".join(content.getPhysicalPath())


def remove(portal, force=False, users_file=None):
    """Remove what the demo made; returns (number removed, {key: why it was kept}).

    Kept is what was changed since, by an editor or an import, unless `force`; and always
    what content of others stands in or refers to. The users go, with the file of passwords.
    """
    with api.env.adopt_roles(["Manager"]):
        removal = Removal(portal, force)
        if removal.record.is_empty:
            return 0, {}
        users = removal.run()
        if not removal.record.users:
            (users_file or var_folder() / USERS_FILE).unlink(missing_ok=True)
        api.portal.get_tool("portal_setup").unsetLastVersionForProfile(PROFILE)
    return len(removal.removed) + users, removal.kept
