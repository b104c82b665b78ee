"""What no checker tells: keyboard, errors, enlarged and respaced text, print, colours, weight."""

from page_types import FORM
from page_types import SERVICE
import pytest
import scenes


PROCEDURE = "/thu-tuc/1.001193"
SAMPLE = ("", "/thu-tuc?q=khai+sinh", PROCEDURE, SERVICE, FORM, "/co-quan/so-tu-phap")
# What users may set (WCAG 1.4.12).
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
    " word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"
)
SEEN = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const place = element.getBoundingClientRect();
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return [ring, place.width * place.height > 0,
          element.outerHTML.slice(0, 120)];
}"""


def tab_to(page, selector):
    """Press Tab until the focus is there; everything on the way shows that it has it."""
    for _number in range(200):
        page.keyboard.press("Tab")
        ring, size, what = page.evaluate(SEEN)
        if what.startswith("<body"):  # past the end, the next one is the page's first
            continue
        assert ring and size, f"focus not seen: {what}"
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill_by_keyboard(page, example):
    """Fill in what is on this page; only files are chosen otherwise."""
    for name, value in example["fields"].items():
        field = page.locator(f"#formfield-form-widgets-{name}").locator(
            "input:not([type=hidden]), textarea, select"
        )
        if not field.count() or not field.first.is_visible():
            continue
        kind = field.first.get_attribute("type") or "text"
        if kind in ("radio", "checkbox"):
            for one in value if isinstance(value, list) else [value]:
                wanted = (
                    field.first if one is True else field.and_(page.locator(f"[value='{one}']"))
                )
                if one is not False and not wanted.is_checked():
                    wanted.focus()
                    page.keyboard.press("Space")
                    assert wanted.is_checked()
            continue
        tab_to(page, f"#formfield-form-widgets-{name} *")
        if kind == "date":
            year, month, day = value.split("-")
            page.keyboard.type(month + day + year)
        elif field.first.evaluate("element => element.tagName") == "SELECT":
            title = field.locator(f"option[value='{value}']").inner_text()
            page.keyboard.type(title)
        else:
            page.keyboard.type(str(value))
        assert field.first.input_value() == str(value)


def test_the_keyboard_alone_leads_from_home_to_the_receipt(open_page, made_portal, picture):
    example = scenes.example_of(made_portal.url)
    page = open_page(1280, "vi")
    tab_to(page, ".eg-hero input[type=search]")
    page.keyboard.type("trích lục hộ tịch")
    enter(page)
    assert "/thu-tuc?q=" in page.url
    tab_to(page, "main .eg-list a[href*='/thu-tuc/']")
    enter(page)
    page.goto(made_portal.url + "/thu-tuc/2.000635")
    tab_to(page, f"main a[href*='{SERVICE}']")
    enter(page)
    if not page.locator("[name='form.buttons.continue']").count():
        tab_to(page, f"main a[href*='{FORM}']")
        enter(page)
    while page.locator("[name='form.buttons.continue']").count():
        fill_by_keyboard(page, example)
        scenes.fill(page, {"fields": {}, "attachments": example.get("attachments", [])})
        tab_to(page, "[name='form.buttons.continue']")
        enter(page)
    tab_to(page, "#egov_consent")
    page.keyboard.press("Space")
    tab_to(page, "[name='form.buttons.submit']")
    picture(page, "keyboard-review")
    enter(page)
    assert page.inner_text(".receipt-code")


@pytest.mark.parametrize("javascript", [True, False])
def test_errors_are_told_summed_up_and_tied_to_their_fields(open_page, made_portal, javascript):
    page = open_page(360, "vi", javascript)
    page.goto(made_portal.url + FORM)
    scenes.unchecked(page)
    scenes.press(page, "continue")
    summary = page.locator("#form-errors")
    assert summary.get_attribute("role") == "alert" or summary.locator("[role=alert]").count()
    links = summary.locator("a")
    assert links.count() == page.locator(".field.error").count() > 0
    for link in links.all():
        field = page.locator(f"[id='{link.get_attribute('href').partition('#')[2]}']")
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby").split()
        assert any(page.locator(f"[id='{each}']").inner_text().strip() for each in described)
    # The address ends in #form-errors: without a script the browser goes there itself.
    assert page.evaluate(
        "document.activeElement.id === 'form-errors' || location.hash === '#form-errors'"
    )
    links.first.click()
    target = links.first.get_attribute("href").partition("#")[2]
    assert page.evaluate("document.activeElement.id") == target


def test_text_spaced_by_its_reader_is_neither_cut_nor_too_wide(browser, made_portal):
    context = browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    page = context.new_page()
    cut = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(each => {
      const style = getComputedStyle(each);
      const hides = style.overflowY === "hidden" || style.overflowX === "hidden";
      return hides && each.clientHeight > 2 && !each.closest("thead, .visually-hidden")
        && (each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2);
    }).map(each => each.outerHTML.slice(0, 100))"""
    wrong = {}
    for path in SAMPLE:
        page.goto(made_portal.url + path)
        page.add_style_tag(content=SPACING)
        found = page.evaluate(cut)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("too wide")
        if found:
            wrong[path] = found
    context.close()
    assert wrong == {}


