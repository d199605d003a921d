"""Cutting a speaker's turn into segments: pieces of about the same length that end, where they can, on punctuation.

The rule is IRaMuTeQ's, applied to one turn instead of one text. Every token of a window gets the value
``weight / (distance + 1)``: the weight tells how strongly the token closes a piece of text, the distance counts tokens
from the place aimed at. The segment ends after the token of largest value, and the window starts again behind it.

One difference is meant: an ellipsis ends a segment like a full stop (weight 6). IRaMuTeQ gives it that weight too, but
erases ellipses from the text before it cuts, so that there they never count. In transcribed speech they mark where a
sentence is left hanging, which is an end.

References
----------
Reinert, M. (1990). Alceste, une méthodologie d'analyse des données textuelles et une application : Aurélia de Gérard de
Nerval. *Bulletin de méthodologie sociologique*, 26, 24-54. (Segments as units of context.)

Ratinaud, P. (2009). IRaMuTeQ : Interface de R pour les analyses multidimensionnelles de textes et de questionnaires.
"""

from __future__ import annotations

from collections.abc import Sequence

CLOSING_WEIGHTS = {".": 6.0, "?": 6.0, "!": 6.0, "…": 6.0, "...": 6.0, ":": 5.0, ";": 4.0, ",": 1.0}
"""How strongly a punctuation token closes a piece of text."""

_WORD_WEIGHT = 0.01
_TOKENS_BEYOND_AIM = 15


def cut_turn(forms: Sequence[str], *, words_aimed: int = 40) -> list[range]:
    """Cut one turn into segments of about ``words_aimed`` tokens.

    Parameters
    ----------
    forms
        Tokens of one turn in order, punctuation included; punctuation counts as tokens here, as in IRaMuTeQ.
    words_aimed
        Position, from 0, of the token after which a segment should best end; the window reaches 15 tokens further.

    Returns
    -------
    list of range
        Token positions of each segment, contiguous, in order, covering the turn; empty for a turn without token.
        Of tokens with equal value the later one ends the segment. What remains once ``words_aimed + 15`` tokens or
        fewer are left is the last segment, however short, as in IRaMuTeQ.

    Raises
    ------
    ValueError
        ``words_aimed`` is below 1.
    """
    if words_aimed < 1:
        message = f"words_aimed is at least 1, not {words_aimed}"
        raise ValueError(message)
    segments: list[range] = []
    start = 0
    while len(forms) - start > words_aimed + _TOKENS_BEYOND_AIM:
        end = start + _segment_length(forms, start, words_aimed)
        segments.append(range(start, end))
        start = end
    if start < len(forms):
        segments.append(range(start, len(forms)))
    return segments


def _segment_length(forms: Sequence[str], start: int, words_aimed: int) -> int:
    """Tokens of the segment that opens at ``start``: up to the best end in the window, the last among equals."""

    def closing_value(place: int) -> tuple[float, int]:
        weight = CLOSING_WEIGHTS.get(forms[start + place], _WORD_WEIGHT)
        return weight / (abs(words_aimed - place) + 1), place

    return 1 + max(range(words_aimed + _TOKENS_BEYOND_AIM + 1), key=closing_value)
