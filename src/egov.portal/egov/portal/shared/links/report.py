"""Links that lead nowhere, of any content."""

from egov.portal import _
from egov.portal.shared.links import keeping
from egov.portal.shared.links.checking import addresses
from egov.portal.shared.publication import WORKFLOW
from plone import api
from typing import NamedTuple


# What follows the path of content in an address.
OF_VIEWS = ("@@", "++")


class Broken(NamedTuple):
    """`link` as the index keeps it, `address` as one reads it, `reason`, moments or 0."""

    link: str
    address: str
    reason: object
    checked: float = 0.0
    since: float = 0.0


def broken_links():
    """All `Broken` links of the portal's content, by address."""
    indexes = api.portal.get_tool("portal_catalog").Indexes
    if "links" not in indexes:
        return []
    within = [each for each in indexes["links"].uniqueValues() if not each.startswith("http")]
    found = [broken for link in within if (broken := within_portal(link))]
    found += [broken for url in addresses() if (broken := elsewhere(url))]
    return sorted(found, key=lambda broken: broken.address)


def broken_among(links):
    """The `Broken` ones of these links."""
    look = (elsewhere(link) if link.startswith("http") else within_portal(link) for link in links)
    return [broken for broken in look if broken]


def elsewhere(url):
    last = keeping.known(url)
    if last is None or not last.broken:
        return None
    reason = f"{last.status} {last.reason}".strip() if last.status else last.reason
    return Broken(url, url, reason, last.checked, last.since)


def within_portal(link):
    """A `Broken` for a link within the portal that leads to nothing the public may see."""
    kind, _blank, value = link.partition(" ")
    catalog = api.portal.get_tool("portal_catalog")
    if kind == "uid":
        brains = catalog.unrestrictedSearchResults(UID=value)
        return state_of(link, value, brains)
    portal = api.portal.get()
    steps = [step for step in value.split("/") if step]
    while steps and steps[-1].startswith(OF_VIEWS):
        steps.pop()
    if not steps:
        return None
    path = "/".join((*portal.getPhysicalPath(), *steps))
    brains = catalog.unrestrictedSearchResults(path={"query": path, "depth": 0})
    if not brains and portal.unrestrictedTraverse("/".join(steps), None) is not None:
        return None  # a page that is no content
    return state_of(link, value, brains)


def state_of(link, value, brains):
    if not brains:
        return Broken(link, value, _("There is nothing at this address."))
    brain = brains[0]
    address = brain.getPath().removeprefix("/".join(api.portal.get().getPhysicalPath()))
    if brain.review_state in ("draft", "pending", "withdrawn") and goes_by_our_states(brain):
        return Broken(link, address, _("What it leads to is not published."))
    return None


def goes_by_our_states(brain):
    workflow = api.portal.get_tool("portal_workflow")
    return WORKFLOW in workflow.getChainForPortalType(brain.portal_type)
