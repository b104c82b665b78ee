"""Form templates are served as attachments; downloads are counted, and nothing waits for it."""

from egov.portal.catalogue import downloads as module
from egov.portal.catalogue.downloads import downloads
from egov.portal.catalogue.downloads import Gatherer
from filing import as_manager
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.namedfile.file import NamedBlobFile
import pytest
from rest_calls import Rest
import threading
import transaction


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def gathered(monkeypatch):
    """A gatherer that stores only when told to, in place of the process's own."""
    gatherer = Gatherer(every=3600)
    monkeypatch.setattr(module, "gathered", gatherer)
    return gatherer


@pytest.fixture
def template(functional_portal):
    """A published form template."""
    with as_manager():
        content = api.content.create(
            functional_portal["bieu-mau"],
            "FormTemplate",
            title="Tờ khai",
            code="TK-01",
            file=NamedBlobFile(b"PK content", DOCX, "Tờ khai.docx"),
        )
        api.content.transition(content, "publish")
    transaction.commit()
    return content


@pytest.fixture
def anonymous(functional_app):
    return Rest(functional_app)


def size(app):
    return app._p_jar.db().lastTransaction()


def test_the_file_is_an_attachment_with_its_type(template, anonymous, gathered):
    answer = anonymous.get(template, "/@@download")
    assert answer.status_int == 200
    assert answer.content_type == DOCX
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''T%E1%BB%9D%20khai.docx"
    )
    assert answer.body == b"PK content"


def test_a_draft_is_not_served_nor_counted(functional_portal, anonymous, gathered):
    with as_manager():
        draft = api.content.create(
            functional_portal["bieu-mau"],
            "FormTemplate",
            title="Bản nháp",
            code="TK-02",
            file=NamedBlobFile(b"draft", "application/pdf", "a.pdf"),
        )
    answer = anonymous.get(draft, "/@@download")
    assert answer.status_int in (302, 401)
    assert downloads(draft) == 0


def test_a_download_writes_nothing_but_is_counted(template, anonymous, gathered, functional_app):
    before = size(functional_app)
    for _turn in range(3):
        anonymous.testapp.get(f"{template.absolute_url()}/@@download")
    assert size(functional_app) == before
    assert downloads(template) == 3


def test_what_was_gathered_is_stored_once(template, anonymous, gathered, functional_app):
    anonymous.get(template, "/@@download/file")
    gathered.flush()
    stored = size(functional_app)
    transaction.begin()
    assert downloads(template) == 1
    gathered.flush()
    assert size(functional_app) == stored
    assert downloads(template) == 1


@pytest.mark.parametrize("header,number", [("bytes=0-3", 1), ("bytes=4-", 0)])
def test_going_on_with_a_download_does_not_count_again(
    template, anonymous, gathered, header, number
):
    url = f"{template.absolute_url()}/@@download"
    answer = anonymous.testapp.get(url, headers={"Range": header})
    assert answer.status_int == 206
    assert downloads(template) == number


def test_asking_for_the_head_does_not_count(template, anonymous, gathered):
    anonymous.testapp.head(f"{template.absolute_url()}/@@download")
    assert downloads(template) == 0


def test_many_processes_and_threads_lose_no_count(template, functional_app):
    database = functional_app._p_jar.db()
    place = module.place(template)
    processes = [Gatherer(every=3600) for _number in range(4)]

    def download(gatherer):
        for turn in range(50):
            gatherer.add(*place)
            if turn % 10 == 9:
                gatherer.flush()

    threads = [
        threading.Thread(target=download, args=(gatherer,))
        for gatherer in processes
        for _thread in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for gatherer in processes:
        gatherer.flush()
    assert place[0] is database
    transaction.begin()
    assert downloads(template) == 4 * 2 * 50


def test_what_cannot_be_stored_is_kept_for_the_next_time(template, gathered, monkeypatch):
    place = module.place(template)
    gathered.add(*place)

    def fail(database, counts):
        raise OSError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(module, "store", fail)
        gathered.flush()
    assert downloads(template) == 1
    gathered.flush()
    transaction.begin()
    assert gathered.waiting(*place) == 0
    assert downloads(template) == 1


def test_the_thread_stores_by_itself(template, functional_app):
    gatherer = Gatherer(every=0.05)
    gatherer.add(*module.place(template))
    for _turn in range(100):
        transaction.begin()
        if not gatherer.waiting(*module.place(template)) and downloads(template):
            break
        threading.Event().wait(0.05)
    assert downloads(template) == 1


def test_editors_see_the_number_and_visitors_do_not(template, functional_app, gathered):
    gathered.add(*module.place(template))
    visitor = Rest(functional_app)
    assert 'id="egov-downloads"' not in visitor.html(template).text
    editor = Rest(functional_app)
    editor.testapp.authorization = ("Basic", (SITE_OWNER_NAME, SITE_OWNER_PASSWORD))
    page = editor.html(template).text
    assert 'id="egov-downloads"' in page
    assert "Số lượt tải về: 1" in " ".join(page.split())
