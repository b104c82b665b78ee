"""The control panel of the calendar: the days of one year at a time."""

from egov.portal import _
from egov.portal.shared.calendar.days import MAKE_UP
from egov.portal.shared.calendar.days import RECORD
from egov.portal.shared.calendar.days import stored_days
from egov.portal.shared.calendar.known import expected_days
from egov.portal.shared.calendar.known import known_days
from egov.portal.shared.calendar.outlook import outlook
from egov.portal.shared.calendar.settings import ICalendar
from egov.portal.shared.clock import now
from egov.portal.shared.tables import TableFieldWidget
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.base import PloneMessageFactory as plone_text
from plone.registry.interfaces import IRegistry
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from Products.statusmessages.interfaces import IStatusMessage
import re
from z3c.form import button
from z3c.form.interfaces import WidgetActionExecutionError
from zope.component import getUtility
from zope.interface import Interface
from zope.interface import Invalid


YEAR = re.compile("20[0-9]{2}")


class IYear(Interface):
    """The days of one year, as the form shows them."""

    days = ICalendar["days"]


def days_stored():
    """The site's days; what ships where it has none yet."""
    rows = stored_days()
    return known_days() if rows is None else rows


def of_year(rows, year):
    return sorted(
        (dict(row) for row in rows if row["date"].year == year), key=lambda row: row["date"]
    )


class YearForm(RegistryEditForm):
    """Days are kept when the form is saved: what the library adds, too, and what is taken away."""

    schema = IYear
    id = "working-calendar"
    label = _("Working calendar")
    description = _(
        "Public holidays and make-up working days, year by year. Time limits are reckoned by them. "
        "What was promised already stays as it was told."
    )
    template = ViewPageTemplateFile("year_form.pt")

    @property
    def year(self):
        """The year asked for, or the present one."""
        asked = self.request.form.get("year", "")
        # Four digits of the plain kind: what else Python takes for a digit is no number to it.
        if isinstance(asked, str) and YEAR.fullmatch(asked):
            return int(asked)
        return now().year

    @property
    def filled_in(self):
        """Whether the library's days are to be shown with those stored."""
        return self.request.form.get("fill") == "1" and self.request.method == "GET"

    def url(self, year, more=""):
        return f"{api.portal.get().absolute_url()}/@@{self.id}?year={year}{more}"

    @property
    def action(self):
        return self.url(self.year)

    def years(self):
        """[{year, url, current, days}]: those with days, and the next ones."""
        present = now().year
        numbers = {}
        for row in days_stored():
            numbers[row["date"].year] = numbers.get(row["date"].year, 0) + 1
        shown = {*numbers, present, present + 1, self.year}
        return [
            {
                "year": year,
                "url": self.url(year),
                "current": year == self.year,
                "days": numbers.get(year, 0),
            }
            for year in sorted(shown)
        ]

    @property
    def fill_url(self):
        return self.url(self.year, "&fill=1")

    @property
    def warning(self):
        """What is not known of the days to come, or None."""
        return outlook(days_stored(), now().date())

    def added(self):
        """Days the library expects and the calendar does not have."""
        known = {row["date"] for row in days_stored()}
        return [row for row in expected_days(self.year) if row["date"] not in known]

    def getContent(self):
        rows = of_year(days_stored(), self.year)
        if self.filled_in:
            rows = of_year([*rows, *self.added()], self.year)
        return {"days": rows}

    def updateFields(self):
        super().updateFields()
        self.fields["days"].widgetFactory = TableFieldWidget

    def update(self):
        super().update()
        if self.filled_in:
            self.status = _(
                "${number} days were added to the table. Look at them, and save.",
                mapping={"number": len(self.added())},
            )

    def applyChanges(self, data):
        rows = data["days"] or []
        self.refuse(rows)
        kept = [dict(row) for row in days_stored() if row["date"].year != self.year]
        days = sorted([*kept, *map(dict, rows)], key=lambda row: row["date"])
        getUtility(IRegistry)[RECORD] = days

    def refuse(self, rows):
        """Days of another year, one day twice, a make-up day that is worked anyway."""
        dates = set()
        for row in rows:
            date = row["date"]
            shown = {"date": f"{date:%d/%m/%Y}", "year": self.year}
            if date.year != self.year:
                self.wrong(_("${date} is not in ${year}.", mapping=shown))
            if date in dates:
                self.wrong(_("${date} stands in the table twice.", mapping=shown))
            if row["kind"] == MAKE_UP and date.weekday() < 5:
                self.wrong(_("${date} is no day of a weekend.", mapping=shown))
            dates.add(date)

    def wrong(self, message):
        raise WidgetActionExecutionError("days", Invalid(message))

    @button.buttonAndHandler(plone_text("Save"), name="save")
    def handleSave(self, action):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        self.applyChanges(data)
        IStatusMessage(self.request).addStatusMessage(plone_text("Changes saved."), "info")
        self.request.response.redirect(self.action)

    @button.buttonAndHandler(plone_text("Cancel"), name="cancel")
    def handleCancel(self, action):
        self.request.response.redirect(self.action)


class WorkingCalendarPanel(ControlPanelFormWrapper):
    form = YearForm
