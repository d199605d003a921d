"""The Prefect task of each step, by the step's name."""

from __future__ import annotations

from prefect import Task

from tasks.anonymisation import steps as anonymisation
from tasks.grid import steps as grid
from tasks.ingestion import steps as ingestion
from tasks.lexicon import steps as lexicon
from tasks.mirror import steps as mirror
from tasks.validation import steps as validation
from tasks.waves import steps as waves

TASKS: dict[str, Task[[str], str]] = {
    task.name: task
    for task in (
        ingestion.list_participants,
        ingestion.read_interviews,
        ingestion.read_codebook,
        ingestion.read_grids,
        ingestion.read_goals,
        anonymisation.name_identities,
        anonymisation.find_identities,
        anonymisation.mask_interviews,
        anonymisation.check_leaks,
        anonymisation.anchor_quotes,
        anonymisation.check_release,
        lexicon.read_words,
        lexicon.annotate_interviews,
        lexicon.classify_segments,
        lexicon.profile_classes,
        lexicon.score_specificities,
        grid.total_grid,
        mirror.contrast_indicators,
        mirror.contrast_lexicon,
        mirror.choose_quotes,
        waves.follow_panel,
        waves.count_transitions,
        waves.count_goals,
        validation.validate_stage,
    )
}
