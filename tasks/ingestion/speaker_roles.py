"""Who asks and who answers, from labels: by the study's word, the format's, else by the label, else by the talk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.folding import count_words
from tasks.ingestion.labels import joint_parts, label_key
from tasks.ingestion.role_rules import Roles, Talk, given_roles, guessed_roles, sum_talks
from tasks.records import Speaker, Turn

MAX_UNASSIGNED_SHARE = 0.2
"""A file with a larger share of its words outside of the two roles is not read as an interview."""
MAX_SPEAKERS = 40
"""A file with more labels is no interview, or its marks are not speakers'."""

RULES = (
    "given",
    "remaining",
    "format",
    "near_given",
    "word",
    "bold",
    "near_word",
    "letter",
    "questions",
    "words",
    "most_words",
    "near_label",
)
"""Why a label bears a role, surest first: the study gives it; it is the only one left beside given ones; the format or
the mark itself says it; it is one slip off a given one; it is a word for a speaker; it is the bold; it is one slip off
such a word; a letter; share of questions; share of words; it says most of several that are left, or is of their
series; it may be another form of a label that bears one."""

CONFIRMED_BY = frozenset({"given", "remaining"})


@dataclass(frozen=True, slots=True)
class LabelRole:
    """What a label was taken for."""

    label: str
    """As first written."""
    speaker: Speaker
    why: str
    """The rule, one of ``RULES``, or ``other`` for a label without a role."""


@dataclass(frozen=True, slots=True)
class SpeakerAssignment:
    """Turns with their speakers."""

    turns: tuple[Turn, ...]
    confirmed: bool
    """The study gave the labels of both roles, or of one with a single label left: nothing was guessed."""
    why: str
    """The least sure of ``RULES`` that either role rests on; empty where a role is missing."""
    roles: tuple[LabelRole, ...]
    """In order of first appearance."""
    problem: str = ""
    """``no_speakers``, ``one_speaker``, ``too_many_speakers``, ``too_much_unassigned``, or empty."""
    unassigned_share: float = 0.0
    """Share of words in turns of others and outside of turns."""


def assign_speakers(
    turns: Sequence[Turn],
    *,
    interviewer: Collection[str] = (),
    interviewee: Collection[str] = (),
    other: Collection[str] = (),
    roles: Mapping[str, Speaker] | None = None,
    answers_only: bool = False,
    words_outside: int = 0,
) -> SpeakerAssignment:
    """Set the speaker of every turn.

    Labels that the study gives are taken as given, then those that the format gives; where only those of one role are
    in the file, the label that says most of the rest bears the other. Without them: words for speakers (a slip of one
    letter counts, ``Checheur``), letters (``E``/``R``), then of the two who say most the one with the larger share of
    question turns, and last the one with fewer words asks. Ties go to the label that appears first. Whoever bears
    neither role is ``other``. What several say together (``E1 et E2``) bears the role that all of them have; said by
    one who asks and one who answers, it is neither's: ``other``.

    Args:
        turns: turns as cut, speakers not set.
        interviewer: labels of those who ask.
        interviewee: labels of those who answer.
        other: labels of third persons.
        roles: label → role, where the format or the marks say it (``SpeakerTurns.roles``).
        answers_only: the format leaves the interviewer out, so that a single speaker is the interviewee.
        words_outside: words of the file in no turn (the preamble), counted as unassigned.
    """
    talks = sum_talks(turns)
    if len(talks) > MAX_SPEAKERS:
        return _without_roles(turns, talks, "too_many_speakers")
    given: dict[Speaker, Collection[str]] = {"interviewer": interviewer, "interviewee": interviewee, "other": other}
    found = _roles(talks, given, roles or {}, answers_only=answers_only)
    named = tuple(LabelRole(talk.label, *found.get(key, ("other", "other"))) for key, talk in talks.items())
    set_turns = tuple(replace(turn, speaker=found.get(label_key(turn.label), ("other", ""))[0]) for turn in turns)
    needed: set[Speaker] = {"interviewee"} if answers_only and len(talks) == 1 else {"interviewer", "interviewee"}
    if not needed <= {role.speaker for role in named}:
        return SpeakerAssignment(set_turns, False, "", named, "one_speaker" if turns else "no_speakers")
    why = _least_sure(named)
    share = _unassigned_share(set_turns, words_outside)
    problem = "too_much_unassigned" if share > MAX_UNASSIGNED_SHARE else ""
    # a label taken for a form of another one is a guess, however sure that one is
    confirmed = why in CONFIRMED_BY and all(role.why != "near_label" for role in named)
    return SpeakerAssignment(set_turns, confirmed, why, named, problem, share)


def _roles(
    talks: Mapping[str, Talk],
    given: Mapping[Speaker, Collection[str]],
    formats: Mapping[str, Speaker],
    *,
    answers_only: bool,
) -> Roles:
    joint = {key: parts for key, talk in talks.items() if (parts := _known_parts(talk.label, talks, given))}
    single = {key: talk for key, talk in talks.items() if key not in joint}
    if answers_only and len(single) == 1:
        key = next(iter(single))
        named = key in {label_key(label) for label in given["interviewee"]}
        return {key: ("interviewee", "given" if named else "format")}
    third = {label_key(label) for label in given["other"]}
    settled: Roles = {key: ("other", "given") for key in single if key in third}
    found = given_roles(single, given, formats) or guessed_roles(single, settled)
    for key, parts in joint.items():
        rules = [found.get(part, ("other", "other")) for part in parts]
        if rules[0][0] != "other" and len({speaker for speaker, _ in rules}) == 1:
            found[key] = (rules[0][0], max((why for _, why in rules), key=RULES.index))
    return found


def _known_parts(label: str, talks: Mapping[str, Talk], given: Mapping[Speaker, Collection[str]]) -> tuple[str, ...]:
    """Give the keys of those who speak together under a label: none where the study names it, or one of them is new."""
    parts = tuple(label_key(part) for part in joint_parts(label))
    named = any(label_key(label) == label_key(one) for labels in given.values() for one in labels)
    return parts if parts and not named and all(part in talks for part in parts) else ()


def _without_roles(turns: Sequence[Turn], talks: Mapping[str, Talk], problem: str) -> SpeakerAssignment:
    nobody = tuple(LabelRole(talk.label, "other", "other") for talk in talks.values())
    return SpeakerAssignment(tuple(turns), False, "", nobody, problem, 1.0)


def _least_sure(named: Sequence[LabelRole]) -> str:
    """Give the less sure of the rules that the two roles rest on, each by the surest of its labels."""
    rules: dict[Speaker, int] = {}
    for role in named:
        if role.speaker != "other":
            at = RULES.index(role.why)
            rules[role.speaker] = min(at, rules.get(role.speaker, at))
    return RULES[max(rules.values())]


def _unassigned_share(turns: Sequence[Turn], words_outside: int) -> float:
    counts = [(turn.speaker, count_words(turn.text)) for turn in turns]
    unassigned = words_outside + sum(words for speaker, words in counts if speaker == "other")
    total = words_outside + sum(words for _, words in counts)
    return unassigned / total if total else 0.0
