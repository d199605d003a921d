"""Words in the order of a dictionary: accents and case do not count."""

from __future__ import annotations

import re
import unicodedata

from dashboards.number_format import THIN

NO_LETTER = "#"


def sort_key(word: str) -> tuple[bool, str]:
    """Where a word stands in the alphabet; what begins with no letter comes last."""
    return first_letter(word) == NO_LETTER, _bare(word)


def first_letter(word: str) -> str:
    """Its first letter in capitals, without accent; « # » where it begins with none."""
    first = _bare(word)[:1].upper()
    return first if "A" <= first <= "Z" else NO_LETTER


def written(word: str) -> str:
    """A form as printed: with the apostrophe of typography (« j’ »), whichever one the transcript has."""
    return word.replace("'", "’")


def set_spaces(text: str) -> str:
    """French as printed: no line may begin with « : », « ; », « ! », « ? » or « » », nor end with « « »."""
    closed = re.sub(r" (?=[:;!?»])", THIN, text)
    return re.sub(r"(?<=«) ", THIN, closed)


def _bare(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(character for character in plain if not unicodedata.combining(character))
