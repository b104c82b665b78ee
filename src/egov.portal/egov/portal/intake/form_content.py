"""Forms as content over REST: their models are for those who may edit them, both ways."""

from AccessControl import getSecurityManager
from collective.easyform.interfaces import IEasyForm
from egov.portal.interfaces import IEgovLayer
from plone.restapi.deserializer import json_body
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from zExceptions import Unauthorized
from zope.component import adapter
from zope.interface import implementer


PERMISSION = "egov.portal: Edit form actions and models"
# Fields that hold or name code, addresses and expressions.
MODELS = ("fields_model", "actions_model")
EXPRESSIONS = (
    "afterValidationOverride",
    "formActionOverride",
    "headerInjection",
    "onDisplayOverride",
    "submitLabelOverride",
    "thanksPageOverride",
    "thanksPageOverrideAction",
)
SAVED = "savedDataStorage"


def may_edit_models(form):
    return bool(getSecurityManager().checkPermission(PERMISSION, form))


@implementer(ISerializeToJson)
@adapter(IEasyForm, IEgovLayer)
class FormToJson(SerializeToJson):
    """A form's own properties; its fields are told by `@form` of the service."""

    def __call__(self, version=None, include_items=True):
        result = super().__call__(version, include_items)
        if not may_edit_models(self.context):
            for name in (*MODELS, *EXPRESSIONS):
                result.pop(name, None)
        return result


@implementer(IDeserializeFromJson)
@adapter(IEasyForm, IEgovLayer)
class FormFromJson(DeserializeFromJson):
    """Saved data is never written: there is none."""

    def __call__(self, validate_all=False, data=None, create=False, **kw):
        if data is None:
            data = json_body(self.request)
        named = {SAVED, *MODELS, *EXPRESSIONS} & set(data)
        if SAVED in named or (named and not may_edit_models(self.context)):
            raise Unauthorized(f"Not writable: {', '.join(sorted(named))}")
        return super().__call__(validate_all=validate_all, data=data, create=create, **kw)
