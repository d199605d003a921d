"""What stands in a turn and is no word: laughter, silences, noises, what was not heard, hesitations, false starts.

Transcribers write events between brackets, but also what someone said aside (*(par exemple les dossiers)*), endings
(*il(s)*), places that were masked (*[VILLE_1]*) and words that overlap. A bracket is an event where its first words
say so: a noun of sound or silence, or someone who does what is seen or heard (*le téléphone sonne*). When in doubt it
is words. This is the one definition: word counts of ingestion and the lexicon use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from tasks.ingestion.folding import count_words, fold

EventKind = Literal[
    "laugh",
    "silence",
    "pause",
    "inaudible",
    "noise",
    "gesture",
    "interruption",
    "time",
    "comment",
    "hesitation",
    "false_start",
]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)


@dataclass(frozen=True, slots=True)
class Event:
    """One place of a turn that is no word."""

    start: int
    """First character, from 0, in the turn's text; brackets belong to it."""
    end: int
    """One past the last character."""
    kind: EventKind


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_NOUNS: Mapping[EventKind, frozenset[str]] = {
    "laugh": _words("rire rires sourire sourires laugh laughs laughter laughing rigolade rigole rit rient sourit"),
    "silence": _words("silence silences"),
    "pause": _words("pause pauses hesitation hesitations hesite"),
    "inaudible": _words(
        "inaudible inaudibles incomprehensible incomprehensibles indistinct indistincte indistinctes unintelligible "
        "incertain incertaine inintelligible"
    ),
    "noise": _words(
        "soupir soupirs soupire toux tousse raclement raclements souffle souffles bruit bruits brouhaha sonnerie "
        "sonneries musique chuchotement chuchotements chuchote chuchotant onomatopee onomatopees exclamation "
        "exclamations applaudissement applaudissements pleurs pleure larmes sanglots sanglot sirene reniflement "
        "reniflements renifle eternuement sifflement siffle claquement vibration aboiement aboiements telephone "
        "sigh sighs cough coughs noise applause music ploc clac boum paf dring toc"
    ),
    "gesture": _words(
        "geste gestes acquiesce acquiescement acquiescements acquiescant opine hochement mime mimique grimace emotion "
        "emu emue signe"
    ),
    "interruption": _words(
        "interruption interruptions coupure coupures chevauchement chevauchements interrompu interrompue crosstalk "
        "interrompt"
    ),
}
"""First words of a bracket that say what it is, whatever follows; folded."""
_BEFORE = _words(
    "long longue longs longues petit petite petits petites leger legere grand grande gros grosse court courte bref "
    "breve un une des d eclat eclats nouveau nouvelle nouvelles autre autres deux trois quelques plusieurs "
    "passage passages mot mots partie phrase moment moments fou fous"
)
"""Words that may stand before such a noun."""
_WHOLE: Mapping[EventKind, frozenset[str]] = {
    "inaudible": frozenset({"x", "xx", "non transcrit", "non transcrite", "non audible", "pas audible"}),
    "gesture": frozenset(f"{sign} {word} de la tete" for sign in ("signe", "fait") for word in ("oui", "non"))
    | frozenset({"oui de la tete", "non de la tete"}),
    "pause": frozenset({"blanc", "temps", "un temps", "un blanc", "long blanc", "temps long", "long temps"}),
    "interruption": frozenset(
        {"coupe", "coupee", "probleme de connexion", "problemes de connexion", "coupure de connexion", "coupure reseau"}
    ),
    "comment": frozenset(
        {
            *("suite", "sic", "bis", "fin", "debut", "fin de l entretien", "debut de l entretien", "fin d entretien"),
            *("fin de l enregistrement", "debut de l enregistrement", "fin de la transcription", "ton ironique"),
            *("ironique", "ironiquement", "fin de l extrait", "passage coupe", "hors enregistrement", "hors micro"),
        }
    ),
}
"""Brackets that are an event as a whole; as first words of more they may be an aside (*(fin du mois)*)."""
_DOES: Mapping[EventKind, frozenset[str]] = {
    "laugh": _words("rit rient sourit sourient rigole rigolent ricane ricanent pouffe glousse laughs"),
    "noise": _words(
        "sonne sonnent vibre vibrent aboie aboient miaule pleure pleurent tousse toussent eternue soupire soupirent "
        "souffle soufflent chuchote chuchotent murmure fredonne fredonnent chante sifflote siffle crie crient renifle "
        "claque claquent grince frappe frappent toque tape tapent klaxonne applaudit applaudissent retentit"
    ),
    "gesture": _words(
        "montre montrent regarde regardent pose posent leve levent assoit assied rassoit asseyent hoche hochent "
        "secoue hausse pointe designe mime miment imite tend tendent retourne tourne ouvre ouvrent ferme ferment "
        "cherche prend prennent sort sortent revient reviennent boit ecrit lit feuillette "
        "reflechit hesite ecoute gesticule acquiesce opine approche eloigne penche essuie allume eteint range "
        "griffonne dessine nods"
    ),
    "interruption": _words("interrompt interrompent decroche raccroche"),
}
"""What someone or something is said to do; folded."""
_SOMEONE = _words("il elle ils elles iel l enquetrice enqueteur enquetee enquete")
_SEEN = "gesture"
"""Gestures need someone who makes them (*(elle montre)*, not *(la carte montre)*)."""
_SEEN_ALONE = _words("hoche hochent secoue hausse opine acquiesce gesticule")
"""Gestures that need nobody named (*(hoche la tête)*)."""
_CLITICS = _words("la le les l se s lui leur en y me")
_DETERMINERS = _words("le la les l un une des son sa ses leur leurs du de d quelqu quelqu'un the a")
_MOST_BEFORE_VERB = 4
_SPEECH = _words(
    "je j me m moi tu te t toi nous vous on ca c qui que qu quoi pas jamais parce donc mais alors enfin voila oui non "
    "exemple si quand comme ai suis etait avait"
)
"""Words of someone who speaks: a bracket that holds one in its first clause is something said."""

