"""Headings that a transcriber puts between turns: *Thème 2 : la relation*, *II. Le travail*, a title in capitals.

They are no speech of the one who spoke before. Only what is plainly a heading is taken, alone on its line, and only
where a turn begins after it (or nothing more): when in doubt a line stays in the talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.ingestion.folding import fold
from tasks.records import Line

_MAX_CHARACTERS = 150
_MAX_WORDS = 14
_MAX_TITLE_WORDS = 9

_PART = re.compile(
    r"(?:#{1,6}\s*)?(?:th[eè]me|partie|section|chapitre|bloc|axe|rubrique|volet|module|s[ée]quence|theme|part)\s*"
    r"(?:n\s?°\s*)?(?:\d{1,2}|[ivx]{1,4}|[a-h])\b(?:\s*[:.\-–—/)]\s*[^?]*)?",
    re.IGNORECASE,
)
_NAMED_PART = re.compile(r"th[eè]me\s*:\s*[^?!.]+", re.IGNORECASE)
_ORDINAL_PART = re.compile(
    r"(?:premi[eè]re|deuxi[eè]me|seconde|troisi[eè]me|quatri[eè]me|cinqui[eè]me|derni[eè]re)\s+partie(?:\s*:\s*[^?!]*)?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})\s?(?:[.)\-–—:/]|\.\d)\s*[^\s?!.][^?!]*")
_MARKDOWN = re.compile(r"#{1,6}\s+\S[^?!]*")
_RULE = re.compile(r"[-_=*~–—•\s]{3,}")
_EDGE = re.compile(
    r"\W*(?:fin|début|debut|reprise|coupure|arrêt|arret|interruption)\s+(?:de\s+l\s?['’]\s?|de\s+la\s+|du\s+|d\s?['’]\s?)"
    r"(?:entretien|enregistrement|transcription|retranscription|bande|interview|partie|audio)\b[^?!]{0,60}",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\[({*=#–—-][\[({*=#–—\s-]{0,5}fin[\])}*=#–—\s.-]{1,6}|(?-i:FIN)\W{0,3}|(?-i:Fin)\.?|\W{0,3}(?:transcribed|transcript|powered)\s+by\s+\S.{0,80}"
    r"|\W{0,3}(?:re)?transcrit(?:e|ion)?\s+par\s*:?\s*\S.{0,80}"
    r"|[^?!.:]{2,60}\sa\s(?:arrêté|démarré|commencé)\s(?:la\stranscription|l['’]enregistrement)\.?",
    re.IGNORECASE,
)
"""What typists and programs write under a transcript."""
_CAPITAL = re.compile(r"\W{0,6}[A-ZÀ-ÖØ-Þ]")
_NOTES = re.compile(
    r"\W{0,3}(?:notes?|remarques?|observations?|commentaires?|impressions?)\s+"
    r"(?:de\s+terrain|de\s+l['’]\s?(?:enquêt|interview)\w+|d['’]\s?observation|d['’]\s?entretien|post[- ]entretien"
    r"|après\s+(?:l['’]\s?)?(?:entretien|enregistrement)|de\s+(?:la\s+)?cherch\w+|hors\s+(?:micro|enregistrement))"
    r"\s*(?::.*|\.)?",
    re.IGNORECASE,
)
"""What opens notes, which go on to the end."""
_MAX_END_LINES = 40
_SAID = frozenset(
    fold(
        "je j tu il elle on nous vous ils elles c ce ca oui non me m te t se s y en moi toi ben bah bon alors donc "
        "mais voila quoi hein ok est sont suis ai as ont merci bonjour"
    ).split()
)


def is_numbered_heading(text: str) -> bool:
    """Say whether a line is a heading that its own words tell, whatever stands around it."""
    words = text.split()
    if not words or len(text) > _MAX_CHARACTERS or len(words) > _MAX_WORDS:
        return False
    if _CLOSING.fullmatch(text):
        return _CAPITAL.match(text) is not None and text.rstrip(".") != "Fin"
    forms = (_PART, _ORDINAL_PART, _NAMED_PART, _MARKDOWN, _RULE, _EDGE)
    return any(form.fullmatch(text) for form in forms) or (_ROMAN.fullmatch(text) is not None and _is_title(text))


def is_heading(line: Line, before: Line | None) -> bool:
    """Say whether a line between turns is plainly a heading.

    Args:
        line: a line without a marker, after which a turn begins or nothing more comes.
        before: the line of the talk before it.
    """
    text = line.text
    if is_numbered_heading(text):
        return True
    if not _is_title(text):
        return False
    if line.bold and before is not None and not before.bold:
        return True
    letters = [char for char in text if char.isalpha()]
    capitals = len(letters) > 5 and all(char.isupper() for char in letters)
    return capitals and before is not None and any(char.islower() for char in before.text)


def end_matter(texts: Sequence[str]) -> int:
    """Give the place, among the lines that follow the last mark of a speaker, where what nobody says begins.

    Lines that tell themselves that they are none of the talk, up to the end; notes take all that follows them.
    """
    for place in range(max(0, len(texts) - _MAX_END_LINES), len(texts)):
        rest = texts[place:]
        if _NOTES.fullmatch(rest[0]):
            return place
        if all(is_numbered_heading(line) or _CLOSING.fullmatch(line) or _NOTES.fullmatch(line) for line in rest):
            return place
        opens_notes = next((at for at, line in enumerate(rest) if _NOTES.fullmatch(line)), 0)
        if opens_notes and all(is_numbered_heading(line) for line in rest[:opens_notes]):
            return place
    return len(texts)


def _is_title(text: str) -> bool:
    """Say whether words have the look of a title: few, a capital first, no clause, no end of a sentence."""
    words = fold(text).split()
    if not words or len(text) > _MAX_CHARACTERS or len(words) > _MAX_TITLE_WORDS or text[-1] in '.?!…,;:»")]':
        return False
    return (text[0].isupper() or text[0].isdigit()) and not _SAID & set(words)
