"""The words behind reading a query: abbreviations, everyday words, phrases that say nothing.

They are kept in the registry, where editors change them; what ships is in `vocabulary/`.
"""

from egov.portal import _
from egov.portal.search.phrases import Dictionaries
from functools import lru_cache
from pathlib import Path
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import Interface


SHIPPED = Path(__file__).parent / "vocabulary"
NAMES = ("abbreviations", "synonyms", "stop_phrases", "particles", "actions")
PREFIX = "egov.portal.search"


def shipped(name):
    """The lines that come with the package."""
    lines = (SHIPPED / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip()]


class ISearchDictionaries(Interface):
    """Words for reading what people type, one entry a line."""

    abbreviations = schema.List(
        title=_("Abbreviations and other ways of writing"),
        description=_(
            "One a line, several meanings after a semicolon: gplx = giấy phép lái xe. They are "
            "written out before everyday words are looked for."
        ),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("abbreviations"),
    )
    synonyms = schema.List(
        title=_("Everyday words"),
        description=_("One a line, everyday word = official word: bằng lái = giấy phép lái xe"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("synonyms"),
    )
    stop_phrases = schema.List(
        title=_("Phrases that say nothing"),
        description=_("One a line; they are left out of a query that has other words"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("stop_phrases"),
    )
    particles = schema.List(
        title=_("Words that say little"),
        description=_("One a line; they count for less than others in a query"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("particles"),
    )
    actions = schema.List(
        title=_("Words for what is done"),
        description=_("One a line; a phrase made of nothing else does not say what is sought"),
        value_type=schema.TextLine(),
        required=False,
        default=shipped("actions"),
    )


def add_new_entries():
    """Put into the site's dictionaries what ships and they lack; what is there stays.

    Returns the number of lines added. An entry of an editor's for the same phrase wins.
    """
    registry = getUtility(IRegistry)
    added = 0
    for name in NAMES:
        record = f"{PREFIX}.{name}"
        lines = registry.get(record)
        if lines is None:
            continue
        known = {said_in(line) for line in lines}
        new = [line for line in shipped(name) if said_in(line) not in known]
        if new:
            registry[record] = [*lines, *new]
            added += len(new)
    return added


def said_in(line):
    return " ".join(line.partition("=")[0].lower().split())


@lru_cache(maxsize=8)
def compiled(*lines):
    return Dictionaries(*lines)


def dictionaries():
    """The site's `Dictionaries`; the shipped ones where there is no site."""
    registry = queryUtility(IRegistry)
    lines = []
    for name in NAMES:
        value = registry.get(f"{PREFIX}.{name}") if registry is not None else None
        lines.append(tuple(shipped_once(name) if value is None else value))
    return compiled(*lines)


@lru_cache(maxsize=8)
def shipped_once(name):
    return tuple(shipped(name))
