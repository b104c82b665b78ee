"""A published change is seen by the next request, and throws away only what shows it."""

from DateTime import DateTime
from datetime import datetime
from egov.portal.shared.caching.changes import sweep_later
from egov.portal.shared.caching.tags import ANYTHING
from egov.portal.site import usefulness
from filing import as_manager
from plone import api
from plone.base.interfaces import ISiteSchema
from plone.registry.interfaces import IRegistry
import pytest
from served import add
import time
import transaction
from zoneinfo import ZoneInfo
from zope.component import getUtility
from zope.component.hooks import setSite
from zope.lifecycleevent import modified


ONE, OTHER = "/thu-tuc/1.001193", "/thu-tuc/2.000528"


@pytest.fixture
def procedure(functional_portal):
    return functional_portal["thu-tuc"]["1.001193"]


def retitle(content, title):
    content.title = title
    modified(content)


def test_a_page_is_given_again_as_it_was(client):
    first = client.get("/hoi-dap")
    client.warm("/hoi-dap")
    again = client.get("/hoi-dap")
    assert again.hit
    assert again.text == first.text
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]


def test_a_changed_procedure_is_seen_by_the_next_request_wherever_it_is_shown(
    client, change, procedure, front
):
    shown = [ONE, "/thu-tuc", "/sitemap"]
    for path in shown:
        client.warm(path)
    client.rest_warm(ONE)
    client.rest_warm("/@procedures")
    change(retitle, procedure, "Tên mới")
    for path in shown:
        assert not client.get(path).hit, path
    assert "Tên mới" in client.get(ONE).text
    assert "Tên mới" in client.get("/thu-tuc").text
    assert client.rest(ONE).json["title"] == "Tên mới"
    assert "Tên mới" in {item["title"] for item in client.rest("/@procedures").json["items"]}


def test_what_does_not_show_it_stays(client, change, procedure):
    stays = ["/thong-bao", "/van-ban", "/co-quan", "/tin-tuc", "", "/van-ban/nghi-dinh"]
    other = "/thu-tuc/9.000001"
    change(add, procedure.__parent__, "Procedure", title="Khác", code="9.000001")
    for path in [*stays, other]:
        client.warm(path)
    change(retitle, procedure, "Tên mới")
    for path in [*stays, other]:
        assert client.get(path).hit, path


def test_a_page_that_names_it_as_related_is_thrown_away(client, change, functional_portal):
    client.warm(ONE)
    change(retitle, functional_portal["thu-tuc"]["2.000528"], "Kế tiếp mới")
    assert "Kế tiếp mới" in client.get(ONE).text


def test_the_agency_of_a_procedure_is_on_its_page(client, change, functional_portal):
    client.warm(ONE).warm(OTHER)
    change(retitle, functional_portal["co-quan"]["so-tu-phap"], "Sở Tư pháp tỉnh")
    answer = client.get(ONE)
    assert not answer.hit
    assert "Sở Tư pháp tỉnh" in answer.text
    assert client.get(OTHER).hit


def test_a_reference_that_moves_throws_away_where_it_was_and_where_it_is(
    client, change, functional_portal
):
    question = functional_portal["hoi-dap"]["khai-sinh-can-gi"]
    client.warm(ONE).warm(OTHER)
    assert question.title in client.get(ONE).text

    def move():
        question.procedures = ["2.000528"]
        modified(question)

    change(move)
    assert question.title not in client.get(ONE).text
    assert question.title in client.get(OTHER).text


def test_what_is_withdrawn_is_gone_at_the_very_next_request(client, change, procedure):
    client.warm(ONE).warm("/thu-tuc")
    client.rest_warm(ONE)
    change(api.content.transition, procedure, to_state="withdrawn")
    assert client.get(ONE).status in (302, 401, 404)
    assert procedure.title not in client.get("/thu-tuc").text
    assert client.rest(ONE).status in (401, 404)


def test_what_is_published_is_there_at_the_next_request(client, change, functional_portal):
    client.warm("/thu-tuc").warm(ONE)
    change(api.content.transition, functional_portal["thu-tuc"]["9.999999"], to_state="published")
    assert "Khai sinh mật" in client.get("/thu-tuc").text
    assert "Khai sinh mật" in client.get(ONE).text  # names it as related


def test_a_draft_changes_no_list(client, change, functional_portal):
    client.warm("/thu-tuc").warm("/sitemap").rest_warm("/@procedures")
    change(retitle, functional_portal["thu-tuc"]["9.999999"], "Vẫn là dự thảo")
    assert client.get("/thu-tuc").hit
    assert client.get("/sitemap").hit
    assert client.rest("/@procedures").hit


def test_deleted_content_is_gone(client, change, functional_portal):
    client.warm(OTHER).warm(ONE)
    change(api.content.delete, functional_portal["thu-tuc"]["2.000528"], check_linkintegrity=False)
    assert client.get(OTHER).status == 404
    assert "2.000528" not in client.get(ONE).text


