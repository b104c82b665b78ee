"""Invariants are asked over all that a form of content has, not over one fieldset at a time.

z3c.form asks those of a schema once for each fieldset that has a field of it, and takes what is in
other fieldsets from what is stored: while something is added nothing is, and an invariant over two
fieldsets is never asked; while something is changed it is what stood there before, and a form that
puts both right is refused. Here they are asked once, with what the form says.
"""

from egov.portal.shared.fields import FieldInvalid
from z3c.form.interfaces import IErrorViewSnippet
from z3c.form.interfaces import NOT_CHANGED
from z3c.form.validator import Data
from z3c.form.validator import InvariantsValidator
from z3c.form.validator import NoInputData
from zope.component import getMultiAdapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid


class IWholeForm(Interface):
    """A form that asks invariants itself, for itself and its fieldsets."""


class LaterInvariants(InvariantsValidator):
    """Leaves the invariants of a fieldset to the whole form, where that asks them."""

    def validate(self, data):
        form = self.view
        while getattr(form, "parentForm", None) is not None:
            form = form.parentForm
        return () if IWholeForm.providedBy(form) else super().validate(data)


class Read(Data):
    """The values an invariant asks for; `_names` says which it did, `_wrong` which have none."""

    def __init__(self, schema, data, context, wrong):
        self._names = []
        self._wrong = wrong
        super().__init__(schema, data, context)

    def __getattribute__(self, name):
        if not name.startswith("_"):
            if name in self._wrong:
                raise NoInputData(name)
            self._names.append(name)
        return super().__getattribute__(name)


@implementer(IWholeForm)
class WholeForm:
    """Mixed into a z3c.form with fieldsets, before its class."""

    def extractData(self, setErrors=True):
        data, errors = super().extractData(setErrors=setErrors)
        for schema, fields in self.places().items():
            for invalid, read in self.complaints(schema, fields, data):
                errors = (*errors, self.shown(invalid, read, fields, setErrors))
        return data, errors

    def places(self):
        """{schema: {name of a field: (the form or fieldset it is in, its key there)}}."""
        found = {}
        for form in (self, *self.groups):
            for key, field in form.fields.items():
                found.setdefault(field.interface, {})[field.field.__name__] = (form, key)
        found.pop(None, None)
        return found

    def complaints(self, schema, fields, data):
        """(what an invariant of the schema complained of, the names it read), as they are raised.

        One that reads a field with an error of its own is not asked.
        """
        given, wrong = {}, set()
        for name, (form, key) in fields.items():
            if getattr(form.widgets.get(key), "error", None) is not None:
                wrong.add(name)
            elif key in data and data[key] is not NOT_CHANGED:
                given[name] = data[key]
        context = None if self.ignoreContext else self.getContent()
        for kind in schema.__iro__:
            for invariant in kind.queryDirectTaggedValue("invariants", ()):
                values = Read(schema, given, context, wrong)
                try:
                    invariant(values)
                except NoInputData:
                    continue
                except Invalid as invalid:
                    yield invalid, values._names

    def shown(self, invalid, read, fields, set_errors):
        """The complaint as a snippet, set to the field it names, or else the last one it read."""
        name = getattr(invalid, "field", None)
        if name is None and (last := [each for each in read if each in fields]):
            name = last[-1]
        form, key = fields.get(name, (self, ""))
        widget = form.widgets.get(key)
        if widget is not None and not isinstance(invalid, FieldInvalid):
            invalid = FieldInvalid(name, invalid.args[0])
        snippet = getMultiAdapter(
            (invalid, self.request, None, None, form, self.getContent()), IErrorViewSnippet
        )
        snippet.update()
        if set_errors:
            form.widgets.errors = (*(form.widgets.errors or ()), snippet)
        return snippet
