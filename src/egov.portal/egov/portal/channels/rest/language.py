"""The language of an answer to a program: what its `Accept-Language` asks for."""

LANGUAGES = ("vi", "en")
# What is read of the header.
MOST_CHARACTERS = 200


def language_of(request):
    """`vi` or `en`, as `Accept-Language` prefers; without it, the request's own, or `vi`."""
    wished = wished_language(request.getHeader("Accept-Language"))
    if wished:
        return wished
    current = request.get("LANGUAGE")
    return current if current in LANGUAGES else LANGUAGES[0]


def wished_language(header):
    """The language a header `Accept-Language` prefers of ours; None when it wishes for none."""
    wishes = []
    for position, wish in enumerate((header or "")[:MOST_CHARACTERS].split(",")):
        name, _semicolon, quality = wish.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        code = name.strip().lower().partition("-")[0]
        if code in LANGUAGES and weight > 0:
            wishes.append((-weight, position, code))
    return min(wishes)[2] if wishes else None
