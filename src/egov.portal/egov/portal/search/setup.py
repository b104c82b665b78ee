"""Setting up what the profile's XML cannot say: the lexicon of Plone's own text indexes."""

from egov.portal.search.lexicon import FoldingSplitter
from plone import api
from Products.CMFPlone.UnicodeSplitter.splitter import I18NNormalizer
from Products.CMFPlone.UnicodeSplitter.splitter import Splitter
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex


LEXICON = "plone_lexicon"


def install_lexicon():
    """Let Plone's text indexes find words without marks; indexes again what is there already.

    Does nothing if that was done before.
    """
    catalog = api.portal.get_tool("portal_catalog")
    lexicon = catalog[LEXICON]
    if any(isinstance(element, FoldingSplitter) for element in lexicon._pipeline):
        return
    change_pipeline(catalog, lexicon, (FoldingSplitter(),))


def uninstall_lexicon():
    """Plone's own splitting again."""
    catalog = api.portal.get_tool("portal_catalog")
    change_pipeline(catalog, catalog[LEXICON], (Splitter(), I18NNormalizer()))


def change_pipeline(catalog, lexicon, pipeline):
    names = [
        index.getId()
        for index in catalog.getIndexObjects()
        if isinstance(index, ZCTextIndex) and index.lexicon_id == LEXICON
    ]
    lexicon.clear()
    lexicon._pipeline = pipeline
    for name in names:
        catalog.manage_clearIndex([name])
    for path in list(catalog._catalog.uids):
        content = catalog.resolve_path(path)
        if content is not None:
            catalog.catalog_object(content, path, idxs=names, update_metadata=False)
