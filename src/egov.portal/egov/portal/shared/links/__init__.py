"""Links that content has: which they are, which of them lead nowhere, and since when.

Links within the portal are looked up in the catalogue; others are asked for by the outbox's
worker, where the administrator has switched that on.
"""
