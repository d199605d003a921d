"""What the steps of the anonymisation do: turns of the vault in, masked turns out."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path

import polars as pl

from tasks.anonymisation import quote_work
from tasks.anonymisation.earlier_masks import anchor_columns, follow_masks
from tasks.anonymisation.folding import folded, has_capitals
from tasks.anonymisation.known_names import NameFinder
from tasks.anonymisation.leak_check import find_leaks
from tasks.anonymisation.masking import MaskedTurn
from tasks.anonymisation.name_forms import cut_person_name, tokens_of
from tasks.anonymisation.patterns import find_patterns
from tasks.anonymisation.pseudonyms import (
    FIXED_TAGS,
    Identity,
    PseudonymLists,
    assign_pseudonyms,
    parse_pseudonym_lists,
)
from tasks.anonymisation.quote_work import masked_turn
from tasks.ingestion.reanchoring import AnchoredText
from tasks.records import Finding, KnownName, Mention
from tasks.shards import Order, Shard
from tasks.study_config import Masking, StudyConfig
from tasks.vault import STUDY

_NAMES = Path(__file__).resolve().parents[2] / "data" / "names"
_MADE_BY_THE_LAB = "listed:"
_LISTED_COLUMNS = ("name", "kind", "identity", "gender")


@cache
def _common_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are also names, and those of them that open sentences; folded."""
    lists = tomllib.loads((_NAMES / "common_words.toml").read_text(encoding="utf-8"))
    frequent = frozenset(folded(word) for word in lists.pop("frequent").split())
    return frozenset(folded(word) for words in lists.values() for word in words.split()), frequent


@cache
def _pseudonym_lists() -> PseudonymLists:
    return parse_pseudonym_lists((_NAMES / "pseudonyms.toml").read_text(encoding="utf-8"))


def name_identities(order: Order) -> Shard:
    """Give every person, place and organisation that the study knows what it is called from now on.

    Who was known before stays known: a name whose row was deleted must not stand in clear for that.
    """
    people = json.loads(order.extras["participants"])
    listed = read_listed_names(order.extras["names"], _numbered_before(order.tables["identities"]))
    names = [*(participant_name(person) for person in people), *listed]
    taken = dict(order.tables["identities"].select("identity", "replacement").iter_rows())
    pseudonyms = assign_pseudonyms(
        [*(_participant_identity(person) for person in people), *_listed_identities(listed)],
        taken={name: taken[name] for name in sorted(taken)},
        forbidden=_forms_in_use(names, order.tables["original_turns"]["text"]),
        seed=order.config.seed,
        lists=_pseudonym_lists(),
    )
    owners = {f"participant:{person['participant_id']}": person["participant_id"] for person in people}
    shard = Shard()
    rows = [_identity_row(name, owners, pseudonyms) for name in _by_identity(names)]
    known_now = [row["identity"] for row in rows]
    before = order.tables["identities"].filter(~pl.col("identity").is_in(known_now))
    shard.add_sealed("identities", [*rows, *before.to_dicts()])
    cited = [person for person in people if person["role"]]
    shard.add("citation_labels", [_label_row(person, pseudonyms, order.config) for person in cited])
    return shard


def participant_name(person: Mapping[str, str | int | None]) -> KnownName:
    """The known name of a row of the participants' table."""
    nicknames = [part.strip() for part in str(person["nicknames"] or "").replace(";", ",").split(",")]
    forms = (str(person["first_name"] or ""), str(person["surname"] or ""), *(part for part in nicknames if part))
    return KnownName(f"participant:{person['participant_id']}", "person", forms, str(person["gender"] or ""))


def _numbered_before(identities: pl.DataFrame) -> dict[tuple[str, ...], str]:
    """Written forms of listed names → the identity that they were given before."""
    listed = identities.filter(pl.col("identity").str.starts_with(_MADE_BY_THE_LAB)).sort("identity")
    rows = listed.select("identity", "forms").iter_rows()
    return {tuple(forms): identity for identity, written in rows for forms, _ in json.loads(written)}


def read_listed_names(text: str, numbered: Mapping[tuple[str, ...], str] | None = None) -> list[KnownName]:
    """Names of the study's ``names.csv`` (``name;kind;identity;gender``), rows of one identity after one another.

    Identities are numbered in order of appearance, as the column ``identity`` may itself be a name; names that were
    ``numbered`` before keep their number, wherever they stand now.
    """
    groups: dict[str, list[tuple[str, tuple[str, ...], str]]] = defaultdict(list)
    for name, kind, identity, gender in _listed_rows(text):
        forms = cut_person_name(name) if kind == "person" else (name,)
        groups[identity or f"name {name}"].append((kind, forms, gender))
    before = dict(numbered or {})
    fresh = (f"{_MADE_BY_THE_LAB}{number:04d}" for number in count(1))
    names: list[KnownName] = []
    for rows in groups.values():
        known = [before[forms] for _, forms, _ in rows if forms in before]
        taken = {*before.values(), *(name.identity for name in names)}
        identity = known[0] if known else next(number for number in fresh if number not in taken)
        names += [KnownName(identity, kind, forms, gender) for kind, forms, gender in rows]
    return names


