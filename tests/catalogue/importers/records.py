"""Records in the national shape, written for the tests."""

import copy
import gzip
import json


ROLES = ("Executing", "Authority", "Authorized", "Coordinating")


def record(code="1.000123", name="Thủ tục cấp giấy phép mẫu", **changes):
    """A whole record; `changes` replace entries of its `detail`."""
    detail = {
        "id": f"id-{code}",
        "code": code,
        "codeNotation": code,
        "name": name,
        "description": "Nộp đủ giấy tờ.",
        "requirementsAndConditions": "Nộp đủ giấy tờ.",
        "decisionNo": "",
        "state": "UPDATED",
        "type": "STANDARD",
        "formalityType": "ASSIGNED_REGULATION",
        "isInternal": False,
        "isWard": True,
        "isProvince": False,
        "isMinistry": False,
        "isOtherAgency": False,
        "isUndetermined": False,
        "isVertical": False,
        "isFullProcess": True,
        "isSharedService": False,
        "isOfflineOnly": False,
        "isNonTerritorial": False,
        "note": "",
        "keywords": "giấy phép mẫu; xin phép",
        "executionSteps": [{"name": "Bước 1", "description": "Nộp hồ sơ.\r\nChờ kết quả."}],
        "executionMethods": [
            {
                "submissionMethod": "ONLINE",
                "processingTime": 5,
                "processingTimeUnit": "WORKING_DAY",
                "description": "",
                "fees": [fee(50000), fee(0)],
            },
            {
                "submissionMethod": "DIRECT",
                "processingTime": 0,
                "processingTimeUnit": "OTHER",
                "description": "Trong ngày",
                "fees": [],
            },
        ],
        "executionCases": [
            {"name": "Trường hợp cấp mới", "profileComponents": [paper("Đơn", "P1", copies=2)]},
            {"name": "", "profileComponents": [paper("Bản vẽ", "P2")]},
        ],
        "cases": [
            {
                "id": "c1",
                "name": "Cấp mới",
                "code": f"{code}.01",
                "processingDay": {"qty": 7, "type": "DAY"},
                "profileComponents": [],
            }
        ],
        "categoriesDetails": [{"id": "f1", "name": "Hộ tịch", "code": "G15-TP07"}],
        "categoryIds": ["f1"],
        "serviceGroupsDetails": [{"id": "g1", "name": "Khai sinh", "type": "CITIZEN"}],
        "serviceGroupIds": ["g1"],
        "legalBasisesDetails": [
            {
                "id": "l1",
                "code": "Nghị định số 123/2015/NĐ-CP",
                "name": "Nghị định số 123/2015/NĐ-CP ngày 15/11/2015 của Chính phủ quy định",
            }
        ],
        "legalBasisIds": ["l1"],
        "resultsDetails": [{"id": "r1", "name": "Giấy phép", "code": "KQ.1"}],
        "resultIds": ["r1"],
        "subjectTypesDetails": [{"id": "s1", "name": "Công dân Việt Nam", "code": "ĐT1"}],
        "subjectTypeIds": ["s1"],
        "departmentPromulgateId": "a-moj",
        "departmentPromulgateCode": "G15",
        "departmentPromulgateName": "Bộ Tư pháp",
        "dossierReceivingAddresses": "Bộ phận Một cửa",
        "procedureProposal": {
            "id": "d1",
            "proposalNumber": "163/QĐ-BTP",
            "decisionDate": 1768496400000,
            "decisionNumber": None,
            "publicationDate": 1775659978538,
            "issuingAgency": {"id": "a-moj", "name": "Bộ Tư pháp"},
            "proposalType": "STANDARD",
        },
        "returningMethods": [{"type": "OFFLINE", "value": ["AT_HOME", "ONLINE"]}],
        "createdAt": 1775642524958,
        "updatedAt": 1776242191512,
        "fees": [],
        "profileComponents": [],
        "targetObjects": [],
        "departmentDetails": [],
        "formalityTargetType": [],
        "procedureRelatedGroup": [],
    }
    for role in ROLES:
        detail[f"departments{role}"] = []
        detail[f"department{role}Ids"] = []
        detail[f"unitGroups{role}"] = []
        detail[f"unitGroup{role}Ids"] = []
    for text in ("executing", "authorized", "delegated", "coordinating"):
        detail[f"{text}Agencies"] = ""
    detail["departmentsExecuting"] = [{"id": "a-doj", "name": "Sở Tư pháp", "code": "S.02"}]
    detail["departmentExecutingIds"] = ["a-doj"]
    detail["executingAgencies"] = "Sở Tư pháp"
    detail["unitGroupsAuthority"] = [{"id": "g-commune", "name": "Ủy ban nhân dân cấp xã"}]
    detail["unitGroupAuthorityIds"] = ["g-commune"]
    detail.update(changes)
    whole = {"id": detail["id"], "code": code, "name": name, "detail": detail}
    return copy.deepcopy(whole)


def fee(value, description="", kind="FEE", **more):
    return {"type": kind, "value": value, "description": description, **more}


def paper(name, code, originals=1, copies=0, files=()):
    return {
        "profileComponentId": f"pc-{code}",
        "name": name,
        "code": code,
        "originalQty": originals,
        "copyQty": copies,
        "required": False,
        "hasElectronicForm": False,
        "isProcessingResult": False,
        "attachments": [{"id": "1", "fileName": file} for file in files],
    }


def write_lines(path, records):
    """A .jsonl file; texts among the records are written as they are."""
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    text = "\n".join(lines) + "\n"
    opened = gzip.open if str(path).endswith(".gz") else open
    with opened(path, "wt", encoding="utf-8") as stream:
        stream.write(text)
    return path
