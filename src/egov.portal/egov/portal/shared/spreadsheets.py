"""Texts for files that people open with a spreadsheet program."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text):
    """The text such that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
