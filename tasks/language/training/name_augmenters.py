"""Names rewritten in the ways of transcripts: other names in their place, no capitals, no punctuation, hesitations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from tasks.language.training.name_parts import OUTSIDE, Part, tidy
from tasks.language.training.name_slots import SLOTS, VOWELS, first_name, full_name, surname

_MARKS = re.compile(r"[.,;:!?…«»“”\"()\[\]]+|(?<=\s)[–—-]+(?=\s|$)|^[–—-]+(?=\s|$)")
_BEFORE_TOWN = re.compile(r"(?:^|[ ,(])(?:à|vers|près de|entre|pour|chez|et|de|par) $", re.IGNORECASE)
_PLAIN_LETTERS = str.maketrans("éèêëàâîïôöùûüçÉÈÊÀÎÔÇ", "eeeeaaiioouuucEEEAIOC")
_FILLERS = ("euh", "euh", "heu", "hein", "ben", "enfin", "bon", "quoi", "tu vois", "voilà", "hum")


@dataclass(frozen=True, slots=True)
class NameWriting:
    """How often each thing happens: probabilities, for one text unless said otherwise."""

    lower_case: float = 0.15
    unpunctuated: float = 0.12
    bare: float = 0.38
    """Lower case and no punctuation."""
    capitals: float = 0.5
    """Opened with a capital and closed with a full stop, where none of the above holds."""
    swapped: float = 0.4
    """A name of written text replaced by one of the lists, for each."""
    hesitation: float = 0.03
    """A filler between two words outside of names, for each."""
    unhyphenated: float = 0.15
    """``jean pierre`` for ``jean-pierre``, for each name in lower case."""
    unaccented: float = 0.03
    shouted: float = 0.03
    """A name in capitals, for each that is not in lower case."""
    curly: float = 0.1


def swap_names(parts: Sequence[Part], writing: NameWriting, random: Random) -> list[Part]:
    """The text with other people, and other towns where a town fits the words before it."""
    swapped: list[Part] = []
    for part in parts:
        before = swapped[-1].text if swapped else ""
        if part.label not in ("PER", "LOC", "ORG") or random.random() >= writing.swapped:
            swapped.append(part)
        elif part.label == "PER":
            swapped.append(replace(part, text=_person(part.text, random)))
        elif part.label == "LOC" and _BEFORE_TOWN.search(before) and part.text[:1] not in VOWELS:
            town = SLOTS["ville"](random)[-1].text
            swapped.append(part if town[0] in VOWELS or town.startswith("Le") else replace(part, text=town))
        elif part.label == "ORG" and re.search(r"\bchez $", before):
            swapped.append(replace(part, text=SLOTS["firme"](random)[-1].text))
        else:
            swapped.append(part)
    return swapped


def _person(name: str, random: Random) -> str:
    if " " in name:
        return full_name(random)
    drawn = first_name(random) if random.random() < 0.5 else surname(random)
    return drawn if (drawn[0] in VOWELS) == (name[:1] in VOWELS) else name


def hesitate(parts: Sequence[Part], writing: NameWriting, random: Random) -> list[Part]:
    """Fillers between words, as people hesitate."""
    return [part if part.label else Part("".join(_hesitant(part.text, writing, random))) for part in parts]


def _hesitant(text: str, writing: NameWriting, random: Random) -> list[str]:
    pieces: list[str] = []
    for piece in re.split(r"(?<= )", text):
        pieces.append(piece)
        if piece.endswith(" ") and random.random() < writing.hesitation:
            pieces.append(random.choice(_FILLERS) + random.choice((" ", ", ")))
    return pieces


def rewrite_names(parts: Sequence[Part], writing: NameWriting, random: Random) -> list[Part]:
    """The text written in one of the ways of transcripts."""
    drawn = random.random()
    lower = drawn < writing.bare + writing.lower_case
    unmarked = drawn < writing.bare or writing.bare + writing.lower_case <= drawn < (
        writing.bare + writing.lower_case + writing.unpunctuated
    )
    rewritten = list(parts)
    if not lower and not unmarked and random.random() < writing.capitals:
        rewritten = opened(rewritten)
    if unmarked:
        rewritten = [replace(part, text=_MARKS.sub(" ", part.text)) for part in rewritten]
    rewritten = [_named_as_written(part, writing, random, lower=lower) for part in rewritten]
    if random.random() < writing.unaccented:
        rewritten = [replace(part, text=part.text.translate(_PLAIN_LETTERS)) for part in rewritten]
    if random.random() < writing.curly:
        rewritten = [replace(part, text=part.text.replace("'", "’")) for part in rewritten]
    return tidy(rewritten)


def _named_as_written(part: Part, writing: NameWriting, random: Random, *, lower: bool) -> Part:
    text = part.text.lower() if lower else part.text
    if lower and part.label not in (OUTSIDE, "?") and "-" in text and random.random() < writing.unhyphenated:
        text = text.replace("-", " ")
    if not lower and part.label == "PER" and random.random() < writing.shouted:
        text = text.upper()
    return replace(part, text=text)


def opened(parts: Sequence[Part]) -> list[Part]:
    """With a capital at its beginning and a full stop at its end."""
    if not parts:
        return []
    first, *rest = parts
    whole = [replace(first, text=first.text[:1].upper() + first.text[1:]), *rest]
    return whole if whole[-1].text[-1:] in ".!?…" else [*whole, Part(".")]
