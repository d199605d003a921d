"""The words of the page in one language, from ``data/messages/pages/``."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.messages import Language, load_chapter, say

FAMILIES = {
    "consent": ("given", "assumed", "missing"),
    "kept": ("date", "number", "url", "place", "organisation"),
    "holds": (
        "citation_labels",
        "goal_evidence",
        "mark_evidence",
        "masked_turns",
        "replacements",
        "flat_reading",
        "grid_cells",
        "indicator_pairs",
        "indicators",
        "printed_totals",
        "interviews",
        "participant_attributes",
        "participants",
        "active_forms",
        "class_profiles",
        "class_splits",
        "class_variables",
        "classes",
        "segment_classes",
        "segments",
        "specificities",
        "typical_segments",
        "indicator_contrasts",
        "lexical_contrasts",
        "mirror_quotes",
        "catalogue",
        "provenance",
        "study",
        "findings",
        "validation_results",
        "goal_counts",
        "goal_states",
        "panel",
        "transitions",
        "analysed_interviews",
        "finding_evidence",
        "class_roles",
        "segment_texts",
        "word_counts",
        "word_places",
        "word_totals",
        "particle_counts",
        "confounders",
        "goal_outcomes",
    ),
    "serves": (
        *("miroir", "python", "duckdb", "numpy", "scipy", "polars"),
        *("simplemma", "spacy", "thinc", "spacy-lookups-data", "pipeline"),
    ),
    "counted": ("hesitations", "false_starts", "events"),
    "left_out": ("particles",),
    "masked": ("person", "place", "organisation", "phone", "email", "address", "url", "number", "date"),
    "kind": ("word", "number", "hesitation", "false_start", "event", "placeholder"),
    "pos": (
        "NOUN",
        "VERB",
        "ADJ",
        "ADV",
        "PRON",
        "DET",
        "ADP",
        "AUX",
        "CCONJ",
        "SCONJ",
        "INTJ",
        "NUM",
        "PROPN",
        "PART",
        "X",
    ),
    "severity": ("stop", "set_aside", "warn", "note"),
    "stage": ("ingestion", "anonymisation", "lexicon", "grid", "mirror", "waves", "publication"),
    "reason": ("no_active_form", "too_few_forms", "small_class", "forms_dropped"),
    "relation": ("same", "mirrored", "only_a", "only_b"),
    "verdict": ("difference", "no_difference_shown", "cannot_tell", "no_data", "uncorrected", "everyone"),
    "method": ("exact", "sampled"),
    "state": ("present", "absent", "not_asked", "not_coded", "disputed_counted", "disputed"),
    "panel": ("present", "left", "absent", "missing"),
    "goal": (*("set", "reached", "partly", "kept", "changed", "not_reached", "abandoned", "not_asked", "no_outcome"),),
    "variable": ("role", "wave", "modality"),
    "why": ("question", "words"),
    "speaker": ("interviewee", "interviewer", "other"),
}
"""Words of the published tables that the page translates: message ``<family>_<word>``."""


@dataclass(frozen=True, slots=True)
class Words:
    """Says messages of the page; what the catalogue lacks shows as its code, which a test forbids."""

    language: Language

    def __call__(self, code: str, **details: object) -> str:
        """The message of ``code`` with its parameters put in."""
        return say("pages", code, self.language, details)

    def count(self, code: str, n: int, shown: str, **details: object) -> str:
        """The message ``<code>_one`` or ``<code>_many`` for the number ``n``, written ``shown``."""
        single = n < 2 if self.language == "fr" else n == 1
        return self(f"{code}_one" if single else f"{code}_many", n=shown, **details)

    def of(self, family: str, word: str) -> str:
        """The message of a word of a published table; the word itself where the catalogue has none."""
        code = f"{family}_{word}"
        return self(code) if code in load_chapter("pages") else word

    def finding(self, code: str, details: dict[str, object]) -> str:
        """What a stage told."""
        return say("findings", code, self.language, details)

    def expectation(self, code: str, details: dict[str, object]) -> str:
        """What a validation asks."""
        return say("expectations", code, self.language, details)
