"""What people see when something went wrong: what happened, and what they can do now.

One view for all errors, in place of Plone's: it never shows a traceback. Errors of REST are
answered by `channels.rest.errors`.
"""

from dataclasses import dataclass
from egov.portal import _
from egov.portal import search
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.clock import now
from egov.portal.shared.language import language_of_environ
from egov.portal.shared.language import LANGUAGES
from egov.portal.shared.plain_page import page
from egov.portal.shared.plain_page import POLICY
from egov.portal.shared.requests import asks_wrongly
from egov.portal.shared.requests import leads_nowhere
from egov.portal.shared.requests import OWN_FAULTS
from egov.portal.shared.requests import was_read
from egov.portal.site.sections import SECTIONS
from egov.portal.site.views.page import Page
from functools import cached_property
from importlib import resources
import json
import logging
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from Products.CMFPlone.browser.exceptions import ExceptionView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
import re
import secrets
from urllib.parse import unquote
from zExceptions import Forbidden
from ZODB.POSException import ConflictError
from ZODB.POSException import ReadOnlyError
from zope.component import queryMultiAdapter
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.i18n import translate
from zope.i18nmessageid import Message


logger = logging.getLogger("egov.portal")
MOST_NEAR = 6
MOST_WORDS = 12
# Addresses of what is no page: nobody reads suggestions there.
NO_PAGE = re.compile(r"\.(?:js|css|map|png|jpe?g|gif|svg|ico|webp|woff2?|php|aspx?|env|txt|xml)$")


@dataclass(frozen=True)
class Said:
    """A status: `type` for programs, and what people are told."""

    type: str
    title: Message
    paragraphs: tuple


SAID = {
    400: Said(
        "BadRequest",
        _("The address or what was sent is not right"),
        (_("Something in the address, or in what was sent, cannot be read. Check it, please."),),
    ),
    401: Said(
        "Unauthorized",
        _("Sign in to see this page"),
        (_("You are not allowed to do this. Sign in with an account that is."),),
    ),
    403: Said(
        "Forbidden",
        _("No permission to see this page"),
        (
            _("You are not allowed to do this."),
            _("If you think that you should be, ask the agency that keeps the page."),
        ),
    ),
    404: Said(
        "NotFound",
        _("This page does not exist"),
        (
            _(
                "There is nothing at this address. It may have been mistyped, or what was here "
                "may have been moved or taken away."
            ),
        ),
    ),
    405: Said(
        "MethodNotAllowed",
        _("This cannot be done here"),
        (_("This method is not allowed here."),),
    ),
    413: Said(
        "RequestEntityTooLarge",
        _("Too large"),
        (_("What you sent is too large."), _("Go back, and send less or smaller files.")),
    ),
    429: Said(
        "TooManyRequests",
        _("Too many requests"),
        (_("Too many requests came from your address. Wait a little, then try again."),),
    ),
    500: Said(
        "InternalServerError",
        _("Something went wrong on our side"),
        (
            _("Your request could not be answered. It is in our log, and we will look into it."),
            _(
                "Please try again in a few minutes. If you were sending an application, use the "
                "same page again: what was received already is not received twice."
            ),
        ),
    ),
    503: Said(
        "ServiceUnavailable",
        _("The portal is busy"),
        (_("Nothing could be changed just now. Please try again in a few minutes."),),
    ),
}
RETRY_AFTER = "60"  # seconds


class StockErrorPage(ExceptionView):
    """Plone's."""

    index = ViewPageTemplateFile(
        str(resources.files("Products.CMFPlone.browser") / "templates" / "error_message.pt")
    )


