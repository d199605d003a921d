"""The steps of a study, in order: what each reads, writes and depends on. This is the way of the data, as data.

A step's work is the function of its name in ``tasks.<stage>.work``; its Prefect task, of the same name, is in
``tasks.<stage>.steps``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tasks.table_catalogue import published_tables

Stage = Literal["ingestion", "anonymisation", "lexicon", "grid", "mirror", "waves", "publication"]
STAGES: tuple[Stage, ...] = ("ingestion", "anonymisation", "lexicon", "grid", "mirror", "waves", "publication")

Extra = Literal["files", "participants", "names", "codebook", "grids", "goals", "interviews", "dictionary"]
"""What a step reads that is no table: incoming files, the study's own files, the list of interviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step."""

    name: str
    doing: str
    """What progress says meanwhile."""
    stage: Stage
    per_interview: bool = False
    """Works on one interview at a time (in batches); otherwise on the whole study."""
    reads: tuple[str, ...] = ()
    """Tables and views of the warehouse."""
    opens: tuple[str, ...] = ()
    """Tables of the vault."""
    recalls: tuple[str, ...] = ()
    """Tables of the vault that it wrote itself before and must stay true to (pseudonyms once given)."""
    writes: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    extras: tuple[Extra, ...] = ()
    parameters: tuple[str, ...] = ()
    """Keys of ``study.toml`` that shape the result."""
    data: tuple[str, ...] = ()
    """Folders or files of ``data/`` that shape the result, and sources that are found by entry point, not by import."""
    language_model: bool = False

    @property
    def module(self) -> str:
        """Module of the step's work."""
        return f"tasks.{self.stage}.work"


