"""What axe-core finds on a page in a browser."""

from axe_playwright_python.sync_playwright import Axe


RULES = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        "best-practice",
    ]
}


def violations(page):
    """[(rule, how often, the first place)] of what axe finds on a page."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(rule["id"], len(rule["nodes"]), rule["nodes"][0]["html"][:200]) for rule in found]
