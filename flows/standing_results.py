"""Results that stand although what comes before was done again: the step would read the very rows that it read last.

A key tells of what a step reads by the result of the step that wrote it. A line of the study’s dictionary that says
what was read already changes where tokens have their readings from, and no row that the classification
reads. So the steps of the whole study, which are long and few, hold what they would read against what they read last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import polars as pl

from flows.plan import Due, StoredResult, parse_results
from flows.step_graph import Step
from tasks.step_cache import StepKey
from tasks.warehouse import Warehouse, hash_rows

_INPUTS = "step_inputs"
_RESULTS = "step_results"
_OF_ANOTHER = "result of "
"""How the parts of a key begin that tell of other steps' results."""


class StandingResults:
    """Knows what the steps of the whole study read now and read last."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._read: dict[str, str] = {}
        """Step → hash of what it reads in this run."""

    def take_over(
        self, step: Step, due: Sequence[Due], results: Mapping[tuple[str, str], StoredResult]
    ) -> dict[tuple[str, str], StoredResult]:
        """Keep under their new keys the results of ``due`` that stand; gives them."""
        if not due or not compares_inputs(step):
            return {}
        self._read[step.name] = hash_rows({name: self._warehouse.read(name) for name in step.reads})
        kept: dict[tuple[str, str], StoredResult] = {}
        for one in due:
            if one.key is not None and self._stands(step, one.key, results.get((step.name, one.unit))):
                kept |= self._rekeyed(one, one.key)
        return kept

    def note(self, step: Step) -> None:
        """Keep what the step's result was made of, in the transaction that commits it."""
        if step.name in self._read:
            row = pl.DataFrame({"step": [step.name], "input_hash": [self._read[step.name]]})
            self._warehouse.replace(_INPUTS, row, step=step.name)

    def _stands(self, step: Step, key: StepKey, stored: StoredResult | None) -> bool:
        """Whether only other steps' results moved the key, and the rows behind them are those read last."""
        if stored is None or not all(part.startswith(_OF_ANOTHER) for part in key.changed(stored.key_parts)):
            return False
        return self._warehouse.read(_INPUTS, step=step.name)["input_hash"].to_list() == [self._read[step.name]]

    def _rekeyed(self, due: Due, key: StepKey) -> dict[tuple[str, str], StoredResult]:
        row = self._warehouse.read(_RESULTS, step=due.step.name, unit=due.unit).with_columns(
            step_key=pl.lit(key.digest),
            key_parts=pl.lit(json.dumps(dict(key.parts), ensure_ascii=False, sort_keys=True)),
        )
        with self._warehouse.transaction():
            self._warehouse.replace(_RESULTS, row, step=due.step.name, unit=due.unit)
        return parse_results(row.to_dicts())


def compares_inputs(step: Step) -> bool:
    """Whether a step's inputs are held against those of its last result: of the whole study, nothing of the vault."""
    return not step.per_interview and not (step.opens or step.recalls or step.seals)
