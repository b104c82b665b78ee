"""Kinds of active content: what a document may carry that does more than being read."""

from egov.portal import _


MACROS = "macros"
SCRIPTS = "scripts"
EMBEDDED = "embedded"
EXTERNAL = "external"
ENCRYPTED = "encrypted"

# Kind -> how a control panel names it.
KINDS = {
    MACROS: _("Macros of office documents"),
    SCRIPTS: _("Scripts in PDF files, programs they start, dynamic forms (XFA)"),
    EMBEDDED: _("Files, objects and media inside of a document"),
    EXTERNAL: _("What is fetched from elsewhere or sent there: templates, links to data, DDE"),
    ENCRYPTED: _("Encryption, passwords and restrictions: nobody can look inside"),
}

# Kind -> what the sender is told.
MESSAGES = {
    MACROS: _(
        "The file has macros, which are not accepted. Save it without them, or as a PDF file."
    ),
    SCRIPTS: _(
        "The file has scripts or starts programs, which is not accepted. Print it to a new PDF "
        "file."
    ),
    EMBEDDED: _(
        "The file has other files or objects inside, which are not accepted. Send each on its own, "
        "or save it as a PDF file without attachments."
    ),
    EXTERNAL: _(
        "The file fetches or sends data elsewhere, which is not accepted. Save it without links to "
        "other files, or as a PDF file."
    ),
    ENCRYPTED: _(
        "The file is encrypted, or protected by a password or restrictions, so it cannot be "
        "checked. Send it without protection."
    ),
}


class Unreadable(Exception):
    """Broken, built to mislead, or more than there is need to look through."""
