"""Steps of ingestion: incoming files become turns for the vault and facts for the warehouse."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tasks.ingestion.incoming import digest_of
from tasks.ingestion.work import list_participants, read_codebook, read_goals, read_grids, read_interviews
from tasks.records import Finding
from tasks.shards import Order, Shard
from tasks.study_config import load_study_config
from tests.invented import invented_config, invented_order, rows_of

FILES = {
    "interview_id": pl.String(),
    "part": pl.Int32(),
    "participant_id": pl.String(),
    "path": pl.String(),
    "content": pl.Binary(),
}
FIRST = """\
Enquêtrice : Bonjour. 1 - Quels outils ?
Guide : Une carte, une boussole.
Enquêtrice : Et puis ?
Guide : Rien.
"""
SECOND = "Enquêtrice : 2 - Et le chemin ?\nGuide : Il monte toujours un peu.\n"
CODEBOOK = """\
[[observables]]
key = "outils"
label = "Outils"
roles = ["guide"]
[[observables.indicators]]
key = "carte"
label = "carte"
mirror = "outils_b.carte"
[[observables.indicators]]
key = "boussole"
label = "boussole"
[[observables]]
key = "outils_b"
label = "Outils vus"
roles = ["marcheur"]
[[observables.indicators]]
key = "carte"
label = "carte"
[[observables.indicators]]
key = "gourde"
label = "gourde"
"""
CONFIG = invented_config(
    speakers={"interviewer": ["Enquêtrice"], "interviewee": ["Guide"]},
    guides={
        "guide": [
            {"number": "1", "text": "Quels outils ?", "theme": "route"},
            {"number": "2", "text": "Et le chemin ?"},
        ]
    },
)


def facts(unit: str, **other: object) -> dict[str, object]:
    role, side = ("guide", "A") if unit.startswith("A") else ("marcheur", "B")
    told: dict[str, object] = {"interview_id": unit, "participant_id": unit.split("-")[0], "role": role, "side": side}
    told |= {"wave": unit.split("-")[1], "modality": "", "held_on": "2026-01-14", "consent": "given", "attributes": {}}
    return told | {"names": []} | other


def reading(
    folder: Path,
    *interviews: tuple[dict[str, object], Sequence[bytes | tuple[str, bytes]]],
    versions: pl.DataFrame | None = None,
) -> Order:
    """Files are written to ``folder``, or for pairs of a name and bytes kept in the order itself."""
    rows = []
    for told, files in interviews:
        for part, file in enumerate(files, start=1):
            kept = isinstance(file, tuple)
            path = folder / f"Entretien {told['interview_id']} {part}.txt"
            name, content = file if isinstance(file, tuple) else (str(path), file)
            if not kept:
                path.write_bytes(content)
            rows.append((told["interview_id"], part, told["participant_id"], name, content if kept else None))
    planned = {"interviews": [told for told, _ in interviews], "findings": []}
    return invented_order(
        *(str(told["interview_id"]) for told, _ in interviews),
        config=CONFIG,
        extras={"interviews": json.dumps(planned)},
        incoming_files=pl.DataFrame(rows, schema=FILES, orient="row"),
        interview_versions=rows_of("interview_versions") if versions is None else versions,
    )


# -- interviews


def test_ingestion_work_reads_the_parts_of_an_interview_as_one(tmp_path: Path) -> None:
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [FIRST.encode(), SECOND.encode("cp1252")])))
    turns = shard.sealed["original_turns"]
    assert turns["turn"].to_list() == [1, 2, 3, 4, 5, 6]
    assert turns["speaker"].to_list() == ["interviewer", "interviewee"] * 3
    assert turns["question"].to_list() == ["1", "1", "1", "1", "2", "2"]
    assert turns["text"].to_list()[1::2] == ["Une carte, une boussole.", "Rien.", "Il monte toujours un peu."]
    assert turns["line"].to_list() == [1, 2, 3, 4, 1, 2]
    assert set(turns["participant_id"]) == {"A1"}
    (row,) = shard.tables["interviews"].to_dicts()
    words = {speaker: turns.filter(pl.col("speaker") == speaker)["text"] for speaker in ("interviewee", "interviewer")}
    assert row["n_words_interviewee"] == sum(len(text.split()) for text in words["interviewee"])
    assert (row["n_turns"], row["n_turns_interviewee"]) == (6, 3)
    assert (row["n_files"], row["n_speakers"], row["n_words_unassigned"]) == (2, 2, 0)
    assert row["speakers_confirmed"]
    assert row["held_on"] == date(2026, 1, 14)
    assert row["duration_s"] is None
    assert len(row["encoding"].split(" + ")) == 2
    assert shard.findings == []


def test_ingestion_work_keeps_originals_byte_for_byte(tmp_path: Path) -> None:
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [FIRST.encode("cp1252"), SECOND.encode()])))
    for row, content in zip(
        shard.sealed["originals"].to_dicts(), (FIRST.encode("cp1252"), SECOND.encode()), strict=True
    ):
        assert row["content"] == content
        assert row["content_hash"] == hashlib.sha256(content).hexdigest()
        assert row["file_name"] == f"Entretien A1-1 {row['part']}.txt"


def test_ingestion_work_originals_of_the_vault_are_read_again(tmp_path: Path) -> None:
    before = read_interviews(reading(tmp_path, (facts("A1-1"), [FIRST.encode()])))
    kept = before.sealed["originals"].row(0, named=True)
    (tmp_path / kept["file_name"]).unlink()
    again = read_interviews(reading(tmp_path, (facts("A1-1"), [(kept["file_name"], kept["content"])])))
    for name, rows in before.sealed.items():
        assert again.sealed[name].equals(rows)
    assert again.tables["interviews"].equals(before.tables["interviews"])


def test_ingestion_work_missing_consent_is_kept_and_not_read(tmp_path: Path) -> None:
    told = facts("A1-1", consent="missing")
    shard = read_interviews(reading(tmp_path, (told, [FIRST.encode()]), (facts("A2-1"), [FIRST.encode()])))
    assert set(shard.sealed["originals"]["interview_id"]) == {"A1-1", "A2-1"}
    assert set(shard.sealed["original_turns"]["interview_id"]) == {"A2-1"}
    assert shard.tables["interviews"]["interview_id"].to_list() == ["A2-1"], "nothing of it past the vault"
    assert shard.findings == [("A1-1", Finding("consent_missing", "A1-1"))]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x00\x01\x02" * 400, "binary_file"),
        (b"PK\x03\x04 broken", "damaged_archive"),
    ],
)
def test_ingestion_work_unreadable_file_is_set_aside_alone(tmp_path: Path, content: bytes, code: str) -> None:
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [content]), (facts("A2-1"), [FIRST.encode()])))
    assert [(unit, found.code, found.subject) for unit, found in shard.findings] == [("A1-1", code, "A1-1")]
    assert shard.tables["interviews"]["interview_id"].to_list() == ["A2-1"]
    assert shard.sealed["originals"]["interview_id"].to_list() == ["A1-1", "A2-1"]
    assert shard.sealed["originals"]["content"][0] == content


def test_ingestion_work_interview_without_speakers_is_set_aside(tmp_path: Path) -> None:
    monologue = ("Nous marchons depuis ce matin sur le chemin. " * 40).encode()
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [monologue])))
    ((unit, found),) = shard.findings
    assert (unit, found.code) == ("A1-1", "no_speakers")
    assert "interviews" not in shard.tables
    assert shard.sealed["originals"].height == 1


@pytest.mark.parametrize("names", [[], ["Kim"]])
def test_ingestion_work_guessed_speakers_are_told(tmp_path: Path, names: list[str]) -> None:
    """A marker that is the interviewee's own name needs no guess."""
    lines = "".join(
        f"Bea : Et le jour {day}, comment cela s’est-il passé pour vous ?\nKim : Le jour {day} nous avons marché, puis "
        "nous avons dormi au refuge, et le matin nous sommes repartis vers le col.\n"
        for day in ("un", "deux", "trois", "quatre")
    )
    shard = read_interviews(reading(tmp_path, (facts("B1-1", names=names), [lines.encode()])))
    assert [found.code for _, found in shard.findings] == ([] if names else ["speakers_guessed"])
    assert shard.tables["interviews"]["speakers_confirmed"].to_list() == [bool(names)]
    speakers = shard.sealed["original_turns"].select("label", "speaker").unique().rows()
    assert sorted(speakers) == [("Bea", "interviewer"), ("Kim", "interviewee")]


