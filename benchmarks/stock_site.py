"""A stock Plone site with as many documents as the portal has procedures, of the same texts.

Runs inside Zope without the portal's code (`stock_process.py run`), `app` being its root:
`stock_site.py make PROCEDURES.jsonl.gz`. It is what a sensible administrator would make: published
documents in folders of 25, beside folders named as the portal's sections. The navigation is as it
comes but for its depth, two levels instead of three: with three, all documents stand in the menu of
every page, which then takes half a second. plone.app.caching is installed with what it proposes for
sites without a proxy, its RAM cache on for documents, folders and REST, and switched on by
`stock_site.py caching on`, off by `off`.
"""

import gzip
from html import escape
import json
from plone import api
from plone.app.textfield.value import RichTextValue
from Products.CMFPlone.factory import addPloneSite
import sys
import transaction
from zope.component.hooks import setSite


FOLDER = "thu-tuc"
SECTIONS = (FOLDER, "dich-vu", "thong-bao", "van-ban", "co-quan", "hoi-dap")
PROFILES = (
    "plone.app.contenttypes:default",
    "plone.app.layout:default",
    "plonetheme.barceloneta:default",
    "plone.restapi:default",
    "plone.app.caching:default",
    "plone.app.caching:without-caching-proxy",
)
IN_A_FOLDER = 25
REST_CACHED = "plone.app.caching.terseCaching.plone.content.dynamic.ramCache"
CACHING = "plone.caching.interfaces.ICacheSettings.enabled"
SHORTEST = 25  # characters: what is shorter is a code or an id


def make(app, path):
    portal = addPloneSite(
        app,
        "portal",
        title="Stock",
        setup_content=False,
        default_language="vi",
        extension_ids=PROFILES,
    )
    setSite(portal)
    api.portal.set_registry_record("plone.navigation_depth", 2)
    for record in ("weakCaching.plone.content.itemView", "weakCaching.plone.content.folderView"):
        assert api.portal.get_registry_record(f"plone.app.caching.{record}.ramCache")
    api.portal.set_registry_record(REST_CACHED, True)
    for name in SECTIONS:
        made(portal, "Folder", name, title=name)
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if number % IN_A_FOLDER == 0:
                name = f"linh-vuc-{number // IN_A_FOLDER + 1}"
                folder = made(portal[FOLDER], "Folder", name, title=name)
                transaction.commit()
            document(folder, json.loads(line))
    transaction.commit()
    loaded = sorted(name for name in sys.modules if name.partition(".")[0] == "egov")
    assert not loaded, loaded


def document(folder, record):
    found = list(texts(record["detail"]))
    made(
        folder,
        "Document",
        record["code"],
        title=record["name"],
        description=found[0][:300] if found else "",
        text=RichTextValue(
            "".join(f"<h2>{number}</h2><p>{escape(text)}</p>" for number, text in enumerate(found)),
            "text/html",
            "text/x-html-safe",
        ),
    )


def made(container, portal_type, name, **values):
    content = api.content.create(container, portal_type, id=name, **values)
    api.content.transition(content, "publish")
    return content


def texts(value):
    """The texts of a record, in its order."""
    if isinstance(value, str):
        if len(value) >= SHORTEST and " " in value:
            yield value
        return
    for part in value.values() if isinstance(value, dict) else value or ():
        if isinstance(part, (dict, list, str)):
            yield from texts(part)


def switch(app, wanted):
    setSite(app.portal)
    api.portal.set_registry_record(CACHING, wanted == "on")
    transaction.commit()


if sys.argv[1] == "make":
    make(globals()["app"], sys.argv[2])
else:
    switch(globals()["app"], sys.argv[2])
