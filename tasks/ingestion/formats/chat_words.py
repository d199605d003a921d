"""What an utterance of CHAT says, as a French reader would write it by hand.

==========================================  ==========================================================================
``<a b> [/]  [//]  [///]  [/-]  [/?]``      *a b*: what was taken back was said
``mot [x 3]``                               *mot mot mot*
``xxx  xx  yyy  yy``                        *(inaudible)*
``www``                                     *((non transcrit))*
``&=laughs  [=! rit]  [^ rit]  &{l=rit``    *(rires)*, *(rit)*: English names of sounds in French, else the own words
``[= le dossier]  [=? chien]``              *((le dossier))*, *((ou chien ?))*
``[?]``                                     *(?)*
``(.)  (..)  #`` · ``(...)`` · ``(1.5)``     *(pause)* · *(silence)* · *(silence 1,5 s)*
``0 [=! sourit]  0 .``                      the action alone, or nothing: nothing was said
``&-euh  &euh`` · ``&+acc  &acc`` · ``&~ga``  *euh* · *acc-* · *ga*
``d(e)  i(l)s`` · ``(ne)  0ne``             *de*, *ils* · left out, told as an aside: a word that was not said
``parce+que  Amérique_du_Sud  est+ce``      *parce que*, *Amérique du Sud*, *est-ce*
``l' eau  qu' il``                          *l'eau*, *qu'il*
``mot@s:eng  mot@o  mot$n``                 *mot*
``&*MOT:oui``                               *oui*, a line of MOT after this one
``+...  +/.  +//.`` · ``+..?  +/?  +//?``    *…* · *… ?*
``+!?`` · ``+"/.`` · ``+".  +.``             *?!* · *:* · *.*
``+<  +^  +,  ++  +"``                      nothing (how the utterance joins the one before)
``[>]  [<]  [!]  [e]  [^c]  [- eng]``       nothing
``<a b> ["]``                               *« a b »*
``[: norme]  [* m]  [+ exc]  [% note]``     nothing in the talk, told as asides
``bon:jour  ou::i  ^mot  ↑ ⌈ ⌉ °mot° ‡ „``  *bonjour*, *oui*, *mot*, without the sign; ``‡ „`` are commas
==========================================  ==========================================================================

Any other bracket stays as typed. An event that `tasks.ingestion.events` would not know for one gets doubled brackets,
which are always one: no word of a description is counted as said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from tasks.ingestion.events import find_events
from tasks.ingestion.formats.chat_forms import said_word

MAX_REPEATS = 20
MAX_REPEATED_CHARACTERS = 200
MAX_EVENT_CHARACTERS = 76
"""Longer descriptions are told as asides: they stop being events to those who look for brackets."""

NoteKind = Literal["annotation", "comment"]

_PIECE = re.compile(r"\[[^\[\]]*\]|\s+|<|>|[^\s<>\[\]]+|[\[\]]")
_LINKER = re.compile(r"(?<!\S)(?:\+[<^,+≈≋]|\+\"(?![/.]))(?!\S)")
_SOFTLY = re.compile(r"(?<!\S)°(?=\S)([^°]*)(?<=\S)°(?!\w)")
_TERMINATORS = (
    (re.compile(r"\s*\+(?:\.\.\.|…|//?\.)(?!\S)"), "…"),
    (re.compile(r"\s*\+(?:\.\.|//?)\?(?!\S)"), "… ?"),
    (re.compile(r"\s*\+!\?(?!\S)"), " ?!"),
    (re.compile(r"\s*\+\"/\.(?!\S)"), " :"),
    (re.compile(r"\s+\+(?:\")?\.(?!\S)"), "."),
)
_NO_WORD_IN_TALK = re.compile(r"(?:/{1,3}|/[-?]|[<>]\d?|!{1,2}|\*|e|\^c.*|-\s?\w[\w-]*)")
_REPEATED = re.compile(r"x\s*(\d{1,3})")
_EXPLAINED = re.compile(r"(=!|=\?|=|\^)\s*(.*)", re.DOTALL)
_TOLD = re.compile(r"(::?|\*|\+|%\w*:?|\$|@)\s*(.*)", re.DOTALL)
_ACTION_FOLLOWS = re.compile(r"\s*(?:\[[=^]|&[={])")
_UTTERANCE_ENDS = re.compile(r"\s*(?:[.?!]|\+|$)")
_DESCRIPTION = re.compile(r"[\s()\[\]_]+")
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,])(?=\s|$)")
_ELISION = re.compile(
    r"(?<![\w'’])((?:[cdjlmnsty]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|parce qu|est-ce qu)['’])\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_ONLY_EVENTS = re.compile(r"((?:\(+[^()]*\)+\s*)+)\.")

_SOUNDS = {
    **dict.fromkeys(("laugh", "laughs", "laughing", "laughter", "giggle", "giggles", "chuckle", "chuckles"), "rires"),
    **dict.fromkeys(("cough", "coughs", "coughing"), "toux"),
    **dict.fromkeys(("sigh", "sighs"), "soupir"),
    **dict.fromkeys(("cry", "cries", "crying", "sob", "sobs", "weeps"), "pleurs"),
    **dict.fromkeys(("breath", "breathes", "inhales", "exhales", "ingresses", "gasp", "gasps"), "souffle"),
    **dict.fromkeys(("whisper", "whispers", "whispering"), "chuchote"),
    **dict.fromkeys(("sniff", "sniffs"), "reniflement"),
    **dict.fromkeys(("sneeze", "sneezes"), "éternuement"),
    **dict.fromkeys(("clap", "claps", "applause"), "applaudissements"),
    **dict.fromkeys(("nod", "nods"), "hochement de tête"),
    "noise": "bruit",
    "music": "musique",
    "whistles": "sifflement",
}


@dataclass(frozen=True, slots=True)
class Note:
    """What a code tells beside the talk."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a main line says."""

    text: str
    """Empty where nothing was said and nothing heard."""
    notes: tuple[Note, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    """(code, words) of those who put a word in."""


@dataclass(slots=True)
class _Reading:
    """One pass over a main line: its pieces as they will stand, and what the next code speaks of."""

    text: str
    pieces: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    opened: list[int] = field(default_factory=list)
    scope: tuple[int, int] | None = None
    """First and last piece of the word or group that stands before."""
    last_repeat: int = -1
    begun: bool = False
    """Something stands before."""


def read_utterance(written: str) -> Utterance:
    """Give what a main line says: its words, events in brackets, and what its codes tell beside."""
    reading = _Reading(_SOFTLY.sub(r"\1", _LINKER.sub(" ", written)))
    for found in _PIECE.finditer(reading.text):
        _take(reading, found)
    text = " ".join("".join(reading.pieces).split())
    for terminator, sign in _TERMINATORS:
        text = terminator.sub(sign, text)
    text = _ELISION.sub(r"\1", _SPACE_BEFORE_STOP.sub(r"\1", text))
    if alone := _ONLY_EVENTS.fullmatch(text):
        text = alone[1].strip()
    if not any(character.isalnum() for character in text):
        text = ""
    return Utterance(text, tuple(reading.notes), tuple(reading.others))


def event_text(description: str) -> str:
    """Put a description into brackets that are an event to whoever counts words; empty where it is none or too long."""
    words = _DESCRIPTION.sub(" ", description).strip()
    if not words or len(words) > MAX_EVENT_CHARACTERS:
        return ""
    single = f"({words})"
    found = find_events(single)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(single))
    return single if whole else f"({single})"