def test_nothing_moves_for_who_asked_for_that(open_page, made_portal):
    page = open_page()
    page.emulate_media(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter(each => {
      const style = getComputedStyle(each);
      const long = value => value.split(",").some(part => parseFloat(part) > 0.01);
      return (style.animationName !== "none" && long(style.animationDuration))
        || (style.transitionProperty !== "none" && long(style.transitionDuration));
    }).length"""
    for path in SAMPLE:
        page.goto(made_portal.url + path)
        assert page.evaluate(moving) == 0, path


def test_with_colours_of_the_system_everything_to_press_has_an_edge(
    open_page, made_portal, picture
):
    page = open_page(360)
    page.emulate_media(forced_colors="active")
    flat = """() => [...document.querySelectorAll("main .eg-btn, main button, main .form-control")]
      .filter(each => each.offsetParent !== null)
      .filter(each => !(parseFloat(getComputedStyle(each).borderTopWidth) > 0))
      .map(each => each.outerHTML.slice(0, 100))"""
    for path in SAMPLE:
        page.goto(made_portal.url + path)
        assert page.evaluate(flat) == [], path
    page.goto(made_portal.url + PROCEDURE)
    picture(page, "forced-colours-procedure")
    tab_to(page, "main a")


def test_a_procedure_is_printed_without_what_belongs_to_the_screen(open_page, made_portal, picture):
    page = open_page(794, "vi")  # A4 at 96 to the inch
    page.goto(made_portal.url + PROCEDURE)
    page.emulate_media(media="print")
    for path in ("#portal-mainnavigation", "#portal-footer-wrapper", ".eg-find", "main .eg-btn"):
        for each in page.locator(path).all():
            assert not each.is_visible(), path
    assert page.locator("h1").is_visible()
    for path in ("main table", "main h2"):
        assert page.locator(path).first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    picture(page, "printed-procedure")


def test_tables_say_what_their_rows_and_columns_are(open_page, made_portal):
    page = open_page()
    bare = """() => [...document.querySelectorAll("main table")].filter(table => {
      const heads = [...table.querySelectorAll("th")];
      return !heads.length || heads.some(head => !head.scope || !head.textContent.trim());
    }).map(table => table.outerHTML.slice(0, 150))"""
    for path in (*SAMPLE, "/van-ban", "/thong-bao", "/bieu-mau", "/lien-he"):
        page.goto(made_portal.url + path)
        assert page.evaluate(bare) == [], path


def test_a_first_visit_is_light_and_waits_for_nothing(browser, made_portal):
    """Bytes as sent (nothing compresses them here) and requests of a procedure's page."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    seen = []
    page.on("requestfinished", lambda request: seen.append((request.url, request.sizes())))
    page.goto(made_portal.url + PROCEDURE, wait_until="networkidle")
    total = sum(each["responseBodySize"] + each["responseHeadersSize"] for _url, each in seen)
    waited = page.locator("script[src]:not([defer]):not([async]):not([type=module])").count()
    unsized = page.locator("img:not([width]), img:not([height])").count()
    late = """() => [...document.images].filter(each =>
      each.loading !== "lazy" && each.getBoundingClientRect().top > 2 * innerHeight).length"""
    assert all(url.startswith(made_portal.url) for url, _size in seen)
    assert len(seen) <= 10
    assert total <= 100_000
    assert (waited, unsized, page.evaluate(late)) == (0, 0, 0)
    context.close()


def test_a_size_of_text_that_was_chosen_is_there_before_the_script(open_page, made_portal):
    """It comes with the style sheets: nothing moves when the next page loads."""
    page = open_page(1280, "vi")
    measured = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    usual = page.evaluate(measured)

    def press(size):
        with page.expect_response("**/@@text-size.css"):
            page.locator(f".eg-sizes button[value='{size}']").click()

    press("1")
    press("1")
    assert page.evaluate(measured) == usual * 1.25
    page.route("**/page.js", lambda route: route.abort())
    asked = []
    page.on("request", lambda request: asked.append(request))
    page.goto(made_portal.url + PROCEDURE)
    assert page.evaluate(measured) == usual * 1.25
    sent = next(each for each in asked if each.is_navigation_request()).all_headers()
    assert "egov_text_size" not in sent.get("cookie", "")
    page.unroute("**/page.js")
    page.goto(made_portal.url + "/co-quan/so-tu-phap")
    press("0")
    page.route("**/page.js", lambda route: route.abort())
    page.goto(made_portal.url)
    assert page.evaluate(measured) == usual


def test_sharing_needs_nothing_from_elsewhere(browser, made_portal):
    """Zalo, which takes no address from other sites, gets it by the clipboard."""
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    elsewhere = []
    page.on("request", lambda request: elsewhere.append(request.url))
    page.goto(made_portal.url + PROCEDURE)
    page.locator("[data-share] summary").click()
    for name in ("Zalo", "Facebook"):
        assert page.get_by_role("link", name=name, exact=True).is_visible()
    assert [url for url in elsewhere if not url.startswith(made_portal.url)] == []
    context.route("https://chat.zalo.me/**", lambda route: route.fulfill(body="Zalo"))
    with context.expect_page():
        page.get_by_role("link", name="Zalo", exact=True).click()
    page.bring_to_front()
    assert page.inner_text("[data-share] [role=status]").strip()
    assert page.evaluate("navigator.clipboard.readText()") == made_portal.url + PROCEDURE
    context.close()


def test_papers_are_ticked_kept_and_printed_with_their_ticks(open_page, made_portal):
    page = open_page(360, "vi")
    page.goto(made_portal.url + PROCEDURE)
    boxes = page.locator("[data-ticks] input[type=checkbox]")
    assert boxes.count() > 2
    boxes.nth(1).check()
    page.reload()
    assert [boxes.nth(number).is_checked() for number in (0, 1)] == [False, True]
    page.emulate_media(media="print")
    assert boxes.nth(1).is_visible()
    page.emulate_media(media="screen")
    page.click("[data-ticks] [data-clear]")
    page.reload()
    assert not boxes.nth(1).is_checked()
    plain = open_page(360, "vi", javascript=False)
    plain.goto(made_portal.url + PROCEDURE)
    plain.locator("[data-ticks] input[type=checkbox]").first.check()