STEPS: tuple[Step, ...] = (
    Step(
        name="list_participants",
        doing="listing participants",
        stage="ingestion",
        writes=("participants", "participant_attributes"),
        extras=("participants", "interviews"),
        parameters=("groups", "waves", "modalities"),
    ),
    Step(
        name="read_interviews",
        doing="reading interviews",
        stage="ingestion",
        per_interview=True,
        recalls=("interview_versions",),
        writes=("interviews", "turn_spans", "interview_asides"),
        seals=("originals", "collections", "original_turns", "turn_events", "interview_versions"),
        extras=("files", "interviews"),
        parameters=("speakers", "guides", "groups", "themes"),
    ),
    Step(
        name="read_codebook",
        doing="reading the codebook",
        stage="ingestion",
        writes=("indicators", "indicator_pairs"),
        extras=("codebook",),
        parameters=("groups", "waves", "themes"),
    ),
    Step(
        name="read_grids",
        doing="reading grids",
        stage="ingestion",
        reads=("interviews",),
        writes=("grid_cells", "printed_totals"),
        seals=("original_quotes",),
        extras=("codebook", "grids"),
        parameters=("grids", "groups", "waves", "themes"),
    ),
    Step(
        name="read_goals",
        doing="reading goals",
        stage="ingestion",
        reads=("interviews",),
        writes=("goal_states",),
        seals=("original_goal_quotes",),
        extras=("goals",),
        parameters=("goals",),
    ),
    Step(
        name="name_identities",
        doing="choosing pseudonyms",
        stage="anonymisation",
        reads=("participants",),
        opens=("original_turns",),
        writes=("citation_labels",),
        recalls=("identities",),
        seals=("identities",),
        extras=("participants", "names"),
        parameters=("seed", "groups"),
        data=("data/names",),
    ),
    Step(
        name="find_identities",
        doing="finding identities",
        stage="anonymisation",
        per_interview=True,
        reads=("interviews",),
        opens=("original_turns", "identities"),
        recalls=("identity_mentions", "masks_to_review"),
        seals=("identity_mentions", "masks_to_review"),
        parameters=("masking.keep", "masking.reviewed"),
        data=("data/names",),
    ),
    Step(
        name="mask_interviews",
        doing="masking",
        stage="anonymisation",
        per_interview=True,
        opens=("original_turns", "identity_mentions"),
        writes=("masked_turns", "replacements"),
    ),
    Step(
        name="check_leaks",
        doing="checking that nothing identifying is left",
        stage="anonymisation",
        per_interview=True,
        reads=("masked_turns", "replacements"),
        opens=("identities",),
        writes=("leaks",),
        parameters=("masking.keep",),
        data=("data/names",),
    ),
    Step(
        name="anchor_quotes",
        doing="anchoring coders' quotes",
        stage="anonymisation",
        reads=("masked_turns", "interviews"),
        opens=("original_turns", "original_quotes", "original_goal_quotes", "identity_mentions"),
        recalls=("quote_anchors", "marks_to_review"),
        writes=("mark_evidence", "goal_evidence"),
        seals=("quote_anchors", "marks_to_review"),
    ),
    Step(
        name="read_words",
        doing="reading words",
        stage="lexicon",
        per_interview=True,
        reads=("masked_turns", "read_turns", "readings", "lemma_votes"),
        writes=("readings", "lemma_votes", "read_turns"),
        parameters=("lexicon.pipeline", "lexicon.placeholders"),
        data=("tasks/language/edit_trees.py",),
        language_model=True,
    ),
    Step(
        name="annotate_interviews",
        doing="annotating words and cutting segments",
        stage="lexicon",
        per_interview=True,
        reads=("readings", "replacements", "masked_turns"),
        writes=("tokens", "segments"),
        extras=("dictionary",),
        parameters=(
            "lexicon.segment_words",
            "lexicon.active_pos",
            "lexicon.supplementary",
            "lexicon.count",
            "lexicon.leave_out",
            "lexicon.max_unknown",
        ),
    ),
    Step(
        name="classify_segments",
        doing="classifying segments",
        stage="lexicon",
        reads=("segment_forms", "segments", "analysed_interviews"),
        writes=("active_forms", "class_splits", "segment_classes", "classes"),
        parameters=(
            "lexicon.min_form_count",
            "lexicon.classes",
            "lexicon.min_segment_forms",
            "lexicon.min_class_share",
        ),
    ),
    Step(
        name="profile_classes",
        doing="profiling classes",
        stage="lexicon",
        reads=("segment_forms", "segment_classes", "active_forms", "analysed_interviews"),
        writes=("class_profiles", "class_variables", "typical_segments"),
    ),
    Step(
        name="score_specificities",
        doing="scoring specificities",
        stage="lexicon",
        reads=("lemma_counts", "word_totals"),
        writes=("specificities",),
        parameters=("groups", "lexicon.min_form_count"),
    ),
    Step(
        name="total_grid",
        doing="totalling the grid",
        stage="grid",
        reads=("grid_cells", "indicators", "analysed_interviews", "printed_totals"),
        writes=("flat_reading",),
        extras=("codebook",),
        parameters=("groups", "waves", "themes"),
    ),
    Step(
        name="contrast_indicators",
        doing="comparing indicators of the two sides",
        stage="mirror",
        reads=("grid_cells", "indicator_pairs", "analysed_interviews"),
        writes=("indicator_contrasts",),
        parameters=("mirror.alpha", "waves"),
    ),
    Step(
        name="contrast_lexicon",
        doing="comparing words of the two sides",
        stage="mirror",
        reads=("lemma_counts", "word_totals", "analysed_interviews"),
        writes=("lexical_contrasts",),
        parameters=("mirror.max_exact", "mirror.sampled", "seed", "waves", "lexicon.min_form_count"),
    ),
    Step(
        name="choose_quotes",
        doing="choosing quotes",
        stage="mirror",
        reads=("segment_forms", "segments", "masked_turns", "specificities", "analysed_interviews"),
        writes=("mirror_quotes",),
        parameters=("themes", "mirror.quotes"),
    ),
    Step(
        name="follow_panel",
        doing="following the panel",
        stage="waves",
        reads=("analysed_interviews", "participants"),
        writes=("panel",),
        parameters=("waves",),
    ),
    Step(
        name="count_transitions",
        doing="counting transitions",
        stage="waves",
        reads=("grid_cells", "indicators", "analysed_interviews"),
        writes=("transitions",),
        parameters=("waves",),
    ),
    Step(
        name="count_goals",
        doing="counting what became of goals",
        stage="waves",
        reads=("goal_outcomes",),
        writes=("goal_counts",),
    ),
    Step(
        name="publish",
        doing="publishing",
        stage="publication",
        reads=tuple(table.name for table in published_tables() if table.store == "warehouse"),
        parameters=(
            "name",
            "language",
            "groups",
            "waves",
            "modalities",
            "themes",
            "lexicon",
            "mirror",
            "masking.keep",
            "seed",
        ),
        data=("dashboards", "data/messages", "sql"),
        # the page of the method names what read the words
        language_model=True,
    ),
)

STEP_BY_NAME = {step.name: step for step in STEPS}
WRITER: dict[str, Step] = {table: step for step in STEPS for table in (*step.writes, *step.seals)}


def steps_until(stage: Stage) -> tuple[Step, ...]:
    """The steps of all stages up to ``stage``."""
    last = STAGES.index(stage)
    return tuple(step for step in STEPS if STAGES.index(step.stage) <= last)
