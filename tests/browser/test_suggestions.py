"""The header's box: suggestions while typing, by keyboard alone; a plain form without a script."""


def test_a_procedure_is_typed_and_picked_with_the_keyboard_alone(open_page, made_portal):
    page = open_page(1280, "vi")
    page.focus("#eg-find-text")
    page.keyboard.type("dang ky khai s", delay=20)
    page.wait_for_selector("#eg-find-text-suggestions li")
    box = page.locator("#eg-find-text")
    assert box.get_attribute("role") == "combobox"
    assert box.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    option = page.locator(f"[id='{active}']")
    assert option.get_attribute("aria-selected") == "true"
    assert "khai sinh" in box.input_value().lower()
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "dang ky khai s"
    page.keyboard.type("inh")
    page.wait_for_selector("#eg-find-text-suggestions li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/*")
    assert "khai sinh" in page.locator("h1").inner_text().lower()


def test_the_boxes_for_procedures_suggest_too(open_page, made_portal):
    page = open_page(360, "vi")
    for path in ("", "/thu-tuc"):
        page.goto(made_portal.url + path)
        page.focus("#eg-q")
        page.keyboard.type("dang ky khai s", delay=20)
        first = page.locator("#eg-q-suggestions li").first
        first.wait_for()
        place = first.bounding_box()
        at = [place["x"] + place["width"] / 2, place["y"] + place["height"] / 2]
        seen = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('li').id", at)
        assert seen == "eg-q-suggestions-0"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    first.click()
    page.wait_for_url("**/thu-tuc/*")


def test_enter_without_a_choice_searches_everything(open_page, made_portal):
    page = open_page(360, "vi")
    page.goto(made_portal.url + "/co-quan")  # the home page has its own box on a phone
    page.focus("#eg-find-text")
    page.keyboard.type("khai sinh")
    page.keyboard.press("Enter")
    page.wait_for_url("**/@@search?**")
    assert page.locator(".eg-results mark").count()


def test_the_box_is_a_plain_form_without_a_script(open_page, made_portal):
    page = open_page(360, "vi", javascript=False)
    page.goto(made_portal.url + "/co-quan")
    page.fill("#eg-find-text", "lam giay khai sinh")
    page.press("#eg-find-text", "Enter")
    assert "@@search" in page.url
    assert "khai sinh" in page.locator(".eg-list a").first.inner_text().lower()
