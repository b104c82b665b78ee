"""Officers find a dossier, see what is late, and do not lose what they wrote."""

from datetime import timedelta
from egov.portal import dossiers
from egov.portal.shared.clock import now
from filing import make_submission
import lxml.html
from plone import api
import pytest
import transaction


def rows(body):
    return lxml.html.fromstring(body).xpath("//table[contains(@class, 'dossier-list')]/tbody/tr")


@pytest.fixture
def another(people):
    """A second dossier of the same agency."""
    receipt = dossiers.receive(make_submission(people["agency"], applicant="applicant"))
    transaction.commit()
    return receipt.dossier


@pytest.mark.parametrize(
    "typed", [str, str.lower, lambda code: f" {code} ", lambda code: code.replace("-", "")]
)
def test_a_dossier_is_found_by_its_code_as_people_type_it(people, browse, another, typed):
    dossier = people["dossier"]
    url = dossier.register().absolute_url()
    body = browse(f"{url}?code={typed(dossier.code).replace(' ', '+')}", "our-officers")[1]
    (row,) = rows(body)
    assert dossier.code in row.text_content()


@pytest.mark.parametrize("user", ["other-officers", "other-heads"])
def test_nobody_else_finds_it_by_its_code(people, browse, user):
    dossier = people["dossier"]
    url = dossier.register().absolute_url()
    body = browse(f"{url}?code={dossier.code}", user)[1]
    assert rows(body) == []
    assert "dossier-none" in body


def test_what_is_typed_is_escaped_and_cut(people, browse):
    url = people["dossier"].register().absolute_url()
    status, body, _headers = browse(f"{url}?code=%3Cscript%3E{'9' * 500}", "our-officers")
    assert status == 200
    assert "<script>9" not in body
    (field,) = lxml.html.fromstring(body).xpath("//input[@name='code']/@value")
    assert len(field) == 100


@pytest.mark.parametrize(
    "state, due, late",
    [("new", -1, True), ("new", 1, False), ("new", None, False), ("refused", -1, False)],
)
def test_what_is_overdue_is_marked(people, browse, state, due, late):
    dossier = people["dossier"]
    dossier.due_at = now() + timedelta(days=due) if due is not None else None
    if state == "refused":
        with api.env.adopt_user("our-officers"):
            dossier.portal_workflow.doActionFor(dossier, "refuse", comment="Thiếu giấy tờ")
    transaction.commit()
    for url in (dossier.absolute_url(), dossier.register().absolute_url()):
        assert ("dossier-overdue" in browse(url, "our-officers")[1]) == late, url


def test_people_are_called_by_their_names(people, browse):
    user = api.user.get(userid="our-officers")
    user.setMemberProperties({"fullname": "Lê Thị <Hoa>"})
    dossier = people["dossier"]
    with api.env.adopt_user("our-officers"):
        dossier.portal_workflow.doActionFor(dossier, "accept", comment="")
    transaction.commit()
    log = lxml.html.fromstring(browse(dossier.absolute_url(), "our-officers")[1])
    (entry, *_older) = log.xpath("//ol[contains(@class, 'dossier-log')]/li")
    assert "Lê Thị <Hoa>" in entry.text_content()
    read = browse(f"{dossier.absolute_url()}/@@readings", "our-heads")[1]
    assert "Lê Thị &lt;Hoa&gt;" in read
    # The applicant is told of nobody by name.
    assert "Lê Thị" not in browse(f"{dossier.absolute_url()}/@@readings", "applicant")[1]


def test_what_was_written_is_kept_where_the_step_cannot_be_taken(people, browse):
    """Another officer was faster."""
    url = people["dossier"].absolute_url()
    page = lxml.html.fromstring(browse(url, "our-officers")[1])
    token = page.xpath("//form[contains(@class, 'dossier-step')]//input[@name='_authenticator']")
    with api.env.adopt_user("our-officers"):
        people["dossier"].portal_workflow.doActionFor(people["dossier"], "accept", comment="")
    transaction.commit()
    sent = f"transition=accept&comment=Ghi+%3Cb%3E&_authenticator={token[0].get('value')}"
    status, body, _headers = browse(f"{url}/@@change-state", "our-officers", post=sent)
    assert status == 200
    (note,) = lxml.html.fromstring(body).xpath("//textarea[@name='comment']")
    assert note.text == "Ghi <b>"
    assert people["dossier"].state() == "accepted"
