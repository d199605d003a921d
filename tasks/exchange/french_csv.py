"""Tables as CSV for the spreadsheets of a laboratory, and the guard against cells that a spreadsheet would carry out.

French: UTF-8 with its mark, ``;``, decimal comma, days as ``31/01/2026``, ``VRAI`` and ``FAUX``. English: UTF-8 with
its mark, ``,``, decimal point, days as ``2026-01-31``, ``TRUE`` and ``FALSE``. A cell without value is empty, a text
without a word is ``""``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from tasks.messages import Language

_CARRIED_OUT = r"^('*[=+\-@\t\r\n])"
"""How a text begins that a spreadsheet may take for a formula, with any apostrophes before it: none is lost."""
_CARRIED_OUT_HERE = re.compile(_CARRIED_OUT)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a language writes a table."""

    separator: str
    decimal_comma: bool
    day: str
    true: str
    false: str


_MANNERS: dict[Language, _Manner] = {
    "fr": _Manner(";", True, "%d/%m/%Y", "VRAI", "FAUX"),
    "en": _Manner(",", False, "%Y-%m-%d", "TRUE", "FALSE"),
}


def to_csv(frame: pl.DataFrame, language: Language) -> bytes:
    """``frame`` as a CSV file, its text columns neutralised; lines end as spreadsheets end them."""
    manner = _MANNERS[language]
    written = frame.select(_written(column, kind, manner) for column, kind in frame.schema.items())
    text: str = written.rename({column: neutralise(column) for column in frame.columns}).write_csv(
        separator=manner.separator,
        decimal_comma=manner.decimal_comma,
        date_format=manner.day,
        datetime_format=f"{manner.day} %H:%M:%S",
        line_terminator="\r\n",
        include_bom=True,
    )
    return text.encode()


def _written(column: str, kind: pl.DataType, manner: _Manner) -> pl.Expr:
    if kind == pl.String:
        return pl.col(column).str.replace(_CARRIED_OUT, "'${1}")
    if kind == pl.Boolean:
        told = pl.when(pl.col(column)).then(pl.lit(manner.true)).otherwise(pl.lit(manner.false))
        return pl.when(pl.col(column).is_not_null()).then(told).alias(column)
    return pl.col(column)


def neutralise(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would carry it out: at ``=``, ``+``, ``-``, ``@``, a
    tabulation or a line's end.

    What begins with apostrophes and one of these gets one more, so that taking one away gives every text back.
    """
    return f"'{text}" if begins_like_formula(text) else text


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet could take ``text`` for a formula."""
    return _CARRIED_OUT_HERE.match(text) is not None
