"""What the validation of a stage does: quality views in, results out."""

from __future__ import annotations

from tasks.shards import Order, Shard
from tasks.validation.expectations import validate_stage as validate_kernel


def validate_stage(order: Order) -> Shard:
    """Hold the quality views of the stage that the order names against its suites."""
    shard = Shard()
    study = {"roles": list(order.config.groups), "waves": list(order.config.waves)}
    shard.add("validation_results", validate_kernel(order.extras["stage"], order.tables, study=study))
    return shard
