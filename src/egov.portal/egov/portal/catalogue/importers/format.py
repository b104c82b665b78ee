"""The national format: every entry of a record, and what becomes of it.

A record is `{id, code, name, detail}`, `detail` being the national database's own answer; a bare
`detail` is taken too. `docs/import-format.md` shows this table.
"""

# Entry of `detail` -> field of the procedure, "check" (compared with another entry), or why it is
# left out.
ENTRIES = {
    "id": "national_id",
    "code": "code",
    "codeNotation": "check: the same as code",
    "name": "title",
    "description": "description, unless it only repeats requirementsAndConditions",
    "decisionNo": "decision_number, where procedureProposal has none",
    "executionSteps": "steps",
    "executionMethods": "submission_ways, fees",
    "executionCases": "papers",
    "profileComponents": "papers, without a case",
    "cases": "cases; papers of a case go to papers",
    "fees": "fees, for all ways",
    "formalityType": "regulation_kind",
    "type": "procedure_kind",
    "state": "legal_state",
    "isInternal": "internal",
    "isMinistry": "levels",
    "isProvince": "levels",
    "isWard": "levels",
    "isOtherAgency": "levels",
    "isUndetermined": "check: no level is known",
    "isVertical": "vertical",
    "isFullProcess": "online_level",
    "isSharedService": "shared_service",
    "isOfflineOnly": "offline_only, online_level",
    "isNonTerritorial": "non_territorial",
    "note": "note",
    "keywords": "keywords",
    "category": "field",
    "categoriesDetails": "field, other_fields",
    "categoryIds": "check: ids of categoriesDetails",
    "serviceGroupsDetails": "service_groups",
    "serviceGroupIds": "check: ids of serviceGroupsDetails",
    "legalBasisesDetails": "legal_basis",
    "legalBasisIds": "check: ids of legalBasisesDetails",
    "resultsDetails": "results",
    "resultIds": "check: ids of resultsDetails",
    "subjectTypesDetails": "audience",
    "subjectTypeIds": "check: ids of subjectTypesDetails",
    "departmentsExecuting": "executing_agencies",
    "departmentExecutingIds": "check: ids of departmentsExecuting",
    "unitGroupsExecuting": "executing_agencies",
    "unitGroupExecutingIds": "check: ids of unitGroupsExecuting",
    "executingAgencies": "check: names of departmentsExecuting",
    "departmentsAuthority": "competent_agencies",
    "departmentAuthorityIds": "check: ids of departmentsAuthority",
    "unitGroupsAuthority": "competent_agencies",
    "unitGroupAuthorityIds": "check: ids of unitGroupsAuthority",
    "delegatedAgencies": "check: names of departmentsAuthority",
    "departmentsAuthorized": "authorized_agencies",
    "departmentAuthorizedIds": "check: ids of departmentsAuthorized",
    "unitGroupsAuthorized": "authorized_agencies",
    "unitGroupAuthorizedIds": "check: ids of unitGroupsAuthorized",
    "authorizedAgencies": "check: names of departmentsAuthorized",
    "departmentsCoordinating": "coordinating_agencies",
    "departmentCoordinatingIds": "check: ids of departmentsCoordinating",
    "unitGroupsCoordinating": "coordinating_agencies",
    "unitGroupCoordinatingIds": "check: ids of unitGroupsCoordinating",
    "coordinatingAgencies": "check: names of departmentsCoordinating",
    "departmentPromulgateId": "promulgating_agency",
    "departmentPromulgateCode": "promulgating_agency",
    "departmentPromulgateName": "promulgating_agency",
    "dossierReceivingAddresses": "receiving_addresses",
    "requirementsAndConditions": "requirements",
    "procedureProposal": "decision_number, decision_date, decision_issuer, published_on",
    "returningMethods": "returning_ways",
    "updatedAt": "national_updated",
    "createdAt": "left out: when the national database made its row says nothing to a citizen",
    "formalityTargetType": "left out: always empty; reported when it is not",
    "departmentDetails": "left out: always empty; reported when it is not",
    "targetObjects": "left out: always empty; reported when it is not",
    "procedureRelatedGroup": "left out: always empty; reported when it is not",
}
ALWAYS_EMPTY = tuple(key for key, fate in ENTRIES.items() if "always empty" in fate)

CHANNELS = {"ONLINE", "DIRECT", "POSTAL"}
TIME_UNITS = {"WORKING_DAY", "DAY", "HOUR", "MONTH", "YEAR", "OTHER"}
FEE_KINDS = {"FEE", "SERVICE_FEE", "PRICE_LEVEL"}
REGULATION_KINDS = {"ASSIGNED_REGULATION", "NOT_ASSIGNED_REGULATION", "OTHER"}
PROCEDURE_KINDS = {"STANDARD", "SPECIFIC"}
RETURN_CHANNELS = {"ONLINE", "OFFLINE"}
RETURN_WAYS = {"ONLINE", "AT_SUBMISSION_PLACE", "AT_HOME"}
LEVELS = {
    "isMinistry": "ministry",
    "isProvince": "province",
    "isWard": "commune",
    "isOtherAgency": "other",
}
# ACTIVE and UPDATED are what published records say; the others are the words one would expect for
# records that were taken out of force, and no record with them was seen.
STATES = {
    "ACTIVE": "in_force",
    "UPDATED": "in_force",
    "REPLACED": "replaced",
    "REPEALED": "repealed",
    "ABOLISHED": "repealed",
    "EXPIRED": "repealed",
}
CURRENCIES = {"việt nam đồng": "VND", "vnd": "VND", "vnđ": "VND", "usd": "USD"}
ROLES = {
    "executing_agencies": ("Executing", "executingAgencies"),
    "competent_agencies": ("Authority", "delegatedAgencies"),
    "authorized_agencies": ("Authorized", "authorizedAgencies"),
    "coordinating_agencies": ("Coordinating", "coordinatingAgencies"),
}
# How the note calls agencies that only a text names.
ROLE_TITLES = {
    "executing_agencies": "Cơ quan thực hiện",
    "competent_agencies": "Cơ quan có thẩm quyền",
    "authorized_agencies": "Cơ quan được ủy quyền",
    "coordinating_agencies": "Cơ quan phối hợp",
}
