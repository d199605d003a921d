"""What goes with the side: modality, wave and other traits that are not spread alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from dashboards.contexts.parts import Column, Table
from dashboards.materials import Materials

LOPSIDED = 0.5
"""Gap of shares from which a trait is said to go with the side."""
UNEVEN = 0.2
"""Gap of shares from which a trait is said to be more frequent on one side."""
NEARLY_ALL = 0.8
"""Share of a side that has values of its own from which a trait is said to go with the side."""
MOST_VALUES = 12
"""A trait of more values than this is told by their number."""

TRAITS = {"gender": "variable_gender", "age_band": "variable_age_band"}
"""Columns of the participants' table that are traits, with what they are called."""


def build_confounders(materials: Materials) -> Table | None:
    """Participants by side, wave and modality; nothing where no interview was analysed."""
    counts = materials.published.read("confounders")
    if counts.is_empty():
        return None
    words, names, whole = materials.words, materials.names, materials.numbers.whole
    modalities = counts["modality"].unique().sort().to_list()
    found = {(row["side"], row["wave"], row["modality"]): row["n_participants"] for row in counts.to_dicts()}
    rows = tuple(
        (
            f"{side} · {names.side(side)}",
            names.wave(wave),
            *(whole(found.get((side, wave, modality), 0)) for modality in modalities),
        )
        for wave in names.waves
        for side in ("A", "B")
        if any((side, wave, modality) in found for modality in modalities)
    )
    columns = (
        Column(words("head_side")),
        Column(words("head_wave")),
        *(Column(names.modality(modality) if modality else words("not_told"), numeric=True) for modality in modalities),
    )
    return Table(words("caption_confounders"), columns, rows)


def build_attributes(materials: Materials) -> Table | None:
    """Participants by side and value of each other trait."""
    traits = read_traits(materials)
    rows: list[tuple[str, ...]] = []
    ratio, words = materials.numbers.ratio, materials.words
    for (trait,), group in traits.group_by("trait", maintain_order=True):
        sizes, counts = _count(group)
        values = sorted({value for _, value in counts})
        if len(values) > MOST_VALUES:
            rows.append((str(trait), words("many_values", n=materials.numbers.whole(len(values))), "", "", ""))
            continue
        for value in values:
            n_a, n_b = counts.get(("A", value), 0), counts.get(("B", value), 0)
            only = "" if n_a and n_b else words("only_side", side="A" if n_a else "B")
            rows.append((str(trait), value, ratio(n_a, sizes["A"]), ratio(n_b, sizes["B"]), only))
    if not rows:
        return None
    heads = ("head_trait", "head_value", "head_users_a", "head_users_b", "head_remark")
    table = materials.table("caption_attributes", heads, rows, numeric_from=2)
    return Table(table.caption, (*table.columns[:-1], Column(table.columns[-1].label)), table.rows)


@dataclass(frozen=True, slots=True)
class Confounding:
    """How the traits of people and interviews are spread over the sides."""

    strong: tuple[str, ...]
    """Sentences: traits that (nearly) go with the side."""
    mild: tuple[str, ...]
    """Sentences: traits that are more frequent on one side."""
    even: tuple[str, ...]
    """Traits spread about alike."""


def read_confounding(materials: Materials) -> Confounding:
    """Every trait once, the modality wave by wave; traits of too many values are left out."""
    strong, mild, even = [], [], []
    for spread in (*_modalities(materials), *_traits(materials)):
        if spread.own:
            strong.append(_apart(materials, spread))
        elif worst := widest(spread.counts, spread.sizes):
            strong.append(_lopsided(materials, "lopsided", spread, worst))
        elif less := widest(spread.counts, spread.sizes, least=UNEVEN):
            mild.append(_lopsided(materials, "uneven", spread, less))
        elif all(spread.sizes.values()) and len({value for _, value in spread.counts}) <= MOST_VALUES:
            even.append(f"{spread.trait}{spread.where}")
    return Confounding(tuple(strong), tuple(mild), tuple(even))


def say_even(materials: Materials, confounding: Confounding) -> str:
    """A sentence of the traits that are spread alike; empty where none is."""
    names = materials.words("list_comma").join(confounding.even)
    return materials.words("confounded_even", names=names) if names else ""


@dataclass(frozen=True, slots=True)
class Spread:
    """People of each side by value of a trait."""

    trait: str
    where: str
    """The wave, in a trait that changes with it."""
    counts: dict[tuple[str, str], int]
    """Side and value → people."""
    sizes: dict[str, int]
    """Side → people."""
    own: tuple[int, int] | None = None
    """As ``own_values`` tells."""


