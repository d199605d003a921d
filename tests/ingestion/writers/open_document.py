"""A conversation as LibreOffice writes it: parts of our own writing in an archive, for every variant."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.ingestion.conversations import Said

MIMETYPE = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(
    f"xmlns:{prefix}='urn:oasis:names:tc:opendocument:xmlns:{name}:1.0'"
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("script", "script"),
    )
) + " xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xlink='http://www.w3.org/1999/xlink'"  # fmt: skip
AUTOMATIC = (
    "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Standard'>"
    "<style:text-properties fo:font-weight='bold' style:font-weight-asian='bold'/></style:style>"
    "<style:style style:name='P2' style:family='paragraph' style:parent-style-name='Heading_20_1'/>"
    "<style:style style:name='T1' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
    "<style:style style:name='T2' style:family='text'><style:text-properties fo:font-weight='normal'/></style:style>"
    "<style:style style:name='T3' style:family='text'><style:text-properties text:display='none'/></style:style>"
    "<style:style style:name='T4' style:family='text'><style:text-properties fo:font-style='italic'/></style:style>"
)
NAMED = (
    "<style:default-style style:family='paragraph'><style:text-properties fo:font-size='12pt'/></style:default-style>"
    "<style:style style:name='Standard' style:family='paragraph'/>"
    "<style:style style:name='Heading' style:family='paragraph' style:parent-style-name='Standard'>"
    "<style:text-properties fo:font-weight='bold'/></style:style>"
    "<style:style style:name='Heading_20_1' style:family='paragraph' style:parent-style-name='Heading'/>"
    "<style:style style:name='Strong_20_Emphasis' style:family='text'>"
    "<style:text-properties fo:font-weight='bold'/></style:style>"
)
MANIFEST = (
    "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
    "<manifest:file-entry manifest:full-path='/' manifest:media-type='" + MIMETYPE + "'/></manifest:manifest>"
)


def content(text: str) -> str:
    """Give the content part with this inside of its text."""
    return (
        f"<office:document-content {NAMESPACES} office:version='1.3'><office:automatic-styles>{AUTOMATIC}"
        f"</office:automatic-styles><office:body><office:text>{text}</office:text></office:body>"
        "</office:document-content>"
    )


def styles(master: str = "") -> str:
    """Give the styles part; ``master`` holds page headers and footers."""
    return (
        f"<office:document-styles {NAMESPACES}><office:styles>{NAMED}</office:styles><office:master-styles>"
        f"<style:master-page style:name='Standard'>{master}</style:master-page></office:master-styles>"
        "</office:document-styles>"
    )


def package(text: str, *, master: str = "", mimetype: str = MIMETYPE, others: Mapping[str, str] | None = None) -> bytes:
    """Give a file with this inside of its text."""
    parts = {"content.xml": content(text), "styles.xml": styles(master), "META-INF/manifest.xml": MANIFEST}
    return archive({"mimetype": mimetype, **parts, **(others or {})})


def flat(text: str) -> bytes:
    """Give a flat file, all parts in one document."""
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n<office:document {NAMESPACES} office:mimetype='{MIMETYPE}'>"
        f"<office:styles>{NAMED}</office:styles><office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{text}</office:text></office:body></office:document>"
    ).encode()


def archive(members: Mapping[str, str]) -> bytes:
    """Put members in an archive, the kind first and not compressed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, inside in members.items():
            target.writestr(name, inside, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def paragraph(text: str, *, style: str = "Standard") -> str:
    """Give a paragraph, several spaces and tabs as the format writes them."""
    written = escape(text).replace("\t", "<text:tab/>").replace("  ", " <text:s/>")
    return f"<text:p text:style-name='{style}'>{written}</text:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Give a table; a cell that begins with a tag stands as it is, any other is a text."""
    written = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f"<table:table><table:table-column table:number-columns-repeated='2'/>{written}</table:table>"


def marked(conversation: Sequence[Said]) -> bytes:
    """Write a paragraph a turn, ``Nom : paroles``."""
    return package("".join(paragraph(f"{speaker} : {said}") for speaker, said in conversation))


def bold_questions(conversation: Sequence[Said]) -> bytes:
    """Write the first speaker's turns in bold, and no names."""
    asks = conversation[0][0]
    styled = ((said, "P1" if speaker == asks else "Standard") for speaker, said in conversation)
    return package("".join(paragraph(said, style=style) for said, style in styled))


def in_table(conversation: Sequence[Said]) -> bytes:
    """Write a row a turn: speaker, text."""
    return package(table(conversation))


def _cell(inside: str) -> str:
    if inside.startswith("<table:"):
        return inside
    written = inside if inside.startswith("<text:") else paragraph(inside)
    return f"<table:table-cell office:value-type='string'>{written}</table:table-cell>"
