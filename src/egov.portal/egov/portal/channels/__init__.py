"""The outside: REST, linked data, feeds."""
