"""Which tiers of a recording hold the talk, and which tell something of it: words, syllables, phonemes, notes.

A tier that says the talk again would count every word twice, and one left out would lose a speaker: what is written
decides first, names only where nothing else can. Two who speak at once do not share the bounds of their stretches and
say as much in each; nor does who answers in a word or two fill half of what the other says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.formats.text_grid import Label, Tier

MOSTLY = 0.9
"""Share of labels that makes a rule of something."""
COVERED = 0.5
"""Least share of a tier's time that its own words fill."""
SLACK_S = 0.02
MAX_SAMPLE = 200
MIN_SHARED_BOUNDS = 3
MAX_SUBJECT_WORDS = 5


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_SUBJECTS = _words("speaker speakers locuteur locuteurs locutrice loc spk intervenant intervenants")
_BESIDE = _words(
    """
    phone phones phoneme phonemes phon phono phons phonetique phonetics phonetic api ipa sampa xsampa syll
    sylls syllable syllables syllabe syllabes mau kan pos lemma lemmas lemme lemmes tag tags gloss glose
    gloses traduction translation trad comment comments commentaire commentaires remarque remarques note notes
    geste gestes gesture gestures gaze tobi tones tons prosodie pitch f0 theme themes section sections topic
    topics partie parties sequence sequences ipu ipus bruit bruits noise noises silences
    phonalign phonetization activity metainformation momel intsint
    conll cpostag postag deprel deps feats mor gra pho act sit com
    """
)
_TALK = _words("ort ortho orthographe orthographique transcription transcriptions trn texte text mots words word")
_PARTS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class SortedTiers:
    """The tiers of a file by what they are for."""

    talk: tuple[Tier, ...]
    beside: tuple[Tier, ...]
    """Tiers with labels that are no talk, in the order of the file."""
    subjects: Tier | None = None
    """Says who speaks, where a single tier holds all the talk."""


def sort_tiers(tiers: Sequence[Tier]) -> SortedTiers:
    """Tell the tiers that hold the talk from those that tell something of it."""
    filled = [tier for tier in tiers if tier.labels]
    stretches = [tier for tier in filled if not tier.points]
    talk, subjects = _with_subjects(stretches)
    if subjects is None:
        talk = _without_repeats([tier for tier in stretches if not _is_named_beside(tier.name)])
    talk = talk or _without_repeats(stretches) or filled
    kept = {id(tier) for tier in (*talk, subjects)}
    return SortedTiers(tuple(talk), tuple(tier for tier in filled if id(tier) not in kept), subjects)


def _with_subjects(stretches: Sequence[Tier]) -> tuple[list[Tier], Tier | None]:
    """Find the one tier of talk and the one that says who speaks in it."""
    named = [tier for tier in stretches if fold(tier.name) in _SUBJECTS]
    talk = _without_repeats([tier for tier in stretches if tier not in named and not _is_named_beside(tier.name)])
    if len(named) != 1 or len(talk) != 1:
        return [], None
    told = [label_at(named[0], label) for label in talk[0].labels]
    short = all(count_words(text) <= MAX_SUBJECT_WORDS for text in told)
    beside = sum(bool(text) for text in told) >= MOSTLY * len(told)
    return (talk, named[0]) if short and beside else ([], None)


def label_at(tier: Tier, label: Label) -> str:
    """What a tier says at the middle of a label of another one, or an empty string."""
    middle = label.start_s if label.end_s is None else (label.start_s + label.end_s) / 2
    place = bisect_right(tier.labels, middle, key=lambda told: told.start_s) - 1
    if place < 0:
        return ""
    end_s = tier.labels[place].end_s
    return tier.labels[place].text if end_s is None or middle <= end_s else ""


def _is_named_beside(name: str) -> bool:
    parts = set(_PARTS.split(fold(name)))
    return bool(parts & _BESIDE) and not parts & _TALK


def _without_repeats(tiers: Sequence[Tier]) -> list[Tier]:
    """Leave out tiers that say again what another one says, word by word or in other signs, or tell of it."""
    shapes = [_Shape.of(tier) for tier in tiers]
    left = [
        shape
        for shape in shapes
        if not any(other is not shape and (shape.repeats(other) or shape.hangs_on(other)) for other in shapes)
    ]
    return [shape.tier for shape in left]


