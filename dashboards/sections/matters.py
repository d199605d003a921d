"""What stages told and validations found, put together: one matter a fact, in the words of those who do the study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboards.contexts.parts import Link
from dashboards.contexts.quality import Matter
from dashboards.materials import Materials
from dashboards.sections.case_links import link_cases
from dashboards.sections.cases import Case
from dashboards.sections.coder_agreement import count_agreement, tell_alone
from dashboards.sections.unmarked import CODE as UNMARKED
from dashboards.sections.unmarked import count_unmarked, list_unmarked, tell_unmarked

Heading = Literal["aside", "todo", "known"]
OPEN = 6
"""Links that stand in the page without being unfolded."""
_SPACES = re.compile(r"(\s)")
GRAVE = ("stop", "set_aside")


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that several codes tell; its words stand for theirs."""

    title: str
    """Message of the title; the advice is ``<title>_advice``."""
    codes: tuple[str, ...]
    """Of findings and of expectations."""
    counts: str = ""
    """Message of what is counted in it (``_one``, ``_many``); interviews only where empty."""
    heading: Heading = "todo"
    details: bool = False
    """Whether each case is told in full, too."""


TOPICS = (
    Topic("todo_speakers", ("speakers_guessed", "speaker_markers_confirmed")),
    Topic("todo_names", ("names_possible",), "todo_names_n"),
    Topic("todo_unknown", ("words_unknown",), details=True),
    Topic("todo_consent", ("consent_assumed",)),
    Topic("todo_coders", ("coders_agree",), "todo_coders_n"),
    Topic("todo_cells", ("cells_are_coded",), "todo_cells_n"),
    Topic(
        "todo_quotes",
        ("quote_not_found", "goal_quote_not_found", "grid_quotes_found", "goal_quotes_found"),
        details=True,
    ),
    Topic("todo_files", ("file_missing", "announced_interviews_read"), "n_interviews"),
    Topic(
        "todo_rows",
        (
            *("row_without_id", "row_without_file", "row_without_role", "id_malformed", "id_used_twice"),
            *("date_unreadable", "gender_unreadable", "modality_unknown", "interview_is_dated"),
        ),
        "todo_rows_n",
        details=True,
    ),
    Topic("todo_totals", ("grid_total_differs", "printed_totals_agree"), details=True),
    Topic("todo_exclusive", ("grid_exclusive_both", "exclusive_sets_respected"), details=True),
    Topic("todo_not_asked", ("grid_mark_not_asked", "marks_were_asked"), details=True),
    Topic(
        "known_numbers",
        (
            *("codebook_observable_number_missing", "codebook_observable_number_twice"),
            *("codebook_indicator_number_missing", "codebook_indicator_number_twice"),
        ),
        "known_numbers_n",
        "known",
        details=True,
    ),
    Topic("known_unmarked", (UNMARKED,), heading="known"),
    Topic("aside_consent", ("consent_missing", "consent_withdrawn", "consent_is_noted"), heading="aside"),
)
ADVICE = {
    "todo_speakers": "todo_speakers_advice",
    "todo_names": "todo_names_advice",
    "todo_unknown": "todo_unknown_advice",
    "todo_consent": "todo_consent_advice",
    "todo_coders": "todo_coders_advice",
    "todo_cells": "todo_cells_advice",
    "todo_quotes": "todo_quotes_advice",
    "todo_files": "todo_files_advice",
    "todo_rows": "todo_rows_advice",
    "todo_totals": "todo_totals_advice",
    "todo_exclusive": "todo_exclusive_advice",
    "todo_not_asked": "todo_not_asked_advice",
    "known_numbers": "known_numbers_advice",
    "known_unmarked": "known_unmarked_advice",
    "aside_consent": "aside_consent_advice",
}


def list_matters(materials: Materials, cases: Sequence[Case]) -> dict[Heading, tuple[Matter, ...]]:
    """Matters under their heading: those that several codes tell in the order of ``TOPICS``, then the others."""
    headed: dict[Heading, list[Matter]] = {"aside": [], "todo": [], "known": []}
    topical = {code for topic in TOPICS for code in topic.codes}
    for topic in TOPICS:
        here = [case for case in cases if case.code in topic.codes]
        if here:
            headed[topic.heading].append(_of_topic(materials, topic, here))
    for code in dict.fromkeys(case.code for case in cases if case.code not in topical):
        here = [case for case in cases if case.code == code]
        headed[_heading(here[0].severity)].append(_of_code(materials, here))
    return {heading: tuple(matters) for heading, matters in headed.items()}


def title_case(materials: Materials, case: Case) -> str:
    """The title of the matter that a case belongs to."""
    for topic in TOPICS:
        if case.code in topic.codes:
            return materials.words(topic.title)
    return case.bare.partition(". ")[0].rstrip(".")


def _heading(severity: str) -> Heading:
    return "aside" if severity in GRAVE else "known" if severity == "note" else "todo"


def _of_topic(materials: Materials, topic: Topic, cases: Sequence[Case]) -> Matter:
    words, whole = materials.words, materials.numbers.whole
    counted = [_subjects(materials, cases)]
    if topic.counts:
        n = sum(case.n for case in cases)
        counted.insert(0, words.count(topic.counts, n, whole(n)))
    lines = tuple(dict.fromkeys(case.said for case in cases)) if topic.details else ()
    if topic.title == "known_unmarked":
        found = list_unmarked(materials, cases)
        counted.insert(0, count_unmarked(materials, found))
        lines = tell_unmarked(materials, found)
    advice = [words(ADVICE[topic.title])]
    if topic.title == "todo_coders":
        cells = materials.published.read("grid_cells")
        advice.extend(tell_alone(materials, count_agreement(cells)))
    return _matter(
        materials,
        title=words(topic.title),
        count=", ".join(filter(None, counted)),
        advice=" ".join(advice),
        links=link_cases(materials, cases),
        lines=lines,
    )


def _of_code(materials: Materials, cases: Sequence[Case]) -> Matter:
    """A matter in the words of its message: first sentence, then the rest."""
    texts = list(dict.fromkeys(case.bare for case in cases))
    title, _, advice = _common(texts).partition(". ")
    return _matter(
        materials,
        title=title.rstrip("."),
        count=_subjects(materials, cases),
        advice=advice,
        links=link_cases(materials, cases),
        lines=tuple(dict.fromkeys(case.said for case in cases)) if len(texts) > 1 else (),
    )


def _matter(
    materials: Materials, *, title: str, count: str, advice: str, links: tuple[Link, ...], lines: tuple[str, ...]
) -> Matter:
    fold = materials.words("show_cases") if lines or len(links) > OPEN else ""
    return Matter(title, count, advice, () if lines else links, lines, fold)


def _common(texts: Sequence[str]) -> str:
    """What texts of one message share; words that differ become an ellipsis."""
    split = [_SPACES.split(text) for text in texts]
    if len({len(parts) for parts in split}) > 1:
        return texts[0]
    return "".join(parts[0] if len(set(parts)) == 1 else "…" for parts in zip(*split, strict=True))


def _subjects(materials: Materials, cases: Iterable[Case]) -> str:
    """How many interviews, or people announced, it concerns; nothing where it concerns none of them."""
    words, whole, known = materials.words, materials.numbers.whole, set(materials.names.interviews)
    subjects = {case.subject for case in cases}
    interviews = len(subjects & known)
    if interviews:
        return words.count("n_interviews", interviews, whole(interviews))
    if all(case.code == "file_missing" for case in cases):
        return words.count("n_people", len(subjects), whole(len(subjects)))
    return ""
