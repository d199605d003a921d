"""Which labels of a document are believed to be speakers', from all the markers that its lines may hold.

A label is believed when the study names it, when it is a word for one who speaks (*enquêtrice*), when the format itself
says so (voice tag, speaker column, bracket with times), or when it comes back; what is seen once (``Remarque :``) stays
in the talk. Where marks of the strong kind exist, the others (``Paris :``) are not believed. Marks of the weak kind
(``Q.``, ``E>``, ``ENQ Bonjour``) are believed where two labels alternate in them and no other kind is found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.ingestion.label_slips import with_slips, without_written_on
from tasks.ingestion.labels import code_stem, is_sure_role, is_sure_word, joint_parts, label_key
from tasks.ingestion.markers import PLAIN_SHAPES, STRONG_SHAPES, WEAK_SHAPES, Marker, Shape
from tasks.ingestion.timestamps import NO_TIME
from tasks.ingestion.vocabulary import ANSWER_WORDS, QUESTION_WORDS, TOGETHER_WORDS, base_label, is_role_word

Readings = Sequence[Sequence[Marker]]
"""For every line, what its head may be read as, likeliest first."""

_SURE = frozenset({"known", "role_word", "given", "timed", "tag"})
_SLIPS: frozenset[Shape] = frozenset({"sign", "listed", "lower", "missing"})
"""Weak shapes that a label believed by another shape may slip into (``E/`` for ``E :``, ``Enquêteur Oui``)."""
_MIN_WEAK_MARKS = 4
EVENT_OPENS = frozenset("([{")
"""What opens an event: ``Tous : (rires)`` is said by all, ``Tous : hommes et femmes`` is not."""


@dataclass(frozen=True, slots=True)
class Belief:
    """Labels believed, why, and in which shapes."""

    reasons: Mapping[str, str]
    """Key of a label → ``known``, ``role_word``, ``given``, ``tag``, ``timed``, ``recurs``, ``series``,
    ``alternates``, ``joint``."""
    shapes: frozenset[Shape] = frozenset()
    """Shapes of the marks chosen."""
    strong: bool = False
    """The document has marks of the strong kind: weaker ones count for labels that the study names only."""

    @property
    def sure(self) -> bool:
        """At least one label rests on more than coming back."""
        return any(reason in _SURE for reason in self.reasons.values())


def believe(readings: Readings, known: Collection[str], *, cues: bool = False) -> Belief:
    """Tell which labels are speakers', likeliest kind of mark first.

    Args:
        readings: for every line, what its head may be read as.
        known: keys of the labels that the study names.
        cues: each line is a cue, so that one turn may bear its label many times.
    """
    strong_marks = _of_shapes(readings, STRONG_SHAPES)
    strong = _believed(strong_marks, known)
    if sum(marker.key in strong for line in strong_marks for marker in line) > 1:
        return Belief({**_named(readings, known), **strong}, STRONG_SHAPES, strong=True)
    lines = _without_lone_numbers(readings)
    plain = _believed(_of_shapes(lines, PLAIN_SHAPES), known)
    plain = plain if cues else without_written_on(lines, _without_decoys(lines, plain))
    reasons = {**_sure_in_weak(lines), **_named(lines, known), **plain}
    reasons = _with_joint(lines, reasons if cues else {**with_slips(lines, reasons), **reasons})
    normal = Belief(reasons, _shapes(lines, reasons))
    weak = _weak(readings)
    few = len(_keys(normal, lines)) < 2
    if weak and (few or (not normal.sure and _marks(weak, readings) > 2 * _marks(normal, lines))):
        return Belief({**weak.reasons, **normal.reasons}, weak.shapes | normal.shapes)
    return normal


def choose(readings: Readings, belief: Belief) -> list[Marker | None]:
    """Take for every line the first of its readings that the belief holds for."""
    lines = _without_lone_numbers(readings)
    chosen = [next((marker for marker in line if fits(marker, belief)), None) for line in lines]
    if "missing" in belief.shapes:
        return chosen
    # before the talk, a word for a speaker and a name are a line of the heading
    start = next((place for place, marker in enumerate(chosen) if marker and marker.shape != "missing"), len(chosen))
    return [None if place < start else marker for place, marker in enumerate(chosen)]


def fits(marker: Marker, belief: Belief) -> bool:
    """Say whether a marker is a speaker's, as believed."""
    reason = belief.reasons.get(marker.key)
    if reason is None:
        return False
    if belief.strong and marker.shape not in STRONG_SHAPES:
        return reason == "known" and marker.shape not in {"alone", "code"}
    if marker.shape in WEAK_SHAPES and marker.shape not in belief.shapes:
        return marker.shape in _SLIPS or (reason == "known" and marker.shape != "alone") or _is_word_in(marker)
    return True


def _is_word_in(marker: Marker) -> bool:
    return marker.shape in {"stop", "name_hyphen", "sign", "bare"} and is_sure_role(marker.label)


def _of_shapes(readings: Readings, shapes: Collection[Shape]) -> Readings:
    return [tuple(marker for marker in line if marker.shape in shapes) for line in readings]


def _believed(readings: Readings, known: Collection[str]) -> dict[str, str]:
    lines = Counter(key for line in readings for key in _keys_of_line(line))
    markers = [marker for line in readings for marker in line]
    timed = [marker for marker in markers if marker.shape in {"bracket", "time"} and marker.span != NO_TIME]
    # one sure label with times vouches for the form, so that who speaks once in it is a speaker too
    timed_form = any(_reason(marker, lines[marker.key], known) for marker in timed)
    timed_keys = {marker.key for marker in timed}
    believed: dict[str, str] = {}
    for marker in markers:
        reason = _reason(marker, lines[marker.key], known)
        if not reason and timed_form and marker.key in timed_keys:
            reason = "timed"
        if reason:
            believed.setdefault(marker.key, reason)
    return believed | _series(markers, believed)


