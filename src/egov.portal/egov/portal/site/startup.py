"""What a Zope process does before it answers its first request."""

from egov.portal.interfaces import ProcessEnding
from egov.portal.shared.outbox.worker import start_with_process
from egov.portal.site.administrator import ensure_administrator
from egov.portal.site.making import PROFILE
import gc
import logging
import os
from persistent import Persistent
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFCore.utils import getToolByName
import signal
import threading
import time
import transaction
from zope.event import notify
from zope.pagetemplate.pagetemplate import PageTemplate
import Zope2


logger = logging.getLogger("egov.portal")
# Objects made and not gone before the garbage collector looks for cycles among them. A request
# makes tens of thousands; with Python's own 700 it would look dozens of times in each.
COLLECT_EVERY = (20_000, 20, 20)


def process_started(event):
    """Compile the templates, honour `ADMIN_PASSWORD`, say what is switched off, begin to work."""
    compile_templates()
    # Not before: what compiles a template catches all exceptions, the one that ends a process, too.
    end_orderly()
    apply_administrator_password()
    if os.environ.get("EGOV_RATE_LIMITS", "").lower() == "off":
        logger.warning("Rate limits are OFF (EGOV_RATE_LIMITS=off): for load tests only.")
    name_waiting_upgrades()
    start_with_process()
    leave_code_alone()


def leave_code_alone():
    """Keep the garbage collector from going through all code and configuration again and again.

    Both stay as long as the process does.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_EVERY)


def end_orderly():
    """On SIGTERM and SIGINT, let the rooms finish, and close the database.

    Python's own way with SIGTERM ends the process where it stands: nothing acknowledged is lost,
    but the next start reads the whole database to make its index again.
    """
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)


def end(number, frame):
    for other in (signal.SIGTERM, signal.SIGINT):
        signal.signal(other, signal.SIG_IGN)
    notify(ProcessEnding())
    raise SystemExit(0)


def compile_templates():
    """Compile every page template that the configuration has made; returns their number.

    Several threads that compile at once on a cold start make CPython 3.11 raise
    `SystemError: AST constructor recursion depth mismatch`, so it is done here by one thread.
    The result is kept in the folder that `CHAMELEON_CACHE` names, and later starts read it.
    """
    began = time.monotonic()
    templates = [item for item in gc.get_objects() if is_template_of_code(type(item))]
    compiled = 0
    for template in templates:
        check = getattr(template, "_cook_check", None) or template._cook
        try:
            check()
        except Exception as error:  # one broken template must not stop the rest
            logger.warning("Template %r was not compiled: %s", template, error)
        else:
            compiled += 1
    logger.info("%d templates ready in %.1f s", compiled, time.monotonic() - began)
    return compiled


def is_template_of_code(kind):
    """Whether objects of this class are templates that live in code, not in a database."""
    return issubclass(kind, PageTemplate) and not issubclass(kind, Persistent)


def apply_administrator_password():
    """Set the administrator's password when `ADMIN_PASSWORD` names another."""
    if not os.environ.get("ADMIN_PASSWORD"):
        return
    with transaction.manager:
        app = Zope2.app()
        try:
            if ensure_administrator(app):
                logger.info("The administrator's password was set from ADMIN_PASSWORD.")
                transaction.commit()
        finally:
            transaction.abort()
            app._p_jar.close()


def name_waiting_upgrades():
    """Say which sites are older than the code: `make start` has brought its own up to date."""
    with transaction.manager:
        app = Zope2.app()
        try:
            for site in app.objectValues():
                if IPloneSiteRoot.providedBy(site) and waits_for_upgrade(site):
                    logger.warning(
                        "The site %s is older than the code: run make upgrade.", site.getId()
                    )
        finally:
            transaction.abort()
            app._p_jar.close()


def waits_for_upgrade(site):
    """Whether there are upgrade steps of the portal that this site has not run."""
    setup = getToolByName(site, "portal_setup")
    last = setup.getLastVersionForProfile(PROFILE)
    return last != "unknown" and bool(setup.listUpgrades(PROFILE))
