"""One conversation, written in every format: what each reader must give back.

A format has a writer of its own for tests (``tests/ingestion/writers``); its file is read with the project's
reader and cut it into turns; ``turns_of`` gives the result in the form of ``Conversation``.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from tasks.ingestion.speakers import split_turns
from tasks.records import Document

Said = tuple[str, str]
"""(speaker as marked, words with single spaces)."""

EXAMPLE: tuple[Said, ...] = (
    ("Enquêtrice", "Bonjour, merci d'avoir accepté. Pouvez-vous me dire comment ça a commencé ?"),
    ("Anne Lemoigne", "Euh… oui. C'était l'été 2024, j'ai, j'ai reçu un courrier (rires) et voilà."),
    ("Enquêtrice", "« Un courrier » ?"),
    ("Anne Lemoigne", "Oui, 12 pages à 3,50 € ; ça m'a coûté une fortune, œuvre d'art comprise !"),
    ("Mari", '[inaudible] le chien & le chat < les voisins > "du coup".'),
    ("Enquêtrice", "D'accord."),
    ("Anne Lemoigne", "Voilà voilà — c'est à peu près tout, accompa- accompagnement compris."),
)
"""Accents, ligature, euro, quotation marks of all kinds, dashes, angle brackets, events, a truncated word."""


def turns_of(document: Document) -> list[Said]:
    """Cut a document into turns and give them as they were said, with single spaces."""
    return [(turn.label, " ".join(turn.text.split())) for turn in split_turns(document).turns]


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What a format can bear: sentences are made of these words and ends."""

    words: tuple[str, ...] = (
        "oui", "non", "je", "j'étais", "où", "cœur", "Noël", "l'été", "c'est-à-dire", "peut-être", "12", "3,5", "ça",
        "accompagnement", "euh", "hum", "(rires)", "[inaudible]", "«", "»", "naïve", "100", "%", "Élodie", "M.", "A",
        "&", "<b>", "\"là\"", "t'as", "y'a", "accompa-", "_", "*", "#", "{x}", "\\", "/", "@", "=", "€", "–", "…", "’",
    )  # fmt: skip
    ends: tuple[str, ...] = (".", " ?", " !", "…", "", ",", " ;")


def conversations(
    *,
    alphabet: Alphabet = Alphabet(),
    speakers: tuple[str, ...] = ("Enquêtrice", "Anne", "M. de La Brosse"),
    turns: int = 8,
) -> st.SearchStrategy[tuple[Said, ...]]:
    """Make conversations: at least two speakers, each at least twice, no two turns of one speaker in a row."""
    # a turn begins with a plain word: no writer of a transcript begins one with a sign
    plain = [word for word in alphabet.words if word[0].isalpha() and len(word) > 1 and not word.endswith(("-", "."))]
    sentence = st.tuples(
        st.sampled_from(plain), st.lists(st.sampled_from(alphabet.words), max_size=9), st.sampled_from(alphabet.ends)
    ).map(lambda parts: " ".join((parts[0].capitalize(), *parts[1])) + parts[2])
    texts = st.lists(sentence, min_size=1, max_size=3).map(" ".join)

    def told(said: list[str], offsets: list[int]) -> tuple[Said, ...]:
        order = list(speakers[:2]) * 2
        for offset in offsets[: len(said) - len(order)]:
            others = [speaker for speaker in speakers if speaker != order[-1]]
            order.append(others[offset % len(others)])
        return tuple(zip(order, said, strict=True))

    return st.integers(4, max(4, turns)).flatmap(
        lambda count: st.builds(
            told,
            st.lists(texts, min_size=count, max_size=count),
            st.lists(st.integers(0, 5), min_size=count - 4, max_size=count - 4),
        )
    )
