"""Comparing values of a procedure as they mean, whoever stored them: the importer or a form."""

from datetime import date
from datetime import datetime
import hashlib
import json


def canonical(value):
    """The value without what a form changes of itself: line ends, empty entries, kinds of zero."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    if isinstance(value, bool) or value is None:
        return value or None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, dict):
        entries = {key: canonical(part) for key, part in value.items() if key != "template"}
        return {key: part for key, part in entries.items() if part is not None}
    return [canonical(part) for part in value] or None


def digest(value):
    """A short text that differs where the canonical values do."""
    text = json.dumps(canonical(value), sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def same(left, right):
    return left == right or canonical(left) == canonical(right)
