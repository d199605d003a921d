"""Annotation of masked turns: the tokens that the lexical analyses count, with lemma, part of speech and status.

Status follows the custom of lexicometry (IRaMuTeQ's key): *active* forms are the content words that make classes,
*supplementary* ones (tool words, auxiliaries and modals, particles, numbers, placeholders, names) only describe them,
*ignored* ones are no words at all: punctuation, and events, hesitations and false starts unless the study counts them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal

from tasks.lexicon.closed_classes import (
    LOCUTIONS,
    TOOL_ADJECTIVES,
    TOOL_ADVERBS,
    TOOL_NOUNS,
    TOOL_VERBS,
    is_ordinal,
)
from tasks.lexicon.dictionary_tagger import DictionaryTagger, Reading
from tasks.lexicon.form_tables import FormDictionary, load_tables
from tasks.lexicon.tokenizer import Piece, SpokenTokenizer
from tasks.records import Token

Status = Literal["active", "supplementary", "ignored"]

CONTENT_POS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
"""Parts of speech that are active unless the word is a tool word."""

RULES_VERSION = "2"
"""Changes whenever the rules or the closed classes change what comes out."""

NO_WORDS: Mapping[str, str] = {"hesitations": "hesitation", "false_starts": "false_start", "events": "event"}
"""What ``[lexicon] count`` may ask for → kind of token; none is counted unless asked for."""

_TOOLS: Mapping[str, frozenset[str]] = {
    "NOUN": TOOL_NOUNS,
    "VERB": TOOL_VERBS,
    "AUX": TOOL_VERBS,
    "ADJ": TOOL_ADJECTIVES,
    "ADV": TOOL_ADVERBS,
}


class Annotator:
    """Cuts, tags and lemmatises turns, one at a time. ``model_version`` names what its answers depend on."""

    def __init__(
        self,
        tokenizer: SpokenTokenizer,
        tagger: DictionaryTagger,
        *,
        supplementary: frozenset[str],
        active_pos: frozenset[str],
        model_version: str,
        counted: frozenset[str] = frozenset(),
    ) -> None:
        self._tokenizer = tokenizer
        self._tagger = tagger
        self._supplementary = frozenset(lemma.lower() for lemma in supplementary)
        self._active_pos = active_pos
        self._ignored = {"punctuation", *(kind for name, kind in NO_WORDS.items() if name not in counted)}
        self.model_version = model_version

    def annotate(self, text: str) -> list[Token]:
        """Tokens of one masked turn in reading order; ``text[token.start:token.end]`` is what stood there."""
        pieces = self._tokenizer.cut(text)
        readings = self._tagger.tag(pieces)
        fixed = _fixed_places(pieces)
        return [
            _token(piece, reading, "supplementary" if place in fixed else self._status(piece, reading))
            for place, (piece, reading) in enumerate(zip(pieces, readings, strict=True))
        ]

    def _status(self, piece: Piece, reading: Reading) -> Status:
        if piece.kind in self._ignored:
            return "ignored"
        active = (
            piece.kind == "word"
            and reading.pos in self._active_pos
            and reading.lemma not in self._supplementary
            and not _is_tool(piece.form, reading)
        )
        return "active" if active else "supplementary"


def load_annotator(
    *,
    placeholders: frozenset[str] = frozenset(),
    supplementary: frozenset[str] = frozenset(),
    active_pos: frozenset[str] = CONTENT_POS,
    counted: frozenset[str] = frozenset(),
) -> Annotator:
    """Read the tables and make an annotator.

    ``placeholders`` are words that stand for something masked (*BIP*), compared as written; ``supplementary`` are
    lemmas never active; ``active_pos`` are the Universal parts of speech that may be active; ``counted`` names
    what is counted as words although it is none (see ``NO_WORDS``).
    """
    tables = load_tables()
    return Annotator(
        SpokenTokenizer(placeholders),
        DictionaryTagger(FormDictionary(tables)),
        supplementary=supplementary,
        active_pos=active_pos,
        counted=counted,
        model_version=f"dictionary tagger {RULES_VERSION}: {tables.version}",
    )


def _is_tool(form: str, reading: Reading) -> bool:
    tools = _TOOLS.get(reading.pos, frozenset())
    return reading.lemma in tools or form in tools or (reading.pos == "ADJ" and is_ordinal(form))


def _token(piece: Piece, reading: Reading, status: Status) -> Token:
    return Token(
        start=piece.start,
        end=piece.end,
        form=piece.form,
        lemma=reading.lemma,
        pos=reading.pos,
        kind=piece.kind,
        status=status,
        source=reading.source,
    )


def _by_first_form() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    grouped: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in LOCUTIONS:
        grouped[words[0]].append(words)
    return {first: tuple(expressions) for first, expressions in grouped.items()}


_LOCUTIONS = _by_first_form()


def _fixed_places(pieces: Sequence[Piece]) -> frozenset[int]:
    """Places of the words of fixed expressions (*du coup, en tout cas*)."""
    places: set[int] = set()
    for start, piece in enumerate(pieces):
        for words in _LOCUTIONS.get(piece.form, ()):
            span = pieces[start : start + len(words)]
            if len(span) == len(words) and all(near.form == word for near, word in zip(span, words, strict=True)):
                places.update(range(start, start + len(words)))
    return frozenset(places)
