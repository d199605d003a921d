"""What became of each indicator from one wave to the next, person by person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboards.alphabet import sort_key
from dashboards.charts.transition_bars import draw_transition_bars
from dashboards.contexts.parts import Cell, Column, Figure, Link, Mention, Statement, Table
from dashboards.extremes import least
from dashboards.materials import Materials
from dashboards.sections.contested import Contested, doubt
from dashboards.sections.pairs import Codebook, explain_contested

DRAWN = 12
"""Indicators of a figure; the others are in its table."""
NAMED = 3
"""Indicators that a sentence names."""

TransitionRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Followed:
    """Indicators of one side between two waves."""

    side: str
    earlier: str
    later: str
    rows: pl.DataFrame
    """Of the table ``transitions``, those that changed most one way first."""


def follow_transitions(materials: Materials) -> list[Followed]:
    """Side by side, waves in the order of time."""
    transitions = materials.published.read("transitions")
    order = {wave: place for place, wave in enumerate(materials.names.waves)}
    net = (pl.col("n_01") - pl.col("n_10")).abs()
    surest = [pl.col("p").fill_null(1.0), -net, -(pl.col("n_01") + pl.col("n_10")), pl.col("indicator")]
    found = []
    for side, role in sorted(materials.names.roles.items()):
        own = transitions.filter(pl.col("role") == role).sort(surest)
        pairs = own.select("from_wave", "to_wave").unique().rows()
        for earlier, later in sorted(pairs, key=lambda pair: (order.get(pair[0], 99), order.get(pair[1], 99))):
            rows = own.filter((pl.col("from_wave") == earlier) & (pl.col("to_wave") == later))
            found.append(Followed(side, earlier, later, rows))
    return found


@dataclass(frozen=True, slots=True)
class Changed:
    """Someone who gained or lost an indicator."""

    name: str
    interview: str
    """The one that bears it; empty where it is not known."""
    contested: bool
    """Whether coders differ on one of the two interviews."""

    def signed(self) -> str:
        """The name, with a sign where the change is contested."""
        return f"{self.name} ≠" if self.contested else self.name


class Changes:
    """Who gained and who lost an indicator, and where their words are."""

    def __init__(self, materials: Materials, contested: Contested) -> None:
        self._contested = contested
        self._bearers: dict[tuple[str, str], set[str]] = {}
        for row in materials.published.read("flat_reading").to_dicts():  # one row a group: both may be asked
            self._bearers.setdefault((row["indicator"], row["wave"]), set()).update(row["interviews"].split())
        self._interviews = {
            (participant, wave): interview for interview, (participant, wave) in materials.names.interviews.items()
        }
        self._names = materials.names

    def of(self, row: TransitionRow) -> dict[str, list[Changed]]:
        """``gained`` and ``lost``: who did, as cited, in alphabetical order."""
        found: dict[str, list[Changed]] = {"gained": [], "lost": []}
        indicator = row["indicator"]
        for participant in sorted(row["participants"].split(), key=lambda one: sort_key(self._names.participant(one))):
            both = [self._interviews.get((participant, row[wave]), "") for wave in ("from_wave", "to_wave")]
            gained = both[1] in self._bearers.get((indicator, row["to_wave"]), set())
            contested = any((indicator, interview) in self._contested.cells for interview in both)
            changed = Changed(self._names.participant(participant), both[int(gained)], contested)
            found["gained" if gained else "lost"].append(changed)
        return found


def count_doubtful(people: Iterable[Changed]) -> int:
    """How many changes are contested."""
    return sum(one.contested for one in people)


def draw_followed(materials: Materials, codebook: Codebook, changes: Changes, followed: Followed) -> Figure | None:
    """A figure of what changed; nothing where nothing did."""
    rows = followed.rows
    ranked = rows.filter(pl.col("n_01") + pl.col("n_10") > 0).head(DRAWN)
    if ranked.is_empty():
        return None
    words, names = materials.words, materials.names
    waves = {"earlier": names.wave(followed.earlier), "later": names.wave(followed.later)}
    chart = draw_transition_bars(
        pl.DataFrame(_squares(materials, codebook, changes, ranked), schema_overrides={"href": pl.String()}),
        lost_title=words("legend_lost"),
        gained_title=words("legend_gained"),
    )
    changed = rows.filter(pl.col("n_01") + pl.col("n_10") > 0).height
    reading = words(
        "reading_transitions",
        n=materials.numbers.whole(ranked.height),
        changed=materials.numbers.whole(changed),
        total=materials.numbers.whole(rows.height),
        people=materials.numbers.whole(_people(rows)),
        floor=materials.numbers.floor(_floor(rows)),
    )
    return materials.figure(
        f"transitions-{followed.side.lower()}-{names.waves.index(followed.earlier)}-{names.waves.index(followed.later)}",
        chart,
        list_followed(materials, codebook, changes, rows),
        title=words("title_transitions", side=names.side(followed.side), letter=followed.side, **waves),
        reading=explain_contested(materials, codebook, reading),
    )


def _squares(
    materials: Materials, codebook: Codebook, changes: Changes, ranked: pl.DataFrame
) -> Iterator[dict[str, object]]:
    for place, row in enumerate(ranked.to_dicts(), start=1):
        label = codebook.full.get(row["indicator"], row["indicator"])
        for change, people in changes.of(row).items():
            for slot, one in enumerate(people, start=1):
                yield {
                    "place": place,
                    "label": label,
                    "change": change,
                    "slot": slot,
                    "name": one.signed(),
                    "description": materials.words(
                        "mark_gained" if change == "gained" else "mark_lost", label=label, who=one.signed()
                    ),
                    "href": codebook.address(row["indicator"], one.interview) or None,
                }


def list_followed(materials: Materials, codebook: Codebook, changes: Changes, rows: pl.DataFrame) -> Table:
    """Counts of the four ways, with the names of who changed."""
    numbers = materials.numbers
    listed = []
    for row in rows.to_dicts():
        people = changes.of(row)
        who = {change: " · ".join(one.signed() for one in some) for change, some in people.items()}
        doubtful = {"n_01": count_doubtful(people["gained"]), "n_10": count_doubtful(people["lost"])}
        name = codebook.full.get(row["indicator"], row["indicator"])
        link = codebook.link(name, row["indicator"])
        listed.append(
            (
                Cell(link.text, link.href) if link.href else name,
                *(
                    doubt(materials, numbers.whole(row[key]), doubtful.get(key, 0))
                    for key in ("n_00", "n_01", "n_10", "n_11", "n_not_asked")
                ),
                numbers.probability(row["p"]),
                numbers.floor(row["p_floor"]),
                numbers.floor(row["design_floor"]),
                who["gained"],
                who["lost"],
            )
        )
    heads = (
        *("head_indicator", "head_00", "head_01", "head_10", "head_11", "head_n_not_asked", "head_p_mcnemar"),
        *("head_p_floor_changes", "head_design_floor_panel", "head_who_gained", "head_who_lost"),
    )
    columns = tuple(Column(materials.words(code), numeric=1 <= place <= 8) for place, code in enumerate(heads))
    return Table(materials.words("caption_transitions"), columns, tuple(listed))


def brief_transitions(
    materials: Materials, codebook: Codebook, changes: Changes, found: list[Followed]
) -> Iterator[Statement]:
    """What changed most on each side, and whether so few people can carry a test."""
    words, names, numbers = materials.words, materials.names, materials.numbers
    for followed in found:
        rows = followed.rows.filter(pl.col("n_01") + pl.col("n_10") > 0)
        if rows.height:
            facts = {
                "side": names.side(followed.side),
                "letter": followed.side,
                "earlier": names.wave(followed.earlier),
                "later": names.wave(followed.later),
                "people": numbers.whole(_people(followed.rows)),
            }
            named = tuple(_named(materials, codebook, changes, row) for row in rows.head(NAMED).to_dicts())
            yield Statement(words("brief_changed", **facts), named)
    yield from _sure(materials, found)


def _named(materials: Materials, codebook: Codebook, changes: Changes, row: Mapping[str, Any]) -> Mention:
    whole, indicator, people = materials.numbers.whole, row["indicator"], changes.of(row)
    said = [
        materials.words(code, n=doubt(materials, whole(row[key]), count_doubtful(people[change])))
        for code, key, change in (("gained_by", "n_01", "gained"), ("lost_by", "n_10", "lost"))
        if row[key]
    ]
    link = codebook.link(materials.words("named", name=codebook.full.get(indicator, indicator)), indicator)
    return Mention("", (link, Link(", ".join(said), "")))


def _sure(materials: Materials, found: list[Followed]) -> Iterator[Statement]:
    """What the test of McNemar can do with the people met twice."""
    tested = [followed.rows for followed in found if followed.rows["design_floor"].drop_nulls().len()]
    if not tested:
        return
    rows = pl.concat(tested)
    floor = _floor(rows)
    numbers, alpha = materials.numbers, materials.numbers.decimal(materials.alpha, digits=2)
    people = numbers.whole(max(_people(some) for some in tested))
    facts = {"people": people, "floor": numbers.floor(floor), "alpha": alpha}
    if floor is not None and floor > materials.alpha:
        yield Statement(materials.words("brief_no_test", **facts))
    else:
        p = numbers.probability(least(rows["p"]))
        total = numbers.whole(rows.height)
        yield Statement(materials.words("brief_test", p=p, total=total, **facts))


def _people(rows: pl.DataFrame) -> int:
    """The most people followed for one indicator."""
    return max((sum(counts) for counts in rows.select("n_00", "n_01", "n_10", "n_11").iter_rows()), default=0)


def _floor(rows: pl.DataFrame) -> float | None:
    floors = rows["design_floor"].drop_nulls().to_list()
    return min(floors, default=None)
