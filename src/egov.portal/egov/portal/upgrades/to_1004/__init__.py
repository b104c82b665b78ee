"""1004: records of the registry that came since 1003."""
