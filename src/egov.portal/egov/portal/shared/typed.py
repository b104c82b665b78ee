"""Texts that a stranger sent with a form."""

from egov.portal.shared.text import clean


def typed(request, name, longest):
    """A field of the request as clean text, cut where it is longer; empty for what is no text.

    :param longest: characters
    """
    value = request.form.get(name, "")
    return clean(value[: longest * 2])[:longest].strip() if isinstance(value, str) else ""
