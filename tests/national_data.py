"""The national database's own files, where they lie beside the checkout; never part of it."""

from pathlib import Path
import pytest


def national(name):
    """Path of the file, or a skipped test that says so."""
    for folder in Path(__file__).resolve().parents:
        path = folder / "shared" / "data" / name
        if path.exists():
            return path
    pytest.skip(f"no shared/data/{name} beside the checkout")