def test_ingestion_work_findings_hold_no_words(tmp_path: Path) -> None:
    secret = "Kerjosse"
    files = [f"{secret} raconte. ".encode() * 50, b"\x00" + secret.encode() * 300]
    shard = read_interviews(
        reading(tmp_path, *((facts(f"A{n}-1", names=[secret]), [file]) for n, file in enumerate(files, start=1)))
    )
    assert len(shard.findings) == 2
    assert secret not in repr(shard.findings)


def test_ingestion_work_example_study_is_read_whole(root: Path) -> None:
    study = root / "tests" / "small_study"
    config = load_study_config(study)
    files = sorted((study / "incoming").iterdir())
    units = ["A1-1", "A2-1", "A3-1", "B1-1", "B2-1", "B3-1", "A1-2", "A2-2", "B1-2", "B2-2"]
    told = [facts(unit) | {"role": "accompagnante" if unit[0] == "A" else "beneficiaire"} for unit in units]
    own = {
        "A1": "Anne",
        "A2": "Solène",
        "A3": "Rose Tavernol",
        "B1": "Bruno Delorgeval",
        "B2": "Assia Ouardasse",
        "B3": "x",
    }
    for fact in told:
        fact["names"] = [own[str(fact["participant_id"])], *own[str(fact["participant_id"])].split()]
    rows = [
        (unit, 1, unit[:2], str(path), None)
        for unit, number in zip(units, ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10"), strict=True)
        for path in files
        if path.name.startswith(f"Entretien {number}")
    ]
    order = Order(
        "read_interviews",
        tuple(units),
        config,
        {
            "incoming_files": pl.DataFrame(rows, schema=FILES, orient="row"),
            "interview_versions": rows_of("interview_versions"),
        },
        {"interviews": json.dumps({"interviews": told, "findings": []})},
    )
    shard = read_interviews(order)
    assert shard.tables["interviews"]["interview_id"].to_list() == units
    assert shard.tables["interviews"]["n_turns_interviewee"].min() > 3  # type: ignore[operator]
    assert {found.code for _, found in shard.findings} <= {"speakers_guessed"}
    assert set(shard.sealed["original_turns"]["question"]) >= {"1", "2", "3", "4", "5"}


def test_ingestion_work_counts_no_event_as_a_word(tmp_path: Path) -> None:
    talk = "Enquêtrice : Bonjour.\nGuide : Euh… une car- une carte (rires), [inaudible] hum.\n"
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [talk.encode()])))
    (row,) = shard.tables["interviews"].to_dicts()
    assert (row["n_words"], row["n_words_interviewee"]) == (4, 3)
    assert (row["n_events"], row["n_hesitations"], row["n_false_starts"]) == (2, 2, 1)
    turns = dict(shard.sealed["original_turns"].select("turn", "text").iter_rows())
    events = shard.sealed["turn_events"].select("turn", "start_at", "end_at", "kind").rows()
    assert [(turns[turn][start:end], kind) for turn, start, end, kind in events] == [
        ("Euh", "hesitation"),
        ("car-", "false_start"),
        ("(rires)", "laugh"),
        ("[inaudible]", "inaudible"),
        ("hum", "hesitation"),
    ]


