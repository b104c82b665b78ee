"""What must not be published, and what a copy leaves behind."""

from Acquisition import aq_base
from egov.portal import _
from egov.portal.catalogue.codes import check_code
from egov.portal.catalogue.codes import original_of
from egov.portal.interfaces import ICodeNamed
from egov.portal.shared.fields import FieldInvalid
from egov.portal.shared.publication import WORKFLOW
from plone.app.iterate.interfaces import IWorkingCopy
from Products.CMFCore.WorkflowCore import WorkflowException
from Products.Five import BrowserView
from zope.i18n import translate


WITH_CODE = ("Procedure", "FormTemplate")


def is_working_copy(content):
    """Whether the content takes the place of another when it is taken over."""
    return IWorkingCopy.providedBy(content) and original_of(content) is not content


def why_unpublishable(content):
    """Why the content must not be published as it is; None if nothing speaks against it."""
    if is_working_copy(content):
        return _(
            "A working copy is not published beside its original: a reviewer takes it over instead."
        )
    if content.portal_type not in WITH_CODE:
        return None
    if not content.code:
        return _("It needs a code of its own before it can be published.")
    if ICodeNamed.providedBy(content) and content.getId() == content.code:
        return None  # nothing else can have this id
    try:
        check_code(content, content.portal_type)
    except FieldInvalid as invalid:
        return invalid.args[0]
    return None


def refuse_unpublishable(content, event):
    """On every way to publish, refuse what must not be: WorkflowException."""
    if event.workflow.getId() != WORKFLOW or event.new_state.getId() != "published":
        return
    reason = why_unpublishable(content)
    if reason is not None:
        raise WorkflowException(translate(reason, context=getattr(content, "REQUEST", None)))


# What one thing only has, and what a copy has instead.
OF_ONE_ONLY = {
    "code": "",
    "national_id": "",
    "national_updated": None,
    "effective_date": None,
    "expiration_date": None,
}


def forget_what_is_unique(content, event):
    """A copy has no code until it is given one, and is not dated as its original was."""
    for name, empty in OF_ONE_ONLY.items():
        if name in vars(aq_base(content)):
            setattr(content, name, empty)


def share_what_is_unique(original, event):
    """A working copy, made by copying, has all that its original has."""
    copy = event.working_copy
    for name in OF_ONE_ONLY:
        if name in vars(aq_base(original)):
            setattr(copy, name, getattr(aq_base(original), name))
    copy.reindexObject()


class Unpublishable(BrowserView):
    """Whether the workflow offers to publish: asked by its guard."""

    def __call__(self):
        return why_unpublishable(self.context) is not None
