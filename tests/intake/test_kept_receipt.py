"""The page around a receipt is kept for strangers: the receipt in it never is."""

from egov.portal.intake import form_page
from egov.portal.shared.caching import around
from filing import as_manager
from filing import fill
from filing import make_service
from filing import PDF
from filing import STEPPED
from lxml import html
from plone import api
import pytest
import re
from stepping import press
from stepping import to_review
import transaction


SECRET = re.compile(r'class="receipt-secret">([0-9A-Z-]{19})<')
CODE = re.compile(r'class="receipt-code">([^<]+)<')
MOMENT = re.compile(r'class="receipt-received">([^<]+)<')


@pytest.fixture
def url(service):
    return service["to-khai"].absolute_url()


@pytest.fixture
def made(monkeypatch):
    """How often the page around a receipt was made."""
    times, make = [], around.pieces_of
    monkeypatch.setattr(
        around, "pieces_of", lambda view, page: times.append(view) or make(view, page)
    )
    return times


@pytest.fixture
def sent(url, visitor):
    """A function that sends the form; the page that answers it."""

    def send(user=None, language="vi"):
        page = visitor(user)
        page.addHeader("Cookie", f"I18N_LANGUAGE={language}")
        page.open(url)
        fill(page)
        page.getControl(name="form.buttons.submit").click()
        assert SECRET.search(page.contents)
        return page.contents

    return send


def alike(contents):
    """The page without what is of one application, and however its blanks are."""
    for found in (SECRET, CODE, MOMENT):
        contents = contents.replace(found.search(contents)[1], "-")
    texts = re.split("(?=<)|(?<=>)", html.tostring(html.fromstring(contents), encoding="unicode"))
    return [" ".join(text.split()) for text in texts if text.strip()]


def test_it_is_the_page_that_is_made_whole(sent, made, monkeypatch):
    kept = [sent(), sent()]
    assert len(made) == 1
    monkeypatch.setattr(form_page, "around", lambda *_given: None)
    whole = sent()
    assert [alike(page) for page in kept] == [alike(whole)] * 2
    assert 'id="eg-header"' in whole


def test_each_sender_gets_the_own_code_and_secret_only(sent):
    pages = [sent() for _time in range(3)]
    for number, page in enumerate(pages):
        others = pages[:number] + pages[number + 1 :]
        assert all(found.search(page)[1] not in "".join(others) for found in (SECRET, CODE))


def parts(fields):
    """A body of multipart/form-data with a file, bounded by "xx"."""
    lines = [
        f'--xx\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    ]
    head = 'Content-Disposition: form-data; name="form.widgets.don"; filename="don.pdf"'
    file = f"--xx\r\n{head}\r\nContent-Type: application/pdf\r\n\r\n".encode() + PDF
    return "".join(lines).encode() + file + b"\r\n--xx--\r\n"


def test_nothing_that_a_sender_put_in_is_shown_to_the_next(url, visitor, sent, made):
    page = visitor()
    page.open(url)
    fill(page, file=None)
    fields = [("SearchableText", "lurking-words"), ("form.buttons.submit", "Gửi")]
    for control in page.getForm(id="form").controls:
        name = getattr(control, "name", None)
        if name and control.type not in ("submit", "file"):
            values = control.value if isinstance(control.value, list) else [control.value]
            fields += [(name, value) for value in values if isinstance(value, str)]
    for name, value in (("User-Agent", "agent"), ("Referer", url), ("Cookie", "lurking=cookie")):
        page.addHeader(name, f"lurking-{value}" if name != "Cookie" else value)
    page.post(f"{url}/@@view", parts(fields), "multipart/form-data; boundary=xx")
    assert SECRET.search(page.contents)
    assert len(made) == 1
    assert "lurking" not in page.contents + sent()
    assert len(made) == 1


def test_what_is_published_is_in_the_next_receipt(sent, functional_portal, made):
    assert "Trang moi dang" not in sent()
    with as_manager():
        page = api.content.create(functional_portal, "Document", title="Trang moi dang")
        api.content.transition(page, "publish")
    transaction.commit()
    assert "Trang moi dang" in sent()
    with as_manager():
        api.content.transition(page, to_state="withdrawn")
    transaction.commit()
    assert "Trang moi dang" not in sent()
    assert len(made) == 3


def test_a_new_title_of_the_service_is_in_the_next_receipt(sent, service):
    sent()
    service.title = "Ten moi cua dich vu"
    with as_manager():
        service.reindexObject()
    transaction.commit()
    assert sent().count("Ten moi cua dich vu") > 1  # in the receipt, and among the breadcrumbs


def test_who_signed_in_has_a_page_made_for_them(sent, made):
    strangers = sent()
    assert "userrole-anonymous" in strangers
    own = sent("hoa")
    assert "userrole-anonymous" not in own
    assert "userrole-anonymous" in sent()
    assert len(made) == 1


def test_each_language_has_its_own(sent):
    assert "Mã bí mật" in sent(language="vi")
    english = sent(language="en")
    assert "Secret" in english
    assert 'lang="en"' in english
    assert 'lang="vi"' in sent(language="vi")


def test_a_form_in_steps_ends_with_one_too(agency, visitor, made):
    service = make_service(agency, fields=STEPPED)
    transaction.commit()
    url = service["to-khai"].absolute_url()
    pages = [visitor(), visitor()]
    for page in pages:
        to_review(page, url)
        press(page, "submit")
    assert len(made) == 1
    assert len({SECRET.search(page.contents)[1] for page in pages}) == 2
    assert alike(pages[0].contents) == alike(pages[1].contents)
