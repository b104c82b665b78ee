"""Days that are known: those that ship, and what the library `holidays` expects."""

import datetime
from pathlib import Path


SHIPPED = Path(__file__).parent / "known_days.txt"


def known_days():
    """[{date, kind, confirmed, name, name_en}] that ship, by date.

    Confirmed ones follow from the law alone, or were announced; the Prime Minister decides on the
    days of Tết and of National Day each year (Labour Code 2019, article 112), and days are swapped
    by announcement.
    """
    rows = []
    for line in SHIPPED.read_text(encoding="utf-8").splitlines():
        date, kind, state, name, name_en = (part.strip() for part in line.split("|"))
        rows.append(
            row(datetime.date.fromisoformat(date), kind, state == "confirmed", name, name_en)
        )
    return rows


def expected_days(year):
    """The same shape for a year, as the library `holidays` has them: none of them confirmed."""
    # Here: it is needed only when somebody fills in a year.
    import holidays

    vietnamese = holidays.country_holidays("VN", years=year, language="vi")
    english = holidays.country_holidays("VN", years=year, language="en_US")
    rows = []
    for day, name in vietnamese.items():
        if day.year != year:
            continue
        rows.append(row(day, "holiday", False, name, english.get(day, "")))
    for day in vietnamese.weekend_workdays:
        if day.year == year:
            rows.append(row(day, "make_up", False, "Ngày làm bù", "Make-up working day"))
    return sorted(rows, key=lambda each: each["date"])


def row(date, kind, confirmed, name, name_en):
    return {"date": date, "kind": kind, "confirmed": confirmed, "name": name, "name_en": name_en}
