"""Tags: short texts for what a page shows, and for what a change changes.

A query has one tag, by the narrowest thing it asks for; a record has all the tags by which a query
could find it, before and after its change. So each query that a change concerns is met.
"""

#: On every page: settings, sections, the theme, whatever no other tag stands for.
FRAME = "frame"
#: Any change in the catalogue.
ANYTHING = "anything"
#: Indexes whose values name single things, the narrowest first.
KEYS = (
    "UID",
    "code",
    "document_number",
    "procedures",
    "templates",
    "legal_basis_numbers",
    "refers_to",
    "replaces",
    "amends",
    "based_on",
    "getId",
    "id",
    "agencies",
    "agency",
    "urgent_banner",
)
#: Interfaces that Plone's portlets ask for; a query for others is met by anything.
INTERFACES = {"plone.event.interfaces.IEvent", "plone.app.contenttypes.interfaces.INewsItem"}
#: Those by which code may look something up whoever may see it.
NAMES = ("UID", "code")
# A query for more values than these is met by the type instead.
MOST_VALUES = 60


def named(name, value):
    """The tag of a value of an index; some say 1 for True."""
    return f"{name}={int(value) if isinstance(value, bool) else value}"


def values_of(asked):
    """The values a query asks an index for, as a list; None where it is no plain list of them."""
    if isinstance(asked, dict):
        if set(asked) - {"query", "operator"} or asked.get("operator") == "and":
            return None
        asked = asked.get("query")
    elif asked is not None and hasattr(asked, "query"):
        return None
    if isinstance(asked, str | int | bool):
        return [asked]
    if isinstance(asked, list | tuple | set | frozenset):
        found = list(asked)
        plain = all(isinstance(value, str | int | bool) for value in found)
        return found if plain and 0 < len(found) <= MOST_VALUES else None
    return None


def paths_of(asked):
    """([path], depth) of a query for paths; depth -1 for everything below."""
    depth = -1
    if isinstance(asked, dict):
        depth = asked.get("depth", -1)
        asked = asked.get("query")
    paths = [asked] if isinstance(asked, str) else asked
    if not isinstance(paths, list | tuple) or not all(isinstance(path, str) for path in paths):
        return None, depth
    return list(paths), depth


def of_query(query):
    """The tags of a catalogue query: what changes its answer bumps at least one of them."""
    for name in KEYS:
        if name in query:
            values = values_of(query[name])
            if values is not None:
                return {named(name, value) for value in values}
    provided = values_of(query["object_provides"]) if "object_provides" in query else None
    if provided and INTERFACES.issuperset(provided):
        return {f"provides:{name}" for name in provided}
    types = values_of(query["portal_type"]) if "portal_type" in query else None
    if "path" in query:
        paths, depth = paths_of(query["path"])
        if paths is not None and depth == 0:
            return {f"at:{path}" for path in paths}
        if paths is not None and depth == 1:
            kinds = [f":{name}" for name in types] if types else [""]
            return {f"in:{path.rstrip('/')}{kind}" for path in paths for kind in kinds}
        if paths is not None and not types:
            return {f"below:{path.rstrip('/')}" for path in paths}
    if types:
        return {f"type:{name}" for name in types}
    return {ANYTHING}


def of_record(path, portal_type, entries, public=True, provided=()):
    """The tags of a record. `entries`: {index of KEYS: its value or values}.

    What strangers do not find (`public`) is at most named by a page: by itself, never in a list.
    """
    if not public:
        names = (named(name, entries[name]) for name in NAMES if entries.get(name))
        return {f"at:{path}", *names}
    parts = path.split("/")
    parent = "/".join(parts[:-1])
    found = {
        ANYTHING,
        f"at:{path}",
        f"type:{portal_type}",
        f"in:{parent}",
        f"in:{parent}:{portal_type}",
    }
    found.update(f"below:{'/'.join(parts[:length])}" for length in range(2, len(parts) + 1))
    found.update(f"provides:{name}" for name in INTERFACES.intersection(provided))
    for name, value in entries.items():
        values = value if isinstance(value, list | tuple | set | frozenset) else [value]
        found.update(named(name, one) for one in values if one is not None)
    return found
