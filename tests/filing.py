"""Makes what submitting needs: an agency, its people, a service; for tests of several rooms."""

from egov.portal import dossiers
from egov.portal.shared.membership import group_id
from plone import api
from plone.app.testing import SITE_OWNER_NAME
import secrets


PASSWORD = "Mot-mat-khau-1"


def as_manager():
    """As the administrator of the Zope root: workflows look at the user, not at adopted roles."""
    users = api.portal.get().aq_parent.acl_users
    return api.env.adopt_user(user=users.getUser(SITE_OWNER_NAME).__of__(users))


def make_agency(title="Sở Tư pháp", code="H15.50"):
    with as_manager():
        agency = api.content.create(
            api.portal.get()["co-quan"], "Agency", title=title, code=code, safe_id=True
        )
        api.content.transition(agency, "publish")
    return agency


def make_user(name, agency=None, what=None, roles=("Member",)):
    with as_manager():
        user = api.user.create(
            f"{name}@example.vn", name, PASSWORD, roles=[], properties={"fullname": name}
        )
        api.user.grant_roles(username=name, roles=list(roles))
        if agency is not None:
            api.group.add_user(groupname=group_id(api.content.get_uuid(agency), what), user=user)
    return user


def make_submission(agency=None, key=None, **given):
    """A checked submission as intake makes one."""
    return dossiers.Submission(
        **{
            "key": key or secrets.token_urlsafe(24),
            "digest": b"body",
            "agency": api.content.get_uuid(agency) if agency is not None else "",
            "service": {"uid": "a-service", "title": "Cấp bản sao trích lục hộ tịch"},
            "answers": (
                {
                    "name": "ho_ten",
                    "title": "Họ và tên",
                    "type": "text",
                    "value": "Nguyễn Thị <b>Hoa</b>",
                    "readable": "Nguyễn Thị <b>Hoa</b>",
                },
                {
                    "name": "giay_to",
                    "title": "Giấy tờ kèm theo",
                    "type": "file",
                    "value": "1",
                    "readable": "đơn xin.pdf",
                },
            ),
            "uploads": (
                dossiers.Upload("1", "giay_to", "đơn xin.pdf", "application/pdf", b"%PDF-1.4 x"),
            ),
            **given,
        }
    )
