"""Applications that meet others at every try: refused clearly, stored not even in part."""

from contextlib import contextmanager
from egov.portal.dossiers.interfaces import IDossierReceived
from egov.portal.intake.crowded import MESSAGE
from egov.portal.intake.drafts.store import get_store
from egov.portal.intake.wizard.step import CROWDED_OUT
from egov.portal.shared.outbox.adding import existing_outbox
from filing import body
from filing import fill
from filing import fill_papers
from filing import make_service
from filing import STEPPED
import pytest
from stepping import first_step
from stepping import press
from stepping import receipt
from stepping import to_review
import transaction
from zope.component import getGlobalSiteManager
from zope.i18n import translate
from ZPublisher.HTTPRequest import HTTPRequest
from ZPublisher.interfaces import IPubBeforeCommit


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


@contextmanager
def others_at_every_step():
    """Whoever sends a step finds that another has written the drafts meanwhile."""
    tries = []

    def meet(event):
        if event.request.method != "POST":
            return
        store = get_store()
        manager = transaction.TransactionManager()
        connection = store._p_jar.db().open(manager)
        try:
            connection.get(store._p_oid)._p_changed = True
            manager.commit()
        finally:
            connection.close()
        store._p_changed = True
        tries.append(event.request.URL)

    registry = getGlobalSiteManager()
    registry.registerHandler(meet, [IPubBeforeCommit])
    try:
        yield tries
    finally:
        registry.unregisterHandler(meet, [IPubBeforeCommit])


def is_told(page):
    assert page.headers["Status"].startswith("503")
    assert int(page.headers["Retry-After"]) > 0
    assert translate(CROWDED_OUT, target_language="vi") in page.contents


@pytest.fixture
def stepped(agency, visitor):
    """Address of a form with steps; somebody else has begun it already."""
    service = make_service(agency, title="Cấp bản sao từng bước", fields=STEPPED)
    transaction.commit()
    first_step(visitor(), service["to-khai"].absolute_url())
    return service["to-khai"].absolute_url()


def test_the_first_step_is_shown_again_as_it_was_filled_in(stepped, visitor):
    page = visitor()
    with others_at_every_step() as tries:
        first_step(page, stepped)
    assert len(tries) == 3
    is_told(page)
    assert page.getControl(name="form.widgets.ho_ten").value == "Nguyễn Thị Hoa"
    transaction.begin()
    assert get_store().number() == 1
    press(page, "continue")
    assert page.url.endswith("/buoc/2")
    transaction.begin()
    assert get_store().number() == 2


def test_a_later_step_is_shown_again_as_it_was_filled_in(stepped, visitor):
    page = visitor()
    first_step(page, stepped)
    fill_papers(page, nhan_ket_qua="buu_chinh")
    with others_at_every_step() as tries:
        press(page, "continue")
    assert len(tries) == 3
    is_told(page)
    assert page.getControl(name="form.widgets.nhan_ket_qua:list").value == ["buu_chinh"]
    fill_papers(page, nhan_ket_qua="buu_chinh")
    press(page, "continue")
    assert page.url.endswith("/kiem-tra")
