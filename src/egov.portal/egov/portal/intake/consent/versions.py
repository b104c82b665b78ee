"""The versions of the consent's texts. One that was saved is never changed."""

from dataclasses import dataclass
import datetime
from egov.portal.intake.consent.shipped import TEXTS
from egov.portal.shared import caching
from egov.portal.shared.clock import now
from egov.portal.shared.text import clean
from functools import lru_cache
import hashlib
import json
from persistent.list import PersistentList
from plone import api
from zope.annotation.interfaces import IAnnotations


KEY = "egov.portal.consent"
NAMES = tuple(TEXTS)


@dataclass(frozen=True)
class Version:
    """`number` counts from 1; `at`: since when, None for the texts a portal begins with."""

    number: int
    at: datetime.datetime | None
    by: str
    texts: dict

    @property
    def asked(self):
        """Whether consent is asked for; it is not where its text is empty."""
        return bool(self.texts["text_vi"] or self.texts["text_en"])

    @property
    def digest(self):
        """SHA-256, in hex, of the JSON list of the texts: consent and notice, vi and en each."""
        return digest_of(tuple(self.texts[name] for name in NAMES))

    def text(self, language):
        return self.in_language("text", language)

    def notice(self, language):
        return self.in_language("notice", language)

    def in_language(self, kind, language):
        """The text in that language; in the other one where there is none."""
        other = "vi" if language == "en" else "en"
        return self.texts[f"{kind}_{language}"] or self.texts[f"{kind}_{other}"]


@lru_cache(8)
def digest_of(texts):
    return hashlib.sha256(json.dumps(texts, ensure_ascii=False).encode("utf-8")).hexdigest()


SHIPPED = Version(1, None, "", TEXTS)


def versions():
    """All versions, the oldest first."""
    caching.shows(KEY)
    kept = IAnnotations(api.portal.get()).get(KEY)
    return [Version(*one) for one in kept] if kept else [SHIPPED]


def current():
    caching.shows(KEY)
    kept = IAnnotations(api.portal.get()).get(KEY)
    return Version(*kept[-1]) if kept else SHIPPED


def version(number):
    """The version of that number, or None."""
    return next((one for one in versions() if one.number == number), None)


def ensure_versions():
    """Keep the texts a portal begins with, so that a later release does not change them."""
    annotations = IAnnotations(api.portal.get())
    if not annotations.get(KEY):
        annotations[KEY] = PersistentList([as_kept(SHIPPED)])


def save(texts):
    """Make these texts the current version; the Version. The same texts are not another one.

    :param texts: {text_vi, text_en, notice_vi, notice_en}
    """
    ensure_versions()
    texts = {name: clean(texts.get(name) or "") for name in NAMES}
    last = current()
    if texts == last.texts:
        return last
    by = "" if api.user.is_anonymous() else api.user.get_current().getId()
    new = Version(last.number + 1, now(), by, texts)
    IAnnotations(api.portal.get())[KEY].append(as_kept(new))
    caching.changed(KEY)
    return new


def as_kept(version):
    # A plain tuple is stored: old versions outlive a change of the class.
    return (version.number, version.at, version.by, dict(version.texts))
