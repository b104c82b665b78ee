"""Procedures to find."""

from plone import api
import pytest


PROCEDURES = [
    {
        "code": "1.001193",
        "title": "Thủ tục đăng ký khai sinh",
        "field": "G15-TP07",
        "levels": ["commune"],
        "audience": ["DT1"],
        "online_level": "full",
        "synonyms": ["làm giấy khai sinh"],
        "life_events": ["birth"],
    },
    {
        "code": "2.000528",
        "title": "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
        "field": "G15-TP07",
        "levels": ["commune"],
        "audience": ["DT1"],
        "online_level": "partial",
    },
    {
        "code": "1.013978",
        "title": "Đăng ký đất đai, cấp Giấy chứng nhận quyền sử dụng đất lần đầu",
        "levels": ["commune"],
        "audience": ["DT1", "DT2"],
    },
    {
        "code": "1.000001",
        "title": "Phê duyệt sơ đồ tuyến đường thủy",
        "levels": ["province"],
        "audience": ["DT2"],
    },
    {
        "code": "2.000635",
        "title": "Cấp bản sao Trích lục hộ tịch, bản sao Giấy khai sinh",
        "field": "G15-TP07",
        "levels": ["province", "commune"],
        "audience": ["DT1"],
    },
    {
        "code": "1.013225",
        "title": "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "levels": ["commune"],
        "papers": [{"name": "Đơn theo mẫu CT07"}],
    },
]


def publish_all(portal):
    for values in PROCEDURES:
        content = api.content.create(
            portal["thu-tuc"], "Procedure", id=values["code"], safe_id=False, **values
        )
        api.content.transition(content, to_state="published")


@pytest.fixture
def procedures_of(portal, grant_roles):
    """Six published procedures; `{code: object}`, looked at by a manager."""
    grant_roles(portal, ["Manager"])
    publish_all(portal)
    return {code: portal["thu-tuc"][code] for code in portal["thu-tuc"].objectIds()}
