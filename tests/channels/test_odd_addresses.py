"""What a stranger may write into an address by hand is never the portal's fault."""

import lxml.html
from plone import api
import pytest
import transaction


@pytest.mark.parametrize(
    "name",
    [
        "++skin++x",
        "++contextportlets++",
        "++contextportlets++plone.leftcolumn",
        "++dashboard++",
        "++dashboard++plone.dashboard1+admin",
        "++groupportlets++",
        "++contenttypeportlets++",
        "++groupdashboard++",
        "@@site-logo",
        "@@site-logo/x.png",
    ],
)
def test_namespaces_that_lead_nowhere_are_a_404(reader, site, name):
    response = reader.get(f"{site.absolute_url()}/{name}", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "<h1" in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/@search?a.b:record=1&a=2",
        "/@contextnavigation?expand.contextnavigation.bottomLevel=x",
        "/@inherit?expand.inherit.behaviors:list=a",
        "/@inherit?expand.inherit.behaviors=a&expand.inherit.behaviors=b",
        "/?expand=inherit&expand.inherit.behaviors=a&expand.inherit.behaviors=b",
    ],
)
def test_parameters_that_are_no_such_values_are_a_400(reader, address):
    response = reader.get(address)
    assert response.status_code == 400
    assert response.json()["type"] == "BadRequest"


@pytest.mark.parametrize("names", ["", ",", "x", "nothing", "plone.basic,x", "plone.shortname"])
def test_what_marks_nothing_is_not_inherited(reader, names):
    response = reader.get(f"/@inherit?expand.inherit.behaviors={names}")
    assert response.status_code == 200
    assert "plone.basic" not in response.json()


def test_what_marks_its_content_is_inherited(reader):
    answer = reader.get("/@inherit?expand.inherit.behaviors=plone.navigationroot,plone.basic")
    assert "plone.navigationroot" in answer.json()


@pytest.mark.parametrize("words", ["*", "%22", "("])
def test_words_that_are_only_wildcards_find_nothing(reader, words):
    answer = reader.get(f"/@search?SearchableText={words}").json()
    assert (answer["items"], answer["items_total"]) == ([], 0)
    assert answer["@id"].endswith(f"/@search?SearchableText={words}")


def test_our_own_fault_stays_ours(reader, monkeypatch):
    def broken(*args, **kwargs):
        return int("oops")

    monkeypatch.setattr("egov.portal.search.procedures", broken)
    assert reader.get("/@procedures?q=x").status_code == 500
    assert reader.get("/@procedures?q=oops").status_code == 400


def test_a_signed_in_person_who_may_not_is_told_so_with_403(site, request_factory):
    api.user.create("somebody@example.org", "somebody", "Correct-horse-9")
    transaction.commit()
    person = request_factory()
    person.auth = ("somebody", "Correct-horse-9")
    for name in ("@@overview-controlpanel", "insufficient-privileges"):
        response = person.get(f"{site.absolute_url()}/{name}", headers={"Accept": "text/html"})
        assert response.status_code == 403, name
        assert "<h1" in response.text


def test_a_number_of_a_table_that_was_not_sent_is_a_400(site, manager):
    """Nobody's browser leaves it out; a program that fills in the form may."""
    edit = f"{site.absolute_url()}/thu-tuc/1.001193/edit"
    page = lxml.html.fromstring(manager.get(edit, headers={"Accept": "text/html"}).text)
    (form,) = (form for form in page.forms if "form.widgets.IBasic.title" in form.fields)
    cells = [name for name in form.fields if name.endswith(".0.widgets.time")]
    assert cells
    values = [(name, (None, value)) for name, value in form.form_values() if name not in cells]
    values.append(("form.buttons.save", (None, "x")))
    response = manager.post(edit, files=values, headers={"Accept": "text/html"})
    assert response.status_code == 400
