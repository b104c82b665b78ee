"""The peer: a stock Plone site with the same form in EasyForm, which keeps answers with SaveData.

Runs inside Zope (`instance/scripts/zope_process.py`), `app` being its root:
`submit_stock.py make` makes the site, `submit_stock.py stored FILE` writes the names stored.
"""

import json
from plone import api
from plone.dexterity.utils import createContentInContainer
from Products.CMFPlone.factory import addPloneSite
import submit_service
import sys
import transaction
from zope.component.hooks import setSite


FORM = "to-khai"
ACTIONS = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema">
  <schema>
    <field name="kept" type="collective.easyform.actions.SaveData"><title>Kept</title></field>
  </schema>
</model>
"""


def make(app):
    portal = addPloneSite(
        app,
        "portal",
        title="Stock",
        setup_content=False,
        default_language="vi",
        extension_ids=("plonetheme.barceloneta:default", "collective.easyform:default"),
    )
    setSite(portal)
    form = createContentInContainer(
        portal,
        "EasyForm",
        checkConstraints=False,
        id=FORM,
        title="Form",
        fields_model=submit_service.FIELDS,
        actions_model=ACTIONS,
        thankstitle="THANKS",
        thanksdescription="",
    )
    api.content.transition(form, "publish")
    transaction.commit()


def stored(portal, path):
    setSite(portal)
    kept = portal[FORM]
    rows = [row for storage in kept._inputStorage.values() for row in storage.values()]
    with open(path, "w") as out:
        json.dump([row["ho_ten"] for row in rows], out)


if "app" in globals():
    if sys.argv[1] == "make":
        make(globals()["app"])
    else:
        stored(globals()["app"].portal, sys.argv[2])
