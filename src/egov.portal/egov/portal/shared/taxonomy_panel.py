"""Control panels of lists that content refers to: what is in use cannot be taken away."""

from egov.portal import _
from plone import api
from plone.app.registry.browser.controlpanel import RegistryEditForm
from z3c.form.interfaces import WidgetActionExecutionError
from zope.interface import Invalid


class TaxonomyForm(RegistryEditForm):
    """Edits records of the registry.

    `used_in` names, for each record, the index of the catalogue that holds its codes.
    """

    schema_prefix = "egov.portal"
    used_in = {}

    def applyChanges(self, data):
        for name, index in self.used_in.items():
            self.refuse_loss(name, index, codes(data[name]))
        return super().applyChanges(data)

    def refuse_loss(self, name, index, kept):
        catalog = api.portal.get_tool("portal_catalog")
        for code in codes(getattr(self.getContent(), name)) - kept:
            number = len(catalog.unrestrictedSearchResults(**{index: code}))
            if number:
                raise WidgetActionExecutionError(
                    name,
                    Invalid(
                        _(
                            "${code} is used by ${number} items: give them another one first.",
                            mapping={"code": code, "number": number},
                        )
                    ),
                )


def codes(records):
    """The codes of {code: title}, or the ids of [{id: ...}]."""
    if isinstance(records, dict):
        return set(records)
    return {record["id"] for record in records or ()}
