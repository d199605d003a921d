"""Classes that take more room, or less, from the first wave to the last: a description of passages, never a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboards.addresses import of_class
from dashboards.class_names import name_classes, rank_profiles
from dashboards.contexts.parts import Link, Mention, Statement
from dashboards.materials import Materials
from dashboards.sections.class_speakers import count_shares

NAMED = 2
"""Classes that are named."""
LEAST = 0.05
"""Least change of the share of a side that is told."""


@dataclass(frozen=True, slots=True)
class ClassMove:
    """A class whose share of a side's passages changed."""

    name: Link
    """The class, on its page."""
    shares: str
    """« A de 27 % à 36 %, B de 25 % à 33 % »."""


def list_moves(materials: Materials) -> tuple[ClassMove, ...]:
    """Those that changed most on a side, the most first; none where a wave is without passages."""
    ends = _ends(materials)
    if not ends:
        return ()
    shares = count_shares(materials)
    names = name_classes(materials, rank_profiles(materials.published))
    moved = []
    for number, name in names.items():
        both = {
            side: (shares[number, side, ends[0]][2], shares[number, side, ends[1]][2])
            for side in ("A", "B")
            if all((number, side, wave) in shares for wave in ends)
        }
        most = max((abs(later - earlier) for earlier, later in both.values()), default=0.0)
        if most >= LEAST:
            moved.append((-most, number, ClassMove(Link(name, of_class(number)), _told(materials, both))))
    return tuple(move for _, _, move in sorted(moved, key=lambda one: one[:2])[:NAMED])


def _ends(materials: Materials) -> tuple[str, str] | None:
    """The first and the last wave with passages; None where there is one only."""
    held = set(materials.published.read("class_roles")["wave"])
    waves = [wave for wave in materials.names.waves if wave in held]
    return (waves[0], waves[-1]) if len(waves) > 1 else None


def _told(materials: Materials, both: dict[str, tuple[float, float]]) -> str:
    percent = materials.numbers.percent
    return ", ".join(
        materials.words("class_move", side=side, earlier=percent(earlier), later=percent(later))
        for side, (earlier, later) in both.items()
    )


def brief_classes(materials: Materials) -> Iterator[Statement]:
    """A sentence with the classes that moved most; nothing where none moved or there are no classes."""
    moves = list_moves(materials)
    if moves:
        named = tuple(Mention("", (move.name, Link(f"({move.shares})", ""))) for move in moves)
        text = materials.words.count("brief_classes", len(moves), "", **name_ends(materials))
        yield Statement(text, named)


def name_ends(materials: Materials) -> dict[str, str]:
    """What the first and the last wave with passages are called (``earlier``, ``later``); nothing where one is all."""
    ends = _ends(materials)
    return {key: materials.names.wave(wave) for key, wave in zip(("earlier", "later"), ends or (), strict=False)}
