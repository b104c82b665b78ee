"""Kinds of fields: what JSON stands for them, as a schema, and as the form's widgets take it.

The values themselves are checked by the form, with the validators the HTML page has; here only
the JSON type is, so that a widget is given what a browser could have sent.
"""

from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import IFieldValidator
from collective.easyform.interfaces import ILikert
import datetime
from decimal import Decimal
from egov.portal import _
from plone.app.textfield.interfaces import IRichText
from plone.namedfile.interfaces import INamedField
from plone.schema.email import IEmail
import re
from zope.component import queryUtility
from zope.i18n import translate
from zope.schema import interfaces


class WrongValue(ValueError):
    """A value of the right JSON type that the form's widget could not take."""


class Kind:
    """Text on one line: what is no other kind, too."""

    wrong = _("This must be a text.")

    def __init__(self, field, widget, language):
        self.field = field
        self.widget = widget
        self.language = language

    def text(self, message):
        return translate(message, target_language=self.language) if message else ""

    def schema(self):
        """JSON Schema of the value."""
        schema = {"type": "string"}
        if self.field.required:
            schema["minLength"] = 1
        for key, name in (("minLength", "min_length"), ("maxLength", "max_length")):
            if getattr(self.field, name, None):
                schema[key] = getattr(self.field, name)
        for check in self.validators():
            for key in ("pattern", "format"):
                if getattr(check, key, None):
                    schema[key] = getattr(check, key)
        one_line = interfaces.ITextLine.providedBy(self.field)
        if self.field.required:
            # Nothing but spaces is nothing.
            schema.setdefault("pattern", r"^[^\r\n]*\S[^\r\n]*$" if one_line else r"\S")
        elif one_line:
            schema.setdefault("pattern", r"^[^\r\n]*$")
        return schema

    def validators(self):
        names = getattr(IFieldExtender(self.field), "validators", None) or ()
        found = (queryUtility(IFieldValidator, name=name) for name in names)
        return [check for check in found if check is not None]

    def example(self):
        """A value the form accepts."""
        for check in self.validators():
            if getattr(check, "example", None):
                return check.example
        text = "Nguyễn Thị Hoa".ljust(getattr(self.field, "min_length", None) or 0, "a")
        return text[: getattr(self.field, "max_length", None)]

    def raw(self, value):
        """What the widget takes from a request. ValueError(message) for the wrong JSON type."""
        if not isinstance(value, str):
            raise ValueError(self.wrong)
        return value

    def of_text(self, text):
        """The JSON value a text stands for, as multipart bodies have nothing but texts."""
        return text

    def into(self, request, value):
        """Put the value in the request, as a browser would have."""
        request.form[self.widget.name] = self.raw(value)


class Email(Kind):
    def schema(self):
        return {"format": "email", **super().schema()}

    def example(self):
        return "nguoidan@example.vn"


class Address(Kind):
    wrong = _("Write a whole web address, for example https://example.gov.vn")
    pattern = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:\S+\s*", re.ASCII)

    def schema(self):
        schema = {"format": "uri", **super().schema(), "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$"}
        if not self.field.required:
            schema["pattern"] += "|^$"
        return schema

    def raw(self, value):
        if super().raw(value).strip() and not self.pattern.fullmatch(value):
            raise WrongValue(self.wrong)
        return value

    def example(self):
        return "https://example.vn/"


class Whole(Kind):
    wrong = _("Write a whole number.")
    type = "integer"
    types = (int,)

    def schema(self):
        schema = {"type": self.type}
        for key, name in (("minimum", "min"), ("maximum", "max")):
            if getattr(self.field, name, None) is not None:
                schema[key] = self.number(getattr(self.field, name))
        return schema

    def number(self, value):
        return int(value)

    def example(self):
        low, high = self.field.min, self.field.max
        if low is not None:
            return self.number(low)
        return self.number(high) if high is not None and high < 1 else 1

    def raw(self, value):
        # 2.0 is a whole number in JSON Schema.
        if isinstance(value, float) and int in self.types and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, self.types):
            raise ValueError(self.wrong)
        # As it came: neither rounded nor with an exponent.
        number = Decimal(str(value))
        if not number.is_finite():
            raise ValueError(self.wrong)
        return f"{number:f}"

    def of_text(self, text):
        try:
            return self.types[-1](text)
        except ValueError:
            return text


