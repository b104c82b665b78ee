"""What Plone's own forms and lists lack for those who cannot see them, for who signed in.

Plone leaves some boxes, lists and files to choose without a name that a screen reader could say,
and levels of headings out. The pages for everybody are the portal's own templates and need none
of this. What scripts make in the browser is mended there (`theme/editing.js`).
"""

from egov.portal.site.explaining import explain
from lxml import etree
from plone.transformchain.interfaces import ITransform
from repoze.xmliter.utils import getHTMLSerializer
from zope.component.hooks import getSite
from zope.interface import implementer


HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CONTROLS = ("input", "select", "textarea", "button", "meter", "output", "progress")
UNNAMED = ("hidden", "submit", "button", "reset", "image")


@implementer(ITransform)
class Mending:
    """After the theme (8850), before plone.protect writes its tokens (9000)."""

    order = 8900

    def __init__(self, published, request):
        self.request = request

    def transformBytes(self, result, encoding):
        return self.transformIterable([result], encoding)

    def transformUnicode(self, result, encoding):
        return self.transformIterable([result.encode(encoding)], encoding)

    def transformIterable(self, result, encoding):
        if not self.wanted():
            return None
        try:
            if not hasattr(result, "tree"):
                result = getHTMLSerializer(result, pretty_print=False, encoding=encoding)
        except (AttributeError, TypeError, etree.ParseError):
            return None
        mend(result.tree)
        explain(result.tree.getroot(), self.request)
        return result

    def wanted(self):
        kind = self.request.response.getHeader("Content-Type") or ""
        user = self.request.get("AUTHENTICATED_USER")
        signed_in = user is not None and user.getId() is not None
        return signed_in and kind.startswith("text/html") and getSite() is not None


def mend(tree):
    """Name what has no name, close gaps in the levels of headings, mend wrong HTML; in place."""
    root = tree.getroot() if hasattr(tree, "getroot") else tree
    if root is None:
        return
    name_groups(root)
    name_controls(root)
    mend_choices(root)
    mend_attributes(root)
    mend_blocks(root)
    name_landmarks(root)
    level_headings(root)
    for told in root.xpath("//*[@id='plone-lock-status']"):
        told.set("role", "status")
    for image in root.iter("img"):
        if image.get("alt") is None and image.get("role") is None:
            image.set("alt", "")
    for cell in root.iter("th"):
        if not said(cell):
            cell.tag = "td"


def name_groups(root):
    """A label of several boxes, or of what a script makes a choice of, names them as a group."""
    owners = {each.get("id"): each for each in root.iter(etree.Element) if each.get("id")}
    for label in root.iter("label"):
        owner = owners.get(label.get("for"))
        if owner is not None and owner.tag in CONTROLS and owner.get("type") != "hidden":
            continue
        name = label.attrib.pop("for", None)
        if owner is not None and name and said(label):
            label.set("id", label.get("id") or f"{name}-label")
            if owner.tag not in CONTROLS:
                owner.set("role", owner.get("role") or "group")
            owner.set("aria-labelledby", label.get("id"))


def mend_choices(root):
    for select in root.iter("select"):
        options = list(select.iter("option"))
        if select.get("required") is not None and select.get("multiple") is None:
            # Something is always chosen where nothing empty can be.
            if options and options[0].get("value") and int(select.get("size", 1)) == 1:
                del select.attrib["required"]
        for option in options:
            if not said(option) and not option.get("label"):
                option.text = "–"


def mend_blocks(root):
    """What is only words may hold no blocks: they become words that are shown as blocks."""
    for block in root.xpath("//span//div"):
        block.tag = "span"
        block.set("class", f"{block.get('class', '')} d-block".strip())


def mend_attributes(root):
    for element in root.iter(etree.Element):
        # One is written from `lang` anyway.
        if element.get("lang"):
            element.attrib.pop("xml:lang", None)
        for name in [each for each in element.attrib if each.startswith("aria-")]:
            if not element.get(name):
                del element.attrib[name]
        if " " in element.get("href", ""):
            element.set("href", element.get("href").strip().replace(" ", "%20"))


def name_controls(root):
    labelled = {label.get("for") for label in root.iter("label") if said(label)} - {None}
    for control in root.iter("input", "select", "textarea"):
        if control.get("type") in UNNAMED or control.get("aria-label"):
            continue
        if control.get("aria-labelledby") or control.get("id") in labelled:
            continue
        if any(said(above) for above in control.iterancestors("label")):
            continue
        name = of_cell(control) or control.get("title") or of_group(control)
        name = name or control.get("placeholder") or of_choice(control) or control.get("name")
        if name:
            control.set("aria-label", " ".join(name.split()))


def of_cell(control):
    """The names of a control's row and column in a table, None outside of one."""
    cell = next(control.iterancestors("td"), None)
    table = next(control.iterancestors("table"), None)
    if cell is None or table is None:
        return None
    row = cell.getparent()
    number = sum(int(each.get("colspan", 1)) for each in cell.itersiblings(preceding=True))
    head = next(table.iter("thead"), table)
    columns = [each for each in head.iter("th", "td") if next(each.iterancestors("tr")) is not row]
    column = said(columns[number]) if number < len(columns) else ""
    begin = next((each for each in row.iter("th", "td") if said(each)), None)
    begin = said(begin) if begin is not None and begin is not cell else control.get("value", "")
    return ": ".join(word for word in (begin, column) if word) or None


def of_group(control):
    """The label, legend or heading of what a control stands in."""
    for above in control.iterancestors("div", "fieldset", "section", "form"):
        for each in above.iter("label", "legend", *HEADINGS):
            if said(each):
                return said(each)
    return None


def of_choice(control):
    option = next(control.iter("option"), None)
    return said(option) if option is not None else None


def name_landmarks(root):
    """Navigations and asides have the name of the heading before them, or within, each its own."""
    used = set()
    for landmark in root.iter("nav", "aside"):
        name = landmark.get("aria-label")
        if not name and landmark.get("aria-labelledby"):
            continue
        name = name or heading_of(landmark)
        number = 1
        while (landmark.tag, name, number) in used:
            number += 1
        used.add((landmark.tag, name, number))
        if name:
            landmark.set("aria-label", name if number == 1 else f"{name} ({number})")


def heading_of(landmark):
    before = landmark.getprevious()
    if before is not None and before.tag in HEADINGS:
        return said(before)
    heading = next(landmark.iter(*HEADINGS), None)
    return landmark.get("id") if heading is None else said(heading)


def level_headings(root):
    """No level is left out on the way down, from the page's own heading on."""
    level = None
    for heading in root.iter(*HEADINGS):
        if level is None:
            level = 1 if heading.tag == "h1" else None
            continue
        own = int(heading.tag[1])
        if own > level + 1:
            # The class keeps its looks.
            heading.set("class", f"{heading.get('class', '')} {heading.tag}".strip())
            heading.tag = f"h{level + 1}"
        level = min(own, level + 1)


def said(element):
    """The words of an element and of what is in it."""
    return " ".join("".join(element.xpath(".//text()")).split())
