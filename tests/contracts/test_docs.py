"""What the documents name is there: commands, files, variables, services, places to jump to."""

from pathlib import Path
import plone.restapi
import pytest
import re


ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "egov.portal" / "egov" / "portal"
DOCUMENTS = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
# In a code span, or the first word of a line of a block.
COMMAND = re.compile(r"(?:`(?:[A-Z_]+=\S+ )?|^(?:[A-Z_]+=\S+ )?)make ([a-z-]+)", re.MULTILINE)
FILE = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|md|pt|xml|zcml|cfg|toml|js|scss|sh|css))`")
FOLDER = re.compile(r"`((?:[\w.-]+/)+)`")
VARIABLE = re.compile(r"\bEGOV_[A-Z_]+\b")
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(#[^)]*)?\)")
# Made when the portal runs.
MADE = re.compile(r"instance/var/|blobstorage/|imports/|log/|cache/")
# Of the tests alone.
OF_TESTS = {"EGOV_CHROMIUM"}


def text_of(*paths):
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def without_blocks(text):
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def is_there(name):
    """Whether a path is one of the checkout, of the package, or of one of its rooms."""
    rooms = [path for path in PACKAGE.iterdir() if path.is_dir()]
    if any((base / name).exists() for base in (ROOT, ROOT / "docs", PACKAGE, *rooms)):
        return True
    # Within a paragraph that has named the folder, a file goes by its name alone.
    return "/" not in name and any((ROOT / part).rglob(name) for part in ("src", "instance"))


def anchors_of(path):
    text = text_of(path)
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    made = [re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles]
    return {*made, *re.findall(r'<a id="([^"]+)">', text)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(document):
    text = without_blocks(text_of(document))
    named = {*FILE.findall(text), *FOLDER.findall(text)}
    assert [name for name in sorted(named) if not (MADE.match(name) or is_there(name))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    broken = []
    for place, anchor in LINK.findall(text_of(document)):
        target = document.parent / place if place else document
        if not target.exists() or (anchor and anchor[1:] not in anchors_of(target)):
            broken.append(place + anchor)
    assert broken == []


def test_commands_are_those_of_the_makefile():
    targets = set(TARGET.findall(text_of(ROOT / "Makefile"))) - {"help"}
    told = set(COMMAND.findall(text_of(*DOCUMENTS)))
    assert told - targets == set()
    assert targets - told == set()


def test_variables_are_those_that_are_read():
    code = [path for part in ("src", "instance", "tests") for path in (ROOT / part).rglob("*.py")]
    read = set(VARIABLE.findall(text_of(*code, ROOT / "Makefile"))) - OF_TESTS
    assert set(VARIABLE.findall(text_of(*DOCUMENTS))) == read


def services_of(package):
    """Names of the REST services that a package registers."""
    found = set()
    for path in package.rglob("*.zcml"):
        for service in re.findall(r"<plone:service\b.*?/>", text_of(path), re.DOTALL):
            found.update(re.findall(r'\bname="(@[^"]+)"', service))
    return found


def test_services_of_the_portals_own_are_told_to_integrators():
    ours = services_of(PACKAGE) - services_of(Path(plone.restapi.__file__).parent)
    told = text_of(ROOT / "docs" / "rest.md")
    assert [name for name in sorted(ours) if f"/{name}" not in told] == []
    assert "@submissions" in ours
