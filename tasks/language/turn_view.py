"""A turn as the rules of context see it: tags already given on the left, what forms may be on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tasks.language.closed_classes import OBJECT_CLITICS, PRENOMINAL_ADJECTIVES, READINGS, SUBJECTS
from tasks.language.form_tables import Forms
from tasks.language.tokenizer import Piece

NO_FORMS = Forms()


@dataclass(slots=True)
class View:
    """The pieces of one turn with what is known of them so far; ``tags`` grows from the left."""

    pieces: Sequence[Piece]
    forms: Sequence[Forms]
    tags: list[str] = field(default_factory=list)

    def left(self, place: int) -> int:
        """Place of the nearest token on the left, fillers passed over; -1 at the start."""
        place -= 1
        while place >= 0 and self.pieces[place].is_filler:
            place -= 1
        return place

    def right(self, place: int) -> int:
        """The same on the right; the number of pieces at the end."""
        place += 1
        while place < len(self.pieces) and self.pieces[place].is_filler:
            place += 1
        return place

    def head(self, place: int) -> int:
        """Place on the left, adverbs passed over as well (*il n'a pas vraiment compris*)."""
        place = self.left(place)
        while place >= 0 and self.tags[place] == "ADV" and self.form(place) not in ("ne", "n'"):
            place = self.left(place)
        return place

    def form(self, place: int) -> str:
        """Form at a place, empty outside."""
        return self.pieces[place].form if 0 <= place < len(self.pieces) else ""

    def tag(self, place: int) -> str:
        """Tag already given, else the usual one of a closed word; empty for an open word and outside."""
        if 0 <= place < len(self.tags):
            return self.tags[place]
        if not 0 <= place < len(self.pieces):
            return ""
        piece = self.pieces[place]
        if piece.kind != "word":
            return {"punctuation": "PUNCT", "number": "NUM", "placeholder": "PROPN"}.get(piece.kind, "")
        return READINGS.get(piece.form, ("", ""))[0]

    def may(self, place: int) -> Forms:
        """What the open word at a place may be; nothing for closed words and outside."""
        if not 0 <= place < len(self.pieces) or self.pieces[place].form in READINGS:
            return NO_FORMS
        return self.forms[place]

    def calls_verb(self, place: int) -> bool:
        """Whether the word is a subject, an object clitic or *ne*: a finite verb comes next."""
        form = self.form(place)
        clitic = self.tag(place) == "PRON" and (form in SUBJECTS or form in OBJECT_CLITICS)
        return clitic or form in ("ne", "n'")

    def precedes_noun(self, place: int) -> bool:
        """Whether the word commonly stands before a noun and one may follow."""
        return self.form(place) in PRENOMINAL_ADJECTIVES and self.may(self.right(place)).noun


Rule = Callable[[View, int], str]
OpenRule = Callable[[View, int, Forms], str]
