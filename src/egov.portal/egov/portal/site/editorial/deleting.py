"""Before something is deleted: what else names it, by code, number or UID."""

from egov.portal.catalogue.lacks import document_number
from egov.portal.catalogue.lacks import reference
from plone import api
from plone.app.linkintegrity.browser.info import DeleteConfirmationInfo
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


# Of what names an item, so many are told.
MOST = 50


def naming(content):
    """Brains of what names the content, each once; whoever asks may not see all of them."""
    uid = api.content.get_uuid(content)
    code = getattr(content, "code", "") or ""
    queries = [{"links": [f"uid {uid}"]}, {"links": [f"path {path_of(content)}"]}]
    match content.portal_type:
        case "Procedure" if code:
            queries += [{"refers_to": [reference("procedure", code)]}, {"procedures": [code]}]
        case "FormTemplate" if code:
            queries.append({"refers_to": [reference("template", code)]})
        case "Agency":
            queries += [{"agency": uid}, {"agencies": [uid]}]
            queries.append({"refers_to": [reference("agency", uid)]})
        case "LegalDocument":
            queries += [{name: [uid]} for name in ("replaces", "amends", "based_on")]
            if content.number:
                number = document_number(content.number)
                queries.append({"refers_to": [reference("law", number)]})
    catalog = api.portal.get_tool("portal_catalog")
    indexes = set(catalog.indexes())
    found = {}
    for query in queries:
        if set(query) <= indexes:
            for brain in catalog.unrestrictedSearchResults(**query):
                found[brain.getRID()] = brain
    own = "/".join(content.getPhysicalPath())
    return [brain for brain in found.values() if not f"{brain.getPath()}/".startswith(f"{own}/")]


def path_of(content):
    portal = "/".join(api.portal.get().getPhysicalPath())
    return "/".join(content.getPhysicalPath())[len(portal) :]


class WhatNamesIt(DeleteConfirmationInfo):
    """Plone's warning of links, with what names the item in the portal's own fields."""

    template = ViewPageTemplateFile("templates/deleting.pt")
    inside = ()

    def get_breaches(self, items=None):
        """As Plone's; and what stands in the items, themselves not counted."""
        items = [self.context] if items is None else items
        self.inside = [found for found in map(self.within, items) if found["count"]]
        return super().get_breaches(items)

    def within(self, content):
        """{title, count, published} of what is in the content and would go with it."""
        path = "/".join(content.getPhysicalPath())
        search = api.portal.get_tool("portal_catalog").unrestrictedSearchResults
        own = {brain.getRID() for brain in search(path={"query": path, "depth": 0})}
        brains = [brain for brain in search(path=path) if brain.getRID() not in own]
        published = [brain for brain in brains if brain.review_state == "published"]
        return {"title": content.Title(), "count": len(brains), "published": len(published)}

    def check_object(self, obj, excluded_path=None, excluded_paths=None):
        breach = super().check_object(obj, excluded_path, excluded_paths) or {}
        sources = {source["uid"]: source for source in breach.get("sources", ())}
        leaving = tuple(f"{path}/" for path in excluded_paths or ())
        for brain in naming(obj)[:MOST]:
            if not f"{brain.getPath()}/".startswith(leaving or ("\0",)):
                sources.setdefault(brain.UID, self.source(brain))
        if not sources:
            return None
        for source in sources.values():
            if not source["accessible"]:
                # Its title and address are not for who may not see it; REST would tell them.
                source.update(title="", url="")
        return {
            "sources": list(sources.values()),
            "target": breach.get("target")
            or {
                "uid": api.content.get_uuid(obj),
                "title": obj.Title(),
                "url": obj.absolute_url(),
                "portal_type": obj.portal_type,
                "type_title": self.get_portal_type_title(obj),
            },
        }

    def source(self, brain):
        content = brain._unrestrictedGetObject()
        return {
            "uid": brain.UID,
            "title": brain.Title,
            "url": brain.getURL(),
            "accessible": self.is_accessible(content),
        }
