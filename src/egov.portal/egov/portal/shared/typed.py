"""Texts and numbers that a stranger sent, with a form or in an address."""

from egov.portal.shared.text import clean


# More than any list has.
MOST = 10**9


def typed(request, name, longest):
    """A field of the request as clean text, cut where it is longer; empty for what is no text.

    :param longest: characters
    """
    value = request.form.get(name, "")
    return clean(value[: longest * 2])[:longest].strip() if isinstance(value, str) else ""


def first_shown(request, name="b_start"):
    """Where a list is to begin, as the address says it; 0 for what is no number, or below that."""
    try:
        return min(max(0, int(request.form.get(name, 0))), MOST)
    except (TypeError, ValueError):
        return 0
