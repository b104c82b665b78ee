"""A procedure in JSON: with its fees by way, its forms to download, and what refers to it."""

from egov.portal.catalogue.procedure import IProcedure
from egov.portal.channels.rest.references import references
from egov.portal.channels.rest.references import referring
from egov.portal.channels.rest.references import templates
from egov.portal.channels.rest.serializers.content import PortalTypeToJson
from egov.portal.channels.rest.serializers.fields import may_edit
from egov.portal.interfaces import IEgovLayer
from functools import partial
from plone.restapi.interfaces import ISerializeToJson
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(IProcedure, IEgovLayer)
class ProcedureToJson(PortalTypeToJson):
    """Every field, and beside them:

    - in each row of `submission_ways`, `fees`: those of that way and those of all ways;
    - in each row of `papers` whose `template` is known, `template_file`;
    - `related_procedures` and `successor_procedure` resolved;
    - `referred_by`: services, FAQs and announcements that name the procedure, and its templates.
    """

    schema = IProcedure

    def extend(self, result, include_items):
        context = self.context
        fees = result.get("fees") or []
        for number, way in enumerate(result.get("submission_ways") or [], start=1):
            way["fees"] = [fee for fee in fees if fee["way"] in (None, number)]
        papers = result.get("papers") or []
        found = templates({paper.get("template") for paper in papers}, context.code)
        for paper in papers:
            paper["template_file"] = found.get(paper.get("template"))
        result["related_procedures"] = references(
            "Procedure", "code", context.related_procedures, partial(may_edit, context)
        )
        successor = references("Procedure", "code", [context.successor], bool)
        result["successor_procedure"] = successor[0] if successor else None
        result["referred_by"] = {
            "services": referring(context.code, "Service"),
            "faqs": referring(context.code, "FAQ"),
            "announcements": referring(context.code, "Announcement"),
            "form_templates": list(found.values()),
        }
