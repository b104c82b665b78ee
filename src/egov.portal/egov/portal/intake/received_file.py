"""A file that came with a request, as the value of its field.

The usual value writes a blob of its own at once, which is read again for each check and thrown
away: what is kept of a file is the dossier's (or the draft's) own blob. This one is the content as
it came, and ends with the request.
"""

from egov.portal.intake.file_widget import SubmittedFileWidget
from io import BytesIO
from plone.formwidget.namedfile.converter import NamedDataConverter
from plone.formwidget.namedfile.utils import is_file_upload
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import INamedBlobFileField
from plone.namedfile.utils import get_contenttype
from plone.namedfile.utils import safe_basename
from zope.component import adapter


class ReceivedFile(NamedBlobFile):
    """`data`: bytes. What is kept of it is made of these."""

    data = b""

    def __init__(self, data, filename):
        self.data = data
        self.filename = filename
        self.contentType = get_contenttype(filename=filename)

    def open(self, mode="r"):
        return BytesIO(self.data)

    def getSize(self):
        return len(self.data)


@adapter(INamedBlobFileField, SubmittedFileWidget)
class ReceivedFileConverter(NamedDataConverter):
    """As the usual converter, for what was sent just now."""

    def toFieldValue(self, value):
        if not is_file_upload(value) or self.field._type is not NamedBlobFile:
            return super().toFieldValue(value)
        file = received(value)
        return self.field.missing_value if file is None else file


def received(upload):
    """The ReceivedFile of an uploaded one; None where nothing was sent."""
    upload.seek(0)
    data, filename = upload.read(), safe_basename(upload.filename)
    return ReceivedFile(data, filename) if data or filename else None
