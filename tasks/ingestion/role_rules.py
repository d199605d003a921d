"""Who asks and who answers where nobody says it: words for speakers, letters, shares of questions and of words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tasks.ingestion.folding import count_words
from tasks.ingestion.labels import label_key
from tasks.ingestion.near_labels import may_be_one, one_slip_apart
from tasks.ingestion.sign_markers import BOLD
from tasks.ingestion.vocabulary import (
    INTERVIEWEE_LETTERS,
    INTERVIEWEE_WORDS,
    INTERVIEWER_LETTERS,
    INTERVIEWER_WORDS,
    OTHER_WORDS,
    base_label,
    role_base,
)
from tasks.records import Speaker, Turn

MIN_QUESTION_MARGIN = 0.2
"""Least difference between two speakers' shares of turns with a question mark that tells who asks."""
MIN_LETTERS_OF_RARE_LABEL = 4
"""A label seen once may be another's slip of the keyboard, where both have these letters at least."""
MIN_PEER_SHARE = 0.25
"""Who says this share at least of what the one who answers most says, answers too: a couple, a group."""

_NUMBER = re.compile(r"[\s_]*\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Talk:
    """What one label says, summed."""

    label: str
    turns: int
    words: int
    questions: int

    @property
    def question_share(self) -> float:
        """Share of turns with a question mark."""
        return self.questions / self.turns


Roles = dict[str, tuple[Speaker, str]]
"""Key of a label → role and the rule that gives it."""


def sum_talks(turns: Sequence[Turn]) -> dict[str, Talk]:
    """Sum what every label says, by its key, in order of first appearance."""
    sums: dict[str, list[int]] = {}
    labels: dict[str, str] = {}
    for turn in turns:
        key = label_key(turn.label)
        labels.setdefault(key, turn.label)
        summed = sums.setdefault(key, [0, 0, 0])
        summed[0] += 1
        summed[1] += count_words(turn.text)
        summed[2] += "?" in turn.text
    return {key: Talk(label, *sums[key]) for key, label in labels.items()}


def given_roles(
    talks: Mapping[str, Talk], given: Mapping[Speaker, Collection[str]], formats: Mapping[str, Speaker]
) -> Roles:
    """Take the study's labels, a letter off allowed, then those of the format; empty when the file has none."""
    keys = {speaker: {label_key(label) for label in labels} for speaker, labels in given.items()}
    roles: Roles = {key: (speaker, "given") for speaker in keys for key in talks if key in keys[speaker]}
    asking: tuple[Speaker, ...] = ("interviewer", "interviewee")
    for speaker in asking:
        if not any(role == speaker for role, _ in roles.values()):
            near = [
                key for key in talks if key not in roles and any(one_slip_apart(key, label) for label in keys[speaker])
            ]
            roles.update(dict.fromkeys(near, (speaker, "near_given")))
    said = {label_key(label): speaker for label, speaker in formats.items()}
    roles.update({key: (said[key], "format") for key in talks if key in said and key not in roles})
    if all(speaker == "other" for speaker, _ in roles.values()):
        return {}
    return with_near_labels(with_both_roles(roles, talks), talks)


def guessed_roles(talks: Mapping[str, Talk], settled: Mapping[str, tuple[Speaker, str]]) -> Roles:
    """Guess both roles from labels, else from how the two who say most talk.

    ``settled`` holds labels that the study gives to third persons.
    """
    free = {key: talk for key, talk in talks.items() if key not in settled}
    for rule, guess in (
        ("word", _word_role),
        ("bold", _bold_role),
        ("near_word", _near_word_role),
        ("letter", _letter_role),
    ):
        roles: Roles = {}
        for key, talk in free.items():
            if speaker := guess(talk.label):
                roles[key] = (speaker, rule)
        if any(speaker != "other" for speaker, _ in roles.values()):
            completed = with_both_roles(roles, free)
            if {"interviewer", "interviewee"} <= {speaker for speaker, _ in completed.values()}:
                return {**settled, **_with_siblings(completed, free)}
    return {**settled, **_with_siblings(_roles_by_talk(free), free)}


def with_both_roles(roles: Roles, talks: Mapping[str, Talk]) -> Roles:
    """Give the role that no label bears to the one that says most among the labels without a role."""
    held = {speaker for speaker, _ in roles.values()}
    free = [key for key, talk in talks.items() if key not in roles and role_base(talk.label) not in OTHER_WORDS]
    missing: Speaker = "interviewee" if "interviewer" in held else "interviewer"
    if {"interviewer", "interviewee"} <= held or not free:
        return roles
    why = "remaining" if len(free) == 1 else "most_words"
    # max() keeps the first of equals, and labels come in order of appearance
    most = max(free, key=lambda key: talks[key].words)
    return {**roles, **dict.fromkeys(_peers(most, free, talks) if missing == "interviewee" else [most], (missing, why))}


def _peers(most: str, free: Sequence[str], talks: Mapping[str, Talk]) -> list[str]:
    """Give those who answer as the one who says most does: often, and with no more questions than answers."""
    least = max(1.0, MIN_PEER_SHARE * talks[most].words)
    return [
        key
        for key in free
        if key == most or (talks[key].turns > 1 and talks[key].words >= least and talks[key].question_share < 0.5)
    ]


def _with_siblings(roles: Roles, talks: Mapping[str, Talk]) -> Roles:
    """Give *R2* and *R3* the role of *R1*, unless labels of that series bear both roles."""
    series: dict[str, set[Speaker]] = {}
    for key, (speaker, _) in roles.items():
        if stem := _stem(talks[key].label):
            series.setdefault(stem, set()).add(speaker)
    found = dict(roles)
    for key, talk in talks.items():
        stem = _stem(talk.label)
        if key not in roles and len(series.get(stem, ())) == 1:
            found[key] = (next(iter(series[stem])), "most_words")
    return with_near_labels(found, talks)


def with_near_labels(roles: Roles, talks: Mapping[str, Talk]) -> Roles:
    """Give *Mme M.* and *Luice* the role of *Mme Martin* and of *Lucie*, where all that they may be have one role."""
    found = dict(roles)
    for key, talk in talks.items():
        if key not in roles and role_base(talk.label) not in OTHER_WORDS:
            near = {
                roles[other][0]
                for other in roles
                if may_be_one(talk.label, talks[other].label) or _is_short_slip(key, talk, other, talks[other])
            }
            if len(near) == 1 and "other" not in near:
                found[key] = (near.pop(), "near_label")
    return found


def _is_short_slip(key: str, talk: Talk, other: str, often: Talk) -> bool:
    """*Mrie*, seen once, is *Marie* mistyped."""
    slip = one_slip_apart(key, other, MIN_LETTERS_OF_RARE_LABEL) and not any(map(str.isdigit, key + other))
    return slip and talk.turns == 1 and often.turns > 1


def _stem(label: str) -> str:
    return label_key(_NUMBER.sub("", label)) if _NUMBER.search(label) else ""


def _word_role(label: str) -> Speaker | None:
    base = role_base(label)
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
    asks = any(one_slip_apart(base, word) for word in INTERVIEWER_WORDS)
    answers = any(one_slip_apart(base, word) for word in INTERVIEWEE_WORDS)
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


def _roles_by_talk(talks: Mapping[str, Talk]) -> Roles:
    """Of the two labels that say most, tell who asks by shares of questions, else by words."""
    order = list(talks)
    most = sorted(
        (key for key in order if role_base(talks[key].label) not in OTHER_WORDS), key=lambda key: -talks[key].words
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
