"""What was sent, before anything is made of it: its key and a digest of its body."""

import hashlib
import json
from plone.formwidget.namedfile.utils import is_file_upload
import re
import secrets


KEY = re.compile(r"[\x21-\x7e]{16,128}")
DRAFT_FIELD = "draft_key"
PREFIX = "form.widgets."


def valid_key(key):
    """16 to 128 visible ASCII characters."""
    return isinstance(key, str) and KEY.fullmatch(key) is not None


def draft_key(request):
    """The key that came with the form, or None."""
    key = request.form.get(DRAFT_FIELD)
    return key if valid_key(key) else None


def new_draft_key():
    return secrets.token_urlsafe(24)


def digest_of_form(request):
    """A digest of the answers in a posted form: the same for the same answers and files only."""
    return digest({name: value for name, value in request.form.items() if name.startswith(PREFIX)})


def digest(body):
    """32 bytes that are the same for the same body: JSON values, bytes and uploaded files."""
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, default=in_short)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def in_short(value):
    """A file by its name and the digest of its content, read in pieces."""
    if is_file_upload(value):
        value.seek(0)
        content = hashlib.file_digest(value, "sha256").hexdigest()
        value.seek(0)
        return ["file", value.filename, content]
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    return repr(value)
