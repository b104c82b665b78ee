"""What Plone's own forms lack for those who cannot see them is mended for who signed in."""

from egov.portal.site.explaining import explain
from egov.portal.site.explaining import MESSAGES
from egov.portal.site.mending import mend
from egov.portal.site.mending import Mending
import json
from lxml import html
import pytest


def mended(body):
    tree = html.fromstring(f"<html><body>{body}</body></html>")
    mend(tree)
    return tree


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<div class='field'><label>Tệp</label><input type='file' name='x'></div>", "Tệp"),
        ("<input type='checkbox' name='x' title='Xóa'>", "Xóa"),
        ("<input name='x' placeholder='Tên'>", "Tên"),
        ("<select name='x'><option>Thêm…</option></select>", "Thêm…"),
        ("<input name='x'>", "x"),
        (
            "<table><thead><tr><th>Người</th><th>Vai trò</th></tr></thead>"
            "<tbody><tr><td>An</td><td><input type='checkbox'></td></tr></tbody></table>",
            "An: Vai trò",
        ),
    ],
)
def test_a_control_without_a_name_gets_the_one_that_is_seen(body, name):
    (control,) = mended(body).xpath("//input | //select")
    assert control.get("aria-label") == name


@pytest.mark.parametrize(
    "body",
    [
        "<label for='a'>Tên</label><input id='a'>",
        "<label>Tên <input id='a'></label>",
        "<input aria-label='Tên'>",
        "<input aria-labelledby='b'>",
        "<input type='hidden' name='x'>",
    ],
)
def test_a_control_with_a_name_keeps_it(body):
    before = html.fromstring(body).xpath("//input/@aria-label")
    assert mended(body).xpath("//input/@aria-label") == before


def test_boxes_of_one_label_are_a_group():
    tree = mended("<label for='a'>Cấp</label><span id='a'><input type='radio' title='Xã'></span>")
    (group,) = tree.xpath("//span")
    (label,) = tree.xpath("//label")
    assert group.get("role") == "group"
    assert group.get("aria-labelledby") == label.get("id")
    assert label.get("for") is None


def test_levels_of_headings_leave_none_out():
    tree = mended("<h6>Menu</h6><main><h1>Trang</h1><h4>Phần</h4><h5>Mục</h5><h2>Khác</h2></main>")
    headings = [each for each in tree.iter() if each.tag[0] == "h" and each.tag[1:].isdigit()]
    assert [each.tag for each in headings] == ["h6", "h1", "h2", "h3", "h2"]
    assert [each.get("class") for each in headings] == [None, None, "h4", "h5", None]


def test_blocks_within_words_become_words_that_look_like_blocks():
    tree = mended("<div><span><div class='main'><div>x</div></div></span></div>")
    assert len(tree.xpath("//div")) == 1
    assert tree.xpath("//span/span/@class") == ["main d-block", "d-block"]


def test_a_language_is_written_once():
    assert mended("<p lang='en' xml:lang='en'>x</p>").xpath("//p")[0].attrib == {"lang": "en"}


def test_landmarks_have_names_of_their_own():
    tree = mended("<h2>Chung</h2><nav></nav><h2>Chung</h2><nav></nav>")
    assert tree.xpath("//nav/@aria-label") == ["Chung", "Chung (2)"]


def test_wrong_html_is_put_right():
    tree = mended(
        "<a aria-expanded='' href='/a b'>x</a><table><tr><th></th></tr></table><img src='x'>"
        "<select required size='1' title='t'><option value='1'>Một</option></select>"
    )
    assert tree.xpath("//a/@href") == ["/a%20b"]
    assert not tree.xpath("//@aria-expanded | //th | //select/@required")
    assert tree.xpath("//img/@alt") == [""]


def test_nothing_is_done_for_everybody(anon_request, app, portal):
    request = app.REQUEST
    request.response.setHeader("Content-Type", "text/html")
    request["AUTHENTICATED_USER"] = app.acl_users.getUser("nobody-of-that-name")
    assert Mending(portal, request).transformBytes(b"<input name='x'>", "utf-8") is None


def explained(body, request):
    root = html.fromstring(f"<html><body>{body}</body></html>")
    explain(root, request)
    return root


def test_an_error_of_the_server_is_seen_and_read_with_its_field(portal):
    body = (
        "<div class='mb-3 field error ' id='code'><label for='a'>Mã</label><input id='a'>"
        "<input type='hidden'><div class='invalid-feedback'>Sai</div></div>"
    )
    root = explained(body, portal.REQUEST)
    (told,) = root.xpath("//div[@id='code-error']")
    control, hidden = root.iter("input")
    assert "d-block" in told.get("class").split() and told.text == "Sai"
    assert control.get("aria-describedby") == "code-error"
    assert control.get("aria-invalid") == "true" and "is-invalid" in control.get("class")
    assert not hidden.get("class")


def test_what_must_be_filled_in_is_said_in_the_pages_language(portal):
    portal.REQUEST["LANGUAGE"] = "vi"
    portal.REQUEST.environ["I18N_LANGUAGE"] = "vi"
    mark = "<fieldset><label>Tên<span class='required'></span></label></fieldset>"
    root = explained(f"<div><form class='x pat-validation'>{mark}</form></div>", portal.REQUEST)
    (form,) = root.iter("form")
    messages = dict(each.split(": ", 1) for each in form.get("data-pat-validation").split("; "))
    assert set(messages) == {f"message-{name}" for name in MESSAGES}
    assert form.getprevious().get("class") == "form-text egov-required-note"


def test_folder_contents_know_the_names_of_states(portal):
    root = explained("<div class='pat-structure'></div>", portal.REQUEST)
    (contents,) = root.xpath("//div")
    names = json.loads(contents.get("data-states"))
    assert set(names) == {"draft", "pending", "published", "withdrawn"}
    assert all(names.values())
