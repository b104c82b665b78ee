"""Forms with steps: each step checked by itself, a review page, one dossier."""

from egov.portal.intake import consent
from egov.portal.intake.consent.shipped import TEXTS
from filing import as_manager
from filing import body
from filing import fill_papers
from filing import fill_person
from filing import make_service
from filing import STEPPED
from plone import api
import pytest
from stepping import CODE
from stepping import first_step
from stepping import press
from stepping import receipt
from stepping import to_review
from stepping import wrong
import transaction


@pytest.fixture
def stepped(agency):
    service = make_service(agency, title="Cấp bản sao từng bước", fields=STEPPED)
    transaction.commit()
    return service


@pytest.fixture
def url(stepped):
    return stepped["to-khai"].absolute_url()


def test_two_steps_and_the_review_make_one_dossier(url, visitor, dossiers):
    page = visitor()
    page.open(url)
    assert "draft" not in (page.cookies.header or "")
    fill_person(page)
    press(page)
    assert page.url == f"{url}/buoc/2"
    fill_papers(page)
    press(page)
    assert page.url == f"{url}/kiem-tra"
    assert "Nguyễn Thị Hoa" in page.contents
    assert "Kết hôn, Khai sinh" in page.contents
    assert "đơn.pdf" in page.contents
    assert not dossiers()
    press(page, "submit")
    code, secret = receipt(page)
    (dossier,) = dossiers()
    assert dossier.code == code
    assert dossier.secret_fits(secret)
    kept = {answer["name"]: answer["value"] for answer in dossier.answers}
    assert kept["ho_ten"] == "Nguyễn Thị Hoa"
    assert kept["so_ban"] == 1200
    assert kept["ngay_sinh"] == "1990-05-20"
    assert kept["loai"] == ["ket_hon", "khai_sinh"]
    assert dossier.files["1"].filename == "đơn.pdf"
    assert page.headers["Cache-Control"] == "private, no-store"


def test_each_step_is_checked_by_itself(url, visitor, dossiers):
    page = visitor()
    first_step(page, url, so_dinh_danh="12", dien_thoai="x")
    assert page.url.startswith(f"{url}/buoc/1?")
    assert wrong(page) == {"so_dinh_danh", "dien_thoai"}
    assert page.getControl(name="form.widgets.so_dinh_danh").value == "12"
    assert "<title>Error" in page.contents or "<title>Lỗi" in page.contents
    fill_person(page)
    press(page)
    assert page.url == f"{url}/buoc/2"
    fill_papers(page, cam_doan=False)
    press(page)
    assert wrong(page) == {"cam_doan"}
    assert not dossiers()


def test_a_step_ahead_is_not_reached_by_its_address(url, visitor):
    page = visitor()
    first_step(page, url)
    page.open(f"{url}/kiem-tra")
    assert page.url == f"{url}/buoc/2"
    page.open(f"{url}/buoc/9")
    assert page.headers["status"].startswith("404")


def test_a_file_is_kept_while_other_answers_are_put_right(url, visitor, dossiers):
    page = visitor()
    first_step(page, url)
    fill_papers(page, cam_doan=False)
    press(page)
    assert wrong(page) == {"cam_doan"}
    assert "đơn.pdf" in page.contents
    fill_papers(page, file=None)
    press(page)
    press(page, "submit")
    (dossier,) = dossiers()
    assert [file.filename for file in dossier.files.values()] == ["đơn.pdf"]


