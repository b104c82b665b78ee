"""The sections every page leads to, in the order of the navigation."""

from egov.portal import _
from zope.component import queryMultiAdapter


#: (id at the site root, English title). The Vietnamese titles are the folders' own.
SECTIONS = (
    ("thu-tuc", _("Procedures")),
    ("dich-vu", _("Online services")),
    ("bieu-mau", _("Forms")),
    ("thong-bao", _("Announcements")),
    ("van-ban", _("Legal documents")),
    ("co-quan", _("Agencies")),
    ("hoi-dap", _("Questions and answers")),
    ("tin-tuc", _("News")),
)

TRACKING = "tra-cuu"


def tracking_url(portal, request):
    """Address of the page where an application is followed; None where there is none."""
    if queryMultiAdapter((portal, request), name=TRACKING) is None and TRACKING not in portal:
        return None
    return f"{portal.absolute_url()}/{TRACKING}"
