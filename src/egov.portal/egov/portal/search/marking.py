"""Marking the words of a query in a text."""

from egov.portal.search.words import PART
from egov.portal.search.words import prepared
from egov.portal.search.words import word_forms


def parts_of(text, words):
    """`[(piece, whether it was asked for)]` of a text; `words` are folded.

    The pieces together are the text itself; escaping them is for who shows them.
    """
    parts = []
    at = 0
    lowered = prepared(text)
    if not words or len(lowered) != len(text):
        # Letters that are put together otherwise have other places.
        return [(text, False)] if text else []
    for match in PART.finditer(lowered):
        if word_forms(match[0]).folded in words:
            start, end = match.span()
            if parts and not text[at:start].strip() and at:
                parts[-1] = (parts[-1][0] + text[at:end], True)
            else:
                if start > at:
                    parts.append((text[at:start], False))
                parts.append((text[start:end], True))
            at = end
    if at < len(text):
        parts.append((text[at:], False))
    return parts
