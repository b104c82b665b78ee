"""The demo's forms take an application made of nothing but what `@form` tells."""

from datetime import date
from egov.portal.site.demo.loading import load
import jsonschema
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
import pytest
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


def test_nothing_is_chosen_or_ticked_beforehand(urls, visitor):
    for url in urls:
        page = visitor()
        page.open(f"{url}/to-khai")
        assert 'checked="checked"' not in page.contents
