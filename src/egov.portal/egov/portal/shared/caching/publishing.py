"""Which answers may be kept, told while Zope publishes: before a page is made, when it is whole.

Kept is what has one of the `RULESETS` (`cache:ruleset` in ZCML, by z3c.caching), is shown to a
stranger, writes nothing and sets no cookie. Everything else is made anew each time.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from egov.portal.interfaces import IEgovLayer
from egov.portal.interfaces import IPortalContent
from egov.portal.interfaces import ISection
from egov.portal.shared.caching import changes
from egov.portal.shared.caching.marks import marks_of
from egov.portal.shared.caching.moments import ends_at
from egov.portal.shared.caching.recording import current
from egov.portal.shared.caching.recording import never
from egov.portal.shared.caching.recording import Whole
from egov.portal.shared.caching.settings import settings
from egov.portal.shared.caching.tags import ANYTHING
from egov.portal.shared.caching.tags import FRAME
from plone.restapi.services.content.get import ContentGet
from z3c.caching.registry import lookup


#: The portal's own, and Plone's for content that changes.
RULESETS = {"egov.kept", "plone.content.dynamic"}
MEGABYTE = 1_000_000
#: What no page for everybody may be made from, and other answers need.
UNUSED = (
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_RANGE",
    "HTTP_RANGE",
    "HTTP_X_FORWARDED_FOR",
)


def begin(event):
    """After traversal: what is published, to whom."""
    recording = current()
    if recording is None:
        return
    request = event.request
    why = why_not(request)
    if why:
        never(why)
        return
    for name in UNUSED:
        request.environ.pop(name, None)
    recording.tags.add(FRAME)
    context = context_of(request)
    recording.tags.update(above(context))
    if not is_exact(request, context):
        # Plone's own views may read what they show elsewhere than in the catalogue.
        recording.tags.add(ANYTHING)


def why_not(request):
    """Why the answer to this request cannot be kept; nothing if it can."""
    if not IEgovLayer.providedBy(request):
        return "another site"
    if request.method not in ("GET", "HEAD"):
        return "method"
    if getSecurityManager().getUser().getId() is not None:
        return "signed in"
    published = request.get("PUBLISHED")
    if published is None or lookup(published) not in RULESETS:
        return "not among what is kept"
    context = context_of(request)
    if context is None:
        return "no content"
    # By acquisition content has addresses without number.
    address = request.get("ACTUAL_URL", "").replace("/++api++", "", 1)
    if not address.startswith(context.absolute_url()):
        return "not its own address"
    chosen = settings()
    if not chosen.enabled:
        return "switched off"
    return ""


def is_exact(request, context):
    """Whether all that is shown is recorded: the portal's own views, and its content over REST."""
    if type(request["PUBLISHED"]).__mro__[1].__module__.startswith("egov.portal."):
        return True
    return isinstance(request["PUBLISHED"], ContentGet) and IPortalContent.providedBy(context)


def context_of(request):
    """The content that is shown, or None."""
    published = request.get("PUBLISHED")
    context = getattr(published, "context", None)
    if context is None:
        context = getattr(published, "__parent__", None)
    return context if hasattr(aq_base(context), "getPhysicalPath") else None


def above(context):
    """The tags of content and of what it stands in: breadcrumbs and permissions come from it."""
    found = set()
    for item in aq_chain(aq_inner(context)):
        if not hasattr(aq_base(item), "portal_type"):
            continue
        found.add(f"at:{'/'.join(item.getPhysicalPath())}")
        uid = getattr(aq_base(item), "_plone.uuid", None)
        if uid is not None and not ISection.providedBy(item):
            found.add(f"UID={uid}")
        if item.portal_type == "Plone Site":
            break
    return found


def finish(event):
    """The page is whole, its transaction still open: read the marks in just that state."""
    portal = changes.present_portal()
    if portal is not None and portal._p_jar is not None and writes(portal._p_jar):
        changes.sweep_later()
    recording = current()
    if recording is None or not recording.may:
        return
    marks = marks_of(portal) if portal is not None else None
    if marks is None:
        never("no marks")
        return
    if writes(portal._p_jar):
        never("writes")
        return
    chosen = settings()
    catalog = portal.portal_catalog._catalog
    longest = chosen.longest_minutes * 60
    recording.ends = min(recording.ends, ends_at(catalog, recording.began, longest))
    tags = frozenset(recording.tags)
    recording.whole = Whole(
        tags,
        marks._p_oid,
        *marks.read(tags),
        chosen.megabytes * MEGABYTE,
        chosen.proxy_seconds,
    )


def writes(jar):
    """Whether the transaction of this request has changed any object."""
    return bool(jar._registered_objects or jar._added or jar._savepoint_storage is not None)
