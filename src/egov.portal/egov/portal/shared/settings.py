"""Settings kept in the registry."""

from plone.registry.interfaces import IRegistry
from plone.registry.recordsproxy import RecordsProxy
from zope.component import getUtility


MISSING = object()


class RecordsOrDefaults(RecordsProxy):
    """Records as stored; a default where a portal made by an older version has no record yet.

    plone.registry's own gives a field's `missing_value` then, which is None for most.
    """

    def __getattr__(self, name):
        if not self.__dict__ or name in self.__dict__ or name not in self.__schema__:
            return super().__getattr__(name)
        value = self.__registry__.get(self.__prefix__ + name, MISSING)
        return self.__schema__[name].default if value is MISSING else value


def records(interface, prefix):
    """The settings of an interface, kept under `prefix`."""
    return getUtility(IRegistry).forInterface(
        interface, check=False, prefix=prefix, factory=RecordsOrDefaults
    )
