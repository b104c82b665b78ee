"""The control panel of search: dictionaries, a try-out box, what was sought and not found."""

from egov.portal import _
from egov.portal.search import editing
from egov.portal.search import missed
from egov.portal.search.dictionaries import ISearchDictionaries
from egov.portal.search.dictionaries import NAMES
from egov.portal.search.explaining import explain
from egov.portal.shared.clock import timezone
from functools import cached_property
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from zope.i18n import translate


LARGEST_FILE = 2_000_000
ACTIONS = ("save", "import_file", "reset", "undo", "add", "forget", "forget_all")
# A text that cannot be taken is shown again up to this length.
LONGEST_SHOWN = 300_000
# What a reading was made from, and the parts of a score (`ranking.Look.parts`), in words.
KINDS = {
    "typed": _("as typed"),
    "synonym": _("everyday words"),
    "abbreviation": _("abbreviation"),
    "spelt": _("typing error mended"),
    "code": _("code"),
}
PARTS = {
    "words": _("words"),
    "pairs": _("pairs"),
    "marks": _("marks"),
    "cover": _("cover"),
    "tight": _("tight"),
    "order": _("order"),
    "common": _("common"),
}
#: Sides of a new entry that the page offers for what was not found.
LONGEST = 200


class SearchPanel(BrowserView):
    """Shows and changes the dictionaries. Every change is a POST with Plone's token."""

    error_lines = ()
    #: What was sent and could not be taken, to be shown again: {name: text}.
    sent = None

    def __call__(self):
        form = self.request.form
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            for action in ACTIONS:
                if action in form:
                    if getattr(self, action)():
                        return self.request.response.redirect(self.url)
                    break
        elif "export" in form:
            return self.export(form["export"])
        return self.index()

    @property
    def url(self):
        return f"{self.context.absolute_url()}/@@search-controlpanel"

    @cached_property
    def dictionaries(self):
        """[{name, title, description, text, count}] in the order of reading."""
        found = []
        for name in NAMES:
            field = ISearchDictionaries[name]
            lines = editing.lines_of(name)
            text = (self.sent or {}).get(name)
            found.append(
                {
                    "name": name,
                    "title": translate(field.title, context=self.request),
                    "description": translate(field.description, context=self.request),
                    "text": "\n".join(lines) if text is None else text,
                    "count": len(lines),
                    "faults": [f for f in self.error_lines if f["name"] == name],
                }
            )
        return found

    def save(self):
        name = self.request.form.get("name")
        text = self.request.form.get("lines")
        return self.take(name, text if isinstance(text, str) else "")

    def import_file(self):
        name = self.request.form.get("name")
        upload = self.request.form.get("file")
        data = upload.read(LARGEST_FILE + 1) if hasattr(upload, "read") else b""
        if not data or len(data) > LARGEST_FILE:
            self.say(_("Choose a text file of at most 2 MB."), "error")
            return False
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.say(_("The file is no text in UTF-8."), "error")
            return False
        return self.take(name, text)

    def take(self, name, text):
        if name not in NAMES:
            return False
        lines = editing.read_lines(text)
        faults = editing.faults(name, lines)
        if faults:
            self.sent = {name: "\n".join(lines)[:LONGEST_SHOWN]}
            self.error_lines = [
                {
                    "name": name,
                    "number": number,
                    "line": lines[number - 1][:LONGEST] if number <= len(lines) else "",
                    "message": translate(message, context=self.request),
                }
                for number, message in faults[:20]
            ]
            self.say(_("Nothing was changed: see the lines named below."), "error")
            return False
        changed = editing.save(name, lines)
        self.say(_("Changes saved.") if changed else _("Nothing was changed."))
        return True

    def reset(self):
        """Put a dictionary back to what ships; the change can be taken back like others."""
        name = self.request.form.get("name")
        if name not in NAMES:
            return False
        changed = editing.save(name, editing.shipped(name))
        self.say(_("Changes saved.") if changed else _("Nothing was changed."))
        return True

    def undo(self):
        name = editing.undo()
        self.say(_("The last change was taken back.") if name else _("Nothing was changed."))
        return True

    def add(self):
        """A line for what was not found; the query is not listed as missed any more."""
        typed = self.short("typed")
        meant = self.short("meant")
        lines = [*editing.lines_of("synonyms"), f"{typed} = {meant}"]
        if not self.take("synonyms", "\n".join(lines)):
            return False
        missed.forget([missed.worth_counting(typed)])
        return True

    def short(self, name):
        value = self.request.form.get(name)
        value = value if isinstance(value, str) else ""
        return " ".join(value.replace("=", " ").split())[:LONGEST]

    def forget(self):
        missed.forget([self.short("query")])
        return True

    def forget_all(self):
        missed.forget()
        self.say(_("The list was emptied."))
        return True

    def say(self, message, kind="info"):
        api.portal.show_message(message, self.request, type=kind)

    def export(self, name):
        if name not in NAMES:
            return self.request.response.redirect(self.url)
        response = self.request.response
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Disposition", f'attachment; filename="{name}.txt"')
        return "\n".join(editing.lines_of(name)) + "\n"

    @cached_property
    def last_change(self):
        """{title, at, by} of the change that can be taken back, or None."""
        last = editing.last_change()
        if last is None:
            return None
        title = translate(ISearchDictionaries[last["name"]].title, context=self.request)
        moment = last["at"].astimezone(timezone())
        return {"title": title, "at": f"{moment:%d/%m/%Y %H:%M}", "by": last["by"] or ""}

    @property
    def tried(self):
        query = self.request.form.get("q", "")
        return query if isinstance(query, str) else ""

    @cached_property
    def explained(self):
        return explain(self.tried)

    def kind(self, name):
        return KINDS.get(name, name)

    def part(self, name):
        return PARTS.get(name, name)

    @cached_property
    def missed(self):
        return [{"query": query, "times": times} for query, times in missed.most_missed(50)]
