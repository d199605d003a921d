"""Who spoke: people, interviews, words; who is missing, and what was guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from dashboards.addresses import of_turn, page
from dashboards.alphabet import sort_key
from dashboards.charts.people_dots import draw_people_dots
from dashboards.contexts.overview import Said
from dashboards.contexts.parts import Cell, Column, Figure, Link, Table, Tile
from dashboards.materials import Materials

ASIDE, AWAY = "\N{NO-BREAK SPACE}aside", "\N{NO-BREAK SPACE}away"
"""Columns beside the modalities: read but not analysed, not met in this wave."""
NAMED = 12
"""Interviews named in a sentence; more are counted only."""

Row = Mapping[str, Any]


def plain_name(name: str) -> str:
    """What a group is called in the middle of a sentence: « Accompagnantes » → « accompagnantes »."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def count_tiles(materials: Materials, interviews: pl.DataFrame) -> tuple[Tile, ...]:
    """People, interviews, words."""
    words, whole = materials.words, materials.numbers.whole
    counted = [
        ("tile_participants", interviews["participant_id"].n_unique(), ""),
        ("tile_interviews", interviews.height, page("interviews")),
        ("tile_waves", interviews["wave"].n_unique(), page("waves")),
        ("tile_words", int(materials.published.read("word_totals")["n_words"].sum()), page("words")),
    ]
    return tuple(Tile(whole(n), words.count(code, n, whole(n)), href) for code, n, href in counted)


def draw_people(materials: Materials, interviews: pl.DataFrame) -> Figure:
    """A dot an interview; in columns of their own those read but not analysed, and the people not met in a wave."""
    words, names = materials.words, materials.names
    dots = [*_met(materials, interviews), *_away(materials)]
    columns = _columns(materials, dots)
    bands = sorted({(row["side"], row["wave"]) for row in dots}, key=lambda one: (one[0], _place(materials, one[1])))
    order = {key: place for place, key in enumerate(columns)}
    drawn = pl.DataFrame(
        [
            {**row, "band": bands.index((row["side"], row["wave"])), "column": order[row["key"]]}
            for row in sorted(dots, key=lambda row: sort_key(row["who"]))
        ]
    )
    called = [_band(materials, side, wave) for side, wave in bands]
    chart = draw_people_dots(
        pl.DataFrame({"band": range(len(bands)), "label": called}, schema={"band": pl.Int64, "label": pl.String}),
        pl.DataFrame({"column": range(len(columns)), "label": list(columns.values())}),
        drawn,
    )
    rows, totals = [], materials.published.read("word_totals")
    for (side, wave), label in zip(bands, called, strict=True):
        here = [row for row in dots if (row["side"], row["wave"]) == (side, wave)]
        said = totals.filter((pl.col("side") == side) & (pl.col("wave") == wave))["n_words"].sum()
        counts = [materials.numbers.whole(sum(row["key"] == key for row in here)) for key in columns]
        rows.append((label, *counts, materials.numbers.whole(int(said))))
    heads = (
        Column(words("head_side")),
        *(Column(label, numeric=True) for label in columns.values()),
        Column(words("head_words_spoken"), numeric=True),
    )
    return materials.figure(
        "people",
        chart,
        Table(words("caption_spread"), heads, tuple(rows)),
        title=words("title_people"),
        reading=words("reading_people") if len(names.waves) > 1 else words("reading_people_once"),
        legend=materials.sides_legend(),
    )


def _band(materials: Materials, side: str, wave: str) -> str:
    named = f"{side} · {materials.names.side(side)}"
    return f"{named}, {materials.names.wave(wave)}" if len(materials.names.waves) > 1 else named


