"""Transcripts typed in LibreOffice (.odt, .ott, flat .fodt): paragraphs, soft line breaks, bold questions, tables.

Walked with lxml: odfdo's text joins words that several spaces part (``text:s``), gives notes within the talk, leaves
out words that bear a reading above them, and writes a repeated row as often as its number says.
"""

from __future__ import annotations

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import ARCHIVE_START, read_member, xml_members
from tasks.ingestion.formats.open_names import OFFICE
from tasks.ingestion.formats.open_styles import read_styles
from tasks.ingestion.formats.open_text import OpenText
from tasks.ingestion.formats.typed_text import boxes_hold_the_talk
from tasks.ingestion.formats.xml_trees import local_name, parse_xml
from tasks.records import Document

FORMAT = "odt"
MAIN_PART = "content.xml"
ROOTS = ("document",)
"""Root of a flat file, in the namespace of OpenDocument."""

_STYLES, _MANIFEST, _MIMETYPE = "styles.xml", "META-INF/manifest.xml", "mimetype"
_MAX_MIMETYPE_BYTES = 200
_OTHER_KINDS = (
    ("spreadsheet", "ods"),
    ("presentation", "odp"),
    ("graphics", "odg"),
    ("drawing", "odg"),
    ("formula", "odf"),
    ("chart", "odc"),
    ("image", "odi"),
    ("database", "odb"),
    ("base", "odb"),
    ("text-master", "odm"),
    ("vnd.sun.xml", "sxw"),
    ("epub", "epub"),
)


def read(data: bytes) -> Document:
    """Read an OpenDocument text: a line for every paragraph, and for every part of it between soft line breaks.

    Lines are numbered by paragraph from 1, blank paragraphs and those of tables counted. Words that a tracked change
    took out are not read. Page headers and footers, notes, comments, text boxes, hidden text and remarks are asides,
    boxes not where the talk is in them.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (``found``: ``ods``, ``odp``, ``sxw`` ...), ``encrypted_file``,
            ``damaged_archive``, ``unsafe_archive``, ``too_large``, ``unsafe_xml``, ``damaged_xml`` and ``damaged_file``
            (flat file), ``empty_file``.
    """
    if data.startswith(ARCHIVE_START):
        content, style_part = _parts(data)
    else:
        content = style_part = parse_xml(data)
    body = _text_body(content, flat=content is style_part)
    styles = read_styles([content, None if style_part is content else style_part])
    try:
        text = OpenText(styles, boxes_are_lines=False)
        lines = text.lines(body)
        if boxes_hold_the_talk(lines, text.asides):
            text = OpenText(styles, boxes_are_lines=True)
            lines = text.lines(body)
        if style_part is not None:
            text.page_edges(style_part)
    except RecursionError:
        # frames within frames, deeper than anybody draws
        raise TranscriptUnreadable("damaged_archive") from None
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return Document(format=FORMAT, encoding="", lines=tuple(lines), asides=tuple(text.asides))


def _parts(data: bytes) -> tuple[etree._Element, etree._Element | None]:
    """Give the content and the styles of an archive."""
    mimetype = read_member(data, _MIMETYPE) or b""
    _refuse_other_kinds(mimetype[:_MAX_MIMETYPE_BYTES].decode("ascii", "replace"))
    parts = xml_members(data)
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise TranscriptUnreadable("encrypted_file")
    if MAIN_PART not in parts:
        raise TranscriptUnreadable("damaged_archive")
    styles = parts.get(_STYLES)
    return _tree(parts[MAIN_PART]), None if styles is None else _tree(styles)


def _tree(part: bytes) -> etree._Element:
    try:
        return parse_xml(part)
    except TranscriptUnreadable as error:
        if error.code not in {"damaged_xml", "empty_file"}:
            raise
        raise TranscriptUnreadable("damaged_archive") from error


def _text_body(root: etree._Element, *, flat: bool) -> etree._Element:
    body = root.find(f"{OFFICE}body")
    if body is None or not len(body):
        raise TranscriptUnreadable("damaged_file", line=1) if flat else TranscriptUnreadable("damaged_archive")
    text = body.find(f"{OFFICE}text")
    if text is None:
        _refuse_other_kinds(local_name(body[0]))
        raise TranscriptUnreadable("unknown_format", found="xml")
    return text


def _refuse_other_kinds(named: str) -> None:
    found = next((found for kind, found in _OTHER_KINDS if kind in named), "")
    if found:
        raise TranscriptUnreadable("unknown_format", found=found)
