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


def settings():
    """The settings as stored; defaults where the profile was not applied yet."""
    return records(IIntakeSettings, "egov.portal.intake")


def largest_body():
    """Bytes of the largest request there is any need to read: files in base64, and the rest."""
    return settings().max_total_size * MEGABYTE * 4 // 3 + MEGABYTE