@dataclass(frozen=True, slots=True, eq=False)
class _Shape:
    """What is asked of a tier again and again."""

    tier: Tier
    place: int
    """Line of its name: who comes first of equals."""
    amounts: Mapping[tuple[int, int], int]
    """Times of its labels in hundredths of a second → words."""
    starts: tuple[float, ...]
    words: Counter[str]
    characters: int
    single: bool
    """Labels are mostly one word."""
    lasts_s: float

    @classmethod
    def of(cls, tier: Tier) -> _Shape:
        texts = [label.text for label in tier.labels]
        single = sum(" " not in text for text in texts)
        return cls(
            tier=tier,
            place=tier.number,
            amounts={_bounds(label): count_words(label.text) for label in tier.labels},
            starts=tuple(label.start_s for label in tier.labels),
            words=Counter(word for text in texts for word in fold(text).split()),
            characters=sum(map(len, texts)),
            single=single >= MOSTLY * len(texts),
            lasts_s=sum(_end(label) - label.start_s for label in tier.labels),
        )

    def repeats(self, other: _Shape) -> bool:
        """Say whether this tier says what the other one says."""
        if self._goes_with(other):
            mine, theirs = sum(self.amounts.values()), sum(other.amounts.values())
            return mine < theirs or (mine == theirs and self.place > other.place)
        if len(self.tier.labels) <= len(other.tier.labels) or 2 * other.characters < self.characters:
            return False
        return self._lies_in(other) and (self.single or self._has_words_of(other))

    def hangs_on(self, other: _Shape) -> bool:
        """Say whether this tier bears the other one's name with more to it, and labels what that one says."""
        more = set(_PARTS.split(fold(_names_of(self.tier.name, other.tier.name)))) - {""}
        counted = all(part.isdigit() for part in more)  # a second speaker: ``Enquêteur 2``
        return bool(more) and not counted and not more & _TALK and self._lies_in(other, covered=0.0)

    def _goes_with(self, other: _Shape) -> bool:
        """Say whether the two label the same stretches, each with about as much as the other."""
        shared = self.amounts.keys() & other.amounts.keys()
        if len(shared) < MOSTLY * max(len(self.amounts), len(other.amounts)):
            return False
        if self._has_words_of(other):
            return True
        alike = sum(_about_as_many(self.amounts[bounds], other.amounts[bounds]) for bounds in shared)
        return len(shared) >= MIN_SHARED_BOUNDS and alike >= MOSTLY * len(shared)

    def _has_words_of(self, other: _Shape) -> bool:
        shared = (self.words & other.words).total()
        return shared >= MOSTLY * max(self.words.total(), other.words.total(), 1)

    def _lies_in(self, other: _Shape, covered: float = COVERED) -> bool:
        """Say whether nearly all labels stand within those of the other tier, and fill this share of them."""
        labels = self.tier.labels
        step = -(-len(labels) // MAX_SAMPLE)
        sample = labels[::step]
        outside = 0
        for label in sample:
            outside += not other._holds(label)
            if outside > (1 - MOSTLY) * len(sample):
                return False
        return self.lasts_s >= covered * other.lasts_s

    def _holds(self, label: Label) -> bool:
        place = bisect_right(self.starts, label.start_s + SLACK_S) - 1
        return place >= 0 and _end(label) <= _end(self.tier.labels[place]) + SLACK_S


def _names_of(name: str, other: str) -> str:
    """What a name has besides another one: ``Anne-mor`` and ``mor@Anne`` have *mor*; nothing where it is another."""
    if name.startswith(other) and name[len(other) : len(other) + 1] in ("-", "_", "@", ".", ":", "/", " "):
        return name[len(other) + 1 :]
    return name[: -len(other) - 1] if other and name.endswith("@" + other) else ""


def _about_as_many(words: int, others: int) -> bool:
    return max(words, others) <= 2 * max(min(words, others), 1)


def _bounds(label: Label) -> tuple[int, int]:
    return round(100 * label.start_s), round(100 * _end(label))


def _end(label: Label) -> float:
    return label.start_s if label.end_s is None else label.end_s
