"""A conversation as Word writes it: parts of our own writing in an archive, so that every variant can be made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.ingestion.conversations import Said

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='Normal'><w:name w:val='Normal'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='Titre1'><w:name w:val='heading 1'/><w:basedOn w:val='Normal'/>"
    "<w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Question'><w:name w:val='Question'/><w:basedOn w:val='Titre1'/></w:style>"
    "<w:style w:type='paragraph' w:styleId='TM1'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:type='character' w:styleId='lev'><w:name w:val='Strong'/><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='masque'><w:name w:val='Masqué'/><w:rPr><w:vanish/></w:rPr></w:style>"
)


def package(
    body: str,
    parts: Mapping[str, str] | None = None,
    *,
    strict: bool = False,
    content_type: str = CONTENT_TYPE,
    styles: str = STYLES,
) -> bytes:
    """Give a Word file with this body; ``parts`` by kind (``footnotes``, ``header``) hold insides of their roots."""
    word, relations = (STRICT, STRICT_RELATIONS) if strict else (WORD, RELATIONS)
    names = (
        f"xmlns:w='{word}' xmlns:r='{relations}' xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    )
    roots = {"header": "hdr", "footer": "ftr"}
    written = {"styles": styles, **(parts or {})}
    links = "".join(f"<Relationship Id='r-{kind}' Type='{relations}/{kind}' Target='{kind}.xml'/>" for kind in written)
    main = f"<Relationship Id='r1' Type='{relations}/officeDocument' Target='word/document.xml'/>"
    members = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Default Extension='xml' ContentType='application/xml'/>"
        f"<Override PartName='/word/document.xml' ContentType='{content_type}'/></Types>",
        "_rels/.rels": _relationships(main),
        "word/_rels/document.xml.rels": _relationships(links),
        "word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>",
    }
    for kind, inside in written.items():
        root = roots.get(kind, kind)
        members[f"word/{kind}.xml"] = f"<w:{root} {names}>{inside}</w:{root}>"
    return archive(members)


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """Put members in an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return stream.getvalue()


def paragraph(text: str, *, bold: bool = False, properties: str = "") -> str:
    """Give a paragraph of one run."""
    return f"<w:p>{properties}{run(text, bold=bold)}</w:p>"


def run(text: str, *, bold: bool = False) -> str:
    """Give a run."""
    look = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return f"<w:r>{look}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Give a table; a cell that begins with a tag stands as it is, any other is a text."""
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def cell(content: str, properties: str = "") -> str:
    """Give a cell of a table."""
    if content.startswith("<w:tc>"):
        return content
    inside = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc>{properties and f'<w:tcPr>{properties}</w:tcPr>'}{inside}</w:tc>"


def marked(conversation: Sequence[Said]) -> bytes:
    """Write a paragraph a turn, ``Nom : paroles``."""
    return package("".join(paragraph(f"{speaker} : {said}") for speaker, said in conversation))


def bold_questions(conversation: Sequence[Said]) -> bytes:
    """Write the first speaker's turns in bold, and no names."""
    asks = conversation[0][0]
    return package("".join(paragraph(said, bold=speaker == asks) for speaker, said in conversation))


def in_table(conversation: Sequence[Said]) -> bytes:
    """Write a row a turn: speaker, text."""
    return package(table([(speaker, said) for speaker, said in conversation]) + "<w:p/>")


def _relationships(inside: str) -> str:
    return (
        f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{inside}</Relationships>"
    )