def _listed_rows(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, kind, identity and gender of each row that bears a name."""
    lines = io.StringIO(text.removeprefix("\ufeff"))
    columns = [heading.strip().lower() for heading in lines.readline().split(";")]
    for row in csv.DictReader(lines, columns, delimiter=";"):
        name, kind, identity, gender = ((row.get(column) or "").strip() for column in _LISTED_COLUMNS)
        if name:
            yield name, kind, identity, gender


def _participant_identity(person: Mapping[str, str | int | None]) -> Identity:
    age = person["age"]
    held = date.fromisoformat(str(person["first_seen"])) if person["first_seen"] else None
    birth_year = held.year - int(age) if held is not None and age is not None else None
    return Identity(f"participant:{person['participant_id']}", "person", str(person["gender"] or ""), birth_year)


def _listed_identities(listed: Iterable[KnownName]) -> list[Identity]:
    first: dict[str, KnownName] = {}
    for name in listed:
        first.setdefault(name.identity, name)
    return [Identity(name.identity, name.kind, name.gender) for name in first.values()]


def _forms_in_use(names: Iterable[KnownName], texts: Iterable[str]) -> set[str]:
    words = {word for text in texts for word, _, _ in tokens_of(folded(text))}
    return words | {form for name in names for form in name.forms if form}


def _by_identity(names: Iterable[KnownName]) -> list[list[KnownName]]:
    grouped: dict[str, list[KnownName]] = defaultdict(list)
    for name in names:
        grouped[name.identity].append(name)
    return list(grouped.values())


def _identity_row(
    names: Sequence[KnownName], owners: Mapping[str, str], pseudonyms: Mapping[str, str]
) -> dict[str, object]:
    identity = names[0].identity
    return {
        "identity": identity,
        "participant_id": owners.get(identity, STUDY),
        "kind": names[0].kind,
        "forms": json.dumps([[list(name.forms), name.gender] for name in names], ensure_ascii=False),
        "replacement": pseudonyms[identity],
    }


def _label_row(
    person: Mapping[str, str | int | None], pseudonyms: Mapping[str, str], config: StudyConfig
) -> dict[str, object]:
    pseudonym = pseudonyms[f"participant:{person['participant_id']}"]
    side = config.groups[str(person["role"])].side
    return {"participant_id": person["participant_id"], "pseudonym": pseudonym, "label": f"{pseudonym} {side}"}


def known_names(identities: pl.DataFrame) -> list[KnownName]:
    """Every written form of the identities of the vault, participants first."""
    rows = identities.sort("identity").to_dicts()
    rows.sort(key=lambda row: str(row["identity"]).startswith(_MADE_BY_THE_LAB))
    return [
        KnownName(row["identity"], row["kind"], tuple(forms), gender)
        for row in rows
        for forms, gender in json.loads(row["forms"])
        if any(forms)
    ]


def find_identities(order: Order) -> Shard:
    """Find known names and identifying patterns in the original turns; masks of an earlier version stay."""
    common, frequent = _common_words()
    identities = order.tables["identities"]
    finder = NameFinder(known_names(identities), common_words=common, frequent_words=frequent)
    replacements = dict(identities.select("identity", "replacement").iter_rows())
    replacements |= {f"pattern:{kind}": tag for kind, tag in FIXED_TAGS.items()}
    versions = dict(order.tables["interviews"].select("interview_id", "version").iter_rows())
    masking, shard = order.config.masking, Shard()
    for unit in order.units:
        turns = order.rows("original_turns", unit).sort("turn")
        text, version = AnchoredText(list(turns.select("turn", "text").iter_rows())), versions.get(unit, 1)
        found = [_mention_row(mention) for mention in _mentions(turns, finder, masking)]
        earlier = follow_masks(
            text,
            found,
            version=version,
            masked_before=order.rows("identity_mentions", unit).sort("turn", "start_at").to_dicts(),
            waiting=order.rows("masks_to_review", unit).sort("what", "ordinal").to_dicts(),
            keep=masking.keep,
            reviewed=f"{unit}:{version}" in masking.reviewed,
        )
        same = {"interview_id": unit, "participant_id": turns["participant_id"][0]} if turns.height else {}
        same |= {"version": version, "edition": text.edition}
        rows = [
            same | row | _anchor_of(text, row) | {"replacement": replacements[str(row["identity"])]}
            for row in _one_a_place([*found, *earlier.kept])
        ]
        shard.add_sealed("identity_mentions", rows)
        shard.add_sealed("masks_to_review", earlier.to_review)
        shard.findings += [(unit, told) for told in earlier.findings(unit)]
    return shard


def _anchor_of(text: AnchoredText, row: Mapping[str, object]) -> dict[str, str]:
    turn, start, end = (int(str(row[name])) for name in ("turn", "start_at", "end_at"))
    return anchor_columns(text, turn, start, end)


def _mentions(turns: pl.DataFrame, finder: NameFinder, masking: Masking) -> Iterator[Mention]:
    uncased = not any(has_capitals(text) for text in turns["text"])
    for turn, text in turns.select("turn", "text").iter_rows():
        found = [*finder.find(text, turn=turn, uncased=uncased), *find_patterns(text, turn=turn)]
        yield from (mention for mention in found if mention.kind not in masking.keep)


def _mention_row(found: Mention) -> dict[str, object]:
    return {
        "turn": found.turn,
        "start_at": found.start,
        "end_at": found.end,
        "kind": found.kind,
        "identity": found.identity,
        "source": found.source,
    }


def _one_a_place(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Of mentions that start at one place the longest: masking would choose it."""
    best: dict[object, dict[str, object]] = {}
    for row in rows:
        place = (row["turn"], row["start_at"])
        if place not in best or int(str(row["end_at"])) > int(str(best[place]["end_at"])):
            best[place] = row
    return list(best.values())


def mask_interviews(order: Order) -> Shard:
    """Put pseudonyms and tags in the place of what identifies."""
    same = ("interview_id", "turn", "speaker", "question", "theme", "start_s", "end_s")
    shard = Shard()
    for unit in order.units:
        sources = _sources(order, unit)
        turns, places = [], []
        for turn in order.rows("original_turns", unit).sort("turn").to_dicts():
            masked = masked_turn(order, unit, turn["turn"], turn["text"])
            turns.append({name: turn[name] for name in same} | {"text": masked.text})
            places += _replacement_rows(unit, masked, sources)
        shard.add("masked_turns", turns)
        shard.add("replacements", places)
    return shard


def _sources(order: Order, unit: str) -> dict[tuple[int, int], str]:
    rows = order.rows("identity_mentions", unit).select("turn", "start_at", "source")
    return {(turn, start): source for turn, start, source in rows.iter_rows()}


def _replacement_rows(unit: str, masked: MaskedTurn, sources: Mapping[tuple[int, int], str]) -> list[dict[str, object]]:
    return [
        {
            "interview_id": unit,
            "turn": place.turn,
            "start_at": place.masked_start,
            "end_at": place.masked_end,
            "kind": place.kind,
            "source": sources.get((place.turn, place.start), "known name"),
        }
        for place in masked.replacements
    ]


def check_leaks(order: Order) -> Shard:
    """Look in the masked turns for any identifying form that still stands, by another way than the finder's."""
    shard = Shard()
    for unit in order.units:
        turns = order.rows("masked_turns", unit).sort("turn")
        texts = [(f"{turn:06d}", text) for turn, text in turns.select("turn", "text").iter_rows()]
        shard.add("leaks", [{"interview_id": unit} | row for row in _one_leak_a_place(leaks_in(texts, order))])
    return shard


def _one_leak_a_place(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Of leaks that start at one place (a name that opens an address) a certain one, and the longest."""
    weakest_first = sorted(rows, key=lambda row: (bool(row["certain"]), int(str(row["end_at"]))))
    return list({(row["turn"], row["start_at"]): row for row in weakest_first}.values())


def leaks_in(texts: Iterable[tuple[str, str]], order: Order) -> list[dict[str, object]]:
    """Leaks of texts keyed by a number: turn, place, kind, and whether it is certain."""
    common, frequent = _common_words()
    identities = order.tables["identities"]
    leaks = find_leaks(
        texts,
        [name for name in known_names(identities) if name.kind not in order.config.masking.keep],
        allowed=[*identities["replacement"].to_list(), *FIXED_TAGS.values()],
        common_words=common,
        frequent_words=frequent,
    )
    return [
        {"turn": int(leak.key), "start_at": leak.start, "end_at": leak.end, "kind": leak.kind, "certain": leak.certain}
        for leak in leaks
        if leak.kind not in order.config.masking.keep
    ]


def anchor_quotes(order: Order) -> Shard:
    """Find the words behind marks and goals in the original turns and tell their place in the masked ones."""
    return quote_work.anchor_quotes(order)


def check_release(order: Order) -> Shard:
    """Look for identifying forms in everything that is about to be published."""
    texts = [(f"{row:09d}", text) for row, text in enumerate(order.tables["published_texts"]["text"])]
    shard = Shard()
    for leak in leaks_in(texts, order):
        if leak["certain"]:
            table = order.tables["published_texts"]["place"][int(str(leak["turn"]))]
            shard.findings.append(
                ("study", Finding("identity_in_publication", str(table), {"kind": str(leak["kind"])}))
            )
    return shard
