"""English names of lists that an administrator edits, beside their Vietnamese ones."""

from plone.registry.interfaces import IRegistry
from zope.component import queryUtility


def english_names(field, prefix, names, shipped, shipped_english):
    """{code: English name}, as far as there is one that fits.

    What ships is the English of the name that ships: where the Vietnamese name was changed, and
    the English one was not, the code has none.

    :param field: the schema's field of the record, a Dict named `<list>_en`
    :param names: {code: Vietnamese name} as it is now
    :param shipped: the same as it ships
    :param shipped_english: {code: English name} as it ships
    """
    registry = queryUtility(IRegistry)
    told = registry.get(f"{prefix}.{field.__name__}") if registry is not None else None
    if told is None:
        # A portal that has not been upgraded yet.
        told = field.default
    return {
        code: name
        for code, name in told.items()
        if name != shipped_english.get(code) or names.get(code) == shipped.get(code)
    }
