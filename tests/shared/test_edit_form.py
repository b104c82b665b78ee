"""What somebody else has saved meanwhile is not overwritten unawares; nothing typed is lost."""

from filing import as_manager
import lxml.html
from people import make_agencies_and_people
from plone import api
from plone.app.testing import TEST_USER_PASSWORD
from plone.locking.interfaces import ILockable
from plone.testing.zope import Browser
import pytest
import transaction


@pytest.fixture
def announcement(functional_portal):
    a, _b = make_agencies_and_people(functional_portal)
    with as_manager():
        content = api.content.create(
            functional_portal["thong-bao"], "Announcement", title="Tin", agency=a
        )
    editor = api.user.get(username="editor")
    editor.setMemberProperties({"fullname": "Trần <b>Thị</b> Bình"})
    transaction.commit()
    return content


@pytest.fixture
def opened(functional_app, announcement):
    """opened(user) -> a browser at the form of the announcement."""

    def opened(user):
        browser = Browser(functional_app)
        browser.addHeader("Authorization", f"Basic {user}:{TEST_USER_PASSWORD}")
        browser.addHeader("Accept-Language", "en")
        browser.open(f"{announcement.absolute_url()}/edit")
        return browser

    return opened


def save(browser, **fields):
    for name, value in fields.items():
        browser.getControl(name=f"form.widgets.IBasic.{name}").value = value
    browser.getControl(name="form.buttons.save").click()


def message(browser):
    found = lxml.html.fromstring(browser.contents).xpath("//*[contains(@class, 'statusmessage')]")
    return " ".join(" ".join(node.text_content() for node in found).split())


def test_who_comes_second_is_told_and_keeps_what_was_typed(announcement, opened):
    late = opened("portal-editor")
    # Its lock ends after some minutes.
    ILockable(announcement).clear_locks()
    transaction.commit()
    early = opened("editor")
    save(early, title="Tin của Bình")
    save(late, title="Tin của tôi", description="Tóm tắt")
    transaction.begin()
    assert (announcement.title, announcement.description) == ("Tin của Bình", "")
    assert "Trần <b>Thị</b> Bình" in message(late)
    assert "<b>Thị</b>" not in late.contents
    assert f"{announcement.absolute_url()}/@@historyview" in late.contents
    assert late.getControl(name="form.widgets.IBasic.title").value == "Tin của tôi"
    assert late.getControl(name="form.widgets.IBasic.description").value == "Tóm tắt"
    save(late)
    transaction.begin()
    assert announcement.title == "Tin của tôi"


def test_the_same_person_saves_twice(announcement, opened):
    for title in ("Một", "Hai"):
        save(opened("editor"), title=title)
    transaction.begin()
    assert announcement.title == "Hai"


def test_an_error_of_ones_own_is_no_change_by_others(announcement, opened):
    browser = opened("editor")
    save(browser, title="")
    assert "Trần" not in message(browser)
    save(browser, title="Ba")
    transaction.begin()
    assert announcement.title == "Ba"


def test_the_state_of_the_form_is_no_field_to_see(opened):
    page = lxml.html.fromstring(opened("editor").contents)
    (field,) = page.xpath("//input[@name='form.widgets.opened']")
    assert field.get("type") == "hidden"
    assert not page.xpath("//label[@for='form-widgets-opened']")


@pytest.mark.parametrize("user, status", [("editor", 204), ("officer", 204), (None, 403)])
def test_a_page_can_ask_whether_one_is_still_signed_in(
    functional_app, functional_portal, announcement, user, status
):
    testapp = Browser(functional_app).testapp
    if user:
        testapp.authorization = ("Basic", (user, TEST_USER_PASSWORD))
    answer = testapp.get(f"{functional_portal.absolute_url()}/@@signed-in", expect_errors=True)
    assert answer.status_int == status
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.body == b""
