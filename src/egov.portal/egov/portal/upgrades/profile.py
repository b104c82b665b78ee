"""Bringing what an older portal lacks of the profile, and leaving what its people have set."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from lxml import etree
from plone.app.registry.exportimport.handler import RegistryImporter
from plone.dexterity.fti import DexterityFTI
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.utils import importObjects
from zope.component import getUtility


PROFILE = "profile-egov.portal:default"


def add_missing_records(tool):
    """Make the records of the registry that are not there; values that are there stay."""
    registry = getUtility(IRegistry)
    context = tool._getImportContext(PROFILE, should_purge=False)
    importer = RegistryImporter(registry, context)
    for name in sorted(context.listDirectory("registry")):
        if name.endswith(".xml"):
            tree = etree.fromstring(context.readDataFile(f"registry/{name}"))
            drop_known(tree, set(registry.records.keys()))
            importer.importDocument(etree.tostring(tree))


def drop_known(tree, known):
    """Take out of a registry file whatever would set a record that is there."""
    for node in list(tree):
        if node.tag == "record" and node.get("name") in known:
            tree.remove(node)
        elif node.tag == "records":
            prefix = node.get("prefix") or node.get("interface")
            for value in list(node):
                if isinstance(value.tag, str) and f"{prefix}.{value.get('key')}" in known:
                    node.remove(value)


def import_steps(tool, *steps):
    """Import these steps of the profile again, and no other."""
    for step in steps:
        tool.runImportStepFromProfile(PROFILE, step, run_dependencies=False, purge_old=False)


def import_objects(tool, folder, *objects):
    """Import what the profile says of these objects again; `folder` is theirs in the profile."""
    context = tool._getImportContext(PROFILE, should_purge=False)
    for each in objects:
        importObjects(each, f"{folder}/", context)


def add_missing_types(tool):
    """Make the types that are not there; those that are there stay as they are."""
    types = aq_parent(aq_inner(tool)).portal_types
    context = tool._getImportContext(PROFILE, should_purge=False)
    tree = etree.fromstring(context.readDataFile("types.xml"))
    for node in tree:
        name = node.get("name") if isinstance(node.tag, str) else None
        if name and name not in types:
            types._setObject(name, DexterityFTI(name))
            importObjects(types[name], "types/", context)


def add_missing_indexes(tool):
    """Make the catalogue's indexes that are not there, and fill them."""
    catalog = aq_parent(aq_inner(tool)).portal_catalog
    before = set(catalog.indexes())
    import_steps(tool, "catalog")
    new = sorted(set(catalog.indexes()) - before)
    if new:
        catalog.manage_reindexIndex(ids=new)
