"""The lists of an editor's desk, as questions to the catalogue."""

from AccessControl import getSecurityManager
from dataclasses import dataclass
from DateTime import DateTime
from egov.portal import _
from egov.portal.shared.membership import agencies_of_user
from egov.portal.shared.membership import agencies_to_keep_for
from egov.portal.shared.publication import WORKFLOW
from functools import cached_property
from plone import api


SOON_DAYS = 30


@dataclass(frozen=True)
class WorkList:
    """A list: its name in addresses, what it is called, what it says when it is empty.

    `query` is a catalogue query; `step` the words of the link that leads on, `view` where it leads
    to below the item; `bulk` the workflow steps that may be taken for several items at once.
    """

    name: str
    title: str
    empty: str
    query: dict
    step: str
    view: str = "view"
    bulk: tuple = ()
    agencies: object = None


def content_types():
    """Portal types that go through the publication workflow."""
    workflow = api.portal.get_tool("portal_workflow")
    types = api.portal.get_tool("portal_types").objectIds()
    return [name for name in types if WORKFLOW in workflow.getChainForPortalType(name)]


class Desk:
    """The lists of the current user: of what the own agencies keep, or of everything."""

    def __init__(self):
        self.user = getSecurityManager().getUser()
        self.mine = agencies_to_keep_for()
        self.catalog = api.portal.get_tool("portal_catalog")

    @cached_property
    def types(self):
        return content_types()

    @cached_property
    def reviewed(self):
        """UIDs of the agencies for which the user reviews; None means all."""
        if getSecurityManager().checkPermission("Review portal content", api.portal.get()):
            return None
        return agencies_of_user(self.user, "reviewers")

    @cached_property
    def reviews(self):
        return self.reviewed is None or bool(self.reviewed)

    @cached_property
    def lists(self):
        """`WorkList`s, what waits for this user first."""
        now = DateTime()
        # The index knows minutes: what was published in this one is no more to come.
        after = {"query": now + 1 / 1440, "range": "min"}
        before = {"query": now, "range": "max"}
        soon = {"query": (now, now + SOON_DAYS), "range": "min:max"}
        lists = []
        if self.reviews:
            lists.append(
                WorkList(
                    "review",
                    _("Waiting for your review"),
                    _("Nothing waits for your review."),
                    {"review_state": "pending", "sort_on": "modified"},
                    _("Review"),
                    bulk=("publish", "send_back"),
                    agencies=self.reviewed,
                )
            )
        lists.append(
            WorkList(
                "returned",
                _("Sent back for correction"),
                _("Nothing was sent back."),
                {"review_state": "draft", "last_step": "send_back", "sort_on": "modified"},
                _("Correct"),
                "edit",
            )
        )
        lists.append(
            WorkList(
                "drafts",
                _("My drafts"),
                _("You have no drafts."),
                {
                    "review_state": "draft",
                    "Creator": self.user.getId() or "",
                    "sort_on": "modified",
                    "sort_order": "descending",
                },
                _("Go on writing"),
                "edit",
                bulk=("submit",),
            )
        )
        lists.append(
            WorkList(
                "others",
                _("All drafts of the agency"),
                _("There are no drafts."),
                {"review_state": "draft", "sort_on": "modified", "sort_order": "descending"},
                _("Look"),
            )
        )
        if not self.reviews:
            lists.append(
                WorkList(
                    "pending",
                    _("With the reviewers"),
                    _("Nothing waits for review."),
                    {"review_state": "pending", "sort_on": "modified"},
                    _("Look"),
                )
            )
        lists += [
            WorkList(
                "scheduled",
                _("Published later"),
                _("Nothing waits for its day of publication."),
                {"review_state": "published", "effective": after, "sort_on": "effective"},
                _("Look"),
            ),
            WorkList(
                "expiring",
                _("Expires within 30 days"),
                _("Nothing expires soon."),
                {"review_state": "published", "expires": soon, "sort_on": "expires"},
                _("Extend or replace"),
            ),
            WorkList(
                "expired",
                _("Expired, and no longer listed"),
                _("Nothing has expired."),
                {
                    "review_state": "published",
                    "expires": before,
                    "sort_on": "expires",
                    "sort_order": "descending",
                },
                _("Extend or withdraw"),
                bulk=("withdraw",) if self.reviews else (),
            ),
        ]
        return lists

    def find(self, worklist):
        """Brains of a list."""
        mine = self.mine
        if worklist.name == "review" and mine is not None:
            mine = worklist.agencies
        query = dict(worklist.query, portal_type=self.types, show_inactive=True)
        if mine is not None:
            if not mine:
                return []
            query["agency"] = list(mine)
        if "last_step" in query and "last_step" not in self.catalog.indexes():
            return []
        return self.catalog(**query)

    @cached_property
    def working_copies(self):
        """Record ids of working copies."""
        found = self.catalog.unrestrictedSearchResults(
            object_provides="plone.app.iterate.interfaces.IWorkingCopy"
        )
        return {brain.getRID() for brain in found}
