"""What is known of each interview: who, when, how much, what is spoken of most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboards import addresses
from dashboards.class_names import join_words, name_classes, rank_profiles
from dashboards.contexts.parts import Cell
from dashboards.materials import Materials


@dataclass(frozen=True, slots=True)
class Facts:
    """What the list and the pages of interviews tell."""

    interviews: Mapping[str, Mapping[str, object]]
    """Interview → its row."""
    marks: Mapping[str, int]
    """Interview → indicators that a coder saw in it."""
    classes: Mapping[str, tuple[int, float]]
    """Interview → the class that holds most of its classified segments, and how much it holds."""
    names: Mapping[int, str]
    """Class → its name."""
    words: Mapping[int, str]
    """Class → the words that name it."""


def gather_facts(materials: Materials) -> Facts:
    """Read what is known of all interviews."""
    read = materials.published.read
    ranked = rank_profiles(materials.published)
    names = name_classes(materials, ranked)
    return Facts(
        interviews={row["interview_id"]: row for row in read("interviews").to_dicts()},
        marks=_marks(read("grid_cells")),
        classes=_main_classes(read("segment_classes").filter(pl.col("class").is_in(list(names)))),
        names=names,
        words={number: join_words(ranked, number) for number in names},
    )


def _marks(cells: pl.DataFrame) -> dict[str, int]:
    """Interviews that were coded, each with its indicators seen by at least one coder."""
    seen = pl.col("indicator").filter(pl.col("state") == "present").n_unique()
    return dict(cells.filter(pl.col("state") != "not_coded").group_by("interview_id").agg(seen).iter_rows())


def _main_classes(placed: pl.DataFrame) -> dict[str, tuple[int, float]]:
    """The first of the classes where several hold as much."""
    counted = placed.group_by("interview_id", "class").len()
    found: dict[str, tuple[int, float]] = {}
    for (interview,), rows in counted.sort("class").group_by("interview_id", maintain_order=True):
        most = rows.sort(["len", "class"], descending=[True, False]).row(0, named=True)
        found[str(interview)] = (most["class"], most["len"] / int(rows["len"].sum()))
    return found


def tell_facts(materials: Materials, facts: Facts, interview: str) -> list[tuple[str, Cell]]:
    """What is known of an interview: the code of each heading, and the value."""
    names, numbers, words = materials.names, materials.numbers, materials.words
    row = facts.interviews[interview]
    modality, held_on, spoken = str(row["modality"]), row["held_on"], row["n_words_interviewee"]
    told = [
        ("head_side", Cell(f"{row['side']} · {names.side(str(row['side']))}")),
        ("head_wave", Cell(names.wave_in_short(str(row["wave"])))),
        ("head_modality", Cell(names.modality(modality) if modality else words("not_told"))),
    ]
    if isinstance(held_on, date):
        told.append(("head_day", Cell(numbers.day(held_on))))
    if isinstance(spoken, int):
        told.append(("head_words_spoken", Cell(numbers.whole(spoken))))
    if not row["speakers_confirmed"]:
        told.append(("head_speakers", Cell(words("speakers_guessed"))))
    if interview in facts.marks:
        told.append(("head_indicators_seen", Cell(numbers.whole(facts.marks[interview]))))
    if interview in facts.classes:
        number, share = facts.classes[interview]
        named = words("main_class", n=number, words=facts.words.get(number, ""), share=numbers.percent(share))
        told.append(("head_main_class", Cell(named, addresses.of_class(number))))
    return told
