"""Dossiers made for measuring are stored as those are that somebody has sent."""

import base64
from egov.portal.dossiers.tracking import track
from filing import as_manager
from pathlib import Path
import pytest
import sys
import transaction


BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
ANSWERS = {
    "ho_ten": "Nguyễn Thị Hoa",
    "so_dinh_danh": "001190000001",
    "dien_thoai": "0912345678",
    "ngay_sinh": "1990-05-20",
    "nhan_ket_qua": "truc_tuyen",
    "noi_dung": "Xin cấp ba bản sao trích lục khai sinh.",
}
FILE = {
    "field": "don",
    "filename": "đơn.pdf",
    "data": base64.b64encode(b"%PDF-1.4\n%%EOF\n").decode(),
}


@pytest.fixture
def making(monkeypatch):
    """The script of the measurements."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import make_dossiers

    yield make_dossiers
    for name in ("make_dossiers", "submit_service"):
        sys.modules.pop(name, None)


def shape(dossier):
    """{attribute: type and, of what has parts, theirs}, without what is each one's own."""
    own = {"files", "answers"}
    kept = {name: parts(value) for name, value in vars(dossier).items() if name not in own}
    answers = [
        (answer["name"], answer["title"], answer["type"], sorted(answer))
        for answer in dossier.answers
        if answer["name"] != "don"
    ]
    return kept, answers, type(dossier.files), [entry.what for entry in dossier.log]


def parts(value):
    if isinstance(value, dict):
        return {key: type(part) for key, part in value.items()}
    return type(value)


def test_a_made_dossier_is_stored_as_one_that_was_sent(functional_portal, rest, dossiers, making):
    with as_manager():
        made = making.make(functional_portal, 3)
    service = functional_portal["dich-vu"][making.submit_service.SERVICE]
    transaction.commit()
    url = f"{service.absolute_url()}/@submissions"
    sent = rest.post(url, {"fields": ANSWERS, "attachments": [FILE]})
    assert sent.status_int == 201
    stored = {dossier.code: dossier.aq_base for dossier in dossiers()}
    assert len(made) == 3
    for code, _secret in made:
        assert shape(stored[code]) == shape(stored[sent.json["code"]])
    assert len({dossier._submission_key for dossier in stored.values()}) == 4


def test_a_made_dossier_is_followed_with_its_code_and_secret(functional_portal, making):
    with as_manager():
        ((code, secret),) = making.make(functional_portal, 1)
    assert track(code, secret).state == "new"
    assert track(code, secret[::-1]) is None
