"""What a text says in a form that can be relied on: a date, a number, a document's number."""

from datetime import date
import re


UNITS = {
    "ngày làm việc": "WORKING_DAY",
    "ngày": "DAY",
    "giờ": "HOUR",
    "tháng": "MONTH",
    "năm": "YEAR",
}
DURATION = re.compile(r"^\s*(\d{1,4})\s*(ngày làm việc|ngày|giờ|tháng|năm)?\s*\.?\s*$", re.I)
AMOUNT = re.compile(
    r"^\s*(\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d+)\s*(đồng|vnđ|vnd|đ|usd)?\s*\.?\s*$", re.I
)
# "Lệ phí: 135.000 đồng/lần": one amount and nothing that makes it depend on a case.
FEE_TEXT = re.compile(
    r"^[\s+*-]*(?:[^\d:.;]{0,120}:\s*)?(\d{1,3}(?:[.,]\d{3})+|\d+)\s*(?:đồng|vnđ|vnd|đ)\b"
    r"(?:\s*/\s*[^\d.;,:]{1,60})?(?:\s*\([^()]*\))?\s*\.?\s*$",
    re.I,
)
FREE = re.compile(
    r"^[\s(+*-]*(?:miễn(?: lệ)?(?: phí)?|không thu(?: lệ)?(?: phí)?|không mất phí)\s*(?:$|[.;(])",
    re.I,
)
DOCUMENT = r"\d+(?:[.,]\d+)?[a-zđ]?(?:\.[a-z])?/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9]*(?:-[A-ZĐ0-9]+)*"
KIND = (
    r"bộ luật|luật|pháp lệnh|nghị quyết liên tịch|nghị quyết|nghị định|thông tư liên tịch|thông tư"
    r"|quyết định|chỉ thị|văn bản hợp nhất"
)
NUMBER = re.compile(rf"^(?:(?:{KIND})\s*)?(?:số\s*:?\s*)?({DOCUMENT})$", re.I)
OWN = re.compile(rf"^(?:(?:{KIND})\s*)?(?:số\s*:?\s*)?$", re.I)
DATE = r"(\d{1,2})\s*(?:/|-|\.|\s*tháng\s*)\s*(\d{1,2})\s*(?:/|-|\.|\s*năm\s*)\s*(\d{4})"
ISSUER = re.compile(
    r"\s*,?\s*của\s+((?:Thủ tướng )?Chính phủ|Ủy ban [Tt]hường vụ Quốc hội|Quốc hội|Chủ tịch nước"
    r"|(?:Bộ trưởng )?Bộ (?:Giáo dục và Đào tạo|Khoa học và Công nghệ|Nông nghiệp và Môi trường"
    r"|Nông nghiệp và Phát triển nông thôn|Tài nguyên và Môi trường|Thông tin và Truyền thông"
    r"|Lao động,? ?-? ?Thương binh và Xã hội|Kế hoạch và Đầu tư|Văn hóa,? Thể thao và Du lịch"
    r"|Dân tộc và Tôn giáo|Giao thông vận tải|Công an|Công [Tt]hương|Nội vụ|Ngoại giao|Quốc phòng"
    r"|Tài chính|Tư pháp|Xây dựng|Y tế))"
)


def calendar_date(day, month, year):
    """A date, or None for one that no calendar has."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def duration(text):
    """`(number, unit or None)` of "05 ngày làm việc" or "5", else None."""
    match = DURATION.match(text)
    if not match:
        return None
    unit = match.group(2)
    return int(match.group(1)), UNITS[unit.lower()] if unit else None


def amount(text):
    """`(number, currency or None)` of "50.000 đồng" or "50000", else None. Dots part thousands."""
    match = AMOUNT.match(text)
    if not match:
        return None
    currency = (match.group(2) or "").lower()
    number = float(re.sub(r"[.,\u00a0 ]", "", match.group(1)))
    return number, {"usd": "USD", "": None}.get(currency, "VND")


def fee_in_text(text):
    """The one amount in đồng a fee's text gives, 0.0 where it says "free", else None."""
    if FREE.match(text):
        return 0.0
    match = FEE_TEXT.match(text)
    return float(re.sub(r"[.,]", "", match.group(1))) if match else None


def thousands_in_text(value, text):
    """Whether a text that names no amount but one means `value` thousand đồng."""
    found = set(re.findall(r"(\d{1,3}(?:\.\d{3})+)\s*(?:đồng|đ)\b", text))
    return found == {f"{int(value)}.000"} and value == int(value)


def document_number(text):
    """`123/2015/NĐ-CP` of "Nghị định số 123/2015/NĐ-CP"; any other text as it is."""
    match = NUMBER.match(text)
    return match.group(1) if match else text


def issue(number, text):
    """`(date or None, issuer)` of the document, where the text says so right after its number."""
    at = text.find(number) if number else -1
    # Only the document's own number counts: at the start, after its kind.
    if at < 0 or not OWN.match(text[:at].strip()):
        return None, ""
    rest = text[at + len(number) :]
    issued = None
    dated = re.match(rf"\s*,?\s*ngày\s*{DATE}", rest, re.I)
    if dated:
        issued = calendar_date(*dated.groups())
        rest = rest[dated.end() :]
    by = ISSUER.match(rest)
    return issued, by.group(1) if by else ""
