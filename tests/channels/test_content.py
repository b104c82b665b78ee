"""Content over REST: resolved for readers, kept whole for editors, nothing internal shown."""

import pytest


ADDRESSES = [
    "/thu-tuc/1.001193",
    "/co-quan/so-tu-phap",
    "/dich-vu/dang-ky-khai-sinh-truc-tuyen",
    "/bieu-mau/to-khai",
    "/thong-bao/tam-dung-he-thong",
    "/van-ban/nghi-dinh",
    "/hoi-dap/khai-sinh-can-gi",
]
INTERNAL = {
    "allow_discussion",
    "changeNote",
    "contributors",
    "creators",
    "exclude_from_nav",
    "immediately_addable_types",
    "layout",
    "locally_allowed_types",
    "lock",
    "nextPreviousEnabled",
    "relatedItems",
    "rights",
    "versioning_enabled",
    "working_copy",
    "working_copy_of",
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_readers_see_nothing_internal(reader, address):
    response = reader.get(address)
    assert response.status_code == 200
    assert not INTERNAL & set(response.json())
    assert "admin" not in response.text
    for draft in ("mật", "dự thảo", "m\\u1eadt", "d\\u1ef1 th\\u1ea3o", "9.999999", "H15.99"):
        assert draft not in response.text


@pytest.mark.parametrize("address", ["/thu-tuc", "/thong-bao", "/tin-tuc"])
def test_sections_show_nothing_internal_either(reader, address):
    assert not INTERNAL & set(reader.get(address).json())


def test_search_metadata_names_nobody(reader, manager):
    item = reader.get("/@search?portal_type=FAQ&metadata_fields=_all").json()["items"][0]
    assert not {"Creator", "listCreators", "getPath", "commentators"} & set(item)
    item = reader.get("/@search?portal_type=FAQ&metadata_fields=Creator").json()["items"][0]
    assert "Creator" not in item
    item = manager.get("/@search?portal_type=FAQ&metadata_fields=Creator").json()["items"][0]
    assert item["Creator"] == "admin"


def test_editors_see_how_content_is_kept(manager):
    assert {"layout", "lock", "allow_discussion"} <= set(manager.get(ADDRESSES[0]).json())


def test_terms_have_titles_beside_their_tokens(reader):
    answer = reader.get("/thu-tuc/1.001193").json()
    assert answer["field"] == {"token": "G15-TP07", "title": "Hộ tịch"}
    assert answer["submission_ways"][0]["channel"]["token"] == "ONLINE"
    assert answer["submission_ways"][0]["unit"] == {
        "token": "WORKING_DAY",
        "title": "ngày làm việc",
    }
    assert answer["fees"][0]["currency"] == {"token": "VND", "title": "VND"}


def test_fees_are_in_the_ways_they_are_for(reader):
    online, direct = reader.get("/thu-tuc/1.001193").json()["submission_ways"]
    assert [fee["amount"] for fee in online["fees"]] == [8000.0]
    assert [fee["amount"] for fee in direct["fees"]] == [8000.0, 5000.0]


def test_papers_have_their_published_template_with_its_file(reader, site):
    known, draft, none = reader.get("/thu-tuc/1.001193").json()["papers"]
    url = f"{site.absolute_url()}/bieu-mau/to-khai"
    assert known["template_file"] == {
        "@id": url,
        "title": "Tờ khai",
        "code": "TP-01",
        "version": "",
        "filename": "mau.pdf",
        "content-type": "application/pdf",
        "size": 15,
        "download": f"{url}/@@download/file",
    }
    assert draft["template_file"] is None and none["template_file"] is None
    assert reader.get(known["template_file"]["download"]).content.startswith(b"%PDF")


def test_references_are_resolved_as_far_as_the_caller_sees_them(reader, manager):
    answer = reader.get("/thu-tuc/1.001193").json()
    assert [agency["code"] for agency in answer["executing_agencies"]] == ["H15.01"]
    assert [one["code"] for one in answer["related_procedures"]] == ["2.000528"]
    assert answer["agency"]["title"] == "Sở Tư pháp"
    assert answer["agency"]["@id"].endswith("/co-quan/so-tu-phap")
    assert answer["successor_procedure"]["title"] == "Đăng ký khai sinh có yếu tố nước ngoài"
    answer = manager.get("/thu-tuc/1.001193").json()
    assert [agency["code"] for agency in answer["executing_agencies"]] == ["H15.01", "H15.99"]


def test_an_agency_is_named_as_it_is_now(reader, manager):
    """What is kept of it for strangers goes with its change."""
    agency = reader.get("/thu-tuc/1.001193").json()["agency"]
    for title in ("Sở Tư pháp và Hộ tịch", agency["title"]):
        assert manager.patch("/co-quan/so-tu-phap", json={"title": title}).status_code == 204
        assert reader.get("/thu-tuc/1.001193").json()["agency"] == {**agency, "title": title}


def test_procedure_says_what_refers_to_it(reader, manager):
    referred = reader.get("/thu-tuc/1.001193").json()["referred_by"]
    assert {name: [one["title"] for one in some] for name, some in referred.items()} == {
        "services": ["Đăng ký khai sinh trực tuyến"],
        "faqs": ["Khai sinh cần gì?"],
        "announcements": ["Tạm dừng hệ thống"],
        "form_templates": ["Tờ khai"],
    }
    assert len(manager.get("/thu-tuc/1.001193").json()["referred_by"]["faqs"]) == 2


def test_other_types_resolve_what_they_refer_to(reader):
    service = reader.get("/dich-vu/dang-ky-khai-sinh-truc-tuyen").json()
    assert [one["code"] for one in service["procedures"]] == ["1.001193"]
    assert service["form"] is None
    notice = reader.get("/thong-bao/tam-dung-he-thong").json()
    assert [one["title"] for one in notice["agencies"]] == ["Sở Tư pháp"]
    assert notice["attachments"][0]["filename"] == "cong-van.pdf"
    assert reader.get(notice["attachments"][0]["download"]).status_code == 200
    law = reader.get("/van-ban/nghi-dinh").json()
    assert [one["title"] for one in law["based_on"]] == ["Luật Hộ tịch"]
    assert reader.get("/van-ban/luat-ho-tich").json()["file"]["size"] == 15
    question = reader.get("/hoi-dap/khai-sinh-can-gi").json()
    assert "Giấy chứng sinh" in question["answer"]["data"]
    agency = reader.get("/co-quan/so-tu-phap").json()
    assert (agency["services_total"], agency["procedures_total"]) == (1, 1)
    assert agency["leaders"][0]["name"] == "Nguyễn Văn A"


def test_times_have_an_offset(reader):
    assert reader.get("/thu-tuc/1.001193").json()["modified"].endswith("+00:00")


def test_listings_have_what_the_type_is_known_by(reader):
    items = reader.get("/thu-tuc").json()["items"]
    assert {item["code"] for item in items} == {"1.001193", "2.000528"}
    assert items[0]["levels"] == ["commune"]
    assert reader.get("/thong-bao").json()["items"][0]["valid_until"] == "2030-01-02"


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_an_editor_gets_can_be_sent_back(manager, address):
    before = manager.get(address).json()
    sent = {
        name: value
        for name, value in before.items()
        if not name.startswith("@") and name not in ("layout", "file", "items")
    }
    response = manager.patch(address, json=sent)
    assert response.status_code == 204, response.text
    after = manager.get(address).json()
    for changing in ("modified", "changeNote", "version"):
        before.pop(changing, None)
        after.pop(changing, None)
    assert after == before


def test_rows_are_taken_with_plain_tokens_and_checked(manager):
    rows = [{"kind": "FEE", "amount": 12000, "currency": "VND"}]
    assert manager.patch("/thu-tuc/1.001193", json={"fees": rows}).status_code == 204
    fee = manager.get("/thu-tuc/1.001193").json()["fees"][0]
    assert (fee["amount"], fee["way"], fee["description"]) == (12000.0, None, "")
    response = manager.patch("/thu-tuc/1.001193", json={"fees": [{"kind": "BRIBE"}]})
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "fees"
    assert "kind" in response.json()["errors"][0]["message"]
    response = manager.patch("/thu-tuc/1.001193", json={"fees": ["x"]})
    assert response.status_code == 400


def test_procedure_is_made_over_rest(manager):
    response = manager.post(
        "/thu-tuc",
        json={
            "@type": "Procedure",
            "title": "Đăng ký tạm trú",
            "code": "1.004194",
            "levels": ["commune"],
            "steps": [{"name": "Bước 1"}],
            "legal_basis": [{"number": "1", "issued": "2020-01-02"}],
        },
    )
    assert response.status_code == 201
    answer = response.json()
    assert answer["legal_basis"][0]["issued"] == "2020-01-02"
    assert manager.get("/@procedures?q=dang+ky+tam+tru").json()["items"][0]["code"] == "1.004194"


def test_strangers_write_nothing(reader):
    assert reader.patch("/thu-tuc/1.001193", json={"title": "x"}).status_code == 401
    assert reader.delete("/thu-tuc/1.001193").status_code == 401
    response = reader.post("/thu-tuc", json={"@type": "Procedure", "title": "x", "code": "1.1"})
    assert response.status_code == 401
