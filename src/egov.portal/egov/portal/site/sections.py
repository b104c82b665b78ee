"""The sections every page leads to, in the order of the navigation."""

from egov.portal import _


#: (id at the site root, English title). The Vietnamese titles are the folders' own.
SECTIONS = (
    ("thu-tuc", _("Procedures")),
    ("dich-vu", _("Online services")),
    ("bieu-mau", _("Forms")),
    ("thong-bao", _("Announcements")),
    ("van-ban", _("Legal documents")),
    ("co-quan", _("Agencies")),
    ("hoi-dap", _("Questions and answers")),
    ("tin-tuc", _("News")),
)
