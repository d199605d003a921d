"""Who spoke: interviews, participants and words read."""

from __future__ import annotations

import polars as pl

from dashboards.contexts.parts import Table, Tile
from dashboards.materials import Materials


def count_tiles(materials: Materials, interviews: pl.DataFrame, n_analysed: int) -> tuple[Tile, ...]:
    words, whole = materials.words, materials.numbers.whole
    counted = [
        ("tile_interviews", interviews.height),
        ("tile_analysed", n_analysed),
        ("tile_participants", interviews["participant_id"].n_unique()),
        ("tile_words", int(interviews["n_words_interviewee"].sum())),
    ]
    return tuple(Tile(whole(n), words.count(code, n, whole(n))) for code, n in counted)


def spread_table(materials: Materials, interviews: pl.DataFrame) -> Table:
    names, whole = materials.names, materials.numbers.whole
    groups = (
        interviews.group_by("side", "wave", "modality")
        .agg(
            people=pl.col("participant_id").n_unique(),
            n=pl.len(),
            words=pl.col("n_words_interviewee").sum(),
        )
        .to_dicts()
    )
    order = {wave: place for place, wave in enumerate(names.waves)}
    groups.sort(key=lambda row: (row["side"], order[row["wave"]], row["modality"]))
    rows = [
        (
            f"{row['side']} · {names.side(row['side'])}",
            names.wave(row["wave"]),
            names.modality(row["modality"]) if row["modality"] else materials.words("not_told"),
            whole(row["people"]),
            whole(row["n"]),
            whole(row["words"]),
        )
        for row in groups
    ]
    heads = ("head_side", "head_wave", "head_modality", "head_participants", "head_interviews", "head_words_spoken")
    return materials.table("caption_spread", heads, rows, numeric_from=3)


def interviews_table(materials: Materials, interviews: pl.DataFrame, analysed: set[str]) -> Table:
    names, words, numbers = materials.names, materials.words, materials.numbers
    order = {wave: place for place, wave in enumerate(names.waves)}
    read = sorted(
        interviews.to_dicts(),
        key=lambda row: (row["side"], names.participant(row["participant_id"]), order[row["wave"]]),
    )
    rows = [
        (
            names.participant(row["participant_id"]),
            names.wave(row["wave"]),
            names.modality(row["modality"]) if row["modality"] else words("not_told"),
            numbers.day(row["held_on"]),
            _format(row["format"], row["encoding"]),
            words("speakers_told" if row["speakers_confirmed"] else "speakers_guessed"),
            words.of("consent", row["consent"]),
            words("yes" if row["interview_id"] in analysed else "no"),
            numbers.whole(row["n_turns"]),
            numbers.whole(row["n_words_interviewee"]),
            numbers.whole(row["n_words"]),
        )
        for row in read
    ]
    heads = (
        *("head_participant", "head_wave", "head_modality", "head_day", "head_format", "head_speakers", "head_consent"),
        *("head_analysed", "head_turns", "head_words_spoken", "head_words_all"),
    )
    return materials.table("caption_interviews", heads, rows, numeric_from=8)


def _format(name: str, encoding: str) -> str:
    return f"{name}, {encoding}" if encoding else name


def reading_notes(materials: Materials, interviews: pl.DataFrame) -> list[str]:
    words, whole = materials.words, materials.numbers.whole
    facts = [
        ("note_guessed", interviews.filter(~pl.col("speakers_confirmed"))),
        ("note_consent_assumed", interviews.filter(pl.col("consent") == "assumed")),
        ("note_consent_missing", interviews.filter(pl.col("consent") == "missing")),
        ("note_unassigned", interviews.filter(pl.col("n_words_unassigned") > 0)),
    ]
    notes = [words.count(code, rows.height, whole(rows.height)) for code, rows in facts if rows.height]
    kept = materials.names.values.get("masking.keep", "").split()
    return [*notes, words("note_kept", kinds=", ".join(words.of("kept", kind) for kind in kept))] if kept else notes