def test_permissions_taken_away_by_hand_are_seen(client, change, procedure):
    client.warm(ONE)

    def as_a_request_does():
        procedure.manage_permission("View", ["Owner", "Manager"], acquire=0)
        # Nobody told the catalogue: it is found by looking through the transaction.
        sweep_later()

    change(as_a_request_does)
    assert client.get(ONE).status in (302, 401, 404)


def test_settings_are_on_every_page(client, change):
    client.warm(ONE).warm("/thong-bao")

    def rename():
        record = getUtility(IRegistry).forInterface(ISiteSchema, prefix="plone", check=False)
        record.site_title = "Cổng mới"

    change(rename)
    assert "Cổng mới" in client.get(ONE).text
    assert "Cổng mới" in client.get("/thong-bao").text


def test_an_urgent_notice_is_on_every_next_page(client, change, functional_portal):
    client.warm(ONE)
    change(
        add, functional_portal["thong-bao"], "Announcement", title="Bão số 9", urgent_banner=True
    )
    assert "Bão số 9" in client.get(ONE).text


def test_an_ordinary_notice_leaves_procedures_alone(client, change, functional_portal):
    client.warm(OTHER).warm("/thong-bao")
    change(add, functional_portal["thong-bao"], "Announcement", title="Lịch tiếp dân")
    assert client.get(OTHER).hit
    assert "Lịch tiếp dân" in client.get("/thong-bao").text


def test_what_comes_or_goes_at_a_set_time_bounds_what_is_kept(client, change, procedure, front):
    client.warm("/thong-bao")
    ends = next(iter(front.memory.answers.values())).ends
    soon = DateTime() + 5 / 1440.0

    def schedule():
        procedure.setExpirationDate(soon)
        modified(procedure)

    change(schedule)
    front.memory.clear()
    client.warm("/thong-bao")
    bounded = next(iter(front.memory.answers.values())).ends
    minute = int(soon.timeTime() // 60)
    # At midnight everything ends.
    assert bounded == min((minute + 1) * 60, ends)


def test_an_agency_that_closes_is_seen_to_be_closed(client, change, functional_portal, front):
    agency = functional_portal["co-quan"]["so-tu-phap"]

    def open_all_day():
        # On a public holiday it would be closed.
        api.portal.set_registry_record("egov.portal.calendar.days", [])
        names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
        hours = [("00:00", "12:00"), ("12:00", "23:59")]
        agency.working_hours = [
            {"day": name, "opens": opens, "closes": closes}
            for name in names
            for opens, closes in hours
        ]
        modified(agency)

    change(open_all_day)
    client.warm("/co-quan/so-tu-phap")
    (answer,) = front.memory.answers.values()
    left = answer.ends - time.time()
    closing = [local(hour, minute) for hour, minute in ((12, 0), (23, 59))]
    assert answer.ends <= min([moment for moment in closing if moment > time.time()] or [9e9])
    assert left <= 3600


def local(hour, minute):
    """Seconds since 1970 of a time of today in Việt Nam."""
    day = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0).timestamp()


def test_telling_that_a_page_was_useful_throws_nothing_away(client, change, procedure):
    client.warm(ONE).warm("/thong-bao")

    def answered():
        usefulness.answer(procedure, procedure.REQUEST, "yes", "Rõ ràng")
        sweep_later()

    change(answered)
    assert client.get(ONE).hit
    assert client.get("/thong-bao").hit


def test_what_was_kept_too_long_is_made_anew(client, front, monkeypatch):
    client.warm("/thong-bao")
    for answer in front.memory.answers.values():
        answer.ends = 1.0
    assert not client.get("/thong-bao").hit


def test_an_aborted_change_throws_nothing_away(client, functional_portal, procedure):
    client.warm(ONE)
    with as_manager():
        retitle(procedure, "Không bao giờ")
    transaction.abort()
    assert client.get(ONE).hit


def test_a_change_while_a_page_is_made_is_not_lost(
    client, change, front, functional_portal, procedure
):
    """The page was read before the change was committed: it must not be taken for the new one."""
    made = front.application
    changed = []

    def meanwhile(environ, start_response):
        body = made(environ, start_response)
        if not changed:
            setSite(functional_portal)
            changed.append(change(retitle, procedure, "Trong lúc đó"))
            setSite(None)
        return body

    client.warm(ONE)
    front.memory.clear()
    front.application = meanwhile
    assert "Trong lúc đó" not in client.get(ONE).text
    assert changed
    assert "Trong lúc đó" in client.get(ONE).text


@pytest.mark.parametrize(
    "path",
    ["", ONE, "/thu-tuc", "/dich-vu", "/thong-bao", "/van-ban", "/co-quan/so-tu-phap", "/hoi-dap"],
)
def test_no_page_shows_anything_whatever(client, front, path):
    """A page with this tag is thrown away by every change: that is for Plone's own views."""
    client.warm(path)
    (answer,) = front.memory.answers.values()
    assert ANYTHING not in answer.whole.tags
