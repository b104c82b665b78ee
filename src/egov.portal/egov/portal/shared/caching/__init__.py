"""Answers kept in the process for strangers, and thrown away by what changes.

While a page is made, everything it shows is written down as tags (`recording`): every catalogue
query does so by itself, and so do the page's own item and those above it. What a page takes from
elsewhere it names with `shows`. A change bumps the marks of its tags in its own transaction
(`changes`, `marks`); an answer is given again only while all of its marks are as they were.

A page that must not be kept says `never()`: one with what is for one visitor. What is new on each
page that is given out, such as a form's key, is put in by `fresh(make)`. What changes by the clock
says `until(moment)`.
"""

from egov.portal.shared.caching.changes import changed
from egov.portal.shared.caching.recording import fresh
from egov.portal.shared.caching.recording import never
from egov.portal.shared.caching.recording import shows
from egov.portal.shared.caching.recording import shows_types
from egov.portal.shared.caching.recording import until


__all__ = ["changed", "fresh", "never", "shows", "shows_types", "until"]
