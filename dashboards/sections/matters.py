"""What stages told and validations found, put together: one matter a fact, in the words of those who do the study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dashboards.addresses import of_indicator, of_turn
from dashboards.contexts.parts import Link
from dashboards.contexts.quality import Matter
from dashboards.materials import Materials, parse_details

Heading = Literal["aside", "todo", "known"]
WHOLE_STUDY = "study"
OPEN = 6
"""Links that stand in the page without being unfolded."""
GRAVE = ("stop", "set_aside")
_SUBJECT = "\N{REPLACEMENT CHARACTER}"
_BEFORE_COLON = re.compile(rf"^.{{0,40}}?{_SUBJECT}[^:]{{0,60}}?\s?:\s+")
_IN_BRACKETS = re.compile(r"\s\([^()]*(study\.toml|\[\w+\])[^()]*\)")
"""Where a setting stands: of no use to those who do the study."""
_LINE = re.compile(r"\bl\. (?=\d)")


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
    Topic("known_unmarked", ("grid_observable_unmarked",), "known_unmarked_n", "known", details=True),
    Topic("aside_consent", ("consent_missing", "consent_is_noted"), heading="aside"),
)
ADVICE = {
    "todo_speakers": "todo_speakers_advice",
    "todo_names": "todo_names_advice",
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
COUNTED = {"names_possible": "count"}
"""Findings whose details say how many places they speak of."""


@dataclass(frozen=True, slots=True)
class Case:
    """One line of what was told."""

    code: str
    severity: str
    subject: str
    said: str
    """In full, with its subject."""
    bare: str
    """Without it."""
    turns: tuple[int, ...]
    n: int
    """Places it speaks of."""


def read_cases(materials: Materials) -> tuple[Case, ...]:
    """Findings and validations that did not hold."""
    found = [_of_finding(materials, row) for row in materials.published.read("findings").to_dicts()]
    results = materials.published.read("validation_results")
    return (*found, *(_of_result(materials, row) for row in results.to_dicts() if not row["held"]))


def _of_finding(materials: Materials, row: Mapping[str, Any]) -> Case:
    details = parse_details(row["details"]) | {"place": _place(materials, row["place"])}
    code = row["code"]
    turns = tuple(int(turn) for turn in re.findall(r"\d+", str(details.get("turns", ""))))
    n = details.get(COUNTED.get(code, ""), 1)
    return Case(
        code,
        row["severity"],
        row["subject"],
        materials.words.finding(code, {**details, "subject": call_subject(materials, row["subject"])}),
        strip_subject(materials.words.finding(code, {**details, "subject": _SUBJECT})),
        turns,
        int(str(n)),
    )


def _of_result(materials: Materials, row: Mapping[str, Any]) -> Case:
    code, observed = row["expectation"], row["observed"]
    counts = observed is not None and observed >= 1
    return Case(
        code,
        row["severity"],
        row["subject"],
        materials.words.expectation(code, {**row, "subject": call_subject(materials, row["subject"])}),
        strip_subject(materials.words.expectation(code, {**row, "subject": _SUBJECT})),
        (),
        round(observed) if counts else 1,
    )


def strip_subject(text: str) -> str:
    """A message without the subject that it begins with, as a sentence of its own."""
    bare = _IN_BRACKETS.sub("", _BEFORE_COLON.sub("", text)).replace(_SUBJECT, "…").strip()
    return bare[:1].upper() + bare[1:]


def _place(materials: Materials, place: str) -> str:
    return _LINE.sub(materials.words("line_of_table"), place)


def call_subject(materials: Materials, subject: str) -> str:
    """Whom it concerns: interviews and participants as cited, observables and indicators by their label."""
    if subject in ("", WHOLE_STUDY):
        return materials.words("whole_study")
    return _labels(materials).get(subject) or materials.names.interview(subject)


def _labels(materials: Materials) -> dict[str, str]:
    rows = materials.published.read("indicators").to_dicts()
    return {row["observable"]: row["observable_label"] for row in rows} | {
        row["indicator"]: row["label"] for row in rows
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


def _heading(severity: str) -> Heading:
    return "aside" if severity in GRAVE else "known" if severity == "note" else "todo"


def _of_topic(materials: Materials, topic: Topic, cases: Sequence[Case]) -> Matter:
    words, whole = materials.words, materials.numbers.whole
    counted = [_subjects(materials, cases)]
    if topic.counts:
        n = sum(case.n for case in cases)
        counted.insert(0, words.count(topic.counts, n, whole(n)))
    lines = tuple(dict.fromkeys(case.said for case in cases)) if topic.details else ()
    return _matter(
        materials,
        title=words(topic.title),
        count=", ".join(filter(None, counted)),
        advice=words(ADVICE[topic.title]),
        links=_links(materials, cases),
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
        links=_links(materials, cases),
        lines=tuple(dict.fromkeys(case.said for case in cases)) if len(texts) > 1 else (),
    )


def _matter(
    materials: Materials, *, title: str, count: str, advice: str, links: tuple[Link, ...], lines: tuple[str, ...]
) -> Matter:
    fold = materials.words("show_cases") if lines or len(links) > OPEN else ""
    return Matter(title, count, advice, () if lines else links, lines, fold)


def _common(texts: Sequence[str]) -> str:
    """What texts of one message share; words that differ become an ellipsis."""
    split = [text.split(" ") for text in texts]
    if len({len(parts) for parts in split}) > 1:
        return texts[0]
    return " ".join(parts[0] if len(set(parts)) == 1 else "…" for parts in zip(*split, strict=True))


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


def _links(materials: Materials, cases: Iterable[Case]) -> tuple[Link, ...]:
    """Subjects once, in the order of the study; turns that a finding names follow their interview."""
    turns: dict[str, list[int]] = {}
    for case in cases:
        turns.setdefault(case.subject, []).extend(case.turns)
    order = {name: place for place, name in enumerate(materials.interviews())}
    ranked = sorted(turns, key=lambda one: (order.get(one, len(order)), one))
    return tuple(link for one in ranked if one not in ("", WHOLE_STUDY) for link in _link(materials, one, turns[one]))


def _link(materials: Materials, subject: str, turns: Sequence[int]) -> Iterator[Link]:
    called = call_subject(materials, subject)
    if subject in materials.names.interviews:
        yield Link(called, of_turn(subject))
        for turn in sorted(set(turns)):
            yield Link(materials.words("turn_short", n=materials.numbers.whole(turn)), of_turn(subject, turn))
    else:
        borne = materials.published.read("grid_cells", indicator=subject, state="present").height
        yield Link(called, of_indicator(subject) if borne else "")
