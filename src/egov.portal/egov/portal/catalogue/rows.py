"""Rows of a procedure's tables. A stored row is a plain dict with these keys."""

from egov.portal import _
from zope import schema
from zope.interface import Interface


class IStepRow(Interface):
    """A step of the procedure (trình tự thực hiện)."""

    name = schema.TextLine(title=_("Step"), required=False, default="")
    description = schema.Text(title=_("What happens"), required=False, default="")


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
    description = schema.Text(title=_("Details"), required=False, default="")


class IFeeRow(Interface):
    """A fee (phí, lệ phí). `way` is the 1-based row of the submission way; none means all."""

    way = schema.Int(
        title=_("Way no."),
        description=_("Row of the way of submitting; empty for all of them"),
        required=False,
        min=1,
    )
    kind = schema.Choice(title=_("Kind"), vocabulary="egov.portal.FeeKinds")
    amount = schema.Float(title=_("Amount"), required=False, min=0.0)
    currency = schema.Choice(
        title=_("Currency"),
        values=("VND", "USD"),
        default="VND",
        required=False,
    )
    description = schema.Text(title=_("Details"), required=False, default="")


class IPaperRow(Interface):
    """A paper of the file (thành phần hồ sơ), within a case."""

    case = schema.TextLine(title=_("Case"), required=False, default="")
    name = schema.Text(title=_("Paper"))
    code = schema.TextLine(title=_("Code"), required=False, default="")
    originals = schema.Int(title=_("Originals"), required=False, min=0, default=0)
    copies = schema.Int(title=_("Copies"), required=False, min=0, default=0)
    required = schema.Bool(title=_("Required"), required=False, default=False)
    electronic_form = schema.Bool(title=_("E-form"), required=False, default=False)
    template = schema.TextLine(
        title=_("Form template"),
        description=_("Code of the form template to download"),
        required=False,
        default="",
    )
    attachments = schema.Text(
        title=_("Files named by the national database"),
        required=False,
        default="",
    )


class IResultRow(Interface):
    """A result of the procedure (kết quả thực hiện)."""

    name = schema.TextLine(title=_("Result"))
    code = schema.TextLine(title=_("Code"), required=False, default="")


class ILegalBasisRow(Interface):
    """A legal document the procedure rests on (căn cứ pháp lý)."""

    number = schema.TextLine(title=_("Number"), required=False, default="")
    abstract = schema.Text(title=_("Abstract"), required=False, default="")
    issued = schema.Date(title=_("Date of issue"), required=False)
    issuer = schema.TextLine(title=_("Issuer"), required=False, default="")


class ICaseRow(Interface):
    """A case of the procedure with its own code and time limit (trường hợp)."""

    code = schema.TextLine(title=_("Code"), required=False, default="")
    name = schema.TextLine(title=_("Case"))
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
    """A stretch of working hours; a day with a lunch break has two."""

    day = schema.Choice(title=_("Day"), vocabulary="egov.portal.Weekdays")
    opens = schema.TextLine(title=_("Opens"), description=_("For example 07:30"))
    closes = schema.TextLine(title=_("Closes"), description=_("For example 11:30"))


class ILeaderRow(Interface):
    """Somebody who leads the agency."""

    name = schema.TextLine(title=_("Name"))
    position = schema.TextLine(title=_("Position"), required=False, default="")
    phone = schema.TextLine(title=_("Telephone"), required=False, default="")
    email = schema.TextLine(title=_("E-mail"), required=False, default="")
