"""Rows of tables. A stored row is a plain dict with these keys; empty texts are ""."""

from egov.portal import _
from egov.portal.shared.fields import Amount
from egov.portal.shared.fields import email_address
from egov.portal.shared.fields import Line
from egov.portal.shared.fields import Paragraphs
from egov.portal.shared.fields import phone_number
from zope import schema
from zope.interface import Interface


class IStepRow(Interface):
    """A step of the procedure (trình tự thực hiện)."""

    name = Line(title=_("Step"))
    description = Paragraphs(title=_("What happens"))


class ISubmissionWayRow(Interface):
    """A way of submitting (cách thức thực hiện) with its time limit."""

    channel = schema.Choice(
        title=_("Channel"),
        vocabulary="egov.portal.SubmissionChannels",
    )
    time = schema.Int(title=_("Time"), required=False, min=0)
    unit = schema.Choice(
        title=_("Unit"),
        vocabulary="egov.portal.TimeUnits",
        required=False,
    )
    description = Paragraphs(title=_("Details"))


class IFeeRow(Interface):
    """A fee (phí, lệ phí). `way` is the 1-based row of the submission way; none means all."""

    way = schema.Int(
        title=_("Way no."),
        description=_("Row of the way of submitting; empty for all"),
        required=False,
        min=1,
    )
    kind = schema.Choice(title=_("Kind"), vocabulary="egov.portal.FeeKinds")
    amount = Amount(title=_("Amount"), required=False, min=0.0)
    currency = schema.Choice(
        title=_("Currency"),
        values=("VND", "USD"),
        default="VND",
        required=False,
    )
    description = Paragraphs(title=_("Details"))


class IPaperRow(Interface):
    """A paper of the file (thành phần hồ sơ), within a case."""

    case = Line(title=_("Case"), description=_("When the paper is needed, if not always"))
    name = Paragraphs(title=_("Paper"), required=True)
    code = Line(title=_("Code"))
    originals = schema.Int(title=_("Originals"), required=False, min=0, default=0)
    copies = schema.Int(title=_("Copies"), required=False, min=0, default=0)
    required = schema.Bool(title=_("Required"), required=False, default=False)
    electronic_form = schema.Bool(title=_("E-form"), required=False, default=False)
    template = Line(
        title=_("Form template"),
        description=_("Code of the form template to download"),
    )
    attachments = Paragraphs(title=_("Files named by the national database"))


class IResultRow(Interface):
    """A result of the procedure (kết quả thực hiện)."""

    name = Line(title=_("Result"), required=True)
    code = Line(title=_("Code"))


class ILegalBasisRow(Interface):
    """A legal document the procedure rests on (căn cứ pháp lý)."""

    number = Line(title=_("Number"))
    abstract = Paragraphs(title=_("Abstract"))
    issued = schema.Date(title=_("Date of issue"), required=False)
    issuer = Line(title=_("Issuer"))


class ICaseRow(Interface):
    """A case of the procedure with its own code and time limit (trường hợp)."""

    code = Line(title=_("Code"))
    name = Line(title=_("Case"), required=True)
    time = schema.Int(title=_("Time"), required=False, min=0)
    unit = schema.Choice(
        title=_("Unit"),
        vocabulary="egov.portal.TimeUnits",
        required=False,
    )


class IReturnWayRow(Interface):
    """How the result is handed over (hình thức trả kết quả)."""

    channel = schema.Choice(
        title=_("Submitted"),
        vocabulary="egov.portal.ReturnChannels",
    )
    way = schema.Choice(
        title=_("Result is returned"),
        vocabulary="egov.portal.ReturnWays",
    )


class IWorkingHoursRow(Interface):
    """A stretch of working hours; a day with a lunch break has two. Times are HH:MM."""

    day = schema.Choice(title=_("Day"), vocabulary="egov.portal.Weekdays")
    opens = Line(title=_("Opens"), description=_("For example 07:30"), required=True)
    closes = Line(title=_("Closes"), description=_("For example 11:30"), required=True)


class ILeaderRow(Interface):
    """Somebody who leads the agency."""

    name = Line(title=_("Full name"), required=True)
    position = Line(title=_("Position"))
    phone = Line(title=_("Telephone"), constraint=phone_number)
    email = Line(title=_("E-mail"), constraint=email_address)
