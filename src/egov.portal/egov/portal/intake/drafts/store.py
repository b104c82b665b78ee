"""Where drafts are kept: beside the site's content, in no catalogue, sharded as dossiers are.

A draft is found by its id, which is no secret. Whoever opens it shows a token besides, of which a
keyed hash is kept: the session's, in a cookie, or the private link's, which is derived and kept
nowhere.
"""

from base64 import urlsafe_b64encode
from BTrees.Length import Length
from datetime import timedelta
from egov.portal.dossiers.keys import keyed_hash
from egov.portal.dossiers.keys import new_server_key
from egov.portal.dossiers.shards import ShardedTree
from egov.portal.intake.payload import digest
from egov.portal.intake.payload import new_draft_key
from egov.portal.intake.settings import MEGABYTE
from egov.portal.intake.settings import settings
from egov.portal.intake.steps import belongs
from egov.portal.shared.clock import now
import hashlib
import hmac
from persistent import Persistent
from persistent.mapping import PersistentMapping
from plone import api
from plone.namedfile.file import NamedBlobFile
import secrets
from zope.annotation.interfaces import IAnnotations


KEY = "egov.portal.intake.drafts"
# Characters of all answers together: some hundred pages of text.
MOST_TEXT = 300_000
# A draft that nothing but an open page leads to is kept no longer than this.
UNREACHABLE = timedelta(days=1)


class TooMany(Exception):
    """No more drafts, or no more of their files, are kept."""


class TooLong(Exception):
    """The answers of a draft are longer than anybody writes."""


class DraftFile(NamedBlobFile):
    """An uploaded file, checked. `sha256`: hex of its content."""

    def __init__(self, data, content_type, filename):
        super().__init__(data, contentType=content_type, filename=filename)
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.__dict__["size"] = len(data)


class Draft(Persistent):
    """What is filled in so far.

    `answers`: {name of a form control without its prefix: text, list of texts or number}, as a
    browser sends them, numbers as numbers; `files`: {field name: DraftFile}; `form`: UID;
    `form_digest`: bytes of the form's model at the last change; `user`: user id, or "";
    `refused`: {field name: message} of files not accepted at the last change;
    `key`: the key of the dossier-to-be; `opened_with`: the key of the page it was begun on;
    `reached`: number of the furthest step; `links`: how many private links were made, of which
    the last one opens it; `days`: as `keeping.days_of` its form said at the last change;
    `created`, `changed`: aware moments.
    """

    user = ""
    language = "vi"
    form_digest = b""
    reached = 1
    links = 0
    days = None
    session = b""
    refused = {}

    def __init__(self, form, opened_with):
        self.id = secrets.token_hex(16)
        self.form = form
        self.opened_with = opened_with
        self.key = new_draft_key()
        self.answers = {}
        self.files = PersistentMapping()
        self.created = self.changed = now()

    def replace(self, names, answers):
        """Put new answers of the fields named in place of the old ones.

        :raises TooLong: when all answers together are
        """
        kept = {key: value for key, value in self.answers.items() if not belongs(key, names)}
        kept.update(answers)
        length = sum(
            len(key) + sum(map(len, value if isinstance(value, list) else [str(value)]))
            for key, value in kept.items()
        )
        if length > MOST_TEXT:
            raise TooLong()
        self.answers = kept

    @property
    def given(self):
        """{field name: what was filled in, or a file's name}."""
        answers = {name: value for name, value in self.answers.items() if name.isidentifier()}
        return {**answers, **{name: file.filename for name, file in self.files.items()}}

    @property
    def digest(self):
        """Bytes that are the same for the same answers and files only."""
        files = {name: [file.filename, file.sha256] for name, file in self.files.items()}
        return digest({"answers": self.answers, "files": files})

    @property
    def reachable(self):
        """Whether anything but the browser it is filled in with leads to it."""
        return bool(self.links or self.user)

    @property
    def expires(self):
        """The moment from which on it is gone."""
        days = settings().draft_days if self.days is None else self.days
        lasts = timedelta(days=days)
        return self.changed + (lasts if self.reachable and days else UNREACHABLE)

    @property
    def sleeps(self):
        """The moment from which on the browser it was filled in with does not show it."""
        return self.changed + timedelta(minutes=settings().draft_minutes)


