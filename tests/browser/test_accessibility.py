"""No page breaks a rule that axe-core can check: WCAG 2.2 A and AA, and axe's best practices."""

from accessibility import violations
from page_types import EVERYBODY as PAGES
import pytest


# `make audit` walks all combinations.
@pytest.mark.parametrize("width,language,scheme", [(360, "vi", "light"), (1280, "en", "dark")])
def test_pages_for_everybody_are_accessible(open_page, made_portal, width, language, scheme):
    page = open_page(width, language)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    wrong = {}
    for path in PAGES:
        page.goto(made_portal.url + path)
        found = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(("wider than the screen", 1, ""))
        if found:
            wrong[path] = found
    assert wrong == {}


def test_enlarged_pages_fit_and_the_browser_complains_of_nothing(open_page, made_portal):
    page = open_page(320, "vi")
    said, wide = [], []
    page.on("console", lambda message: said.append(message) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(error))
    for path in PAGES:
        answer = page.goto(made_portal.url + path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
        if answer.status != 200:  # which is told as an error, too
            said = [each for each in said if getattr(each, "location", {}).get("url") != answer.url]
    # Among them what the pages' Content-Security-Policy refuses.
    assert [getattr(each, "text", str(each)) for each in said] == []
    # 1280 px enlarged to 400% are 320 px (WCAG 1.4.10).
    assert wide == []
