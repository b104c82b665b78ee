"""Strangers' pages that come out of their template as the theme would make them.

Diazo reads each page anew, moves its parts into the theme's page and writes it again: a fifth of
what a page costs. For strangers, under the portal's own theme as it ships, `templates/ready.pt`
writes what the theme's rules would have made of Plone's template, and the theme leaves it alone.
Everybody who signed in, any other theme, a theme that was changed, and pages that are not the
portal's own go through Diazo as ever.
"""

from AccessControl import getSecurityManager
from App.config import getConfiguration
from egov.portal.shared.caching.parts import part
from egov.portal.shared.static_files import stamp
from egov.portal.site.editorial.interfaces import IPreview
from importlib import resources
import os
from plone.app.theming.interfaces import IThemeSettings
from plone.app.theming.interfaces import IThemingLayer
from plone.app.theming.interfaces import THEME_RESOURCE_NAME
from plone.app.theming.policy import ThemingPolicy
from plone.app.theming.transform import ThemeTransform
from plone.app.theming.utils import theming_policy
from plone.registry.interfaces import IRegistry
from plone.resource.utils import queryResourceDirectory
from plone.transformchain.interfaces import ITransform
import re
from zope.component import getSiteManager
from zope.component import getUtility
from zope.interface import providedBy


THEME = "egov"
#: What `templates/ready.pt` and `arranged` say in their own way, as it was then: stamps of
#: the theme's files. A changed one is done by Diazo, until the two say the same again.
WRITTEN_FOR = {"rules.xml": "31f131aab3beabd2", "index.html": "2615031bd7dc9132"}
SETTINGS = {
    "currentTheme": THEME,
    "rules": f"/++theme++{THEME}/rules.xml",
    "absolutePrefix": f"/++theme++{THEME}",
    "doctype": "<!DOCTYPE html>",
    "parameterExpressions": {"ajax_load": "python:request.get('ajax_load')"},
}
#: Of a request that asks for something else than the whole page as it is.
UNUSUAL = ("ajax_load", "ajax_include_head", "diazo.off", "diazo.debug")
#: Key of the environment, which nobody can send.
READY = "egov.portal.ready"
#: Only in a page that is ready, and in every one.
MARK = b' id="eg-main-wrap"'
#: What may stand in a head: (1) with an end tag, (2) its attributes; (3) without one, (4) its own.
ATTRIBUTES = r"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
ELEMENT = re.compile(
    rf"<!--.*?-->|<(title|style|script|noscript|template)\b{ATTRIBUTES}>.*?</\1\s*>"
    rf"|<(meta|link|base)\b{ATTRIBUTES}>",
    re.DOTALL | re.IGNORECASE,
)
DROPPED_META = re.compile(r"""\bname=["']generator["']|\bcharset=""", re.IGNORECASE)
DROPPED_LINK = re.compile(r"""\brel=["'](?:apple-touch-icon|shortcut icon)["']""", re.IGNORECASE)
CHARSET = '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />'
ICON = '<link href="{}/crest.svg" rel="icon" type="image/svg+xml" />'


def is_ready(request):
    """Whether the page that is being made for this request needs no Diazo."""
    if not IThemingLayer.providedBy(request) or IPreview.providedBy(request):
        return False
    if getSecurityManager().getUser().getId() is not None:
        return False
    published = request.get("PUBLISHED")
    if not type(published).__mro__[1].__module__.startswith("egov.portal."):
        return False
    if any(request.get(name) is not None for name in UNUSUAL):
        return False
    return (
        not request.get("HTTP_X_REQUESTED_WITH")
        and not request.response.getHeader("X-Theme-Disabled")
        and part(("theme", request.get("SERVER_URL")), lambda: is_own_theme(request))
        and not read_before(published, request)
    )


def is_own_theme(request):
    """Whether the portal's own theme is shown at this address, with nothing about it changed."""
    policy = theming_policy(request)
    if type(policy) is not ThemingPolicy or not policy.isThemeEnabled():
        return False
    settings = getUtility(IRegistry).forInterface(IThemeSettings, check=False)
    if any(getattr(settings, name) != value for name, value in SETTINGS.items()):
        return False
    if getConfiguration().debug_mode:
        return False
    shown = getattr(queryResourceDirectory(THEME_RESOURCE_NAME, THEME), "directory", "")
    ours = str(resources.files("egov.portal") / "theme")
    if not shown or os.path.realpath(shown) != os.path.realpath(ours):
        return False
    return all(stamp("egov.portal", f"theme/{name}") == each for name, each in WRITTEN_FOR.items())


def read_before(published, request):
    """Whether an add-on changes pages before the theme does: it knows Plone's page, not this."""
    found = getSiteManager().adapters.lookupAll(
        (providedBy(published), providedBy(request)), ITransform
    )
    return any(
        factory.order < ThemeTransform.order and not factory.__module__.startswith("plone.")
        for _name, factory in found
    )


class Theme(ThemeTransform):
    """Plone's, but for a page that is ready."""

    def transformIterable(self, result, encoding):
        if (
            self.request.environ.get(READY)
            and isinstance(result, list)
            and MARK in b"".join(result)
        ):
            return None
        return super().transformIterable(result, encoding)


def arranged(text, prefix):
    """What stands in a head in the order of the theme's, and with its icon.

    :param text: HTML of all that Plone has in its head
    :param prefix: path of the theme
    """
    found = {"base": [], "meta": [CHARSET], "title": [], "link": [], "style": [], "script": []}
    for match in ELEMENT.finditer(text):
        name = (match[1] or match[3] or "").lower()
        attributes = match[2] or match[4] or ""
        if name not in found:
            continue
        if name == "meta" and DROPPED_META.search(attributes):
            continue
        if name == "link" and DROPPED_LINK.search(attributes):
            continue
        found[name].append(match[0])
    return "\n".join(
        (
            *found["meta"],
            *found["base"],
            *found["title"],
            ICON.format(prefix),
            *found["link"],
            *found["style"],
            *found["script"],
        )
    )
