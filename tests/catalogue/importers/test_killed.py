"""A process that is killed half-way leaves a state from which the same import goes on."""

from catalogue.importers.records import record
from catalogue.importers.records import write_lines
from egov.portal.catalogue.importers import applying
from egov.portal.catalogue.importers import jobs
from egov.portal.catalogue.importers import locking
from egov.portal.catalogue.importers import national
from egov.portal.catalogue.importers import runs
from egov.portal.shared.requests import with_request
import os
from plone.app.testing import TEST_USER_ID
import pytest
import signal
import transaction
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.FileStorage import FileStorage


RECORDS = [record(f"1.{number:06}", name=f"Thủ tục {number}") for number in range(25)]
KILLED_AT = 17  # in the middle of the second batch of ten


@pytest.fixture
def on_disk(site, tmp_path, monkeypatch):
    """Opens the site with its changes on disk: `with on_disk() as site`."""
    monkeypatch.setattr(national, "BATCH", 10)
    base = site._p_jar.db().storage
    path, user = site.getPhysicalPath(), (site.acl_users.getPhysicalPath(), TEST_USER_ID)

    class Opened:
        def __enter__(self):
            changes = FileStorage(str(tmp_path / "Changes.fs"))
            self.db = DB(DemoStorage("on-disk", base=base, changes=changes))
            self.connection = self.db.open()
            app = with_request(self.connection.root()["Application"])
            jobs.enter(app, path, user)
            return app.unrestrictedTraverse(path)

        def __exit__(self, *error):
            transaction.abort()
            jobs.leave()
            self.connection.close()
            self.db.storage.changes.close()

    transaction.commit()
    return Opened


def contents(site):
    found = {}
    for content in site["thu-tuc"].objectValues():
        values = {name: getattr(content, name) for name in content.national_digests}
        found[content.getId()] = values, content.national_digests
    return found


def killed_import(on_disk, path):
    """A child process imports and is killed in the middle of a batch."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        write, seen = applying.Writer.write, []

        def deadly(self, mapped, remarks):
            seen.append(mapped.code)
            if len(seen) == KILLED_AT:
                os.kill(os.getpid(), signal.SIGKILL)
            return write(self, mapped, remarks)

        applying.Writer.write = deadly
        with on_disk() as site, locking.only_one():
            folder = runs.new()
            jobs.run(site, path, folder)
    finally:
        os._exit(1)


def test_killed_and_run_again_ends_as_if_never_killed(on_disk, tmp_path):
    path = write_lines(tmp_path / "records.jsonl", RECORDS)
    status = killed_import(on_disk, path)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    assert not locking.is_taken()
    with on_disk() as site:
        assert len(site["thu-tuc"]) == 10  # the batch that was complete
        result = national.import_file(site, path)
        summary = result.summary()
        assert (summary["created"], summary["unchanged"]) == (15, 10)
        assert len(site["co-quan"]) == 3
        after = contents(site)
        assert national.import_file(site, path).summary()["unchanged"] == 25
        assert contents(site) == after
    assert sorted(after) == [record["code"] for record in RECORDS]


def test_a_killed_run_is_shown_as_interrupted(on_disk, tmp_path):
    path = write_lines(tmp_path / "records.jsonl", RECORDS)
    killed_import(on_disk, path)
    (name,) = runs.all_runs()
    assert runs.status(runs.folder_of(name))["state"] == "interrupted"
