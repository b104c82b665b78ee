"""A body checked by the form's plan gives what the form gives, or is left to the form."""

from copy import deepcopy
from egov.portal.intake.models import schema_of
from egov.portal.intake.rest import plan
from egov.portal.intake.rest.body import Body
from egov.portal.intake.rest.body import Refused
from egov.portal.intake.rest.body import upload
from egov.portal.intake.rest.submissions import extract
from egov.portal.intake.rest.submissions import prepare
from egov.portal.intake.rest.submissions import SentForm
from filing import ANSWERS
from filing import body
from filing import FIELDS
from filing import make_service
from filing import PDF
from filing import STEPPED
from plone.namedfile.interfaces import INamed
import pytest
import random


CONDITIONAL = FIELDS.replace(
    '<field name="noi_dung" type="zope.schema.Text">',
    '<field name="noi_dung" type="zope.schema.Text" easyform:depends_on="so_ban>3">',
).replace(
    '<field name="them" type="plone.namedfile.field.NamedBlobFile">',
    '<field name="ghi" type="zope.schema.TextLine" easyform:depends_on="loai=khai_sinh">'
    "<title>Ghi chú</title></field>"
    '<field name="nhan" type="collective.easyform.fields.Label"><title>Đọc kỹ</title></field>'
    '<field name="nam" type="zope.schema.List"><title>Cơ quan</title><required>False</required>'
    '<value_type type="zope.schema.Choice"><values><element>Sở Tư pháp</element>'
    "<element>Ủy ban</element></values></value_type></field>"
    '<field name="hop_thu" type="plone.schema.email.Email"><title>Hộp thư</title>'
    "<required>False</required></field>"
    '<field name="them" type="plone.namedfile.field.NamedBlobFile" '
    'easyform:depends_on="noi_dung and nhan_ket_qua=buu_chinh and cam_doan">',
)
ROUNDS = 80
STRANGE = {
    "an expression says whether it is asked": 'easyform:TEnabled="python:False"',
    "an expression checks it": "easyform:TValidator=\"python:value == 'x' and 'No'\"",
    "it is the server's": 'easyform:serverSide="True"',
    "it is hidden": 'easyform:THidden="True"',
}
OTHERS = [
    *(None, "", " ", "  x ", "x" * 51, "a\nb", "tab\t", "Nguyễn", "Nguyễn", 0, 1, 5, -3, 10**12),
    *(2.5, True, False, [], {}, ["truc_tuyen"], "truc_tuyen", "buu_chinh", "khac", "2001-02-03"),
    *("20010203", "2001-W05-6", "2001-02-30", "0001-01-01", "a@example.vn", "+84912345678"),
    *(["khai_sinh"], ["khai_sinh", "khai_sinh"], ["Ủy ban"], ["ket_hon", 5], "--NOVALUE--"),
    *(" 001190000001 ", "\u200b", "selected", "x\x00", "Sở Tư pháp", ["--NOVALUE--"]),
]
FILES = [
    *(
        ("đơn.pdf", PDF),
        ("don.PDF", PDF + b" "),
        ("a.exe", PDF),
        ("đơn.pdf", b"no"),
        ("b.pdf", b""),
    ),
    *(("..\\d/e.pdf", PDF), ("f.pdf", PDF + b"/JavaScript "), ("g.png", PDF), (" .pdf", PDF)),
]


@pytest.fixture
def request_(functional_portal):
    request = functional_portal.REQUEST
    request.environ["REQUEST_METHOD"] = request.method = "POST"
    prepare(request)
    return request


def form_of(agency, fields):
    form = make_service(agency, fields=fields)["to-khai"]
    return form, schema_of(form)


def by_form(form, request, sent):
    """What the form makes of a body: data, or None where it refuses; and the form."""
    view = SentForm(form, request)
    try:
        data = extract(view, request, sent, "vi")
    except Refused:
        data = None
    request.form.clear()
    return data, view


def plainly(data):
    """The same for the same data."""
    return {
        name: (value.filename, value.data, value.contentType) if INamed.providedBy(value) else value
        for name, value in data.items()
    }


