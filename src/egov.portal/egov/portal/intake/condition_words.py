"""Conditions in words, for people without a script, for clients over REST and for editors."""

from egov.portal import _
from egov.portal.intake.condition_language import Both
from egov.portal.intake.condition_language import Comparison
from egov.portal.intake.condition_language import Not
from egov.portal.intake.condition_language import Truthy
from egov.portal.intake.conditions import choices_of
from egov.portal.intake.conditions import has_choices
from zope.i18n import translate
from zope.schema.interfaces import IBool


COMPARISONS = {
    "=": _("“${title}” is “${value}”"),
    "~=": _("“${title}” contains “${value}”"),
    "=~": _("“${title}” is part of “${value}”"),
    "<": _("“${title}” is less than ${value}"),
    "<=": _("“${title}” is at most ${value}"),
    ">": _("“${title}” is more than ${value}"),
    ">=": _("“${title}” is at least ${value}"),
}


def in_words(conditions, tree, request=None, language=None):
    """The condition as part of a sentence, in the language given or the request's."""

    def say(message, **mapping):
        message = _(message, mapping=mapping) if mapping else message
        return translate(message, context=request, target_language=language)

    def title(name):
        return say(conditions.fields[name].title) or name

    def words(tree):
        if isinstance(tree, Truthy):
            ticked = IBool.providedBy(conditions.fields[tree.name])
            message = _("“${title}” is ticked") if ticked else _("“${title}” is filled in")
            return say(message, title=title(tree.name))
        if isinstance(tree, Comparison):
            value = shown(conditions, tree)
            return say(COMPARISONS[tree.operator], title=title(tree.name), value=say(value))
        if isinstance(tree, Not):
            return negated(tree.term)
        message = _("${left} and ${right}") if isinstance(tree, Both) else _("${left} or ${right}")
        return say(message, left=bracketed(tree, tree.left), right=bracketed(tree, tree.right))

    def bracketed(outer, tree):
        text = words(tree)
        inner = type(tree)
        plain = inner in (Truthy, Comparison, Not) or inner is type(outer)
        return text if plain else f"({text})"

    def negated(tree):
        if isinstance(tree, Truthy):
            ticked = IBool.providedBy(conditions.fields[tree.name])
            message = _("“${title}” is not ticked") if ticked else _("“${title}” is empty")
            return say(message, title=title(tree.name))
        if isinstance(tree, Comparison) and tree.operator == "=":
            value = say(shown(conditions, tree))
            return say(_("“${title}” is not “${value}”"), title=title(tree.name), value=value)
        return say(_("not: ${condition}"), condition=words(tree))

    return words(tree)


def shown(conditions, tree):
    """The value of a comparison as people know it: the title of a choice."""
    field = conditions.fields[tree.name]
    if has_choices(field):
        for term in choices_of(field, conditions.context):
            if term.token == tree.value:
                return term.title or str(term.value)
    return str(tree.value)
