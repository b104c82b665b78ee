"""The empty page of a form is kept for strangers, and each of them gets a key of their own."""

from concurrent.futures import ThreadPoolExecutor
from egov.portal.intake.consent import versions
from egov.portal.intake.settings import settings
from filing import FIELDS
from filing import make_agency
from filing import make_service
from filing import STEPPED
from plone.dexterity.utils import createContentInContainer
import pytest
import re
import transaction
from zope.lifecycleevent import modified


KEY = re.compile(r'name="draft_key"[^>]*?value="([^"]*)"', re.DOTALL)


def key_in(answer):
    """The one key of a page."""
    found = KEY.findall(answer.text)
    assert len(found) == 1, answer.text
    assert re.fullmatch(r"[\w-]{32}", found[0]), found
    return found[0]


def a_form(title, fields=FIELDS):
    service = make_service(make_agency(), title=title, fields=fields)
    transaction.commit()
    form = service["to-khai"]
    return form, "/" + "/".join(form.getPhysicalPath()[2:])


@pytest.fixture
def form(functional_portal):
    return a_form("Cấp bản sao")


@pytest.mark.parametrize("fields", [FIELDS, STEPPED], ids=["one page", "steps"])
def test_a_form_is_kept_and_has_another_key_for_each(client, functional_portal, fields):
    _form, path = a_form("Cấp bản sao", fields)
    answers = [client.get(path) for _time in range(4)]
    assert answers[-1].hit
    assert len({key_in(answer) for answer in answers}) == 4
    assert len({KEY.sub("", answer.text) for answer in answers}) == 1
    for answer in answers:
        assert answer.headers["cache-control"] == "private, no-cache"
        assert "etag" not in answer.headers
        assert "fresh-" not in answer.text
        assert int(answer.headers["content-length"]) == len(answer.body)


def test_a_packed_form_has_a_key_of_its_own_too(client, form):
    _form, path = form
    client.warm(path)
    answers = [client.get(path, HTTP_ACCEPT_ENCODING="gzip") for _time in range(2)]
    assert all(answer.headers["content-encoding"] == "gzip" for answer in answers)
    assert key_in(answers[0]) != key_in(answers[1])


def test_who_asks_whether_a_form_has_changed_gets_it_whole(client, form):
    _form, path = form
    client.warm(path)
    assert client.get(path, HTTP_IF_NONE_MATCH="*").status == 200


def test_many_at_once_get_as_many_keys(client, form):
    _form, path = form
    client.warm(path)
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _number: key_in(client.get(path)), range(40)))
    assert len(set(keys)) == 40


def test_a_form_with_an_expression_is_made_for_each(client, functional_portal):
    fields = FIELDS.replace(
        '<field name="ho_ten"', '<field easyform:TDefault="python:1" name="ho_ten"', 1
    )
    assert fields != FIELDS
    _form, path = a_form("Có biểu thức", fields)
    answers = [client.get(path) for _time in range(3)]
    assert not any(answer.hit for answer in answers)
    assert len({key_in(answer) for answer in answers}) == 3


def test_a_form_whose_settings_are_a_program_s_is_made_for_each(client, form, change):
    form, path = form
    change(setattr, form, "headerInjection", "string:<!-- -->")
    assert not any(client.get(path).hit for _time in range(3))


def retitled(form):
    form.fields_model = form.fields_model.replace("Họ và tên", "Họ, chữ đệm và tên")
    modified(form)


def test_a_changed_field_is_seen_by_the_next_visitor(client, form, change):
    form, path = form
    client.warm(path)
    change(retitled, form)
    answer = client.get(path)
    assert not answer.hit
    assert "Họ, chữ đệm và tên" in answer.text


def new_consent():
    texts = dict(versions.current().texts, text_vi="Tôi đồng ý với bản mới.")
    versions.save(texts)


def test_another_text_of_consent_is_seen_by_the_next_visitor(client, form, change):
    _form, path = form
    client.warm(path)
    change(new_consent)
    answer = client.get(path)
    assert not answer.hit
    assert "Tôi đồng ý với bản mới." in answer.text


def smaller_files():
    settings().max_file_size = 3


def test_another_limit_of_files_is_seen_by_the_next_visitor(client, form, change):
    _form, path = form
    client.warm(path)
    change(smaller_files)
    assert "3 MB" in client.get(path).text


def closed(service):
    service.submission_place = "elsewhere"
    modified(service)


def test_a_service_that_closes_takes_its_form_away(client, form, change):
    form, path = form
    client.warm(path)
    change(closed, form.aq_parent)
    assert not KEY.search(client.get(path).text)
    for _time in range(3):
        assert not client.get(path).hit


def test_a_form_that_is_nobody_s_is_not_kept(client, functional_portal, change):
    def made():
        return createContentInContainer(
            functional_portal, "EasyForm", checkConstraints=False, id="y-kien", title="Ý kiến"
        )

    change(made)
    for _time in range(3):
        answer = client.get("/y-kien")
        assert answer.status == 200
        assert not answer.hit
