"""A real browser against a running portal with its demo content.

Debian's Chromium is used (`/usr/bin/chromium`, or what EGOV_CHROMIUM names). Without one the
tests fail and say so; EGOV_BROWSER_TESTS=skip in the environment leaves them out on purpose.
Screenshots are kept in `test-results/`.
"""

import os
from pathlib import Path
import pytest


CHROMIUM = os.environ.get("EGOV_CHROMIUM", "/usr/bin/chromium")
PICTURES = Path(__file__).resolve().parents[2] / "test-results"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items):
    if os.environ.get("EGOV_BROWSER_TESTS") != "skip":
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="EGOV_BROWSER_TESTS=skip"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if not Path(CHROMIUM).exists():
        pytest.fail(
            f"No browser at {CHROMIUM}: install the package chromium, name another in "
            "EGOV_CHROMIUM, or set EGOV_BROWSER_TESTS=skip"
        )
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [*ARGUMENTS],
        "headless": True,
    }


@pytest.fixture
def open_page(browser, made_portal):
    """A new visitor's page: `open_page(360, "vi", javascript=False)`, at the home page."""
    contexts = []

    def opener(width=1280, language="vi", javascript=True):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript
        )
        context.add_cookies([{"name": "I18N_LANGUAGE", "value": language, "url": made_portal.url}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(made_portal.url)
        return page

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture
def picture(request):
    """Keep a screenshot of a page under a name."""
    PICTURES.mkdir(exist_ok=True)

    def keep(page, name):
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    return keep
