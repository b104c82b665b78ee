"""What the profile cannot say in XML: sections of the site, language, hidden profiles."""

from Acquisition import aq_base
from dataclasses import dataclass
from egov.portal.dossiers.register import ensure_register
from egov.portal.intake.consent.versions import ensure_versions
from egov.portal.interfaces import ISection
from egov.portal.search.setup import install_lexicon
from egov.portal.search.setup import uninstall_lexicon
from egov.portal.shared.caching.marks import ensure_marks
from egov.portal.shared.caching.marks import remove_marks
from egov.portal.shared.limiting.sign_in import ensure_sign_in_limit
from egov.portal.shared.limiting.sign_in import remove_sign_in_limit
from egov.portal.shared.outbox import get_outbox
from egov.portal.site.people import ensure_site_groups
from egov.portal.site.uninstall import remove_empty_sections
from egov.portal.site.uninstall import remove_unused_types
from egov.portal.site.uninstall import restore_front_page
from plone import api
from plone.app.dexterity.behaviors.constrains import ENABLED
from plone.base.interfaces import INonInstallable
from plone.base.interfaces.constrains import ISelectableConstrainTypes
from plone.dexterity.utils import createContent
from zope.interface import implementer


@dataclass(frozen=True)
class SectionSpec:
    """A folder at the site's root: its id, title, summary and what may be added."""

    id: str
    title: str
    description: str
    types: tuple


SECTIONS = (
    SectionSpec(
        "thu-tuc",
        "Thủ tục hành chính",
        "Các thủ tục hành chính thuộc thẩm quyền giải quyết của tỉnh và cơ sở.",
        ("Procedure",),
    ),
    SectionSpec(
        "dich-vu",
        "Dịch vụ công trực tuyến",
        "Nộp hồ sơ trực tuyến hoặc xem nơi tiếp nhận hồ sơ.",
        ("Service",),
    ),
    SectionSpec(
        "bieu-mau",
        "Biểu mẫu",
        "Mẫu đơn, tờ khai để tải về.",
        ("FormTemplate",),
    ),
    SectionSpec(
        "thong-bao",
        "Thông báo",
        "Thông báo, chỉ đạo điều hành, lịch tiếp công dân, đấu thầu, tuyển dụng.",
        ("Announcement",),
    ),
    SectionSpec(
        "van-ban",
        "Văn bản pháp luật",
        "Luật, nghị định, thông tư, quyết định và các văn bản khác.",
        ("LegalDocument",),
    ),
    SectionSpec(
        "co-quan",
        "Cơ quan, đơn vị",
        "Các sở, ban, ngành và Ủy ban nhân dân cấp xã: địa chỉ, giờ làm việc, liên hệ.",
        ("Agency",),
    ),
    SectionSpec(
        "hoi-dap",
        "Hỏi đáp",
        "Câu hỏi thường gặp về thủ tục hành chính.",
        ("FAQ",),
    ),
    SectionSpec(
        "tin-tuc",
        "Tin tức",
        "Tin tức, sự kiện và bài giới thiệu.",
        ("News Item", "Event", "Document", "Folder", "File", "Image", "Link"),
    ),
)


@implementer(INonInstallable)
class HiddenProfiles:
    """Profiles that the add-ons control panel does not offer."""

    def getNonInstallableProfiles(self):
        return ["egov.portal:uninstall"]

    def getNonInstallableProducts(self):
        return ["egov.portal.upgrades"]


def make_section(portal, spec):
    """The section at the root, made if it is not there; only its constraint is set again."""
    if spec.id not in portal:
        content = createContent("Section", title=spec.title, description=spec.description)
        content.id = spec.id
        portal._setObject(spec.id, content)
    section = portal[spec.id]
    if not ISection.providedBy(section):
        raise ValueError(f"/{spec.id} is taken by other content; rename that and install again")
    types = list(spec.types)
    if getattr(aq_base(section), "locally_allowed_types", None) != types:
        ISelectableConstrainTypes(section).setConstrainTypesMode(ENABLED)
        section.locally_allowed_types = types
        section.immediately_addable_types = types
    return section


def make_sections(portal):
    for spec in SECTIONS:
        make_section(portal, spec)


def post_install(tool):
    """Make the sections, the groups of people, the folding of text; safe to run again."""
    portal = api.portal.get()
    make_sections(portal)
    ensure_register(portal)
    get_outbox(portal)
    ensure_marks(portal)
    ensure_sign_in_limit(portal)
    ensure_versions()
    ensure_site_groups()
    install_lexicon()


def post_uninstall(tool):
    """Plone's own way of indexing text again; types and sections without content go."""
    uninstall_lexicon()
    remove_marks(api.portal.get())
    remove_empty_sections(api.portal.get())
    remove_sign_in_limit(api.portal.get())
    remove_unused_types()
    restore_front_page()
