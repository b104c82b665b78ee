"""Pages of those who signed in are for everybody, too; `make audit` walks all of them."""

from accessibility import violations
import pytest
import scenes


@pytest.fixture
def sign_in(open_page, made_portal):
    """sign_in(user, width): a page of somebody of the demo, or of the administrator."""
    text = (made_portal.var / "demo-users.txt").read_text()
    passwords = dict(line.split()[:2] for line in text.splitlines() if line.startswith("demo-"))
    passwords["admin"] = (made_portal.var / "admin-password").read_text().strip()

    def signing_in(user, width=1280):
        page = open_page(width)
        page.emulate_media(reduced_motion="reduce")
        scenes.signed_in(page, made_portal.url, user, passwords[user])
        return page

    return signing_in


@pytest.mark.parametrize(
    ("user", "width", "paths"),
    [
        (
            "demo-bientap-cong",
            360,
            ("/thu-tuc/1.001193/edit", "/thu-tuc/folder_contents", "/hoi-dap/++add++FAQ"),
        ),
        ("admin", 1280, ("/@@working-calendar", "/@@search-controlpanel", "/co-quan/@@sharing")),
    ],
)
def test_pages_to_work_with_are_accessible(sign_in, made_portal, user, width, paths):
    page = sign_in(user, width)
    wrong = {}
    for path in paths:
        page.goto(made_portal.url + path)
        scenes.ready(page)
        found = violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(("wider than the screen", 1, ""))
        if found:
            wrong[path] = found
    assert wrong == {}


def test_the_toolbar_is_used_by_keyboard(sign_in, made_portal):
    page = sign_in("demo-bientap-cong")
    page.goto(made_portal.url + "/thong-bao")
    scenes.ready(page)
    page.focus("#plone-contentmenu-factories > a")
    page.keyboard.press("Enter")
    page.wait_for_selector("#plone-contentmenu-factories .dropdown-menu.show")
    page.keyboard.press("ArrowDown")
    inside = (
        "document.activeElement.closest('#plone-contentmenu-factories .dropdown-menu') !== null"
    )
    assert page.evaluate(inside)
    outline = "parseFloat(getComputedStyle(document.activeElement).outlineWidth)"
    assert page.evaluate(outline) > 0
    page.keyboard.press("Escape")
    assert not page.locator("#plone-contentmenu-factories .dropdown-menu.show").count()
