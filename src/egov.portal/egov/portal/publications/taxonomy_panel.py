"""Control panel of the types of legal documents."""

from egov.portal import _
from egov.portal.publications.taxonomy import IPublicationsTaxonomy
from egov.portal.shared.code_lines import CodeLinesFieldWidget
from egov.portal.shared.taxonomy_panel import TaxonomyForm
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper


class PublicationsTaxonomyForm(TaxonomyForm):
    """Types of legal documents."""

    schema = IPublicationsTaxonomy
    id = "egov-document-types"
    label = _("Types of legal documents")
    description = _("What legal documents choose from, in this order.")
    used_in = {"document_types": "document_type"}

    def updateFields(self):
        super().updateFields()
        for name in ("document_types", "document_types_en"):
            self.fields[name].widgetFactory = CodeLinesFieldWidget


class PublicationsTaxonomyPanel(ControlPanelFormWrapper):
    """The form in the control panel's layout."""

    form = PublicationsTaxonomyForm
