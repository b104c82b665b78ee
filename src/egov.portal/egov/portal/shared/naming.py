"""Ids of content: read as Vietnamese without marks, `thong-bao-lich-tiep-cong-dan`."""

from egov.portal.interfaces import ICodeNamed
from egov.portal.interfaces import IEgovLayer
from egov.portal.interfaces import ISection
from egov.portal.shared.text import without_marks
from plone.app.content.namechooser import NormalizingNameChooser
from plone.i18n.normalizer.interfaces import IFileNameNormalizer
from plone.i18n.normalizer.interfaces import IIDNormalizer
from plone.i18n.normalizer.interfaces import IURLNormalizer
from plone.i18n.normalizer.interfaces import IUserPreferredFileNameNormalizer
from plone.i18n.normalizer.interfaces import IUserPreferredURLNormalizer
from zope.component import adapter
from zope.component import getUtility
from zope.interface import implementer


# Longer ids make addresses nobody can read out or paste into a message.
MAX_ID_LENGTH = 100


@implementer(IURLNormalizer, IIDNormalizer, IFileNameNormalizer)
class VietnameseNormalizer:
    """What Plone asks for text in the language `vi`: only the marks are taken off.

    Plone's own normalizer then does the rest.
    """

    def normalize(self, text, locale=None, max_length=None):
        return without_marks(text)


normalizer = VietnameseNormalizer()


@implementer(IUserPreferredURLNormalizer)
@adapter(IEgovLayer)
class PortalURLNormalizer:
    """Ids from titles. An editor who reads English writes Vietnamese titles all the same."""

    def __init__(self, request):
        self.request = request

    def normalize(self, text):
        return getUtility(IURLNormalizer).normalize(without_marks(text), max_length=MAX_ID_LENGTH)


@implementer(IUserPreferredFileNameNormalizer)
@adapter(IEgovLayer)
class PortalFileNameNormalizer:
    """Names of files; capitals and the extension stay."""

    def __init__(self, request):
        self.request = request

    def normalize(self, text):
        return getUtility(IFileNameNormalizer).normalize(without_marks(text))


@adapter(ISection)
class SectionNameChooser(NormalizingNameChooser):
    """Names what is added to a section: its code where it is named so, else its title."""

    def chooseName(self, name, obj):
        if ICodeNamed.providedBy(obj) and obj.code:
            return self._findUniqueName(obj.code, obj)
        return super().chooseName(without_marks(name) if name else name, obj)