def sound_text(description: str) -> str:
    """The event of a sound or gesture: English names in French."""
    first, *rest = description.replace("_", " ").replace(":", " ").split() or [""]
    return event_text(" ".join([_SOUNDS.get(first.casefold(), first), *rest]))


def _take(reading: _Reading, found: re.Match[str]) -> None:
    piece = found.group()
    if piece.startswith("[") and len(piece) > 1:
        _take_code(reading, piece)
        return
    place = len(reading.pieces)
    reading.pieces.append(piece)
    if piece.isspace() or piece in "[]":
        return
    if piece == "<":
        if reading.text[found.end() : found.end() + 1].strip():
            reading.opened.append(place)
    elif piece == ">":
        if reading.opened and not reading.text[found.start() - 1].isspace():
            reading.scope = (reading.opened.pop(), place)
    else:
        reading.pieces[place] = _word(reading, found)
        reading.begun = reading.begun or bool(reading.pieces[place])
        reading.scope = (place, place)


def _word(reading: _Reading, found: re.Match[str]) -> str:
    word = found.group()
    if word == "0":
        acted = _ACTION_FOLLOWS.match(reading.text, found.end()) is not None
        alone = not reading.begun and _UTTERANCE_ENDS.match(reading.text, found.end()) is not None
        return "" if acted or alone else word
    said = said_word(word)
    if said.unsaid:
        reading.notes.append(Note("annotation", f"non prononcé : {said.unsaid}"))
    if said.other:
        reading.others.append(said.other)
    if said.sound:
        return _event(reading, sound_text(said.sound), said.sound) + said.text
    return said.text