def test_a_kept_file_is_replaced_or_removed(url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    page.getLink(url=f"{url}/buoc/2").click()
    fill_papers(page, name="đơn mới.pdf")
    press(page)
    assert "đơn mới.pdf" in page.contents
    page.getLink(url=f"{url}/buoc/2").click()
    page.getControl(name="remove_file").click()
    assert "kept-file" not in page.contents
    press(page)
    assert wrong(page) == {"don"}
    assert not dossiers()


@pytest.mark.parametrize(
    ("name", "content"), [("virus.exe", b"MZ\x90\x00"), ("disguised.pdf", b"<html>no</html>")]
)
def test_a_file_that_is_not_accepted_is_told_and_not_kept(url, visitor, name, content):
    page = visitor()
    first_step(page, url)
    fill_papers(page, file=content, name=name)
    press(page)
    assert wrong(page) == {"don"}
    assert name not in page.contents
    page.open(f"{url}/buoc/2?sai=1")
    assert wrong(page) == {"don"}


def test_all_files_of_all_steps_count_together(agency, visitor):
    fields = STEPPED.replace(
        '<field name="ho_ten"',
        '<field name="anh" type="plone.namedfile.field.NamedBlobFile"><title>Ảnh</title>'
        '<required>False</required></field><field name="ho_ten"',
    )
    url = make_service(agency, fields=fields)["to-khai"].absolute_url()
    api.portal.set_registry_record("egov.portal.intake.max_total_size", 1)
    transaction.commit()
    large = b"%PDF-1.4\n" + b"x" * 600_000
    page = visitor()
    page.open(url)
    fill_person(page)
    page.getControl(name="form.widgets.anh").add_file(large, "application/pdf", "a.pdf")
    press(page)
    assert page.url == f"{url}/buoc/2"
    fill_papers(page, file=large)
    press(page)
    assert wrong(page) == {"don"}


def test_changing_an_answer_from_the_review_leads_back_to_it(url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    page.getLink(url=f"{url}/buoc/1").click()
    fill_person(page, ho_ten="Trần Văn Đổi")
    press(page, "review")
    assert page.url == f"{url}/kiem-tra"
    press(page, "submit")
    assert dossiers()[0].answers[0]["value"] == "Trần Văn Đổi"


def test_back_keeps_what_was_typed_without_checking_it(url, visitor):
    page = visitor()
    first_step(page, url)
    page.getControl(name="form.widgets.loai:list").value = ["ket_hon"]
    press(page, "back")
    assert page.url == f"{url}/buoc/1"
    assert page.getControl(name="form.widgets.ho_ten").value == "Nguyễn Thị Hoa"
    press(page)
    assert page.getControl(name="form.widgets.loai:list").value == ["ket_hon"]


def test_nothing_is_written_before_the_first_step_is_sent(url, visitor, functional_portal):
    page = visitor()
    page.open(functional_portal.absolute_url())  # the first page of all writes something of Plone's
    database = functional_portal._p_jar.db()
    before = database.lastTransaction()
    page.open(url)
    page.open(f"{url}/tiep-tuc")
    page.open(f"{url}/buoc/1")
    assert database.lastTransaction() == before


def test_pages_of_a_draft_write_nothing_when_read(url, visitor, functional_portal):
    page = visitor()
    to_review(page, url)
    database = functional_portal._p_jar.db()
    before = database.lastTransaction()
    for address in ("", "/buoc/1", "/buoc/2?sai=1", "/kiem-tra", "/tiep-tuc", "/xoa"):
        page.open(url + address)
    assert database.lastTransaction() == before


def test_sending_twice_gives_the_same_receipt(url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    again = page.getForm(id="review-form")
    sent = {c.name: c.value for c in again.controls if c.name and c.name != "form.buttons.leave"}
    press(page, "submit")
    first = receipt(page)
    data = "&".join(f"{name}={value}" for name, value in sent.items())
    page.open(f"{url}/kiem-tra", data + "&form.buttons.submit=1")
    assert receipt(page) == first
    assert len(dossiers()) == 1


def test_what_was_changed_in_another_tab_is_shown_before_it_is_sent(url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    review = page.contents
    digest = page.getControl(name="digest").value
    page.getLink(url=f"{url}/buoc/1").click()
    fill_person(page, ho_ten="Tên khác")
    press(page, "review")
    assert review != page.contents
    page.getControl(name="digest").value = digest
    press(page, "submit")
    assert CODE.search(page.contents) is None
    assert "Tên khác" in page.contents
    assert not dossiers()
    press(page, "submit")
    assert len(dossiers()) == 1


def test_a_form_that_changed_asks_anew_for_what_does_not_fit(stepped, url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    form = stepped["to-khai"]
    form.fields_model = form.fields_model.replace(
        "<max_length>50</max_length>", "<max_length>5</max_length>"
    )
    transaction.commit()
    press(page, "submit")
    assert page.url.startswith(f"{url}/buoc/1?")
    assert wrong(page) == {"ho_ten"}
    assert "form-changed" in page.contents
    fill_person(page, ho_ten="Hoa")
    press(page, "review")
    press(page, "submit")
    assert dossiers()[0].answers[0]["value"] == "Hoa"
    assert dossiers()[0].answers[1]["value"] == "001190000001"


def test_a_form_of_one_step_is_sent_straight_away_unless_a_review_is_wanted(
    service, visitor, dossiers
):
    url = service["to-khai"].absolute_url()
    page = visitor()
    page.open(url)
    assert "form.buttons.submit" in page.contents
    assert "form.buttons.continue" not in page.contents
    api.portal.set_registry_record("egov.portal.intake.review_one_step", True)
    transaction.commit()
    page.open(url)
    fill_person(page)
    fill_papers(page)
    press(page)
    assert page.url == f"{url}/kiem-tra"
    press(page, "submit")
    assert len(dossiers()) == 1


def test_numbers_mean_the_same_in_another_language(url, visitor, dossiers):
    page = visitor(language="vi")
    first_step(page, url)
    page.open(f"{url}/buoc/1?set_language=en")
    press(page)
    fill_papers(page)
    press(page)
    press(page, "submit")
    kept = {answer["name"]: answer["value"] for answer in dossiers()[0].answers}
    assert kept["so_ban"] == 1200


def test_a_closed_service_takes_no_step(stepped, url, visitor, dossiers):
    page = visitor()
    to_review(page, url)
    with as_manager():
        stepped.submission_place = "national"
    transaction.commit()
    press(page, "submit")
    assert not dossiers()
    assert CODE.search(page.contents) is None
    for address in ("", "/buoc/1", "/kiem-tra"):
        page.open(url + address)
        assert "Nguyễn Thị Hoa" not in page.contents


def test_rest_takes_all_fields_at_once(stepped, rest, dossiers):
    answer = rest.post(f"{stepped.absolute_url()}/@submissions", body())
    assert answer.status_int == 201
    assert len(dossiers()) == 1


CONDITIONAL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"
       xmlns:easyform="http://namespaces.plone.org/supermodel/easyform">
  <schema>
    <field name="ai" type="zope.schema.Choice"><title>Ai nộp</title>
      <values><element key="toi">Tôi</element><element key="ho">Nộp hộ</element></values>
    </field>
    <fieldset name="uy-quyen" label="Người ủy quyền">
      <field name="nguoi" type="zope.schema.TextLine" easyform:depends_on="ai=ho">
        <title>Người ủy quyền</title></field>
    </fieldset>
    <fieldset name="khac" label="Khác">
      <field name="ly_do" type="zope.schema.TextLine" easyform:depends_on="ai=ho">
        <title>Lý do</title></field>
      <field name="ghi_chu" type="zope.schema.TextLine"><title>Ghi chú</title></field>
    </fieldset>
  </schema>
</model>
"""


def choose(page, who):
    page.getControl(name="form.widgets.ai:list").value = [who]
    press(page)


def test_what_does_not_apply_by_an_earlier_step_is_not_asked(agency, visitor, dossiers):
    url = make_service(agency, fields=CONDITIONAL)["to-khai"].absolute_url()
    transaction.commit()
    page = visitor()
    page.open(url)
    choose(page, "toi")
    assert page.url == f"{url}/buoc/3"  # nothing of the second step applies
    assert "form.widgets.ly_do" not in page.contents
    page.getControl(name="form.widgets.ghi_chu").value = "một"
    press(page, "back")
    assert page.url == f"{url}/buoc/1"
    choose(page, "ho")
    assert page.url == f"{url}/buoc/2"
    press(page)
    assert wrong(page) == {"nguoi"}
    page.getControl(name="form.widgets.nguoi").value = "Bà Lan"
    press(page)
    page.getControl(name="form.widgets.ly_do").value = "Ốm"
    press(page)
    assert "Bà Lan" in page.contents
    page.getLink(url=f"{url}/buoc/1").click()
    choose(page, "toi")
    page.open(f"{url}/kiem-tra")
    assert "Bà Lan" not in page.contents
    press(page, "submit")
    kept = {answer["name"]: answer["value"] for answer in dossiers()[0].answers}
    assert kept == {"ai": "toi", "ghi_chu": "một"}


def test_a_file_that_does_not_apply_any_more_is_not_sent(agency, visitor, dossiers):
    fields = STEPPED.replace(
        '<field name="don" type', '<field name="don" easyform:depends_on="so_ban&gt;1000" type'
    )
    url = make_service(agency, fields=fields)["to-khai"].absolute_url()
    transaction.commit()
    page = visitor()
    to_review(page, url)
    page.getLink(url=f"{url}/buoc/1").click()
    fill_person(page, so_ban=1)
    press(page, "review")
    assert "đơn.pdf" not in page.contents
    press(page, "submit")
    assert not dossiers()[0].files


def test_consent_is_asked_for_on_the_review_page_and_kept_with_the_dossier(url, visitor, dossiers):
    consent.versions.save(TEXTS)
    transaction.commit()
    number = str(consent.current().number)
    page = visitor()
    first_step(page, url)
    assert "egov_consent" not in page.contents
    fill_papers(page)
    press(page)
    box = page.getControl(name="egov_consent")
    assert box.value == []
    press(page, "submit")
    assert "egov_consent-error" in page.contents
    assert not dossiers()
    page.getControl(name="egov_consent").value = [number]
    press(page, "submit")
    assert dossiers()[0].consent["version"] == int(number)
