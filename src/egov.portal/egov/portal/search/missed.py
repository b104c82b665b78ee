"""What was sought and not found: counted by the folded words, and by nothing else.

A search writes nothing: counts gather in the process and are stored now and then (see
`catalogue.downloads`). Nothing is kept that may be of a person: no query with an e-mail address, or
with a number longer than a year; who asked, from where and when is not known here at all.
"""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections import Counter
from egov.portal.catalogue.downloads import Gatherer
from egov.portal.search.words import prepared
from egov.portal.shared.caching import never
from egov.portal.shared.text import fold
from plone import api
import re
from zope.annotation.interfaces import IAnnotations


KEY = "egov.portal.search.missed"
# So many different queries are kept; beyond it the rarest half goes.
MOST_KEPT = 1000
MOST_WORDS = 10
LONGEST = 80
PERSONAL = re.compile(r"@|\d{5,}|\d(?:[ .\-]?\d){5,}|https?:|www\.")
WORDS = re.compile(r"[^\W_]+")


def worth_counting(query):
    """The folded words to count a query by, or None for what is no search or may be personal."""
    text = prepared(query or "")[: 4 * LONGEST]
    if PERSONAL.search(text):
        return None
    words = WORDS.findall(fold(text))
    folded = " ".join(words)
    if not words or len(words) > MOST_WORDS or len(folded) > LONGEST or len(folded) < 3:
        return None
    return folded


def note(query):
    """Count a query that found nothing; its page is not kept, so that the next one counts, too."""
    never("nothing found")
    folded = worth_counting(query)
    if folded:
        gathered.add(*place(), folded)


def place():
    site = api.portal.get()
    return site._p_jar.db(), "/".join(site.getPhysicalPath())


def add_to(site, folded, number):
    annotations = IAnnotations(site)
    if KEY not in annotations:
        annotations[KEY] = OOBTree()
    stored = annotations[KEY]
    if folded not in stored:
        if len(stored) >= MOST_KEPT:
            rarest = sorted(stored, key=lambda query: stored[query]())
            for query in rarest[: MOST_KEPT // 2]:
                del stored[query]
        stored[folded] = Length()
    stored[folded].change(number)


gathered = Gatherer(add_to=add_to, name="missed searches")


def process_ending(event):
    gathered.flush()


def most_missed(limit=100):
    """`[(folded query, times)]`, the most frequent first: what is stored and what waits here."""
    counts = Counter(waiting())
    for query, length in IAnnotations(api.portal.get()).get(KEY, {}).items():
        counts[query] += length()
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:limit]


def waiting():
    """`{folded query: times}` of this process that are not stored yet."""
    here = place()
    with gathered.lock:
        return {key[2]: number for key, number in gathered.counts.items() if key[:2] == here}


def forget(queries=None):
    """Reset the counts: of these folded queries, or of all."""
    here = place()
    stored = IAnnotations(api.portal.get()).get(KEY, {})
    for query in {*stored, *waiting()} if queries is None else queries:
        stored.pop(query, None)
        with gathered.lock:
            gathered.counts.pop((*here, query), None)
