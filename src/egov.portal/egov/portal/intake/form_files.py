"""A form as one file (WebDAV, FTP): with its models and addresses, so for administrators only.

Without the permission there is no such file: reading gives nothing, writing is not allowed.
"""

from collective.easyform.interfaces import IEasyForm
from egov.portal.intake.form_content import may_edit_models
from plone.dexterity.filerepresentation import DefaultReadFile
from plone.dexterity.filerepresentation import DefaultWriteFile
from zope.component import adapter
from zope.filerepresentation.interfaces import IRawReadFile
from zope.filerepresentation.interfaces import IRawWriteFile
from zope.interface import implementer


@implementer(IRawReadFile)
@adapter(IEasyForm)
def read_file(form):
    return DefaultReadFile(form) if may_edit_models(form) else None


@implementer(IRawWriteFile)
@adapter(IEasyForm)
def write_file(form):
    return DefaultWriteFile(form) if may_edit_models(form) else None
