"""The language of an answer to a program: what its `Accept-Language` asks for."""

LANGUAGES = ("vi", "en")
# What is read of the header.
MOST_CHARACTERS = 200


def language_of(request):
    """`vi` or `en`, as `Accept-Language` prefers; without it, the request's own, or `vi`."""
    header = (request.getHeader("Accept-Language") or "")[:MOST_CHARACTERS]
    wishes = []
    for position, wish in enumerate(header.split(",")):
        name, _semicolon, quality = wish.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        code = name.strip().lower().partition("-")[0]
        if code in LANGUAGES and weight > 0:
            wishes.append((-weight, position, code))
    if wishes:
        return min(wishes)[2]
    current = request.get("LANGUAGE")
    return current if current in LANGUAGES else LANGUAGES[0]
