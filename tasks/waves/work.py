"""What the steps of the waves do: the same people again, later."""

from __future__ import annotations

import polars as pl

from tasks.grid.totals import adjudicate
from tasks.grid.work import analysed_cells
from tasks.shards import Order, Shard
from tasks.waves.goals import count_outcomes
from tasks.waves.transitions import count_transitions as transition_kernel
from tasks.waves.transitions import follow_panel as panel_kernel


def follow_panel(order: Order) -> Shard:
    """Say who was there in which wave."""
    shard = Shard()
    shard.add("panel", panel_kernel(order.tables["analysed_interviews"], waves=list(order.config.waves)))
    return shard


def count_transitions(order: Order) -> Shard:
    """Say what became of each indicator from wave to wave."""
    cells = analysed_cells(order.tables["grid_cells"], order.tables["analysed_interviews"])
    judged = adjudicate(cells).cells.select("participant_id", "role", "wave", "indicator", "state")
    shard = Shard()
    found = transition_kernel(judged, waves=list(order.config.waves))
    shard.add("transitions", found.filter(pl.sum_horizontal("n_00", "n_01", "n_10", "n_11", "n_not_asked") > 0))
    return shard


def count_goals(order: Order) -> Shard:
    """Count what became of the goals that were set."""
    shard = Shard()
    shard.add("goal_counts", count_outcomes(order.tables["goal_outcomes"]))
    return shard
