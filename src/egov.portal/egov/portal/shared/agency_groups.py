"""The groups of an agency come with it, follow its title, and stay while they have members."""

from egov.portal import _
from egov.portal.shared.membership import agency_of
from egov.portal.shared.membership import group_id
from plone import api
from zope.i18n import translate


ANY_AGENCY_ROLES = ("Staff",)
TITLES = {
    "editors": _("${agency}: editors"),
    "reviewers": _("${agency}: reviewers"),
    "officers": _("${agency}: one-stop officers"),
    "heads": _("${agency}: heads"),
}
GONE = _("${group} (the agency was removed)")


def is_agency(content, event):
    """Whether the event is about an agency itself, in a site that stays."""
    if content.portal_type != "Agency" or event.object is not content:
        return False
    return api.portal.get_tool("portal_groups") is not None


def when_added(content, event):
    if is_agency(content, event):
        make_groups(content)


def when_changed(content, event):
    if is_agency(content, event):
        make_groups(content)


def when_removed(content, event):
    if is_agency(content, event):
        retire_groups(content)


def named(message, **mapping):
    """The message in the site's own language: a group has one title for everybody."""
    language = api.portal.get_default_language() or "vi"
    return translate(type(message)(message, mapping=mapping), target_language=language)


def make_groups(agency):
    """Make the agency's groups, or bring their titles up to date. Safe to run again."""
    groups = api.portal.get_tool("portal_groups")
    uid = agency_of(agency)
    for what, title in TITLES.items():
        name = group_id(uid, what)
        title = named(title, agency=agency.title or agency.getId())
        group = groups.getGroupById(name)
        if group is None:
            groups.addGroup(name, title=title, roles=ANY_AGENCY_ROLES)
        elif group.getProperty("title") != title:
            group.setGroupProperties({"title": title})


def retire_groups(agency):
    """Drop the groups nobody is in; the others stay, marked.

    What the agency kept (its dossiers above all) may still be seen by nobody else, so its
    people keep their access until an administrator moves them.
    """
    groups = api.portal.get_tool("portal_groups")
    uid = agency_of(agency)
    for what in TITLES:
        group = groups.getGroupById(group_id(uid, what))
        if group is None:
            continue
        if group.getGroupMemberIds():
            title = named(GONE, group=group.getProperty("title"))
            group.setGroupProperties({"title": title})
        else:
            # Plone leaves the roles of a removed group to whoever has its id next.
            groups.setRolesForGroup(group.getId(), ())
            groups.removeGroup(group.getId())
