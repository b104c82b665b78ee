"""The page of an online service, and how one starts it."""

from egov.portal.catalogue.service import form_of
from egov.portal.site import display
from egov.portal.site import structured
from egov.portal.site.framed import FramedPage
from functools import cached_property
from urllib.parse import urlsplit


def start_of(service):
    """Where an application to the service begins: {place, url}.

    `place` is the service's own (here, national, in_person); `url` is None when there is
    nothing to open: no form yet, no address at the national portal, or in person only.
    """
    place = service.submission_place
    url = None
    if place == "here":
        form = form_of(service)
        url = form.absolute_url() if form is not None else None
    elif place == "national":
        address = (service.national_url or "").strip()
        url = address if urlsplit(address).scheme in ("http", "https") else None
    return {"place": place, "url": url}


class ServiceView(FramedPage):
    """What is applied for, how far online, with whom, and the button that starts it."""

    dial = staticmethod(display.dial)

    @cached_property
    def start(self):
        return start_of(self.context)

    @cached_property
    def procedures(self):
        return self.procedure_links(self.context.procedures)

    @cached_property
    def receiver(self):
        """The agency that receives, with its address: {…entry, address, phone}, or None."""
        links = self.agency_links([self.context.agency])
        if not links:
            return None
        agency = links[0]["brain"].getObject()
        return {**links[0], "address": agency.address, "phone": agency.phone}

    @cached_property
    def audience(self):
        return [self.term("Audiences", value) for value in self.context.audience or ()]

    def schema_org(self):
        return {
            "@type": "GovernmentService",
            "name": self.title["text"],
            "description": self.description["text"],
            "url": self.context.absolute_url(),
            "provider": structured.organization(self.receiver) if self.receiver else None,
            "availableChannel": {"@type": "ServiceChannel", "serviceUrl": self.start["url"]},
        }

    @property
    def updated(self):
        return self.day(self.context.modified())
