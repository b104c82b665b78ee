"""Control panel of fields, audiences and life events."""

from egov.portal import _
from egov.portal.catalogue.taxonomy import ITaxonomy
from egov.portal.shared.code_lines import CodeLinesFieldWidget
from egov.portal.shared.tables import TableFieldWidget
from egov.portal.shared.taxonomy_panel import TaxonomyForm
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper


class CatalogueTaxonomyForm(TaxonomyForm):
    """Fields, audiences, life events."""

    schema = ITaxonomy
    id = "egov-taxonomy"
    label = _("Fields, audiences and life events")
    description = _(
        "Lists that procedures, services and questions choose from. Names may be changed at any "
        "time; codes are those of the national database and stay as they are."
    )
    used_in = {"fields": "field", "audiences": "audience", "life_events": "life_events"}

    def updateFields(self):
        super().updateFields()
        for name in ("fields", "fields_en", "audiences", "audiences_en"):
            self.fields[name].widgetFactory = CodeLinesFieldWidget
        self.fields["life_events"].widgetFactory = TableFieldWidget


class CatalogueTaxonomyPanel(ControlPanelFormWrapper):
    """The form in the control panel's layout."""

    form = CatalogueTaxonomyForm
