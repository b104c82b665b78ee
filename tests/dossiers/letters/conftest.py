"""A mail server, and dossiers whose applicants have an address."""

from egov.portal import dossiers
from filing import make_agency
from filing import make_submission
import mail_servers
import pytest


@pytest.fixture
def server():
    server = mail_servers.MailServer()
    yield server
    server.stop()


@pytest.fixture
def use_server(portal):
    """use_server(server): the portal sends its letters there."""
    return mail_servers.use


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
