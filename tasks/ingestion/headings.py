"""Headings that a transcriber puts between turns: *Thème 2 : la relation*, *II. Le travail*, a title in capitals.

They are no speech of the one who spoke before. Only what is plainly a heading is taken, alone on its line, and only
where a turn begins after it (or nothing more): when in doubt a line stays in the talk.
"""

from __future__ import annotations

import re

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


def _is_title(text: str) -> bool:
    """Say whether words have the look of a title: few, a capital first, no clause, no end of a sentence."""
    words = fold(text).split()
    if not words or len(text) > _MAX_CHARACTERS or len(words) > _MAX_TITLE_WORDS or text[-1] in '.?!…,;:»")]':
        return False
    return (text[0].isupper() or text[0].isdigit()) and not _SAID & set(words)
