"""Goals that participants set, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from dashboards.addresses import of_turn, page
from dashboards.alphabet import sort_key
from dashboards.charts.goal_squares import draw_goal_squares
from dashboards.contexts.parts import Column, Figure, Link, Mention, Quote, Statement, Table
from dashboards.contexts.waves import GoalContext, GoalSetterContext
from dashboards.excerpts import quote_cut
from dashboards.materials import Materials
from dashboards.sections.mark_quotes import complete_sentence

GOALS_PAGE = "waves"
ALL = "all"
"""All modalities together, in ``goal_counts``."""
OUTCOMES = ("reached", "partly", "kept", "changed", "not_reached", "abandoned", "no_outcome")
"""In the order of reading."""


def goal_anchor(participant: str, place: int) -> str:
    """Id of a goal, by its participant and its place among theirs."""
    return f"goal-{participant}-{place}"


def read_outcomes(materials: Materials) -> pl.DataFrame:
    """Rows of ``goal_outcomes`` with ``label``, ``anchor``; in the order of the study's people and waves."""
    names = materials.names
    states = materials.published.read("goal_states")
    label = (
        states.filter(pl.col("label") != "")
        .sort("wave_number")
        .group_by("participant_id", "goal")
        .agg(pl.col("label").first())
    )
    outcomes = materials.published.read("goal_outcomes").join(label, on=["participant_id", "goal"], how="left")
    sides = {role: side for side, role in names.roles.items()}
    order = {wave: place for place, wave in enumerate(names.waves)}
    rows = sorted(
        outcomes.with_columns(label=pl.coalesce("label", "goal")).to_dicts(),
        key=lambda row: (
            sides.get(row["role"], ""),
            sort_key(names.participant(row["participant_id"])),
            order.get(row["set_wave"], len(order)),
            row["goal"],
        ),
    )
    anchored = []
    seen: dict[str, int] = {}
    for row in rows:
        seen[row["participant_id"]] = seen.get(row["participant_id"], 0) + 1
        anchored.append({**row, "anchor": goal_anchor(row["participant_id"], seen[row["participant_id"]])})
    return pl.DataFrame(anchored)


def brief_goals(materials: Materials, outcomes: pl.DataFrame) -> Iterator[Statement]:
    """How many were set, and how they came out."""
    if outcomes.is_empty():
        return
    words, whole = materials.words, materials.numbers.whole
    told = words("list_comma").join(count_outcomes(materials, outcomes))
    text = words.count(
        "brief_goals",
        outcomes.height,
        whole(outcomes.height),
        people=count_setters(materials, outcomes),
        outcomes=told,
    )
    yield Statement(text, (Mention("", (Link(words("see_goals"), page(GOALS_PAGE, "goals")),)),))


def count_setters(materials: Materials, outcomes: pl.DataFrame) -> str:
    """« 8 personnes »: who set goals."""
    people = outcomes["participant_id"].n_unique()
    return materials.words.count("people", people, materials.numbers.whole(people))


def count_outcomes(materials: Materials, outcomes: pl.DataFrame) -> tuple[str, ...]:
    """« atteint : 5 », for each outcome that there is; ``outcomes``: rows of ``goal_outcomes``."""
    words, counts = materials.words, dict(outcomes.group_by("outcome").len().iter_rows())
    return tuple(
        words("goal_count", n=materials.numbers.whole(counts[outcome]), outcome=words.of("goal", outcome))
        for outcome in OUTCOMES
        if counts.get(outcome)
    )


def draw_goals(materials: Materials, outcomes: pl.DataFrame) -> Iterator[Figure]:
    """For each side that set goals: outcomes by the modality of the interview in which they were set."""
    words, names = materials.words, materials.names
    counts = materials.published.read("goal_counts")
    for side, role in sorted(names.roles.items()):
        own = outcomes.filter(pl.col("role") == role) if outcomes.height else outcomes
        if own.is_empty():
            continue
        told = [outcome for outcome in OUTCOMES if outcome in set(own["outcome"])]
        modalities = own["modality"].unique().sort().to_list()
        heads = pl.DataFrame({"outcome": told, "head": [words.of("goal", outcome) for outcome in told]})
        yield materials.figure(
            f"goals-{side.lower()}",
            draw_goal_squares(_squares(materials, own, modalities), heads),
            _counted(materials, counts.filter(pl.col("role") == role), modalities),
            title=words("title_goal_figure", side=names.side(side), letter=side),
            reading=words(
                "reading_goals",
                n=materials.numbers.whole(own.height),
                people=count_setters(materials, own),
            ),
        )


