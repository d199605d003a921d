"""Annotation of read turns: the study's choices about words, which make of readings the tokens that analyses count.

The study's dictionary comes before the language model: its entries give lemma, part of speech, category or status, its
expressions bind words. Discourse particles and fixed expressions (*en tout cas*) bind what is left. Status follows the
custom of lexicometry (IRaMuTeQ's key): *active* forms are the content words that make classes, *supplementary* ones
(tool words, auxiliaries and modals, particles, numbers, placeholders, names) only describe them, *ignored* ones are no
words at all: punctuation, and events, hesitations and false starts unless the study counts them; particles too where it
leaves them out. What holds a digit or was put in by masking is never active, whatever a dictionary says.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from typing import Literal, get_args

from tasks.language.number_words import is_ordinal
from tasks.language.reading import Word
from tasks.language.tokenizer import Kind
from tasks.language.tool_words import GREETINGS, TOOL_ADJECTIVES, TOOL_ADVERBS, TOOL_NOUNS, TOOL_VERBS
from tasks.lexicon.bound_words import Bound, bind_words
from tasks.lexicon.study_dictionary import Entry, StudyDictionary
from tasks.records import Category, Token

Status = Literal["active", "supplementary", "ignored"]

CONTENT_POS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
"""Parts of speech that are active unless the word is a tool word."""

CONTENT: Mapping[str, Category] = {"NOUN": "noun", "VERB": "verb", "ADJ": "adjective", "ADV": "adverb"}
"""Part of speech of content words → their category."""

NO_WORDS: Mapping[str, Kind] = {"hesitations": "hesitation", "false_starts": "false_start", "events": "event"}
"""What ``[lexicon] count`` may ask for → kind of token; none is counted unless asked for."""

_OF_KIND: Mapping[Kind, Category] = {
    "number": "number",
    "placeholder": "placeholder",
    "hesitation": "hesitation",
    "false_start": "false start",
    "event": "event",
    "punctuation": "punctuation",
}
_OF_POS: Mapping[str, Category] = {"PROPN": "name", "INTJ": "interjection", "NUM": "number"}
_TOOLS: Mapping[str, frozenset[str]] = {
    "NOUN": TOOL_NOUNS,
    "VERB": TOOL_VERBS,
    "ADJ": TOOL_ADJECTIVES,
    "ADV": TOOL_ADVERBS,
}
_CATEGORIES: Mapping[str, Category] = {category: category for category in get_args(Category)}
SAID: frozenset[Kind] = frozenset({"word", "number", "hesitation", "false_start"})
"""What a dictionary may speak of."""


class Annotator:
    """Makes tokens of words; built once for a study's choices, pure afterwards."""

    def __init__(
        self,
        dictionary: StudyDictionary | None = None,
        *,
        supplementary: Collection[str] = (),
        active_pos: Collection[str] = CONTENT_POS,
        counted: Collection[str] = (),
        left_out: Collection[str] = (),
    ) -> None:
        """Take a study's choices.

        ``dictionary`` is the study's own; ``supplementary`` are lemmas never active unless the dictionary says so;
        ``active_pos`` the Universal parts of speech that may be active; ``counted`` names what is counted as words
        although it is none (see ``NO_WORDS``); ``left_out`` names words that are not counted (``particles``).
        """
        self._dictionary = dictionary or StudyDictionary()
        self._supplementary = frozenset(lemma.lower() for lemma in supplementary)
        self._active_pos = frozenset(active_pos)
        ignored: set[Category] = {_OF_KIND[kind] for name, kind in NO_WORDS.items() if name not in counted}
        self._ignored = ignored | {"punctuation"} | ({"particle"} if "particles" in left_out else set())

    def annotate(self, words: Sequence[Word], masked: Set[int] = frozenset()) -> list[Token]:
        """One token a word, in order. ``masked``: characters of the turn that masking put there."""
        hidden = [_is_masked(word, masked) for word in words]
        entries = [None if hide else self._entry(word) for word, hide in zip(words, hidden, strict=True)]
        tokens = [
            _masked_token(word) if hide else self._token(word, entry)
            for word, entry, hide in zip(words, entries, hidden, strict=True)
        ]
        is_free = [not hide and token.kind in ("word", "number") for token, hide in zip(tokens, hidden, strict=True)]
        for bound in bind_words(words, self._dictionary, is_free):
            if bound.stop - bound.start > 1:
                tokens[bound.start : bound.stop] = self._expression(tokens[bound.start : bound.stop], bound)
            else:
                start = bound.start
                tokens[start] = self._particle(words[start], tokens[start], bound, entries[start])
        return tokens

    def _entry(self, word: Word) -> Entry | None:
        return self._dictionary.find(word.piece.form, word.pos) if word.piece.kind in SAID else None

    def _token(self, word: Word, entry: Entry | None) -> Token:
        piece = word.piece
        kind, pos, category = piece.kind, word.pos, _category(piece.kind, piece.form, word.lemma, word.pos)
        lemma = entry.lemma if entry and entry.lemma else word.lemma
        if entry and _is_told(entry, kind):
            pos = entry.pos or pos
            category = _CATEGORIES.get(entry.category) or _category(kind, piece.form, lemma, pos)
            kind = _settled_kind(kind, category, piece.form)
        return Token(
            start=piece.start,
            end=piece.end,
            form=piece.form,
            lemma=lemma,
            pos=pos,
            kind=kind,
            category=category,
            status=self._status(kind, category, pos, (lemma, piece.form), entry.status if entry else ""),
            source="dictionary" if entry and entry.lemma else word.source,
            known=word.known or entry is not None,
        )

    def _particle(self, word: Word, token: Token, bound: Bound, entry: Entry | None) -> Token:
        """A particle of one word; what the study's authors say of it stays, unlike what IRaMuTeQ's dictionary says."""
        if entry and entry.is_general:
            token, entry = self._token(word, None), None
        if entry and entry.category:
            return token
        lemma = entry.lemma if entry and entry.lemma else bound.lemma
        status = self._status("word", "particle", bound.pos, (lemma, token.form), entry.status if entry else "")
        return replace(token, lemma=lemma, pos=bound.pos, kind="word", category="particle", status=status, known=True)

    def _expression(self, tokens: Sequence[Token], bound: Bound) -> list[Token]:
        """The words of an expression: they share what it is, and keep their own lemmas."""
        head = next((token for token in tokens if token.category in CONTENT.values()), None)
        category = _CATEGORIES.get(bound.category) or (head.category if head else "tool word")
        pos = bound.pos or (head.pos if head else tokens[0].pos)
        said = (bound.lemma, *(text for token in tokens for text in (token.form, token.lemma)))
        status = self._status("word", category, pos, said, bound.status)
        return [
            replace(
                token,
                pos=pos,
                kind="word",
                category=category,
                status=status,
                source="dictionary" if bound.is_of_study else token.source,
                known=True,
                expression=bound.lemma,
                expression_word=place,
                expression_end=tokens[-1].end,
            )
            for place, token in enumerate(tokens, start=1)
        ]

    def _status(self, kind: Kind, category: Category, pos: str, said: Sequence[str], wanted: str) -> Status:
        """``said``: the lemma, then the forms; ``wanted``: what the study's dictionary says, or nothing."""
        if wanted == "ignored" or (not wanted and category in self._ignored):
            return "ignored"
        is_content = category in CONTENT.values() and pos in self._active_pos and said[0] not in self._supplementary
        is_asked = wanted == "active" if wanted else is_content
        may_be_active = is_asked and kind == "word" and not any(map(_has_digit, said))
        return "active" if may_be_active else "supplementary"


