"""Switching the language without losing the place."""

from plone.i18n.interfaces import ILanguageSchema
from plone.registry.interfaces import IRegistry
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from zope.component import getUtility


NAMES = {"vi": "Tiếng Việt", "en": "English"}


def switches(context, request):
    """One entry a language of the site: {code, name, url, current}; none when there is only one.

    The address is the page's own, with its query: what was searched stays searched. A form
    that was just sent (POST) is opened anew instead, since its values are not in the address.
    """
    settings = getUtility(IRegistry).forInterface(ILanguageSchema, prefix="plone", check=False)
    codes = settings.available_languages or []
    if len(codes) < 2:
        return []
    current = request.get("LANGUAGE") or settings.default_language
    query = [
        (name, value)
        for name, value in parse_qsl(request.get("QUERY_STRING", ""), keep_blank_values=True)
        if name != "set_language"
    ]
    base = request.get("ACTUAL_URL") or context.absolute_url()
    return [
        {
            "code": code,
            "name": NAMES.get(code, code),
            "url": f"{base}?{urlencode([*query, ('set_language', code)])}",
            "current": code == current,
        }
        for code in codes
    ]