def _keys_of_line(line: Sequence[Marker]) -> set[str]:
    """Give the labels that a line may open with, and those that it joins (*E1* and *E2* of ``E1 et E2 :``)."""
    return {marker.key for marker in line} | {label_key(part) for marker in line for part in joint_parts(marker.label)}


def _series(markers: Sequence[Marker], believed: Mapping[str, str]) -> dict[str, str]:
    """Believe *P3*, seen once, where *P1* is believed."""
    stems = {stem for marker in markers if marker.key in believed and (stem := code_stem(marker.label))}
    found = (marker for marker in markers if marker.key not in believed and marker.shape in {"colon", "tab"})
    return {marker.key: "series" for marker in found if code_stem(marker.label) in stems}


def _reason(marker: Marker, lines: int, known: Collection[str]) -> str:
    if marker.key in known:
        return "known"
    if marker.shape in {"given", "tag"}:
        return marker.shape
    if is_sure_word(marker.label) or (is_role_word(marker.label) and lines > 1):
        return "role_word"
    if marker.key in TOGETHER_WORDS and marker.after in EVENT_OPENS:
        return "role_word"
    return "recurs" if lines > 1 else ""


def _named(readings: Readings, known: Collection[str]) -> dict[str, str]:
    markers = (marker for line in readings for marker in line)
    return {marker.key: "known" for marker in markers if marker.key in known and marker.shape != "alone"}


def _sure_in_weak(readings: Readings) -> dict[str, str]:
    """Believe in weak shapes words for those who ask or answer."""
    return {marker.key: "role_word" for line in readings for marker in line if _is_word_in(marker)}


def _without_lone_numbers(readings: Readings) -> Readings:
    """Read ``R1 :`` as an answer to question 1 only where ``Q1 :`` is asked; else *R1* is one of several people.

    ``Question 1 :`` typed into the turn of a speaker who has a name is no speaker.
    """
    heads = [line[0] for line in readings if line and line[0].shape == "numbered"]
    if not heads:
        return readings
    asked = any(marker.label[0] == "Q" for marker in heads)
    answered = any(_is_answer(marker) for line in readings for marker in line)
    others = Counter(
        label_key(marker.label)
        for line in readings
        for marker in line[:1]
        if marker.shape not in WEAK_SHAPES | {"numbered"} and not _is_question(marker)
    )
    named = sum(count > 1 for count in others.values()) > 1 or sum(map(is_sure_word, others)) > 1
    if asked and (answered or not named):
        return [line[:1] if line and line[0].shape == "numbered" else line for line in readings]
    return [
        tuple(marker for marker in line if marker.shape != "numbered" and not (asked and _is_question(marker)))
        if line and line[0].shape == "numbered"
        else line
        for line in readings
    ]


def _is_question(marker: Marker) -> bool:
    return base_label(marker.label) in QUESTION_WORDS | {"q"}


def _is_answer(marker: Marker) -> bool:
    return base_label(marker.label) in ANSWER_WORDS


def _without_decoys(readings: Readings, believed: Mapping[str, str]) -> dict[str, str]:
    """Drop labels that come back within one turn of another speaker only (``Marseille : ... Marseille : ...``)."""
    runs: Counter[str] = Counter()
    joined = {label_key(part) for line in readings for marker in line for part in joint_parts(marker.label)}
    before = ""
    for line in readings:
        key = next((marker.key for marker in line if marker.key in believed), "")
        if key and key != before:
            runs[key] += 1
        before = key or before
    kept = {key: why for key, why in believed.items() if why != "recurs" or runs[key] > 1 or key in joined}
    return kept if len(kept) > 1 else dict(believed)


def _with_joint(readings: Readings, reasons: Mapping[str, str]) -> dict[str, str]:
    """Believe labels of several speakers at once, each of whom is believed."""
    found = dict(reasons)
    for marker in (marker for line in readings for marker in line):
        if marker.key not in found and marker.shape in {"colon", "tab", "hyphen"}:
            parts = joint_parts(marker.label)
            if parts and all(label_key(part) in reasons for part in parts):
                found[marker.key] = "joint"
    return found


def _weak(readings: Readings) -> Belief | None:
    """Find the weak shape in which two labels or more, each seen twice, alternate; that with most marks."""
    best: tuple[int, Shape, list[str]] | None = None
    for shape in sorted(WEAK_SHAPES):
        keys = [next((marker.key for marker in line if marker.shape == shape), "") for line in readings]
        counts = Counter(filter(None, keys))
        seen = [key for key in keys if counts[key] > 1] if counts else []
        changes = sum(before != after for before, after in pairwise(seen))
        enough = len(seen) >= _MIN_WEAK_MARKS and len(set(seen)) > 1 and 2 * changes >= len(seen) - 1
        if enough and (best is None or len(seen) > best[0]):
            best = (len(seen), shape, seen)
    if best is None:
        return None
    return Belief(dict.fromkeys(best[2], "alternates"), frozenset({best[1]}))


def _keys(belief: Belief, readings: Readings) -> set[str]:
    return {marker.key for line in readings for marker in line if fits(marker, belief)}


def _marks(belief: Belief, readings: Readings) -> int:
    return sum(any(fits(marker, belief) for marker in line) for line in readings)


def _shapes(readings: Readings, reasons: Mapping[str, str]) -> frozenset[Shape]:
    return frozenset(
        marker.shape
        for line in readings
        for marker in line
        if marker.key in reasons and marker.shape not in WEAK_SHAPES
    )
