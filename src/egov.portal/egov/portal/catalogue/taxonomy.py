"""Lists that the law may change and an administrator edits: fields, audiences, life events.

They are kept in the registry under `egov.portal.`. What ships is in `defaults/`.
"""

from collective.z3cform.datagridfield.row import DictRow
from egov.portal import _
from egov.portal.shared.english_names import english_names
from egov.portal.shared.fields import Line
from egov.portal.shared.fields import NotWellFormed
from pathlib import Path
from plone.registry.interfaces import IRegistry
import re
from zope import schema
from zope.component import queryUtility
from zope.interface import Interface


DEFAULTS = Path(__file__).parent / "defaults"
PREFIX = "egov.portal"


def _columns(name):
    for line in (DEFAULTS / name).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield [part.strip() for part in line.split("|")]


def default_fields():
    return {code: title for code, title in _columns("fields.txt")}


def default_audiences():
    return {code: title for code, title in _columns("audiences.txt")}


def default_english(name):
    """{national code: English title} of what ships; `name` is `fields` or `audiences`."""
    return {code: title for code, title in _columns(f"{name}_en.txt")}


def default_life_events():
    return [
        {
            "id": name,
            "title": title,
            "title_en": title_en,
            "for_citizens": "citizens" in who,
            "for_businesses": "businesses" in who,
        }
        for name, title, title_en, who in _columns("life_events.txt")
    ]


def event_id(value):
    """Small letters, digits and dashes."""
    if value and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise NotWellFormed(_("An id has only small letters without marks, digits and dashes."))
    return True


class ILifeEventRow(Interface):
    """A life event: what happens to people that sends them to the administration."""

    id = Line(
        title=_("Id"),
        description=_("For example having-a-child"),
        required=True,
        constraint=event_id,
    )
    title = Line(title=_("Name"), required=True)
    title_en = Line(title=_("Name in English"))
    for_citizens = schema.Bool(title=_("Citizens"), required=False, default=False)
    for_businesses = schema.Bool(title=_("Businesses"), required=False, default=False)


class ITaxonomy(Interface):
    """Records of the registry."""

    fields = schema.Dict(
        title=_("Fields"),
        description=_("One field a line: its national code, a bar, its name. G15-TP07 | Hộ tịch"),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        default=default_fields(),
        required=False,
    )
    fields_en = schema.Dict(
        title=_("Fields in English"),
        description=_(
            "For the English pages: a national code, a bar, its name in English. A field that does "
            "not stand here is shown in Vietnamese."
        ),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        default=default_english("fields"),
        required=False,
    )
    audiences = schema.Dict(
        title=_("Audiences"),
        description=_("One group a line: its national code, a bar, its name. DT2 | Doanh nghiệp"),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        default=default_audiences(),
        required=False,
    )
    audiences_en = schema.Dict(
        title=_("Audiences in English"),
        description=_(
            "For the English pages: a national code, a bar, its name in English. A group that does "
            "not stand here is shown in Vietnamese."
        ),
        key_type=schema.TextLine(),
        value_type=schema.TextLine(),
        default=default_english("audiences"),
        required=False,
    )
    life_events = schema.List(
        title=_("Life events"),
        description=_("In the order in which they are shown"),
        value_type=DictRow(title=_("Life events"), schema=ILifeEventRow),
        default=default_life_events(),
        required=False,
    )


def _read(name):
    registry = queryUtility(IRegistry)
    value = registry.get(f"{PREFIX}.{name}") if registry is not None else None
    return value or ITaxonomy[name].missing_value or type(ITaxonomy[name].default)()


def _ensure(name, code, title):
    known = _read(name)
    if code in known:
        return False
    known = {**known, code: title}
    queryUtility(IRegistry)[f"{PREFIX}.{name}"] = known
    return True


def fields():
    """Fields of administration (lĩnh vực): {national code: title}."""
    return dict(_read("fields"))


def ensure_field(code, title):
    """Add a field unless its code is known; a title edited here stays. True when added."""
    return _ensure("fields", code, title)


def audiences():
    """Whom procedures are for (đối tượng thực hiện): {national code, ASCII: title}."""
    return dict(_read("audiences"))


def ensure_audience(code, title):
    """Add an audience unless its code is known; a title edited here stays. True when added."""
    return _ensure("audiences", code, title)


def in_english(name):
    """{code: English title} of `fields` or `audiences`, as far as there is one that fits."""
    field, shipped = ITaxonomy[f"{name}_en"], ITaxonomy[name].default
    return english_names(field, PREFIX, _read(name), shipped, field.default)


def life_events():
    """[{id, title, title_en, for_citizens, for_businesses}], in the order of showing."""
    return [dict(event) for event in _read("life_events")]
