"""What an editor may set of a field without writing expressions: a check, a condition.

easyform's own settings of these (names of validators, conditions as text) are for
administrators, beside expressions and scripts. Here are only choices that are made for them.
"""

from AccessControl import getSecurityManager
from collective.easyform.api import CONTEXT_KEY
from collective.easyform.interfaces import IEasyFormFieldsContext
from collective.easyform.interfaces import IEasyFormFieldsEditorExtender
from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import ILabel
from egov.portal import _
from egov.portal.intake.condition_language import parse
from egov.portal.intake.condition_language import quoted
from egov.portal.intake.condition_language import Unreadable
from egov.portal.intake.condition_words import in_words
from egov.portal.intake.conditions import choices_of
from egov.portal.intake.conditions import Conditions
from egov.portal.intake.conditions import has_choices
from egov.portal.shared.language import language_of
from plone.namedfile.interfaces import INamedField
from plone.supermodel.model import Schema
from Products.statusmessages.interfaces import IStatusMessage
from zope import schema
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import provider
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.interfaces import IField
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


TALES = "collective.easyform: Edit TALES Fields"
TICKED = "isChecked"
CHECKS = (
    ("egov.portal.personal_id", _("Personal identification number (12 digits)")),
    ("egov.portal.phone", _("Telephone number")),
    ("egov.portal.email", _("E-mail address")),
)
OURS = tuple(name for name, _title in CHECKS)
MOST_CHOICES = 200


@provider(IContextSourceBinder)
def simple_conditions(field):
    """What another field's answer may be: one term for each, its value being the condition."""
    terms, known = [], set()
    form = field.interface.queryTaggedValue(CONTEXT_KEY)
    request = getRequest()
    language = language_of(request)
    conditions = Conditions(field.interface, form)
    now = IFieldExtender(field).depends_on or ""
    for text in [*offered(field, form), now]:
        if text and text not in known:
            known.add(text)
            terms.append(SimpleTerm(text, text, title_of(conditions, text, language)))
    return SimpleVocabulary(terms)


def offered(field, form):
    """Texts of the conditions that can be told in one choice."""
    for name, other in schema.getFieldsInOrder(field.interface):
        if name == field.__name__ or ILabel.providedBy(other):
            continue
        if IBool.providedBy(other):
            yield name
            yield f"not {name}"
        elif has_choices(other):
            for term in choices_of(other, form)[:MOST_CHOICES]:
                yield f"{name}={quoted(str(term.value))}"
        elif not INamedField.providedBy(other) or not other.required:
            yield name


def title_of(conditions, text, language):
    try:
        return in_words(conditions, conditions.resolved(parse(text)), language=language)
    except Unreadable:
        # Left as it is until somebody chooses another.
        return text


class IConditionRule(Schema):
    shown_if = schema.Choice(
        title=_("Ask only if"),
        description=_(
            "Otherwise the field is not shown, not required and not kept. Nothing chosen: always."
        ),
        source=simple_conditions,
        required=False,
    )


class ITextRules(IConditionRule):
    check = schema.Choice(
        title=_("Check what is filled in"),
        vocabulary=SimpleVocabulary([SimpleTerm(name, name, title) for name, title in CHECKS]),
        required=False,
    )


class ITickRules(IConditionRule):
    must_be_ticked = schema.Bool(
        title=_("Must be ticked"),
        description=_("For declarations: without it the form cannot be sent."),
        required=False,
    )


@implementer(ITextRules, ITickRules)
@adapter(IField)
class FieldRules:
    """The rules as easyform keeps them; a check that somebody else has set stays."""

    def __init__(self, field):
        self.kept = IFieldExtender(field)

    @property
    def shown_if(self):
        return self.kept.depends_on or None

    @shown_if.setter
    def shown_if(self, value):
        self.kept.depends_on = value or ""

    @property
    def check(self):
        return next((name for name in self.kept.validators or () if name in OURS), None)

    @check.setter
    def check(self, value):
        others = [name for name in self.kept.validators or () if name not in OURS]
        self.kept.validators = [*others, value] if value else others

    @property
    def must_be_ticked(self):
        return TICKED in (self.kept.validators or ())

    @must_be_ticked.setter
    def must_be_ticked(self, value):
        others = [name for name in self.kept.validators or () if name != TICKED]
        self.kept.validators = [*others, TICKED] if value else others


@implementer(IEasyFormFieldsEditorExtender)
@adapter(IEasyFormFieldsContext, IField)
def rules_of_a_field(context, field):
    """The schema of a field's rules; none for those who have easyform's own settings instead."""
    if getSecurityManager().checkPermission(TALES, context):
        return None
    if IBool.providedBy(field):
        return ITickRules
    if ITextLine.providedBy(field) or IText.providedBy(field):
        return ITextRules
    return IConditionRule


def warn_of_conditions(context, event=None):
    """Tell whoever has changed a form which conditions were left out."""
    request = getRequest()
    if request is None:
        return
    found = Conditions(context.schema, context.__parent__)
    for name, message in found.problems:
        reason = translate(message, context=request)
        title = translate(found.fields[name].title, context=request) or name
        IStatusMessage(request).add(
            _(
                "“${title}” is always asked: its condition cannot be used. ${reason}",
                mapping={"title": title, "reason": reason},
            ),
            type="warning",
        )
