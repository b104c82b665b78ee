"""Editors keep all of Plone: toolbar, forms with grids, folder contents, control panels."""

import pytest


@pytest.fixture
def editor(open_page, made_portal):
    """A page of the administrator, signed in."""
    page = open_page()
    page.goto(made_portal.url + "/login")
    page.fill("#__ac_name", "admin")
    page.fill("#__ac_password", (made_portal.var / "admin-password").read_text().strip())
    page.click("#buttons-login")
    page.wait_for_selector("#edit-zone")
    return page


def test_the_toolbar_and_its_menus_work(editor, made_portal, picture):
    editor.goto(made_portal.url + "/thong-bao")
    editor.locator("#plone-contentmenu-factories a").first.click()
    adding = editor.locator("#plone-contentmenu-factories a[href*='++add++Announcement']")
    adding.wait_for(state="visible")
    picture(editor, "editor-toolbar")
    adding.click()
    editor.wait_for_url("**/++add++Announcement")


def test_rows_of_a_grid_can_be_added(editor, made_portal, picture):
    editor.goto(made_portal.url + "/thu-tuc/1.001193/edit")
    editor.locator("nav.autotoc-nav a").nth(1).click()
    grid = editor.locator("#formfield-form-widgets-steps")
    rows = grid.locator(".datagridwidget-row:visible")
    before = rows.count()
    grid.locator(".dgf--row-add:visible").first.click()
    editor.wait_for_timeout(500)
    picture(editor, "editor-grid")
    assert rows.count() == before + 1


def test_folder_contents_list_items(editor, made_portal, picture):
    editor.goto(made_portal.url + "/thu-tuc/folder_contents")
    editor.wait_for_selector(".pat-structure table tbody tr.itemRow")
    picture(editor, "editor-contents")
    assert editor.locator(".pat-structure table tbody tr.itemRow").count() >= 10


def test_control_panels_open(editor, made_portal, picture):
    for name in ("overview-controlpanel", "site-controlpanel", "usergroup-userprefs"):
        answer = editor.goto(f"{made_portal.url}/@@{name}")
        assert answer.status == 200
        assert editor.locator("main h1").count() >= 1
    picture(editor, "editor-controlpanel")


def test_dialogs_open_over_the_page(editor, made_portal, picture):
    editor.goto(made_portal.url + "/hoi-dap/folder_contents")
    editor.wait_for_selector("tr.itemRow")
    editor.locator("tr.itemRow a").first.click()
    editor.wait_for_selector("#plone-contentmenu-actions")
    editor.locator("#plone-contentmenu-actions > a").click()
    editor.locator("#plone-contentmenu-actions-delete").click()
    editor.wait_for_selector(".modal.show, .plone-modal-content")
    picture(editor, "editor-dialog")
    assert editor.locator(".modal-body form, .plone-modal-body form, .modal form").count() >= 1
