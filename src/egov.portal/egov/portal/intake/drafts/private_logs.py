"""Private links stay out of the logs: whoever reads those must not open anybody's draft."""

import logging
import re


# In a path, also quoted, and in the referrer of a request.
LINK = re.compile(r"(/mo/)[0-9A-Za-z%~._-]+")


class WithoutLinks(logging.Filter):
    """Puts `...` in place of the token of a private link."""

    def filter(self, record):
        try:
            message = record.getMessage()
        except Exception:  # a record that cannot be made into text is not ours to mend
            return True
        if LINK.search(message):
            record.msg, record.args = LINK.sub(r"\1...", message), ()
        return True


def guard_logs(event=None):
    """Have every handler of the process leave links out."""
    loggers = [logging.getLogger()]
    loggers += [each for each in logging.root.manager.loggerDict.values() if has_handlers(each)]
    for handler in {handler for each in loggers for handler in each.handlers}:
        if not any(isinstance(each, WithoutLinks) for each in handler.filters):
            handler.addFilter(WithoutLinks())


def has_handlers(logger):
    return bool(getattr(logger, "handlers", ()))
