"""What `egov_text` knows of a procedure."""

from Acquisition import aq_base
from egov.portal.catalogue import taxonomy
from egov.portal.catalogue.procedure import IProcedure
from egov.portal.search.index import core
from egov.portal.search.words import prepared
from egov.portal.search.words import squeeze
from plone.indexer import indexer
import re


# What is done to something that is there already, at the beginning of a name.
LATER = re.compile(
    r"^(?:(?:liên thông|các|thủ tục|hành chính|về|cấp|đăng ký|thông báo) )*"
    r"(?:lại|đổi|điều chỉnh|đính chính|gia hạn|thay đổi|thu hồi|xóa|hủy|tạm ngừng|chấm dứt"
    r"|giải thể|chuyển|di chuyển|chỉnh sửa|bản sao|trình báo|phục hồi|thôi)\b"
    r"|\blưu động\b|^liên thông\b|\bchấm dứt\b"
)


def joined(lines):
    return "\n".join(line for line in lines or () if line)


def commonness(procedure):
    """How often people want it, 0 to 100: judged by who does it, for whom, in what event.

    And by whether it comes first, or changes, renews or ends what another procedure gave.
    """
    name = core(prepared(procedure.title or ""))
    return (
        30 * ("commune" in (procedure.levels or ()))
        + 30 * ("DT1" in (procedure.audience or ()))
        + 15 * bool(procedure.life_events)
        + 25 * (not LATER.search(name))
    )


@indexer(IProcedure)
def procedure_text(obj):
    """The parts of `index.PARTS`, `codes` and `commonness`. Rows are plain dicts."""
    procedure = aq_base(obj)
    fields = taxonomy.fields()
    codes = [procedure.code or "", *(row.get("code") or "" for row in procedure.cases or ())]
    return {
        "title": f"{obj.title or ''}\n{getattr(procedure, 'title_en', None) or ''}",
        "synonyms": joined(procedure.synonyms),
        "keywords": joined(procedure.keywords),
        "description": obj.description or "",
        "field": joined(
            fields.get(code)
            for code in dict.fromkeys([procedure.field, *(procedure.other_fields or ())])
        ),
        "results": joined(row.get("name") for row in procedure.results or ()),
        "papers": joined(row.get("name") for row in procedure.papers or ()),
        "text": joined(
            [procedure.requirements, *(row.get("name") for row in procedure.cases or ())]
        ),
        "codes": codes_of(codes),
        "commonness": commonness(procedure),
    }


def codes_of(codes):
    """Each code squeezed; the national code's serial ("001193") alone, too."""
    forms = [squeeze(code) for code in codes if code]
    serial = codes[0].rpartition(".")[2]
    return list(dict.fromkeys([*forms, *([squeeze(serial)] if len(serial) >= 5 else [])]))
