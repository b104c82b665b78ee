"""From 1003 to 1004."""

from egov.portal.upgrades.profile import add_missing_records


def upgrade(tool):
    """Records of the registry: English names of fields, groups, types of documents, the portal."""
    add_missing_records(tool)