class DraftStore(Persistent):
    """All drafts. `number` and `size` (bytes of files) are counters that merge without conflict."""

    def __init__(self):
        self._server_key = new_server_key()
        self._drafts = ShardedTree()
        self._users = ShardedTree()  # user id -> tuple of draft ids
        self.number = Length()
        self.size = Length()

    def get(self, draft_id, moment=None):
        """The draft with this id, or None for one that is not there or has expired."""
        draft = self._drafts.get(draft_id)
        if draft is None or draft.expires <= (moment or now()):
            return None
        return draft

    def add(self, draft):
        """
        :raises TooMany: when as many are kept as the settings allow
        """
        if self.number() >= settings().max_drafts:
            raise TooMany()
        self._drafts[draft.id] = draft
        self.number.change(1)
        return draft

    def give_to(self, draft, user):
        """Make the draft a signed-in user's own."""
        if draft.user != user:
            self._forget_owner(draft)
            draft.user = user
            self._users[user] = (*self._users.get(user, ()), draft.id)

    def put_file(self, draft, field, file):
        """
        :raises TooMany: when the files of all drafts are as large as the settings allow
        """
        if self.size() + file.getSize() > settings().max_drafts_size * MEGABYTE:
            raise TooMany()
        self.remove_file(draft, field)
        draft.files[field] = file
        self.size.change(file.getSize())

    def remove_file(self, draft, field):
        file = draft.files.pop(field, None)
        if file is not None:
            self.size.change(-file.getSize())

    def remove(self, draft):
        """Take a draft away, with its files; one that is gone already is no error."""
        if draft.id not in self._drafts:
            return
        for field in list(draft.files):
            self.remove_file(draft, field)
        self._forget_owner(draft)
        del self._drafts[draft.id]
        self.number.change(-1)

    def remove_expired(self, draft_id, moment):
        draft = self._drafts.get(draft_id)
        if draft is not None and draft.expires <= moment:
            self.remove(draft)

    def of_user(self, user):
        drafts = (self.get(draft_id) for draft_id in self._users.get(user, ()))
        return [draft for draft in drafts if draft is not None]

    def keys(self, after=""):
        """Ids of all drafts that come after one, in order."""
        return self._drafts.keys(after, None, True)

    def _forget_owner(self, draft):
        if draft.user:
            ids = tuple(each for each in self._users.get(draft.user, ()) if each != draft.id)
            if ids:
                self._users[draft.user] = ids
            elif draft.user in self._users:
                del self._users[draft.user]

    # Tokens.

    def new_session(self, draft):
        """A token by which a browser shows that the draft is its own; older ones end."""
        token = secrets.token_urlsafe(32)
        draft.session = keyed_hash(self._server_key, "session", draft.id, token)
        return token

    def session_fits(self, draft, token):
        given = keyed_hash(self._server_key, "session", draft.id, token)
        return hmac.compare_digest(draft.session, given)

    def link_token(self, draft):
        """The token of the draft's private link: the same until another link is made."""
        number = str(draft.links)
        token = keyed_hash(self._server_key, "link", draft.id, draft.key, number)
        return urlsafe_b64encode(token).decode().rstrip("=")

    def link_fits(self, draft, token):
        if not draft.links:
            return False
        return hmac.compare_digest(self.link_token(draft).encode(), token.encode())


def get_store(create=False):
    """The site's drafts; None where none was ever kept, unless it is to be made."""
    annotations = IAnnotations(api.portal.get())
    store = annotations.get(KEY)
    if store is None and create:
        store = annotations[KEY] = DraftStore()
    return store


def of_user(user):
    """A signed-in user's drafts, those changed last first."""
    store = get_store()
    drafts = store.of_user(user) if store is not None and user else []
    return sorted(drafts, key=lambda draft: draft.changed, reverse=True)
