"""Where the portal keeps its database."""

import importlib.util
from pathlib import Path


SCRIPT = Path(__file__).resolve().parents[2] / "instance" / "scripts" / "zope_process.py"


def test_blobs_are_kept_by_the_file_storage_itself():
    """The wrapper around it lets one transaction remove the files of another."""
    spec = importlib.util.spec_from_file_location("zope_process", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.ROOT / "parts" / "instance" / "etc" / "zope.conf"
    text = module.blobs_of_the_storage(made.read_text())
    assert "<blobstorage>" not in text
    section = text.partition("<filestorage>")[2].partition("</filestorage>")[0]
    assert "blob-dir " in section
    assert "path " in section