class Number(Whole):
    wrong = _("Write a number.")
    type = "number"
    types = (int, float)

    def number(self, value):
        return float(value)


class Boolean(Kind):
    wrong = _("This must be true or false.")

    def schema(self):
        only = self.only()
        return {"type": "boolean"} if only is None else {"const": only}

    def only(self):
        """The one value that is accepted, or None where both are."""
        names = getattr(IFieldExtender(self.field), "validators", None) or ()
        return {"isChecked": True, "isUnchecked": False}.get(next(iter(names), None))

    def example(self):
        return self.only() is not False

    def raw(self, value):
        if not isinstance(value, bool):
            raise ValueError(self.wrong)
        return ["selected"] if value else []

    def of_text(self, text):
        return {"true": True, "1": True, "on": True, "false": False, "0": False, "": False}.get(
            text.lower(), text
        )

    def into(self, request, value):
        super().into(request, value)
        request.form[f"{self.widget.name}-empty-marker"] = "1"


class Choice(Kind):
    wrong = _("This is not one of the values allowed.")

    def tokens(self):
        """{what stands for a choice in JSON: its token in the form}.

        A text stands for itself: the token of one with marks is an escape nobody should write.
        """
        return {
            term.value if isinstance(term.value, str) else term.token: term.token
            for term in getattr(self.widget, "terms", None) or ()
        }

    def choices(self):
        titles = {
            term.token: term.title or term.token
            for term in getattr(self.widget, "terms", None) or ()
        }
        return [
            {"const": value, "title": self.text(titles[token])}
            for value, token in self.tokens().items()
        ]

    def schema(self):
        # A field whose list is empty, or is for editors only, cannot be filled in.
        return {"oneOf": self.choices()} if self.choices() else {"const": ""}

    def example(self):
        choices = self.choices()
        return choices[0]["const"] if choices else ""

    def raw(self, value):
        tokens = self.tokens()
        if value == "" and not tokens:
            return []
        if not isinstance(value, str) or value not in tokens:
            raise ValueError(self.wrong)
        return [tokens[value]]

    def into(self, request, value):
        super().into(request, value)
        request.form[f"{self.widget.name}-empty-marker"] = "1"


class Choices(Choice):
    def schema(self):
        schema = {"type": "array", "items": {"oneOf": self.choices()}, "uniqueItems": True}
        if self.field.required:
            schema["minItems"] = 1
        for key, name in (("minItems", "min_length"), ("maxItems", "max_length")):
            if getattr(self.field, name, None):
                schema[key] = getattr(self.field, name)
        return schema

    def example(self):
        count = getattr(self.field, "min_length", None) or 1
        return [choice["const"] for choice in self.choices()[:count]]

    def raw(self, value):
        if not isinstance(value, list):
            raise ValueError(_("This must be a list."))
        tokens = self.tokens()
        if not all(isinstance(item, str) and item in tokens for item in value):
            raise ValueError(self.wrong)
        if len(set(value)) < len(value):
            raise ValueError(_("No choice may be named twice."))
        return [tokens[item] for item in value]

    def of_text(self, text):
        return text if isinstance(text, list) else [text]


class Lines(Kind):
    """A list of texts."""

    wrong = _("This must be a list of texts.")

    def schema(self):
        schema = {"type": "array", "items": {"type": "string"}}
        if self.field.required:
            schema["minItems"] = 1
        return schema

    def example(self):
        return [Kind.example(self)]

    def raw(self, value):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(self.wrong)
        return "\n".join(item.replace("\n", " ") for item in value)

    def of_text(self, text):
        return text if isinstance(text, list) else text.split("\n")


