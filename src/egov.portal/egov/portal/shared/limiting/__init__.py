"""Rate limits: how often one sender may do what anybody may do.

Senders are told apart by their address, signed-in ones by their user id. What is counted lives in
the process, or where `EGOV_RATE_LIMIT_STORAGE` says, for several processes; it is no part of any
transaction. `EGOV_RATE_LIMITS=off` lifts all limits.
"""

from egov.portal import _
from egov.portal.shared.limiting import counting
from egov.portal.shared.limiting.senders import factor_of
from egov.portal.shared.limiting.senders import sender_of
from egov.portal.shared.limiting.senders import untrusted_proxy
from egov.portal.shared.limiting.settings import rates_of
import functools
from limits import parse_many
import logging
import os


logger = logging.getLogger("egov.portal.limits")
# How often a sender who is refused stands in the log.
LOGGED = tuple(parse_many("1/minute"))


class TooOften(Exception):
    """A limit is reached; `retry_after`: whole seconds until it is worth trying again."""

    def __init__(self, retry_after):
        super().__init__(retry_after)
        self.retry_after = retry_after

    @property
    def message(self):
        if self.retry_after < 120:
            return _(
                "Too many requests came from your address. Try again in ${seconds} seconds.",
                mapping={"seconds": self.retry_after},
            )
        return _(
            "Too many requests came from your address. Try again in ${minutes} minutes.",
            mapping={"minutes": -(-self.retry_after // 60)},
        )

    def tell(self, response):
        """Status and header of an answer that refuses."""
        response.setStatus(429)
        response.setHeader("Retry-After", str(self.retry_after))


def hit(name, request):
    """Count one of `name` for the sender of a request.

    A request that the publisher tries again after a conflict counts once.

    :param name: a field of `ILimitSettings`
    :raises TooOften: when a rate of that name is used up; then nothing is counted
    """
    if is_off() or getattr(request, "retry_count", 0):
        return
    if untrusted_proxy(request):
        warn_of_proxy()
    sender = sender_of(request)
    spent = counting.take(rates_of(name, factor_of(request)), name, sender)
    if spent:
        if not counting.take(LOGGED, f"{name} logged", sender):
            logger.warning("Limit %r reached by %s; again in %d s", name, sender, spent)
        raise TooOften(spent)


def refuse_sender_if_spent(name, request):
    """Refuse a sender for whom too many of `name` were counted; see `count_sender`.

    :raises TooOften:
    """
    if not is_off():
        spent = counting.spent(rates_of(name, factor_of(request)), name, sender_of(request))
        if spent:
            raise TooOften(spent)


def count_sender(name, request):
    """Count one of `name` for the sender of a request, after the fact."""
    if not is_off() and not getattr(request, "retry_count", 0):
        counting.take(rates_of(name, factor_of(request)), name, sender_of(request))


def refuse_if_spent(name, subject):
    """Refuse where too many of `name` were counted for a subject, whoever sent them.

    :param subject: a text, of which a digest is kept
    :raises TooOften:
    """
    if not is_off():
        spent = counting.spent(rates_of(name), name, subject)
        if spent:
            raise TooOften(spent)


def count(name, subject, request):
    """Count one of `name` for a subject; see `refuse_if_spent`."""
    if not is_off() and not getattr(request, "retry_count", 0):
        counting.take(rates_of(name), name, subject)


@functools.cache
def warn_of_proxy():
    """Once for a process."""
    logger.warning(
        "Requests come through a proxy that is not trusted: all visitors share the rate limits of "
        "one address. Name it in EGOV_TRUSTED_PROXIES."
    )


def is_off():
    return os.environ.get("EGOV_RATE_LIMITS", "").lower() == "off"
