"""Fields that name terms or other content: only what the caller may see gets a name."""

from collective.z3cform.datagridfield.interfaces import IRow
from egov.portal.channels.rest.references import references
from egov.portal.channels.rest.rows import serialized_rows
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.vocabularies import CatalogTerms
from functools import partial
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import ChoiceFieldSerializer
from plone.restapi.serializer.dxfields import CollectionFieldSerializer
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection


def may_edit(context):
    return bool(api.user.has_permission("Modify portal content", obj=context))


@implementer(IFieldSerializer)
@adapter(IChoice, IDexterityContent, IEgovLayer)
class ReferenceSerializer(ChoiceFieldSerializer):
    """A choice; of other content: `{token, @id, title, UID, code}`, None if it may not be seen."""

    def __call__(self):
        terms = self.field.bind(self.context).vocabulary
        if not isinstance(terms, CatalogTerms):
            return super().__call__()
        value = self.get_value()
        found = references(terms.portal_type, terms.key, [value], partial(may_edit, self.context))
        return found[0] if value and found else None


@implementer(IFieldSerializer)
@adapter(ICollection, IDexterityContent, IEgovLayer)
class ListSerializer(CollectionFieldSerializer):
    """Rows of a table, references to other content, or plain values."""

    def __call__(self):
        field = self.field.bind(self.context)
        if IRow.providedBy(field.value_type):
            return serialized_rows(field, self.get_value(), self.context, self.request)
        terms = getattr(field.value_type, "vocabulary", None)
        if isinstance(terms, CatalogTerms):
            return references(
                terms.portal_type, terms.key, self.get_value(), partial(may_edit, self.context)
            )
        return super().__call__()
