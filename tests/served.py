"""A portal that answers real HTTP, with something of each type in it."""

import datetime
from filing import as_manager
from layers import PORTAL_FIXTURE
from plone import api
from plone.app.testing import FunctionalTesting
from plone.app.testing import ploneSite
from plone.app.textfield import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.testing import Layer
from plone.testing import zodb
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFCore.indexing import processQueue


PDF = b"%PDF-1.4\n%%EOF\n"


def pdf(name="mau.pdf"):
    return NamedBlobFile(PDF, contentType="application/pdf", filename=name)


def add(container, portal_type, publish=True, **values):
    if portal_type == "Procedure":
        values["id"] = values["code"]
    content = api.content.create(container, portal_type, **values)
    if publish:
        api.content.transition(content, to_state="published")
    return content


def fill(portal):
    """An agency, procedures, templates, a service, and so on; some are drafts."""
    with as_manager():
        agency = add(
            portal["co-quan"],
            "Agency",
            title="Sở Tư pháp",
            code="H15.01",
            email="tuphap@example.vn",
            leaders=[{"name": "Nguyễn Văn A", "position": "Giám đốc", "phone": "", "email": ""}],
        )
        hidden = add(portal["co-quan"], "Agency", publish=False, title="Ban bí mật", code="H15.99")
        add(portal["bieu-mau"], "FormTemplate", title="Tờ khai", code="TP-01", file=pdf())
        add(
            portal["bieu-mau"],
            "FormTemplate",
            publish=False,
            title="Mẫu dự thảo",
            code="TP-02",
            file=pdf("du-thao.pdf"),
        )
        uid, hidden_uid = api.content.get_uuid(agency), api.content.get_uuid(hidden)
        add(
            portal["thu-tuc"],
            "Procedure",
            title="Thủ tục đăng ký khai sinh",
            code="1.001193",
            field="G15-TP07",
            levels=["commune"],
            audience=["DT1"],
            online_level="full",
            agency=uid,
            executing_agencies=[uid, hidden_uid],
            related_procedures=["2.000528", "9.999999"],
            successor="2.000528",
            steps=[{"name": "Bước 1", "description": "Nộp hồ sơ"}],
            submission_ways=[
                {"channel": "ONLINE", "time": 1, "unit": "WORKING_DAY", "description": ""},
                {"channel": "DIRECT", "time": 2, "unit": "WORKING_DAY", "description": ""},
            ],
            fees=[
                fee(None, "FEE", 8000.0),
                fee(2, "SERVICE_FEE", 5000.0),
            ],
            papers=[paper("Tờ khai", "TP-01"), paper("Dự thảo", "TP-02"), paper("Khác", "")],
            legal_basis=[
                {
                    "number": "60/2014/QH13",
                    "abstract": "Luật Hộ tịch",
                    "issued": datetime.date(2014, 11, 20),
                    "issuer": "Quốc hội",
                }
            ],
        )
        add(
            portal["thu-tuc"],
            "Procedure",
            title="Đăng ký khai sinh có yếu tố nước ngoài",
            code="2.000528",
            levels=["commune"],
        )
        add(portal["thu-tuc"], "Procedure", publish=False, title="Khai sinh mật", code="9.999999")
        add(
            portal["dich-vu"],
            "Service",
            title="Đăng ký khai sinh trực tuyến",
            procedures=["1.001193", "9.999999"],
            agency=uid,
            submission_place="here",
        )
        add(
            portal["hoi-dap"],
            "FAQ",
            title="Khai sinh cần gì?",
            answer=RichTextValue("<p>Giấy chứng sinh</p>", "text/html", "text/x-html-safe"),
            procedures=["1.001193"],
        )
        add(
            portal["hoi-dap"],
            "FAQ",
            publish=False,
            title="Câu hỏi mật",
            answer=RichTextValue("<p>mật</p>", "text/html", "text/x-html-safe"),
            procedures=["1.001193"],
        )
        notice = add(
            portal["thong-bao"],
            "Announcement",
            title="Tạm dừng hệ thống",
            agencies=[uid],
            related_procedures=["1.001193"],
            valid_until=datetime.date(2030, 1, 2),
        )
        api.content.create(notice, "File", title="Công văn", file=pdf("cong-van.pdf"))
        law = add(
            portal["van-ban"],
            "LegalDocument",
            title="Luật Hộ tịch",
            number="60/2014/QH13",
            document_type="luat",
            file=pdf("luat.pdf"),
        )
        add(
            portal["van-ban"],
            "LegalDocument",
            title="Nghị định",
            number="123/2015/NĐ-CP",
            document_type="nghi-dinh",
            based_on=[api.content.get_uuid(law)],
        )
        api.user.create("editor@example.vn", "editor", "Mot-mat-khau-1", roles=("Member", "Editor"))


def fee(way, kind, amount):
    return {"way": way, "kind": kind, "amount": amount, "currency": "VND", "description": ""}


def paper(name, template):
    return {
        "case": "",
        "name": name,
        "code": "",
        "originals": 1,
        "copies": 0,
        "required": True,
        "electronic_form": False,
        "template": template,
        "attachments": "",
    }


class FilledLayer(Layer):
    """The portal with content. Made once: each test gets it as it was."""

    defaultBases = (PORTAL_FIXTURE,)

    def setUp(self):
        self["zodbDB"] = zodb.stackDemoStorage(self.get("zodbDB"), name="Filled")
        with ploneSite(self["zodbDB"]) as portal:
            fill(portal)
            # At the end of the transaction the site is no longer set, and with it no indexer.
            processQueue()

    def tearDown(self):
        self["zodbDB"].close()
        del self["zodbDB"]


FILLED_FIXTURE = FilledLayer()
SERVED = FunctionalTesting(bases=(FILLED_FIXTURE, WSGI_SERVER_FIXTURE), name="EgovPortal:Served")
