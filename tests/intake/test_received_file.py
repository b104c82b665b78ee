"""A file that comes with a form is written once: as the dossier's own."""

from egov.portal.intake.file_widget import submitted_file_widget
from egov.portal.intake.received_file import ReceivedFile
from filing import PDF
from io import BytesIO
from plone.namedfile.field import NamedBlobFile
from plone.namedfile.field import NamedBlobImage
import pytest
from z3c.form.interfaces import IDataConverter
from zope.component import getMultiAdapter
from ZPublisher.HTTPRequest import FileUpload


def sent(filename, content):
    class Part:
        file = BytesIO(content)
        headers = {}
        name = "file"

    Part.filename = filename
    return FileUpload(Part(), charset="latin-1")


@pytest.fixture
def value_of(portal, http_request):
    def value(field, upload):
        widget = submitted_file_widget(field, http_request)
        return getMultiAdapter((field, widget), IDataConverter).toFieldValue(upload)

    return value


def test_a_received_file_has_no_blob_of_its_own(value_of):
    field = NamedBlobFile(__name__="don", title="Đơn")
    value = value_of(field, sent("C:\\đơn.pdf", PDF))
    assert isinstance(value, ReceivedFile)
    assert (value.data, value.getSize(), value.filename) == (PDF, len(PDF), "đơn.pdf")
    assert value.contentType == "application/pdf"
    assert value.open().read() == PDF
    assert "_blob" not in vars(value)
    field.validate(value)


def test_no_file_is_no_value(value_of):
    field = NamedBlobFile(__name__="don", title="Đơn", required=False)
    assert value_of(field, sent("", b"")) is None
    assert value_of(field, None) is None


def test_fields_of_another_type_have_values_of_their_own(value_of):
    field = NamedBlobImage(__name__="anh", title="Ảnh")
    assert type(value_of(field, sent("a.png", b"\x89PNG\r\n\x1a\n"))) is field._type
