"""Variables of a REFI-QDA project: what its cases and sources tell, by source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.xml_trees import local_name

MAX_VALUES = 500_000
"""Most values that cases give to sources, one counted for each source."""

_VALUES = frozenset({"TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue"})


def variables_of_sources(project: etree._Element) -> Mapping[str, Mapping[str, str]]:
    """Give the variables of every source, by its guid in lower case; several values of one are joined by `` ; ``.

    Raises:
        TranscriptUnreadable: ``too_large`` (more values than ``MAX_VALUES``).
    """
    names = {
        plain_guid(variable.get("guid")): " ".join((variable.get("name") or "").split())
        for variable in _within(project, "Variables", "Variable")
    }
    told: dict[str, dict[str, dict[str, None]]] = {}
    count = 0
    for sources, owner in (*_cases(project), *_own_values(project)):
        values = [(names[variable], value) for variable, value in _values(owner) if names.get(variable)]
        count += len(sources) * len(values)
        if count > MAX_VALUES:
            raise TranscriptUnreadable("too_large", values=count, limit=MAX_VALUES)
        for source in sources:
            for name, value in values:
                told.setdefault(source, {}).setdefault(name, {})[value] = None
    return {source: {name: " ; ".join(values) for name, values in of.items()} for source, of in told.items()}


def plain_guid(written: str | None) -> str:
    """Give a guid in the form in which two spellings of it are equal."""
    return (written or "").strip().strip("{}").casefold()


def _within(project: etree._Element, group: str, kind: str) -> Iterator[etree._Element]:
    for child in project:
        if local_name(child) == group:
            yield from (element for element in child if not kind or local_name(element) == kind)


def _cases(project: etree._Element) -> Iterator[tuple[frozenset[str], etree._Element]]:
    for case in _within(project, "Cases", "Case"):
        references = (child for child in case if local_name(child) == "SourceRef")
        yield frozenset(plain_guid(reference.get("targetGUID")) for reference in references), case


def _own_values(project: etree._Element) -> Iterator[tuple[frozenset[str], etree._Element]]:
    yield from ((frozenset({plain_guid(source.get("guid"))}), source) for source in _within(project, "Sources", ""))


def _values(owner: etree._Element) -> Iterator[tuple[str, str]]:
    for told in owner:
        if local_name(told) != "VariableValue":
            continue
        variable = next(
            (plain_guid(child.get("targetGUID")) for child in told if local_name(child) == "VariableRef"), ""
        )
        value = next((child.text or "" for child in told if local_name(child) in _VALUES), "")
        if variable and (value := " ".join(value.split())):
            yield variable, value
