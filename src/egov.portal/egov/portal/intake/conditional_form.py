"""A form that asks only what applies: conditions between fields, and the server's own values."""

from collective.easyform.api import get_expression
from collective.easyform.interfaces import IEasyFormWidget
from collective.easyform.interfaces import IFieldExtender
from egov.portal.intake.conditions import Conditions
from egov.portal.intake.conditions import is_number
from z3c.form.interfaces import DISPLAY_MODE
from z3c.form.interfaces import IDataConverter
from z3c.form.interfaces import NO_VALUE
from zope.cachedescriptors.property import Lazy
from zope.interface import directlyProvides
from zope.schema import getFieldsInOrder
from zope.schema import ValidationError


class ConditionalForm:
    """Mixed into easyform's form: what does not apply is neither required, checked nor kept."""

    def markWidgets(self):
        """As easyform's own, which reckons for each widget anew what it provides already."""
        for widget in self.all_widgets():
            if not IEasyFormWidget.providedBy(widget):
                provided = widget.__provides__.__bases__[:-1]  # the last one is its class's
                directlyProvides(widget, provided, IEasyFormWidget)

    # Names of the fields that do not apply to what was answered, once the answers are read.
    not_asked = frozenset()

    @Lazy
    def conditions(self):
        return Conditions(self.schema, self.context)

    def setOmitFields(self, fields):
        """A hidden field is the server's: it is neither shown nor taken from anybody."""
        hidden = [name for name in fields if IFieldExtender(fields[name].field).THidden]
        return super().setOmitFields(fields).omit(*hidden)

    def updateServerSideData(self, data):
        """The data with the values that are the server's, without those that do not apply."""
        data.update(self.server_values())
        return {name: value for name, value in data.items() if name not in self.not_asked}

    def server_values(self):
        """{field name: value} of the fields nobody fills in: hidden ones, too."""
        values = {}
        for name, field in getFieldsInOrder(self.schema):
            extended = IFieldExtender(field)
            if extended.THidden or extended.serverSide:
                expression = extended.TDefault
                values[name] = (
                    get_expression(self.context, expression) if expression else field.default
                )
        return values

    def answers_elsewhere(self):
        """{field name: what its widget took} of answers given in another part of the form."""
        return {}

    def find_not_asked(self):
        """Names of the fields whose condition is not met by what the request holds."""
        if not self.conditions:
            return frozenset()
        answers = {**self.answers_elsewhere(), **self.server_values()}
        asked = self.conditions.asked()
        for widget in self.all_widgets():
            if widget.field.__name__ in asked:
                answers[widget.field.__name__] = answer_of(widget)
        return frozenset(self.conditions.hidden(answers))

    def extractData(self, setErrors=True):
        self.not_asked = self.find_not_asked()
        left_out = {
            widget: widget.mode
            for widget in self.all_widgets()
            if widget.field.__name__ in self.not_asked
        }
        for widget in left_out:
            # What is only displayed is not taken from a request.
            widget.mode = DISPLAY_MODE
        try:
            return super().extractData(setErrors)
        finally:
            for widget, mode in left_out.items():
                widget.mode = mode


def answer_of(widget):
    """What a widget takes from the request; a number as one, in whichever way it is written."""
    taken = widget.extract()
    if taken is NO_VALUE:
        return None
    if is_number(widget.field):
        try:
            return IDataConverter(widget).toFieldValue(taken)
        except (ValueError, ValidationError):
            return None
    return taken
