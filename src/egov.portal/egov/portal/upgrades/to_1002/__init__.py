"""1002: what editors, caching, and officers need since then."""