def test_ingestion_work_spans_cover_the_text_of_every_file(tmp_path: Path) -> None:
    first = "Jeudi\n" + FIRST
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [first.encode(), SECOND.encode()])))
    spans = shard.tables["turn_spans"].sort("part", "ordinal")
    texts = {1: first.replace("\n\n", "\n").strip(), 2: SECOND.strip()}
    assert shard.tables["interviews"]["n_characters"].to_list() == [sum(map(len, texts.values()))]
    for (part,), rows in spans.group_by(["part"], maintain_order=True):
        assert (
            "".join(texts[int(str(part))][row["start_at"] : row["end_at"]] for row in rows.to_dicts())
            == texts[int(str(part))]
        )
    turns = spans.filter(pl.col("kind") == "turn")
    assert turns["turn"].to_list() == [1, 2, 3, 4, 5, 6]
    assert turns["speaker"].to_list() == ["interviewer", "interviewee"] * 3
    assert spans.filter(pl.col("kind") == "preamble").select("part", "turn", "speaker").rows() == [(1, 0, "")]


def test_ingestion_work_tells_themes_of_questions(tmp_path: Path) -> None:
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [FIRST.encode(), SECOND.encode()])))
    assert shard.sealed["original_turns"]["theme"].to_list() == ["route"] * 4 + [""] * 2


