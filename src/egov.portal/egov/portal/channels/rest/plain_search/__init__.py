"""`@search`: plone.restapi's own, for any words that people may type."""
