"""Addresses of the theme's public files, which change when their content does."""

from egov.portal.shared.static_files import stamp


def public_stylesheet():
    return public_file("css/egov.css")


def public_file(name):
    """Path below the site, with the content's hash: safe to keep for a year."""
    hashed = stamp("egov.portal", f"theme/{name}")
    return f"++webresource++{hashed}/++theme++egov/{name}"
