"""Codes of dossiers as people type them: blanks, small letters, dashes left out."""

import re
import unicodedata


# Longer than any code or secret, and short enough to look at closely.
MOST_CHARACTERS = 100
DASHES = re.compile("[\u2010-\u2015\u2212]")
# {unit}-{yymmdd}-{serial of 4 to 7 digits}, the dashes not needed.
TAILS = tuple(re.compile(rf"(.*[A-Z0-9])-?(\d{{6}})-?(\d{{{digits}}})") for digits in (4, 5, 6, 7))


def plain_text(text):
    """A code or secret with plain letters, digits and dashes, and without blanks."""
    text = unicodedata.normalize("NFKC", DASHES.sub("-", text[:MOST_CHARACTERS]))
    return "".join(DASHES.sub("-", text).encode("ascii", "ignore").decode().split())


def possible_codes(text):
    """The codes a text may mean, each once and the likeliest first; never more than six.

    Without dashes it is not clear where the date ends and the number begins: all the ways that
    give a date are tried.
    """
    typed = plain_text(text)
    codes = [typed, typed.upper()]
    for tail in TAILS:
        match = tail.fullmatch(typed.upper())
        if match and is_date(match[2]):
            codes.append("-".join(match.groups()))
    return list(dict.fromkeys(code for code in codes if code))


def is_date(yymmdd):
    return 1 <= int(yymmdd[2:4]) <= 12 and 1 <= int(yymmdd[4:]) <= 31
