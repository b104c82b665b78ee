"""Address of the public style sheet, which changes when its content does."""

from functools import cache
import hashlib
from importlib import resources
from os import stat


def public_stylesheet():
    """Path below the site, with the content's hash: safe to keep for a year."""
    path = str(resources.files("egov.portal") / "theme" / "css" / "egov.css")
    return f"++webresource++{digest(path, stat(path).st_mtime_ns)}/++theme++egov/css/egov.css"


@cache
def digest(path, changed):
    """Hash of the file as it was at `changed`."""
    with open(path, "rb") as stylesheet:
        return hashlib.sha256(stylesheet.read()).hexdigest()[:16]
