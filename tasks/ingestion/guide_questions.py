"""Which question of the interview guide a turn asks or answers.

Typed numbers come first (``1 - Est-ce que``, ``0-Donc``, ``Q3.``): the transcriber's own word. Without one, an
interviewer's turn is held against the guide's wording: interviewers rephrase, so that what counts is how much of a
question's own vocabulary comes back, words that few questions share counting more.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.folding import fold
from tasks.records import Turn

MIN_COVERAGE = 0.2
"""Least share of a question's vocabulary, weighted, that a passage must bring back."""
MIN_COVERAGE_OUT_OF_ORDER = 0.3
"""The same, where a question is not asked at its place in the guide."""
MIN_COMMON_WORDS = 2
"""Least number of words in common (one, where the question has but one)."""
PASSAGE_SENTENCES = 3
"""Following sentences held against the guide together: a long turn would hold every word of it somewhere."""

_STEM_LETTERS = 6
_TYPED = re.compile(
    r"(?:Q(?:uestion)?\s*\.?\s*(?:n°\s*)?)?(?P<number>\d{1,2}[a-z]?)\s*(?:\((?:suite|bis)\)\s*)?(?:[-–—.):]|(?<=\d)\s*/)\s*(?=[^\W\d]|[«\"“(]|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,2}[a-z]?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.?!…])\s+|\n")
_EMPTY_WORDS = frozenset(
    fold(
        """
        a ai ainsi alors as au aussi aux avec avez avons bien c ca ce cela ces cet cette ceux chez comme
        comment d dans de des donc dont du elle elles en encore entre es est et etait etes etre eu fait faire
        faites fais hein il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne nos notre
        nous ok on ont ou par parler parlez pas peu peut peux plus pour pourquoi pourrais pourriez pouvez qu
        quand que quel quelle quelles quels qui quoi raconter s sa sans se ses si son sont sur t ta te tes toi
        ton tout toute toutes tous tu un une va vas vers voila vont vos votre vous y about an and are at can
        could did do does for from have how i if in is it me my of on or tell that the their there they this
        to was we were what when which who why with would you your
        """
    ).split()
)


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """One question of the interview guide."""

    number: str
    """As the guide numbers it."""
    text: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class _Opening:
    """What the turns after a place answer."""

    question: str
    theme: str = ""


def recognise_questions(turns: Sequence[Turn], questions: Sequence[GuideQuestion] = ()) -> list[Turn]:
    """Set the question of every turn, and the theme of that question.

    An interviewer's turn that asks a question bears its number; every turn after it bears it too, until the next one is
    recognised. Of several numbers typed in a turn the last holds, since the answer follows it. With a guide, a number
    that it has not ends the question before and starts none. Without one, typed numbers are taken as they stand.

    What the format itself says of a turn (``Turn.question``) holds like a typed number, whoever speaks; where it is no
    number of the guide it is a theme: the guide's where its id is the same, else as it stands.

    Between typed numbers the guide's wording is looked for, each question once and in the guide's order: the alignment
    with the greatest sum of (coverage - ``MIN_COVERAGE``), the earliest among equals. A question that is so left out
    may have been asked out of order: the turn that brings back most of it asks it, from ``MIN_COVERAGE_OUT_OF_ORDER``
    on, where it brings back no other question more.

    Args:
        turns: turns with speakers set.
        questions: the guide asked of this interview's group, in its order, or none.
    """
    asked = {place: typed_number(turn.text) for place, turn in enumerate(turns) if turn.speaker == "interviewer"}
    said = {place: _said_by_format(turn.question, questions) for place, turn in enumerate(turns) if turn.question}
    typed = {place: _Opening(number) for place, number in asked.items() if number}
    if questions:
        by_number = {fold(question.number): question for question in questions}
        typed = {place: _opening(by_number.get(fold(opening.question))) for place, opening in typed.items()}
    openings = {**typed, **said}
    if questions:
        untyped = {place: turns[place].text for place, number in asked.items() if not number and place not in said}
        numbers = {place: opening.question for place, opening in openings.items()}
        by_place = {question.number: question for question in questions}
        worded = _worded_openings(untyped, numbers, questions)
        openings |= {place: _opening(by_place[number]) for place, number in worded.items()}
    current = _Opening("")
    numbered: list[Turn] = []
    for place, turn in enumerate(turns):
        current = openings.get(place, current)
        numbered.append(replace(turn, question=current.question, theme=current.theme))
    return numbered


def _opening(question: GuideQuestion | None) -> _Opening:
    return _Opening(question.number, question.theme) if question else _Opening("")


def _said_by_format(said: str, questions: Sequence[GuideQuestion]) -> _Opening:
    """Tell a question of the guide, a theme of the guide, or what the format says as it stands."""
    if found := next((question for question in questions if fold(question.number) == fold(said)), None):
        return _opening(found)
    if not questions and _NUMBER.fullmatch(said):
        return _Opening(said)
    theme = next((question.theme for question in questions if fold(question.theme) == fold(said)), said)
    return _Opening("", theme)


