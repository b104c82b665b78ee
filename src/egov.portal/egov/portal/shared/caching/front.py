"""A filter before Zope: gives strangers what is kept and still right, keeps what Zope says may be.

Whether it is right is asked of the database, by the marks of what the page shows: so a change is
seen by the next request in every process, without anybody telling the others.
"""

from egov.portal.shared.caching.asking import asked
from egov.portal.shared.caching.asking import reduced
from egov.portal.shared.caching.memory import Answer
from egov.portal.shared.caching.memory import AnswerWithMarks
from egov.portal.shared.caching.memory import filled
from egov.portal.shared.caching.memory import in_pieces
from egov.portal.shared.caching.memory import memory
from egov.portal.shared.caching.recording import record
from egov.portal.shared.caching.recording import Whole
import logging
import os
import re
import time
from transaction import TransactionManager
from ZODB.FileStorage import FileStorage
from ZODB.POSException import POSKeyError
import Zope2


logger = logging.getLogger("egov.portal.caching")
# Bytes of a file that is kept, and of memory for what has no setting of its own.
LARGEST_FILE = 500_000
FILES_MEMORY = 64_000_000
DAY = 86_400
#: Of a page with what is new for each: the browser alone may keep it, for its back button.
FRESH = "private, no-cache"
VARY = "Accept, Accept-Encoding, Accept-Language, Cookie"
GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))|,|$)")


def filter_kept(application, _settings=None, **_local):
    """A WSGI application in front of `application`; a PasteDeploy `filter_app_factory`."""
    if os.environ.get("EGOV_CACHE", "").lower() == "off":
        return application
    return Front(application)


class Front:
    """`database()` gives the database that Zope publishes from."""

    def __init__(self, application, database=lambda: Zope2.DB, kept=memory):
        self.application = application
        self.database = database
        self.memory = kept

    def __call__(self, environ, start_response):
        key = asked(environ)
        if key is None:
            return self.application(environ, start_response)
        answer = self.memory.get(key)
        if answer is not None:
            if self.right(answer):
                self.memory.count("hits")
                environ["egov.portal.caching"] = "hit"
                return give(answer, environ, start_response)
            self.memory.drop(key, answer)
        self.memory.count("misses")
        return self.make(key, environ, start_response)

    def right(self, answer):
        """Whether nothing that the answer shows has changed since it was made."""
        if answer.lifetime:
            return True
        database = self.database()
        last = None
        if isinstance(database.storage, FileStorage):
            # Nobody else writes to it: without a new transaction there is nothing to look at.
            last = database.lastTransaction()
            if answer.right_at == (database, last):
                return True
        manager = TransactionManager(explicit=True)
        manager.begin()
        connection = database.open(transaction_manager=manager)
        try:
            marks = connection.get(answer.whole.marks_oid)
            right = marks.at(answer.whole.places) == answer.whole.marks
        except (POSKeyError, AttributeError):
            return False
        finally:
            manager.abort()
            connection.close()
        if right and last is not None:
            answer.right_at = (database, last)
        return right

    def give_file(self, key, environ, start_response, status, headers, body):
        """A file whose address changes with it: kept, if it is small enough, without any marks."""
        said = {name.lower(): value for name, value in headers}
        if int(said.get("content-length", LARGEST_FILE)) >= LARGEST_FILE:
            start_response(status, headers)
            return body
        data = b"".join(body)
        getattr(body, "close", tuple)()
        whole = Whole(frozenset(), b"", (), (), FILES_MEMORY, 0)
        answer = Answer(headers, data, whole, time.time() + DAY, said["cache-control"])
        self.memory.put(key, answer)
        return give(answer, environ, start_response)

    def make(self, key, environ, start_response):
        """The answer of Zope, kept if it may be."""
        said = []

        def start(status, headers, exc_info=None):
            said[:] = [status, headers, exc_info]
            return start_response(status, headers, exc_info) if exc_info else None

        with record() as recording:
            recording.fresh = {}
            body = self.application(reduced(environ, key), start)
        status, headers, _exc_info = said
        if recording.fixed:
            return self.give_file(key, environ, start_response, status, headers, body)
        if not keepable(recording, status, headers, body):
            start_response(status, headers)
            return [filled(in_pieces(b"".join(body), recording.fresh))] if recording.fresh else body
        page = (headers, b"".join(body), recording.whole, recording.ends)
        answer = AnswerWithMarks(*page, recording.fresh) if recording.fresh else Answer(*page)
        self.memory.put(key, answer)
        return give(answer, environ, start_response)


def keepable(recording, status, headers, body):
    """Whether this is a whole page for everybody, made from what its marks were read in."""
    whole = recording.whole
    if not recording.may or whole is None or whole.tags != recording.tags:
        return False
    if not status.startswith("200") or not isinstance(body, tuple | list):
        return False
    names = {name.lower() for name, _value in headers}
    if names & {"set-cookie", "content-encoding", "content-range", "www-authenticate"}:
        return False
    said = next((value for name, value in headers if name.lower() == "cache-control"), "")
    return said == FRESH if recording.fresh else "no-store" not in said and "private" not in said


def give(answer, environ, start_response):
    """The answer, packed where that is understood; 304 to who has it already."""
    body, tag, encoding = answer.as_wished(GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")))
    headers = [
        *answer.headers,
        ("Vary", "Accept-Encoding" if answer.lifetime else VARY),
        ("Cache-Control", lifetime_of(answer, tag)),
    ]
    if tag is not None:
        headers.append(("ETag", tag))
    if tag is not None and matches(environ.get("HTTP_IF_NONE_MATCH", ""), answer.digest):
        start_response("304 Not Modified", [pair for pair in headers if pair[0] != "Content-Type"])
        return []
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def lifetime_of(answer, tag):
    """Browsers ask each time; so does a proxy, unless an administrator lets it wait."""
    if tag is None:
        return FRESH
    if answer.lifetime:
        return answer.lifetime
    seconds = answer.whole.proxy_seconds
    return (
        f"public, max-age=0, s-maxage={seconds}, must-revalidate" if seconds else "public, no-cache"
    )


def matches(header, digest):
    """Whether If-None-Match names this content, packed or not."""
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in header.split(",")}
    return bool(tags & {"*", digest, f"{digest}-gzip"})