class ErrorPage(Page):
    """The page of an error; `self.error` is the exception."""

    def __init__(self, context, request):
        super().__init__(context, request)
        self.error = context

    def __call__(self):
        request, response = self.request, self.request.response
        if was_read(self.request) and getSite() is not None and not IEgovLayer.providedBy(request):
            return self.of_another_site()
        status = self.status
        if 300 <= status < 400 or status == 404 and self.redirected():
            return ""
        # Who is not signed in is sent to the login form afterwards, by another status.
        response.setStatus(status, lock=None if status == 401 else 1)
        if status >= 500:
            self.log()
        if status == 503:
            response.setHeader("Retry-After", RETRY_AFTER)
        response.setHeader("Cache-Control", "private, no-store")
        if self.wants_json():
            response.setHeader("Content-Type", "application/json")
            return json.dumps({"type": self.said.type, "message": self.paragraphs[0]})
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        portal = self.portal_of_request()
        if portal is None:
            return self.plain()
        self.context = self.__parent__ = portal
        for name in ("disable_border", "disable_plone.leftcolumn", "disable_plone.rightcolumn"):
            request.set(name, True)
        try:
            return self.index()
        except Exception:  # what broke the page may break this one too
            logger.exception("The page of error %s could not be shown", self.number)
            return self.plain()

    def of_another_site(self):
        """Plone's own, where the portal is not installed."""
        view = StockErrorPage(self.error, self.request)
        view.__parent__ = self.__parent__
        return view()

    @cached_property
    def status(self):
        """The status that tells what happened."""
        if isinstance(self.error, (ConflictError, ReadOnlyError)):
            return 503
        if not was_read(self.request) or asks_wrongly(self.request, self.error):
            return 400
        if leads_nowhere(self.request, self.error):
            return 404
        if isinstance(self.error, OWN_FAULTS):
            return 500
        return self.request.response.getStatus()

    @property
    def said(self):
        return SAID.get(self.status) or SAID[400 if self.status < 500 else 500]

    @property
    def page_title(self):
        return self.said.title

    @property
    def paragraphs(self):
        """Texts; what the class of an error lets it say stands first."""
        return [self.translate(text) for text in self.said.paragraphs]

    @cached_property
    def number(self):
        """What people tell us the error by; it stands in the log."""
        return f"{now():%y%m%d}-{secrets.token_hex(3).upper()}"

    @property
    def shown_number(self):
        return self.number if self.status >= 500 else None

    def log(self):
        environ = self.request.environ
        logger.error(
            "Error %s: %s at %s %s",
            self.number,
            type(self.error).__name__,
            environ.get("REQUEST_METHOD"),
            environ.get("PATH_INFO", "").encode("unicode_escape").decode()[:200],
        )

    def translate(self, message):
        return translate(message, target_language=self.language)

    @cached_property
    def language(self):
        given = self.request.get("LANGUAGE")
        if given in LANGUAGES:
            return given
        return language_of_environ(self.request.environ)

    def wants_json(self):
        accepted = self.request.getHeader("Accept") or ""
        path = self.request.environ.get("PATH_INFO", "")
        return "text/html" not in accepted and ("application/json" in accepted or "++api++" in path)

    def portal_of_request(self):
        """The site, if the error happened in one of ours."""
        return api.portal.get() if was_read(self.request) and getSite() is not None else None

    def redirected(self):
        """Whether the content is known to have moved: then its new address is the answer."""
        portal = self.portal_of_request()
        if portal is None or queryUtility(IRedirectionStorage) is None:
            return False
        redirector = queryMultiAdapter((portal, self.request), name="plone_redirector_view")
        return redirector is not None and redirector.attempt_redirect()

    def plain(self):
        """The page without the site around it."""
        self.request.response.setHeader("Content-Security-Policy", POLICY)
        first = self.language
        said = {}
        for language in (first, *(each for each in LANGUAGES if each != first)):
            texts = [translate(text, target_language=language) for text in self.said.paragraphs]
            if self.shown_number:
                number = _("Number of the error: ${number}", mapping={"number": self.number})
                texts.append(translate(number, target_language=language))
            said[language] = (translate(self.said.title, target_language=language), texts)
        return page(said)

    # What may be meant instead

    @cached_property
    def words(self):
        """What the last name of the address says in words; nothing where it names no page."""
        path = unquote(self.request.environ.get("PATH_INFO", "")).rstrip("/")
        if self.status != 404 or self.request.method != "GET" or NO_PAGE.search(path.lower()):
            return ""
        name = path.rpartition("/")[2]
        words = "".join(c if c.isalnum() or c == "." else " " for c in name).split()
        return " ".join(words[:MOST_WORDS])[:100]

    @cached_property
    def near(self):
        """Procedures that may be meant: links."""
        if len(self.words) < 3:
            return []
        return self.entries(search.nearest(self.words)[:MOST_NEAR])

    @cached_property
    def above(self):
        """The nearest page above this address that is there: {title, url}, or None."""
        if self.status != 404:
            return None
        redirector = queryMultiAdapter((self.context, self.request), name="plone_redirector_view")
        found = redirector.find_first_parent()
        if found is None or found.getId() == self.context.getId():
            return None
        section = dict(SECTIONS).get(found.getId()) if self.language != "vi" else None
        if section is not None:
            return {"title": self.translate(section), "lang": None, "url": found.absolute_url()}
        local = self.local(found, "title")
        return {"title": local["text"], "lang": local["lang"], "url": found.absolute_url()}


class NotPermitted(ErrorPage):
    """Where Plone sends those who are signed in and may not see a page; its own answers 200."""

    status = 403

    def __init__(self, context, request):
        super().__init__(Forbidden(), request)
