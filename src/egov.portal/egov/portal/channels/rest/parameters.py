"""Reading a request's parameters: what is wrong is said, each with its reason, at once."""

from egov.portal import _
from zExceptions import BadRequest


# More values of one filter than anybody ticks.
MOST_VALUES = 50


class Parameters:
    """The query parameters of a request. Ask for all of them, then `check()`."""

    def __init__(self, request):
        self.form = request.form
        self.errors = []

    def check(self):
        """Raise BadRequest with all that was wrong."""
        if self.errors:
            raise BadRequest(self.errors)

    def wrong(self, name, message):
        self.errors.append({"field": name, "message": message})

    def text(self, name):
        """One text, empty if it is not there."""
        value = self.form.get(name, "")
        if isinstance(value, str):
            return value
        self.wrong(name, _("Give one value."))
        return ""

    def texts(self, name):
        """The texts given once or several times under a name, empty ones left out."""
        value = self.form.get(name, [])
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) for one in values):
            self.wrong(name, _("Give text."))
            return []
        if len(values) > MOST_VALUES:
            self.wrong(name, _("Give ${most} values at most.", mapping={"most": MOST_VALUES}))
            return []
        return [one for one in values if one]

    def number(self, name, default, most):
        """A whole number from 0 to `most`."""
        value = self.form.get(name, "")
        if value == "":
            return default
        try:
            number = int(value)
        except (TypeError, ValueError):
            number = -1
        if not 0 <= number <= most:
            self.wrong(
                name,
                _("Give a whole number from 0 to ${most}.", mapping={"most": most}),
            )
            return default
        return number
