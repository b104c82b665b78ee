"""Feeds of what is published: Atom 1.0 (RFC 4287) and RSS 2.0."""