def read_traits(materials: Materials) -> pl.DataFrame:
    """``trait`` (as called), ``value``, ``side``, ``participant_id``: participants with an analysed interview."""
    analysed = materials.published.read("analysed_interviews").select("interview_id", "participant_id", "side")
    told = materials.published.read("participant_attributes").join(analysed, on="interview_id")
    frames = [told.select("participant_id", "side", "value", trait="attribute")]
    people = materials.published.read("participants").join(
        analysed.select("participant_id").unique(), on="participant_id"
    )
    for column, code in TRAITS.items():
        called = pl.lit(materials.words(code))
        frames.append(people.select("participant_id", "side", value=pl.col(column).fill_null(""), trait=called))
    gendered = {"f": materials.words("gender_f"), "m": materials.words("gender_m")}
    traits = pl.concat(frames).unique().filter(pl.col("value") != "")
    is_gender = pl.col("trait") == materials.words(TRAITS["gender"])
    shown = pl.when(is_gender).then(pl.col("value").replace(gendered)).otherwise(pl.col("value"))
    return traits.with_columns(value=shown).sort("trait", "value", "side", "participant_id")


def _count(group: pl.DataFrame) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Participants of each side, and those of each side and value; a participant may have several."""
    sizes = {side: group.filter(pl.col("side") == side)["participant_id"].n_unique() for side in ("A", "B")}
    counted = group.group_by("side", "value").agg(n=pl.col("participant_id").n_unique())
    return sizes, {(row["side"], row["value"]): row["n"] for row in counted.to_dicts()}


def _modalities(materials: Materials) -> Iterator[Spread]:
    """The modality, in each wave."""
    names = materials.names
    counts = materials.published.read("confounders")
    for wave in names.waves:
        rows = counts.filter(pl.col("wave") == wave).to_dicts()
        found = {
            (row["side"], names.modality(row["modality"])): row["n_participants"] for row in rows if row["modality"]
        }
        sizes = {side: sum(row["n_participants"] for row in rows if row["side"] == side) for side in ("A", "B")}
        where = materials.words("in_wave", wave=names.wave(wave)) if len(names.waves) > 1 else ""
        if found:
            yield Spread(materials.words("variable_modality"), where, found, sizes)


def _traits(materials: Materials) -> Iterator[Spread]:
    for (trait,), group in read_traits(materials).group_by("trait", maintain_order=True):
        sizes, counts = _count(group)
        yield Spread(str(trait), "", counts, sizes, own_values(counts, sizes))


def widest(counts: dict[tuple[str, str], int], sizes: dict[str, int], least: float = LOPSIDED) -> str:
    """The value whose share differs most between the sides; empty where none does by ``least`` and two people."""
    if not sizes["A"] or not sizes["B"]:
        return ""
    gaps = {
        value: abs(counts.get(("A", value), 0) / sizes["A"] - counts.get(("B", value), 0) / sizes["B"])
        for _, value in counts
    }
    found = min(gaps, key=lambda value: (-gaps[value], value), default="")
    wide = max(least, 2 / min(sizes.values())) - 1e-9
    return found if found and gaps[found] >= wide else ""


def own_values(counts: dict[tuple[str, str], int], sizes: dict[str, int]) -> tuple[int, int] | None:
    """How many of each side have a value that the other side does not have, where nearly all do (``NEARLY_ALL``).

    None where fewer do, or where no value is that of several people: values of one person each, such as a firm, tell
    the sides apart by themselves.
    """
    shared = {value for side, value in counts if side == "A"} & {value for side, value in counts if side == "B"}
    own = {side: sum(n for (at, value), n in counts.items() if at == side and value not in shared) for side in "AB"}
    several = any(n > 1 for n in counts.values())
    nearly = all(sizes[side] and own[side] >= NEARLY_ALL * sizes[side] for side in "AB")
    return (own["A"], own["B"]) if several and nearly else None


def _lopsided(materials: Materials, code: str, spread: Spread, value: str) -> str:
    whole = materials.numbers.whole
    return materials.words(
        code,
        trait=capital(spread.trait),
        value=value,
        where=spread.where,
        n_a=whole(spread.counts.get(("A", value), 0)),
        n_b=whole(spread.counts.get(("B", value), 0)),
        asked_a=whole(spread.sizes["A"]),
        asked_b=whole(spread.sizes["B"]),
    )


def _apart(materials: Materials, spread: Spread) -> str:
    assert spread.own is not None
    whole = materials.numbers.whole
    people = {"n_a": whole(spread.own[0]), "n_b": whole(spread.own[1])}
    asked = {"asked_a": whole(spread.sizes["A"]), "asked_b": whole(spread.sizes["B"])}
    return materials.words("no_common_value", trait=capital(spread.trait), **people, **asked)


def capital(text: str) -> str:
    """The first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]
