"""No page breaks a rule that axe-core can check: WCAG 2.2 A and AA, and axe's best practices."""

from accessibility import violations
import pytest


PAGES = (
    "",
    "/thu-tuc",
    "/thu-tuc?q=khai+sinh",
    "/thu-tuc?q=khong+co+gi+nhu+the",
    "/thu-tuc/1.001193",
    "/dich-vu",
    "/dich-vu/cap-ban-sao-trich-luc-ho-tich",
    "/dich-vu/cap-ban-sao-trich-luc-ho-tich/to-khai",
    "/bieu-mau",
    "/bieu-mau/tk-khaisinh",
    "/thong-bao",
    "/thong-bao?month=2026-11",
    "/thong-bao?archive=1",
    "/thong-bao/ung-pho-mua-lon-va-lu",
    "/van-ban",
    "/van-ban/quy-che-mot-cua",
    "/co-quan",
    "/co-quan/so-tu-phap",
    "/hoi-dap",
    "/hoi-dap/nop-bo-sung",
    "/tin-tuc",
    "/tin-tuc/ba-phan-tu-ho-so-nop-truc-tuyen",
    "/@@search?SearchableText=khai+sinh",
    "/tra-cuu",
    "/sitemap",
    "/login",
    "/login-help",
    "/du-lieu-ca-nhan",
    "/lien-he",
    "/contact-info",
    "/thu-tuc/1.001193/@@useful",
    "/kha-nang-tiep-can",
    "/@@search?SearchableText=zzzqq",
    "/khong-co-trang-nay",
)


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
