"""The section of announcements: by kind, by month in a calendar, expired ones in the archive."""

import calendar
from DateTime import DateTime
from datetime import date
from datetime import timedelta
from egov.portal import _
from egov.portal.catalogue.opening import DAYS
from egov.portal.shared.clock import today
from egov.portal.shared.dates import written_month
from egov.portal.site.frame import still_valid
from egov.portal.site.views.listing import Listing
from functools import cached_property
import re


MONTH = re.compile(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])")
DAY = re.compile(r"(0[1-9]|[12][0-9]|3[01])")


class Announcements(Listing):
    """Without a month: what is valid, urgent first, then the newest; or the archive of the rest.

    With `month=2026-11` (and `day=22`): what was published, or began to be valid, in it.
    """

    parameters = ("kind", "archive", "month", "day")

    @cached_property
    def today(self):
        return today()

    @property
    def archive(self):
        return bool(self.chosen.get("archive"))

    @property
    def filtered(self):
        """An archive without anything is not a question of words or filters."""
        return bool(set(self.chosen) - {"archive"})

    @property
    def nothing_found(self):
        if not self.month:
            return super().nothing_found
        return self.translate(_("Nothing was announced in this time, and nothing begins in it."))

    @cached_property
    def month(self):
        """First day of the month asked for, or None."""
        text = self.chosen.get("month", "")
        return date(int(text[:4]), int(text[5:]), 1) if MONTH.fullmatch(text) else None

    @cached_property
    def day_of_month(self):
        text = self.chosen.get("day", "")
        return int(text) if self.month and DAY.fullmatch(text) else None

    @cached_property
    def query(self):
        query = {"portal_type": "Announcement"}
        if self.chosen.get("kind"):
            query["kind"] = self.chosen["kind"]
        return query

    @cached_property
    def found(self):
        if self.month:
            days = self.by_day(self.month)
            wanted = [self.day_of_month] if self.day_of_month else sorted(days, reverse=True)
            brains = [brain for day in wanted for brain in days.get(day, ())]
            return list({brain.getRID(): brain for brain in brains}.values())
        brains = self.find(sort_on="effective", sort_order="descending", **self.query)
        wanted = [b for b in brains if still_valid(b.valid_until, self.today) != self.archive]
        if not self.archive:
            # Sorting is stable: among the urgent and among the others the newest stays first.
            wanted.sort(key=lambda brain: brain.kind != "urgent")
        return wanted

    def by_day(self, month):
        """{day of the month: brains} published, or valid from, then."""
        first, last = month, last_day(month)
        days = {}
        begin, end = (
            DateTime(f"{first:%Y/%m/%d} 00:00:00 GMT+7"),
            DateTime(f"{last:%Y/%m/%d} 23:59:59 GMT+7"),
        )
        for brain in self.find(
            effective={"query": (begin, end), "range": "min:max"},
            sort_on="effective",
            sort_order="descending",
            **self.query,
        ):
            day = brain.effective.toZone("Asia/Ho_Chi_Minh").day()
            days.setdefault(day, []).append(brain)
        for brain in self.find(
            valid_from={"query": (first, last), "range": "min:max"}, **self.query
        ):
            listed = days.setdefault(brain.getObject().valid_from.day, [])
            if brain.getRID() not in {each.getRID() for each in listed}:
                listed.append(brain)
        return days

    @property
    def kinds(self):
        used = self.used("kind")
        terms = {k: v for k, v in self.terms("AnnouncementKinds").items() if k in used}
        return self.tabs("kind", terms)

    @cached_property
    def items(self):
        entries = super().items
        for entry in entries:
            brain = entry["brain"]
            entry["kind"] = self.term("AnnouncementKinds", brain.kind)
            entry["urgent"] = brain.kind == "urgent"
            entry["number"] = brain.number if isinstance(brain.number, str) else ""
            entry["published"] = self.day(brain.effective)
            until = brain.valid_until
            entry["valid_until"] = self.day(until) if isinstance(until, date) else ""
            entry["expired"] = bool(self.month) and not still_valid(until, self.today)
        return entries

    # The calendar

    @cached_property
    def shown_month(self):
        return self.month or self.today.replace(day=1)

    def month_title(self, month):
        return written_month(month, self.language)

    @property
    def period_title(self):
        """The day or the month that was asked for."""
        if self.day_of_month and self.month_has_day:
            return self.day(self.month.replace(day=self.day_of_month))
        return self.month_title(self.month)

    @property
    def month_has_day(self):
        return self.day_of_month <= last_day(self.month).day

    @property
    def weekdays(self):
        """[(short, long)] names, Monday first."""
        english = self.language == "en"
        names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su") if english else SHORT_DAYS
        return [(short, self.term("Weekdays", DAYS[n])) for n, short in enumerate(names)]

    @cached_property
    def weeks(self):
        """Weeks of the month shown: [[{number, url, today, current, label} or None]]."""
        month = self.shown_month
        days = self.found_days
        weeks = []
        for week in calendar.monthcalendar(month.year, month.month):
            weeks.append([self.cell(month.replace(day=n), days) if n else None for n in week])
        return weeks

    @cached_property
    def found_days(self):
        return self.by_day(self.shown_month)

    def cell(self, day, days):
        brains = days.get(day.day)
        count = len(brains or ())
        label = _("${day}: ${count} announcements", mapping={"day": self.day(day), "count": count})
        return {
            "number": day.day,
            "url": self.link(month=f"{day:%Y-%m}", day=f"{day:%d}", archive=None)
            if brains
            else None,
            "label": self.translate(label),
            "today": day == self.today,
            "current": self.month is not None and day.day == self.day_of_month,
        }

    def month_link(self, month):
        return {
            "title": self.month_title(month),
            "url": self.link(month=f"{month:%Y-%m}", day=None, archive=None),
        }

    @property
    def before(self):
        return self.month_link((self.shown_month - timedelta(days=1)).replace(day=1))

    @property
    def after(self):
        return self.month_link(last_day(self.shown_month) + timedelta(days=1))

    @cached_property
    def years(self):
        """The archive: [{year, months: [{title, url, count}]}] of all, the newest first."""
        counts = {}
        for brain in self.find(portal_type="Announcement"):
            moment = brain.effective.toZone("Asia/Ho_Chi_Minh")
            if moment.year() > 1970:
                month = date(moment.year(), moment.month(), 1)
                counts[month] = counts.get(month, 0) + 1
        years = {}
        for month in sorted(counts, reverse=True):
            entry = {**self.month_link(month), "count": counts[month]}
            years.setdefault(month.year, []).append(entry)
        return [{"year": year, "months": months} for year, months in years.items()]


SHORT_DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def last_day(month):
    """The last date of the month a date is in."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
