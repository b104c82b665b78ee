"""What editors and reviewers have beyond Plone's own forms: their work at one look, preview,
copies, notices about an item, and warnings before something is deleted.
"""
