"""Tokens of a masked turn, with their places: spaCy's tokenizer with rules for French as it is spoken and transcribed.

Two passes. Events, hesitations and false starts (``tasks.ingestion.events``), placeholders and inclusive writing are
found first, whole; what stands between them goes through spaCy's ``Tokenizer``. ``spacy.lang.fr`` is not imported: for
three seconds it compiles patterns of hyphenated words, which stay whole here without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from tasks.ingestion.events import Event, find_events
from tasks.lexicon.closed_classes import (
    CLITICS_AFTER_VERB,
    ELISIONS,
    INTERJECTIONS,
    WHOLE_HYPHENATED,
    WHOLE_WORDS,
    is_number,
)

Kind = Literal["word", "number", "hesitation", "false_start", "event", "placeholder", "punctuation"]

PLAIN = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "‐": "-",
        "‑": "-",
        "\u00ad": "-",
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u202f": " ",
    }
)
"""One character for one character, so that places in the text hold."""

ABBREVIATIONS = (
    "M.",
    "MM.",
    "Mme.",
    "Mlle.",
    "Dr.",
    "etc.",
    "cf.",
    "av.",
    "apr.",
    "env.",
    "n°",
    "St.",
    "Ste.",
    "ex.",
    "p.ex.",
)

_PLACEHOLDER = r"\[[A-ZÀ-ÖØ-Þ][^\[\]\n]{0,60}\]"
_INCLUSIVE = (
    r"\w[\w'-]*(?:[·•⋅‧]\w+)+|\w{3,}\((?:e|es|ne|nes|le|les|te|se|trice|rice|ère|euse)\)s?"
    r"|\w{2,}\.(?:e|ne|le|ère|trice|rice|euse)(?:\.?s)?(?![\w'])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One token before it is tagged."""

    start: int
    end: int
    written: str
    """As it stands, with plain apostrophes and hyphens."""
    form: str
    """The same in lower case."""
    kind: Kind

    @property
    def is_filler(self) -> bool:
        """Whether it stands between words without changing what these are."""
        return self.kind in ("hesitation", "event") or self.form in INTERJECTIONS


def fold_form(written: str) -> str:
    """The form that is counted: lower case, plain apostrophes and hyphens."""
    return written.translate(PLAIN).lower()


class SpokenTokenizer:
    """Cuts turns into pieces; built once, pure afterwards.

    ``placeholders`` are words that stand for something masked (*BIP*), compared as written.
    """

    def __init__(self, placeholders: frozenset[str] = frozenset()) -> None:
        self._tokenizer = _french_tokenizer()
        self._whole = re.compile(_whole_pattern(placeholders))
        self._folded: dict[str, tuple[str, Kind]] = {}

    def cut(self, text: str) -> list[Piece]:
        """Pieces in reading order; between them stands only white space."""
        plain = text.translate(PLAIN)
        pieces: list[Piece] = []
        after = 0
        for piece in self._whole_pieces(text, plain):
            pieces.extend(self._cut_plain(plain, after, piece.start))
            pieces.append(piece)
            after = piece.end
        pieces.extend(self._cut_plain(plain, after, len(plain)))
        return pieces

    def _whole_pieces(self, text: str, plain: str) -> Iterator[Piece]:
        """Events, placeholders and inclusive writing in order; of those that overlap the first."""
        found = [_event_piece(plain, event) for event in find_events(text)]
        found += [_whole_piece(match) for match in self._whole.finditer(plain)]
        after = 0
        for piece in sorted(found, key=lambda piece: piece.start):
            if piece.start >= after:
                yield piece
                after = piece.end

    def _cut_plain(self, plain: str, start: int, end: int) -> Iterator[Piece]:
        if start == end:
            return
        for token in self._tokenizer(plain[start:end]):
            written = token.text
            if written.isspace():
                continue
            first = start + token.idx
            form, kind = self._folding(written)
            yield Piece(first, first + len(written), written, form, kind)

    def _folding(self, written: str) -> tuple[str, Kind]:
        known = self._folded.get(written)
        if known is None:
            form = written.lower()
            known = self._folded[written] = (form, kind_of(form))
        return known


def kind_of(form: str) -> Kind:
    """Kind of a form in lower case that is no event, no hesitation and no placeholder."""
    if not any(character.isalnum() for character in form):
        return "punctuation"
    return "number" if is_number(form) else "word"


def _whole_pattern(placeholders: frozenset[str]) -> str:
    listed = "|".join(
        re.escape(word.translate(PLAIN)) for word in sorted(placeholders, key=lambda word: (-len(word), word))
    )
    named = rf"|(?<!\w)(?:{listed})(?!\w)" if listed else ""
    return rf"(?P<placeholder>{_PLACEHOLDER}{named})|(?P<word>(?<!\w)(?:{_INCLUSIVE}))"


def _whole_piece(match: re.Match[str]) -> Piece:
    written = match.group()
    kind: Kind = "placeholder" if match.lastgroup == "placeholder" else "word"
    return Piece(match.start(), match.end(), written, written.lower(), kind)


def _event_piece(plain: str, event: Event) -> Piece:
    written = plain[event.start : event.end]
    kinds: dict[str, Kind] = {"hesitation": "hesitation", "false_start": "false_start"}
    return Piece(event.start, event.end, written, written.lower(), kinds.get(event.kind, "event"))


def _french_tokenizer() -> Tokenizer:
    elided = "|".join(sorted((re.escape(word) for word in ELISIONS), key=lambda word: (-len(word), word)))
    clitics = "|".join(sorted(CLITICS_AFTER_VERB, key=lambda word: (-len(word), word)))
    opening = r"[\"«»“”„(\[{<>*_/|=+~#%€$£°§&@,;:!?…\)\]}]|\.+|--+|[–—]+|-(?=\W|$)"
    prefix = rf"^(?:{opening}|(?i:{elided})(?=\w|$))"
    suffix = rf"(?:[\"«»“”„)\]}}>*_/|=+~#€$£%@,;:!?…(\[{{]|\.+|(?<=\w)(?i:-(?:{clitics}))|[–—'-]+)$"
    infix = (
        r"(?<=[a-zà-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ])|[\"«»“”„(\[{<)\]}>*_|=+~#,;:!?…](?![0-9])"
        r"|(?<![0-9])[,:]|\.{2,}|[–—]+|--+|(?<=\w)/(?=\w)"
    )
    return Tokenizer(
        Vocab(),
        rules={word: [{ORTH: word}] for word in _special_words()},
        prefix_search=re.compile(prefix).search,
        suffix_search=re.compile(suffix).search,
        infix_finditer=re.compile(infix).finditer,
    )


def _special_words() -> Iterator[str]:
    for word in sorted(WHOLE_WORDS | WHOLE_HYPHENATED | frozenset(ABBREVIATIONS)):
        yield word
        if word != word[:1].upper() + word[1:]:
            yield word[:1].upper() + word[1:]
        if word != word.upper():
            yield word.upper()
