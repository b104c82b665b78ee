"""Pages of errors: what happened, what to do now, nothing of what is inside."""

from egov.portal.shared.plain_page import POLICY
from egov.portal.site.views import errors
from egov.portal.site.views.home import Home
import json
from plone import api
from plone.testing.zope import Browser
import pytest
import re
import transaction
from zExceptions import Forbidden
from ZODB.POSException import ConflictError
from zope.i18n import translate


HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.fixture
def get(functional_app, functional_portal):
    client = Browser(functional_app).testapp

    def getter(path, status, language="vi", accept=HTML, method="GET"):
        transaction.commit()
        headers = {"Cookie": f"I18N_LANGUAGE={language}", "Accept": accept}
        if language:
            headers["Accept-Language"] = language
        answer = client.request(
            functional_portal.absolute_url() + path,
            headers=headers,
            method=method,
            expect_errors=True,
        )
        assert answer.status_int == status, answer.text[-2000:]
        return answer

    return getter


def breaks(monkeypatch, error):
    def fail(self):
        raise error

    monkeypatch.setattr(Home, "tasks", property(fail))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_missing_page_has_a_search_and_ways_on_in_both_languages(get, language):
    text = get("/khong-co-trang-nay", 404, language).text
    title = translate(errors.SAID[404].title, target_language=language)
    assert f">{title}</h1>" in text
    assert 'name="SearchableText"' in text and 'value="khong co trang nay"' in text
    assert "/sitemap" in text and 'content="noindex"' in text


@pytest.mark.parametrize(
    "path", ["/thu-tuc/dang-ky-khai-sinh", "/thu-tuc/1001193", "/dang-ky-khai-sin"]
)
def test_a_missing_page_suggests_procedures_that_may_be_meant(get, procedure, path):
    assert 'thu-tuc/1.001193"' in get(path, 404).text


def test_a_missing_page_names_the_page_above_it(get, procedure):
    assert 'thu-tuc/1.001193"' in get("/thu-tuc/1.001193/khong-co", 404).text


def test_the_section_above_a_missing_page_has_its_english_name(get):
    text = get("/thong-bao/khong-co", 404, language="en").text
    assert ">Announcements</a></li>" in text and 'lang="vi"' not in text.split("<h2")[-1]


def test_drafts_are_suggested_to_no_stranger(get, procedure):
    with api.env.adopt_roles(["Manager"]):
        api.content.transition(procedure, "withdraw")
    assert "1.001193" not in get("/dang-ky-khai-sinh", 404).text.replace('value="1.001193"', "")


def test_missing_files_of_pages_cost_no_search(get, procedure, monkeypatch):
    monkeypatch.setattr(errors.search, "nearest", lambda words: pytest.fail("searched"))
    get("/wp-login.php", 404)
    get("/dang-ky-khai-sinh.js", 404)


def test_what_was_typed_into_the_address_is_escaped(get):
    text = get("/%3Cscript%3Ealert(1)%3C/script%3E", 404).text
    assert "<script>alert" not in text


def test_content_that_moved_is_found_at_its_new_address(get, functional_portal):
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(functional_portal["tin-tuc"], "Document", id="tin-cu")
        transaction.savepoint()
        api.content.rename(page, "tin-moi")
    answer = get("/tin-tuc/tin-cu", 302)
    assert answer.headers["Location"].endswith("/tin-moi")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_error_of_ours_has_a_number_that_the_log_has_and_no_traceback(
    get, monkeypatch, caplog, language
):
    breaks(monkeypatch, RuntimeError("mật khẩu cơ sở dữ liệu"))
    text = get("", 500, language).text
    (number,) = set(re.findall(r"\d{6}-[0-9A-F]{6}", text))
    assert any(number in record.getMessage() for record in caplog.records)
    assert "mật khẩu" not in text and "RuntimeError" not in text and "Traceback" not in text
    assert "eg-head" in text


def test_an_error_of_ours_is_not_taken_for_a_busy_portal(get, monkeypatch):
    breaks(monkeypatch, KeyError("member"))
    assert "Retry-After" not in get("", 500, "en").headers


def test_an_error_of_the_page_itself_is_told_on_a_page_of_its_own(get, monkeypatch):
    breaks(monkeypatch, RuntimeError())
    monkeypatch.setattr(errors.ErrorPage, "above", property(lambda self: 1 / 0))
    answer = get("", 500, "en")
    assert re.search(r"\d{6}-[0-9A-F]{6}", answer.text)
    for language in ("vi", "en"):
        assert translate(errors.SAID[500].title, target_language=language) in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "ZeroDivisionError" not in answer.text


def test_a_conflict_that_lasts_asks_to_try_again(get, monkeypatch):
    breaks(monkeypatch, ConflictError())
    assert get("", 503).headers["Retry-After"] == "60"


def test_what_is_forbidden_says_so(get, monkeypatch):
    breaks(monkeypatch, Forbidden("chi tiết bên trong"))
    text = get("", 403, "en").text
    assert "No permission to see this page" in text and "chi tiết" not in text


@pytest.mark.parametrize(
    "path", ["/thu-tuc?b_start:int=zz", "?x:float=y", "/@@search?SearchableText:date=never"]
)
def test_values_that_are_not_what_they_say_are_a_bad_request(get, path):
    text = get(path, 400, "en").text
    assert "cannot be read" in text
    answer = get(path, 400, "en", accept="application/json")
    assert answer.json["type"] == "BadRequest"


def test_rest_keeps_its_own_errors(get):
    answer = get("/++api++/khong-co", 404, accept="application/json")
    assert json.loads(answer.text)["type"] == "NotFound"
    answer = get("/++api++/khong-co", 404, accept=HTML)
    assert json.loads(answer.text)["type"] == "NotFound"


def test_programs_that_want_json_get_it(get):
    answer = get("/khong-co", 404, "en", accept="application/json")
    assert answer.json["type"] == "NotFound"


def test_errors_are_kept_by_no_cache(get):
    assert get("/khong-co", 404).headers["Cache-Control"] == "private, no-store"
