"""Changing the dictionaries: checking what an editor wrote, keeping what was before."""

from datetime import datetime
from datetime import UTC
from egov.portal import _
from egov.portal.search.dictionaries import ISearchDictionaries
from egov.portal.search.dictionaries import PREFIX
from egov.portal.search.dictionaries import said_in
from egov.portal.search.dictionaries import shipped
from egov.portal.search.phrases import COMMENT
from egov.portal.search.phrases import LONGEST_PHRASE
from egov.portal.search.words import split
from persistent.list import PersistentList
from plone import api
from plone.registry.interfaces import IRegistry
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility


KEY = "egov.portal.search.versions"
MOST_VERSIONS = 20
MOST_LINES = 5000
LONGEST_LINE = 300
# Dictionaries of phrases and what they mean; the others are lists of phrases.
MEANINGS = ("abbreviations", "synonyms")


def lines_of(name):
    """The lines of a dictionary as they are now."""
    value = getUtility(IRegistry).get(f"{PREFIX}.{name}")
    return list(shipped(name) if value is None else value)


def read_lines(text):
    """The lines of a text, cleaned, empty ones left out."""
    lines = (" ".join(line.split()) for line in text.replace("\ufeff", "").splitlines())
    return [line for line in lines if line]


def faults(name, lines):
    """`[(number of the line, message)]` of what is wrong; numbers count from 1."""
    if len(lines) > MOST_LINES:
        most = {"most": MOST_LINES}
        return [(MOST_LINES + 1, _("More than ${most} lines", mapping=most))]
    found = []
    seen = {}
    for number, line in enumerate(lines, 1):
        if line.startswith(COMMENT):
            continue
        fault = fault_in(name, line)
        said = said_in(line)
        if fault is None and said in seen:
            fault = _("The same as line ${number}", mapping={"number": seen[said]})
        seen.setdefault(said, number)
        if fault is not None:
            found.append((number, fault))
    return found


def fault_in(name, line):
    if len(line) > LONGEST_LINE:
        return _("Longer than ${most} characters", mapping={"most": LONGEST_LINE})
    said, equals, meant = line.partition("=")
    words = split(said)[0]
    if name in MEANINGS:
        if not equals:
            return _("There is no = between what is typed and what is meant")
        if not split(meant)[0]:
            return _("Nothing stands after the =")
    elif equals:
        return _("There is no = in this list")
    if not words:
        return _("There are no words")
    if len(words) > LONGEST_PHRASE:
        return _("More than ${most} words", mapping={"most": LONGEST_PHRASE})
    return None


def save(name, lines):
    """Store a dictionary without faults, keeping what it was; returns whether it changed."""
    before = lines_of(name)
    if lines == before:
        return False
    kept = versions()
    kept.append(
        {
            "name": name,
            "lines": tuple(before),
            "at": datetime.now(UTC),
            "by": api.user.get_current().getId(),
        }
    )
    del kept[:-MOST_VERSIONS]
    write(name, lines)
    return True


def undo():
    """Put back what the last change replaced; the name of the dictionary, or None."""
    kept = versions()
    if not kept:
        return None
    last = kept.pop()
    write(last["name"], list(last["lines"]))
    return last["name"]


def write(name, lines):
    registry = getUtility(IRegistry)
    record = f"{PREFIX}.{name}"
    if record not in registry.records:
        registry.registerInterface(ISearchDictionaries, prefix=PREFIX)
    registry[record] = lines


def versions():
    """What was replaced, the oldest first: `{"name", "lines", "at", "by"}`."""
    annotations = IAnnotations(api.portal.get())
    if KEY not in annotations:
        annotations[KEY] = PersistentList()
    return annotations[KEY]


def last_change():
    kept = IAnnotations(api.portal.get()).get(KEY)
    return kept[-1] if kept else None
