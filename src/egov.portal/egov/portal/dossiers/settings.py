"""Settings of dossiers, edited in the control panel."""

from egov.portal import _
from egov.portal.shared.settings import records
import re
from zope import schema
from zope.interface import Interface
from zope.interface import Invalid


# What a code may be made of: it is part of an address.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*")
UNIT_CODE = re.compile(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)*")


def valid_pattern(value):
    """A pattern names unit, date and serial once each, and makes a code that fits an address."""
    try:
        code = value.format(unit="H15.50", date="261121", serial="0001")
    except (KeyError, IndexError, ValueError, AttributeError):
        code = ""
    named = all(value.count("{" + part + "}") == 1 for part in ("unit", "date", "serial"))
    if not named or not CODE.fullmatch(code):
        raise Invalid(
            _("Write {unit}, {date} and {serial} once each; else only letters, digits, . and -.")
        )
    return True


def valid_unit_code(value):
    if not UNIT_CODE.fullmatch(value or ""):
        raise Invalid(_("A unit code has letters and digits in parts parted by dots."))
    return True


class IDossierSettings(Interface):
    """Registry records under `egov.portal.dossiers`."""

    number_pattern = schema.ASCIILine(
        title=_("Pattern of a dossier's code"),
        description=_("{unit} unit code, {date} date as yymmdd, {serial} number within the day"),
        default="{unit}-{date}-{serial}",
        constraint=valid_pattern,
    )
    serial_digits = schema.Int(
        title=_("Digits of the number within the day"),
        description=_("At least; more are used when the numbers run out"),
        default=4,
        min=4,
        max=7,
    )
    default_unit_code = schema.ASCIILine(
        title=_("Unit code where the agency has none"),
        description=_("For example H15.50.05.13"),
        default="000.00.00.H00",
        constraint=valid_unit_code,
    )
    block_size = schema.Int(
        title=_("Numbers reserved at a time"),
        description=_(
            "Each thread reserves so many numbers at once; those it does not use are left out"
        ),
        default=10,
        min=1,
        max=1000,
    )
    track_by_code = schema.Bool(
        title=_("State by the code alone"),
        description=_(
            "Whoever knows or guesses a dossier's code is told its state, and nothing else. "
            "Dates, what is asked and everything one can do still need the secret."
        ),
        default=False,
        required=False,
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(IDossierSettings, "egov.portal.dossiers")
