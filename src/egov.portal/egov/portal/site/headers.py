"""Headers that tell a browser what a page of the portal may do: as little as it needs."""

from AccessControl import getSecurityManager
from egov.portal.interfaces import IEgovLayer


# Pages for everybody have neither inline scripts nor inline styles, and nothing from elsewhere.
STRICT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'self'",
    )
)
# The editors' screens are Plone's own: they write scripts and styles into the page.
STAFF_POLICY = "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def set_headers(event):
    """Before a page is made, so that a view may say otherwise; and for one that failed."""
    request = event.request
    if not IEgovLayer.providedBy(request):
        return
    response = request.response
    for name, value in HEADERS.items():
        if not response.getHeader(name):
            response.setHeader(name, value)
    if not response.getHeader("Content-Security-Policy"):
        anonymous = getSecurityManager().getUser().getId() is None
        response.setHeader("Content-Security-Policy", STRICT_POLICY if anonymous else STAFF_POLICY)
