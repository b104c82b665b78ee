"""Drafts: what somebody has filled in of a form and not sent yet.

A draft is no content: it has no address, is in no catalogue, and is read by its holder only.
"""

from egov.portal.intake.drafts.store import of_user


__all__ = ["of_user"]
