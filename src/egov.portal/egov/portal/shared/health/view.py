"""The view @@health."""

from egov.portal import _
from egov.portal.shared import health
import json
from plone import api
from Products.Five import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.i18n import translate


NAME_LENGTH = 40
NO_CHECK = _("There is no such check.")
BADGES = {
    health.OK: "text-bg-success",
    health.WARNING: "text-bg-warning",
    health.ERROR: "text-bg-danger",
}
# What people call the checks that monitors know by their names.
TITLES = {
    "caching": _("Kept pages"),
    "calendar": _("Working calendar"),
    "database": _("Database"),
    "limits": _("Rate limits"),
    "mail": _("Mail"),
    "outbox": _("Outbox"),
    "scanner": _("Virus scanner"),
    "version": _("Version"),
    "zone": _("Time zone"),
}
STATUSES = {
    health.OK: _("In order"),
    health.WARNING: _("Warning"),
    health.ERROR: _("Error"),
}


class HealthView(BrowserView):
    """To everybody the overall status, 200 or 503; to administrators what each check says.

    `?only=<name>` asks one check only; 404 where there is none of that name. JSON, or HTML where a
    browser asks.
    """

    page = ViewPageTemplateFile("health.pt")

    def __call__(self):
        only = str(self.request.form.get("only", ""))[:NAME_LENGTH] or None
        response = self.request.response
        response.setHeader("Cache-Control", "no-store")
        manages = api.user.has_permission("egov.portal: Manage portal settings", obj=self.context)
        try:
            self.found = health.named(
                health.findings() if manages else health.findings_kept(), only
            )
        except LookupError:
            response.setStatus(404)
            return self.json({"type": "NotFound", "message": self.say(NO_CHECK)})
        self.status = health.overall(self.found)
        if not manages:
            return self.answer({"status": self.status})
        if "text/html" in (self.request.getHeader("Accept") or ""):
            response.setStatus(503 if self.status == health.ERROR else 200)
            return self.page()
        return self.answer({"status": self.status, "checks": [self.plain(f) for f in self.found]})

    def answer(self, data):
        response = self.request.response
        response.setStatus(503 if data["status"] == health.ERROR else 200)
        return self.json(data)

    def json(self, data):
        self.request.response.setHeader("Content-Type", "application/json")
        return json.dumps(data, ensure_ascii=False)

    def say(self, message):
        return translate(message, context=self.request)

    def plain(self, finding):
        return {**finding._asdict(), "message": self.say(finding.message)}

    def title(self, finding):
        return TITLES.get(finding.name, finding.name)

    def badge(self, finding):
        return BADGES.get(finding.status, BADGES[health.ERROR])

    def status_title(self, finding):
        return STATUSES.get(finding.status, finding.status)
