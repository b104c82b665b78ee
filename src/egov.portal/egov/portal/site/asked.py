"""What a visitor asked for in an address: always a short text that can be shown."""

LONGEST = 200


def asked(request, name):
    """A parameter of the address as text; nothing when it is missing or not a text.

    Bytes that are no UTF-8 arrive as lone surrogates: they and control characters are
    left out, since no page and no index can hold them.
    """
    value = request.form.get(name, "")
    if not isinstance(value, str):
        return ""
    return printable(value, LONGEST)


def printable(value, longest):
    """A text as any page can show it, cut to so many characters; empty of what is no text.

    Lines are kept as blanks.
    """
    if not isinstance(value, str):
        return ""
    value = " ".join(value.encode("utf-8", "ignore").decode("utf-8").splitlines())
    return "".join(c for c in value if c.isprintable()).strip()[:longest]
