"""From 1003 to 1004."""

from egov.portal.dossiers.register import get_register
from egov.portal.upgrades.profile import add_missing_records
from egov.portal.upgrades.profile import import_steps
from plone import api


KINDS = "easyform.allowedFields"
TAKEN_OUT = {
    "z3c.relationfield.schema.RelationChoice",
    "z3c.relationfield.schema.RelationList",
    "zope.schema._bootstrapfields.Password",
}


def upgrade(tool):
    """Records of the registry: English names of fields, groups, types of documents, the portal.

    And the role by which reviewers of agencies look through the sections. The dossiers' catalogue
    lets go of a list of all of them, which it finds by their rows now. Passwords and relations are
    no longer among the kinds of fields for forms; forms that have them keep them.
    """
    add_missing_records(tool)
    import_steps(tool, "rolemap")
    get_register()._catalog.drop_unused()
    kinds = api.portal.get_registry_record(KINDS)
    api.portal.set_registry_record(KINDS, [kind for kind in kinds if kind not in TAKEN_OUT])