_HESITATION = r"e+u+h+|h+e+u+h*|h+u+[mn]+|h+m+|m+h+m*|m+h+u+m+|m{2,}h*|u+h+m*|h+a+n|p+f{2,}|pfiou+|ts+|h{2,}|eum+"
HESITATION = re.compile(rf"(?:{_HESITATION})(?:-(?:{_HESITATION}))?", re.IGNORECASE)
"""A vocal mark that is no word. *Ben, bah, hein, ah* are words."""
_UNHEARD = r"[xX]{3,}"
_FALSE_START = r"\w[\w'’]*(?:-|~)"
_MARK = re.compile(
    r"(?P<round>\({1,2}[^()\n]{1,80}\){1,2})"
    r"|(?P<square>\[[^\[\]\n]{1,80}\])"
    r"|(?P<curly>\{[^{}\n]{1,80}\})"
    r"|(?P<angle><[^<>\n]{1,60}>)"
    r"|(?P<star>(?<![\w*])\*[^*\n]{1,60}\*(?![\w*]))"
    rf"|(?P<unheard>(?<!\w){_UNHEARD}(?!\w))"
    rf"|(?P<hesitation>(?<!\w)(?<!\w[-‐‑])(?:{_HESITATION})(?:-(?:{_HESITATION}))?(?![\w'’])(?!-\w))"
    rf"|(?P<false_start>(?<![\w'’-]){_FALSE_START}(?=[\s,.;:!?…)\]»\"]|$))",
    re.IGNORECASE,
)
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2,3}(?:[.,]\d{1,3})?"
_TIME = re.compile(rf"{_CLOCK}(?:\s*[-–—>]+\s*{_CLOCK})?")
_SECONDS = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?\s*(?:s|sec|secs|secondes?|mn|min|minutes?)\.?|\d{1,2}\.\d{1,2}")
_UNITS = frozenset({"mm", "hm", "ts"})
_NUMBER_BEFORE = re.compile(r"\d\s?$")
_NAMED_PLACE = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_CLAUSE = re.compile(r"[,;:.…–—/]| - ")


def find_events(text: str) -> tuple[Event, ...]:
    """The events of a turn, in order, without overlap."""
    return tuple(_events(text))


def without_events(text: str) -> str:
    """The text with a space in the place of each event: what is counted as words."""
    pieces, at = [], 0
    for event in find_events(text):
        pieces.append(text[at : event.start])
        at = event.end
    return " ".join([*pieces, text[at:]])


def count_spoken_words(text: str) -> int:
    """Words of a turn; events, hesitations and false starts are none."""
    return count_words(without_events(text))


def is_hesitation(form: str) -> bool:
    """Whether a form is a vocal mark and no word."""
    return HESITATION.fullmatch(form) is not None


def _events(text: str) -> Iterator[Event]:
    at = 0
    while found := _MARK.search(text, at):
        kind = _kind(text, found)
        if kind is not None:
            yield Event(found.start(), found.end(), kind)
            at = found.end()
        else:  # what the bracket holds may hold hesitations and further brackets
            at = found.start() + 1 if found.lastgroup in _BRACKETS else found.end()


_BRACKETS = ("round", "square", "curly", "angle", "star")


