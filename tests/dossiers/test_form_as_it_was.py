"""A dossier is shown with the form it was submitted under, to those who may see it."""

from egov.portal import dossiers
from filing import make_submission
import pytest
import transaction


MODEL = """<model xmlns="http://namespaces.plone.org/supermodel/schema"
    xmlns:easyform="http://namespaces.plone.org/supermodel/easyform"><schema>
  <field name="a" type="zope.schema.TextLine"><title>Câu &lt;b&gt;hỏi</title></field>
  <field name="b" type="zope.schema.Choice" easyform:depends_on="a=1"><title>Chọn</title>
    <values><element key="x">Một</element></values></field>
</schema></model>"""


@pytest.fixture
def dossier(people):
    given = {"form": {"digest": "d", "modified": ""}, "form_model": MODEL}
    dossier = dossiers.receive(make_submission(people["agency"], **given)).dossier
    transaction.commit()
    return dossier


def test_the_form_is_shown_as_it_was(dossier, browse):
    status, page, _headers = browse(f"{dossier.absolute_url()}/@@form-as-it-was", "our-officers")
    assert status == 200
    assert "Câu &lt;b&gt;hỏi" in page and "Một" in page and "a=1" in page
    _status, page, _headers = browse(dossier.absolute_url(), "our-officers")
    assert "@@form-as-it-was" in page


@pytest.mark.parametrize("user", [None, "other-officers", "stranger", "manager", "portal-editor"])
def test_nobody_else_sees_it(dossier, browse, user):
    status, page, _headers = browse(f"{dossier.absolute_url()}/@@form-as-it-was", user)
    assert status in (302, 401, 404) and "Câu" not in page


def test_a_dossier_without_a_form_has_no_such_page(people, browse):
    url = people["dossier"].absolute_url()
    assert browse(f"{url}/@@form-as-it-was", "our-officers")[0] == 404
    assert "@@form-as-it-was" not in browse(url, "our-officers")[1]
