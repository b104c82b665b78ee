"""Finding what people mean: reading queries, indexes, ranking, facets, suggestions."""

from egov.portal.search.everything import everything
from egov.portal.search.facets import titles_of
from egov.portal.search.lexicon import plain_words
from egov.portal.search.marking import parts_of
from egov.portal.search.procedures import Found
from egov.portal.search.procedures import nearest
from egov.portal.search.procedures import procedures
from egov.portal.search.procedures import suggest


__all__ = [
    "Found",
    "everything",
    "nearest",
    "parts_of",
    "plain_words",
    "procedures",
    "suggest",
    "titles_of",
]
