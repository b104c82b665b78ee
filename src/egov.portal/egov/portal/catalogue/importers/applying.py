"""Writing a mapped record: creating, updating, or leaving a procedure alone."""

from Acquisition import aq_base
import copy
from egov.portal.catalogue import taxonomy
from egov.portal.catalogue.importers.agency_book import AgencyBook
from egov.portal.catalogue.importers.digests import digest
from egov.portal.catalogue.importers.digests import same
from egov.portal.catalogue.importers.mapping import Refused
from egov.portal.catalogue.importers.publishing import publish
from egov.portal.catalogue.importers.publishing import state_of
from egov.portal.catalogue.importers.publishing import withdraw
from egov.portal.catalogue.importers.templates import keep_templates
from egov.portal.catalogue.procedure import IProcedure
from plone import api
from plone.dexterity.utils import createContent
from plone.locking.interfaces import ILockable
from zope.event import notify
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectCreatedEvent
from zope.lifecycleevent import ObjectModifiedEvent


SECTION = "thu-tuc"
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"
# Rows of these point at each other by number, so they change hands together.
TOGETHER = ("submission_ways", "fees")
# What the last import said: {name of field: digest}, and whether it was for the public.
DIGESTS = "national_digests"
PUBLIC = "national_public"


class Writer:
    """Writes mapped records into a site. With `dry_run` it only says what it would do."""

    def __init__(self, site, dry_run=False):
        self.site = site
        self.folder = site[SECTION]
        self.dry_run = dry_run
        self.agencies = AgencyBook(site, dry_run)
        self._ensured = set()
        self._elsewhere = self._codes_elsewhere()

    def _codes_elsewhere(self):
        """Procedures whose address is not their code: {code: id}."""
        catalog = api.portal.get_tool("portal_catalog")
        path = {"query": "/".join(self.folder.getPhysicalPath()), "depth": 1}
        brains = catalog.unrestrictedSearchResults(portal_type="Procedure", path=path)
        return {b.code: b.getId for b in brains if b.code and b.code != b.getId}

    def forget(self):
        """To be called after a transaction was given up."""
        self.agencies.forget()
        self._ensured.clear()

    def write(self, mapped, remarks):
        """Writes the record; says `created`, `updated` or `unchanged`. Raises `Refused`."""
        found = self._find(mapped.code)
        self._ensure_terms(mapped)
        values = dict(mapped.values)
        for name, refs in mapped.agencies.items():
            uids = self.agencies.uids(refs)
            values[name] = uids if name != "promulgating_agency" else (uids or [None])[0]
        if found is None:
            self._create(mapped, values)
            return CREATED
        return self._update(found, mapped, values, remarks)

    def _find(self, code):
        name = self._elsewhere.get(code, code)
        if name not in self.folder:
            return None
        content = self.folder[name]
        if content.portal_type != "Procedure":
            raise Refused("code_taken")
        return content

    def _ensure_terms(self, mapped):
        if self.dry_run:
            return
        for ensure, terms in (
            (taxonomy.ensure_field, mapped.fields),
            (taxonomy.ensure_audience, mapped.audiences),
        ):
            for code, title in terms.items():
                if (ensure, code) not in self._ensured:
                    ensure(code, title)
                    self._ensured.add((ensure, code))

    def _create(self, mapped, values):
        if self.dry_run:
            return
        content = createContent("Procedure")
        content.id = mapped.code
        content.language = "vi"
        self._store(content, values)
        self._sign(content, mapped, {name: digest(value) for name, value in values.items()})
        notify(ObjectCreatedEvent(content))
        self.folder._setObject(mapped.code, content)
        if mapped.public:
            publish(self.folder[mapped.code])

    def _update(self, content, mapped, values, remarks):
        stored = getattr(aq_base(content), DIGESTS, None)
        said = {name: digest(value) for name, value in values.items()}
        here = {name: getattr(aq_base(content), name, None) for name in values}
        values["papers"], added, lost_templates = keep_templates(here["papers"], values["papers"])
        changed, kept, lost = compare(here, values, added, said, stored)
        if kept:
            remarks.add("edit_kept", ", ".join(kept))
        turned = stored is not None and getattr(aq_base(content), PUBLIC, None) != mapped.public
        hidden = values["internal"] and state_of(content) == "published"
        if not (changed or turned or hidden):
            return UNCHANGED
        if changed and ILockable(content).locked():
            raise Refused("locked")
        if lost:
            remarks.add("edit_lost", ", ".join(lost))
        if "papers" in changed and lost_templates:
            remarks.add("template_lost", ", ".join(lost_templates))
        if hidden:
            remarks.add("withdrawn")
        if self.dry_run:
            return UPDATED
        self._store(content, {name: values[name] for name in changed})
        self._sign(content, mapped, said)
        if changed:
            notify(ObjectModifiedEvent(content, Attributes(IProcedure, *changed)))
        if hidden:
            withdraw(content)
        elif mapped.public and turned and state_of(content) == "draft":
            publish(content)
        return UPDATED

    def _store(self, content, values):
        for name, value in values.items():
            setattr(content, name, copy.deepcopy(value) if isinstance(value, list) else value)

    def _sign(self, content, mapped, said):
        setattr(content, DIGESTS, said)
        setattr(content, PUBLIC, mapped.public)


def compare(here, values, added, said, stored):
    """Names of fields: `(to be written, edited here and kept, edited here and lost)`.

    The national value of a field wins where it has changed since the last import. `here` and
    `values` are the values there are and those to be, `added` the papers among both that were added
    here, `said` and `stored` the digests of what the record says and what the last one said
    (None for a procedure that no import has written yet: there everything the record says wins).
    """
    changed, kept, lost = [], [], []
    for name, value in values.items():
        if same(here[name], value):
            continue
        if stored is None:
            if value in (None, "", []):
                continue  # the record says nothing, somebody here did
            fresh, edited = True, not empty(here[name])
        else:
            own = here[name]
            if name == "papers":
                own = [row for row in own or () if row not in added]
            fresh = stored.get(name) != said[name]
            edited = stored.get(name) != digest(own)
        if fresh:
            changed.append(name)
            if edited:
                lost.append(name)
        else:
            kept.append(name)
    if any(name in changed for name in TOGETHER):
        for name in TOGETHER:
            if name in kept:
                kept.remove(name)
                changed.append(name)
                lost.append(name)
    return changed, kept, lost


def empty(value):
    return value in (None, "", [], (), False)
