"""How values are worded for people: dates, money, periods, file sizes, terms, languages."""

from datetime import date
from datetime import datetime
from egov.portal import _
from egov.portal.shared.clock import timezone
from egov.portal.shared.dates import written_day
from egov.portal.shared.language import language_of
from zope.component import queryUtility
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.schema.interfaces import IVocabularyFactory


PERIODS = {
    "WORKING_DAY": (_("${n} working day"), _("${n} working days")),
    "DAY": (_("${n} day"), _("${n} days")),
    "HOUR": (_("${n} hour"), _("${n} hours")),
    "MONTH": (_("${n} month"), _("${n} months")),
    "YEAR": (_("${n} year"), _("${n} years")),
}

FILE_KINDS = {
    "application/pdf": "PDF",
    "application/msword": "DOC",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.ms-excel": "XLS",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/zip": "ZIP",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
}


def day(value, language="vi"):
    """`22/11/2026`, in English `22 November 2026`, of a date, datetime or Zope DateTime.

    Empty text for none.
    """
    if not value:
        return ""
    if not isinstance(value, date | datetime):
        local = value.toZone("Asia/Ho_Chi_Minh")
        value = date(local.year(), local.month(), local.day())
    return written_day(value, language)


def minute(value):
    """hh:mm dd/mm/yyyy of a Zope DateTime in the portal's time; empty text for none."""
    if not value:
        return ""
    return value.asdatetime().astimezone(timezone()).strftime("%H:%M %d/%m/%Y")


def number(value, language="vi"):
    """Digits grouped by dots, decimals after a comma, as Vietnamese writes them: 8.000 or 2,5.

    In English, where 8.000 is eight, the other way round.
    """
    text = f"{value:,.2f}"
    whole = text.rstrip("0").removesuffix(".") if "." in text else text
    return whole if language == "en" else whole.translate(str.maketrans(",.", ".,"))


def money(amount, currency, request):
    """`8.000 đồng`, in English `8,000 VND`; `25 USD`; zero is said in words."""
    if not amount:
        return translate(_("Free of charge"), context=request)
    said = number(amount, language_of(request))
    if (currency or "VND") == "VND":
        return translate(
            _("${amount} VND", mapping={"amount": said}),
            context=request,
        )
    return f"{said} {currency}"


def period(time, unit, request):
    """`5 ngày làm việc`; empty text when there is no number or the unit is unknown."""
    if time is None or unit not in PERIODS:
        return ""
    one, many = PERIODS[unit]
    message = _(one if time == 1 else many, mapping={"n": time})
    return translate(message, context=request)


def dial(phone):
    """What is dialled of a telephone number as it is written: `+842303801022`."""
    return "".join(c for c in phone or "" if c.isdigit() or c == "+")


def size(octets, language="vi"):
    """`24 kB`, `1,3 MB`, in English `1.3 MB`."""
    if octets < 1000:
        return f"{octets} B"
    if octets < 1_000_000:
        return f"{round(octets / 1000)} kB"
    return f"{number(round(octets / 1_000_000, 1), language)} MB"


def file_kind(content_type, filename):
    """Short name of a file's kind: `PDF`, `DOCX`; else its extension."""
    kind = FILE_KINDS.get(content_type or "")
    if kind:
        return kind
    return (filename or "").rpartition(".")[2].upper()[:5]


def term_titles(context, request, vocabulary):
    """{value: translated title} of a vocabulary; empty when there is no such vocabulary."""
    factory = queryUtility(IVocabularyFactory, name=vocabulary)
    if factory is None:
        return {}
    return {
        term.value: translate(term.title, context=request)
        if isinstance(term.title, Message)
        else term.title or str(term.value)
        for term in factory(context)
    }
