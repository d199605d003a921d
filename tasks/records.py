"""The records that stages hand one another: small, frozen, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Speaker = Literal["interviewee", "interviewer", "other"]
"""Who speaks in a turn, once speakers are told apart."""

Side = Literal["A", "B"]
"""The two sides of the mirror; the letter of citation labels (*Anne A*)."""

Category = Literal[
    "noun",
    "verb",
    "adjective",
    "adverb",
    "name",
    "tool word",
    "particle",
    "interjection",
    "number",
    "placeholder",
    "hesitation",
    "false start",
    "event",
    "punctuation",
]
"""What a word counts as: content words by part of speech, all else by what it serves for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or cue of an incoming file, before speakers are told apart."""

    text: str
    number: int
    """Line, paragraph or cue of the file, from 1: the place that messages name."""
    speaker: str = ""
    """Speaker as the format itself says (a ``<v Name>`` of WebVTT), else empty."""
    start_s: float | None = None
    end_s: float | None = None
    bold: bool = False
    question: str = ""
    """Question or theme that the format itself says the line opens (``-*theme`` of an IRaMuTeQ corpus), else empty."""


@dataclass(frozen=True, slots=True)
class Aside:
    """What a file holds beside its talk: kept in the original, told, and no part of any turn."""

    kind: Literal[
        "header", "footer", "page_number", "line_number", "note", "text_box", "comment", "annotation", "heading"
    ]
    text: str
    number: int
    """Line, paragraph or cue of the file, or page of a PDF, from 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """One interview as an incoming file holds it: its lines in order and how they were read."""

    format: str
    encoding: str
    lines: tuple[Line, ...]
    asides: tuple[Aside, ...] = ()
    cues: bool = False
    """Lines are cues of a recording: those of one speaker that follow one another are one turn."""
    roles: Mapping[str, Speaker] = field(default_factory=dict)
    """Speaker as written in the lines → role, where the format itself says who asks (*Investigator* of CHAT)."""
    answers_only: bool = False
    """The format leaves the interviewer out (an IRaMuTeQ corpus): all of it is the interviewee's."""
    name: str = ""
    """What the file calls this interview, where it holds several or names it; else empty."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What the file tells of this interview (starred variables), by name."""
    refused: str = ""
    """Why this one of several interviews in a file cannot be read (a code of the messages), else empty."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says until another speaks."""

    position: int
    """From 1 within the interview."""
    label: str
    """Speaker marker as written in the file (identifying: stays in the vault)."""
    text: str
    """Words of the turn; paragraphs joined by a line feed."""
    line: int
    """Line of the file where the turn starts."""
    start_s: float | None = None
    end_s: float | None = None
    speaker: Speaker = "other"
    question: str = ""
    """Number of the guide's question that the turn asks or answers, else empty."""
    theme: str = ""
    """Theme of that question, or the one that the format itself says, else empty."""
    start_at: int = 0
    """First character of the turn, its marker counted in, in the reading text (the lines joined by line feeds)."""
    end_at: int = 0
    """One past its last character; turns, headings and what stands before the first turn cover the text once."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that the study knows before reading: a participant's, or one that a person listed."""

    identity: str
    """Stable id of who or what bears the name: ``participant:C01``, ``listed:3``, ``found:12``."""
    kind: str
    """``person``, ``place``, ``organisation``."""
    forms: tuple[str, ...]
    """The name's written parts in the order first name, surname, then others (nicknames)."""
    gender: str = ""
    """``f``, ``m`` or empty."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place of a turn that identifies someone or something."""

    turn: int
    start: int
    """First character, from 0, in the turn's original text."""
    end: int
    """One past the last character."""
    kind: str
    """``person``, ``place``, ``organisation``, ``phone``, ``email``, ``url``, ``number``, ``date``, ``address``."""
    identity: str
    """Who or what is meant: mentions of one identity get one replacement."""
    source: str
    """What found it: ``known name``, ``pattern email`` ..."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """One masked place of a turn: where it stood, where it stands now, what stands there."""

    turn: int
    start: int
    end: int
    """Place in the original text."""
    masked_start: int
    masked_end: int
    """Place in the masked text."""
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a masked turn as cut, as the lexicon counts it."""

    start: int
    end: int
    form: str
    """As it stands, in lower case, typographic apostrophe made plain."""
    lemma: str
    pos: str
    """Universal part of speech: NOUN, VERB, ADJ, ADV, PRON ..., PUNCT, X; in an expression that of the whole."""
    kind: Literal["word", "number", "hesitation", "false_start", "event", "placeholder", "punctuation"]
    category: Category
    status: Literal["active", "supplementary", "ignored"]
    source: str
    """What gave the lemma: ``dictionary`` (the study's own), ``table``, ``simplemma``, ``trees``, ``form`` ..."""
    known: bool
    """Whether a dictionary knows the form; true of what is no word."""
    expression: str = ""
    """Lemma of the fixed expression that the word stands in, or empty."""
    expression_word: int = 0
    """Place in the expression, from 1; 0 outside."""
    expression_end: int = 0
    """One past the last character of the expression; 0 outside."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to tell the researcher: a code of the message catalogue and its parameters."""

    code: str
    subject: str = ""
    """Interview, participant, class or table concerned; never a name."""
    details: dict[str, str | int | float] = field(default_factory=dict)
