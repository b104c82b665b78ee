"""What tests of the import share: a site one may import into, and an import as a function."""

from catalogue.importers.records import write_lines
from egov.portal.catalogue.importers.national import import_file
from pathlib import Path
import pytest
import transaction


@pytest.fixture
def site(functional_portal, grant_roles, monkeypatch, tmp_path):
    """A site whose user may import, with run-time files in a folder of the test."""
    monkeypatch.setenv("EGOV_VAR", str(tmp_path / "var"))
    grant_roles(functional_portal, ["Manager"])
    transaction.commit()
    return functional_portal


@pytest.fixture
def run(site, tmp_path):
    """`run(records, dry_run=False)` imports records and gives the result."""

    def import_records(records, dry_run=False):
        path = write_lines(tmp_path / "records.jsonl", records)
        return import_file(site, path, dry_run=dry_run)

    return import_records


@pytest.fixture(scope="session")
def real_file():
    """The real records, in a folder `shared` beside or above the checkout; skips without them."""
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared" / "data" / "dvcqg-procedures-199.jsonl.gz"
        if path.exists():
            return path
    pytest.skip("shared/data with the real records is not beside the checkout")
