"""Words of turns as a language model reads them: each text once, and never again while model and text stand.

A turn is known by a hash of all that its words depend on. What an earlier result holds under the same hash is taken
over, wherever the turn has moved meanwhile; of turns that say the same, one is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tasks.language.reading import Word
from tasks.language.tokenizer import PLAIN, Piece
from tasks.step_cache import digest, kernel_digest
from tasks.table_catalogue import sql_behind

TURN = ["interview_id", "turn"]
_HASH = "content_hash"
_READ, _WORDS, _VOTES = "read_turns", "readings", "lemma_votes"
_OF_WORD = ("start_at", "end_at", "form", "lemma", "pos", "kind", "source", "known")
_READ_BY = ("tasks.language.edit_trees", "tasks.language.pipeline")
"""spaCy finds the first by an entry point: no import tells of it."""

_AT_ONCE = 500
"""Turns read before their words are packed into frames, which hold them in a tenth of the room."""

Read = Callable[[Sequence[str]], Sequence[Sequence[Word]]]
Rows = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class TurnReadings:
    """Turns read: ``readings``, ``lemma_votes`` and ``read_turns``, as the tables of these names."""

    tables: Mapping[str, pl.DataFrame]
    n_read: int
    """Texts that had to be read."""


def reading_digest() -> str:
    """What readings hang on beside model and text: the code that reads, and what the tables of a result hold."""
    return digest(kernel_digest(_READ_BY) + sql_behind((_READ, _WORDS, _VOTES)))


def content_hash(text: str, *, version: str, placeholders: frozenset[str]) -> str:
    """What the words of a turn hang on: the model, what stands for something masked, the text."""
    digest = hashlib.sha256()
    for part in (version, *sorted(placeholders), "", text):
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def read_anew(
    turns: pl.DataFrame,
    before: Mapping[str, pl.DataFrame],
    read: Read,
    *,
    version: str,
    placeholders: frozenset[str],
) -> TurnReadings:
    """Read the texts of ``turns`` (``interview_id``, ``turn``, ``text``) that ``before`` does not hold.

    ``before``: the three tables of an earlier result. ``read`` is asked for every text of which nothing is known, each
    once, in the order of the turns, some hundreds at a time; it is not called where there is none. The same turns give
    the same tables, whatever stood before.
    """
    ordered = turns.sort(TURN)
    hashes = [content_hash(text, version=version, placeholders=placeholders) for text in ordered["text"]]
    now = ordered.select(*TURN, "text").with_columns(pl.Series(_HASH, hashes, dtype=pl.String))
    places = before[_READ].sort(TURN).unique(_HASH, keep="first", maintain_order=True)
    unread = now.join(places, on=_HASH, how="anti").unique(_HASH, keep="first", maintain_order=True)
    fresh: dict[str, list[pl.DataFrame]] = {_WORDS: [], _VOTES: []}
    for part in unread.iter_slices(_AT_ONCE):
        words, votes = _rows(part, read(part["text"].to_list()))
        fresh[_WORDS].append(pl.DataFrame(words, schema=before[_WORDS].schema, orient="row"))
        fresh[_VOTES].append(pl.DataFrame(votes, schema=before[_VOTES].schema, orient="row"))
    tables = {name: _gathered(now, places, before[name], fresh[name]) for name in (_WORDS, _VOTES)}
    return TurnReadings(tables | {_READ: now.select(*TURN, _HASH)}, unread.height)


def _rows(unread: pl.DataFrame, read: Sequence[Sequence[Word]]) -> tuple[Rows, Rows]:
    """Readings and votes of the texts just read; their place is the first turn that holds the text."""
    words: Rows = []
    votes: Rows = []
    for (interview, turn), found in zip(unread.select(TURN).iter_rows(), read, strict=True):
        for number, word in enumerate(found, start=1):
            place: dict[str, object] = {"interview_id": interview, "turn": turn, "word": number}
            words.append(place | reading_row(word))
            votes += [place | {"voter": voter, "lemma": lemma} for voter, lemma in word.votes]
    return words, votes


def reading_row(word: Word) -> dict[str, object]:
    """What ``readings`` holds of a word beside its place."""
    return {
        "start_at": word.piece.start,
        "end_at": word.piece.end,
        "form": word.piece.form,
        "lemma": word.lemma,
        "pos": word.pos,
        "kind": word.piece.kind,
        "source": word.source,
        "known": word.known,
    }


def _gathered(
    now: pl.DataFrame, places: pl.DataFrame, before: pl.DataFrame, fresh: Sequence[pl.DataFrame]
) -> pl.DataFrame:
    """Rows of a table for every turn of ``now``: those of an earlier result under its hash, else those just read."""
    first = now.unique(_HASH, keep="first", maintain_order=True)
    rows = [_under_hash(before, places), *(_under_hash(part, first) for part in fresh)]
    found = now.select(*TURN, _HASH).join(pl.concat(rows), on=_HASH, how="inner").select(before.columns)
    return found.sort(*TURN, "word", *({"voter"} & set(before.columns)))


def _under_hash(rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Rows of the places with their hash instead of their place."""
    return rows.join(places.select(*TURN, _HASH), on=TURN, how="inner").drop(TURN)


def words_of(text: str, readings: pl.DataFrame) -> list[Word]:
    """The words of a turn from its rows of ``readings``, which stand in order; votes stay where they are."""
    plain = text.translate(PLAIN)
    rows = zip(*(readings[name].to_list() for name in _OF_WORD), strict=True)
    return [
        Word(Piece(start, end, plain[start:end], form, kind), pos, lemma, source, known)
        for start, end, form, lemma, pos, kind, source, known in rows
    ]
