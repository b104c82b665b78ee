"""Who holds a draft: the browser with its cookie, whoever has its private link, its user.

The cookie goes to the form's own address only and ends with the browser's session. It holds the
draft's id and a token that is made anew whenever the draft is begun or opened, so that nobody can
lay a token of their own into another's browser and read along later.
"""

from dataclasses import dataclass
from egov.portal.intake.drafts.store import Draft
from egov.portal.intake.drafts.store import get_store
from egov.portal.shared.clock import now
from plone import api
import re
from urllib.parse import urlsplit


SESSION = "egov_draft"
LINK = "egov_draft_link"
TOKEN = re.compile(r"([0-9a-f]{32})\.([A-Za-z0-9_-]{43})")


@dataclass(frozen=True)
class Held:
    """A draft and how it is held. `asleep`: too long ago to be shown in this browser."""

    draft: Draft
    asleep: bool = False


def held(form, request):
    """What the session's cookie holds, as Held; None for nothing."""
    draft = draft_with(form, request.cookies.get(SESSION), "session_fits")
    if draft is None:
        return None
    if draft.user:
        # After signing out on a computer that others use, the cookie alone shows nothing.
        return Held(draft) if draft.user == current_user() else None
    return Held(draft, asleep=draft.sleeps <= now())


def held_by_link(form, request):
    """The draft whose private link was opened in this browser, or None."""
    return draft_with(form, request.cookies.get(LINK), "link_fits")


def draft_with(form, value, fits):
    """The form's draft that "id.token" opens, or None."""
    match = TOKEN.fullmatch(value or "")
    store = get_store() if match else None
    draft = store.get(match[1]) if store is not None else None
    if draft is None or draft.form != form.UID() or not getattr(store, fits)(draft, match[2]):
        return None
    return draft


def current_user():
    return "" if api.user.is_anonymous() else api.user.get_current().getId()


def link_url(form, draft):
    """The private link."""
    return f"{form.absolute_url()}/mo/{draft.id}.{get_store().link_token(draft)}"


def hold(form, request, draft):
    """Let this browser hold the draft, and no other one any more."""
    token = get_store().new_session(draft)
    set_cookie(form, request, SESSION, f"{draft.id}.{token}")


def set_cookie(form, request, name, value):
    request.response.setCookie(
        name,
        value,
        path=path_of(form),
        http_only=True,
        same_site="Lax",
        secure=form.absolute_url().startswith("https:"),
    )


def drop_cookie(form, request, name):
    if name in request.cookies:
        request.response.expireCookie(name, path=path_of(form), http_only=True, same_site="Lax")


def path_of(form):
    """The path of the form as browsers see it."""
    return urlsplit(form.absolute_url()).path or "/"
