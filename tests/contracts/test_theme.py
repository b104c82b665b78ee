"""The CSS that is committed is what its sources make."""

from pathlib import Path
import pytest
import shutil
import subprocess


THEME = Path(__file__).resolve().parents[2] / "theme"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of CSS built anew from the sources."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed")
    copy = tmp_path_factory.mktemp("theme")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(THEME / name, copy)
    shutil.copytree(THEME / "scss", copy / "scss")
    for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
        run = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=300)
        assert run.returncode == 0, run.stdout + run.stderr
    return copy / "css"


def test_the_css_is_up_to_date(built):
    names = {path.name for path in built.glob("*.css")}
    assert names == {path.name for path in (THEME / "css").glob("*.css")}
    stale = [
        name for name in names if (built / name).read_bytes() != (THEME / "css" / name).read_bytes()
    ]
    assert stale == [], "run `make theme` and commit theme/css"
