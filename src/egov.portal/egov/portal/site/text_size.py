"""The size of text that a reader chose, there before the page is first drawn.

The choice is the browser's: the page's script keeps it, and puts it into a cookie for this one
address, a small style sheet that every page has. So pages stay alike for everybody, no script
holds them up, and nothing moves when they load. The browser keeps the sheet for a year and asks
again when another size is chosen.
"""

from Products.Five.browser import BrowserView


COOKIE = "egov_text_size"
#: As theme/page.js and theme/scss/_pages.scss have them.
SIZES = {"1": "112.5%", "2": "125%", "3": "150%"}
YEAR = 31_536_000


class TextSize(BrowserView):
    """CSS for the size in the cookie; of no size nothing."""

    def __call__(self):
        response = self.request.response
        response.setHeader("Content-Type", "text/css; charset=utf-8")
        # It is one reader's own: no cache that several share may have it.
        response.setHeader("Cache-Control", f"private, max-age={YEAR}, immutable")
        step = self.request.cookies.get(COOKIE, "")
        if step not in SIZES:
            return "html{--eg-kept-size:0}\n"
        size = f"html{{--eg-kept-size:{step}}}\n"
        return f"{size}html:not([data-size]){{font-size:{SIZES[step]}}}\n"
