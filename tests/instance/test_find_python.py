"""Which Python is taken, and what is said of one that cannot be."""

from pathlib import Path
import pytest
import subprocess
import sys


SCRIPT = Path(__file__).resolve().parents[2] / "instance" / "scripts" / "find_python.sh"
STUB = """#!/bin/sh
exec {python} -c "import sys; sys.version_info = {version}
$2"
"""


@pytest.fixture
def python_of_version(tmp_path):
    """An interpreter that says it is of another version."""

    def make(*version):
        path = tmp_path / f"python-{'.'.join(map(str, version))}"
        path.write_text(STUB.format(python=sys.executable, version=(*version, "final", 0)))
        path.chmod(0o755)
        return path

    return make


def find(python):
    return subprocess.run([SCRIPT, python], capture_output=True, text=True)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 13, 1), (3, 14, 0)])
def test_suitable_versions_are_taken(python_of_version, version):
    answer = find(python_of_version(*version))
    assert answer.returncode == 0
    assert Path(answer.stdout.strip()).exists()


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13)])
def test_older_versions_are_refused_with_what_is_needed(python_of_version, version):
    answer = find(python_of_version(*version))
    assert answer.returncode == 1
    assert "needs 3.11 or later" in answer.stderr
    assert answer.stdout == ""


def test_python_3_13_0_is_refused_with_the_reason(python_of_version):
    answer = find(python_of_version(3, 13, 0))
    assert answer.returncode == 1
    assert "3.13.1" in answer.stderr


def test_a_missing_interpreter_is_named():
    answer = find("python-that-is-not-there")
    assert answer.returncode == 1
    assert "python-that-is-not-there: not found" in answer.stderr
