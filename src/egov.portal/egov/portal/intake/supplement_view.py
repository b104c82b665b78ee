"""/bo-sung-ho-so: papers that the agency asked for are sent from the tracking page."""

from egov.portal import _
from egov.portal.dossiers import KeyReused
from egov.portal.dossiers import Upload
from egov.portal.dossiers.holder_views import HolderPage
from egov.portal.dossiers.supplementing import ASKED
from egov.portal.dossiers.supplementing import LONGEST_TEXT
from egov.portal.dossiers.supplementing import NotAsked
from egov.portal.dossiers.supplementing import supplement
from egov.portal.intake.settings import largest_body
from egov.portal.intake.settings import settings
from egov.portal.intake.uploads import problem
from egov.portal.intake.uploads import safe_name
from egov.portal.intake.uploads import total_problem
from egov.portal.intake.uploads import type_of
from egov.portal.shared import limiting
from egov.portal.shared.bodies import body_size
from egov.portal.shared.typed import typed
import hashlib
import os
from plone.formwidget.namedfile.utils import is_file_upload
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
import secrets
from zope.i18n import translate


LONGEST_KEY = 64  # characters
NO_LONGER = _("The agency does not wait for papers now.")


class SupplementPage(HolderPage):
    """A text and files; each page has a key, so that sending it twice is sending it once."""

    page_title = _("Send the papers asked for")
    fields = ViewPageTemplateFile("templates/supplement.pt")
    longest_text = LONGEST_TEXT
    text = ""
    file_errors = ()
    sent = ()

    @property
    def settings(self):
        return settings()

    @property
    def accept(self):
        return ",".join(f".{end}" for end in settings().file_types)

    @property
    def key(self):
        if not hasattr(self, "_key"):
            given = typed(self.request, "key", LONGEST_KEY)
            self._key = given if len(given) >= 16 else secrets.token_urlsafe(24)
        return self._key

    def __call__(self):
        if body_size(self.request) > largest_body():
            self.request.form.pop("files", None)
        return super().__call__()

    def act(self):
        self.text = typed(self.request, "text", LONGEST_TEXT)
        if body_size(self.request) > largest_body():
            self.request.response.setStatus(413)
            self.error = _("What you sent is too large.")
            return
        try:
            limiting.hit("upload", self.request)
        except limiting.TooOften as refused:
            refused.tell(self.request.response)
            self.error = refused.message
            return
        files = self.files()
        wrong = total_problem([size_of(file) for file in files])
        if wrong:
            self.error = wrong
            return
        uploads = [upload_of(file) for file in files]
        self.file_errors = [
            {"filename": upload.filename, "message": message}
            for upload, file in zip(uploads, files, strict=True)
            for message in [problem(file.filename, upload.data)]
            if message
        ]
        if self.file_errors:
            self.error = _("Some files are not accepted. Choose all files again.")
        elif not uploads and not self.text:
            self.error = _("Write something, or choose a file.")
        else:
            self.store(uploads)

    def store(self, uploads):
        try:
            record = supplement(self.held, self.key, digest(self.text, uploads), self.text, uploads)
        except NotAsked:
            self.request.response.setStatus(409)
            self.error = NO_LONGER
        except KeyReused:
            self.request.response.setStatus(409)
            self.error = _("You sent papers from this page before. What you send now was not kept.")
        else:
            self.sent = [self.held.files[id_].filename for id_ in record["files"]]
            self.done = _("What you sent has arrived. The agency goes on with your application.")

    def files(self):
        """What was chosen, in order; boxes left empty are none."""
        given = self.request.form.get("files", ())
        given = given if isinstance(given, (list, tuple)) else (given,)
        return [file for file in given if is_file_upload(file) and file.filename]

    @property
    def open(self):
        """Whether the form is of use: else the page says why it is not."""
        return self.held.state() == ASKED

    def file_hint(self):
        record = settings()
        return translate(
            _(
                "At most ${count} files: ${types}; each up to ${size} MB, all up to ${total} MB.",
                mapping={
                    "count": record.max_files,
                    "types": ", ".join(record.file_types),
                    "size": record.max_file_size,
                    "total": record.max_total_size,
                },
            ),
            context=self.request,
        )


def size_of(file):
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    return size


def upload_of(file):
    filename = safe_name(file.filename)
    data = file.read()
    return Upload(
        id="",
        field="supplement",
        filename=filename,
        content_type=type_of(data, filename) or "application/octet-stream",
        data=data,
    )


def digest(text, uploads):
    """Bytes that are the same for the same text and files only."""
    found = hashlib.sha256(text.encode())
    for upload in uploads:
        found.update(hashlib.sha256(upload.filename.encode()).digest())
        found.update(hashlib.sha256(upload.data).digest())
    return found.digest()
