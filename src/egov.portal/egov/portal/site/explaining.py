"""What Plone's edit forms and lists leave unsaid to who was never trained in them.

Errors that the server found stand at their field and can be seen, what must be filled in is said
in words and in the page's language, and the contents of a folder know their states' names.
`theme/editing.js` does the rest in the browser.
"""

from egov.portal import _
from egov.portal.shared.publication import WORKFLOW
import json
from lxml import etree
from plone import api
from zope.i18n import translate


# Names of pat-validation's messages; a semicolon would end one.
MESSAGES = {
    "required": _("Please fill in this field."),
    "date": _("Please give a date."),
    "datetime": _("Please give a date and a time."),
    "email": _("Please give an e-mail address, such as ten@example.vn."),
    "number": _("Please give a number."),
}


def explain(root, request):
    """Say it in place, in the language of `request`."""
    for form in having(root, "form", "pat-validation"):
        tell_messages(form, request)
    for field in having(root, "div", "field", "error"):
        show_error(field)
    for contents in having(root, "*", "pat-structure"):
        contents.set("data-states", json.dumps(states(request), ensure_ascii=False))


def having(root, tag, *names):
    """Elements of `tag` that have all of the classes `names`."""
    tests = [f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names]
    return root.xpath(f".//{tag}[{' and '.join(tests)}]")


def tell_messages(form, request):
    if form.get("data-pat-validation"):
        return
    told = {name: translate(text, context=request) for name, text in MESSAGES.items()}
    said = "; ".join(f"message-{name}: {text}" for name, text in told.items())
    form.set("data-pat-validation", said)
    if not having(form, "fieldset//span", "required"):
        return
    note = etree.Element("p", {"class": "form-text egov-required-note"})
    note.text = translate(_("Fields with a red mark must be filled in."), context=request)
    form.addprevious(note)


def show_error(field):
    """A field's error is seen, and read with the field."""
    told = having_within(field, "invalid-feedback")
    if not told:
        return
    for message in told:
        message.set("class", message.get("class") + " d-block")
    name = f"{field.get('id') or 'field'}-error"
    told[0].set("id", name)
    for control in field.iter("input", "select", "textarea"):
        if control.get("type") != "hidden":
            control.set("class", f"{control.get('class', '')} is-invalid".strip())
            control.set("aria-invalid", "true")
            control.set("aria-describedby", name)


def having_within(element, name):
    return [each for each in element.iter("div", "em") if name in each.get("class", "").split()]


def states(request):
    """{state: name} of the publication's states, as folder contents show them."""
    workflow = api.portal.get_tool("portal_workflow")[WORKFLOW]
    return {
        state.id: translate(state.title, domain="plone", context=request)
        for state in workflow.states.objectValues()
    }
