"""Who asks and who answers, from labels: by the study's word, else by the label, else by how each one talks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.speakers import BOLD
from tasks.ingestion.vocabulary import (
    INTERVIEWEE_LETTERS,
    INTERVIEWEE_WORDS,
    INTERVIEWER_LETTERS,
    INTERVIEWER_WORDS,
    OTHER_WORDS,
    base_label,
)
from tasks.records import Speaker, Turn

MAX_UNASSIGNED_SHARE = 0.2
"""A file with a larger share of its words outside of the two roles is not read as an interview."""
MIN_QUESTION_MARGIN = 0.2
"""Least difference between two speakers' shares of turns with a question mark that tells who asks."""
MIN_LETTERS_OF_NEAR_WORD = 6
"""Shorter labels one letter away from a word for a speaker are names as often as slips."""

RULES = (
    "given",
    "remaining",
    "near_given",
    "word",
    "bold",
    "near_word",
    "letter",
    "questions",
    "words",
    "most_words",
)
"""Why a label bears a role, surest first: the study gives it; it is the only one left beside given ones; it is one slip
off a given one; it is a word for a speaker; it is the bold; it is one slip off such a word; a letter; share of
questions; share of words; it says most of several that are left."""


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
    """``no_speakers``, ``one_speaker``, ``too_much_unassigned``, or empty."""
    unassigned_share: float = 0.0
    """Share of words in turns of others and outside of turns."""


@dataclass(frozen=True, slots=True)
class _Talk:
    """What one label says, summed."""

    label: str
    turns: int
    words: int
    questions: int

    @property
    def question_share(self) -> float:
        return self.questions / self.turns


_Roles = dict[str, tuple[Speaker, str]]


def assign_speakers(
    turns: Sequence[Turn],
    *,
    interviewer: Collection[str] = (),
    interviewee: Collection[str] = (),
    words_outside: int = 0,
) -> SpeakerAssignment:
    """Set the speaker of every turn.

    Labels that the study gives are taken as given; where only those of one role are in the file, the label that says
    most of the rest bears the other. Without them: words for speakers (a slip of one letter counts, ``Checheur``),
    letters (``E``/``R``), then of the two who say most the one with the larger share of question turns, and last the
    one with fewer words asks. Ties go to the label that appears first. Whoever bears neither role is ``other``.

    Args:
        turns: turns as cut, speakers not set.
        interviewer: labels of those who ask.
        interviewee: labels of those who answer.
        words_outside: words of the file in no turn (the preamble), counted as unassigned.
    """
    talks = _talks(turns)
    roles = _given_roles(talks, interviewer, interviewee)
    if not roles:
        roles = _guessed_roles(talks)
    named = tuple(LabelRole(talk.label, *roles.get(key, ("other", "other"))) for key, talk in talks.items())
    found = {role.speaker for role in named}
    set_turns = tuple(replace(turn, speaker=roles.get(_key(turn), ("other", ""))[0]) for turn in turns)
    if not {"interviewer", "interviewee"} <= found:
        return SpeakerAssignment(set_turns, False, "", named, "one_speaker" if turns else "no_speakers")
    why = max((role.why for role in named if role.speaker != "other"), key=RULES.index)
    share = _unassigned_share(set_turns, words_outside)
    problem = "too_much_unassigned" if share > MAX_UNASSIGNED_SHARE else ""
    return SpeakerAssignment(set_turns, why in {"given", "remaining"}, why, named, problem, share)


def _key(turn: Turn) -> str:
    return fold(turn.label)


def _talks(turns: Sequence[Turn]) -> dict[str, _Talk]:
    talks: dict[str, _Talk] = {}
    for turn in turns:
        before = talks.get(_key(turn), _Talk(turn.label, 0, 0, 0))
        talks[_key(turn)] = _Talk(
            before.label,
            before.turns + 1,
            before.words + count_words(turn.text),
            before.questions + ("?" in turn.text),
        )
    return talks


