"""Goals and traits of the invented study's people: what its published file would hold of them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.dashboards.example_people import ROLES, Row, list_interviews

GOALS = (
    ("B1", "compost", "faire un compost", "reached"),
    ("B1", "haie", "planter une haie", "partly"),
    ("B2", "puits", "", "not_reached"),
    ("B5", "serre", "monter une serre", ""),
)
"""Participant, goal, label, state told in wave 2 (empty: not met again)."""
OUTCOMES = ("reached", "partly", "kept", "changed", "not_reached", "abandoned", "no_outcome")


def goal_rows() -> dict[str, Sequence[Row]]:
    """What is told of the goals, its words, the counts."""
    states: list[Row] = []
    evidence: list[Row] = []
    for participant, goal, label, later in GOALS:
        told = [("1", "set"), *([("2", later)] if later else [])]
        for wave, state in told:
            interview = f"{participant}-{wave}"
            place = {"interview_id": interview, "goal": goal}
            names = {"participant_id": participant, "label": label, "coder": "CL"}
            states.append({**place, **names, "wave": wave, "wave_number": int(wave), "state": state})
            evidence.append({**place, "turn": 2, "start_at": 0, "end_at": 12})
    return {"goal_states": states, "goal_evidence": evidence, "goal_counts": _counts()}


def _counts() -> list[Row]:
    """By hand: numbers 1 to 5 of side B are met by telephone."""
    counted = {"reached": 1, "partly": 1, "not_reached": 1, "no_outcome": 1}
    return [
        {"role": ROLES["B"], "modality": modality, "outcome": outcome, "n": counted.get(outcome, 0), "n_set": 4}
        for modality in ("telephone", "all")
        for outcome in OUTCOMES
    ]


def attribute_rows() -> dict[str, Sequence[Row]]:
    """Who led the interview: Zoé all those of A and one of B; and a trait of which the sides share no value."""
    rows = []
    for interview, _, side, number, _ in list_interviews():
        led = "Zoé" if side == "A" or number == 1 else "Léo"
        rows.append({"interview_id": interview, "attribute": "enquêteur", "value": led})
        garden = f"{side}{number % 2}"
        rows.append({"interview_id": interview, "attribute": "parcelle", "value": garden})
    return {"participant_attributes": rows}