def test_ingestion_work_keeps_no_theme_of_a_file_that_the_study_does_not_know(tmp_path: Path) -> None:
    corpus = "**** *ind_1\n-*Ythierre\nUne carte.\n-*Route\nUne boussole.\n-*la_Météo\nUne gourde.\n"
    told = facts("A1-1", parts=[{"text": "", "first_line": None, "last_line": None, "digest": ""}])
    order = reading(tmp_path, (told, [corpus.encode()]))
    config = invented_config(
        themes=[{"id": "meteo", "label": "La météo"}, {"id": "route", "label": "Chemins"}],
        guides={"guide": [{"number": "1", "text": "Quels outils ?", "theme": "route"}]},
    )
    shard = read_interviews(replace(order, config=config))
    assert shard.sealed["original_turns"]["theme"].to_list() == ["", "route", "meteo"]


# -- versions


def test_ingestion_work_a_corrected_file_is_the_next_version(tmp_path: Path) -> None:
    first = read_interviews(reading(tmp_path, (facts("A1-1"), [FIRST.encode()])))
    known = first.sealed["interview_versions"]
    assert first.tables["interviews"]["version"].to_list() == [1]
    assert first.findings == []
    corrected = FIRST.replace("une boussole", "un compas") + SECOND
    second = read_interviews(reading(tmp_path, (facts("A1-1"), [corrected.encode()]), versions=known))
    assert second.tables["interviews"]["version"].to_list() == [2]
    details = {"version": 2, "replaced": 1, "changed": 1, "added": 2, "removed": 0}
    assert second.findings == [("A1-1", Finding("new_version", "A1-1", dict(details)))]
    versions = second.sealed["interview_versions"]
    assert versions.select("version", "is_current").rows() == [(1, False), (2, True)]
    again = read_interviews(reading(tmp_path, (facts("A1-1"), [corrected.encode()]), versions=versions))
    assert again.sealed["interview_versions"].equals(versions), "the same bytes are the same version"
    assert again.findings == second.findings
    back = read_interviews(reading(tmp_path, (facts("A1-1"), [FIRST.encode()]), versions=versions))
    assert back.tables["interviews"]["version"].to_list() == [1]
    assert back.sealed["interview_versions"].select("version", "is_current").rows() == [(1, True), (2, False)]


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04 broken"])
def test_ingestion_work_a_bad_file_leaves_the_versions_as_they_are(tmp_path: Path, broken: bytes) -> None:
    known = read_interviews(reading(tmp_path, (facts("A1-1"), [FIRST.encode()]))).sealed["interview_versions"]
    shard = read_interviews(reading(tmp_path, (facts("A1-1"), [broken]), versions=known))
    assert shard.sealed["interview_versions"].equals(known)
    assert "interviews" not in shard.tables


def test_ingestion_work_a_bad_file_does_not_keep_the_others_from_the_vault(tmp_path: Path) -> None:
    order = reading(tmp_path, (facts("A1-1"), [FIRST.encode(), SECOND.encode()]))
    (tmp_path / "Entretien A1-1 1.txt").unlink()
    shard = read_interviews(order)
    assert [found.code for _, found in shard.findings] == ["file_unreadable"]
    assert shard.sealed["originals"].select("part", "content").rows() == [(0, SECOND.encode())]


def test_ingestion_work_a_file_that_changed_since_the_plan_waits(tmp_path: Path) -> None:
    part = {"text": "", "first_line": None, "last_line": None}
    planned = facts("A1-1", parts=[part | {"digest": digest_of(b"other bytes")}])
    shard = read_interviews(reading(tmp_path, (planned, [FIRST.encode()])))
    assert [found.code for _, found in shard.findings] == ["file_changed"]
    assert shard.sealed["originals"].is_empty()
    planned = facts("A1-1", parts=[part | {"digest": digest_of(FIRST.encode())}])
    assert read_interviews(reading(tmp_path, (planned, [FIRST.encode()]))).findings == []


