"""`++api++`: the way into REST, which leads from the portal to the portal.

The publisher calls the hooks of all that it passes: of the portal a second time, and these cost a
tenth of a small request. plone.rest's own wrapper of what REST passes remembers that they were
called.
"""

from plone.rest.traverse import MarkAsRESTTraverser
from plone.rest.traverse import RESTWrapper


#: What the wrapper does not lead to as the portal does: views, other namespaces, virtual hosts.
OTHERWISE = ("@@", "+", "VirtualHost", "_vh_")


class Entrance(MarkAsRESTTraverser):
    def traverse(self, name_ignored, subpath_ignored):
        portal = super().traverse(name_ignored, subpath_ignored)
        following = self.request["TraversalRequestNameStack"]
        if portal is None or not following or following[-1].startswith(OTHERWISE):
            return portal
        # Beyond views the portal itself is asked for, as ever.
        if "@@" in self.request["PATH_INFO"] or "++view++" in self.request["PATH_INFO"]:
            return portal
        wrapper = RESTWrapper(portal, self.request)
        wrapper._bpth_called = True
        return wrapper
