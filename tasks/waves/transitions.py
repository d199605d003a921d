"""Indicators and participants from wave to wave: who changed, who stayed, who was no longer there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb

import polars as pl

PANEL_SCHEMA = pl.Schema(
    {
        "participant_id": pl.String(),
        "role": pl.String(),
        "wave": pl.String(),
        "state": pl.String(),
        "interview_id": pl.String(),
    }
)
"""Columns of ``follow_panel``."""

TRANSITION_SCHEMA = pl.Schema(
    {
        "indicator": pl.String(),
        "role": pl.String(),
        "from_wave": pl.String(),
        "to_wave": pl.String(),
        "n_00": pl.Int64(),
        "n_01": pl.Int64(),
        "n_10": pl.Int64(),
        "n_11": pl.Int64(),
        "n_not_asked": pl.Int64(),
        "p": pl.Float64(),
        "p_floor": pl.Float64(),
        "design_floor": pl.Float64(),
        "participants": pl.String(),
    }
)
"""Columns of ``count_transitions``; 0 is absent, 1 present, the earlier wave first."""


def count_transitions(cells: pl.DataFrame, *, waves: Sequence[str]) -> pl.DataFrame:
    """What became of each indicator between two waves: ``TRANSITION_SCHEMA``, per indicator x role x pair of waves.

    ``cells``: ``participant_id``, ``role``, ``wave``, ``indicator``, ``state``, one row a participant, wave and
    indicator (adjudicated). ``waves``: in order of time; each wave is set against every later one. Only participants
    of both waves count; those not asked, or not coded, in one of them are in ``n_not_asked``; those not asked in
    either do not count. ``p`` is the exact McNemar test, two-sided (McNemar 1947; binomial on those who changed),
    ``p_floor`` the least p with this number of changes, ``design_floor`` the least with this number of participants:
    below six of them nothing reaches .05. The three are empty where nobody can be followed. ``participants`` names
    those who changed, separated by spaces.
    """
    pairs = [_paired(cells, earlier, later) for earlier, later in combinations(waves, 2)]
    paired = pl.concat([_NO_PAIR, *pairs])
    stay = pl.col("before") == pl.col("after")
    was, known = pl.col("before"), pl.col("before").is_not_null() & pl.col("after").is_not_null()
    counted = paired.group_by("indicator", "role", "from_wave", "to_wave", maintain_order=True).agg(
        n_00=(known & stay & ~was).sum(),
        n_01=(known & ~stay & ~was).sum(),
        n_10=(known & ~stay & was).sum(),
        n_11=(known & stay & was).sum(),
        n_not_asked=(~known).sum(),
        participants=pl.col("participant_id").filter(known & ~stay).sort().str.join(" "),
    )
    tests = [_tests(row["n_00"] + row["n_11"], row["n_01"], row["n_10"]) for row in counted.iter_rows(named=True)]
    floors = pl.DataFrame(tests, schema=_TEST_SCHEMA, orient="row")
    return counted.with_columns(floors).select(TRANSITION_SCHEMA.names()).cast(TRANSITION_SCHEMA)


def mcnemar_exact(*, n_01: int, n_10: int) -> float:
    """Exact McNemar test, two-sided: how far from even the changes one way and the other are; 1 without any change."""
    n_changes = n_01 + n_10
    tail = sum(comb(n_changes, count) for count in range(min(n_01, n_10) + 1))
    return min(1.0, float(Fraction(2 * tail, 1 << n_changes)))


def follow_panel(interviews: pl.DataFrame, *, waves: Sequence[str]) -> pl.DataFrame:
    """Who was there in which wave: ``PANEL_SCHEMA``, per participant x wave.

    ``interviews``: ``interview_id``, ``participant_id``, ``role``, ``wave``; ``waves``: in order of time. ``state``
    is ``present``, ``left`` (there before, not since), ``absent`` (comes later) or ``missing`` (between two
    presences). A wave in which nobody of the role has been interviewed has not taken place: nobody left before it.
    Sorted by participant, then wave.
    """
    held = {(role, wave) for role, wave in interviews.select("role", "wave").iter_rows()}
    rows: list[tuple[str, str, str, str, str]] = []
    for (participant_id, role), group in interviews.sort("participant_id", "role").group_by(
        "participant_id", "role", maintain_order=True
    ):
        there: dict[str, str] = dict(group.select("wave", "interview_id").sort("wave", "interview_id").iter_rows())
        taking_place = [wave for wave in waves if (role, wave) in held]
        for wave, state in _presence(taking_place, there):
            rows.append((str(participant_id), str(role), wave, state, there.get(wave, "")))
    return pl.DataFrame(rows, schema=PANEL_SCHEMA, orient="row")


_NO_PAIR = pl.DataFrame(
    schema={
        "indicator": pl.String(),
        "role": pl.String(),
        "from_wave": pl.String(),
        "to_wave": pl.String(),
        "participant_id": pl.String(),
        "before": pl.Boolean(),
        "after": pl.Boolean(),
    }
)

_TEST_SCHEMA = pl.Schema({"p": pl.Float64(), "p_floor": pl.Float64(), "design_floor": pl.Float64()})


def _paired(cells: pl.DataFrame, earlier: str, later: str) -> pl.DataFrame:
    """Participants of both waves, indicator by indicator: whether present; null where not asked or not coded."""
    keys = ["participant_id", "role", "indicator"]
    before = cells.filter(pl.col("wave") == earlier).select(*keys, state_before="state")
    after = cells.filter(pl.col("wave") == later).select(*keys, state_after="state")
    both = before.join(after, on=keys, maintain_order="left")
    never_asked = (pl.col("state_before") == "not_asked") & (pl.col("state_after") == "not_asked")
    return both.filter(~never_asked).select(
        "indicator",
        "role",
        pl.lit(earlier).alias("from_wave"),
        pl.lit(later).alias("to_wave"),
        "participant_id",
        _bears("state_before").alias("before"),
        _bears("state_after").alias("after"),
    )


def _bears(column: str) -> pl.Expr:
    return pl.col(column).replace_strict({"present": True, "absent": False}, default=None, return_dtype=pl.Boolean)


def _tests(n_unchanged: int, n_01: int, n_10: int) -> tuple[float | None, float | None, float | None]:
    n_changes = n_01 + n_10
    if n_unchanged + n_changes == 0:
        return None, None, None
    return (
        mcnemar_exact(n_01=n_01, n_10=n_10),
        mcnemar_exact(n_01=n_changes, n_10=0),
        mcnemar_exact(n_01=n_changes + n_unchanged, n_10=0),
    )


def _presence(waves: Sequence[str], there: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each wave that took place with the state of one participant, who was ``there`` in some."""
    places = [place for place, wave in enumerate(waves) if wave in there]
    for place, wave in enumerate(waves):
        if wave in there:
            yield wave, "present"
        elif not places or place < places[0]:
            yield wave, "absent"
        else:
            yield wave, "left" if place > places[-1] else "missing"
