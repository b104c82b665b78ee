"""Requests that were given up because too much was stored at the same moment."""

# In a request that was given up: the message its page is to show.
CROWDED = "egov.portal.crowded_out"
RETRY_AFTER = "5"  # seconds
