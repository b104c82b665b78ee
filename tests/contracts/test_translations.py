"""Every text of ours has a Vietnamese translation, and no catalogue holds a text that is gone."""

from pathlib import Path
import polib
import pytest
import re
import subprocess


ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "egov.portal" / "egov" / "portal"
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The texts that the code holds now, extracted anew."""
    pot = tmp_path_factory.mktemp("locales") / "egov.portal.pot"
    command = [ROOT / "bin" / "i18ndude", "rebuild-pot", "--pot", pot, "--create", "egov.portal"]
    subprocess.run([*command, ".", ROOT / "profiles"], cwd=PACKAGE, check=True, capture_output=True)
    lines = pot.read_text(encoding="utf-8").splitlines()
    # polib refuses the free comments that the extractor puts at the top.
    readable = "\n".join(line for line in lines if not line.startswith("#"))
    return {entry.msgid for entry in polib.pofile(readable) if entry.msgid}


def catalogue(language):
    return polib.pofile(str(PACKAGE / "locales" / language / "LC_MESSAGES" / "egov.portal.po"))


def test_every_text_is_in_vietnamese(texts):
    done = {e.msgid for e in catalogue("vi") if e.msgstr.strip() and not e.fuzzy}
    assert sorted(texts - done) == []


def test_the_vietnamese_catalogue_holds_no_text_that_is_gone(texts):
    assert sorted({e.msgid for e in catalogue("vi") if not e.obsolete} - texts) == []


def test_placeholders_are_the_same_in_the_translation():
    wrong = [
        e.msgid
        for e in catalogue("vi")
        if set(PLACEHOLDER.findall(e.msgid)) != set(PLACEHOLDER.findall(e.msgstr))
    ]
    assert wrong == []
