"""Makes `../files/` from the texts beside this script, with LibreOffice.

For authors of the demo only; the made files are committed, so that nobody who installs
the portal needs LibreOffice. Usage: python3 make_files.py

`name.docx.txt` becomes `files/name.docx`, likewise odt and pdf. A line of a text is
    @motto              the head of a citizen's paper
    @issuer NAME        the head of an agency's paper
    # TITLE   ## HEADING   > centred line
    | cell | cell |     a row of a table; the first row is its head
    sign: left; right   places for signatures
and anything else a paragraph, in which `...` is a dotted blank to fill in.
"""

from pathlib import Path
import subprocess
import tempfile
from xml.sax.saxutils import escape


HERE = Path(__file__).resolve().parent
FILES = HERE.parent / "files"
FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "odt": "odt:writer8",
    "pdf": 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}',
}
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
FOOT = "Tài liệu minh họa của tỉnh Sông Lam, một tỉnh hư cấu; không có giá trị pháp lý."
NAMESPACES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
)
STYLES = """
<office:styles>
 <style:default-style style:family="paragraph">
  <style:paragraph-properties fo:margin-bottom="0.15cm"/>
  <style:text-properties style:font-name="Liberation Serif" fo:font-size="12pt"
    fo:language="vi" fo:country="VN"/>
 </style:default-style>
 <style:style style:name="Standard" style:family="paragraph"/>
 <style:style style:name="Blank" style:family="paragraph">
  <style:paragraph-properties><style:tab-stops>{stops}</style:tab-stops>
  </style:paragraph-properties>
 </style:style>
 <style:style style:name="Centre" style:family="paragraph">
  <style:paragraph-properties fo:text-align="center"/>
 </style:style>
 <style:style style:name="Head" style:family="paragraph">
  <style:paragraph-properties fo:text-align="center"/>
  <style:text-properties fo:font-weight="bold"/>
 </style:style>
 <style:style style:name="Title" style:family="paragraph">
  <style:paragraph-properties fo:text-align="center" fo:margin-top="0.5cm"
    fo:margin-bottom="0.3cm"/>
  <style:text-properties fo:font-size="14pt" fo:font-weight="bold"/>
 </style:style>
 <style:style style:name="Heading" style:family="paragraph">
  <style:paragraph-properties fo:margin-top="0.3cm"/>
  <style:text-properties fo:font-weight="bold"/>
 </style:style>
 <style:style style:name="Foot" style:family="paragraph">
  <style:paragraph-properties fo:margin-top="0.8cm" fo:text-align="center"/>
  <style:text-properties fo:font-size="9pt" fo:font-style="italic"/>
 </style:style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="Cell" style:family="table-cell">
  <style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/>
 </style:style>
 <style:page-layout style:name="A4">
  <style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
    fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.5cm" fo:margin-right="1.5cm"/>
 </style:page-layout>
</office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="A4"/>
</office:master-styles>
"""


def paragraph(style, text, tag="p", extra=""):
    return f'<text:{tag} text:style-name="{style}"{extra}>{escape(text)}</text:{tag}>'


def heading(style, text, level):
    return paragraph(style, text, "h", f' text:outline-level="{level}"')


def blanks(text):
    """A paragraph whose `...` are dotted blanks up to evenly spread stops."""
    count = text.count("...")
    style = f"Blank{count}" if count else "Standard"
    return paragraph(style, text).replace("...", "<text:tab/>")


def blank_styles():
    for count in (1, 2, 3):
        stops = "".join(
            f'<style:tab-stop style:position="{17 * part / count:.2f}cm" style:type="right" '
            'style:leader-style="dotted" style:leader-text="."/>'
            for part in range(1, count + 1)
        )
        yield (
            f'<style:style style:name="Blank{count}" style:family="paragraph">'
            f"<style:paragraph-properties><style:tab-stops>{stops}</style:tab-stops>"
            "</style:paragraph-properties></style:style>"
        )


def table(rows, bordered=True):
    cell_style = ' table:style-name="Cell"' if bordered else ""
    style = "Head" if bordered else "Centre"
    width = len(rows[0])
    parts = [f'<table:table><table:table-column table:number-columns-repeated="{width}"/>']
    for number, row in enumerate(rows):
        cells = "".join(
            f'<table:table-cell{cell_style} office:value-type="string">'
            + paragraph(style if number == 0 else "Standard" if bordered else "Head", cell)
            + "</table:table-cell>"
            for cell in row
        )
        line = f"<table:table-row>{cells}</table:table-row>"
        parts.append(
            f"<table:table-header-rows>{line}</table:table-header-rows>"
            if bordered and number == 0
            else line
        )
    return "".join(parts) + "</table:table>"


def body(lines):
    rows = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split("|")])
            continue
        if rows:
            yield table(rows)
            rows = []
        if not line:
            continue
        if line == "@motto":
            yield paragraph("Head", NATION) + paragraph("Head", MOTTO)
        elif line.startswith("@issuer "):
            yield paragraph("Head", line[8:])
        elif line.startswith("# "):
            yield heading("Title", line[2:], 1)
        elif line.startswith("## "):
            yield heading("Heading", line[3:], 2)
        elif line.startswith("> "):
            yield paragraph("Centre", line[2:].replace("...", "." * 50))
        elif line.startswith("sign:"):
            left, right = (part.strip() for part in line[5:].split(";"))
            day = "........, ngày ..... tháng ..... năm ........"
            yield table([["", day], [left, right]], bordered=False)
        else:
            yield blanks(line)
    yield paragraph("Foot", FOOT)


def document(text):
    """The text as a flat OpenDocument text."""
    lines = [line.strip() for line in text.splitlines()]
    title = next(line[2:] for line in lines if line.startswith("# "))
    styles = STYLES.replace("{stops}", "").replace(
        "</office:styles>", "".join(blank_styles()) + "</office:styles>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document{NAMESPACES}'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:meta><dc:title>{escape(title)}</dc:title><dc:language>vi-VN</dc:language>"
        f"</office:meta>{styles}<office:body><office:text>{''.join(body(lines))}"
        "</office:text></office:body></office:document>"
    )


def main():
    FILES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for kind, output in FILTERS.items():
            sources = []
            for path in sorted(HERE.glob(f"*.{kind}.txt")):
                source = Path(folder) / f"{path.name[: -len(kind) - 5]}.fodt"
                source.write_text(document(path.read_text(encoding="utf-8")), encoding="utf-8")
                sources.append(str(source))
            command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office"]
            command += ["--convert-to", output, "--outdir", str(FILES), *sources]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
