"""`GET /@inherit` and its expansion: plone.restapi's, for any name that a stranger may send."""

from egov.portal.channels.rest.parameters import Parameters
from egov.portal.interfaces import IEgovLayer
from plone.behavior.registration import BehaviorRegistrationNotFound
from plone.behavior.registration import lookup_behavior_registration
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services.inherit.get import InheritedBehaviorExpander
from plone.restapi.services.inherit.get import InheritedBehaviorGet
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(IExpandableElement)
@adapter(Interface, IEgovLayer)
class Inherited(InheritedBehaviorExpander):
    """plone.restapi's fails on a behaviour that marks nothing: nothing can inherit that one."""

    def __init__(self, context, request):
        parameters = Parameters(request)
        names = parameters.text("expand.inherit.behaviors")
        parameters.check()
        self.context = context
        self.request = request
        self.behavior_names = [name for name in names.split(",") if can_be_inherited(name)]


class InheritedGet(InheritedBehaviorGet):
    def reply(self):
        return Inherited(self.context, self.request)(expand=True).get("inherit", {})


def can_be_inherited(name):
    if not name:
        return False
    try:
        return lookup_behavior_registration(name=name).marker is not None
    except BehaviorRegistrationNotFound:
        return False