# -- files of several interviews


def test_ingestion_work_of_a_file_of_several_only_the_own_lines_are_the_participant_s(tmp_path: Path) -> None:
    both = (FIRST + SECOND).encode()
    parts = [
        {"text": "", "first_line": 1, "last_line": 4, "digest": digest_of(both)},
        {"text": "", "first_line": 5, "last_line": None, "digest": digest_of(both)},
    ]
    interviews = [(facts(f"A{n}-1", parts=[part]), [both]) for n, part in enumerate(parts, start=1)]
    shard = read_interviews(reading(tmp_path, *interviews))
    assert shard.findings == []
    (collection,) = shard.sealed["collections"].to_dicts()
    assert (collection["participant_id"], collection["content"]) == ("study", both)
    originals = shard.sealed["originals"].select("interview_id", "content", "collection").rows()
    assert originals == [
        ("A1-1", FIRST.strip().encode(), collection["content_hash"]),
        ("A2-1", SECOND.strip().encode(), collection["content_hash"]),
    ]
    assert set(shard.sealed["originals"]["content_hash"]) == {hashlib.sha256(row[1]).hexdigest() for row in originals}
    assert shard.tables["interviews"]["n_turns"].to_list() == [4, 2]


def test_ingestion_work_lines_that_are_not_there_leave_the_collection_in_the_vault(tmp_path: Path) -> None:
    part = {"text": "", "first_line": 90, "last_line": 99, "digest": ""}
    shard = read_interviews(reading(tmp_path, (facts("A1-1", parts=[part]), [FIRST.encode()])))
    assert [found.code for _, found in shard.findings] == ["no_lines_in_range"]
    assert shard.sealed["collections"]["content"].to_list() == [FIRST.encode()]
    assert shard.sealed["originals"].is_empty()


def test_ingestion_work_labels_confirmed_for_one_interview_are_given(tmp_path: Path) -> None:
    talk = "".join(f"Bea : Jour {day} ?\nKim : Nous avons marché.\nLou : Oui.\n" for day in range(4))
    labels = {"interviewer": ["Bea"], "interviewee": ["Kim"], "other": ["Lou"], "confirmed": True}
    shard = read_interviews(reading(tmp_path, (facts("B1-1", speakers=labels), [talk.encode()])))
    assert shard.findings == []
    assert shard.tables["interviews"]["speakers_confirmed"].to_list() == [True]
    assert shard.sealed["original_turns"]["speaker"].to_list()[:3] == ["interviewer", "interviewee", "other"]


def test_ingestion_work_withdrawn_consent_is_kept_and_not_read(tmp_path: Path) -> None:
    shard = read_interviews(reading(tmp_path, (facts("A1-1", consent="withdrawn"), [FIRST.encode()])))
    assert shard.sealed["originals"].height == 1
    assert "original_turns" not in shard.sealed
    assert "interviews" not in shard.tables
    assert [found.code for _, found in shard.findings] == ["consent_withdrawn"]


# -- participants


def person(name: str, role: str = "guide", **other: object) -> dict[str, object]:
    return {"participant_id": name, "role": role, "gender": "f", "age": 34, "n_interviews": 1} | other


def test_ingestion_work_lists_participants_without_names() -> None:
    people = [
        person("A1", first_name="Anne", surname="Kerjosse", n_interviews=2),
        person("B1", "marcheur", gender="", age=None),
        person("B2", "marcheur", age=40),
        person("B9", "", surname="Palud"),
    ]
    interviews = {
        "interviews": [facts("A1-1", attributes={"secteur": "public", "ancienneté": "3"}), facts("B1-1")],
        "findings": [{"code": "row_without_file", "subject": "B9", "details": {"place": "line 4", "line": 4}}],
    }
    extras = {"participants": json.dumps(people), "interviews": json.dumps(interviews)}
    shard = list_participants(invented_order("study", extras=extras))
    assert shard.tables["participants"].rows() == [
        ("A1", "guide", "A", "f", "30-39", 2),
        ("B1", "marcheur", "B", "", "", 1),
        ("B2", "marcheur", "B", "f", "40-49", 1),
    ]
    assert shard.tables["participant_attributes"].rows() == [
        ("A1-1", "ancienneté", "3"),
        ("A1-1", "secteur", "public"),
    ]
    assert shard.findings == [("study", Finding("row_without_file", "B9", {"place": "line 4", "line": 4}))]


