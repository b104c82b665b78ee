"""One page of each kind that people see once they signed in, by whom of the demo it is for.

Pages for everybody are in `browser/test_accessibility.py`; those that take several steps to reach
in `scenes.py`.
"""

SERVICE = "/dich-vu/cap-ban-sao-trich-luc-ho-tich"
FORM = f"{SERVICE}/to-khai"

CITIZEN = (
    "",
    FORM,
    "/tra-cuu",
    "/@@personal-information",
    "/@@personal-preferences",
    "/@@change-password",
    "/khong-co-trang-nay",
)
OFFICER = (
    "",
    "/ho-so",
    "/ho-so/@@ratings",
    "/thu-tuc/1.001193",
)
EDITOR = (
    "",
    "/thu-tuc",
    "/thu-tuc/1.001193",
    "/thu-tuc/1.001193/edit",
    "/thu-tuc/folder_contents",
    "/thu-tuc/++add++Procedure",
    "/thu-tuc/1.001193/delete_confirmation",
    "/thu-tuc/1.001193/@@historyview",
    "/thu-tuc/1.001193/content_status_history",
    "/thu-tuc/1.001193/object_rename",
    "/thu-tuc/1.001193/@@preview",
    "/thu-tuc/1.001193/@@duplicate",
    SERVICE,
    f"{SERVICE}/edit",
    f"{SERVICE}/folder_contents",
    f"{SERVICE}/++add++EasyForm",
    f"{FORM}/edit",
    f"{FORM}/fields",
    f"{FORM}/fields/ho_ten",
    f"{FORM}/fields/@@add-field",
    f"{FORM}/actions",
    "/dich-vu/++add++Service",
    "/bieu-mau/++add++FormTemplate",
    "/bieu-mau/tk-khaisinh/edit",
    "/thong-bao/++add++Announcement",
    "/thong-bao/ung-pho-mua-lon-va-lu/edit",
    "/thong-bao/folder_contents",
    "/van-ban/++add++LegalDocument",
    "/van-ban/quy-che-mot-cua/edit",
    "/co-quan/so-tu-phap/edit",
    "/hoi-dap/++add++FAQ",
    "/hoi-dap/nop-bo-sung/edit",
    "/tin-tuc/++add++News Item",
    "/tin-tuc/++add++Document",
    "/tin-tuc/++add++Image",
    "/tin-tuc/++add++File",
    "/tin-tuc/++add++Link",
    "/tin-tuc/++add++Event",
    "/tin-tuc/ba-phan-tu-ho-so-nop-truc-tuyen/edit",
    "/@@editorial-work",
    "/@@completeness",
    "/@@broken-links",
    "/@@usefulness",
    "/@@personal-preferences",
    "/@@search?SearchableText=khai+sinh",
)
MANAGER = (
    "",
    "/edit",
    "/folder_contents",
    "/@@overview-controlpanel",
    "/@@egov-taxonomy",
    "/@@egov-document-types",
    "/@@import-procedures",
    "/@@search-controlpanel",
    "/@@dossiers-controlpanel",
    "/@@intake-controlpanel",
    "/@@consent-controlpanel",
    "/@@working-calendar",
    "/@@deadlines-controlpanel",
    "/@@scanning-controlpanel",
    "/@@limits-controlpanel",
    "/@@letters-controlpanel",
    "/@@outbox",
    "/@@outbox-settings",
    "/@@health",
    "/@@links-controlpanel",
    "/@@caching-controlpanel",
    "/@@mail-controlpanel",
    "/@@site-controlpanel",
    "/@@usergroup-userprefs",
    "/@@usergroup-groupprefs",
    "/co-quan/++add++Agency",
    "/co-quan/@@sharing",
    "/co-quan/@@manage-portlets",
    "/ho-so",
)
SIGNED_IN = {
    "demo-congdan": CITIZEN,
    "demo-motcua-stp": OFFICER,
    "demo-bientap-cong": EDITOR,
    "admin": MANAGER,
}
# Of `scenes.py`.
SCENES = {
    "demo-motcua-stp": ("handling",),
    "demo-bientap-cong": ("writing",),
    "admin": ("writing_to_us",),
}