def _given_roles(talks: Mapping[str, _Talk], interviewer: Collection[str], interviewee: Collection[str]) -> _Roles:
    """Take the study's labels, a letter off allowed; empty when none of them is in the file."""
    given: dict[Speaker, list[str]] = {
        "interviewer": [*map(fold, interviewer)],
        "interviewee": [*map(fold, interviewee)],
    }
    roles: _Roles = {}
    for speaker, labels in given.items():
        roles.update({key: (speaker, "given") for key in talks if key in labels})
    for speaker, labels in given.items():
        near = [key for key in talks if key not in roles and any(_one_slip_apart(key, label) for label in labels)]
        if not any(role == speaker for role, _ in roles.values()):
            roles.update(dict.fromkeys(near, (speaker, "near_given")))
    return _with_both_roles(roles, talks) if roles else {}


def _guessed_roles(talks: Mapping[str, _Talk]) -> _Roles:
    for rule, guess in (
        ("word", _word_role),
        ("bold", _bold_role),
        ("near_word", _near_word_role),
        ("letter", _letter_role),
    ):
        roles: _Roles = {}
        for key, talk in talks.items():
            if speaker := guess(talk.label):
                roles[key] = (speaker, rule)
        if any(speaker != "other" for speaker, _ in roles.values()):
            completed = _with_both_roles(roles, talks)
            if {"interviewer", "interviewee"} <= {speaker for speaker, _ in completed.values()}:
                return completed
    return _roles_by_talk(talks)


def _with_both_roles(roles: _Roles, talks: Mapping[str, _Talk]) -> _Roles:
    """Give the role that no label bears to the one that says most among the labels without a role."""
    held = {speaker for speaker, _ in roles.values()}
    free = [key for key, talk in talks.items() if key not in roles and base_label(talk.label) not in OTHER_WORDS]
    missing: Speaker = "interviewee" if "interviewer" in held else "interviewer"
    if {"interviewer", "interviewee"} <= held or not free:
        return roles
    why = "remaining" if len(free) == 1 else "most_words"
    # max() keeps the first of equals, and labels come in order of appearance
    return {**roles, max(free, key=lambda key: talks[key].words): (missing, why)}


def _word_role(label: str) -> Speaker | None:
    base = base_label(label)
    if base in INTERVIEWER_WORDS:
        return "interviewer"
    if base in INTERVIEWEE_WORDS:
        return "interviewee"
    return "other" if base in OTHER_WORDS else None


def _near_word_role(label: str) -> Speaker | None:
    exact = _word_role(label)
    if exact is not None:
        return exact
    base = base_label(label)
    asks = any(_one_slip_apart(base, word) for word in INTERVIEWER_WORDS)
    answers = any(_one_slip_apart(base, word) for word in INTERVIEWEE_WORDS)
    if asks == answers:
        return None
    return "interviewer" if asks else "interviewee"


def _bold_role(label: str) -> Speaker | None:
    return "interviewer" if label == BOLD else None


def _letter_role(label: str) -> Speaker | None:
    base = base_label(label)
    if base in INTERVIEWER_LETTERS:
        return "interviewer"
    return "interviewee" if base in INTERVIEWEE_LETTERS else None


def _roles_by_talk(talks: Mapping[str, _Talk]) -> _Roles:
    """Of the two labels that say most, tell who asks by shares of questions, else by words."""
    order = list(talks)
    most = sorted(
        (key for key in order if base_label(talks[key].label) not in OTHER_WORDS), key=lambda key: -talks[key].words
    )
    if len(most) < 2:
        return {}
    first, second = sorted(most[:2], key=order.index)
    margin = talks[first].question_share - talks[second].question_share
    if abs(margin) >= MIN_QUESTION_MARGIN:
        asks, answers, why = (first, second, "questions") if margin > 0 else (second, first, "questions")
    else:
        asks, answers, why = (
            (first, second, "words") if talks[first].words <= talks[second].words else (second, first, "words")
        )
    return {asks: ("interviewer", why), answers: ("interviewee", why)}


def _unassigned_share(turns: Sequence[Turn], words_outside: int) -> float:
    counts = [(turn.speaker, count_words(turn.text)) for turn in turns]
    unassigned = words_outside + sum(words for speaker, words in counts if speaker == "other")
    total = words_outside + sum(words for _, words in counts)
    return unassigned / total if total else 0.0


def _one_slip_apart(written: str, meant: str) -> bool:
    """Say whether one letter was left out, added, changed, or two neighbours exchanged."""
    if (
        min(len(written), len(meant)) < MIN_LETTERS_OF_NEAR_WORD
        or abs(len(written) - len(meant)) > 1
        or written == meant
    ):
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), min(len(written), len(meant))
    )
    left, right = written[start:], meant[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]
