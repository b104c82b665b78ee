"""A page that stands by itself: for answers that are given before, or without, the site.

It links to nothing but where it is told to. Its style is allowed by its hash, so that such an
answer needs no file; the policy goes with it.
"""

import base64
import hashlib
from html import escape


STYLE = (
    ":root{color-scheme:light dark}"
    "body{margin:0;font:1.0625rem/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',"
    "Arial,sans-serif}"
    "main{max-width:40rem;margin:12vh auto;padding:0 1.25rem}"
    "section{margin-bottom:2.5rem;padding-left:1.25rem;border-left:5px solid #9d1c20}"
    "h1,h2{margin:0 0 .5rem;font-size:1.5rem;line-height:1.3}"
    "p{margin:0 0 .75rem}"
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'"
)


def page(said):
    """HTML that says the same in each language.

    :param said: {language: (title, [paragraphs])}, texts; the first language is the page's own
    """
    first = next(iter(said))
    sections = []
    for number, (language, (title, paragraphs)) in enumerate(said.items()):
        heading = "h2" if number else "h1"
        text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
        sections.append(
            f'<section lang="{language}"><{heading}>{escape(title)}</{heading}>{text}</section>'
        )
    return (
        f'<!DOCTYPE html>\n<html lang="{first}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(said[first][0])}</title>'
        f"<style>{STYLE}</style></head>"
        f"<body><main>{''.join(sections)}</main></body></html>\n"
    )


def headers(data, language, content_type="text/html; charset=utf-8"):
    """[(name, value)] of an answer that is `data`, bytes."""
    return [
        ("Content-Type", content_type),
        ("Content-Length", str(len(data))),
        ("Content-Language", language),
        ("Content-Security-Policy", POLICY),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
    ]