def _squares(materials: Materials, own: pl.DataFrame, modalities: list[str]) -> pl.DataFrame:
    words, whole = materials.words, materials.numbers.whole
    sizes = dict(own.group_by("modality").len().iter_rows())
    rows = [
        {
            "row": modalities.index(row["modality"]),
            "label": words.count(
                "goals_of",
                sizes[row["modality"]],
                whole(sizes[row["modality"]]),
                modality=_modality(materials, row["modality"]),
            ),
            "outcome": row["outcome"],
            "description": words(
                "mark_goal",
                who=materials.names.participant(row["participant_id"]),
                label=row["label"],
                outcome=words.of("goal", row["outcome"]),
            ),
            "href": page(GOALS_PAGE, row["anchor"]),
        }
        for row in own.to_dicts()
    ]
    return pl.DataFrame(rows)


def _modality(materials: Materials, modality: str) -> str:
    return materials.names.modality(modality) if modality else materials.words("not_told")


def _counted(materials: Materials, counts: pl.DataFrame, modalities: list[str]) -> Table:
    """Outcomes by modality, from the published counts."""
    words, whole = materials.words, materials.numbers.whole
    found = {(row["outcome"], row["modality"]): row["n"] for row in counts.to_dicts()}
    sets = {row["modality"]: row["n_set"] for row in counts.to_dicts()}
    shown = [*modalities, ALL]
    rows = [
        (words.of("goal", outcome), *(whole(found.get((outcome, one), 0)) for one in shown)) for outcome in OUTCOMES
    ]
    rows.append((words("goals_set"), *(whole(sets.get(one, 0)) for one in shown)))
    columns = (
        Column(words("head_outcome")),
        *(Column(_modality(materials, one), numeric=True) for one in modalities),
        Column(words("head_all_modalities"), numeric=True),
    )
    return Table(words("caption_goals"), columns, tuple(rows))


def list_setters(materials: Materials, outcomes: pl.DataFrame) -> tuple[GoalSetterContext, ...]:
    """Participants who set goals, each goal with its words."""
    if outcomes.is_empty():
        return ()
    quotes = _quotes(materials)
    setters = []
    for (participant,), rows in outcomes.group_by("participant_id", maintain_order=True):
        first = rows.row(0, named=True)
        modalities = [_modality(materials, one) for one in rows["modality"].unique(maintain_order=True)]
        setters.append(
            GoalSetterContext(
                who=materials.names.participant(str(participant)),
                remark=materials.words(
                    "setter_remark", group=materials.names.group(first["role"]), modality=", ".join(modalities)
                ),
                goals=tuple(_goal(materials, row, quotes) for row in rows.to_dicts()),
            )
        )
    return tuple(setters)


def _goal(materials: Materials, row: Mapping[str, str], quotes: Mapping[tuple[str, str], list[Quote]]) -> GoalContext:
    return GoalContext(
        anchor=row["anchor"],
        goal=row["label"],
        outcome=materials.words.of("goal", row["outcome"]),
        kind=row["outcome"].replace("_", "-"),
        why=_why_unknown(materials, row) if row["outcome"] == "no_outcome" else "",
        told=tuple(quotes.get((row["participant_id"], row["goal"]), ())),
    )


def _why_unknown(materials: Materials, row: Mapping[str, str]) -> str:
    """Why nothing is known of a goal: set too late, its participant not met again, or met and not asked."""
    words, waves = materials.words, list(materials.names.waves)
    later = waves[waves.index(row["set_wave"]) + 1 :] if row["set_wave"] in waves else []
    if not later:
        return words("why_last_wave")
    met = {told for told in materials.names.interviews.values() if told[1] in later}
    return words("why_not_asked" if any(row["participant_id"] == one for one, _ in met) else "why_not_met")


def _quotes(materials: Materials) -> dict[tuple[str, str], list[Quote]]:
    """Participant and goal → words in which it was told, wave by wave; each says what it told."""
    turns = materials.published.read("masked_turns").select("interview_id", "turn", "text")
    evidence = materials.published.read("goal_evidence").filter(pl.col("turn") > 0)
    states = materials.published.read("goal_states").filter(pl.col("interview_id") != "")
    told = states.join(evidence, on=["interview_id", "goal"]).join(turns, on=["interview_id", "turn"])
    found: dict[tuple[str, str], list[Quote]] = {}
    for row in told.sort("participant_id", "goal", "wave_number", "turn", "start_at").to_dicts():
        found.setdefault((row["participant_id"], row["goal"]), []).append(
            Quote(
                text=quote_cut(row["text"], row["start_at"], complete_sentence(row["text"], row["end_at"])),
                who=materials.names.interview(row["interview_id"]),
                place=materials.words("quote_place", turn=materials.numbers.whole(row["turn"])),
                note=materials.words.of("goal", row["state"]),
                href=of_turn(row["interview_id"], row["turn"]),
            )
        )
    return found
