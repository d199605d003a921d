"""What changed from wave to wave, in a few words: who came back, indicators, goals, new words."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import polars as pl

from dashboards.addresses import of_turn, page
from dashboards.alphabet import sort_key
from dashboards.contexts.overview import Card, Said
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.sections.class_moves import list_moves, name_ends
from dashboards.sections.goals import count_outcomes, count_setters
from dashboards.sections.pairs import read_codebook
from dashboards.sections.reading import plain_name
from dashboards.sections.transitions import Changes, count_doubtful

MOVED = 4
"""Indicators that are named."""
NEW_WORDS = 10
LEAST_SPEAKERS = 3
CONTENT = ("NOUN", "VERB", "ADJ", "PROPN")
"""Parts of speech of what can be new to speak of."""


def list_changes(materials: Materials) -> tuple[Card, ...]:
    """A card a question; none where there is one wave only."""
    panel = materials.published.read("panel")
    if panel["wave"].n_unique() < 2 or len(materials.held_waves()) < 2:
        return ()
    cards = (_panel(materials, panel), _moved(materials), _classes(materials), _goals(materials), _new_words(materials))
    return tuple(card for card in cards if card)


def _panel(materials: Materials, panel: pl.DataFrame) -> Card:
    words, names = materials.words, materials.names
    there = {
        wave: set(panel.filter((pl.col("wave") == wave) & (pl.col("state") == "present"))["participant_id"])
        for wave in names.waves
    }
    said, again = [], False
    seen: set[str] = set()
    for earlier, later in pairwise(materials.held_waves()):
        seen |= there[earlier]
        kept = there[earlier] & there[later]
        again = again or bool(kept)
        said.append(Said(_met_again(materials, panel, earlier, later, kept, there[earlier])))
        for code, people in (
            ("card_panel_gone", there[earlier] - there[later]),
            ("card_panel_new", there[later] - seen),
        ):
            if people:
                text = words.count(code, len(people), materials.numbers.whole(len(people)), wave=names.wave(later))
                said.append(Said(text, _people(materials, people, later if code == "card_panel_new" else earlier)))
    gone = any(there[earlier] - there[later] for earlier, later in pairwise(materials.held_waves()))
    note = words("card_panel_why") if gone else ""
    note = note if again else words("card_panel_nobody")
    return Card(words("card_panel"), tuple(said), note, Link(words("more_panel"), page("waves", "panel")))


def _people(materials: Materials, people: set[str], wave: str) -> tuple[Link, ...]:
    """Names in alphabetical order, each the way to the interview of the wave."""
    spoken = set(materials.interviews())
    found = {told: interview for interview, told in materials.names.interviews.items() if interview in spoken}
    return tuple(
        Link(materials.names.participant(one), of_turn(found[one, wave]) if (one, wave) in found else "")
        for one in sorted(people, key=lambda one: sort_key(materials.names.participant(one)))
    )


def _met_again(
    materials: Materials, panel: pl.DataFrame, earlier: str, later: str, kept: set[str], before: set[str]
) -> str:
    """How many came back, side by side."""
    names, whole = materials.names, materials.numbers.whole
    roles = dict(panel.select("participant_id", "role").unique().iter_rows())
    sides = [
        materials.words(
            "card_panel_side",
            kept=whole(sum(roles[one] == role for one in kept)),
            n=whole(sum(roles[one] == role for one in before)),
            group=plain_name(names.side(side)),
        )
        for side, role in sorted(names.roles.items())
    ]
    return materials.words(
        "card_panel_again",
        earlier=names.wave(earlier),
        later=names.wave(later),
        kept=whole(len(kept)),
        n=whole(len(before)),
        sides=", ".join(sides),
    )


def followed_transitions(materials: Materials) -> pl.DataFrame:
    """Rows of ``transitions`` of people asked in both waves, with ``n`` (of them), ``changed`` and ``net``."""
    counts = ("n_00", "n_01", "n_10", "n_11")
    return (
        materials.published.read("transitions")
        .with_columns(
            n=pl.sum_horizontal(counts), changed=pl.col("n_01") + pl.col("n_10"), net=pl.col("n_01") - pl.col("n_10")
        )
        .filter(pl.col("n") > 0)
        .join(_successive(materials), on=["from_wave", "to_wave"], maintain_order="left")
    )


def _successive(materials: Materials) -> pl.DataFrame:
    """Each wave held and the next: what moved from the first to the third is told once."""
    schema = {"from_wave": pl.String, "to_wave": pl.String}
    return pl.DataFrame(list(pairwise(materials.held_waves())), schema=schema, orient="row")


def _moved(materials: Materials) -> Card | None:
    words, codebook = materials.words, read_codebook(materials)
    who = Changes(materials, codebook.contested)
    followed = followed_transitions(materials)
    moved = (
        followed.filter(pl.col("net") != 0)
        .with_columns(size=pl.col("net").abs())
        .sort(
            ["size", "n", "changed", "indicator", "role", "from_wave"],
            descending=[True, True, True, False, False, False],
        )
        .head(MOVED)
    )
    if followed.is_empty():
        return None
    said = []
    for row in moved.to_dicts():
        link = codebook.link(codebook.full.get(row["indicator"], row["indicator"]), row["indicator"])
        said.append(Said("", (link,), _moved_words(materials, who, row)))
    nobody = () if said else (Said(words("moved_none")),)
    return Card(
        words("card_moved"),
        (*said, *nobody),
        _moved_note(materials, followed),
        Link(words("more_waves"), page("waves", "changes")),
    )


def _moved_words(materials: Materials, who: Changes, row: Mapping[str, Any]) -> str:
    whole = materials.numbers.whole
    group = plain_name(materials.names.group(row["role"]))
    text = materials.words(
        "moved_in" if row["net"] > 0 else "moved_out",
        n=whole(row["n_01"] if row["net"] > 0 else row["n_10"]),
        back=whole(row["n_10"] if row["net"] > 0 else row["n_01"]),
        total=whole(row["n"]),
        group=group,
    )
    if len(materials.held_waves()) > 2:
        text = materials.words("moved_when", text=text, wave=materials.names.wave(row["to_wave"]))
    doubtful = sum(count_doubtful(people) for people in who.of(row).values())
    return f"{text} {materials.words.count('moved_contested', doubtful, whole(doubtful))}" if doubtful else text


def _moved_note(materials: Materials, followed: pl.DataFrame) -> str:
    numbers = materials.numbers
    floor = min(followed["design_floor"].drop_nulls(), default=None)
    held = followed.filter(pl.col("p") <= materials.alpha).height
    facts = {
        "n": numbers.whole(max(followed["n"])),
        "floor": numbers.floor(floor),
        "alpha": numbers.decimal(materials.alpha, digits=2),
    }
    if floor is not None and floor > materials.alpha:
        return materials.words("moved_floor", **facts)
    return materials.words("moved_tests", held=numbers.whole(held), tests=numbers.whole(followed.height), **facts)


def _classes(materials: Materials) -> Card | None:
    """The classes that moved most, as a description."""
    moves = list_moves(materials)
    if not moves:
        return None
    said = [Said("", (move.name,), move.shares) for move in moves]
    note, more = (
        materials.words("card_classes_note", **name_ends(materials)),
        Link(materials.words("more_classes"), page("classes")),
    )
    return Card(materials.words("card_classes"), tuple(said), note, more)


def _goals(materials: Materials) -> Card | None:
    words, whole = materials.words, materials.numbers.whole
    outcomes = materials.published.read("goal_outcomes")
    if outcomes.is_empty():
        return None
    first = Said(words("card_goals_set", n=whole(outcomes.height), people=count_setters(materials, outcomes)))
    told = (Said(text) for text in count_outcomes(materials, outcomes))
    more = Link(words("see_goals"), page("waves", "goals"))
    return Card(words("card_goals"), (first, *told), words("card_goals_note"), more)


def _new_words(materials: Materials) -> Card | None:
    words, whole, waves = materials.words, materials.numbers.whole, materials.held_waves()
    interviews = materials.published.read("analysed_interviews").filter(pl.col("wave") == waves[-1])
    people = interviews["participant_id"].n_unique()
    least = max(LEAST_SPEAKERS, -(-people // 3))
    rows = list(
        _never_before(materials, waves[-1]).filter(pl.col("people") >= least).head(NEW_WORDS).iter_rows(named=True)
    )
    if people < LEAST_SPEAKERS:
        return None
    links = tuple(
        Link(
            words("word_people", word=row["lemma"], n=whole(row["people"])),
            materials.word_link(row["lemma"], row["pos"]),
        )
        for row in rows
    )
    facts = {"wave": materials.names.wave(waves[-1]), "least": whole(least), "people": whole(people)}
    said = Said(words("new_words" if links else "new_words_none", **facts), links)
    return Card(
        words("card_new_words"),
        (said,),
        words("new_words_note") if links else "",
        Link(words("more_words"), page("waves", "new-words")),
    )


def _never_before(materials: Materials, last: str) -> pl.DataFrame:
    """Words that only interviews of the last wave hold: ``lemma``, ``pos``, ``people``; masked places left out."""
    published = materials.published
    who = published.read("analysed_interviews").select("interview_id", "participant_id", "wave")
    places = published.read("word_places").filter(pl.col("pos").is_in(CONTENT)).join(who, on="interview_id")
    masked = published.read("replacements").select("interview_id", "turn", "start_at", "end_at")
    hidden = places.join(masked, on=["interview_id", "turn"], suffix="_mask").filter(
        (pl.col("start_at") >= pl.col("start_at_mask")) & (pl.col("start_at") < pl.col("end_at_mask"))
    )
    return (
        places.join(hidden, on=["lemma", "pos"], how="anti")
        .group_by("lemma", "pos")
        .agg(
            new=(pl.col("wave") == last).all(),
            people=pl.col("participant_id").n_unique(),
            n=pl.len(),
        )
        .filter("new")
        .sort(["people", "n", "lemma", "pos"], descending=[True, True, False, False])
    )
