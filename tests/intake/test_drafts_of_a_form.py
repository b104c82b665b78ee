"""A service says for its form whether drafts may be saved, and how long they are kept."""

from datetime import timedelta
from egov.portal.intake.drafts.store import get_store
from filing import as_manager
from filing import fill_papers
from filing import make_service
from filing import STEPPED
from plone import api
import pytest
from stepping import first_step
from stepping import press
from stepping import save
import transaction


@pytest.fixture
def form(agency):
    """form(**what its service says): the form, with steps."""

    def make(**given):
        service = make_service(agency, fields=STEPPED, **given)
        transaction.commit()
        return service["to-khai"]

    return make


def kept():
    """The one draft in the database."""
    transaction.begin()
    store = get_store()
    (key,) = store.keys()
    return store._drafts[key]


def test_a_saved_draft_is_kept_as_long_as_its_service_says(form, visitor):
    page = visitor()
    first_step(page, form(draft_days=2).absolute_url())
    save(page)
    assert kept().expires - kept().changed == timedelta(days=2)


def test_else_as_long_as_the_settings_say(form, visitor):
    page = visitor()
    first_step(page, form().absolute_url())
    save(page)
    assert kept().expires - kept().changed == timedelta(days=7)


def test_what_was_told_stays_true_until_the_draft_is_changed(form, visitor):
    form = form(draft_days=9)
    page = visitor()
    first_step(page, form.absolute_url())
    save(page)
    with as_manager():
        form.aq_parent.draft_days = 3
    transaction.commit()
    assert kept().expires - kept().changed == timedelta(days=9)


def test_a_service_may_let_none_be_saved(form, visitor):
    url = form(save_drafts=False).absolute_url()
    page = visitor()
    first_step(page, url)
    assert "form.buttons.leave" not in page.contents
    fill_papers(page)
    press(page, "continue")
    assert "form.buttons.submit" in page.contents
    assert "form.buttons.leave" not in page.contents
    assert kept().links == 0


def test_asking_for_a_link_all_the_same_gives_none(form, visitor):
    form = form()
    page = visitor()
    first_step(page, form.absolute_url())
    with as_manager():
        form.aq_parent.save_drafts = False
    transaction.commit()
    press(page, "leave")
    assert not page.url.endswith("/luu")
    assert kept().links == 0


def test_one_that_cannot_be_saved_goes_after_a_day_whoever_began_it(form, visitor):
    page = visitor("hoa")
    first_step(page, form(save_drafts=False, draft_days=30).absolute_url())
    assert kept().user == "hoa"
    assert kept().expires - kept().changed == timedelta(days=1)


def test_who_may_not_edit_a_service_cannot_change_it(form, visitor, rest):
    service = form().aq_parent
    answer = rest.app.patch_json(
        service.absolute_url(),
        {"save_drafts": False},
        headers=rest.headers("hoa", {}),
        expect_errors=True,
    )
    assert answer.status_int in (401, 403)
    transaction.begin()
    assert api.portal.get().unrestrictedTraverse(service.getPhysicalPath()).save_drafts
