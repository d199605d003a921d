"""What goes with the side: modality, wave and other traits that are not spread alike."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.contexts.parts import Column, Table
from dashboards.materials import Materials

LOPSIDED = 0.5
"""Gap of shares from which a trait is said to go with the side."""
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


def warn_of_confounding(materials: Materials) -> tuple[str, ...]:
    """A sentence for each trait that (nearly) goes with the side."""
    return (*_modalities(materials), *_traits(materials))


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


def _modalities(materials: Materials) -> Iterator[str]:
    """The modality that goes most with the side, in each wave."""
    names = materials.names
    counts = materials.published.read("confounders")
    for wave in names.waves:
        rows = counts.filter(pl.col("wave") == wave).to_dicts()
        found = {
            (row["side"], names.modality(row["modality"])): row["n_participants"] for row in rows if row["modality"]
        }
        sizes = {side: sum(row["n_participants"] for row in rows if row["side"] == side) for side in ("A", "B")}
        worst = widest(found, sizes)
        if worst:
            called = materials.words("variable_modality")
            where = materials.words("in_wave", wave=names.wave(wave)) if len(names.waves) > 1 else ""
            yield _lopsided(materials, called, worst, found, sizes, where)


def _traits(materials: Materials) -> Iterator[str]:
    for (trait,), group in read_traits(materials).group_by("trait", maintain_order=True):
        sizes, counts = _count(group)
        if own := own_values(counts, sizes):
            whole = materials.numbers.whole
            people = {"n_a": whole(own[0]), "n_b": whole(own[1])}
            asked = {"asked_a": whole(sizes["A"]), "asked_b": whole(sizes["B"])}
            yield materials.words("no_common_value", trait=trait, **people, **asked)
        elif worst := widest(counts, sizes):
            yield _lopsided(materials, str(trait), worst, counts, sizes, "")


def widest(counts: dict[tuple[str, str], int], sizes: dict[str, int]) -> str:
    """The value whose share differs most between the sides; empty where none does by ``LOPSIDED`` and two people."""
    if not sizes["A"] or not sizes["B"]:
        return ""
    gaps = {
        value: abs(counts.get(("A", value), 0) / sizes["A"] - counts.get(("B", value), 0) / sizes["B"])
        for _, value in counts
    }
    found = min(gaps, key=lambda value: (-gaps[value], value), default="")
    least = max(LOPSIDED, 2 / min(sizes.values())) - 1e-9
    return found if found and gaps[found] >= least else ""


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


def _lopsided(
    materials: Materials,
    trait: str,
    value: str,
    counts: dict[tuple[str, str], int],
    sizes: dict[str, int],
    where: str,
) -> str:
    whole = materials.numbers.whole
    return materials.words(
        "lopsided",
        trait=trait,
        value=value,
        where=where,
        n_a=whole(counts.get(("A", value), 0)),
        n_b=whole(counts.get(("B", value), 0)),
        asked_a=whole(sizes["A"]),
        asked_b=whole(sizes["B"]),
    )
