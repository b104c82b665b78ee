"""`GET /@procedures`: procedures ranked and filtered, with facets and batches."""

from egov.portal import search
from egov.portal.channels.rest.compact import CompactService
from egov.portal.channels.rest.parameters import Parameters
from Missing import MV as MISSING
from plone import api
from urllib.parse import parse_qsl
from urllib.parse import quote
from urllib.parse import urlencode


FILTERS = ("field", "level", "audience", "agency", "life_event", "online_level")
NO_LIMIT = 1_000_000


class ProceduresGet(CompactService):
    def reply(self):
        parameters = Parameters(self.request)
        query = parameters.text("q")
        filters = {name: parameters.texts(name) for name in FILTERS}
        start = parameters.number("b_start", default=0, most=NO_LIMIT)
        size = parameters.number("b_size", default=25, most=NO_LIMIT)
        parameters.check()
        found = search.procedures(query, **filters, b_start=start, b_size=size)
        url = self.request["ACTUAL_URL"]
        sent = parse_qsl(self.request.get("QUERY_STRING", ""), keep_blank_values=True)
        result = {
            "@id": address(url, [pair for pair in sent if pair[0] not in ("b_start", "b_size")]),
            "items_total": found.items_total,
            "items": procedures(found.items),
            "facets": found.facets,
        }
        add_titles(result["items"])
        if found.did_you_mean:
            result["did_you_mean"] = found.did_you_mean
        links = batch_links(url, sent, found)
        if links:
            result["batching"] = links
        return result


def procedures(items):
    """Procedures found, from the catalogue's metadata."""
    portal = api.portal.get()
    # Their addresses by their paths: each by itself would ask the request.
    root, above = portal.absolute_url(), len("/".join(portal.getPhysicalPath()))
    return [procedure(item, root, above) for item in items]


def procedure(item, root, above):
    brain = item.brain
    return {
        "@id": root + quote(brain.getPath()[above:]),
        "@type": brain.portal_type,
        "code": plain(brain.code),
        "title": brain.Title,
        "description": brain.Description,
        "field": plain(brain.field),
        "levels": list(plain(brain.levels) or ()),
        "online_level": plain(brain.online_level),
        "score": item.score,
    }


def plain(value):
    """A value of the catalogue's metadata; None where there is none."""
    return None if value is MISSING else value


def add_titles(items):
    """Put the titles of an item's codes beside them."""
    fields = search.titles_of("field", {item["field"] for item in items})
    levels = search.titles_of("level", {level for item in items for level in item["levels"]})
    online = search.titles_of("online_level", {item["online_level"] for item in items})
    for item in items:
        item["field_title"] = fields.get(item["field"])
        item["level_titles"] = [levels.get(level, level) for level in item["levels"]]
        item["online_level_title"] = online.get(item["online_level"])


def address(url, pairs):
    return f"{url}?{urlencode(pairs)}" if pairs else url


def batch_links(url, sent, found):
    """`{@id, first, last, next, prev}`, or None if everything is on this page."""
    if found.items_total <= found.b_size or not found.b_size:
        return None
    others = [pair for pair in sent if pair[0] != "b_start"]

    def page(start):
        return address(url, [("b_start", start), *others])

    last = (found.items_total - 1) // found.b_size * found.b_size
    links = {"@id": address(url, sent), "first": page(0), "last": page(last)}
    if found.b_start + found.b_size < found.items_total:
        links["next"] = page(found.b_start + found.b_size)
    if found.b_start > 0:
        links["prev"] = page(max(0, found.b_start - found.b_size))
    return links