# -- grids

INTERVIEWS = rows_of(
    "interviews",
    *(
        {"interview_id": unit, "participant_id": unit[:2], "role": role, "wave": "1", "consent": consent}
        for unit, role, consent in (
            ("A1-1", "guide", "given"),
            ("A2-1", "guide", "given"),
            ("B1-1", "marcheur", "assumed"),
        )
    ),
)
PRINTED = "Observables;Indicateurs;A1;A2;T\nOutils;1 - carte;X;;1\n;2 - boussole;X;X;1\n"
LONG = """\
interview;indicateur;état;extrait;codeur
B1-1;outils_b.carte;présent;une carte pliée;EM
B1-1;outils_b.carte;présent;la carte du refuge;EM
B1-1;outils_b.carte;présent;une carte pliée;EM
B1-1;outils_b.gourde;absent;pas de gourde;EM
B2-1;outils_b.carte;présent;sans accord;EM
B1-1;outils_b.piolet;présent;;EM
"""


def grids(folder: Path, codebook: str = CODEBOOK, **texts: str) -> Shard:
    files: list[dict[str, str | None]] = []
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        role = "guide" if name == "printed" else None
        path = str(folder / f"{name}.csv")
        files.append({"file": f"grids/{name}.csv", "path": path, "coder": "CL", "role": role, "wave": "1"})
    extras = {"codebook": codebook, "grids": json.dumps(files)}
    return read_grids(invented_order("study", extras=extras, interviews=INTERVIEWS))


def test_ingestion_work_reads_grids_into_cells(tmp_path: Path) -> None:
    cells = grids(tmp_path, printed=PRINTED, long=LONG).tables["grid_cells"]
    states = {(unit, indicator, coder): state for unit, indicator, coder, state in cells.iter_rows()}
    assert len(states) == 3 * 4 * 2, "every interview, indicator and coder; none of who did not consent"
    of_cl = {key[:2]: state for key, state in states.items() if key[2] == "CL"}
    assert of_cl["A1-1", "outils.carte"] == of_cl["A2-1", "outils.boussole"] == "present"
    assert of_cl["A2-1", "outils.carte"] == "absent"
    assert of_cl["A1-1", "outils_b.carte"] == "not_asked"
    assert of_cl["B1-1", "outils_b.carte"] == "not_coded"
    assert states["B1-1", "outils_b.carte", "EM"] == "present"
    assert states["B1-1", "outils_b.gourde", "EM"] == "absent"
    assert states["A1-1", "outils.carte", "EM"] == "not_coded"


def test_ingestion_work_quotes_of_marks_go_to_the_vault_once(tmp_path: Path) -> None:
    shard = grids(tmp_path, long=LONG)
    quotes = shard.sealed["original_quotes"].select("interview_id", "indicator", "coder", "ordinal", "quote").rows()
    assert quotes == [
        ("B1-1", "outils_b.carte", "EM", 1, "une carte pliée"),
        ("B1-1", "outils_b.carte", "EM", 2, "la carte du refuge"),
    ]
    assert shard.sealed["original_quotes"]["participant_id"].unique().to_list() == ["B1"]
    for rows in shard.tables.values():
        assert "pliée" not in rows.write_csv()


def test_ingestion_work_totals_and_faults_of_grids_are_told(tmp_path: Path) -> None:
    shard = grids(tmp_path, printed=PRINTED, long=LONG)
    totals = shard.tables["printed_totals"].select("file", "indicator", "printed", "counted").rows()
    assert totals == [("grids/printed.csv", "outils.carte", 1, 1), ("grids/printed.csv", "outils.boussole", 1, 2)]
    told = {found.code: found for _, found in shard.findings}
    assert "grid_row_unknown" in told
    assert "grid_unit_unknown" in told, "the interview without consent is nobody here"
    assert str(told["grid_row_unknown"].details["place"]).startswith("grids/long.csv")
    assert "total_differs" not in told
    assert {unit for unit, _ in shard.findings} == {"study"}


