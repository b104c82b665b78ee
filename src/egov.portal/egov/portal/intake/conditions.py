"""Which fields of a form apply: those whose condition is met by the other answers.

A field that does not apply is empty for all others, so chains hold. A condition nobody can make
sense of, that names no other field or comes back to its own, is left out: its field always
applies, and the editor is told.
"""

from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import ILabel
from egov.portal import _
from egov.portal.intake import condition_language as language
from egov.portal.intake.condition_language import Both
from egov.portal.intake.condition_language import Comparison
from egov.portal.intake.condition_language import Either
from egov.portal.intake.condition_language import Not
from egov.portal.intake.condition_language import Truthy
from egov.portal.intake.condition_language import Unreadable
from plone.namedfile.interfaces import INamedField
from zope.schema import getFieldsInOrder
from zope.schema import interfaces


PREFIXES = ("form.widgets.", "form-widgets-")
# Of a text that answers are looked for in; clients are told all of its parts.
LONGEST_LIST = 40
NO_CHOICE = "--NOVALUE--"
YES = ("true", "selected", "on", "1", "yes")
NO = ("false", "unselected", "off", "0", "no")


class Conditions:
    """The conditions of a form's fields.

    `trees`: {name of a field: tree}, names being those of fields, and values as the form's
    widgets send them: tokens of choices, numbers of numbers.
    `problems`: [(name of a field, message)] of conditions that are left out.
    """

    def __init__(self, schema, context=None):
        self.fields = dict(getFieldsInOrder(schema))
        self.context = context
        self.trees = {}
        self.problems = []
        for name, field in self.fields.items():
            text = (IFieldExtender(field).depends_on or "").strip()
            if not text:
                continue
            try:
                tree = language.parse(text)
            except Unreadable:
                self.problems.append((name, _("It cannot be read.")))
                continue
            try:
                self.trees[name] = self.resolved(tree)
            except Unreadable as error:
                self.problems.append((name, error.args[0]))
        for name in [name for name in self.trees if self.comes_back(name)]:
            self.problems.append((name, _("It depends on itself.")))
            del self.trees[name]

    def __bool__(self):
        return bool(self.trees)

    def asked(self):
        """Names of the fields that others depend on."""
        return {name for tree in self.trees.values() for name in language.names(tree)}

    def comes_back(self, name):
        seen, ahead = set(), [name]
        while ahead:
            tree = self.trees.get(ahead.pop())
            for other in language.names(tree) if tree is not None else ():
                if other == name:
                    return True
                if other not in seen:
                    seen.add(other)
                    ahead.append(other)
        return False

    def resolved(self, tree):
        """The tree with the names of fields, and values as widgets send them."""
        if isinstance(tree, Truthy):
            return Truthy(self.field_named(tree.name))
        if isinstance(tree, Comparison):
            return self.comparison(self.field_named(tree.name), tree.operator, tree.value)
        return type(tree)(*map(self.resolved, tree))

    def field_named(self, name):
        """The field meant: by its name, or the name or id of its input."""
        for prefix in PREFIXES:
            name = name.removeprefix(prefix)
        name = name.partition(":")[0]
        field = self.fields.get(name)
        if field is None or ILabel.providedBy(field):
            raise Unreadable(_("There is no field ${name}.", mapping={"name": name}))
        return name

    def comparison(self, name, operator, value):
        if operator == "!=":
            return Not(self.comparison(name, "=", value))
        if value == "":
            if operator == "=":
                return Not(Truthy(name))
            raise Unreadable(_("A value is missing."))
        field = self.fields[name]
        if INamedField.providedBy(field):
            raise Unreadable(_("A file has no value to compare with."))
        if interfaces.IBool.providedBy(field):
            return of_yes_or_no(name, operator, value)
        if is_number(field):
            return of_number(name, operator, value)
        if operator in language.ORDERING:
            raise Unreadable(_("${name} is no number.", mapping={"name": name}))
        if has_choices(field):
            return self.of_choice(name, field, operator, value)
        if operator == "=~" and len(value) > LONGEST_LIST:
            raise Unreadable(_("The value is too long."))
        return Comparison(name, operator, value.strip() or value)

    def of_choice(self, name, field, operator, value):
        tokens = [
            term.token
            for term in choices_of(field, self.context)
            if any(compares(operator, text, value) for text in (term.token, str(term.value)))
        ]
        if not tokens:
            raise Unreadable(
                _(
                    "${value} is none of the choices of ${name}.",
                    mapping=dict(value=value, name=name),
                )
            )
        tree = Comparison(name, "=", tokens[-1])
        for token in reversed(tokens[:-1]):
            tree = Either(Comparison(name, "=", token), tree)
        return tree

    def is_met(self, tree, answers):
        """Whether a resolved condition holds, whatever others its fields depend on."""
        return holds(tree, lambda name: self.texts(name, answers.get(name)))

    def hidden(self, answers):
        """Names of the fields that do not apply.

        :param answers: {field name: what its widget took from the request, or its value}
        """
        given = {name: self.texts(name, value) for name, value in answers.items()}
        known = {}

        def applies(name):
            if name not in known:
                tree = self.trees.get(name)
                known[name] = tree is None or holds(tree, answered)
            return known[name]

        def answered(name):
            return given.get(name, []) if applies(name) else []

        return {name for name in self.trees if not applies(name)}

    def texts(self, name, value):
        """What a widget took from a request as texts; an empty answer is []."""
        field = self.fields[name]
        if isinstance(value, str) and interfaces.ICollection.providedBy(field):
            value = value.split("\n")
        values = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
        texts = [as_text(item) for item in values]
        texts = [text for text in texts if text and text != NO_CHOICE]
        if interfaces.IBool.providedBy(field):
            return ["true"] if any(text.lower() in YES for text in texts) else []
        return texts


