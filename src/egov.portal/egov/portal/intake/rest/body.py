"""The body of a submission: JSON or multipart, read within limits."""

from binascii import Error as Base64Error
from dataclasses import dataclass
from dataclasses import field
from egov.portal import _
from egov.portal.intake.settings import largest_body
from egov.portal.intake.settings import settings
from egov.portal.shared.bodies import body_size
from egov.portal.shared.bodies import read_at_most
from egov.portal.shared.bodies import SMALL
from egov.portal.shared.bodies import TooLarge
from io import BytesIO
import json
from plone.formwidget.namedfile.utils import is_file_upload
from pybase64 import b64decode
from ZPublisher.HTTPRequest import FileUpload


# Far more than any form has.
MOST_FIELDS = 500


class Refused(Exception):
    """A body not to be read: `status`, `type`, `message`, `errors` [(field, message)]."""

    def __init__(self, status, type, message, errors=()):
        super().__init__(message)
        self.status = status
        self.type = type
        self.message = message
        self.errors = errors


@dataclass
class Body:
    """`fields` {name: JSON value}; of a multipart body (`texts`) texts or lists of texts.

    `files`: {field: FileUpload}. `content` is what the digest is made of.
    """

    fields: dict
    files: dict = field(default_factory=dict)
    texts: bool = False

    @property
    def content(self):
        return [self.fields, self.files]


def read(request):
    """The Body of a request.

    :raises Refused: 413, 415, or 400 with an error a field where fit
    """
    if body_size(request) > largest_body():
        raise too_large()
    content_type = (request.getHeader("Content-Type") or "").partition(";")[0].strip().lower()
    if content_type == "application/json":
        return of_json(request)
    if content_type == "multipart/form-data":
        return of_multipart(request)
    raise Refused(
        415,
        "UnsupportedMediaType",
        _("Send application/json or multipart/form-data."),
    )


def too_large():
    return Refused(413, "RequestEntityTooLarge", _("What you sent is too large."))


def malformed(message, errors=()):
    return Refused(400, "BadRequest", message, errors)


def of_json(request):
    try:
        body = read_at_most(request, largest_body())
    except TooLarge:
        raise too_large() from None
    try:
        text = body.decode(json.detect_encoding(body), "surrogatepass")
        # Each step holds all of a body that may be many megabytes: one before is let go of.
        del body
        data = json.loads(text, object_pairs_hook=each_once)
        del text
    except (ValueError, RecursionError):
        raise malformed(_("The body is not valid JSON.")) from None
    if not isinstance(data, dict) or not isinstance(data.get("fields"), dict):
        raise malformed(_("The body needs an object called fields."))
    try:
        size = len(json.dumps(data["fields"], ensure_ascii=False).encode())
    except UnicodeEncodeError:
        # Half a character ("\\ud800"), which nothing can store or show.
        raise malformed(_("The body is not valid JSON.")) from None
    if size > SMALL:
        # As much as a page takes: what is longer is sent as a file.
        raise too_large()
    unknown = set(data) - {"fields", "attachments"}
    if unknown:
        raise malformed(
            _("Unknown member."), [(name, _("Unknown member.")) for name in sorted(unknown)]
        )
    if len(data["fields"]) > MOST_FIELDS:
        raise malformed(_("The body has too many fields."))
    given = data.get("attachments") or []
    if not isinstance(given, list):
        raise malformed(_("Attachments must be a list."))
    check_number([item.get("field") if isinstance(item, dict) else "" for item in given])
    files = {}
    for attachment in given:
        name, upload = of_attachment(attachment)
        if name in files:
            raise malformed(_("Only one file a field."), [(name, _("Only one file a field."))])
        files[name] = upload
    return Body(data["fields"], files)


def each_once(pairs):
    """An object whose members have names of their own: of two answers one would be lost.

    :raises ValueError: for a name that comes twice
    """
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a name twice")
    return members


def check_number(names):
    """Refuse more files than may be sent, by the names of their fields, before any is decoded."""
    most = settings().max_files
    if len(names) > most:
        wrong = _("No more than ${count} files.", mapping={"count": most})
        raise malformed(wrong, [(str(names[most])[:100], wrong)])


def of_attachment(attachment):
    """(field, FileUpload) of an attachment in JSON."""
    if not isinstance(attachment, dict):
        raise malformed(_("An attachment must be an object."))
    name, filename = attachment.get("field"), attachment.get("filename")
    data = attachment.pop("data", None)  # so that it goes when its content is there
    if not all(isinstance(text, str) and text for text in (name, filename)):
        raise malformed(_("An attachment needs field, filename and data."))
    try:
        content = b64decode(data, validate=True)
    except (Base64Error, TypeError, ValueError):
        wrong = _("The data of the attachment is not base64.")
        raise malformed(wrong, [(name, wrong)]) from None
    return name, upload(filename, content)


def upload(filename, content):
    """The content as the publisher hands over an uploaded file."""

    class Part:
        file = BytesIO(content)
        headers = {}
        name = "file"

    part = Part()
    part.filename = filename
    # The name is text already: nothing to decode.
    return FileUpload(part, charset="latin-1")


def of_multipart(request):
    fields, files = {}, {}
    if len(request.form) > MOST_FIELDS:
        raise malformed(_("The body has too many fields."))
    for name, value in request.form.items():
        values = value if isinstance(value, list) else [value]
        uploads = [item for item in values if is_file_upload(item)]
        if uploads:
            if len(values) > 1:
                raise malformed(_("Only one file a field."), [(name, _("Only one file a field."))])
            files[name] = uploads[0]
        elif all(isinstance(item, str) for item in values):
            fields[name] = value
        else:
            raise malformed(
                _("This is not a valid value."), [(name, _("This is not a valid value."))]
            )
    check_number(list(files))
    return Body(fields, files, texts=True)
