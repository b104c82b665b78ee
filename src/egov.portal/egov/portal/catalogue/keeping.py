"""The responsible agency as editors choose it: one of those they work for."""

from egov.portal import _
from egov.portal.interfaces import IAgencyBound
from egov.portal.shared.membership import agencies_to_keep_for
from egov.portal.shared.membership import default_agency
from egov.portal.shared.vocabularies import CatalogTerms
from plone.app.iterate.browser.control import Control
from zope.interface import Invalid
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory
from zope.schema.interfaces import IVocabularyFactory


class KeepingAgencies(CatalogTerms):
    """Agencies; lists offer those the user works for, while any agency is a valid term.

    What other agencies keep is shown to everybody, so its term must be found.
    """

    def _brains(self, **query):
        mine = agencies_to_keep_for()
        if mine is None:
            return super()._brains(**query)
        if not mine:
            return []
        query.update(portal_type=self.portal_type, UID=list(mine), sort_on="sortable_title")
        return self.catalog.unrestrictedSearchResults(**query)


@provider(IVocabularyFactory)
def keeping_agencies(context=None):
    return KeepingAgencies("Agency", "UID")


@provider(IContextAwareDefaultFactory)
def only_agency(context):
    """What a form to add content offers: the user's only agency.

    Content asks for the default, too, when it has no agency: then there is none, or it would
    seem to be kept by whoever looks at it.
    """
    return None if IAgencyBound.providedBy(context) else default_agency()


def refuse_others(agency):
    """Invalid, unless the current user may keep content for the agency (None: for none)."""
    mine = agencies_to_keep_for()
    if mine is not None and (agency or default_agency()) not in mine:
        raise Invalid(_("Choose an agency that you work for."))


class NoWorkingCopy(Control):
    """No working copies of agencies and sections, which are corrected in place.

    A copy would be another agency, with other people; or a section with all that is in it.
    """

    def checkout_allowed(self):
        return False
