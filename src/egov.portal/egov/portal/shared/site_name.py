"""What the portal is called, in the reader's language."""

from egov.portal import _
from plone.registry.interfaces import IRegistry
from zope import schema
from zope.component import getUtility
from zope.interface import Interface


PREFIX = "egov.portal"


class ISiteName(Interface):
    """Records of the registry, edited beside Plone's own site title."""

    site_title_en = schema.TextLine(
        title=_("Site title in English"),
        description=_(
            "The name of the portal on its English pages and in English letters. "
            "Where it is empty, the site title stands there."
        ),
        max_length=200,
        required=False,
    )


def site_title(language):
    """The portal's name for a reader of `language`; the site title where it has no other."""
    return english_site_title(language) or getUtility(IRegistry).get("plone.site_title") or ""


def site_title_lang(language):
    """`vi` where a page in English shows the Vietnamese name, else None."""
    return "vi" if language == "en" and not english_site_title(language) else None


def english_site_title(language):
    if language != "en":
        return None
    return getUtility(IRegistry).get(f"{PREFIX}.site_title_en")
