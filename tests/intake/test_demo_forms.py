"""The demo's forms take an application made of nothing but what `@form` tells."""

from datetime import date
from egov.portal.site.demo.loading import load
import jsonschema
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
import pytest
import re
import transaction


@pytest.fixture
def urls(functional_portal, tmp_path):
    """Addresses of the demo's services that take applications here."""
    login(functional_portal.aq_parent, SITE_OWNER_NAME)
    load(functional_portal, today=date(2026, 11, 21), users_file=tmp_path / "users.txt")
    transaction.commit()
    section = functional_portal["dich-vu"]
    here = [item for item in section.objectValues() if item.submission_place == "here"]
    return [item.absolute_url() for item in here]


def test_every_form_makes_a_dossier_and_asks_for_consent(urls, rest, dossiers):
    assert len(urls) == 5
    for number, url in enumerate(urls):
        schema = rest.get(f"{url}/@form").json
        (example,) = schema["examples"]
        jsonschema.validate(example, schema)
        refused = {**example, "fields": {**example["fields"], "dong_y": False}}
        answer = rest.post(f"{url}/@submissions", refused, key=f"{number}-refused-consent")
        assert answer.status_int == 400
        assert [error["field"] for error in answer.json["errors"]] == ["dong_y"]
        answer = rest.post(f"{url}/@submissions", example, key=f"{number}-a-good-example")
        assert answer.status_int == 201, answer.text
        assert len(dossiers()) == number + 1


@pytest.fixture
def whole(urls, functional_portal, visitor):
    """Pages with all steps of each form, as their editors see them while they are not open."""
    for service in functional_portal["dich-vu"].objectValues():
        if service.submission_place == "here":
            api.content.transition(service, "withdraw")
    transaction.commit()
    page = visitor()
    page.addHeader("Authorization", f"Basic {SITE_OWNER_NAME}:{SITE_OWNER_PASSWORD}")
    pages = []
    for url in urls:
        page.open(f"{url}/to-khai")
        pages.append(page.contents)
    return pages


def test_every_form_is_filled_in_step_by_step(urls, visitor):
    for url in urls:
        page = visitor()
        page.open(f"{url}/to-khai")
        assert page.contents.count('aria-current="step"') == 1
        assert "form.buttons.continue" in page.contents


def test_nothing_is_chosen_or_ticked_beforehand(whole):
    for contents in whole:
        assert "draft_key" in contents
        assert 'checked="checked"' not in contents


def test_every_box_has_its_label(whole):
    for contents in whole:
        labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', contents))
        boxes = re.findall(r"<(?:input|textarea|select)[^>]*>", contents)
        shown = [box for box in boxes if 'name="form.widgets.' in box and '"hidden"' not in box]
        assert len(shown) > 5
        for box in shown:
            assert re.search(' id="([^"]+)"', box)[1] in labelled, box


def test_numbers_are_read_as_people_write_them(urls, rest, dossiers):
    (url,) = [url for url in urls if url.endswith("cap-giay-phep-xay-dung-nha-o")]
    (example,) = rest.get(f"{url}/@form").json["examples"]
    for key, value, readable in (("a" * 16, 100, "100"), ("b" * 16, 62.5, "62,5")):
        body = {**example, "fields": {**example["fields"], "dien_tich_dat": value}}
        assert rest.post(f"{url}/@submissions", body, key=key).status_int == 201
        kept = {dossier.code: dossier.answers for dossier in dossiers()}
        found = [a["readable"] for answers in kept.values() for a in answers]
        assert readable in found
