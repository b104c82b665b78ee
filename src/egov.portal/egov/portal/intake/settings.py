"""Settings of intake, edited in the control panel: what may be sent along."""

from egov.portal import _
from egov.portal.shared.settings import records
from zope import schema
from zope.interface import Interface


MEGABYTE = 1_000_000


class IIntakeSettings(Interface):
    """Registry records under `egov.portal.intake`."""

    max_file_size = schema.Int(
        title=_("Largest file, in MB"),
        default=10,
        min=1,
        max=200,
    )
    max_total_size = schema.Int(
        title=_("All files of a submission together, in MB"),
        default=40,
        min=1,
        max=1000,
    )
    max_files = schema.Int(
        title=_("Number of files of a submission"),
        default=20,
        min=1,
        max=200,
    )
    file_types = schema.List(
        title=_("File types accepted"),
        description=_("Endings of file names. The content must be of that type, too."),
        value_type=schema.Choice(vocabulary="egov.portal.UploadTypes"),
        default=["pdf", "jpg", "jpeg", "png", "docx", "xlsx", "odt", "ods"],
    )
    refused = schema.List(
        title=_("Refused inside of files"),
        description=_(
            "A file with any of these is refused, and its sender is told why. What is not ticked "
            "is taken as it is, and reaches the officers' programs."
        ),
        value_type=schema.Choice(vocabulary="egov.portal.ActiveContent"),
        default=["macros", "scripts", "embedded", "external", "encrypted"],
        required=False,
    )
    max_megapixels = schema.Int(
        title=_("Largest picture, in million pixels"),
        description=_("A small file may be a picture that fills the memory of whoever opens it."),
        default=150,
        min=1,
        max=1000,
    )
    review_one_step = schema.Bool(
        title=_("Review page for forms of one step too"),
        description=_("Forms with several steps always have one before they are sent."),
        default=False,
        required=False,
    )
    draft_minutes = schema.Int(
        title=_("Minutes after which a draft is not shown any more in its browser"),
        description=_("Without a change. After that only its private link opens it."),
        default=60,
        min=5,
        max=1440,
    )
    draft_days = schema.Int(
        title=_("Days a saved draft is kept"),
        description=_(
            "Since its last change. A draft without a private link, of somebody who is not signed "
            "in, goes after one day."
        ),
        default=7,
        min=1,
        max=60,
    )
    max_drafts = schema.Int(
        title=_("Number of drafts kept"),
        default=20_000,
        min=1,
        max=1_000_000,
    )
    max_drafts_size = schema.Int(
        title=_("Files of all drafts together, in MB"),
        default=5_000,
        min=1,
        max=1_000_000,
    )


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(IIntakeSettings, "egov.portal.intake")


def largest_body():
    """Bytes of the largest request there is any need to read: files in base64, and the rest."""
    return settings().max_total_size * MEGABYTE * 4 // 3 + MEGABYTE
