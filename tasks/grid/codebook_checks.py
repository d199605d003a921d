"""What a codebook's entries must agree on among themselves and with the study, told on the text as written.

These checks read the parsed TOML and not the validated models, so that a wrong key or a missing label does not hide an
unknown theme or a mirror pair told two ways: every problem comes out of one run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tasks.errors import Problem

CODEBOOK_FILE = "codebook.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator as written: where it stands and what it refers to."""

    field: str
    key: str
    """Full key."""
    roles: frozenset[str]
    mirror: str
    relation: str


def reference_problems(
    raw: dict[str, object], *, roles: Collection[str], waves: Collection[str], themes: Collection[str]
) -> list[Problem]:
    """Every disagreement of the parsed TOML ``raw`` with itself and with the ids that ``study.toml`` defines."""
    observables = list(_tables(raw.get("observables"), "observables"))
    entries = [entry for field, table in observables for entry in _entries(field, table, roles)]
    problems = [
        *_name_problems(observables, "roles", "role", roles),
        *_name_problems(observables, "waves", "wave", waves),
        *_name_problems(observables, "theme", "theme", themes),
        *_duplicate_problems([(field, _word(table, "key")) for field, table in observables], "observable"),
        *_duplicate_problems([(entry.field, entry.key) for entry in entries], "indicator"),
        *_partner_problems(entries),
        *_pair_problems(entries),
    ]
    return list(dict.fromkeys(problems))


def block_lines(text: str) -> dict[tuple[int, ...], int]:
    """Line, from 1, where each ``[[observables]]`` (number,) and ``[[observables.indicators]]`` (numbers) opens."""
    lines: dict[tuple[int, ...], int] = {}
    observable = indicator = -1
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[\s*observables\s*(\.\s*indicators\s*)?\]\]", line)
        if header and header[1]:
            indicator += 1
            lines[observable, indicator] = number
        elif header:
            observable, indicator = observable + 1, -1
            lines[observable,] = number
    return lines


def _tables(value: object, field: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The tables of an array of tables with their field paths; what is no table is left to the models."""
    if isinstance(value, list):
        for number, table in enumerate(value):
            if isinstance(table, dict):
                yield f"{field}[{number}]", table


def _word(table: dict[str, object], key: str) -> str:
    value = table.get(key, "")
    return value if isinstance(value, str) else ""


def _words(table: dict[str, object], key: str) -> list[tuple[str, str]]:
    """Field suffix and word of a key that holds one word or a list of words."""
    value = table.get(key)
    if isinstance(value, list):
        return [(f"{key}[{number}]", word) for number, word in enumerate(value) if isinstance(word, str)]
    return [(key, value)] if isinstance(value, str) and value else []


def _entries(field: str, observable: dict[str, object], roles: Collection[str]) -> Iterator[Entry]:
    asked = frozenset(word for _, word in _words(observable, "roles")) or frozenset(roles)
    for path, table in _tables(observable.get("indicators"), f"{field}.indicators"):
        keys = _word(observable, "key"), _word(table, "key")
        full_key = ".".join(keys) if all(keys) else ""
        yield Entry(path, full_key, asked, _word(table, "mirror"), _word(table, "relation"))


def _name_problems(
    observables: list[tuple[str, dict[str, object]]], key: str, noun: str, known: Collection[str]
) -> Iterator[Problem]:
    named = ", ".join(sorted(known)) or f"no {noun}"
    for field, table in observables:
        for suffix, word in _words(table, key):
            if word not in known:
                yield Problem(
                    CODEBOOK_FILE, f"no {noun} {word!r} in study.toml", f"it names {named}", field=f"{field}.{suffix}"
                )


def _duplicate_problems(keys: list[tuple[str, str]], noun: str) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for field, key in keys:
        if key and key in first:
            yield Problem(
                CODEBOOK_FILE,
                f"the {noun} {key!r} stands twice (first at {first[key]})",
                "give one of them another key",
                field=f"{field}.key",
            )
        first.setdefault(key, field)


def _partner_problems(entries: list[Entry]) -> Iterator[Problem]:
    by_key = {entry.key: entry for entry in entries}
    for entry in entries:
        if not entry.mirror:
            continue
        partner = by_key.get(entry.mirror)
        if partner is None:
            yield _mirror_problem(entry, f"no indicator {entry.mirror!r}", "write the partner's full key")
        elif len(entry.roles | partner.roles) < 2:
            yield _mirror_problem(
                entry,
                f"its partner {entry.mirror!r} is asked of the same side only",
                "a partner is asked of the other side",
            )


def _pair_problems(entries: list[Entry]) -> Iterator[Problem]:
    """An indicator has one partner and a pair has one relation, whoever writes them."""
    by_key = {entry.key: entry for entry in entries}
    taken: dict[str, Entry] = {}
    for entry in entries:
        partner = by_key.get(entry.mirror)
        if not entry.mirror or partner is None:
            continue
        earlier = taken.setdefault(entry.mirror, entry)
        if partner.mirror and partner.mirror != entry.key:
            yield _mirror_problem(
                entry,
                f"names {entry.mirror!r}, which names {partner.mirror!r}",
                "name each other, or write it on one side",
            )
        elif earlier.key != entry.key:
            yield _mirror_problem(
                entry,
                f"names {entry.mirror!r}, which is the partner of {earlier.key!r} already",
                "pair each of them once",
            )
        if entry.relation and partner.relation and entry.relation != partner.relation:
            yield Problem(
                CODEBOOK_FILE,
                f"the pair {' and '.join(sorted({entry.key, partner.key}))} is told two ways: same and mirrored",
                "write the relation once",
                field=f"{max(entry.field, partner.field)}.relation",
            )


def _mirror_problem(entry: Entry, what: str, remedy: str) -> Problem:
    return Problem(CODEBOOK_FILE, what, remedy, field=f"{entry.field}.mirror")
