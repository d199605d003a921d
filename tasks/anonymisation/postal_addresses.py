"""Find streets and towns with their postcode."""

from __future__ import annotations

import re
from collections.abc import Iterator

Place = tuple[int, int]

_NUMBERED_STREETS = (
    "rue|avenue|av|boulevard|bd|bld|place|pl|chemin|impasse|allees?|route|quai|cours|square|passage|ruelle|sentier|residence"
    "|lotissement|esplanade|promenade|montee|faubourg|fbg|voie|hameau|villa|cite|traverse|venelle|dreve|sente|chaussee"
    "|clos|placette|placis|parvis|tertre|corniche|rocade|rond-point|lieu-dit|lieudit"
)
_NUMBERED = re.compile(
    rf"(?<![\w,.])\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:{_NUMBERED_STREETS})\b\.?(?= )", re.IGNORECASE
)
_STREET_ALONE = re.compile(r"\b(?:rue|avenue|boulevard|impasse|quai|ruelle|faubourg)(?= )", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![\w.,])(?<!\d )(?:0[1-9]|[1-8]\d|9[0-8]) ?\d{3}(?= [^\W\d_])")
_STATED_POSTCODE = re.compile(
    r"\bcode postal(?: (?:est|c'est|du|le))?(?: le)? ((?:0[1-9]|[1-8]\d|9[0-8]) ?\d{3})(?!\d)", re.IGNORECASE
)
_WORD = re.compile(r"[ '\n-]{1,2}([^\W\d_]+)")
_CEDEX = re.compile(r" cedex(?: \d{1,2})?\b", re.IGNORECASE)

_LINKS = frozenset(
    ("d", "de", "du", "des", "l", "la", "le", "les", "sur", "sous", "en", "aux", "au", "et", "saint", "st", "sainte")
)
_TOWN_OPENERS = frozenset(("la", "le", "saint", "sainte", "st"))
_STREET_LINKS = frozenset(["d", "de", "du", "des", "l", "la", "le", "les", "aux", "au"])
_NOT_STREET_WORDS = frozenset(
    (
        *(
            "a",
            "et",
            "ou",
            "depuis",
            "dans",
            "en",
            "chez",
            "pour",
            "par",
            "qui",
            "que",
            "c",
            "est",
            "etait",
            "avec",
            "sur",
        ),
        *("mais", "donc", "il", "elle", "on", "je", "j", "nous", "vous", "ils", "elles", "y", "quand", "parce", "pas"),
        *(
            "puis",
            "euh",
            "voila",
            "alors",
            "ca",
            "ici",
            "juste",
            "pres",
            "vers",
            "apres",
            "avant",
            "tout",
            "toute",
            "bien",
        ),
        *("sur", "bien", "ben", "maintenant", "aujourd", "actuellement", "toujours", "encore", "derriere", "devant"),
    )
)
_COUNTED = frozenset(
    (
        *(
            "euros",
            "euro",
            "francs",
            "personnes",
            "habitants",
            "km",
            "kilometres",
            "fois",
            "heures",
            "metres",
            "balles",
        ),
        *(
            "mots",
            "exemplaires",
            "salaries",
            "ans",
            "kilos",
            "signatures",
            "dossiers",
            "entreprises",
            "clients",
            "jeunes",
        ),
        *("familles", "abonnes", "vues", "hectares", "tonnes", "pas", "a", "et", "ou", "par", "en", "de", "c", "est"),
        *("pour", "dans", "les", "sur", "balles", "jeunes"),
    )
)
_STREET_WORDS = 6


def addresses(bare: str, *, uncased: bool) -> Iterator[Place]:
    """Give the places of streets and of postcodes with their town in a folded text that keeps its capitals.

    ``uncased``: the text has no capitals, so that names of streets and towns are taken as they come.
    """
    for match in _NUMBERED.finditer(bare):
        end = _street_end(bare, match.end(), uncased=uncased, lower_words=2 if uncased else 1)
        if end > match.end():
            yield match.start(), end
    if not uncased:
        for match in _STREET_ALONE.finditer(bare):
            end = _street_end(bare, match.end(), uncased=False, lower_words=0)
            if end > match.end():
                yield match.start(), end
    for match in _POSTCODE.finditer(bare):
        end = _town_end(bare, match.end(), uncased=uncased)
        if end > match.end():
            yield match.start(), end
    yield from (match.span(1) for match in _STATED_POSTCODE.finditer(bare))


def _street_end(bare: str, start: int, *, uncased: bool, lower_words: int) -> int:
    """Give where the name of a street ends: particles, capitalised words, and at most some words in lower case."""
    end, place, left = start, start, lower_words
    for _ in range(_STREET_WORDS):
        match = _WORD.match(bare, place)
        if match is None:
            break
        word, place = match.group(1), match.end()
        if word.lower() in _STREET_LINKS:
            continue
        joined = bare[match.start()] == "-" and end == match.start()
        if not word[0].isupper() and not joined:
            if not left or word.lower() in _NOT_STREET_WORDS:
                break
            left -= 1
        elif not uncased and not joined:
            left = 0
        end = place
    return end


def _town_end(bare: str, start: int, *, uncased: bool) -> int:
    """Give where the name of a town ends: capitalised words joined by particles, or one word without capitals."""
    end, place = start, start
    for position in range(_STREET_WORDS):
        match = _WORD.match(bare, place)
        if match is None:
            break
        word = match.group(1)
        joined = bare[match.start()] in "-'"
        taken = word[0].isupper() or joined or (uncased and (position == 0 or end == start))
        if (
            taken
            and (word.lower() not in _COUNTED or joined)
            and (joined or word.lower() not in _LINKS or word[0].isupper())
        ):
            end = match.end()
        elif word.lower() not in _LINKS or (position == 0 and word.lower() not in _TOWN_OPENERS):
            break
        place = match.end()
    cedex = _CEDEX.match(bare, end)
    return cedex.end() if cedex and end > start else end
