"""The language of an answer to a program: what its `Accept-Language` asks for."""

from egov.portal.shared.language import LANGUAGES
from egov.portal.shared.language import wished_language


def language_of(request):
    """`vi` or `en`, as `Accept-Language` prefers; without it, the request's own, or `vi`."""
    wished = wished_language(request.getHeader("Accept-Language"))
    if wished:
        return wished
    current = request.get("LANGUAGE")
    return current if current in LANGUAGES else LANGUAGES[0]
