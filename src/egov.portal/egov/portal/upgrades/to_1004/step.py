"""From 1003 to 1004."""

from egov.portal.upgrades.profile import add_missing_records
from egov.portal.upgrades.profile import import_steps


def upgrade(tool):
    """Records of the registry: English names of fields, groups, types of documents, the portal.

    And the role by which reviewers of agencies look through the sections.
    """
    add_missing_records(tool)
    import_steps(tool, "rolemap")
