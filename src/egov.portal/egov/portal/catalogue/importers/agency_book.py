"""Agencies as an import finds or makes them: each once, by national id, code or name."""

from egov.portal.catalogue.agency import IAgency
from egov.portal.catalogue.importers.publishing import publish
from egov.portal.shared.text import fold
from plone import api
from plone.dexterity.utils import createContent
from plone.uuid.interfaces import IUUID
import re
from zope.event import notify
from zope.interface import Invalid
from zope.lifecycleevent import ObjectCreatedEvent
from zope.schema import ValidationError


SECTION = "co-quan"
MINISTRY_CODE = re.compile(r"^G\d\d$")
PROVINCE_CODE = re.compile(r"^H\d\d$")
# "The police of the commune": a kind of agency there are many of, not one agency.
KIND_OF = re.compile(r"\bcấp (?:tỉnh|huyện|xã)\b|\bcác (?:tỉnh|sở)\b|xã, ?phường", re.I)
PROVINCE = re.compile(r"^(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố) \S", re.I)
DEPARTMENT = re.compile(r"^sở \S", re.I)


def level_of(ref):
    """The level of an agency where its name or code leaves no doubt; else `group` or `other`."""
    if ref.group or KIND_OF.search(ref.name):
        return "group"
    if MINISTRY_CODE.match(ref.code) and fold(ref.name).startswith("bo "):
        return "ministry"
    if PROVINCE_CODE.match(ref.code) and PROVINCE.match(ref.name):
        return "province"
    if DEPARTMENT.match(ref.name):
        return "department"
    return "other"


class AgencyBook:
    """Finds agencies and makes those that are not there.

    With `dry_run` nothing is made, and an agency yet to be made has a stand-in for its UID.
    """

    def __init__(self, site, dry_run=False):
        self.site = site
        self.dry_run = dry_run
        self.made = 0
        self._known = None

    def forget(self):
        """What was learnt in a transaction that was given up is not true any more."""
        self._known = None

    def _learn(self):
        self._known = {}
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.unrestrictedSearchResults(portal_type="Agency", sort_on="created")
        for brain in brains:
            agency = brain._unrestrictedGetObject()
            self._remember(agency.national_id, agency.code, agency.title, IUUID(agency))

    def _remember(self, national_id, code, name, uid):
        keys = (("id", national_id), ("code", code), ("name", fold(name)))
        for key in keys:
            if key[1]:
                # The oldest wins, so that the same record always finds the same agency.
                self._known.setdefault(key, uid)

    def uid(self, ref):
        """The UID of the agency, made if need be."""
        if self._known is None:
            self._learn()
        for key in (("id", ref.national_id), ("code", ref.code), ("name", fold(ref.name))):
            if key[1] and key in self._known:
                return self._known[key]
        self.made += 1
        uid = f"new:{fold(ref.name)}" if self.dry_run else IUUID(self._make(ref))
        self._remember(ref.national_id, ref.code, ref.name, uid)
        return uid

    def uids(self, refs):
        """UIDs of the agencies, each once, in order."""
        return list(dict.fromkeys(map(self.uid, refs)))

    def _make(self, ref):
        section = self.site[SECTION]
        agency = createContent("Agency")
        agency.title = ref.name
        agency.national_id = ref.national_id
        agency.code = ref.code if fits(IAgency["code"], ref.code) else ""
        agency.level = level_of(ref)
        agency.language = "vi"
        agency.id = free_id(section, ref.name)
        notify(ObjectCreatedEvent(agency))
        section._setObject(agency.id, agency)
        agency = section[agency.id]
        publish(agency)
        return agency


def fits(field, value):
    """Whether an editor's form would take the value."""
    try:
        field.validate(value)
    except (ValidationError, Invalid):
        return False
    return True


def free_id(folder, name):
    """An id for the address, read as the name without marks."""
    base = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80].strip("-") or "co-quan"
    found, number = base, 2
    while found in folder:
        found, number = f"{base}-{number}", number + 1
    return found
