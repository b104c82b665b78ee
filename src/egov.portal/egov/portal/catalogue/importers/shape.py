"""Reading values out of a record whose types cannot be trusted."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from egov.portal.catalogue.importers.findings import shown
from egov.portal.shared.text import clean
from functools import lru_cache
import pytz
import re


VIETNAM = pytz.timezone("Asia/Ho_Chi_Minh")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR = 1945
SHORT = 100  # characters


@lru_cache(maxsize=20000)
def clean_short(text):
    """Names, codes and units come again and again; cleaning each once is much of the speed."""
    return clean(text)


def cleaned(text):
    return clean_short(text) if len(text) <= SHORT else clean(text)


class Shape:
    """Typed access to the entries of one JSON object; what does not fit is remarked on."""

    def __init__(self, entries, remarks, path=""):
        self.entries = entries
        self.remarks = remarks
        self.path = path

    def _wrong(self, key, value):
        self.remarks.add("wrong_type", f"{self.path}{key} = {shown(value, 80)}")

    def _list(self, key):
        """The entries of a list; none where there is nothing, or no list."""
        found = self.entries.get(key)
        if found is None or found == "":
            return []
        if not isinstance(found, list):
            self._wrong(key, found)
            return []
        return found

    def raw(self, key):
        return self.entries.get(key)

    def text(self, key):
        """Cleaned text; a number is taken as its digits."""
        value = self.entries.get(key)
        if isinstance(value, str):
            return cleaned(value)
        if value is None:
            return ""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self._wrong(key, value)
        return ""

    def line(self, key):
        """Cleaned text on one line."""
        return " ".join(self.text(key).split())

    def flag(self, key):
        value = self.entries.get(key)
        if value in (None, False, True, 0, 1):
            return bool(value)
        if isinstance(value, str) and value.strip().lower() in ("true", "false", ""):
            return value.strip().lower() == "true"
        self._wrong(key, value)
        return False

    def whole(self, key):
        """A whole number of zero or more, or None."""
        value = self.entries.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, str) and re.fullmatch(r"\s*\d{1,9}\s*", value):
            self.remarks.add("number_as_text", f"{self.path}{key} = {value}")
            return int(value)
        if isinstance(value, float) and value == int(value):
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9:
            return value
        self._wrong(key, value)
        return None

    def choice(self, key, known):
        """A word out of `known`, or None."""
        value = self.line(key)
        if value in known:
            return value
        if value:
            self.remarks.add("unknown_value", f"{self.path}{key} = {value}")
        return None

    def objects(self, key):
        """The objects of a list as shapes; anything else in it is remarked on."""
        shapes = []
        for position, entry in enumerate(self._list(key), 1):
            path = f"{self.path}{key}[{position}]"
            if isinstance(entry, dict):
                shapes.append(Shape(entry, self.remarks, path + "."))
            elif entry is None:
                self.remarks.add("empty_entry", path)
            else:
                self.remarks.add("wrong_type", f"{path} = {shown(entry, 80)}")
        return shapes

    def object(self, key):
        """One object as a shape; an empty one where there is none."""
        found = self.entries.get(key)
        if found is not None and not isinstance(found, dict):
            self._wrong(key, found)
            found = None
        return Shape(found or {}, self.remarks, f"{self.path}{key}.")

    def words(self, key):
        """The texts of a list."""
        found = self._list(key)
        for entry in found:
            if entry is not None and not isinstance(entry, str):
                self._wrong(key, entry)
        return [" ".join(cleaned(entry).split()) for entry in found if isinstance(entry, str)]

    def moment(self, key):
        """Milliseconds since 1970 (or an ISO text) as Vietnamese time, or None."""
        value = self.entries.get(key)
        if value is None or value == "":
            return None
        try:
            if isinstance(value, str) and not value.strip().isdigit():
                found = datetime.fromisoformat(value.strip())
                if found.tzinfo is None:
                    found = VIETNAM.localize(found)
            elif isinstance(value, bool):
                raise ValueError(value)
            else:
                found = EPOCH + timedelta(milliseconds=int(value))
            found = found.astimezone(VIETNAM)
        except (ValueError, TypeError, OverflowError):
            self._wrong(key, value)
            return None
        if not FIRST_YEAR <= found.year < 2100:
            self._wrong(key, value)
            return None
        return found

    def day(self, key):
        found = self.moment(key)
        return found.date() if found else None
