"""Moments, sizes and people as people read them."""

from egov.portal.shared.dates import written_moment
from egov.portal.shared.language import language_of
from egov.portal.shared.typed import first_shown
from plone import api
from zope.globalrequest import getRequest


def moment(value, language=None):
    """An aware datetime as people read it, in the request's language; empty for None."""
    return written_moment(value, language)


def size(count):
    """Bytes as B, kB or MB, the decimal comma as in Vietnamese unless the page is English."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.0f} kB"
    text = f"{count / 1_000_000:.1f} MB"
    return text if language_of(getRequest()) == "en" else text.replace(".", ",")


def page_start(request, size):
    """`b_start` of the query, a multiple of the page's size; 0 for what is no number."""
    return first_shown(request) // size * size


def name_of(user_id):
    """The full name of a user, or the id where there is none; "" for nobody."""
    user = api.user.get(userid=user_id) if user_id else None
    return (user.getProperty("fullname") if user is not None else "") or user_id
