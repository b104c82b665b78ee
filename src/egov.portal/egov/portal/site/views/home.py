"""The home page: search first, then life events, services, and what is new."""

from datetime import date
from egov.portal import _
from egov.portal.catalogue.taxonomy import life_events
from egov.portal.dossiers import statistics
from egov.portal.shared.caching import until
from egov.portal.shared.clock import today
from egov.portal.shared.site_name import site_title
from egov.portal.shared.site_name import site_title_lang
from egov.portal.site import display
from egov.portal.site.frame import still_valid
from egov.portal.site.framed import FramedPage
from egov.portal.site.sections import TRACKING
from functools import cached_property
from itertools import islice
import time
from urllib.parse import urlencode


NEWEST = 5
SERVICES = 6


class Home(FramedPage):
    """What a citizen came for, in the order of how many come for it."""

    @property
    def site_title(self):
        return site_title(self.language)

    @property
    def site_title_lang(self):
        return site_title_lang(self.language)

    @property
    def hints(self):
        """Examples of what people look for."""
        words = ("khai sinh", "kết hôn", "đất đai", "hộ kinh doanh")
        if self.language == "en":
            words = ("birth", "marriage", "work permit", "residence")
        return [
            {"title": word, "url": f"{self.portal_url}/thu-tuc?{urlencode({'q': word})}"}
            for word in words
        ]

    @property
    def tasks(self):
        """The things most people come for: [{title, text, url}]."""
        tasks = (
            ("thu-tuc", _("Find a procedure"), _("Papers, time, fees and where to go")),
            ("dich-vu", _("Apply online"), _("Fill in the form and send your papers")),
            (TRACKING, _("Track an application"), _("With its code and secret")),
            ("co-quan", _("Agencies and contacts"), _("Addresses, opening hours, leaders")),
        )
        return [
            {
                "title": self.translate(title),
                "text": self.translate(text),
                "url": f"{self.portal_url}/{name}",
            }
            for name, title, text in tasks
            if name != TRACKING or self.tracking_url
        ]

    @cached_property
    def events(self):
        """Life events: ([for citizens], [for businesses]), each {title, url}."""
        citizens, businesses = [], []
        for event in life_events():
            title = event["title"]
            lang = None if self.language == "vi" else "vi"
            if self.language == "en" and event.get("title_en"):
                title, lang = event["title_en"], None
            link = {
                "title": title,
                "lang": lang,
                "url": f"{self.portal_url}/thu-tuc?life_event={event['id']}",
            }
            if event.get("for_citizens"):
                citizens.append(link)
            if event.get("for_businesses"):
                businesses.append(link)
        return citizens, businesses

    @cached_property
    def services(self):
        """The services most used lately, then the newest."""
        brains = self.find(portal_type="Service", sort_on="effective", sort_order="descending")
        # Sorting is stable: of those used alike the newest stay first.
        brains = sorted(brains, key=lambda brain: -self.use.get(brain.UID, 0))
        return self.entries(brains[:SERVICES])

    @cached_property
    def use(self):
        """{UID of a service: how often it was used lately}; empty before the first dossier."""
        return statistics.services_by_use()

    @cached_property
    def announcements(self):
        day = today()
        brains = self.find(portal_type="Announcement", sort_on="effective", sort_order="descending")
        valid = (brain for brain in brains if still_valid(brain.valid_until, day))
        entries = self.entries(islice(valid, NEWEST))
        for entry in entries:
            entry["kind"] = self.term("AnnouncementKinds", entry["brain"].kind)
            entry["urgent"] = entry["brain"].kind == "urgent"
            entry["published"] = self.day(entry["brain"].effective)
        return entries

    @cached_property
    def documents(self):
        brains = self.find(
            portal_type="LegalDocument", sort_on="issued_on", sort_order="descending"
        )
        entries = self.entries(brains[:NEWEST])
        for entry in entries:
            brain = entry["brain"]
            entry["number"] = brain.number if isinstance(brain.number, str) else ""
            entry["issued"] = self.day(brain.issued_on) if isinstance(brain.issued_on, date) else ""
        return entries

    @cached_property
    def numbers(self):
        """[{title, received, finished, share}] of this month and this year; none without any."""
        month, year = statistics.this_month_and_year()
        until(time.time() + statistics.KEPT)
        if not year.received and not year.finished:
            return []
        none = self.translate(_("no data"))
        return [
            {
                "title": self.translate(title),
                "received": display.number(each.received, self.language),
                "finished": display.number(each.finished, self.language),
                "share": none if each.share is None else f"{each.share} %",
            }
            for title, each in ((_("This month"), month), (_("This year"), year))
        ]

    @cached_property
    def news(self):
        brains = self.find(
            portal_type=["News Item", "Event"], sort_on="effective", sort_order="descending"
        )
        entries = self.entries(brains[:3])
        for entry in entries:
            entry["published"] = self.day(entry["brain"].effective)
        return entries