@lru_cache(maxsize=1 << 16)
def _has_digit(text: str) -> bool:
    """Cached, for a corpus says the same few thousand words again and again."""
    return any(map(str.isdigit, text))


def _is_masked(word: Word, masked: Set[int]) -> bool:
    piece = word.piece
    return bool(masked) and piece.kind != "event" and not masked.isdisjoint(range(piece.start, piece.end))


def _masked_token(word: Word) -> Token:
    """What masking put there is no word of anyone's."""
    piece = word.piece
    return Token(
        piece.start,
        piece.end,
        piece.form,
        piece.form,
        "PROPN",
        "placeholder",
        "placeholder",
        "supplementary",
        "form",
        known=True,
    )


def _category(kind: Kind, form: str, lemma: str, pos: str) -> Category:
    if kind in _OF_KIND:
        return _OF_KIND[kind]
    if pos == "NOUN" and form in GREETINGS:
        return "interjection"
    if pos in CONTENT:
        return "tool word" if _is_tool(form, lemma, pos) else CONTENT[pos]
    return _OF_POS.get(pos, "tool word")


def _is_tool(form: str, lemma: str, pos: str) -> bool:
    tools = _TOOLS[pos]
    return lemma in tools or form in tools or (pos == "ADJ" and is_ordinal(form))


def _is_told(entry: Entry, kind: Kind) -> bool:
    """Whether the entry says what a piece of this kind is; a hesitation is a word only where the authors name one."""
    return kind in ("word", "number") or (bool(entry.category) and not entry.is_general)


def _settled_kind(kind: Kind, category: Category, form: str) -> Kind:
    """A number in letters (*seconde*) and a hesitation that the study takes for another word are one."""
    is_number = kind == "number" and (category == "number" or any(sign.isdigit() for sign in form))
    return "number" if is_number else "word"


def is_content(token: Token) -> bool:
    """Whether a token is a content word, whatever its status."""
    return token.kind == "word" and token.category in CONTENT.values()
