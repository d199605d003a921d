"""XML to a tree, safely: no entity is resolved, no document type loaded, nothing fetched, and size bounded."""

from __future__ import annotations

import re

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import MAX_XML_BYTES

_ROOT = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)*<(?:[\w.-]+:)?(?P<name>[\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_OPENING_BYTES = 16 * 1024


def root_name(data: bytes) -> str:
    """Name the root element of what looks like XML, without its prefix; empty for anything else. Parses nothing."""
    found = _ROOT.match(_one_byte_a_character(data[:_OPENING_BYTES]))
    return found["name"].decode("ascii") if found else ""


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML as its declaration says it is encoded; comments and processing instructions are left out.

    A document type that only names a file (``<!DOCTYPE Trans SYSTEM "trans-14.dtd">``) is allowed and never loaded; one
    that declares entities is refused.

    Raises:
        TranscriptUnreadable: ``too_large``, ``unsafe_xml``, ``damaged_xml`` (with ``line``).
    """
    if len(data) > MAX_XML_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_XML_BYTES)
    if b"<!ENTITY" in _one_byte_a_character(data).upper():
        raise TranscriptUnreadable("unsafe_xml")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise TranscriptUnreadable("damaged_xml", line=line or 1) from error


def local_name(element: etree._Element) -> str:
    """Name of an element without its namespace; empty for what is no element (an entity left as it stood)."""
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int:
    """Line of the file where an element starts, from 1."""
    return element.sourceline or 1


def _one_byte_a_character(data: bytes) -> bytes:
    """What is ASCII in UTF-16 too shows its letters once NUL bytes are out."""
    return data.replace(b"\0", b"").lstrip(b"\xff\xfe")
