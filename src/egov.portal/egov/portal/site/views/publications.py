"""Pages of announcements, legal documents and questions."""

from AccessControl import getSecurityManager
from egov.portal import _
from egov.portal.catalogue.codes import original_of
from egov.portal.catalogue.publishing import is_working_copy
from egov.portal.shared.clock import today
from egov.portal.site import display
from egov.portal.site.editorial.interfaces import IPreview
from egov.portal.site.frame import still_valid
from egov.portal.site.framed import FramedPage
from functools import cached_property


def rich_text(content, name, language, english="text_en"):
    """{html, lang} of a rich text field, made safe by its own transform."""
    value = getattr(content, english, None) if language == "en" else None
    lang = None
    if not value or not value.raw:
        value = getattr(content, name, None)
        lang = None if language == "vi" else "vi"
    if not value or not value.raw:
        return {"html": "", "lang": None}
    return {"html": value.output_relative_to(content), "lang": lang}


class Written(FramedPage):
    """A page with a rich text, in the visitor's language where there is one."""

    def rich(self, name):
        return rich_text(self.context, name, self.language)


class AnnouncementView(Written):
    """Kind, number, validity, text, attachments and what it is about."""

    @cached_property
    def text(self):
        return self.rich("text")

    @property
    def kind(self):
        return self.term("AnnouncementKinds", self.context.kind)

    @property
    def expired(self):
        return not still_valid(self.context.valid_until, today())

    @cached_property
    def attachments(self):
        """Visible files and images in the announcement: {title, url, kind, size}."""
        found = []
        for item in self.attached():
            blob = getattr(item, "file", None) or getattr(item, "image", None)
            if blob is not None:
                field = "file" if item.portal_type == "File" else "image"
                found.append(
                    {
                        "title": item.Title(),
                        "url": f"{item.absolute_url()}/@@download/{field}",
                        "kind": display.file_kind(blob.contentType, blob.filename),
                        "size": display.size(blob.getSize(), self.language),
                    }
                )
        return found

    def attached(self):
        """Files and images in the announcement, in their order; a copy has its original's."""
        types = ["File", "Image"]
        holder = original_of(self.context) if is_working_copy(self.context) else self.context
        if holder is self.context and IPreview.providedBy(self.request):
            # The catalogue shows a stranger nothing of a draft, whatever else the preview lets by.
            sees = getSecurityManager().checkPermission
            inside = [each for each in self.context.objectValues() if each.portal_type in types]
            return [each for each in inside if sees("View", each)]
        path = "/".join(holder.getPhysicalPath())
        brains = self.find(
            path={"query": path, "depth": 1},
            portal_type=types,
            sort_on="getObjPositionInParent",
        )
        return [brain.getObject() for brain in brains]

    @cached_property
    def agencies(self):
        return self.agency_links([self.context.agency, *(self.context.agencies or ())])

    @cached_property
    def procedures(self):
        return self.procedure_links(self.context.related_procedures)


class LegalDocumentView(FramedPage):
    """What the document is, its file, and its relations both ways."""

    @property
    def kind(self):
        return self.term("DocumentTypes", self.context.document_type)

    @property
    def fields(self):
        """[{title, lang}] of its fields of administration."""
        return [
            {"title": self.term("Fields", field), "lang": self.term_lang("Fields", field)}
            for field in self.context.fields or ()
        ]

    @cached_property
    def abstract(self):
        """{text, lang}: what it is about; on English pages its summary in English, if any."""
        english = self.description
        if self.language == "en" and english["text"] and english["lang"] is None:
            return english
        text = self.context.abstract or ""
        return {"text": text, "lang": None if self.language == "vi" else "vi"}

    @cached_property
    def file(self):
        return self.file_of(self.context)

    @property
    def state(self):
        """{title, tone} by its dates."""
        day = today()
        if self.context.expired_on and self.context.expired_on <= day:
            return {"title": self.translate(_("No longer in force")), "tone": "is-warn"}
        if self.context.effective_from and self.context.effective_from > day:
            return {"title": self.translate(_("Not yet in force")), "tone": "is-warn"}
        if self.context.effective_from:
            return {"title": self.translate(_("In force")), "tone": "is-good"}
        return None

    def documents(self, uids):
        uids = [uid for uid in uids or () if uid]
        return self.entries(self.find(portal_type="LegalDocument", UID=uids)) if uids else []

    @cached_property
    def relations(self):
        """[(title, links)] of what it does to others, then what others do to it."""
        uid = self.context.UID()
        groups = [
            (_("Replaces"), self.documents(self.context.replaces)),
            (_("Amends"), self.documents(self.context.amends)),
            (_("Based on"), self.documents(self.context.based_on)),
        ]
        for title, index in (
            (_("Replaced by"), "replaces"),
            (_("Amended by"), "amends"),
            (_("Basis of"), "based_on"),
        ):
            brains = self.find(portal_type="LegalDocument", **{index: uid})
            groups.append((title, self.entries(brains)))
        return [(self.translate(title), links) for title, links in groups if links]

    @cached_property
    def procedures(self):
        """Procedures that rest on it, where the catalogue knows."""
        number = self.context.number
        return self.entries(self.find(portal_type="Procedure", legal_basis_numbers=number))


class QuestionView(Written):
    """A question with its answer and the procedures it is about."""

    @cached_property
    def text(self):
        return self.rich("answer")

    @cached_property
    def procedures(self):
        return self.procedure_links(self.context.procedures)

    @property
    def updated(self):
        return self.day(self.context.modified())

    def schema_org(self):
        return {
            "@type": "FAQPage",
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": self.title["text"],
                    "acceptedAnswer": {"@type": "Answer", "text": self.text["html"]},
                }
            ],
        }
