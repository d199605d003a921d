"""Steps of the anonymisation: known names go, places stay exact, and what was left standing is found."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest

from tasks.anonymisation.folding import folded
from tasks.anonymisation.work import (
    anchor_quotes,
    check_leaks,
    check_release,
    find_identities,
    known_names,
    mask_interviews,
    name_identities,
    participant_name,
    read_listed_names,
)
from tasks.records import Finding, KnownName
from tasks.shards import Shard
from tasks.study_config import StudyConfig
from tasks.table_catalogue import load_catalogue
from tests.invented import invented_config, invented_order, rows_of

Person = dict[str, str | int | None]
NAMES = """\
\ufeffname;kind;identity;gender
Odile Grandvarlet;person;P02;f
Grandvarlet;person;P02;f
Mécaflore;organisation;O02;
Villedieu;place;L03;

;person;P09;
Ussel;place;;
"""
TURNS = [
    ("A1-1", 1, "interviewer", "1", "Merci Anne. Odile Grandvarlet vous a prêté Mécaflore ?"),
    (
        "A1-1",
        2,
        "interviewee",
        "1",
        "Oui, à Villedieu, au 06 39 98 41 27, et Nono Delorgeval m’écrit : nono@exemple.org.",
    ),
    ("A1-1", 3, "interviewee", "", "Anne Kerjosse, c’est moi, Anne Kerjosse, et Grandvarlet c’est ma directrice."),
    ("B1-1", 1, "interviewer", "2", "Bonjour Brendan."),
    ("B1-1", 2, "interviewee", "2", "Anne ? Elle vient d’Ussel à Villedieu."),
]
IDENTIFYING = [
    "Anne",
    "Kerjosse",
    "Odile",
    "Grandvarlet",
    "Mécaflore",
    "Villedieu",
    "Ussel",
    "Nono",
    "Delorgeval",
    "Brendan",
]
ROLES = {"A1-1": "guide", "B1-1": "marcheur"}
INTERVIEWS = rows_of(
    "interviews",
    *({"interview_id": unit, "participant_id": unit[:2], "role": role, "version": 1} for unit, role in ROLES.items()),
)
CONFIG = invented_config()
THEMES = {"1": "route", "2": "lien"}


def person(name: str, first_name: str, surname: str, **other: str | int | None) -> Person:
    role = "guide" if name[0] == "A" else "marcheur"
    told: Person = {"participant_id": name, "role": role, "nicknames": "", "gender": "f"}
    return told | {"first_name": first_name, "surname": surname, "age": 54, "first_seen": "2026-01-14"} | other


PEOPLE = [
    person("A1", "Anne", "Kerjosse"),
    person("B1", "Brendan", "Delorgeval", gender="m", nicknames="Nono, le Grand"),
    person("B2", "Assia", "Ouardasse", role="", age=None, first_seen=""),
]


def original_turns(*turns: tuple[str, int, str, str, str]) -> pl.DataFrame:
    names = ("interview_id", "turn", "speaker", "question", "text")
    rows = [dict(zip(names, turn, strict=True)) for turn in turns]
    told = (
        row | {"participant_id": str(row["interview_id"])[:2], "theme": THEMES.get(str(row["question"]), "")}
        for row in rows
    )
    return rows_of("original_turns", *told)


ORIGINALS = original_turns(*TURNS)


def named(config: StudyConfig = CONFIG, *, taken: pl.DataFrame | None = None, turns: pl.DataFrame = ORIGINALS) -> Shard:
    return name_identities(
        invented_order(
            "study",
            config=config,
            extras={"participants": json.dumps(PEOPLE), "names": NAMES},
            identities=rows_of("identities") if taken is None else taken,
            original_turns=turns,
        )
    )


@pytest.fixture(scope="module")
def identities() -> pl.DataFrame:
    return named().sealed["identities"]


def found_in(turns: pl.DataFrame, identities: pl.DataFrame, config: StudyConfig = CONFIG) -> pl.DataFrame:
    units = turns["interview_id"].unique(maintain_order=True).to_list()
    tables = {"original_turns": turns, "identities": identities, "interviews": INTERVIEWS}
    tables |= {"identity_mentions": rows_of("identity_mentions"), "masks_to_review": rows_of("masks_to_review")}
    return find_identities(invented_order(*units, config=config, extras={}, **tables)).sealed["identity_mentions"]


def masked_by(mentions: pl.DataFrame, turns: pl.DataFrame = ORIGINALS) -> Shard:
    units = turns["interview_id"].unique(maintain_order=True).to_list()
    return mask_interviews(invented_order(*units, config=CONFIG, original_turns=turns, identity_mentions=mentions))


@pytest.fixture(scope="module")
def mentions(identities: pl.DataFrame) -> pl.DataFrame:
    return found_in(ORIGINALS, identities)


@pytest.fixture(scope="module")
def masked(mentions: pl.DataFrame) -> Shard:
    return masked_by(mentions)


def leaks_of(turns: pl.DataFrame, identities: pl.DataFrame, config: StudyConfig = CONFIG) -> list[dict[str, object]]:
    units = turns["interview_id"].unique(maintain_order=True).to_list()
    order = invented_order(*units, config=config, masked_turns=turns, identities=identities)
    leaks = check_leaks(order).tables["leaks"]
    assert leaks.select(load_catalogue()["leaks"].grain).is_unique().all()
    return leaks.to_dicts()


# -- who is called what


def test_anonymisation_work_names_everyone_whom_the_study_knows(identities: pl.DataFrame) -> None:
    rows = {row["identity"]: row for row in identities.to_dicts()}
    assert set(rows) == {
        "participant:A1",
        "participant:B1",
        "participant:B2",
        "listed:0001",
        "listed:0002",
        "listed:0003",
        "listed:0004",
    }
    assert {name: row["participant_id"] for name, row in rows.items() if name.startswith("participant:")} == {
        f"participant:{name}": name for name in ("A1", "B1", "B2")
    }
    assert {row["participant_id"] for name, row in rows.items() if name.startswith("listed:")} == {"study"}
    assert rows["listed:0003"]["replacement"] == "[Ville 1]"
    assert rows["listed:0004"]["replacement"] == "[Ville 2]"
    assert rows["listed:0002"]["replacement"] == "[Organisation 1]"


def test_anonymisation_work_pseudonyms_are_nobodys_name_and_no_word(identities: pl.DataFrame) -> None:
    given = identities.filter(pl.col("kind") == "person")["replacement"].to_list()
    assert len({folded(name) for name in given}) == len(given) == 4
    said = {folded(word) for text in ORIGINALS["text"] for word in re.findall(r"\w+", text)}
    assert not {folded(name) for name in given} & (said | {folded(name) for name in IDENTIFYING})


def test_anonymisation_work_pseudonyms_avoid_words_of_the_interviews(identities: pl.DataFrame) -> None:
    pseudonym = dict(identities.select("identity", "replacement").iter_rows())["participant:A1"]
    turns = original_turns(*TURNS, ("B1-1", 3, "interviewee", "", f"Ma voisine {pseudonym} aussi."))
    again = named(turns=turns).sealed["identities"]
    assert dict(again.select("identity", "replacement").iter_rows())["participant:A1"] != pseudonym


def test_anonymisation_work_labels_are_pseudonym_and_side(identities: pl.DataFrame) -> None:
    called = dict(identities.select("identity", "replacement").iter_rows())
    labels = named().tables["citation_labels"].rows()
    assert labels == [
        ("A1", called["participant:A1"], f"{called['participant:A1']} A"),
        ("B1", called["participant:B1"], f"{called['participant:B1']} B"),
    ], "B2 has no interview: the name is masked, nothing is cited"


def test_anonymisation_work_pseudonyms_once_given_stay(identities: pl.DataFrame) -> None:
    changed = invented_config(seed=99)
    assert named().sealed["identities"].equals(identities)
    assert named(changed, taken=identities).sealed["identities"].equals(identities)
    assert not named(changed).sealed["identities"].equals(identities)
    turned = identities.reverse()
    assert named(taken=turned).sealed["identities"].equals(identities)


def test_anonymisation_work_reads_listed_names() -> None:
    assert read_listed_names(NAMES) == [
        KnownName("listed:0001", "person", ("Odile", "Grandvarlet"), "f"),
        KnownName("listed:0001", "person", ("Grandvarlet",), "f"),
        KnownName("listed:0002", "organisation", ("Mécaflore",), ""),
        KnownName("listed:0003", "place", ("Villedieu",), ""),
        KnownName("listed:0004", "place", ("Ussel",), ""),
    ]
    assert read_listed_names("") == []


def test_anonymisation_work_names_come_back_from_the_vault(identities: pl.DataFrame) -> None:
    told = [participant_name(row) for row in PEOPLE]
    assert told[1] == KnownName("participant:B1", "person", ("Brendan", "Delorgeval", "Nono", "le Grand"), "m")
    names = known_names(identities)
    assert names[:3] == told, "participants first"
    assert sorted(names[3:], key=str) == sorted(read_listed_names(NAMES), key=str)


# -- masking


def test_anonymisation_work_masked_turns_are_the_originals_with_pieces_put_in(
    mentions: pl.DataFrame, masked: Shard
) -> None:
    turns, places = masked.tables["masked_turns"], masked.tables["replacements"]
    assert turns.select("interview_id", "turn", "speaker", "question").rows() == [turn[:4] for turn in TURNS]
    for unit, turn, _, _, original in TURNS:
        of_turn = (pl.col("interview_id") == unit) & (pl.col("turn") == turn)
        text = turns.filter(of_turn)["text"][0]
        here = places.filter(of_turn).sort("start_at")
        kept, at = [], 0
        for row in here.to_dicts():
            kept.append(text[at : row["start_at"]])
            put_in = text[row["start_at"] : row["end_at"]]
            assert put_in in set(mentions["replacement"])
            at = row["end_at"]
        kept.append(text[at:])
        assert re.fullmatch(".+".join(re.escape(piece) for piece in kept), original), "nothing else has moved"
        assert here.height > 0


def test_anonymisation_work_nothing_identifying_is_left(masked: Shard, identities: pl.DataFrame) -> None:
    words = {folded(word) for text in masked.tables["masked_turns"]["text"] for word in re.findall(r"\w+", text)}
    assert not words & {folded(name) for name in IDENTIFYING}
    everything = " ".join(masked.tables["masked_turns"]["text"])
    assert not re.search(r"\d{2} \d{2}|@", everything)
    assert "[Téléphone]" in everything
    assert "[Courriel]" in everything
    assert leaks_of(masked.tables["masked_turns"], identities) == []


def test_anonymisation_work_one_person_has_one_pseudonym(masked: Shard, identities: pl.DataFrame) -> None:
    called = dict(identities.select("identity", "replacement").iter_rows())
    texts = {
        (unit, turn): text
        for unit, turn, text in masked.tables["masked_turns"].select("interview_id", "turn", "text").rows()
    }
    anne, odile = called["participant:A1"], called["listed:0001"]
    assert texts["A1-1", 3] == f"{anne}, c’est moi, {anne}, et {odile} c’est ma directrice."
    assert texts["A1-1", 1] == f"Merci {anne}. {odile} vous a prêté [Organisation 1] ?"
    assert texts["B1-1", 2].startswith(f"{anne} ?")


def test_anonymisation_work_replacements_tell_kind_and_source(masked: Shard) -> None:
    places = masked.tables["replacements"].filter(pl.col("interview_id") == "A1-1", pl.col("turn") == 2)
    assert places["kind"].to_list() == ["place", "phone", "person", "email"]
    sources = places["source"].to_list()
    assert sources[0].startswith("known name")
    assert sources[1].startswith("pattern")
    assert not any(name in source for name in IDENTIFYING for source in sources)


def test_anonymisation_work_themes_are_those_of_the_turns(masked: Shard) -> None:
    assert masked.tables["masked_turns"]["theme"].to_list() == ["route", "route", "", "lien", "lien"]


def test_anonymisation_work_mentions_are_one_a_place(mentions: pl.DataFrame) -> None:
    assert mentions.select(load_catalogue()["identity_mentions"].grain).is_unique().all()
    assert set(mentions.filter(pl.col("interview_id") == "B1-1")["participant_id"]) == {"B1"}


def test_anonymisation_work_kinds_kept_knowingly_stay(identities: pl.DataFrame) -> None:
    config = invented_config(masking={"keep": ["place"]})
    mentions = found_in(ORIGINALS, identities, config)
    assert "place" not in set(mentions["kind"])
    turns = masked_by(mentions).tables["masked_turns"]
    assert "d’Ussel à Villedieu" in turns["text"][-1]
    assert leaks_of(turns, identities, config) == []
    assert {row["kind"] for row in leaks_of(turns, identities)} == {"place"}


def test_anonymisation_work_turn_without_identities_stays_as_it_is(identities: pl.DataFrame) -> None:
    turns = original_turns(("A1-1", 1, "interviewee", "", "Le chemin  monte,\u00a0non ?\nOui."))
    mentions = found_in(turns, identities)
    assert mentions.is_empty()
    shard = masked_by(mentions, turns)
    assert shard.tables["masked_turns"]["text"].to_list() == turns["text"].to_list()
    assert shard.tables["replacements"].is_empty()


# -- leaks


@pytest.mark.parametrize("name", IDENTIFYING)
def test_anonymisation_work_name_that_is_left_is_told(
    mentions: pl.DataFrame, identities: pl.DataFrame, name: str
) -> None:
    unit, turn, start = next((unit, turn, text.index(name)) for unit, turn, _, _, text in TURNS if name in text)
    here = (pl.col("interview_id") == unit) & (pl.col("turn") == turn)
    covers = (pl.col("start_at") <= start) & (pl.col("end_at") > start)
    forgotten = mentions.filter(~(here & covers))
    assert forgotten.height == mentions.height - 1
    turns = masked_by(forgotten).tables["masked_turns"]
    text = turns.filter(here)["text"][0]
    (leak,) = leaks_of(turns, identities)
    assert (leak["interview_id"], leak["turn"], leak["certain"]) == (unit, turn, True)
    assert name in text[int(str(leak["start_at"])) : int(str(leak["end_at"]))]


@pytest.mark.parametrize(
    ("text", "end", "kind"),
    [
        ("kerjosse@exemple.org", 20, "email"),
        ("0639984127@exemple.org", 22, "email"),
        ("0639984127", 10, "number"),
        ("www.exemple.org/anne", 20, "url"),
    ],
)
def test_anonymisation_work_two_leaks_of_one_place_are_one(
    identities: pl.DataFrame, text: str, end: int, kind: str
) -> None:
    turns = rows_of("masked_turns", {"interview_id": "A1-1", "turn": 1, "text": f"Là : {text} voilà."})
    first, *_ = leaks_of(turns, identities)
    assert (first["start_at"], first["end_at"], first["kind"], first["certain"]) == (5, 5 + end, kind, True)


def test_anonymisation_work_release_is_looked_through_whole(identities: pl.DataFrame) -> None:
    called = dict(identities.select("identity", "replacement").iter_rows())
    texts = [
        ("segment_texts.text", f"{called['participant:A1']} marche à [Ville 1]."),
        ("citation_labels.label", f"{called['participant:A1']} A"),
        ("participant_attributes.value", "chez Kerjosse"),
        ("masked_turns.text", "écrire à x@exemple.org"),
    ]
    rows = pl.DataFrame(texts, schema=["place", "text"], orient="row")
    shard = check_release(invented_order("study", published_texts=rows, identities=identities))
    assert shard.findings == [
        ("study", Finding("identity_in_publication", "participant_attributes.value", {"kind": "person"})),
        ("study", Finding("identity_in_publication", "masked_turns.text", {"kind": "email"})),
    ]
    clean = check_release(invented_order("study", published_texts=rows.head(2), identities=identities))
    assert clean.findings == []


# -- the words behind marks


def anchored(
    mentions: pl.DataFrame,
    masked: Shard,
    *quotes: tuple[str, str, str],
    goals: Sequence[tuple[str, str, str]] = (),
) -> Shard:
    rows = [
        {"interview_id": unit, "indicator": indicator, "coder": "CL", "ordinal": ordinal, "quote": quote}
        for ordinal, (unit, indicator, quote) in enumerate(quotes, start=1)
    ]
    return anchor_quotes(
        invented_order(
            "study",
            original_turns=ORIGINALS,
            original_quotes=rows_of("original_quotes", *rows),
            original_goal_quotes=rows_of(
                "original_goal_quotes",
                *({"interview_id": unit, "goal": goal, "quote": quote} for unit, goal, quote in goals),
            ),
            identity_mentions=mentions,
            masked_turns=masked.tables["masked_turns"],
            interviews=INTERVIEWS,
            quote_anchors=rows_of("quote_anchors"),
            marks_to_review=rows_of("marks_to_review"),
        )
    )


@pytest.mark.parametrize(
    ("unit", "turn", "quote"),
    [
        ("A1-1", 3, "c’est moi"),
        ("A1-1", 3, "Anne Kerjosse, c’est moi"),
        ("A1-1", 3, "Kerjosse, et Grandvarlet c'est ma directrice"),
        ("A1-1", 2, "à Villedieu, au 06 39 98 41 27, et Nono"),
        ("A1-1", 1, "odile grandvarlet"),
        ("B1-1", 2, "Elle vient d’Ussel à Villedieu"),
    ],
)
def test_anonymisation_work_evidence_stands_where_it_says(
    mentions: pl.DataFrame, masked: Shard, identities: pl.DataFrame, unit: str, turn: int, quote: str
) -> None:
    shard = anchored(mentions, masked, (unit, "outils.carte", quote))
    (row,) = shard.tables["mark_evidence"].to_dicts()
    assert row["turn"] == turn
    here = (pl.col("interview_id") == unit) & (pl.col("turn") == turn)
    text = masked.tables["masked_turns"].filter(here)["text"][0]
    shown = text[row["start_at"] : row["end_at"]]
    places = masked.tables["replacements"].filter(here).to_dicts()
    cut = [
        place for place in places for edge in ("start_at", "end_at") if place["start_at"] < row[edge] < place["end_at"]
    ]
    assert cut == [], "pseudonyms are shown whole"
    pattern = re.escape(quote.replace("'", "’"))
    for name in sorted([*IDENTIFYING, "06 39 98 41 27"], key=len, reverse=True):
        pattern = re.sub(re.escape(re.escape(name)), ".+", pattern, flags=re.IGNORECASE)
    assert re.fullmatch(pattern.replace(r".+\ .+", ".+"), shown)
    assert shard.findings == []


def test_anonymisation_work_quote_without_a_place_is_told(mentions: pl.DataFrame, masked: Shard) -> None:
    quotes = [("A1-1", "outils.carte", "Anne n’a jamais dit ceci"), ("B1-1", "outils_b.carte", "Bonjour")]
    shard = anchored(mentions, masked, *quotes, ("C1-1", "outils.carte", "pas masqué"))
    rows = shard.tables["mark_evidence"].select("interview_id", "ordinal", "turn", "start_at", "end_at").rows()
    assert rows == [("A1-1", 1, 0, 0, 0), ("B1-1", 2, 1, 0, 7)]
    details: dict[str, str | int | float] = {"indicator": "outils.carte", "coder": "CL", "place": "outils.carte, CL, 1"}
    assert shard.findings == [("study", Finding("quote_not_found", "A1-1", details))]


def test_anonymisation_work_quotes_of_goals_are_anchored_as_those_of_marks(
    mentions: pl.DataFrame, masked: Shard
) -> None:
    quotes = [
        ("B1-1", "route", "Elle vient d’Ussel à Villedieu"),
        ("A1-1", "emploi", "odile grandvarlet"),
        ("A1-1", "santé", "Anne n’a jamais dit ceci"),
        ("C1-1", "route", "pas masqué"),
    ]
    marks = anchored(mentions, masked, *((unit, f"outils.{goal}", quote) for unit, goal, quote in quotes))
    shard = anchored(mentions, masked, ("A1-1", "outils.carte", "c’est moi"), goals=quotes)
    place = ["interview_id", "turn", "start_at", "end_at"]
    assert shard.tables["goal_evidence"]["goal"].to_list() == ["emploi", "santé", "route"]
    assert shard.tables["goal_evidence"].select(place).equals(marks.tables["mark_evidence"].select(place))
    assert shard.tables["mark_evidence"]["turn"].to_list() == [3]
    lost = Finding("goal_quote_not_found", "A1-1", {"goal": "santé", "place": "santé"})
    assert shard.findings == [("study", lost)]


def test_anonymisation_work_no_quotes_no_evidence(mentions: pl.DataFrame, masked: Shard) -> None:
    shard = anchored(mentions, masked)
    assert shard.tables["mark_evidence"].is_empty()
    assert shard.tables["goal_evidence"].is_empty()


# -- the example study


def test_anonymisation_work_example_study_loses_every_planted_form(root: Path) -> None:
    study = root / "tests" / "small_study"
    with (study / "participants.csv").open(encoding="utf-8-sig") as file:
        rows = {row["code"]: row for row in csv.DictReader(file, delimiter=";")}
    people = [
        person(code, row["prénom"], row["nom"], nicknames=row["surnom"], gender="f" if code[0] == "A" else "m")
        for code, row in rows.items()
    ]
    names = (study / "names.csv").read_text(encoding="utf-8")
    with (study / "identities_gold.csv").open(encoding="utf-8-sig") as file:
        gold = [row for row in csv.DictReader(file, delimiter=";") if row["file"].endswith(".txt")]
    turns = [
        (
            {"Entretien 01": "A1-1", "Entretien 04": "B1-1", "Entretien 08": "A2-2"}[path.name[:12]],
            number,
            "other",
            "",
            line,
        )
        for path in sorted((study / "incoming").glob("*.txt"))
        for number, line in enumerate(
            path.read_bytes().decode("cp1252" if " 04 " in path.name else "utf-8-sig").splitlines()
        )
    ]
    originals = original_turns(*turns)
    extras = {"participants": json.dumps(people), "names": names}
    order = invented_order("study", extras=extras, identities=rows_of("identities"), original_turns=originals)
    identities = name_identities(order).sealed["identities"]
    masked = masked_by(found_in(originals, identities), originals).tables["masked_turns"]
    assert leaks_of(masked, identities) == []
    for row in gold:
        surface = re.compile(rf"(?<!\w){re.escape(row['surface'])}(?!\w)")
        before = " ".join(originals.filter(pl.col("interview_id") == row["interview"])["text"])
        after = " ".join(masked.filter(pl.col("interview_id") == row["interview"])["text"])
        assert surface.search(before), row["identity"]
        if row["greppable"] == "yes":
            assert not surface.search(after), row["identity"]


def test_anonymisation_work_listed_names_keep_their_number_wherever_they_stand() -> None:
    before = {name.forms: name.identity for name in read_listed_names("name;kind;identity;gender\nUssel;place;;\n")}
    later = read_listed_names("name;kind;identity;gender\nMaud;person;;f\nUssel;place;L1;\n", before)
    assert {name.forms: name.identity for name in later} == {("Ussel",): "listed:0001", ("Maud",): "listed:0002"}


def test_anonymisation_work_who_was_known_before_stays_known(identities: pl.DataFrame) -> None:
    gone = identities.filter(pl.col("identity") == "listed:0004").with_columns(
        identity=pl.lit("participant:Z9"), forms=pl.lit('[["Apolline", "f"]]'), replacement=pl.lit("Zélie")
    )
    again = named(taken=pl.concat([identities, gone])).sealed["identities"]
    assert again.filter(pl.col("identity") == "participant:Z9").rows() == gone.select(again.columns).rows()
    assert again.height == identities.height + 1
