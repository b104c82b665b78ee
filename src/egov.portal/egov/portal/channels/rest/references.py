"""References between content (codes, UIDs) as addresses and titles, for what the caller may see."""

from plone import api


# A procedure can be named by many; a client that wants all of them searches.
MOST_REFERRING = 50


def visible(portal_type, key, values):
    """`{value: brain}` of the content of a type that the caller may see, by its UID or code."""
    values = [value for value in values if isinstance(value, str) and value]
    if not values:
        return {}
    query = {"portal_type": portal_type, key: values}
    return {getattr(brain, key): brain for brain in api.portal.get_tool("portal_catalog")(**query)}


def reference(brain):
    """`{@id, @type, title, UID, code?}`; `token` is what an editor sends back for it."""
    result = {
        "@id": brain.getURL(),
        "@type": brain.portal_type,
        "title": brain.Title,
        "UID": brain.UID,
    }
    if isinstance(brain.code, str) and brain.code:
        result["code"] = brain.code
    return result


def references(portal_type, key, values, keep_unknown):
    """References in the order of their values; those the caller may not see are left out.

    With `keep_unknown` (for an editor, who sends them back) these stay as `{"token": value}`.
    """
    found = visible(portal_type, key, values or ())
    result = []
    for value in values or ():
        if value in found:
            result.append({"token": value, **reference(found[value])})
        elif keep_unknown:
            result.append({"token": value})
    return result


def referring(code, portal_type):
    """References to the content of a type that names a procedure by its code, newest first."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog(
        procedures=code,
        portal_type=portal_type,
        sort_on="effective",
        sort_order="descending",
        sort_limit=MOST_REFERRING,
    )
    return [reference(brain) for brain in brains[:MOST_REFERRING]]


def file_of(content, name="file"):
    """`{filename, content-type, size, download}` of a file, or None."""
    value = getattr(content, name, None)
    if value is None:
        return None
    return {
        "filename": value.filename,
        "content-type": value.contentType,
        "size": value.getSize(),
        "download": f"{content.absolute_url()}/@@download/{name}",
    }


def templates(codes, procedure):
    """`{code: {@id, title, code, version, download, filename, content-type, size}}`, if visible.

    Form templates with these codes, and those that name the procedure by its code.
    """
    found = visible("FormTemplate", "code", codes)
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog(portal_type="FormTemplate", procedures=procedure):
        found.setdefault(brain.code, brain)
    result = {}
    for code, brain in found.items():
        template = brain.getObject()
        result[code] = {
            "@id": brain.getURL(),
            "title": brain.Title,
            "code": code,
            "version": template.version or "",
            **(file_of(template) or {}),
        }
    return result
