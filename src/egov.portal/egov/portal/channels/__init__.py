"""The outside: REST, feeds, and the filters that stand before Zope."""
