"""Where things stand on the pages of one language: every link is made here, so that it arrives."""

from __future__ import annotations

import re
from urllib.parse import quote


def page(key: str, anchor: str = "") -> str:
    """A page of the site map, at one of its places."""
    return f"{key}.html#{quote(anchor)}" if anchor else f"{key}.html"


def class_anchor(number: int) -> str:
    """Id of a class on its page."""
    return f"class-{number}"


def of_class(number: int) -> str:
    """A class with its words and segments."""
    return page("classes", class_anchor(number))


def indicator_anchor(indicator: str, interview: str = "") -> str:
    """Id of an indicator among the extracts, or of one interview that bears it."""
    return f"{_plain(indicator)}--{_plain(interview)}" if interview else _plain(indicator)


def of_indicator(indicator: str, interview: str = "") -> str:
    """The words behind an indicator, or behind its mark in one interview."""
    return page("evidence", indicator_anchor(indicator, interview))


def interview_page(interview: str) -> str:
    """Name of an interview's page, without its suffix."""
    return f"interview-{_plain(interview)}"


def turn_anchor(turn: int) -> str:
    """Id of a turn on its interview's page."""
    return f"t{turn}"


def of_turn(interview: str, turn: int = 0) -> str:
    """A turn in its interview; the interview's beginning where ``turn`` is 0."""
    return page(interview_page(interview), turn_anchor(turn) if turn else "")


def word_anchor(lemma: str, pos: str = "") -> str:
    """Id of a word in the concordance: a lemma with its part of speech, or a form as it stands (no ``pos``)."""
    return f"{_plain(lemma)}-{pos.lower()}" if pos else f"{_plain(lemma)}-forme"


def of_word(lemma: str, pos: str = "") -> str:
    """A word in its lines."""
    return page("concordance", word_anchor(lemma, pos))


def _plain(text: str) -> str:
    """Letters, digits, full stops, underscores and hyphens stay; each other character becomes its number."""
    return re.sub(r"[^\w.-]", lambda found: f"_{ord(found[0]):x}_", text)
