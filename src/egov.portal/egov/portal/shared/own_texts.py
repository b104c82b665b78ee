"""The portal's translations come before Plone's own.

Catalogues of one domain are asked in the order in which they were registered, and those of
plone.app.locales are registered first: a text that both have would never be ours.
"""

from pathlib import Path
from zope.component import getUtilitiesFor
from zope.i18n.interfaces import ITranslationDomain
from zope.interface import Interface


LOCALES = str(Path(__file__).resolve().parents[1] / "locales")


class IOwnTextsFirst(Interface):
    """The directive has no attributes."""


def is_foreign(catalogue):
    """Whether the catalogue, named by its file, is not one of the portal's."""
    return not str(catalogue).startswith(LOCALES)


def own_texts_first():
    """Ask the portal's catalogues first, in every domain and language."""
    for _name, domain in getUtilitiesFor(ITranslationDomain):
        for catalogues in getattr(domain, "_catalogs", {}).values():
            catalogues.sort(key=is_foreign)


def directive(_context):
    """`<egov:ownTextsFirst />`, after `<i18n:registerTranslations />`."""
    _context.action(discriminator=None, callable=own_texts_first)
