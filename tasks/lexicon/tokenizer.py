"""Tokens of a masked turn, with their places: spaCy's tokenizer with rules for French as it is spoken and transcribed.

Two passes. Bracketed events, placeholders and inclusive writing are found first, whole, by one pattern; what stands
between them goes through spaCy's ``Tokenizer``. ``spacy.lang.fr`` is not imported: for three seconds it compiles
patterns of hyphenated words, which stay whole here without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from tasks.lexicon.closed_classes import (
    CLITICS_AFTER_VERB,
    ELISIONS,
    HESITATIONS,
    WHOLE_HYPHENATED,
    WHOLE_WORDS,
    is_number,
)

Kind = Literal["word", "number", "hesitation", "event", "placeholder", "punctuation"]

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

_SOUND = (
    r"rires?|rigol\w*|sourire\w*|silences?|pauses?|inaudible\w*|incompr[ée]hensible\w*|indistinct\w*|soupirs?|soupire|toux|tousse|souffl\w+"
    r"|h[ée]sit\w+|bruits?|brouhaha|sonnerie|coupures?|interruption\w*|larmes?|pleur\w*|[ée]motion|applaudissements?|musique"
    r"|chuchot\w*|chevauchement\w*|geste\w*|acquiesc\w*|exclamation|onomatop[ée]e"
)
_EVENT_WORD = (
    rf"{_SOUND}|rit|sourit|t[ée]l[ée]phone|sonne|coup[ée]e?|interromp\w*|[ée]mu\w*|crie?s?|blanc|incertain|temps|mots?|long|court|hoche\w*"
    r"|fin|d[ée]but|passage|connexion|il rit|elle rit|xx+|\?+|\.{2,}|…"
)
"""First words of a bracketed note; in square brackets a capital makes a placeholder save for ``_SOUND``."""
_EVENT = (
    rf"\((?:{_EVENT_WORD})(?:\s[^()\n]{{0,60}})?\)|\*(?:{_EVENT_WORD})(?:\s[^*\n]{{0,40}})?\*"
    rf"|<(?:{_EVENT_WORD})(?:\s[^<>\n]{{0,40}})?>|\[(?:{_SOUND})(?:\s[^\[\]\n]{{0,60}})?\]"
)
_SQUARE_EVENT = r"\[[^\[\]\nA-ZÀ-ÖØ-Þ][^\[\]\n]{0,60}\]"
_PLACEHOLDER = r"\[[A-ZÀ-ÖØ-Þ][^\[\]\n]{0,60}\]"
_INCLUSIVE = (
    r"\w[\w'-]*(?:[·•⋅‧]\w+)+|\w{3,}\((?:e|es|ne|nes|le|les|te|se|trice|rice|ère|euse)\)s?"
    r"|\w{2,}\.(?:e|ne|le|ère|trice|rice|euse)(?:\.?s)?(?![\w'])"
)
_TRUNCATED = r"\w[\w']*[-~](?=[\s,.;:!?…)\]»\"]|$)"


_UNHEARD = re.compile(r"x{3,}")
"""*XXX*: what transcribers write for a word they could not hear."""


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
    truncated: bool = False
    """Whether the speaker broke the word off (*accompa-*)."""


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
        for match in self._whole.finditer(plain):
            pieces.extend(self._cut_plain(plain, after, match.start()))
            pieces.append(_whole_piece(match))
            after = match.end()
        pieces.extend(self._cut_plain(plain, after, len(plain)))
        return pieces

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
    """Kind of a form in lower case that is no bracketed event and no placeholder."""
    if not any(character.isalnum() for character in form):
        return "punctuation"
    if form in HESITATIONS:
        return "hesitation"
    if _UNHEARD.fullmatch(form):
        return "event"
    return "number" if is_number(form) else "word"


def _whole_pattern(placeholders: frozenset[str]) -> str:
    listed = "|".join(
        re.escape(word.translate(PLAIN)) for word in sorted(placeholders, key=lambda word: (-len(word), word))
    )
    named = rf"|(?<!\w)(?:{listed})(?!\w)" if listed else ""
    return (
        rf"(?P<event>(?i:{_EVENT})|{_SQUARE_EVENT})"
        rf"|(?P<placeholder>{_PLACEHOLDER}{named})|(?P<word>(?<!\w)(?:{_INCLUSIVE}))|(?P<truncated>(?<![\w'-]){_TRUNCATED})"
    )


def _whole_piece(match: re.Match[str]) -> Piece:
    written = match.group()
    truncated = match.lastgroup == "truncated"
    kinds: dict[str, Kind] = {"event": "event", "placeholder": "placeholder"}
    kind = kinds.get(match.lastgroup or "", "word")
    return Piece(match.start(), match.end(), written, written.lower(), kind, truncated)


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
