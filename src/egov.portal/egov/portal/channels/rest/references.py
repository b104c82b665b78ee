"""References between content (codes, UIDs) as addresses and titles, for what the caller may see."""

from egov.portal.shared.caching.parts import part
from egov.portal.shared.sought_in_vain import is_in_vain
from plone import api


# A procedure can be named by many; a client that wants all of them searches.
MOST_REFERRING = 50


def visible(portal_type, key, values):
    """`{value: brain}` of the content of a type that the caller may see, by its UID or code."""
    values = [value for value in values if isinstance(value, str) and value]
    if not values:
        return {}
    return {
        getattr(brain, key): brain for brain in found({"portal_type": portal_type, key: values})
    }


def found(query):
    """Brains of a query; what has a name that nothing has is not sought."""
    catalog = api.portal.get_tool("portal_catalog")
    return () if is_in_vain(catalog, query) else catalog(**query)


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


def agency(uid):
    """The reference to an agency for strangers, or None: few agencies have many procedures."""
    what = ("agency reference", uid, api.portal.get().absolute_url())
    return part(what, lambda: next(map(reference, visible("Agency", "UID", [uid]).values()), None))


def known(portal_type, key, values):
    """`{value: reference}` of what the caller may see."""
    if portal_type == "Agency" and key == "UID" and api.user.is_anonymous():
        links = {uid: agency(uid) for uid in values if isinstance(uid, str) and uid}
        return {uid: link for uid, link in links.items() if link is not None}
    brains = visible(portal_type, key, values)
    return {value: reference(brain) for value, brain in brains.items()}


def references(portal_type, key, values, keep_unknown):
    """References in the order of their values; those the caller may not see are left out.

    Where `keep_unknown()` (for an editor, who sends them back) these stay as `{"token": value}`.
    """
    links = known(portal_type, key, values or ())
    result = []
    for value in values or ():
        if value in links:
            result.append({"token": value, **links[value]})
        elif keep_unknown():
            result.append({"token": value})
    return result


def referring(code, portal_type):
    """References to the content of a type that names a procedure by its code, newest first."""
    brains = found(
        {
            "procedures": code,
            "portal_type": portal_type,
            "sort_on": "effective",
            "sort_order": "descending",
            "sort_limit": MOST_REFERRING,
        }
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
    brains = visible("FormTemplate", "code", codes)
    for brain in found({"portal_type": "FormTemplate", "procedures": procedure}):
        brains.setdefault(brain.code, brain)
    result = {}
    for code, brain in brains.items():
        template = brain.getObject()
        result[code] = {
            "@id": brain.getURL(),
            "title": brain.Title,
            "code": code,
            "version": template.version or "",
            **(file_of(template) or {}),
        }
    return result
