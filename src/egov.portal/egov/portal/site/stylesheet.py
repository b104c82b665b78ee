"""Addresses of the theme's public files, which change when their content does."""

from functools import cache
import hashlib
from importlib import resources
from os import stat


def public_stylesheet():
    return public_file("css/egov.css")


def public_file(name):
    """Path below the site, with the content's hash: safe to keep for a year."""
    path = str(resources.files("egov.portal") / "theme" / name)
    return f"++webresource++{digest(path, stat(path).st_mtime_ns)}/++theme++egov/{name}"


@cache
def digest(path, changed):
    """Hash of the file as it was at `changed`."""
    with open(path, "rb") as stylesheet:
        return hashlib.sha256(stylesheet.read()).hexdigest()[:16]
