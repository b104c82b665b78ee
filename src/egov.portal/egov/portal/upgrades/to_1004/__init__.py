"""1004: records of the registry that came since 1003, and a role of reviewers in the sections."""
