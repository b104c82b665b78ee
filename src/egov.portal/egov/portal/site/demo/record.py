"""What the demo made, kept in an annotation of the site, so that only that is removed.

Each entry has the content's UID and a stamp of how it was left. Content whose stamp
differs was changed since by an editor, or updated by an import.
"""

from persistent.mapping import PersistentMapping
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "egov.portal.demo"


def stamp(content):
    """How the content stands: when it was modified, and its state."""
    return f"{content.modified().ISO8601()} {api.content.get_state(content, default='')}"


class Record:
    """The demo's memory. `items`: {key: {uid, stamp}}; `users`: ids; `settings`: as before."""

    def __init__(self, portal):
        self.portal = portal
        self.stored = IAnnotations(portal).get(KEY)

    @property
    def is_empty(self):
        return self.stored is None

    def writable(self):
        if self.stored is None:
            self.stored = PersistentMapping(
                items=PersistentMapping(), users=PersistentMapping(), settings=PersistentMapping()
            )
            IAnnotations(self.portal)[KEY] = self.stored
        return self.stored

    def read(self, name):
        return {} if self.stored is None else self.stored[name]

    @property
    def items(self):
        return self.read("items")

    @property
    def users(self):
        return self.read("users")

    @property
    def settings(self):
        return self.read("settings")

    def add_item(self, key, content):
        """Remember content made; its stamp is set once everything about it is done."""
        self.writable()["items"][key] = {"uid": api.content.get_uuid(content), "stamp": None}

    def seal(self):
        """Stamp what has been made since the last time."""
        for key, entry in self.items.items():
            if entry["stamp"] is None:
                content = self.content(key)
                self.stored["items"][key] = {**entry, "stamp": stamp(content)}

    def content(self, key):
        """The content of the key, or None when it is gone or was never made."""
        entry = self.items.get(key)
        brains = entry and api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
            UID=entry["uid"]
        )
        return brains[0]._unrestrictedGetObject() if brains else None

    def is_unchanged(self, key):
        """Whether the content still is as the demo left it."""
        content = self.content(key)
        return content is not None and stamp(content) == self.items[key]["stamp"]

    def forget(self, name, key):
        del self.stored[name][key]
        if not any(self.stored[part] for part in ("items", "users", "settings")):
            del IAnnotations(self.portal)[KEY]
            self.stored = None
