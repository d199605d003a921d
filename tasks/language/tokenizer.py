"""Tokens of a masked turn, with their places: spaCy's tokenizer with rules for French as it is spoken and transcribed.

Two passes. Events, hesitations and false starts (``tasks.ingestion.events``), placeholders and inclusive writing are
found first, whole; what stands between them goes through spaCy's ``Tokenizer``. ``spacy.lang.fr`` is not imported: for
three seconds it compiles patterns of hyphenated words, which stay whole here without them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.attrs import ORTH  # type: ignore[import-not-found]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.vocab import Vocab

from tasks.ingestion.events import Event, find_events
from tasks.language.closed_classes import INTERJECTIONS
from tasks.language.cut_words import CLITICS_AFTER_VERB, ELISIONS, WHOLE_HYPHENATED, WHOLE_WORDS
from tasks.language.number_words import is_number

Kind = Literal["word", "number", "hesitation", "false_start", "event", "placeholder", "punctuation"]

PLAIN = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘‛′´`＇", "'"),
        **dict.fromkeys("‐‑‒−﹣－", "-"),
        **dict.fromkeys("\n\t\u00a0\u202f\u2007\u2009", " "),
    }
)
"""One character for one character, so that places in the text hold."""

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""Soft hyphens and other signs without width, which no form keeps."""

ABBREVIATIONS = (
    "M.",
    "MM.",
    "Mme.",
    "Mlle.",
    "Dr.",
    "cf.",
    "av.",
    "apr.",
    "env.",
    "n°",
    "St.",
    "Ste.",
    "ex.",
    "p.ex.",
    "c.-à-d.",
)

_MASKED = (
    "prénom|nom|ville|commune|village|hameau|lieu|lieu-dit|quartier|rue|adresse|département|région|pays|date|âge"
    "|année|mois|entreprise|société|employeur|structure|organisme|association|établissement|école|lycée|université"
    "|hôpital|service|téléphone|numéro|mail|e-mail|courriel|métier|profession|personne|anonymisé|anonyme"
)
_MASKED_WHICH = r"[ _-]?(?:\d{1,3}|[A-Z])| d[eu'][^\[\]\n]{1,30}"
_PLACEHOLDER = (
    rf"\[(?:[A-ZÀ-ÖØ-Þ][^\[\]\n]{{0,60}}|(?:{_MASKED})s?(?:{_MASKED_WHICH})?|x{{2,6}}|\d{{1,3}})\]"
    rf"|(?<!\w)_(?:{_MASKED})(?:_\d{{1,3}})?_(?!\w)"
)
"""In brackets what begins with a capital or names a thing that transcribers mask; IRaMuTeQ's *_ville_1_*."""
_ENDINGS = "trice|rice|euse|ère|fe|ve|ne|le|te|se|e"
_INCLUSIVE = (
    r"\w[\w'-]*(?:[·•⋅‧]\w+)+"
    rf"|\w{{3,}}\((?:{_ENDINGS}|es|nes|les)\)s?"
    rf"|\w{{2,}}\.(?:{_ENDINGS})(?:\.?s)?(?![\w'])"
    rf"|\w{{2,}}-(?:{_ENDINGS})-s(?![\w'])|\w+el-le(?![\w'-])"
    r"|\w{3,}/(?:trice|rice|euse|ère|ve|ne|e)s?(?![\w'])"
    r"|(?:ceux|celui|ils?|eux)\.(?:celles?|elles?)(?!\w)|celles?\.ceux(?!\w)"
)
_ADDRESS = (
    r"(?:https?://|www\.)[^\s<>«»\"]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\w[\w-]*(?:\.[\w-]+)*\.(?:fr|com|org|net|eu|be|ch|ca|docx?|xlsx?|pdf|odt)(?!\w)(?:/[\w./?=&%-]*[\w/])?"
)
_ACRONYM = r"(?:[A-ZÀ-ÖØ-Þ]\.){2,}(?:[A-ZÀ-ÖØ-Þ](?!\w))?"


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
    folded = written.translate(PLAIN).translate(_INVISIBLE).lower()
    return folded or ("-" if written else "")


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
            form = fold_form(written)
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
    return rf"(?P<placeholder>{_PLACEHOLDER}{named})|(?P<word>(?<!\w)(?:{_ADDRESS}|{_ACRONYM}|{_INCLUSIVE}))"


def _whole_piece(match: re.Match[str]) -> Piece:
    written = match.group()
    kind: Kind = "placeholder" if match.lastgroup == "placeholder" else "word"
    return Piece(match.start(), match.end(), written, fold_form(written), kind)


def _event_piece(plain: str, event: Event) -> Piece:
    written = plain[event.start : event.end]
    kinds: dict[str, Kind] = {"hesitation": "hesitation", "false_start": "false_start"}
    return Piece(event.start, event.end, written, fold_form(written), kinds.get(event.kind, "event"))


def _french_tokenizer() -> Tokenizer:
    elided = "|".join(sorted((re.escape(word) for word in ELISIONS), key=lambda word: (-len(word), word)))
    clitics = "|".join(sorted(CLITICS_AFTER_VERB, key=lambda word: (-len(word), word)))
    opening = (
        r"[\"«»“”„(\[{<>*_/|=+~#%€$£°§&@,;:!?…\)\]}]|\.+|--+|[–—]+|-(?=\W|$)|'+|n°(?=\d)"
        rf"|-(?=[^\W\d])(?!(?i:{clitics})(?!\w))"
    )
    prefix = rf"^(?:{opening}|(?i:{elided})(?=\w|$))"
    suffix = (
        rf"(?:[\"«»“”„)\]}}>*_/|=+~#€$£%@,;:!?…(\[{{]|\.+|(?<=\w)(?i:-(?:{clitics}|[tml]'))|(?<=-[tml]')(?i:en|y)"
        r"|[–—'-]+)$"
    )
    infix = (
        r"(?<=[a-zà-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ])|(?<=[a-zà-öø-ÿ]{2})\.(?=[a-zà-öø-ÿ]{2})|[\"«»“”„(\[{<)\]}>*_|=+~#,;:!?…](?![0-9])"
        r"|(?<![0-9])[,:]|\.{2,}|[–—]+|--+|(?<=[^\W\d])/(?=\w)|(?<=\d)/(?=[^\W\d])"
    )
    return Tokenizer(
        Vocab(),
        rules={word: [{ORTH: word}] for word in _special_words()},
        prefix_search=re.compile(prefix).search,
        suffix_search=_closing(re.compile(suffix), re.compile(rf"(?i:{elided})+")),
        infix_finditer=re.compile(infix).finditer,
    )


def _closing(suffix: re.Pattern[str], elided: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    """What is cut off the end; nothing of elisions in a row (*qu'i' viendra*)."""
    return lambda text: None if elided.fullmatch(text) else suffix.search(text)


def _special_words() -> Iterator[str]:
    for word in sorted(WHOLE_WORDS | WHOLE_HYPHENATED | frozenset(ABBREVIATIONS)):
        yield word
        if word != word[:1].upper() + word[1:]:
            yield word[:1].upper() + word[1:]
        if word != word.upper():
            yield word.upper()
