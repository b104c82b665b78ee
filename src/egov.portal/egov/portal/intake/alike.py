"""Whether an empty form is alike for all strangers, so that its page may be kept for them.

What makes it another each time is refused: expressions, lists that somebody's program makes, kinds
of fields that nobody here knows (a riddle against robots has a new one on each page). What is left
depends on content and settings alone, and the key of the draft is put in for each.
"""

from collective.easyform.fields import Label
from collective.easyform.fields import RichLabel
from collective.easyform.interfaces import IFieldExtender
from egov.portal.intake.payload import new_draft_key
from egov.portal.shared import caching
from egov.portal.shared.caching.tags import ANYTHING
from plone.namedfile.field import NamedBlobFile
from plone.schema.email import Email
from zope import schema
from zope.schema.vocabulary import SimpleVocabulary


#: Of a form, for administrators: each may look at who asks, or at the clock.
OF_FORM = ("formActionOverride", "headerInjection", "onDisplayOverride", "submitLabelOverride")
OF_FIELD = ("TDefault", "TEnabled", "THidden", "serverSide")
FIELDS = {
    schema.Bool,
    schema.Choice,
    schema.Date,
    schema.Decimal,
    schema.Float,
    schema.Int,
    schema.List,
    schema.Set,
    schema.Text,
    schema.TextLine,
    schema.URI,
    Email,
    Label,
    NamedBlobFile,
    RichLabel,
}


def key_of_page(form):
    """A new key for the draft that begins with this page; the page is kept, or said not to be.

    :param form: a ServiceForm
    """
    if is_alike(form):
        # Which procedures it is for, where its links lead: what is said in it is not looked into.
        caching.shows(ANYTHING)
    else:
        caching.never("a form that may be another for each")
    return caching.fresh(new_draft_key)


def is_alike(form):
    if form.closed or any(getattr(form.context, name, None) for name in OF_FORM):
        return False
    return all(map(is_plain, schema.getFields(form.schema).values()))


def is_plain(field):
    """Whether a field is shown to everybody in the same way."""
    extended = IFieldExtender(field)
    inner = getattr(field, "value_type", None) or field
    return (
        {type(field), type(inner)} <= FIELDS
        and field.defaultFactory is None
        and not any(getattr(extended, name, None) for name in OF_FIELD)
        and (type(inner) is not schema.Choice or type(inner.vocabulary) is SimpleVocabulary)
    )
