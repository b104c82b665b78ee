"""A mail server, and dossiers whose applicants have an address."""

from egov.portal import dossiers
from filing import make_agency
from filing import make_submission
from mail_servers import MailServer
from plone import api
import pytest


@pytest.fixture
def server():
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def use_server(portal):
    """use_server(server): the portal sends its letters there."""

    def use(server):
        for name, value in {
            "plone.smtp_host": "127.0.0.1",
            "plone.smtp_port": server.port,
            "plone.email_from_address": "khong-tra-loi@dichvucong.example.vn",
            "plone.email_from_name": "Cổng dịch vụ công tỉnh",
            "egov.portal.mail.public_address": "https://dichvucong.example.vn",
        }.items():
            api.portal.set_registry_record(name, value)

    return use


@pytest.fixture
def mailbox(server, use_server):
    """What the server has taken: `letters`, and answers to give once."""
    use_server(server)
    return server.taking


@pytest.fixture
def file(portal):
    """file(email=..., name=..., **submission): the dossier of a new submission."""
    agency = make_agency()

    def make(email="hoa@example.vn", name="Nguyễn Thị Hoa", **given):
        contact = {"name": name, "email": email, "phone": "0912345678"}
        receipt = dossiers.receive(make_submission(agency, contact=contact, **given))
        receipt.dossier.tests_secret = receipt.secret
        return receipt.dossier

    return make
