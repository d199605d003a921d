"""XML to a tree, safely: no entity is resolved, no document type loaded, nothing fetched, and size bounded.

The bytes are decoded first and handed to the parser as UTF-8, so that what is refused is looked for in the very text
that is parsed: an encoding that the search does not know (UTF-7) can hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import MAX_XML_BYTES
from tasks.ingestion.formats.xml_encodings import decode_xml

MAX_MARKS = 2_000_000
"""Most ``<`` and ``=`` of a file, which bound the nodes of its tree: 100,000 annotated words have a million."""
MAX_DEPTH = 100
"""Most levels of elements: transcripts have ten, and readers go down one by one."""

_TOO_DEEP = etree.XPath(f"boolean({'/*' * (MAX_DEPTH + 1)})")
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?>\s+|<\?(?>[^?]+|\?(?!>))*\?>|<!--(?>[^-]+|-(?!->))*-->"
    rb"|<!DOCTYPE[^>\[]*(?>\[[^\]]*\]\s*)?>)*<(?:[\w.-]{1,80}:)?(?P<name>[\w.-]{1,80})",
    re.DOTALL | re.IGNORECASE,
)
_OPENING_BYTES = 64 * 1024
_DECLARATION = re.compile(r"\A(\s*)<\?xml(\s[^>]{0,400})\?>")
_DECLARES_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_PROLOG = re.compile(r"(?>\s+|<\?(?>[^?]+|\?(?!>))*\?>|<!--(?>[^-]+|-(?!->))*-->)*")
_DOCUMENT_TYPE = re.compile(
    r"""<!DOCTYPE(?>[^"'\[<>]+|"[^"]*"|'[^']*')*(?>\[(?>[^"'\]<]+|"[^"]*"|'[^']*'|<!--(?>[^-]+|-(?!->))*-->|<(?!!--))*\]\s*)?>"""
)
_NAMED = re.compile(r"&([A-Za-z_:][\w:.-]*);")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A file's tree and the encoding that it was read in."""

    root: etree._Element
    encoding: str


def root_name(data: bytes) -> str:
    """Name the root element of what looks like XML, without its prefix; empty for anything else. Parses nothing."""
    found = _ROOT.match(_one_byte_a_character(data[:_OPENING_BYTES]))
    return found["name"].decode("ascii") if found else ""


def parse_xml(data: bytes) -> etree._Element:
    """Give the root of ``read_xml``."""
    return read_xml(data).root


def read_xml(data: bytes) -> XmlFile:
    """Parse XML as it is encoded; comments and processing instructions are left out.

    A document type (``<!DOCTYPE Trans SYSTEM "trans-14.dtd">``) is passed over and never loaded; one that declares
    entities is refused. ``&eacute;`` and its like are read as HTML has them; other names stay as written.

    Raises:
        TranscriptUnreadable: ``empty_file``, ``too_large``, ``unsafe_xml``, ``damaged_xml`` (with ``line``), or as
            ``decode_xml``.
    """
    if not data:
        raise TranscriptUnreadable("empty_file")
    if len(data) > MAX_XML_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_XML_BYTES)
    decoded = decode_xml(data)
    if (marks := decoded.text.count("<") + decoded.text.count("=")) > MAX_MARKS:
        raise TranscriptUnreadable("too_large", bytes=marks, limit=MAX_MARKS)
    if _DECLARES_ENTITY.search(decoded.text):
        raise TranscriptUnreadable("unsafe_xml")
    root = _parse(_plain(decoded.text))
    if _TOO_DEEP(root):
        raise TranscriptUnreadable("unsafe_xml")
    return XmlFile(root, decoded.encoding)


def _plain(text: str) -> str:
    """Leave the parser nothing to look up: no declaration, no document type, no reference that XML does not know.

    Line ends stay, so that lines are where they were. The document type goes because lxml loads the file that it names
    when ``collect_ids`` is off, whatever ``load_dtd`` says (6.1.3).
    """
    text = _DECLARATION.sub(lambda found: found[1] + "\n" * found[2].count("\n"), text.lstrip("\ufeff"), count=1)
    prolog = _PROLOG.match(text)
    start = prolog.end() if prolog else 0
    if text.startswith("<!DOCTYPE", start):
        found = _DOCUMENT_TYPE.match(text, start)
        if found is None:
            raise TranscriptUnreadable("damaged_xml", line=text.count("\n", 0, start) + 1)
        text = text[:start] + "\n" * found[0].count("\n") + text[found.end() :]
    return "".join(_without_names(text))


def _without_names(text: str) -> Iterator[str]:
    """Write named characters by their numbers, outside of sections whose text stands as it is."""
    place = 0
    while (section := text.find("<![CDATA[", place)) >= 0 and (end := text.find("]]>", section)) >= 0:
        yield _NAMED.sub(_by_number, text[place:section])
        yield text[section:end]
        place = end
    yield _NAMED.sub(_by_number, text[place:])


def _by_number(named: re.Match[str]) -> str:
    """Write what HTML names by its number, so that ``&LT;`` opens no element; what nobody names stays as written."""
    if named[1] in _XML_NAMES:
        return named[0]
    return "".join(f"&#{ord(character)};" for character in html5.get(named[1] + ";", "")) or f"&amp;{named[1]};"


def _parse(text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # ids that stand twice or begin with a digit are no reason to refuse an interview
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", None)
        raise TranscriptUnreadable("damaged_xml", line=line or 1) from None


def local_name(element: etree._Element) -> str:
    """Name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """Line of the file where an element starts, from 1."""
    return element.sourceline or 1


def attribute(element: etree._Element, *names: str) -> str:
    """Value of the first of these attributes, of any namespace, that is not blank; stripped; else empty."""
    for name in names:
        value = element.get(name)
        if not value:  # keys, not items: lxml looks each value up from the first attribute on
            value = next((element.get(key) for key in element.attrib if str(key).endswith("}" + name)), None) or ""
        if plain := str(value).strip():
            return plain
    return ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Children with one of these local names, in order."""
    return element.iterchildren(*(f"{{*}}{name}" for name in names))


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Descendants, and the element itself, with one of these local names, in order."""
    return element.iter(*(f"{{*}}{name}" for name in names))


def text_of(element: etree._Element) -> str:
    """All text within an element, white space made single spaces."""
    return squeeze("".join(map(str, element.itertext())))


def squeeze(text: str) -> str:
    """Make every run of white space one space, none at the ends."""
    return " ".join(text.split())


def _one_byte_a_character(data: bytes) -> bytes:
    """What is ASCII in UTF-16 too shows its letters once NUL bytes are out."""
    return data.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b"").removeprefix(b"\xfe\xff")
