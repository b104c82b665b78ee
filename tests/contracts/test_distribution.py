"""The wheel carries the code, the profiles and the theme, and installs."""

from pathlib import Path
import pytest
import subprocess
import zipfile


ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv" / "bin" / "python"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of what version control holds."""
    source = tmp_path_factory.mktemp("source")
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    subprocess.run(
        ["tar", "-cf", source / "source.tar", *files.stdout.splitlines()], cwd=ROOT, check=True
    )
    subprocess.run(["tar", "-xf", source / "source.tar", "-C", source], check=True)
    out = tmp_path_factory.mktemp("wheel")
    command = [PYTHON, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel):
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize(
    "name",
    [
        "__init__.py",
        "configure.zcml",
        "profiles/default/metadata.xml",
        "profiles/default/types/Procedure.xml",
        "profiles/demo/metadata.xml",
        "profiles/uninstall/metadata.xml",
        "theme/manifest.cfg",
        "locales/vi/LC_MESSAGES/egov.portal.po",
    ],
)
def test_wheel_carries(names, name):
    assert f"egov/portal/{name}" in names


def test_wheel_carries_no_namespace_init_and_no_tests(names):
    assert "egov/__init__.py" not in names
    assert [name for name in names if name.startswith("tests/")] == []


def test_wheel_installs_and_imports(wheel, tmp_path):
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps", "--target", tmp_path, wheel]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "egov" / "portal" / "profiles" / "default" / "metadata.xml").is_file()
    probe = "import importlib.util as u; print(u.find_spec('egov.portal').origin)"
    found = subprocess.run(
        [PYTHON, "-c", probe],
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert found.stdout.strip() == str(tmp_path / "egov" / "portal" / "__init__.py"), found.stderr
