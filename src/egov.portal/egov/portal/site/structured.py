"""schema.org for search engines, from what the page shows (https://schema.org).

A view tells of itself by `schema_org()`: a dict without `@context`, or None.
"""

import json
from zope.component import getMultiAdapter


CONTEXT = "https://schema.org"


def of(view, request):
    """The items a page states: what its view says, and the way to it."""
    described = getattr(view, "schema_org", None)
    item = described() if described is not None else None
    if item:
        yield item
    crumbs = getMultiAdapter((view.context, request), name="breadcrumbs_view").breadcrumbs()
    if crumbs:
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": number,
                    "name": crumb["Title"],
                    "item": crumb["absolute_url"],
                }
                for number, crumb in enumerate(crumbs, 1)
            ],
        }


def script(item):
    """A block of data, which no browser runs; no text in it can end it."""
    text = json.dumps({"@context": CONTEXT, **item}, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">{text}</script>'


def organization(entry):
    """A GovernmentOrganization that is only named, from a link {title, url}."""
    return {"@type": "GovernmentOrganization", "name": entry["title"], "url": entry["url"]}
