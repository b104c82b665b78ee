"""Walking through a form with steps in a test browser."""

from filing import fill_papers
from filing import fill_person
import re


CODE = re.compile(r'class="receipt-code">([^<]+)<')
SECRET = re.compile(r'class="receipt-secret">([0-9A-Z-]{19})<')
ERROR = re.compile(r'<li><a href="#form-widgets-(\w+?)(?:-0)?">')


def press(page, name="continue"):
    page.getControl(name=f"form.buttons.{name}").click()


def first_step(page, url, **changed):
    page.open(url)
    fill_person(page, **changed)
    press(page)


def to_review(page, url, **changed):
    first_step(page, url, **changed)
    fill_papers(page, **changed)
    press(page)


def save(page):
    """Save and leave; the private link."""
    press(page, "leave")
    link = re.search(r'value="([^"]+/mo/[^"]+)"', page.contents)[1]
    press(page, "left")
    return link


def receipt(page):
    return CODE.search(page.contents)[1], SECRET.search(page.contents)[1]


def wrong(page):
    return set(ERROR.findall(page.contents))
