"""What a transcript says of its own labels before the talk: *M : moi, l'intervieweuse*, *Enquêteur (E)*."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from tasks.ingestion.folding import fold
from tasks.ingestion.labels import label_key
from tasks.ingestion.vocabulary import DOUBTFUL_WORDS, INTERVIEWEE_WORDS, INTERVIEWER_WORDS
from tasks.records import Line, Speaker

_MAX_WORDS = 6
_PIECES = re.compile(r"[;\n]|,\s+(?=\w{1,4}\s?[:=])")
_NAMED = re.compile(r"\W{0,3}(?P<label>[^\W\d_][\w.\-]{0,20})\s*[:=–-]\s*(?P<who>[^:=]{2,60})")
_BESIDE = re.compile(r"(?P<who>[^\W\d_][\w'’·./-]{2,30})\s?\(\s?(?P<label>[A-Z]{1,4}\d{0,2})\s?\)")
_LABEL_WORDS = re.compile(r"^[^:=]{0,60}[:=]\s*(?=\S+\s*[:=])")
_ASKING = INTERVIEWER_WORDS - DOUBTFUL_WORDS
_SAID = frozenset({"je", "j", "suis", "c", "est", "vous", "tu", "on", "oui", "non", "bonjour", "merci", "ai", "etes"})
"""Words of a sentence that somebody says: *je suis enquêtrice* is an answer."""


def legend_roles(lines: Iterable[Line], labels: Collection[str]) -> dict[str, Speaker]:
    """Give label → role, where lines before the talk say it of labels that are in the talk."""
    keys = {label_key(label): label for label in labels}
    return {
        keys[label_key(label)]: role
        for line in lines
        for label, who in _said_of_labels(line.text)
        if label_key(label) in keys and (role := declared_role(who)) is not None
    }


def declared_role(who: str) -> Speaker | None:
    """Tell which role a few words give (*Romane, l'enquêtrice*): none where they name neither, or both."""
    words = fold(who).split()
    if words == ["moi"]:
        return "interviewer"
    if not words or len(words) > _MAX_WORDS or "?" in who or _SAID & set(words):
        return None
    asks, answers = any(word in _ASKING for word in words), any(word in INTERVIEWEE_WORDS for word in words)
    if asks == answers:
        return None
    return "interviewer" if asks else "interviewee"


def _said_of_labels(text: str) -> Iterator[tuple[str, str]]:
    if len(text) > 300:
        return
    for piece in _PIECES.split(_LABEL_WORDS.sub("", text)):
        if named := _NAMED.fullmatch(piece.strip().rstrip(".")):
            yield named["label"], named["who"]
    for beside in _BESIDE.finditer(text):
        yield beside["label"], beside["who"]
