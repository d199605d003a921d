"""What contradicts itself in a ``study.toml`` whose keys are all sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

Fault = tuple[Sequence[str], str, str]
"""Path of a key, what is wrong with it, and its value where that is text.

Looked for in what was written, not in what was understood: one misspelt key does not hide them.
"""


def study_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    """Every contradiction in a parsed ``study.toml``."""
    yield from _side_faults(raw)
    yield from _wave_faults(raw)
    yield from _modality_faults(raw)
    yield from _reference_faults(raw)


def _side_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    sides = [str(group.get("side")) for group in _tables(raw, "groups").values()]
    if "groups" in raw and (len(sides) != 2 or sides in (["A", "A"], ["B", "B"])):
        yield ("groups",), f"a mirror study has two groups, one of side A and one of side B (here: {sides})", ""


def _wave_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    if raw.get("waves") == {}:
        yield ("waves",), "at least one is needed (leave the table out for a study of one wave)", ""
    for name, wave in _tables(raw, "waves").items():
        start, end = wave.get("from"), wave.get("to")
        if type(start) is date and type(end) is date and end < start:
            yield ("waves", name), "ends before it starts", ""
        if name == "all":
            yield ("waves", name), "stands for all waves together", "call this wave otherwise"


def _modality_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    if "all" in _tables(raw, "modalities"):
        yield ("modalities", "all"), "stands for all modalities together; call this one otherwise", ""


def _reference_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    groups, waves = _tables(raw, "groups"), _tables(raw, "waves") if "waves" in raw else {"1": {}}
    themes = [str(theme.get("id")) for theme in _blocks(raw.get("themes"))]
    for theme in sorted({theme for theme in themes if themes.count(theme) > 1}):
        yield ("themes",), f"the id {theme!r} stands twice", ""
    guides = raw.get("guides")
    for role, questions in guides.items() if isinstance(guides, dict) else ():
        if role not in groups:
            yield ("guides", role), "no such group", ""
        for number, question in enumerate(_blocks(questions)):
            yield from _unknown(("guides", role, str(number), "theme"), question.get("theme"), ["", *themes])
    for number, grid in enumerate(_blocks(raw.get("grids"))):
        yield from _unknown(("grids", str(number), "role"), grid.get("role"), list(groups))
        yield from _unknown(("grids", str(number), "wave"), grid.get("wave"), list(waves))


def _unknown(path: Sequence[str], name: object, known: Sequence[str]) -> Iterator[Fault]:
    if isinstance(name, str) and name not in known:
        yield path, f"{name!r} is not defined in this study", name


def _tables(raw: Mapping[str, object], name: str) -> dict[str, dict[str, object]]:
    value = raw.get(name)
    return {key: table for key, table in value.items() if isinstance(table, dict)} if isinstance(value, dict) else {}


def _blocks(value: object) -> list[dict[str, object]]:
    return [block for block in value if isinstance(block, dict)] if isinstance(value, list) else []
