"""Every distribution that is installed is pinned, and nothing else is asked for."""

import configparser
from pathlib import Path
import re
import sys


ROOT = Path(__file__).resolve().parents[2]


def normalised(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins():
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str
    parser.read(ROOT / "versions.cfg")
    return {normalised(name): version for name, version in parser["versions"].items()}


def installed_eggs():
    """Name and version of each egg on this process's path."""
    for entry in sys.path:
        match = re.match(r"(.+?)-(\d[^-]*)-py3", Path(entry).name)
        if match and entry.endswith(".egg"):
            yield normalised(match[1]), match[2]


def test_every_installed_egg_is_pinned_to_its_version():
    eggs = dict(installed_eggs())
    assert len(eggs) > 200
    pinned = pins()
    wrong = {
        name: (version, pinned.get(name))
        for name, version in eggs.items()
        if normalised(pinned.get(name, "")) != normalised(version.replace("_", "+"))
    }
    assert wrong == {}


def test_buildout_refuses_to_pick_a_version():
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.read(ROOT / "buildout.cfg")
    assert parser["buildout"]["allow-picked-versions"] == "false"


def test_no_other_site_than_the_package_index_is_asked():
    text = (ROOT / "buildout.cfg").read_text() + (ROOT / "versions.cfg").read_text()
    assert "find-links" not in text
    assert "http://" not in text.replace("http-address", "")
    assert "https://" not in text


def test_bootstrap_requirements_are_pinned():
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    assert names
    assert [line for line in names if not re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.]+", line)] == []
