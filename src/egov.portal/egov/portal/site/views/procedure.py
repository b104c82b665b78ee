"""The page of a procedure: what, where, how long, how much, with which papers."""

from collections import Counter
from egov.portal import _
from egov.portal.shared.caching.parts import part
from egov.portal.site import display
from egov.portal.site import structured
from egov.portal.site.framed import FramedPage
from egov.portal.site.views.page import PIECES
from egov.portal.site.views.printing import Printed
from egov.portal.site.views.service import start_of
from functools import cached_property


BODY = Printed("procedure_body.pt")


class ProcedureView(FramedPage):
    """Summary first; then the record's tables; links to what can be done next."""

    vocabularies = (
        "Audiences",
        "FeeKinds",
        "Fields",
        "OnlineLevels",
        "ProcedureLevels",
        "ReturnChannels",
        "ReturnWays",
        "SubmissionChannels",
    )

    def body(self):
        """HTML of the column of content."""
        return BODY(self, item=self.item, pieces=PIECES.macros)

    @cached_property
    def ways(self):
        """Rows {channel, time, fees, description}, in the record's order."""
        return [
            {
                "channel": self.term("SubmissionChannels", row.get("channel")),
                "time": display.period(row.get("time"), row.get("unit"), self.request),
                "fees": self.fees_of(number),
                "description": row.get("description") or "",
            }
            for number, row in enumerate(self.item.submission_ways or (), start=1)
        ]

    def fees_of(self, way):
        """Worded fees of a way's number: its own and those for all ways."""
        return [
            self.worded_fee(row) for row in self.item.fees or () if row.get("way") in (None, way)
        ]

    def worded_fee(self, row):
        amount = row.get("amount")
        return {
            "kind": self.term("FeeKinds", row.get("kind")),
            "amount": ""
            if amount is None
            else display.money(amount, row.get("currency"), self.request),
            "description": row.get("description") or "",
        }

    @cached_property
    def other_fees(self):
        """Fees of no way at all: the record has none, or names a row that is not there."""
        ways = len(self.item.submission_ways or ())
        return [
            self.worded_fee(row)
            for row in self.item.fees or ()
            if (row.get("way") or 0) > ways or (row.get("way") is None and not ways)
        ]

    @cached_property
    def channels(self):
        return list(dict.fromkeys(way["channel"] for way in self.ways if way["channel"]))

    @cached_property
    def named_agencies(self):
        """{UID: link} of every visible agency that the procedure names, in one query."""
        item = self.item
        many = (
            item.executing_agencies,
            item.competent_agencies,
            item.authorized_agencies,
            item.coordinating_agencies,
        )
        uids = {uid for row in many for uid in row or ()}
        uids |= {item.agency, item.promulgating_agency}
        uids = tuple(sorted(uid for uid in uids if uid))
        if not uids:
            return {}
        if not self.to_stranger:
            return self.links_by_uid(uids)
        links = {uid: self.kept_link(uid) for uid in uids}
        return {uid: link for uid, link in links.items() if link is not None}

    def kept_link(self, uid):
        """The link to an agency as strangers see it, or None: few agencies have many procedures."""
        what = ("agency", uid, self.portal_url, self.language)
        return part(what, lambda: self.links_by_uid([uid]).get(uid))

    def links_by_uid(self, uids):
        links = self.entries(self.find(portal_type="Agency", UID=list(uids)))
        return {link.pop("brain").UID: link for link in links}

    def agency_links(self, uids):
        known = self.named_agencies
        return [known[uid] for uid in dict.fromkeys(uids or ()) if uid in known]

    @cached_property
    def where(self):
        """Agencies to go to: those that execute it, else the one that answers for it."""
        item = self.item
        return self.agency_links(item.executing_agencies or [item.agency])

    @cached_property
    def times(self):
        """The time for the summary: one text when all ways agree, else one a channel; where no
        way says it, those of the cases.
        """
        stated = [way for way in self.ways if way["time"]]
        if not stated:
            # Many records give the time of each case instead.
            texts = dict.fromkeys(case["time"] for case in self.cases if case["time"])
            return [{"channel": "", "text": text} for text in texts]
        if len({way["time"] for way in stated}) <= 1:
            return [{"channel": "", "text": way["time"]} for way in stated[:1]]
        seen = dict.fromkeys((way["channel"], way["time"]) for way in stated)
        return [{"channel": channel, "text": text} for channel, text in seen]

    @property
    def times_in_words(self):
        """Whether times are there, if at all, in the words of the ways only."""
        return not self.times and any(way["description"] for way in self.ways)

    @cached_property
    def fees(self):
        """Amounts for the summary, each once; texts only when there is no amount."""
        worded = [self.worded_fee(row) for row in self.item.fees or ()]
        return list(dict.fromkeys(fee["amount"] for fee in worded if fee["amount"]))

    @property
    def fees_in_words(self):
        """Whether fees are there, but only described in the ways."""
        return not self.fees and bool(self.item.fees)

    @cached_property
    def papers(self):
        """[(case, [paper row])] in the record's order, rows ready to show."""
        grouped = {}
        for row in self.item.papers or ():
            grouped.setdefault(row.get("case") or "", []).append(
                {
                    "name": row.get("name") or "",
                    "code": row.get("code") or "",
                    "originals": row.get("originals") or 0,
                    "copies": row.get("copies") or 0,
                    "required": bool(row.get("required")),
                    "template": self.templates.get(row.get("template")),
                }
            )
        return list(grouped.items())

    @property
    def all_cases(self):
        return self.translate(_("All cases"))

    @cached_property
    def forms(self):
        return list(self.templates.values())

    @cached_property
    def templates(self):
        """{code: {url, title, file}} of the visible form templates: those the papers name,
        then those that name the procedure.
        """
        rows = self.item.papers or ()
        codes = {row.get("template") for row in rows} - {None, ""}
        brains = self.find(portal_type="FormTemplate", code=sorted(codes)) if codes else []
        naming = self.naming("FormTemplate")
        found = {}
        for brain in [*brains, *naming]:
            if brain.code in found:
                continue
            item = brain.getObject()
            found[brain.code] = {**self.entry(brain), "file": self.file_of(item)}
        return found

    def naming(self, portal_type):
        """Brains of the visible content of a type that names the procedure."""
        return [brain for brain in self.all_naming if brain.portal_type == portal_type]

    @cached_property
    def all_naming(self):
        kinds = ["FAQ", "FormTemplate", "Service"]
        return self.find(portal_type=kinds, procedures=self.item.code)

    @cached_property
    def cases(self):
        return [
            {
                "code": row.get("code") or "",
                "name": row.get("name") or "",
                "time": display.period(row.get("time"), row.get("unit"), self.request),
            }
            for row in self.item.cases or ()
        ]

    @cached_property
    def legal_basis(self):
        """Rows of the legal basis; `url` where the portal has the document itself."""
        rows = self.item.legal_basis or ()
        numbers = sorted({row.get("number") for row in rows} - {None, ""})
        found = {}
        if numbers:
            brains = self.find(portal_type="LegalDocument", document_number=numbers)
            # One number may be used by several issuers: link only where it is certain.
            counts = Counter(brain.number for brain in brains)
            found = {brain.number: brain for brain in brains if counts[brain.number] == 1}
        return [
            {
                "number": row.get("number") or "",
                "abstract": row.get("abstract") or "",
                "issued": self.day(row.get("issued")),
                "issuer": row.get("issuer") or "",
                "url": found[row["number"]].getURL() if row.get("number") in found else None,
            }
            for row in rows
        ]

    @cached_property
    def agencies(self):
        """[(role, agency links)] of the roles that have a visible agency."""
        item = self.item
        roles = (
            (_("Executing agency"), item.executing_agencies),
            (_("Competent agency"), item.competent_agencies),
            (_("Authorized agency"), item.authorized_agencies),
            (_("Coordinating agency"), item.coordinating_agencies),
            (_("Promulgating agency"), [item.promulgating_agency]),
        )
        linked = ((self.translate(role), self.agency_links(uids)) for role, uids in roles)
        return [(role, links) for role, links in linked if links]

    @cached_property
    def fields(self):
        codes = [self.item.field, *(self.item.other_fields or ())]
        return [
            {
                "title": self.term("Fields", code),
                "lang": self.term_lang("Fields", code),
                "url": f"{self.portal_url}/thu-tuc?field={code}",
            }
            for code in codes
            if code
        ]

    @cached_property
    def returning(self):
        """[{channel, way}]; no channel where the way is called the same."""
        said = (
            (
                self.term("ReturnChannels", row.get("channel")),
                self.term("ReturnWays", row.get("way")),
            )
            for row in self.item.returning_ways or ()
        )
        return [{"channel": channel if channel != way else "", "way": way} for channel, way in said]

    @cached_property
    def related(self):
        return self.procedure_links(self.item.related_procedures)

    @cached_property
    def successor(self):
        links = self.procedure_links([self.item.successor])
        return links[0] if links else None

    @cached_property
    def questions(self):
        return self.entries(self.naming("FAQ"))

    @cached_property
    def services(self):
        """Services that take in this procedure, with the way to start each."""
        return [
            {**self.entry(brain), "start": start_of(brain.getObject())}
            for brain in self.naming("Service")
        ]

    def schema_org(self):
        return {
            "@type": "GovernmentService",
            "identifier": self.item.code,
            "name": self.title["text"],
            "description": self.description["text"],
            "url": self.url,
            "inLanguage": self.title["lang"] or self.language,
            "serviceType": [field["title"] for field in self.fields],
            "provider": [structured.organization(link) for link in self.where],
            "areaServed": {"@type": "Country", "name": "Việt Nam"},
        }

    @property
    def online(self):
        return self.item.online_level in ("full", "partial")

    @property
    def updated(self):
        return self.day(self.context.modified())

    @property
    def national_updated(self):
        return self.day(self.item.national_updated)