def typed_number(text: str) -> str:
    """Give the last question number that opens a paragraph of a turn, or an empty string."""
    found = [match["number"] for paragraph in text.split("\n") if (match := _TYPED.match(paragraph.strip()))]
    return found[-1] if found else ""


def _worded_openings(
    untyped: Mapping[int, str], typed: Mapping[int, str], questions: Sequence[GuideQuestion]
) -> dict[int, str]:
    """Align untyped turns and the questions that no number names, stretch by stretch between typed numbers."""
    order = {question.number: place for place, question in enumerate(questions)}
    weights = _weighted_vocabularies(questions)
    coverages = {place: _coverages(text, list(weights.values())) for place, text in untyped.items()}
    named = {order[number] for number in typed.values() if number}
    fences = [(-1, -1), *sorted((place, order[number]) for place, number in typed.items() if number)]
    ends = [*fences[1:], (max(untyped, default=0) + 1, len(questions))]
    found: dict[int, str] = {}
    for (start, first), (end, last) in zip(fences, ends, strict=True):
        free = [place for place in order.values() if first < place < last and place not in named]
        places = sorted(place for place in untyped if start < place < end)
        rows = [[coverages[place][column] for column in free] for place in places]
        found.update({places[row]: questions[free[column]].number for row, column in _align(rows)})
    left = [place for number, place in order.items() if place not in named and number not in found.values()]
    return found | {
        place: questions[column].number
        for place, column in _out_of_order({at: row for at, row in coverages.items() if at not in found}, left)
    }


def _out_of_order(coverages: Mapping[int, Sequence[float]], left: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give (turn, question) for questions of the guide that its order leaves out, surest first, each once.

    The turn must bring back more of the question than order asks for, and of no other question more.
    """
    likely = [
        (-row[column], place, column)
        for place, row in coverages.items()
        for column in left
        if row[column] >= MIN_COVERAGE_OUT_OF_ORDER and row[column] == max(row)
    ]
    places: set[int] = set()
    columns: set[int] = set()
    for _, place, column in sorted(likely):
        if place not in places and column not in columns:
            places.add(place)
            columns.add(column)
            yield place, column


def _align(rows: Sequence[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Choose increasing (row, column) pairs with the greatest sum of gains, by dynamic programming."""
    columns = len(rows[0]) if rows else 0
    # best[k]: greatest gain of a choice whose last column is k - 1, and the choice itself; 0 for none yet
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())] * (columns + 1)
    for row, coverages in enumerate(rows):
        grown = list(best)
        for column, coverage in enumerate(coverages):
            before = max(best[: column + 1], key=lambda choice: choice[0])
            gain = before[0] + coverage - MIN_COVERAGE
            if coverage >= MIN_COVERAGE and gain > grown[column + 1][0]:
                grown[column + 1] = (gain, (*before[1], (row, column)))
        best = grown
    return max(best, key=lambda choice: choice[0])[1]


def _weighted_vocabularies(questions: Sequence[GuideQuestion]) -> dict[str, Mapping[str, float]]:
    vocabularies = {question.number: _vocabulary(question.text) for question in questions}
    spread = Counter(word for vocabulary in vocabularies.values() for word in vocabulary)
    # 1 + log(N / n): a word in every question of the guide still counts, the less the more questions share it
    weight = {word: 1 + math.log(len(vocabularies) / count) for word, count in spread.items()}
    return {number: {word: weight[word] for word in sorted(words)} for number, words in vocabularies.items()}


def _coverages(text: str, vocabularies: Sequence[Mapping[str, float]]) -> list[float]:
    """Give for every question the share of its weight that the turn's best passage brings back."""
    sentences = [_vocabulary(sentence) for sentence in _SENTENCE.split(text) if sentence.strip()]
    starts = range(max(1, len(sentences) - PASSAGE_SENTENCES + 1))
    passages = [frozenset[str]().union(*sentences[start : start + PASSAGE_SENTENCES]) for start in starts]
    return [max(_coverage(weights, passage) for passage in passages) for weights in vocabularies]


def _coverage(weights: Mapping[str, float], passage: frozenset[str]) -> float:
    common = [weight for word, weight in weights.items() if word in passage]
    if not common or len(common) < min(MIN_COMMON_WORDS, len(weights)):
        return 0.0
    return sum(common) / sum(weights.values())


def _vocabulary(text: str) -> frozenset[str]:
    """Give the stems (first letters) of a text's full words, which survive endings and rephrasing."""
    return frozenset(word[:_STEM_LETTERS] for word in fold(text).split() if word not in _EMPTY_WORDS and len(word) > 2)
