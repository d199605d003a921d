"""What the study's dictionary may call parts of speech, categories and statuses, and what Miroir takes for it.

Three vocabularies are taken side by side: Universal parts of speech (*NOUN*), Miroir's categories in French and in
English (*mot-outil*, *tool word*), and IRaMuTeQ's codes (*nom*, *adv_sup*, *pro_per*). All are compared folded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tasks.ingestion.folding import fold
from tasks.language.closed_classes import words

COORDINATING = words("et ou mais donc or ni car soit")
"""Conjunctions that bind equals; every other one of IRaMuTeQ's ``con`` subordinates."""


class WordCategory(NamedTuple):
    """What a name of a category says of a word; an empty text changes nothing."""

    pos: str
    """Universal part of speech."""
    category: str
    """Miroir's category."""


UNIVERSAL: Mapping[str, str] = MappingProxyType(
    {
        "NOUN": "noun",
        "VERB": "verb",
        "ADJ": "adjective",
        "ADV": "adverb",
        "PROPN": "name",
        "INTJ": "interjection",
        "NUM": "number",
        "PUNCT": "punctuation",
        "SYM": "punctuation",
        **dict.fromkeys(("ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ", "X"), "tool word"),
    }
)
"""Universal part of speech → category of a word that somebody says to be one."""

_MIROIR = {
    "NOUN": ("nom", "nom commun", "substantif", "noun"),
    "VERB": ("verbe", "verb"),
    "ADJ": ("adjectif", "adjective"),
    "ADV": ("adverbe", "adverb"),
    "PROPN": ("nom propre", "proper noun", "name"),
    "INTJ": ("interjection",),
    "NUM": ("nombre", "number"),
    "PRON": ("pronom", "pronoun"),
    "DET": ("déterminant", "determiner", "article"),
    "ADP": ("préposition", "preposition"),
    "AUX": ("auxiliaire", "auxiliary"),
}
_NO_PART_OF_SPEECH = {
    "tool word": ("mot-outil", "tool word", "function word", "sw"),
    "particle": ("particule", "particle", "particule de discours", "discourse particle"),
}
_UNRECOGNISED = "nr"
"""IRaMuTeQ's *non reconnu*: that a word stands in no dictionary says nothing of what it is."""
_CONJUNCTION_NAMES = ("con", "conjonction", "conjunction")
_CONJUNCTION = WordCategory("", "tool word")
"""Which of the two parts of speech it is, the form tells."""
_IRAMUTEQ = {
    "NOUN": ("nom",),
    "VERB": ("ver",),
    "ADJ": ("adj",),
    "ADV": ("adv",),
    "AUX": ("aux",),
    "ADP": ("pre",),
    "NUM": ("num", "adj_num"),
    "INTJ": ("ono",),
    "DET": ("art", "art_def", "art_ind", "adj_dem", "adj_ind", "adj_int", "adj_pos"),
    "PRON": ("pro", "pro_dem", "pro_ind", "pro_int", "pro_per", "pro_pos", "pro_rel"),
}
_IRAMUTEQ_TOOLS = {"NOUN": "nom_sup", "VERB": "ver_sup", "ADJ": "adj_sup", "ADV": "adv_sup"}
_STATUSES = {
    "active": ("actif", "active", "actifs", "actives"),
    "supplementary": ("supplémentaire", "supplémentaires", "supplementary"),
    "ignored": ("ignoré", "ignorée", "ignorés", "ignorées", "ignored"),
}


def _categories() -> dict[str, WordCategory]:
    known = {fold(pos): WordCategory(pos, category) for pos, category in UNIVERSAL.items()}
    for table in (_MIROIR, _IRAMUTEQ):
        known |= {fold(name): WordCategory(pos, UNIVERSAL[pos]) for pos, names in table.items() for name in names}
    known |= {fold(name): WordCategory(pos, "tool word") for pos, name in _IRAMUTEQ_TOOLS.items()}
    known |= {fold(name): WordCategory("", kind) for kind, names in _NO_PART_OF_SPEECH.items() for name in names}
    known[_UNRECOGNISED] = WordCategory("", "")
    return known | dict.fromkeys(_CONJUNCTION_NAMES, _CONJUNCTION)


_CATEGORIES = _categories()
_CODES = frozenset(
    fold(code)
    for code in (
        *(code for codes in _IRAMUTEQ.values() for code in codes),
        *_IRAMUTEQ_TOOLS.values(),
        *("con", _UNRECOGNISED, "sw"),
    )
)
_STATUS_OF = {fold(name): status for status, names in _STATUSES.items() for name in names}

CATEGORIES_SAID = (
    "write nom, verbe, adjectif, adverbe, mot-outil, particule, interjection, nombre or nom propre, a Universal part of"
    " speech (NOUN, VERB ...) or a code of IRaMuTeQ (nom, ver, adv_sup ...)"
)
PARTS_SAID = (
    "write nom, verbe, adjectif, adverbe, pronom, déterminant, préposition, auxiliaire, nombre, interjection or nom"
    " propre, or a Universal part of speech (NOUN, CCONJ ...)"
)
STATUSES_SAID = "write actif, supplémentaire or ignoré, or nothing"


def read_category(written: str, form: str) -> WordCategory | None:
    """What ``written`` says of the folded ``form``; ``None`` where it names no category."""
    meant = _named(written)
    if meant is _CONJUNCTION:
        return WordCategory("CCONJ" if form in COORDINATING else "SCONJ", meant.category)
    return meant


@lru_cache(maxsize=1024)
def _named(written: str) -> WordCategory | None:
    """Cached, for a large dictionary says the same few names of its every line."""
    return _CATEGORIES.get(fold(written))


def read_part_of_speech(written: str) -> str | None:
    """The one Universal part of speech that is meant, empty where nothing is written; ``None`` where it names none."""
    if not written:
        return ""
    meant = _named(written)
    return meant.pos if meant is not None and meant.pos else None


def read_status(written: str) -> str | None:
    """Status of tokens that is meant, empty where nothing is written; ``None`` where it names none."""
    return _STATUS_OF.get(fold(written)) if written else ""


def is_iramuteq_code(written: str) -> bool:
    """Whether IRaMuTeQ's dictionaries call a category so (``nom``, ``ADJ:num``)."""
    return fold(written) in _CODES