def _event(reading: _Reading, text: str, description: str) -> str:
    if not text and description.strip():
        reading.notes.append(Note("annotation", description.strip()))
    return text


def _take_code(reading: _Reading, piece: str) -> None:
    inner = piece[1:-1].strip()
    if _NO_WORD_IN_TALK.fullmatch(inner):
        shown = ""
    elif inner == "?":
        shown = "(?)"
    elif inner == '"':
        shown = ""
        _quote(reading)
    elif repeated := _REPEATED.fullmatch(inner):
        shown = _repeat(reading, int(repeated[1]))
    elif explained := _EXPLAINED.fullmatch(inner):
        shown = _explanation(reading, explained[1], explained[2].strip())
    elif told := _TOLD.fullmatch(inner):
        shown = ""
        if told[2].strip():
            reading.notes.append(Note("comment" if told[1].startswith("%") else "annotation", piece))
    else:
        reading.pieces.append(piece)
        reading.scope = None
        return
    _open_scope(reading)
    reading.pieces.extend((" ", shown) if shown else ())


def _open_scope(reading: _Reading) -> None:
    """Take off the angle brackets around what a code speaks of."""
    if reading.scope and reading.scope[0] != reading.scope[1]:
        for place in reading.scope:
            if reading.pieces[place] in ("<", ">"):
                reading.pieces[place] = ""


def _quote(reading: _Reading) -> None:
    if reading.scope:
        first, last = reading.scope
        reading.pieces[first] = "« " + reading.pieces[first].removeprefix("<")
        reading.pieces[last] = reading.pieces[last].removesuffix(">") + " »"


def _repeat(reading: _Reading, times: int) -> str:
    """Write what was said several times as often as it was; what would grow without bound is told by its number."""
    if reading.scope is None or times < 2:
        return ""
    first, last = reading.scope
    _open_scope(reading)
    said = "".join(reading.pieces[first : last + 1]) if first > reading.last_repeat else ""
    reading.last_repeat = len(reading.pieces) + 1
    if not said or times > MAX_REPEATS or len(said) > MAX_REPEATED_CHARACTERS:
        return event_text(f"{times} fois")
    return " ".join([said] * (times - 1))


def _explanation(reading: _Reading, sign: str, words: str) -> str:
    if sign in ("=!", "^"):
        return _event(reading, sound_text(words), words)
    return _event(reading, event_text(f"ou {words} ?" if sign == "=?" and words else words), words)
