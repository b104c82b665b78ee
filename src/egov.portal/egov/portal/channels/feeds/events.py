"""`lich.ics`: when an announcement holds, for people's own calendars (RFC 5545)."""

from datetime import timedelta
from egov.portal.channels.feeds.entries import as_datetime
from egov.portal.shared.clock import now
from egov.portal.shared.clock import today
from icalendar import Calendar
from icalendar import Event
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zope.publisher.interfaces import NotFound


MOST = 200


class AnnouncementEvent(BrowserView):
    """One announcement with a day from which it holds."""

    def __call__(self):
        if not self.context.valid_from:
            raise NotFound(self.context, self.__name__, self.request)
        return answer(self.request, [self.context], self.context.getId())


class Events(BrowserView):
    """Those of the section that strangers may see, from a month ago on."""

    def __call__(self):
        if self.context.getId() != "thong-bao":
            raise NotFound(self.context, self.__name__, self.request)
        catalog = api.portal.get_tool("portal_catalog")
        if "valid_from" not in catalog.indexes():
            return answer(self.request, [], "lich")
        brains = catalog.unrestrictedSearchResults(
            portal_type="Announcement",
            path="/".join(self.context.getPhysicalPath()),
            allowedRolesAndUsers=["Anonymous"],
            effectiveRange=now(),
            valid_from={"query": today() - timedelta(days=31), "range": "min"},
            sort_on="valid_from",
            sort_limit=MOST,
        )[:MOST]
        return answer(self.request, [brain._unrestrictedGetObject() for brain in brains], "lich")


def answer(request, announcements, name):
    """The calendar as a file."""
    calendar = Calendar()
    calendar.add("prodid", "-//egov.portal//vi")
    calendar.add("version", "2.0")
    english = request.get("LANGUAGE") == "en"
    for announcement in announcements:
        calendar.add_component(event_of(announcement, english))
    response = request.response
    response.setHeader("Content-Type", "text/calendar; charset=utf-8")
    response.setHeader("Content-Disposition", f'attachment; filename="{name}.ics"')
    return calendar.to_ical()


def event_of(announcement, english):
    """A VEVENT of whole days, from the first to the last on which it holds."""
    title = (english and announcement.title_en) or announcement.title
    event = Event()
    event.add("uid", f"{IUUID(announcement)}@{api.portal.get().getId()}")
    event.add("summary", title)
    event.add("dtstamp", as_datetime(announcement.modified()))
    event.add("dtstart", announcement.valid_from)
    last = announcement.valid_until or announcement.valid_from
    # The end is the first day after it (RFC 5545, 3.6.1).
    event.add("dtend", last + timedelta(days=1))
    event.add("url", announcement.absolute_url())
    if announcement.description:
        event.add("description", announcement.description)
    return event
