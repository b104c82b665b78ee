"""easyform's own rules of fields (check, default), found at less cost.

easyform's rule stands before the field library's. To find that one, it makes a class for each field
of each request, whose instance looks less specific than the form; these keep one for each kind of
form. What is checked, and in which order, is the same.
"""

from collective.easyform.api import get_expression
from collective.easyform.interfaces import IEasyForm
from collective.easyform.interfaces import IEasyFormForm
from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import IFieldValidator
from egov.portal.interfaces import IEgovLayer
from egov.portal.shared.text import clean
from functools import lru_cache
from plone.app.textfield.interfaces import IRichTextValue
from z3c.form.interfaces import IGroup
from z3c.form.interfaces import IValidator
from z3c.form.interfaces import IValue
from zope.component import adapter
from zope.component import queryMultiAdapter
from zope.component import queryUtility
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface import providedBy
from zope.schema.interfaces import IField
from zope.schema.interfaces import RequiredMissing


class Rule:
    """A rule for fields in a view that provides `stands_for`."""

    stands_for = None

    def __init__(self, context, request, view, field, widget):
        self.context = context
        self.request = request
        self.view = view
        self.field = field
        self.widget = widget

    def next(self, provided, name=""):
        """The rule that would be found if this one were not there, or None."""
        kind = less_specific(providedBy(self.view), self.stands_for)
        objects = (self.context, self.request, kind(self.view), self.field, self.widget)
        return queryMultiAdapter(objects, provided, name=name)


def says_nothing(value):
    """Whether a value that is there has nothing in it: no choice, no letter that can be seen.

    The field library takes both for an answer.
    """
    if isinstance(value, str):
        return not value[:1].isalnum() and not clean(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return not value
    return IRichTextValue.providedBy(value) and not clean(value.raw)


@lru_cache(200)
def less_specific(declared, specific):
    """A class of views that provide what comes after `specific` in what is declared."""
    interfaces = list(declared.interfaces())
    following = interfaces[interfaces.index(specific) + 1]

    @implementer(following)
    class View:
        def __init__(self, view):
            self.__view__ = view

        def __getattr__(self, name):
            return getattr(self.__view__, name)

    return View


@implementer(IValidator)
@adapter(IEasyForm, IEgovLayer, IEasyFormForm, IField, Interface)
class Check(Rule):
    """The field's own check, then the named ones and the expression an administrator wrote."""

    stands_for = IEasyFormForm

    def validate(self, value):
        found = self.next(IValidator)
        if found is not None:
            found.validate(value)
        if self.field.required and says_nothing(value):
            raise RequiredMissing(self.field.__name__)
        extended = IFieldExtender(self.field)
        for name in extended.validators or ():
            check = queryUtility(IFieldValidator, name=name)
            wrong = check(value, REQUEST=self.request) if check is not None else None
            if wrong:
                raise Invalid(wrong)
        if extended.TValidator:
            try:
                wrong = get_expression(self.context, extended.TValidator, value=value)
            except Exception as error:  # an administrator's expression may fail in any way
                raise Invalid(error) from error
            if wrong:
                raise Invalid(wrong)


@adapter(IEasyForm, IEgovLayer, IGroup, IField, Interface)
class CheckInGroup(Check):
    stands_for = IGroup


@implementer(IValue)
@adapter(IEasyForm, IEgovLayer, IEasyFormForm, IField, Interface)
class Default(Rule):
    """The expression an administrator wrote, or the field's own default."""

    stands_for = IEasyFormForm

    def get(self):
        expression = IFieldExtender(self.field).TDefault
        if expression:
            return get_expression(self.context, expression)
        found = self.next(IValue, name="default")
        return found.get() if found is not None else self.field.default


@adapter(IEasyForm, IEgovLayer, IGroup, IField, Interface)
class DefaultInGroup(Default):
    stands_for = IGroup
