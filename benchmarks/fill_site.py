"""Fills a site for measuring search: procedures after real ones, and other items, made quickly.

Content is put into its folders without the events of an editor's save, and indexed by what search
uses: some 2 ms an item instead of 30.
"""

from egov.portal.catalogue.importers.mapping import map_record
import json
from plone.dexterity.utils import createContent
import random
import transaction
from zope.event import notify
from zope.lifecycleevent import ObjectCreatedEvent


WORKFLOW = "egov_publication_workflow"
INDEXES = (
    "egov_text egov_other_text portal_type allowedRolesAndUsers effectiveRange sortable_title "
    "UID path review_state code field levels audience life_events agencies online_level"
).split()
BATCH = 500


def fill(site, lines, procedures, others):
    """Bring the site to so many procedures and other items; `lines` are real records in JSON."""
    from make_procedures import varied

    catalog = site.portal_catalog
    there = len(catalog.unrestrictedSearchResults(portal_type="Procedure"))
    records = list(varied(lines, max(0, procedures - there)))
    words = [word for line in lines for word in json.loads(line)["name"].split()]
    pick = random.Random(20261122)
    for number, record in enumerate(records):
        mapped = map_record(record)
        put(site, "thu-tuc", "Procedure", mapped.code, mapped.values)
        commit(site, number)
    for number in range(others):
        values = {
            "title": " ".join(pick.choices(words, k=9)),
            "description": " ".join(pick.choices(words, k=25)),
            "number": f"{number}/TB-UBND",
        }
        put(site, "thong-bao", "Announcement", f"measured-{number}", values)
        commit(site, number)
    commit(site, 0)


def put(site, section, portal_type, name, values):
    folder = site[section]
    content = createContent(portal_type)
    content.id = name
    for field, value in values.items():
        setattr(content, field, value)
    notify(ObjectCreatedEvent(content))
    folder._setObject(name, content, suppress_events=True)
    content = folder[name]
    workflow = site.portal_workflow
    workflow.setStatusOf(WORKFLOW, content, {"review_state": "published", "comments": ""})
    workflow[WORKFLOW].updateRoleMappingsFor(content)
    path = "/".join(content.getPhysicalPath())
    site.portal_catalog.catalog_object(content, path, idxs=INDEXES)


def commit(site, number):
    if number % BATCH == 0:
        transaction.commit()
        site._p_jar.cacheGC()
