"""People of the demo, one for each role. Their passwords are made for each installation."""

from egov.portal.shared.clock import today
from egov.portal.shared.membership import group_id
from egov.portal.site.administrator import write_private
from egov.portal.site.demo import data
import os
from plone import api
import secrets


HEAD = """\
Người dùng của nội dung minh họa. Đăng nhập: <địa chỉ cổng>/login
Users of the demo content. Remove them with: make remove-demo

"""


def make_users(record, known, path):
    """Make the users who are missing and write their passwords to `path`; returns how many.

    The password is `DEMO_PASSWORD` of the environment, one for all, or random for each.
    ValueError when `DEMO_PASSWORD` is not a password the site accepts.
    """
    lines = []
    for user in data.read("users", today()):
        name = user["id"]
        if name in record.users or api.user.get(userid=name) is not None:
            continue
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(12)
        api.user.create(
            username=name,
            password=password,
            email=f"{name}@songlam.example",
            properties={"fullname": user["name"]},
        )
        for group in user["groups"]:
            api.group.add_user(groupname=group_name(group, known), username=name)
        record.writable()["users"][name] = user["name"]
        lines.append(f"{name}  {password}  {user['name']}, {user['what']}\n")
    if lines:
        write_private(path, HEAD + "".join(lines))
    return len(lines)


def group_name(group, known):
    """The id of a group: its own, or that of an agency's people as [agency, what]."""
    if isinstance(group, str):
        return group
    agency, what = group
    return group_id(known["agency", agency], what)