def test_ingestion_work_codebook_is_laid_out() -> None:
    shard = read_codebook(invented_order("study", extras={"codebook": CODEBOOK}))
    assert shard.tables["indicators"]["indicator"].to_list() == [
        "outils.carte",
        "outils.boussole",
        "outils_b.carte",
        "outils_b.gourde",
    ]
    pairs = shard.tables["indicator_pairs"].select("pair", "indicator_a", "indicator_b", "relation").rows()
    assert pairs == [
        (1, "outils.carte", "outils_b.carte", "same"),
        (2, "outils.boussole", "", "only_a"),
        (3, "", "outils_b.gourde", "only_b"),
    ]


def test_ingestion_work_study_without_codebook_or_grids(tmp_path: Path) -> None:
    assert read_codebook(invented_order("study", extras={"codebook": ""})).tables == {}
    assert grids(tmp_path, codebook="").tables == {}
    shard = grids(tmp_path)
    assert shard.tables["grid_cells"].is_empty()
    assert shard.sealed["original_quotes"].is_empty()
    assert shard.findings == []


# -- goals


def goals(*rows: tuple[str, str, str, str], quote: str = "") -> Shard:
    """Rows of participant, goal, wave and state."""
    told = [
        {"participant_id": who, "goal": goal, "label": f"{goal}.", "wave": wave, "wave_number": int(wave)}
        | {"state": state, "quote": quote, "coder": "CL", "line": line}
        for line, (who, goal, wave, state) in enumerate(rows, start=2)
    ]
    config = invented_config(goals={"file": "objectifs.csv"})
    return read_goals(invented_order("study", config=config, extras={"goals": json.dumps(told)}, interviews=INTERVIEWS))


def test_ingestion_work_goals_are_told_with_their_interview() -> None:
    shard = goals(("A1", "emploi", "1", "set"), ("B1", "emploi", "1", "set"), ("A1", "emploi", "2", "not_asked"))
    assert shard.tables["goal_states"].rows() == [
        ("A1", "emploi", "1", 1, "emploi.", "set", "A1-1", "CL"),
        ("B1", "emploi", "1", 1, "emploi.", "set", "B1-1", "CL"),
        ("A1", "emploi", "2", 2, "emploi.", "not_asked", "", "CL"),
    ]
    assert shard.sealed["original_goal_quotes"].is_empty()
    assert shard.findings == []


def test_ingestion_work_quotes_of_goals_go_to_the_vault() -> None:
    shard = goals(("A1", "emploi", "1", "set"), quote="je veux retravailler")
    assert shard.sealed["original_goal_quotes"].rows() == [("A1-1", "emploi", "A1", "je veux retravailler")]
    assert "retravailler" not in shard.tables["goal_states"].write_csv()


def test_ingestion_work_goals_of_interviews_not_read_do_not_count() -> None:
    told = [("A1", "emploi", "2", "reached"), ("B2", "emploi", "1", "set"), ("B2", "emploi", "2", "not_asked")]
    shard = goals(*told)
    assert shard.tables["goal_states"].is_empty()
    assert shard.findings == [
        ("study", Finding("goal_without_interview", "A1-2", {"place": "objectifs.csv l. 2"})),
        ("study", Finding("goal_without_interview", "B2-1", {"place": "objectifs.csv l. 3"})),
        ("study", Finding("goal_without_interview", "B2-2", {"place": "objectifs.csv l. 4"})),
    ]
    quoted = goals(("A1", "emploi", "2", "not_asked"), quote="dit au téléphone")
    assert quoted.sealed["original_goal_quotes"].is_empty()
    assert [found.code for _, found in quoted.findings] == ["goal_without_interview"]


def test_ingestion_work_study_without_goals() -> None:
    shard = read_goals(invented_order("study", extras={"goals": "[]"}, interviews=INTERVIEWS))
    assert shard.tables["goal_states"].is_empty()
    assert shard.findings == []
