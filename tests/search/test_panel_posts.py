"""The control panel of search over HTTP: what it takes, what it refuses, and from whom."""

from egov.portal.search import editing
from egov.portal.search import missed
from people import make_agency
from people import make_people
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser
import pytest
import re
import transaction


PANEL = "/@@search-controlpanel"
LINE = "zzqq wwkk = đăng ký khai sinh"


class Panel:
    """The page as one person sees and sends it."""

    def __init__(self, portal, app, person, password=TEST_USER_PASSWORD):
        self.url = portal.absolute_url() + PANEL
        self.testapp = Browser(app).testapp
        if person:
            self.testapp.authorization = ("Basic", (person, password))

    def page(self, query=""):
        transaction.commit()
        answer = self.testapp.get(self.url + query, expect_errors=True)
        transaction.begin()
        return answer

    def token(self):
        return re.search(r'name="_authenticator"[^>]*value="(\w+)"', self.page().text)[1]

    def send(self, token=None, files=None, **fields):
        """What a POST answers; with the page's own token unless another is given."""
        fields["_authenticator"] = self.token() if token is None else token
        transaction.commit()
        answer = self.testapp.post(self.url, fields, upload_files=files, expect_errors=True)
        transaction.begin()
        return answer

    def imports(self, name, content):
        file = ("file", "words.txt", content)
        return self.send(files=[file], name=name, import_file="1")


def faults(answer):
    """What the page says is wrong."""
    return re.findall(r'<ul class="mb-0">(.*?)</ul>', answer.text, re.DOTALL)


@pytest.fixture
def site(functional_portal):
    with api.env.adopt_roles(["Manager"]):
        agencies = [make_agency(functional_portal, title) for title in ("Sở A", "Sở B")]
        make_people(functional_portal, *agencies)
    transaction.commit()
    return functional_portal


@pytest.fixture
def panel(site, functional_app):
    return Panel(site, functional_app, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)


def test_a_dictionary_is_changed_and_taken_back(site, panel):
    before = editing.lines_of("synonyms")
    assert panel.send(name="synonyms", lines="\n".join([*before, LINE]), save="1").status_int == 302
    assert editing.lines_of("synonyms")[-1] == LINE
    panel.send(undo="1")
    assert editing.lines_of("synonyms") == before


def test_a_line_is_deleted_by_sending_the_others(site, panel):
    before = editing.lines_of("stop_phrases")
    panel.send(name="stop_phrases", lines="\r\n".join(before[1:]), save="1")
    assert editing.lines_of("stop_phrases") == before[1:]


def test_bad_lines_change_nothing_are_named_and_are_shown_again(site, panel):
    before = editing.lines_of("synonyms")
    answer = panel.send(name="synonyms", lines="a b = c\n<b>không dấu bằng</b>", save="1")
    assert answer.status_int == 200
    assert editing.lines_of("synonyms") == before
    assert "2" in faults(answer)[0]
    assert "<b>không" not in answer.text
    assert "&lt;b&gt;không dấu bằng" in answer.text


def test_a_file_is_exported_and_imported_again(site, panel):
    exported = panel.page("?export=abbreviations")
    assert exported.content_type == "text/plain"
    assert "attachment" in exported.headers["Content-Disposition"]
    assert exported.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        panel.imports("abbreviations", exported.body + b"zzqq = gi\xe1\xba\xa5y").status_int == 302
    )
    assert editing.lines_of("abbreviations")[-1] == "zzqq = giấy"


@pytest.mark.parametrize(
    "content",
    [
        "một chữ = hai chữ\n".encode("utf-16"),
        b"",
        "\n".join(f"chữ số {n} = giấy tờ số {n}" for n in range(25_000)).encode(),
        b"x" * 1_000_000,
        b"a = b\n" * 400_000,
    ],
    ids=["no text in UTF-8", "empty", "a million bytes of lines", "one long line", "too large"],
)
def test_a_file_that_cannot_be_taken_changes_nothing_and_says_so(site, panel, content):
    before = editing.lines_of("synonyms")
    answer = panel.imports("synonyms", content)
    assert answer.status_int == 200
    assert 'class="alert' in answer.text or "portalMessage" in answer.text
    assert editing.lines_of("synonyms") == before
    # What was wrong is not sent back as a page of many megabytes.
    assert len(answer.body) < 4_000_000


def test_what_was_not_found_is_given_a_meaning_and_is_missed_no_more(site, panel):
    missed.add_to(site, "zzqq wwkk", 3)
    transaction.commit()
    panel.send(typed="zzqq wwkk", meant="đăng ký khai sinh", add="1")
    assert LINE in editing.lines_of("synonyms")
    assert "zzqq wwkk" not in dict(missed.most_missed())


def test_what_was_not_found_is_forgotten(site, panel):
    missed.add_to(site, "zzqq", 3)
    missed.add_to(site, "wwkk", 1)
    transaction.commit()
    panel.send(query="zzqq", forget="1")
    assert "zzqq" not in dict(missed.most_missed())
    assert dict(missed.most_missed())["wwkk"] == 1
    panel.send(forget_all="1")
    assert missed.most_missed() == []


def test_a_dictionary_is_put_back_to_what_ships_and_that_can_be_taken_back(site, panel):
    panel.send(name="particles", lines="cho", save="1")
    panel.send(name="particles", reset="1")
    assert editing.lines_of("particles") == editing.shipped("particles")
    panel.send(undo="1")
    assert editing.lines_of("particles") == ["cho"]


@pytest.mark.parametrize("name", ["", "nonsense", "../synonyms"])
def test_no_other_record_is_written_by_its_name(site, panel, name):
    for action in ("save", "reset"):
        answer = panel.send(name=name, lines="a = b", **{action: "1"})
        assert answer.status_int in (200, 302)
    assert panel.imports(name, b"a = b").status_int in (200, 302)
    assert editing.last_change() is None


@pytest.mark.parametrize("token", ["", "0" * 40])
@pytest.mark.parametrize("action", ["save", "import_file", "undo", "add", "reset", "forget_all"])
def test_nothing_is_changed_without_the_pages_own_token(site, panel, action, token):
    missed.add_to(site, "zzqq", 3)
    before = editing.lines_of("synonyms")
    fields = {"name": "synonyms", "lines": LINE, "typed": "a", "meant": "b", action: "1"}
    assert panel.send(token=token, **fields).status_int == 403
    assert editing.lines_of("synonyms") == before
    assert "zzqq" in dict(missed.most_missed())


@pytest.mark.parametrize(
    "person", ["", "citizen", "editor", "reviewer", "officer", "head", "portal-editor"]
)
def test_who_does_not_manage_the_portal_neither_sees_nor_changes_it(
    site, panel, functional_app, person
):
    stranger = Panel(site, functional_app, person)
    for answer in (stranger.page(), stranger.page("?export=synonyms")):
        assert answer.status_int in (302, 401, 403)
        assert "bằng lái" not in answer.text
    before = editing.lines_of("synonyms")
    answer = stranger.send(token=panel.token(), name="synonyms", lines=LINE, save="1")
    assert answer.status_int in (302, 401, 403)
    assert editing.lines_of("synonyms") == before


def test_a_site_administrator_keeps_the_dictionaries(site, functional_app):
    assert Panel(site, functional_app, "site-admin").page().status_int == 200