class Moment(Kind):
    """A date, a time or both, in ISO 8601."""

    wrong = _("This is not a valid date.")
    format = "date"
    parse = datetime.date.fromisoformat
    sample = "1990-05-20"

    def schema(self):
        schema = {"type": "string", "format": self.format}
        for key, bound in (
            ("formatMinimum", self.field.min),
            ("formatMaximum", self.field.max),
        ):
            if bound is not None:
                schema[key] = self.text_of(bound)
        return schema

    def text_of(self, moment):
        return moment.isoformat()

    def example(self):
        """The earliest or latest that is accepted, else any."""
        if self.field.min is not None:
            return self.text_of(self.first(self.field.min))
        return self.sample if self.field.max is None else self.text_of(self.field.max)

    def first(self, moment):
        """The first that can be told from this moment on."""
        return moment

    def raw(self, value):
        if not isinstance(value, str):
            raise ValueError(self.wrong)
        try:
            return self.given(type(self).parse(value))
        except ValueError:
            raise WrongValue(self.wrong) from None

    def given(self, moment):
        return moment.isoformat()


class ToTheMinute(Moment):
    """What is told to the minute: nothing finer, and no other offset, is cut off in silence."""

    pattern = None

    def schema(self):
        schema = super().schema()
        del schema["format"]
        return {**schema, "pattern": f"^{self.pattern}$"}

    def raw(self, value):
        if isinstance(value, str) and not re.fullmatch(self.pattern, value, re.ASCII):
            raise WrongValue(self.wrong)
        return super().raw(value)

    def text_of(self, moment):
        return moment.isoformat(timespec="seconds" if moment.second else "minutes")


class DateAndTime(ToTheMinute):
    format = "date-time"
    parse = datetime.datetime.fromisoformat
    sample = "2026-11-21T09:30:00"
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d(:00)?"

    def given(self, moment):
        return moment.strftime("%Y-%m-%dT%H:%M")

    def first(self, moment):
        whole = moment.replace(second=0, microsecond=0)
        return whole if whole == moment else whole + datetime.timedelta(minutes=1)


class TimeOfDay(ToTheMinute):
    wrong = _("This is not a valid time.")
    format = "time"
    parse = datetime.time.fromisoformat
    sample = "09:30"
    pattern = r"\d\d:\d\d(:00)?"

    def given(self, moment):
        return moment.strftime("%H:%M")


class Rich(Kind):
    def into(self, request, value):
        super().into(request, value)
        request.form[f"{self.widget.name}.mimeType"] = "text/html"


class Likert(Kind):
    def schema(self):
        return {
            "type": "string",
            "description": "question: answer, question: answer",
            "examples": [self.example()],
        }

    def example(self):
        answer = (self.field.answers or [""])[0]
        return ", ".join(f"{n}: {answer}" for n in range(1, len(self.field.questions or ()) + 1))


# First fit wins.
KINDS = (
    (ILikert, Likert),
    (IEmail, Email),
    (interfaces.IURI, Address),
    (interfaces.IBool, Boolean),
    (interfaces.IInt, Whole),
    (interfaces.IFloat, Number),
    (interfaces.IDecimal, Number),
    (interfaces.IDatetime, DateAndTime),
    (interfaces.IDate, Moment),
    (interfaces.ITime, TimeOfDay),
    (interfaces.IChoice, Choice),
    (IRichText, Rich),
)


def is_upload(field):
    return INamedField.providedBy(field)


def kind_of(widget, language):
    """The Kind of a widget's field."""
    field = widget.field
    if interfaces.ICollection.providedBy(field):
        chosen = interfaces.IChoice.providedBy(field.value_type)
        return (Choices if chosen else Lines)(field, widget, language)
    for interface, kind in KINDS:
        if interface.providedBy(field):
            return kind(field, widget, language)
    return Kind(field, widget, language)