def random_body(chance, names, files):
    """Mostly right answers, some of them changed, left out or another's."""
    fields = deepcopy(ANSWERS)
    fields["so_ban"] = chance.choice([1, 3, 4, 5000])
    fields["loai"] = chance.choice([[], ["khai_sinh"], ["ket_hon"], ["ket_hon", "khai_sinh"]])
    fields["nhan_ket_qua"] = chance.choice(["truc_tuyen", "buu_chinh"])
    if "ghi" in names and chance.random() < 0.9:
        fields["ghi"] = "Đã khai"
    for _time in range(chance.choice([0, 0, 0, 1, 1, 2])):
        fields[chance.choice([*names, "khong_co", "don"])] = chance.choice(OTHERS)
    for _time in range(chance.choice([0, 0, 1])):
        fields.pop(chance.choice(list(fields)))
    sent = {}
    for name in files:
        if chance.random() < 0.95:
            sent[name] = FILES[0] if chance.random() < 0.9 else chance.choice(FILES)
    return fields, sent


@pytest.mark.parametrize("fields", [FIELDS, STEPPED, CONDITIONAL], ids=["plain", "steps", "asked"])
def test_plan_gives_what_the_form_gives(agency, request_, fields):
    form, model = form_of(agency, fields)
    chance = random.Random(20261122)
    _data, view = by_form(form, request_, Body(ANSWERS, {"don": upload(*FILES[0])}))
    plan.keep(view)
    names = [name for name in model.names() if name not in ("don", "them")]
    planned = refused = 0
    for _time in range(ROUNDS):
        answers, sent = random_body(chance, names, ["don", "them"])
        files = {name: upload(*file) for name, file in sent.items()}
        expected, _view = by_form(form, request_, Body(answers, files))
        files = {name: upload(*file) for name, file in sent.items()}
        found = plan.data_of(form, model, request_, Body(answers, files))
        if expected is None:
            refused += 1
            assert found is None, (answers, sent)
        elif found is not None:
            planned += 1
            assert plainly(found) == plainly(expected), (answers, sent)
            assert list(found) == list(expected)
    # Both ways are walked; hardly anything that is right is left to the form.
    assert planned > 0.95 * (ROUNDS - refused) > 20
    assert refused > 20


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_form_with_more_than_fields_has_no_plan(agency, request_, strange):
    fields = FIELDS.replace('<field name="thu"', f'<field name="thu" {strange}', 1)
    fields = fields.replace('easyform:validators="egov.portal.email"', "")
    form, model = form_of(agency, fields)
    answers = {name: value for name, value in ANSWERS.items() if name != "thu"}
    sent = Body(answers, {"don": upload(*FILES[0])})
    data, view = by_form(form, request_, sent)
    assert data is not None
    plan.keep(view)
    assert plan.data_of(form, model, request_, sent) is None


def test_plan_ends_with_the_model_it_was_made_for(agency, request_):
    form, model = form_of(agency, FIELDS)
    sent = Body(ANSWERS, {"don": upload(*FILES[0])})
    _data, view = by_form(form, request_, sent)
    plan.keep(view)
    assert plan.data_of(form, schema_of(form), request_, sent)["ho_ten"] == ANSWERS["ho_ten"]
    form.fields_model = FIELDS.replace("<max_length>50", "<max_length>5")
    assert plan.data_of(form, schema_of(form), request_, sent) is None
    _data, view = by_form(form, request_, sent)
    plan.keep(view)
    assert plan.data_of(form, schema_of(form), request_, sent) is None


def test_plan_keeps_nothing_of_a_request(agency, request_):
    form, model = form_of(agency, CONDITIONAL)
    _data, view = by_form(form, request_, Body(ANSWERS, {"don": upload(*FILES[0])}))
    plan.keep(view)
    kept = model.queryTaggedValue(plan.PLAN)
    assert kept.conditions.context is None
    for step in kept.steps.values():
        assert set(vars(step)) == {"field", "is_file", "read", "names"}


def test_body_is_checked_in_the_same_way_the_second_time(service, functional_portal, rest):
    base = functional_portal.absolute_url()
    url = service.absolute_url().replace(base, f"{base}/++api++")
    for key in ("first", "second", "third"):
        key = f"a-key-of-16-{key}"
        assert rest.post(f"{url}/@submissions", body(so_dinh_danh="1"), key).status_int == 400
        assert rest.post(f"{url}/@submissions", body(), key).status_int == 201
