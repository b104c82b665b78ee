"""Applications that meet others at every try: refused clearly, stored not even in part."""

from contextlib import contextmanager
from egov.portal.dossiers.interfaces import IDossierReceived
from egov.portal.intake.crowded import MESSAGE
from egov.portal.shared.outbox.adding import existing_outbox
from filing import body
from filing import fill
from filing import make_service
from filing import STEPPED
import pytest
from stepping import press
from stepping import receipt
from stepping import to_review
import transaction
from zope.component import getGlobalSiteManager
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest


KEY = "a-key-that-meets-others"


@pytest.fixture(autouse=True)
def tries_as_configured(monkeypatch):
    """Test servers try nothing again; the portal's configuration says otherwise."""
    monkeypatch.setattr(HTTPRequest, "retry_max_count", 2)


@contextmanager
def others_at_every_try():
    """Whoever receives an application finds that another has written the register meanwhile."""
    tries = []

    def meet(event):
        register = event.object.register()
        manager = transaction.TransactionManager()
        connection = register._p_jar.db().open(manager)
        try:
            connection.get(register._p_oid).title += " "
            manager.commit()
        finally:
            connection.close()
        register.title += "."
        tries.append(event.object.code)

    registry = getGlobalSiteManager()
    registry.registerHandler(meet, [IDossierReceived])
    try:
        yield tries
    finally:
        registry.unregisterHandler(meet, [IDossierReceived])


@pytest.fixture
def waiting(functional_portal):
    """A function giving the number of entries in the outbox."""

    def number():
        transaction.begin()
        found = existing_outbox(functional_portal)
        return found.count_living() if found is not None else 0

    return number


def test_over_rest_it_is_503_in_json_and_its_key_is_still_good(service, rest, dossiers, waiting):
    url = f"{service.absolute_url()}/@submissions"
    before = waiting()
    with others_at_every_try() as tries:
        answer = rest.post(url, body(), key=KEY)
    assert len(tries) == 3
    assert answer.status_int == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.content_type == "application/json"
    assert set(answer.json) == {"type", "message"}
    assert answer.json["type"] == "ServiceUnavailable"
    assert dossiers() == []
    assert waiting() == before
    assert rest.post(url, body(), key=KEY).status_int == 201
    assert len(dossiers()) == 1


def test_the_form_is_shown_again_as_it_was_filled_in(service, visitor, dossiers, waiting):
    page = visitor()
    page.open(service["to-khai"].absolute_url())
    fill(page)
    before = waiting()
    with others_at_every_try() as tries:
        press(page, "submit")
    assert len(tries) == 3
    assert page.headers["Status"].startswith("503")
    assert int(page.headers["Retry-After"]) > 0
    assert translate(MESSAGE, target_language="vi") in page.contents
    assert "receipt-code" not in page.contents
    assert page.getControl(name="form.widgets.ho_ten").value == "Nguyễn Thị Hoa"
    assert dossiers() == []
    assert waiting() == before
    fill(page)
    press(page, "submit")
    code, _secret = receipt(page)
    assert [dossier.code for dossier in dossiers()] == [code]


def test_a_draft_is_kept_and_can_be_sent_again(agency, visitor, dossiers):
    service = make_service(agency, title="Cấp bản sao từng bước", fields=STEPPED)
    transaction.commit()
    page = visitor()
    to_review(page, service["to-khai"].absolute_url())
    with others_at_every_try() as tries:
        press(page, "submit")
    assert len(tries) == 3
    assert page.headers["Status"].startswith("503")
    assert translate(MESSAGE, target_language="vi") in page.contents
    assert "Nguyễn Thị Hoa" in page.contents
    assert dossiers() == []
    press(page, "submit")
    code, _secret = receipt(page)
    assert [dossier.code for dossier in dossiers()] == [code]
