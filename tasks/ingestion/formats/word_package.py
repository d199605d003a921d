"""The parts of a Word file and how they refer to one another, in both namespaces that Word writes.

``Strict`` files (ISO 29500) name the same elements in another namespace and the same relations by other addresses.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import xml_members
from tasks.ingestion.formats.xml_trees import parse_xml

MAIN_PART = "word/document.xml"

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIXES = {
    _WORD: "",
    _STRICT: "",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
_RELATION_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)


@lru_cache(maxsize=4096)
def _short_name(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    prefix = _PREFIXES.get(namespace.removeprefix("{"))
    return f"other:{name}" if prefix is None else prefix + name


def word_name(element: etree._Element) -> str:
    """Name of an element: bare in Word's own namespaces, ``mc:``, ``m:`` or ``other:`` before it in others."""
    return _short_name(element.tag) if isinstance(element.tag, str) else "other:"


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Give the first descendant along a path of names, or ``None``."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if word_name(found) == name), None)
    return element


def attribute(element: etree._Element | None, name: str) -> str | None:
    """Give an attribute in the namespace of its element."""
    if element is None:
        return None
    namespace = str(element.tag).rpartition("}")[0]
    return element.get(f"{namespace}}}{name}" if namespace else name)


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    """Last word of the relation's address: ``styles``, ``footnotes``, ``header`` ..."""
    target: str
    """Name of the member meant."""


@dataclass(frozen=True, slots=True)
class WordPackage:
    """A checked Word file."""

    parts: Mapping[str, bytes]
    """XML members by name."""
    main_part: str
    relations: Mapping[str, _Relation]
    """Those of the main part, by their ids."""

    def main(self) -> etree._Element:
        """Give the document's element.

        Raises:
            TranscriptUnreadable: ``damaged_archive``.
        """
        root = self.tree(self.main_part)
        if root is None or word_name(root) != "document":
            raise TranscriptUnreadable("damaged_archive")
        return root

    def part(self, kind: str) -> etree._Element | None:
        """Give the part that the main one names by its kind: ``styles``, ``footnotes``, ``comments`` ..."""
        found = next((relation for relation in self.relations.values() if relation.kind == kind), None)
        return None if found is None else self.tree(found.target)

    def referred(self, reference: etree._Element) -> str:
        """Name the part that an element means by its ``r:id`` (a page header, a footer), empty where there is none."""
        named = next((found for name in _RELATION_ID if (found := reference.get(name))), "")
        relation = self.relations.get(named)
        return "" if relation is None else relation.target

    def tree(self, name: str) -> etree._Element | None:
        """Parse a part, or ``None`` where there is none of that name.

        Raises:
            TranscriptUnreadable: ``damaged_archive``, ``unsafe_xml``.
        """
        content = self.parts.get(name)
        if content is None:
            return None
        try:
            return parse_xml(content)
        except TranscriptUnreadable as error:
            if error.code not in {"damaged_xml", "empty_file"}:
                raise
            raise TranscriptUnreadable("damaged_archive") from error


def open_package(data: bytes) -> WordPackage:
    """Check a Word file and find its main part.

    Raises:
        TranscriptUnreadable: ``damaged_archive``, ``encrypted_file``, ``too_large``, ``unsafe_archive``.
    """
    package = WordPackage(xml_members(data), "", {})
    roots = _relations(package, "_rels/.rels", "")
    main_part = next((found.target for found in roots.values() if found.kind == "officeDocument"), MAIN_PART)
    folder, name = posixpath.split(main_part)
    return WordPackage(package.parts, main_part, _relations(package, f"{folder}/_rels/{name}.rels", folder))


def _relations(package: WordPackage, name: str, folder: str) -> dict[str, _Relation]:
    root = package.tree(name)
    return {
        str(found.get("Id")): _Relation(str(found.get("Type")).rpartition("/")[2], _target(folder, found))
        for found in (() if root is None else root)
        if found.get("TargetMode") != "External"
    }


def _target(folder: str, relation: etree._Element) -> str:
    # an absolute target starts at the archive's root
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
