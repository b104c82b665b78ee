"""REST services beside plone.restapi's own."""
