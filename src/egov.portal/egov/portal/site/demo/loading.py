"""Loading the demo: what was never made is made; what was made or deleted since is let be."""

from egov.portal import _
from egov.portal.shared import clock
from egov.portal.shared.history_notes import noted
from egov.portal.site.administrator import var_folder
from egov.portal.site.demo import data
from egov.portal.site.demo.forms import make_form
from egov.portal.site.demo.making import make
from egov.portal.site.demo.making import publish
from egov.portal.site.demo.people import make_users
from egov.portal.site.demo.record import Record
from plone import api


SITE_TITLE = "Cổng dịch vụ công tỉnh Sông Lam"
# {name in the demo's memory: (record of the registry, what the demo sets it to)}
SITE_TITLES = {
    "site_title": ("plone.site_title", SITE_TITLE),
    "site_title_en": ("egov.portal.site_title_en", "Sông Lam Province Public Services"),
}
USERS_FILE = "demo-users.txt"


class Loader:
    """One loading. `made` counts items by kind; `known` is {(kind, key): UID}."""

    def __init__(self, portal, today):
        self.portal = portal
        self.today = today
        self.record = Record(portal)
        self.known = {}
        self.made = {}

    def item(self, kind, key, container, portal_type, name, values, published=True):
        """Make the item unless it was made before or its place is taken; return it if made."""
        entry = self.record.items.get(f"{kind}:{key}")
        if entry is not None:
            self.known[kind, key] = entry["uid"]
            return None
        if name in container:
            self.known[kind, key] = api.content.get_uuid(container[name])
            return None
        content = make(container, portal_type, name, values, self.known)
        self.known[kind, key] = api.content.get_uuid(content)
        self.record.add_item(f"{kind}:{key}", content)
        if published:
            publish(content, published_on(values))
        self.made[kind] = self.made.get(kind, 0) + 1
        return content

    def agencies(self):
        source = data.read("agencies", self.today)
        hours = {name: week(rows) for name, rows in source["working_hours"].items()}
        for agency in source["agencies"]:
            values = {**agency, "working_hours": hours[agency["working_hours"]]}
            section = self.portal["co-quan"]
            self.item("agency", agency["key"], section, "Agency", agency["id"], values)

    def templates(self):
        for template in data.read("form_templates", self.today):
            section, code = self.portal["bieu-mau"], template["code"]
            self.item("template", code, section, "FormTemplate", code.lower(), template)

    def documents(self):
        for document in data.read("legal_documents", self.today):
            section, key = self.portal["van-ban"], document["key"]
            self.item("document", key, section, "LegalDocument", document["id"], document)

    def procedures(self):
        for procedure in data.read_procedures(self.today):
            section, code = self.portal["thu-tuc"], procedure["code"]
            self.item("procedure", code, section, "Procedure", code, procedure)

    def services(self):
        parts = data.read("form_parts", self.today)
        for service in data.read("services", self.today):
            section, key = self.portal["dich-vu"], service["key"]
            made = self.item("service", key, section, "Service", service["id"], service)
            if made is not None and "form" in service:
                values = make_form(service["form"], parts)
                self.item("form", key, made, "EasyForm", "to-khai", values, published=False)

    def announcements(self):
        for announcement in data.read("announcements", self.today):
            section, key = self.portal["thong-bao"], announcement["key"]
            made = self.item(
                "announcement", key, section, "Announcement", announcement["id"], announcement
            )
            for attachment in announcement.get("files", ()) if made is not None else ():
                name = attachment["file"]
                self.item("attachment", name, made, "File", name, attachment, published=False)

    def faqs(self):
        for faq in data.read("faqs", self.today):
            self.item("faq", faq["key"], self.portal["hoi-dap"], "FAQ", faq["key"], faq)

    def pages(self):
        for page in data.read("pages", self.today):
            self.item("page", page["key"], self.portal, "Document", page["id"], page)
        for news in data.read("news", self.today):
            section, key = self.portal["tin-tuc"], news["key"]
            self.item("news", key, section, news["type"], news["id"], news)

    def site_title(self):
        for name, (record, title) in SITE_TITLES.items():
            before = api.portal.get_registry_record(record, default=None)
            if self.made and name not in self.record.settings and before != title:
                self.record.writable()["settings"][name] = before
                api.portal.set_registry_record(record, title)


def published_on(values):
    """The day an item says it was published, or None for the day of loading."""
    return values.get("effective") or values.get("valid_from") or values.get("issued_on")


def week(rows):
    """Rows of working hours, one a day, of rows that name several days."""
    return [
        {"day": day, "opens": row["opens"], "closes": row["closes"]}
        for row in rows
        for day in row["days"].split()
    ]


def load(portal, today=None, users_file=None):
    """Load the demo into the site and return {kind: number made}; {} when all was there.

    What the demo made before is never touched again, and what was deleted since stays
    deleted, until the demo is removed and loaded anew. `today` (a date) is the day from which
    dates are counted. Passwords of the users made are written to `users_file` (a path,
    `instance/var/demo-users.txt` if left out), readable by its owner only.
    """
    loader = Loader(portal, today or clock.today())
    with api.env.adopt_roles(["Manager"]), noted(_("Example content")):
        loader.agencies()
        loader.templates()
        loader.documents()
        loader.procedures()
        loader.services()
        loader.announcements()
        loader.faqs()
        loader.pages()
        loader.site_title()
        loader.record.seal()
        users = make_users(loader.record, loader.known, users_file or var_folder() / USERS_FILE)
    return {**loader.made, **({"user": users} if users else {})}


def post_install(tool):
    """Load the demo when its profile is imported."""
    load(api.portal.get())
