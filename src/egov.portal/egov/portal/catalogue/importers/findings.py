"""What an import says about a record: refused, doubtful, or simply noted."""

from dataclasses import dataclass
from egov.portal import _


REFUSED = "refused"
DOUBTFUL = "doubtful"
NOTE = "note"

# Every reason an import may give, with its severity and its text.
REASONS = {
    # Refused: nothing of the record was written.
    "broken_json": (REFUSED, _("This is not readable JSON: ${value}")),
    "not_utf8": (REFUSED, _("The text is not UTF-8.")),
    "too_long": (REFUSED, _("The record is longer than ${value} bytes.")),
    "not_a_record": (REFUSED, _("A record must be a JSON object, this is: ${value}")),
    "no_code": (REFUSED, _("The record has no code.")),
    "bad_code": (REFUSED, _("This cannot be the code of a procedure: ${value}")),
    "no_name": (REFUSED, _("The record has no name.")),
    "code_twice": (REFUSED, _("The code stands in this file already, in line ${value}.")),
    "code_taken": (REFUSED, _("The address of this code is taken by something else.")),
    "locked": (REFUSED, _("Somebody is editing this procedure; import it again later.")),
    "failed": (REFUSED, _("The record could not be written: ${value}")),
    # Doubtful: the record was taken; somebody should look.
    "wrong_type": (DOUBTFUL, _("Wrong type, left out: ${value}")),
    "number_as_text": (DOUBTFUL, _("A number was given as text: ${value}")),
    "not_a_number": (DOUBTFUL, _("No number could be read, kept as text: ${value}")),
    "unknown_unit": (DOUBTFUL, _("Unknown unit of time, kept as text: ${value}")),
    "unknown_channel": (DOUBTFUL, _("Unknown way of submitting, kept as text: ${value}")),
    "unknown_fee_kind": (DOUBTFUL, _("Unknown kind of fee, taken as a fee: ${value}")),
    "unknown_currency": (DOUBTFUL, _("Unknown currency, amount kept as text: ${value}")),
    "unknown_value": (DOUBTFUL, _("Unknown value, left out: ${value}")),
    "unknown_state": (DOUBTFUL, _("Unknown state, so the record is not published: ${value}")),
    "unknown_key": (DOUBTFUL, _("The format has no such entry, left out: ${value}")),
    "not_imported": (DOUBTFUL, _("This entry is not imported although it is filled in: ${value}")),
    "codes_differ": (DOUBTFUL, _("The record gives two codes: ${value}")),
    "names_differ": (DOUBTFUL, _("The record gives two names: ${value}")),
    "fee_in_text": (DOUBTFUL, _("The amount is 0, but a text tells the fee: ${value}")),
    "fee_from_text": (DOUBTFUL, _("The amount was read from the text: ${value}")),
    "fee_too_small": (
        DOUBTFUL,
        _("Too small an amount in đồng, kept as text: ${value}"),
    ),
    "no_level": (DOUBTFUL, _("The record names no level of government.")),
    "no_field": (DOUBTFUL, _("The record names no field.")),
    "online_unclear": (
        DOUBTFUL,
        _("Said to be fully online, but with no online way of submitting."),
    ),
    "nameless_agency": (DOUBTFUL, _("An agency without a name: ${value}")),
    "agencies_in_text": (
        DOUBTFUL,
        _("Agencies named only in the text, kept in the note: ${value}"),
    ),
    "empty_entry": (DOUBTFUL, _("An empty entry, left out: ${value}")),
    "not_in_capitals": (NOTE, _("The name in capitals was written as a sentence: ${value}")),
    "in_capitals": (
        DOUBTFUL,
        _("The name is in capitals and was kept, as names within it could not be told."),
    ),
    "edit_kept": (
        NOTE,
        _("Changed here, and kept as the national record has not changed: ${value}"),
    ),
    "edit_lost": (
        DOUBTFUL,
        _("Changed here, and replaced as the national record has changed: ${value}"),
    ),
    "template_lost": (
        DOUBTFUL,
        _("Form templates stood at papers the record no longer has: ${value}"),
    ),
    "withdrawn": (NOTE, _("Internal to the administration, so it was taken off the public site.")),
}


@dataclass(frozen=True)
class Finding:
    """One remark on one record; `line` is 1-based, in the file as it was read."""

    line: int
    code: str
    reason: str
    value: str = ""

    @property
    def severity(self):
        return REASONS[self.reason][0]

    @property
    def message(self):
        """A translatable message."""
        from zope.i18nmessageid import Message

        return Message(REASONS[self.reason][1], mapping={"value": self.value})


def shown(value, limit=160):
    """A value as a report shows it: one line, not long."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


class Remarks:
    """Collects the findings of one record; the same remark only once."""

    def __init__(self, line=0, code=""):
        self.line = line
        self.code = code
        self._found = {}

    def add(self, reason, value=""):
        self._found[reason, shown(value)] = True

    @property
    def findings(self):
        return [Finding(self.line, self.code, reason, value) for reason, value in self._found]