def _met(materials: Materials, interviews: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Interviews read, as dots."""
    analysed = set(materials.published.read("analysed_interviews")["interview_id"])
    for row in interviews.to_dicts():
        interview, cited = row["interview_id"], materials.names.interview(row["interview_id"])
        counts = interview in analysed
        modality = materials.names.modality(row["modality"]) if row["modality"] else materials.words("not_told")
        yield {
            "side": row["side"],
            "wave": row["wave"],
            "key": row["modality"] if counts else ASIDE,
            "who": cited,
            "solid": counts,
            "description": materials.words("mark_person" if counts else "mark_person_aside", who=cited, how=modality),
            "href": of_turn(interview) if counts else page("quality"),
        }


def _away(materials: Materials) -> Iterator[dict[str, Any]]:
    """People of the panel who were not met in a wave, as dots."""
    panel, names = materials.published.read("panel"), materials.names
    sides = {role: side for side, role in names.roles.items()}
    if panel["wave"].n_unique() < 2:
        return
    for row in panel.filter(pl.col("state") != "present").to_dicts():
        who = names.participant(row["participant_id"])
        state = materials.words.of("panel", row["state"])
        yield {
            "side": sides.get(row["role"], "A"),
            "wave": row["wave"],
            "key": AWAY,
            "who": who,
            "solid": False,
            "description": materials.words("mark_person_away", who=who, state=state),
            "href": page("waves", "panel"),
        }


def _columns(materials: Materials, dots: list[dict[str, Any]]) -> dict[str, str]:
    """Key → label: modalities in the order of their names, then those who are not there."""
    words, keys = materials.words, {row["key"] for row in dots}
    told = sorted(keys - {ASIDE, AWAY, ""})
    columns = {key: materials.names.modality(key) for key in told}
    if "" in keys:
        columns[""] = words("not_told") if told else words("head_interviews")
    return columns | {key: words(code) for key, code in ((ASIDE, "head_aside"), (AWAY, "head_away")) if key in keys}


def tell_sides(materials: Materials, interviews: pl.DataFrame) -> Iterator[Said]:
    """People and interviews of each side, and how many spoke more than once."""
    words, names, whole = materials.words, materials.names, materials.numbers.whole
    totals = materials.published.read("word_totals")
    for side in ("A", "B"):
        rows = interviews.filter(pl.col("side") == side)
        people = rows["participant_id"].n_unique()
        facts = {"people": whole(people), "group": plain_name(names.side(side)), "side": side}
        counted = totals.filter(pl.col("side") == side)["n_words"]
        spoken = whole(round(int(counted.sum()) / max(1, counted.len())))
        yield Said(words.count("spoke_side", rows.height, whole(rows.height), words=spoken, **facts))
    if len(names.waves) > 1:
        again = interviews.group_by("participant_id").agg(n=pl.col("wave").n_unique()).filter(pl.col("n") > 1).height
        said = words.count("spoke_again", again, whole(again)) if again else words("spoke_once")
        yield Said(said, (Link(words("more_panel"), page("waves", "panel")),))


def tell_missing(materials: Materials, interviews: pl.DataFrame) -> Iterator[Said]:
    """Interviews announced, read and left out, guessed, assumed."""
    words, whole = materials.words, materials.numbers.whole
    findings = materials.published.read("findings")
    absent = findings.filter(pl.col("code") == "file_missing").height
    if absent:
        link = Link(words("page_quality"), page("quality"))
        yield Said(words.count("missing_files", absent, whole(absent)), (link,))
    analysed = set(materials.published.read("analysed_interviews")["interview_id"])
    facts = [
        ("missing_analysis", interviews.filter(~pl.col("interview_id").is_in(list(analysed)))),
        ("missing_speakers", interviews.filter(~pl.col("speakers_confirmed"))),
    ]
    for code, rows in facts:
        if rows.height:
            named = rows["interview_id"].to_list() if rows.height <= NAMED else []
            links = tuple(Link(materials.names.interview(one), of_turn(one)) for one in named)
            yield Said(words.count(code, rows.height, whole(rows.height)), links)
    if kept := len(materials.without_consent()):
        yield Said(words.count("missing_consent", kept, whole(kept)), (Link(words("page_quality"), page("quality")),))
    assumed = interviews.filter(pl.col("consent") == "assumed").height
    if assumed:
        yield Said(words.count("missing_assumed", assumed, whole(assumed)))


def list_interviews(materials: Materials, interviews: pl.DataFrame) -> Table:
    """Interview by interview; the first column leads to the words."""
    names, words, numbers = materials.names, materials.words, materials.numbers
    analysed = set(materials.published.read("analysed_interviews")["interview_id"])
    read = {row["interview_id"]: row for row in interviews.to_dicts()}
    rows = [
        (
            Cell(names.participant(row["participant_id"]), of_turn(interview)),
            names.wave(row["wave"]),
            names.modality(row["modality"]) if row["modality"] else words("not_told"),
            numbers.day(row["held_on"]),
            f"{row['format']}, {row['encoding']}" if row["encoding"] else row["format"],
            words("speakers_told" if row["speakers_confirmed"] else "speakers_guessed"),
            words.of("consent", row["consent"]),
            words("yes" if interview in analysed else "no"),
            numbers.whole(row["n_turns"]),
            numbers.whole(row["n_words_interviewee"]),
            numbers.whole(row["n_words"]),
        )
        for interview in materials.interviews()
        for row in (read[interview],)
    ]
    heads = (
        *("head_participant", "head_wave", "head_modality", "head_day", "head_format", "head_speakers", "head_consent"),
        *("head_analysed", "head_turns", "head_words_spoken", "head_words_all"),
    )
    return materials.table("caption_interviews", heads, rows, numeric_from=8)


def _place(materials: Materials, wave: str) -> int:
    return materials.names.waves.index(wave) if wave in materials.names.waves else len(materials.names.waves)
