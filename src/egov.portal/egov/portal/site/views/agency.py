"""The page of an agency: where it is, when it is open, who leads it, what it does."""

from Acquisition import aq_base
from egov.portal import _
from egov.portal.catalogue.opening import DAYS
from egov.portal.catalogue.opening import opening_at
from egov.portal.shared.caching import until
from egov.portal.shared.caching.parts import part
from egov.portal.shared.calendar import current_calendar
from egov.portal.shared.clock import now
from egov.portal.shared.clock import VIETNAM
from egov.portal.shared.dates import written_day_of_year
from egov.portal.site import display
from egov.portal.site.framed import FramedPage
from egov.portal.site.nearby import neighbours
from functools import cached_property
from urllib.parse import urlencode
from urllib.parse import urlsplit
from zope.i18nmessageid import Message


SHOWN_PROCEDURES = 20
TOWARDS = {
    "n": _("${distance} to the north"),
    "ne": _("${distance} to the north-east"),
    "e": _("${distance} to the east"),
    "se": _("${distance} to the south-east"),
    "s": _("${distance} to the south"),
    "sw": _("${distance} to the south-west"),
    "w": _("${distance} to the west"),
    "nw": _("${distance} to the north-west"),
}


def opening_words(page, rows):
    """{text, open} of whether an agency is open now; None when its hours are not known."""
    moment = now()
    opening = opening_at(rows, current_calendar(), moment)
    if opening is None:
        return None
    # Until then the page may be kept.
    day = moment.astimezone(VIETNAM)
    if opening.open:
        until(
            day.replace(
                hour=opening.until.hour, minute=opening.until.minute, second=0, microsecond=0
            )
        )
    elif opening.opens is not None:
        until(opening.opens)
    if opening.open:
        message = _("Open now, until ${time}", mapping={"time": f"{opening.until:%H:%M}"})
    elif opening.opens is None:
        message = _("Closed now")
    elif opening.opens.date() == moment.astimezone(VIETNAM).date():
        message = _("Closed now, opens at ${time}", mapping={"time": f"{opening.opens:%H:%M}"})
    else:
        said = {
            "time": f"{opening.opens:%H:%M}",
            "weekday": page.term("Weekdays", DAYS[opening.opens.weekday()]),
            "day": written_day_of_year(opening.opens, page.language),
        }
        message = (
            _("Day off today, opens at ${time} on ${weekday} ${day}", mapping=said)
            if opening.day_off
            else _("Closed now, opens at ${time} on ${weekday} ${day}", mapping=said)
        )
    return {"text": page.translate(message), "open": opening.open}


class AgencyView(FramedPage):
    """Contact, opening hours, leaders, parent and children, procedures and services."""

    @cached_property
    def hours(self):
        """[(weekday, [`07:30–11:30`], is today)] of the days with hours."""
        by_day = {}
        for row in self.context.working_hours or ():
            by_day.setdefault(row.get("day"), []).append((row.get("opens"), row.get("closes")))
        today = DAYS[now().astimezone(VIETNAM).weekday()]
        return [
            (
                self.term("Weekdays", name),
                [f"{opens}–{closes}" for opens, closes in sorted(by_day[name], key=str)],
                name == today,
            )
            for name in DAYS
            if name in by_day
        ]

    @cached_property
    def opening(self):
        return opening_words(self, self.context.working_hours)

    @property
    def position(self):
        """{text, geo}: the coordinates, and an address that opens a map of the visitor's own."""
        latitude, longitude = self.context.latitude, self.context.longitude
        if latitude is None or longitude is None:
            return None
        return {
            "text": f"{latitude:.5f}, {longitude:.5f}",
            "geo": f"geo:{latitude:.6f},{longitude:.6f}",
        }

    @property
    def map_url(self):
        """The position on OpenStreetMap, as a link: no third party sees the page's readers."""
        latitude, longitude = self.context.latitude, self.context.longitude
        if latitude is None or longitude is None:
            return None
        place = f"mlat={latitude:.6f}&mlon={longitude:.6f}"
        return f"https://www.openstreetmap.org/?{place}#map=17/{latitude:.5f}/{longitude:.5f}"

    @property
    def directions_url(self):
        """The way there by Google Maps, as a link, too."""
        place = urlencode({"api": 1, "destination": self.position["text"].replace(" ", "")})
        return f"https://www.google.com/maps/dir/?{place}"

    @cached_property
    def near(self):
        """Agencies around this one, for a sketch: [{number, title, url, lang, away, x, y}]."""
        if self.position is None:
            return []
        here = (self.context.latitude, self.context.longitude)
        own = self.context.absolute_url()
        places = [(item, *place) for item, place in self.places if item["url"] != own]
        return [
            {**each.key, "number": number, "away": self.away(each), "x": each.x, "y": each.y}
            for number, each in enumerate(neighbours(here, places), 1)
        ]

    @property
    def places(self):
        """[({title, url, lang}, (latitude, longitude))] of all agencies that say where they are."""
        if not self.portal_state.anonymous():
            return self.located()
        return part(("places", self.portal_url, self.language), self.located)

    def located(self):
        found = []
        for brain in self.find(portal_type="Agency"):
            agency = aq_base(brain.getObject())
            if agency.latitude is None or agency.longitude is None:
                continue
            title = self.local(agency, "title")
            item = {"title": title["text"], "url": brain.getURL(), "lang": title["lang"]}
            found.append((item, (agency.latitude, agency.longitude)))
        return found

    def away(self, neighbour):
        """`350 m to the north-east`."""
        if not neighbour.direction:
            return self.translate(_("In the same place"))
        if neighbour.metres < 995:
            distance = f"{max(10, round(neighbour.metres, -1)):.0f} m"
        else:
            distance = f"{neighbour.metres / 1000:.1f} km"
            if self.language == "vi":
                distance = distance.replace(".", ",")
        towards = TOWARDS[neighbour.direction]
        return self.translate(Message(towards, mapping={"distance": distance}))

    @property
    def website(self):
        address = (self.context.website or "").strip()
        return address if urlsplit(address).scheme in ("http", "https") else None

    dial = staticmethod(display.dial)

    @property
    def phone_link(self):
        return f"tel:{display.dial(self.context.phone)}"

    def schema_org(self):
        agency = self.context
        said = {
            "name": self.title["text"],
            "url": agency.absolute_url(),
            "telephone": agency.phone,
            "email": agency.email,
            "address": agency.address,
            "openingHours": [
                f"{row['day'][:2].capitalize()} {row['opens']}-{row['closes']}"
                for row in agency.working_hours or ()
            ],
        }
        if self.map_url:
            said["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": agency.latitude,
                "longitude": agency.longitude,
            }
        return {"@type": "GovernmentOrganization", **{k: v for k, v in said.items() if v}}

    @cached_property
    def parent(self):
        links = self.agency_links([self.context.parent])
        return links[0] if links else None

    @cached_property
    def procedure_brains(self):
        return self.find(
            portal_type="Procedure", agencies=self.context.UID(), sort_on="sortable_title"
        )

    @cached_property
    def procedures(self):
        return self.entries(self.procedure_brains[:SHOWN_PROCEDURES])

    @property
    def all_procedures_url(self):
        return f"{self.portal_url}/thu-tuc?agency={self.context.UID()}"

    @cached_property
    def services(self):
        return self.entries(
            self.find(portal_type="Service", agency=self.context.UID(), sort_on="sortable_title")
        )