def as_client_knows_it(conditions, tree, here, elsewhere):
    """A tree as JSON values for the script of a page.

    :param here: names of the fields on the page
    :param elsewhere: {name: answer} of the others, which do not change while it is shown
    """
    if isinstance(tree, Not):
        return {"not": as_client_knows_it(conditions, tree.term, here, elsewhere)}
    if not isinstance(tree, (Truthy, Comparison)):
        parts = [as_client_knows_it(conditions, part, here, elsewhere) for part in tree]
        return {"all" if isinstance(tree, Both) else "any": parts}
    if tree.name not in here:
        return conditions.is_met(tree, elsewhere)
    if isinstance(tree, Comparison):
        return {"field": tree.name, "operator": tree.operator, "value": tree.value}
    if interfaces.IBool.providedBy(conditions.fields[tree.name]):
        return {"field": tree.name, "yes": True}
    return {"field": tree.name}


def as_text(value):
    if value is None or value is False:
        return ""
    if value is True:
        return "true"
    return value.strip() if isinstance(value, str) else str(value)


def of_yes_or_no(name, operator, value):
    if operator == "=" and value.lower() in YES:
        return Truthy(name)
    if operator == "=" and value.lower() in NO:
        return Not(Truthy(name))
    raise Unreadable(_("${name} is yes or no.", mapping={"name": name}))


def of_number(name, operator, value):
    try:
        number = float(value)
    except ValueError:
        raise Unreadable(_("${value} is no number.", mapping={"value": value})) from None
    if operator not in ("=", *language.ORDERING) or number != number:
        raise Unreadable(_("${name} is a number.", mapping={"name": name}))
    return Comparison(name, operator, int(number) if number.is_integer() else number)


def is_number(field):
    return (
        interfaces.IInt.providedBy(field)
        or interfaces.IFloat.providedBy(field)
        or interfaces.IDecimal.providedBy(field)
    )


def has_choices(field):
    """Whether it has one or several of a list of choices as its value."""
    if interfaces.ICollection.providedBy(field):
        return interfaces.IChoice.providedBy(field.value_type)
    return interfaces.IChoice.providedBy(field)


def choices_of(field, context):
    """The terms of a field with choices."""
    if interfaces.ICollection.providedBy(field):
        field = field.value_type
    vocabulary = (
        field.vocabulary if field.vocabulary is not None else field.bind(context).vocabulary
    )
    return tuple(vocabulary)


def holds(tree, answered):
    """Whether a tree is true; `answered(name)` gives the texts of an answer."""
    if isinstance(tree, Truthy):
        return bool(answered(tree.name))
    if isinstance(tree, Comparison):
        return any(compares(tree.operator, text, tree.value) for text in answered(tree.name))
    if isinstance(tree, Not):
        return not holds(tree.term, answered)
    if isinstance(tree, Both):
        return holds(tree.left, answered) and holds(tree.right, answered)
    return holds(tree.left, answered) or holds(tree.right, answered)


def compares(operator, text, value):
    """Whether `text operator value`; numbers as numbers, texts by their letters."""
    if operator == "~=":
        return str(value) in text
    if operator == "=~":
        return text in str(value)
    if isinstance(value, str):
        return text == value
    try:
        number = float(text)
    except ValueError:
        return False
    return {
        "=": number == value,
        "<": number < value,
        "<=": number <= value,
        ">": number > value,
        ">=": number >= value,
    }[operator]