def _kind(text: str, found: re.Match[str]) -> EventKind | None:
    shape = found.lastgroup or ""
    if shape == "unheard":
        return "inaudible"
    if shape == "hesitation":
        return "hesitation" if _is_vocal(text, found) else None
    if shape == "false_start":
        return "false_start" if _is_broken_off(text, found) else None
    return _bracket_kind(shape, found.group())


def _is_vocal(text: str, found: re.Match[str]) -> bool:
    """*MM.* are gentlemen, *10 mm* millimetres, *TS* and *MH* initials."""
    written = found.group()
    if len(written) == 2 and written.isupper():
        return False
    before = text[max(found.start() - 4, 0) : found.start()]
    return not (written.lower() in _UNITS and _NUMBER_BEFORE.search(before))


def _is_broken_off(text: str, found: re.Match[str]) -> bool:
    """A word broken off ends on a letter, and no line: there a hyphen may divide a word.

    A letter alone (*a- premier point*) is one only where the word that follows takes it up.
    """
    stem, after = found.group()[:-1], text[found.end() :]
    if not stem[-1].isalpha() or stem[0].isdigit() or (after[:1] == "\n" and after[1:2].islower()):
        return False
    return len(stem) > 1 or after.lstrip()[:1].casefold() == stem.casefold()


@lru_cache(maxsize=4096)
def _bracket_kind(shape: str, written: str) -> EventKind | None:
    inner = written.strip("()[]{}<>* \t\u00a0\u202f")
    doubled = written.startswith("((") and written.endswith("))")
    if shape == "round" and not doubled and ("((" in written or "))" in written):
        return None
    if not inner:
        return None
    if not any(character.isalnum() for character in inner):
        return _punctuation_kind(shape, inner)
    if _TIME.fullmatch(inner):
        return "time"
    if _SECONDS.fullmatch(inner.lower()):
        return "pause" if shape in ("round", "square") else None
    kind = _described(inner)
    if shape == "square" and kind is not None and _is_placeholder(inner, kind):
        return None
    told = doubled or (shape == "curly" and len(inner.split()) > 1)
    return kind or ("comment" if told else None)


def _punctuation_kind(shape: str, inner: str) -> EventKind | None:
    marks = set(inner)
    if marks <= {"?"} and shape in ("round", "square"):
        return "inaudible"
    if marks <= {".", "…"} and shape in ("round", "square"):
        return "pause" if shape == "round" else "comment"
    return None


def _is_placeholder(inner: str, kind: EventKind) -> bool:
    """``[Téléphone]`` stands for a number that was masked; ``[Rires]`` and ``[Le téléphone sonne]`` do not."""
    return fold(inner) == "telephone" and _NAMED_PLACE.match(inner) is not None and kind == "noise"


def _described(inner: str) -> EventKind | None:
    whole = fold(inner)
    for kind, entries in _WHOLE.items():
        if whole in entries:
            return kind
    if re.fullmatch(r"x{2,}", whole):
        return "inaudible"
    words = fold(_CLAUSE.split(inner, maxsplit=1)[0]).split()
    if not words or _SPEECH & set(words):
        return None
    return _named(words) or _done(words)


def _named(words: list[str]) -> EventKind | None:
    """The kind that the first noun tells, words of size and number before it passed over."""
    place = 0
    while place < len(words) and words[place] in _BEFORE:
        place += 1
    if place == len(words):
        return None
    if words[place] == "telephone" and len(words) > 1:  # *(téléphone de la mairie)* is something said
        return None
    if words[place] == "signe" and words[place + 1 : place + 2] not in (["de"], []):
        return None
    return next((kind for kind, nouns in _NOUNS.items() if words[place] in nouns), None)


def _done(words: list[str]) -> EventKind | None:
    """The kind that tells what someone or something does: *elle se lève*, *le téléphone sonne*, *Camille rit*."""
    if words[0] in _SOMEONE:
        verb = 2 if words[1:2] and words[1] in _CLITICS else 1
        if words[verb : verb + 1] in (["prend"], ["prennent"]) and words[verb + 1 : verb + 2] == ["en"]:
            return None
        return _verb_kind(words[verb : verb + 1], seen=True)
    if words[0] in _DETERMINERS:
        for verb in range(2, min(len(words), _MOST_BEFORE_VERB + 1)):
            kind = _verb_kind(words[verb : verb + 1], seen=words[1] in _SOMEONE)
            if kind is not None:
                return kind
        return None
    if len(words) == 1 or words[0] in _SEEN_ALONE:
        return _verb_kind(words[:1], seen=words[0] in _SEEN_ALONE)
    return _verb_kind(words[1:2], seen=False) if len(words) == 2 else None


def _verb_kind(words: list[str], *, seen: bool) -> EventKind | None:
    for kind, verbs in _DOES.items():
        if words and words[0] in verbs and (seen or kind != _SEEN):
            return kind
    return None
