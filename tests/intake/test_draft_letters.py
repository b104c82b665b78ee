"""The private link by mail: to the address that was filled in, at the holder's wish only."""

from egov.portal.intake.drafts.store import get_store
from egov.portal.shared import outbox
from filing import make_service
from filing import STEPPED
from mail_servers import taking_letters
from plone import api
import pytest
from stepping import first_step
from stepping import press
import transaction


@pytest.fixture
def url(agency):
    service = make_service(agency, title="Cấp bản sao từng bước", fields=STEPPED)
    transaction.commit()
    return service["to-khai"].absolute_url()


@pytest.fixture
def letters(functional_portal):
    """What a mail server of the portal's has taken."""
    with taking_letters() as taken:
        yield taken


def asked():
    transaction.begin()
    return [entry for entry in outbox.get_outbox().living() if entry.kind == "draft-link"]


def test_the_link_is_mailed_when_its_holder_wants_it(url, visitor, letters):
    page = visitor()
    first_step(page, url)
    press(page, "leave")
    assert asked() == []
    press(page, "mail")
    assert page.url == f"{url}/luu"
    assert "draft-mailed" in page.contents
    (entry,) = asked()
    (draft_id,) = get_store().keys()
    assert dict(entry.payload) == {"draft": draft_id}
    outbox.work()
    transaction.commit()
    assert letters.recipients == [["hoa@example.vn"]]
    (letter,) = letters.letters
    plain = letter.get_body(("plain",)).get_content()
    token = get_store().link_token(get_store().get(draft_id))
    path = "/dich-vu/cap-ban-sao-tung-buoc/to-khai"
    assert f"https://dichvucong.example.vn{path}/mo/{draft_id}.{token}" in plain
    assert "Nguyễn Thị Hoa" not in plain
    assert token in letter.get_body(("html",)).get_content()
    other = visitor()
    other.open(f"{url}/mo/{draft_id}.{token}")
    assert other.url == f"{url}/tiep-tuc"


def test_no_letter_is_offered_without_an_address_or_a_mail_server(url, visitor, letters):
    page = visitor()
    first_step(page, url, thu="")
    press(page, "leave")
    assert "form.buttons.mail" not in page.contents
    api.portal.set_registry_record("plone.smtp_host", "")
    transaction.commit()
    page = visitor()
    first_step(page, url)
    press(page, "leave")
    assert "form.buttons.mail" not in page.contents


def test_a_draft_deleted_meanwhile_is_written_to_nobody(url, visitor, letters):
    page = visitor()
    first_step(page, url)
    press(page, "leave")
    press(page, "mail")
    page.open(f"{url}/xoa")
    press(page, "delete")
    outbox.work()
    transaction.commit()
    assert letters.letters == []
    assert asked() == []


def test_a_signed_in_citizen_finds_drafts_on_the_tracking_page(url, visitor, functional_portal):
    tracking = f"{functional_portal.absolute_url()}/tra-cuu"
    page = visitor("hoa")
    page.open(tracking)
    assert "tracking-drafts" not in page.contents
    first_step(page, url)
    page.open(tracking)
    assert "tracking-drafts" in page.contents
    assert "Nguyễn Thị Hoa" not in page.contents
    page.getLink(url=f"{url}/tiep-tuc").click()
    press(page)
    assert page.url == f"{url}/buoc/2"
    for other in (visitor(), visitor("officer")):
        other.open(tracking)
        assert "tracking-drafts" not in other.contents
