"""What docs/security.md says is tried is tried: each test that it names is there."""

import ast
from pathlib import Path
import pytest
import re


ROOT = Path(__file__).resolve().parents[2]
LINES = [
    line
    for line in (ROOT / "docs" / "security.md").read_text().splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| what"))
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
# What has to be in the table, by a word of its first cell.
TRIED = (
    *("guessing a secret", "CSRF", "oversized", "false name", "infected", "SVG", "zip bombs"),
    *("header injection", "formulas", "models read or written"),
)


def functions_in(path):
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip())
def test_each_line_names_tests_that_are_there(line):
    named = NAMED.findall(line)
    assert named
    assert len(named) == line.count("::")
    missing = [f"{path}::{name}" for path, name in named if name not in functions_in(path)]
    assert missing == []


@pytest.mark.parametrize("word", TRIED)
def test_the_table_has_what_has_to_be_tried(word):
    assert any(word in line.split("|")[1] for line in LINES)
