"""What is read out of a study's folder before anything is run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from flows.inventory import take_inventory
from flows.planned_interviews import Inventory
from flows.study_folder import StudyFolder
from tasks.errors import StudyInvalid, StudyMissing
from tasks.ingestion import incoming
from tasks.records import Finding

HEAD = "code;fichier;groupe;vague;date;modalité;prénom;nom;surnom;consentement;secteur"
STUDY = """
name = "Étude inventée"

[groups.guide]
side = "A"
label = "Guides"
singular = "guide"
values = ["Guide de haute montagne", "g."]

[groups.marcheur]
side = "B"
label = "Marcheurs"
singular = "marcheur"

[waves.avant]
label = "Avant la traversée"
from = 2026-01-01
to = 2026-03-31

[waves.apres]
label = "Après"
from = 2026-06-01

[modalities.refuge]
label = "Au refuge"
values = ["R"]

[participants.columns]
id = "code"
file = "fichier"
role = "groupe"
wave = "vague"
date = "date"
modality = "modalité"
first_name = "prénom"
surname = "nom"
nicknames = "surnom"
consent = "consentement"
attributes = ["secteur"]

[participants.consent]
given = ["oui", "Oui v2"]

[incoming]
date_in_name = '(\\d\\d)-(\\d\\d)-(\\d\\d\\d\\d)'
date_order = "dmy"
"""

HEADING = "name;kind;identity;gender"
Look = Callable[..., Inventory]


@pytest.fixture
def look(tmp_path: Path) -> Look:
    """Writes a study with these rows and files and looks through it."""

    def looked(rows: Sequence[str], files: Sequence[str], study: str = STUDY) -> Inventory:
        (tmp_path / "study.toml").write_text(study, encoding="utf-8")
        (tmp_path / "participants.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
        (tmp_path / "incoming").mkdir(exist_ok=True)
        for name in files:
            (tmp_path / "incoming" / name).parent.mkdir(exist_ok=True)
            (tmp_path / "incoming" / name).write_text(f"E : {name}\nR : Oui.\n", encoding="utf-8")
        return take_inventory(StudyFolder(tmp_path), secret=b"secret")

    return looked


def found(inventory: Inventory) -> set[tuple[str, str]]:
    """Code and subject of what it tells."""
    return {(finding.code, finding.subject) for finding in inventory.findings}


def row(code: str = "G1", file: str = "un", role: str = "guide", **cells: str) -> str:
    """A row of the table."""
    other = [cells.get(name, "") for name in ("wave", "date", "modality", "first", "surname", "nick")]
    return ";".join([code, file, role, *other, cells.get("consent", "oui"), cells.get("sector", "")])


# -- waves


@pytest.mark.parametrize(
    ("cells", "file", "wave"),
    [
        ({"wave": "avant"}, "un", "avant"),
        ({"wave": "APRES"}, "un", "apres"),
        ({"wave": "Après"}, "un", "apres"),
        ({"date": "2026-03-31"}, "un", "avant"),
        ({"date": "01/06/2026"}, "un", "apres"),
        ({}, "un 31-03-2026", "avant"),
        ({}, "un 01-06-2026", "apres"),
        ({"date": "02/06/2026"}, "un 31-03-2026", "apres"),
        ({"wave": "avant", "date": "02/06/2026"}, "un", "avant"),
    ],
)
def test_inventory_wave_is_written_or_told_by_the_date(cells: dict[str, str], file: str, wave: str, look: Look) -> None:
    inventory = look([row(file=file, **cells)], [f"{file}.txt"])
    assert list(inventory.interviews) == [f"G1-{wave}"]


@pytest.mark.parametrize(
    ("cells", "file"),
    [
        ({"wave": "pendant"}, "un"),
        ({}, "un"),
        ({"date": "01/05/2026"}, "un"),
        ({}, "un 31-02-2026"),
        ({}, "un 15-04-2026"),
    ],
)
def test_inventory_interviews_of_no_wave_are_not_taken(cells: dict[str, str], file: str, look: Look) -> None:
    inventory = look([row(file=file, **cells)], [f"{file}.txt"])
    assert inventory.interviews == {}
    assert ("wave_unknown", "G1") in found(inventory)


def test_inventory_the_only_wave_needs_no_date(look: Look) -> None:
    study = STUDY.replace(STUDY[STUDY.index("[waves.avant]") : STUDY.index("[modalities.refuge]")], "")
    assert list(look([row()], ["un.txt"], study).interviews) == ["G1-1"]


def test_inventory_day_of_an_interview_comes_from_table_or_file_name(look: Look) -> None:
    rows = [row("G1", "un 05-02-2026"), row("G2", "deux", date="06/02/2026")]
    inventory = look(rows, ["un 05-02-2026.txt", "deux.txt"])
    days = {name: planned.held_on for name, planned in inventory.interviews.items()}
    assert days == {"G1-avant": date(2026, 2, 5), "G2-avant": date(2026, 2, 6)}


# -- roles, modalities, consent


@pytest.mark.parametrize("written", ["guide", "GUIDE", " Guide ", "guide de haute montagne", "G."])
def test_inventory_role_is_compared_without_case(written: str, look: Look) -> None:
    (planned,) = look([row(role=written, wave="avant")], ["un.txt"]).interviews.values()
    assert (planned.role, planned.side) == ("guide", "A")


def test_inventory_role_unknown_is_told_with_its_line(look: Look) -> None:
    inventory = look(
        [row("G1", "un", wave="avant"), row("X9", "deux", "porteur", wave="avant")], ["un.txt", "deux.txt"]
    )
    assert list(inventory.interviews) == ["G1-avant"]
    (told,) = [finding for finding in inventory.findings if finding.code == "role_unknown"]
    assert told == Finding("role_unknown", "X9", {"line": 3, "place": "l. 3"})


def test_inventory_modality_unknown_is_told_and_taken(look: Look) -> None:
    rows = [row("G1", "un", wave="avant", modality="r"), row("G2", "deux", wave="avant", modality="visio")]
    inventory = look(rows, ["un.txt", "deux.txt"])
    assert [planned.modality for planned in inventory.interviews.values()] == ["refuge", ""]
    assert ("modality_unknown", "G2") in found(inventory)


@pytest.mark.parametrize(
    ("written", "consent"),
    [
        *(("oui", "given"), ("OUI V2", "given"), ("ouiv2", "given"), ("", "missing"), ("?", "missing")),
        *(
            ("oui ?", "missing"),
            ("non", "withdrawn"),
            ("Retiré", "withdrawn"),
            ("RETIRE", "withdrawn"),
            ("oui v3", "missing"),
        ),
    ],
)
def test_inventory_consent_is_given_in_the_words_of_the_study(written: str, consent: str, look: Look) -> None:
    (planned,) = look([row(wave="avant", consent=written)], ["un.txt"]).interviews.values()
    assert planned.consent == consent


def test_inventory_consent_is_assumed_without_a_column(look: Look) -> None:
    (planned,) = look(
        [row(wave="avant")], ["un.txt"], STUDY.replace('consent = "consentement"\n', "")
    ).interviews.values()
    assert planned.consent == "assumed"


def test_inventory_consent_given_wins_where_a_word_means_both(look: Look) -> None:
    study = STUDY.replace('given = ["oui", "Oui v2"]', 'given = ["non"]')
    (planned,) = look([row(wave="avant", consent="Non")], ["un.txt"], study).interviews.values()
    assert planned.consent == "given"


def test_inventory_a_sign_that_means_yes_is_no_empty_cell(look: Look) -> None:
    study = STUDY.replace('given = ["oui", "Oui v2"]', 'given = ["+"]')
    rows = [row("G1", "un", wave="avant", consent="+"), row("G2", "deux", wave="avant", consent="")]
    told = look(rows, ["un.txt", "deux.txt"], study).interviews
    assert [planned.consent for planned in told.values()] == ["given", "missing"]


@pytest.mark.parametrize(
    ("consents", "consent"),
    [(("oui", "Oui v2"), "given"), (("oui", "non"), "withdrawn"), (("oui", "?"), "missing"), (("oui", ""), "given")],
)
def test_inventory_consents_of_the_parts_of_one_interview(consents: tuple[str, str], consent: str, look: Look) -> None:
    rows = [row("G1", f"un {part}", wave="avant", consent=told) for part, told in zip("ab", consents, strict=True)]
    (planned,) = look(rows, ["un a.txt", "un b.txt"]).interviews.values()
    assert (planned.consent, len(planned.files)) == (consent, 2)


def test_inventory_the_names_of_who_withdrew_are_masked_and_nothing_more(look: Look) -> None:
    inventory = look([row(wave="avant", first="Zoé", consent="retrait")], ["un.txt"])
    (person,) = json.loads(inventory.input_text("participants", ()))
    assert (person["first_name"], person["role"], person["n_interviews"]) == ("Zoé", "", 0)


def test_inventory_side_without_interview_is_told(look: Look) -> None:
    inventory = look([row(wave="avant")], ["un.txt"])
    (told,) = [finding for finding in inventory.findings if finding.code == "side_empty"]
    assert told.details["side"] == "B"


# -- files and rows


def test_inventory_interview_in_two_files_keeps_their_order(look: Look) -> None:
    inventory = look([row(file='"z début; a suite"', wave="avant")], ["z début.txt", "a suite.txt"])
    (planned,) = inventory.interviews.values()
    assert [file.path.stem for file in planned.files] == ["z début", "a suite"]


def test_inventory_parts_are_in_the_order_of_their_marks(look: Look) -> None:
    files = [f"G1 {number}.txt" for number in range(1, 11)]
    inventory = look(["G1;G1;guide;avant;;;;;;oui;"], files)
    assert [file.name for file in inventory.interviews["G1-avant"].files] == files
    assert {match.code for match in inventory.matches} == {"parts"}


def test_inventory_duplicate_id_takes_neither(look: Look) -> None:
    rows = [row("G1", "un", wave="avant"), row("G1", "deux", wave="avant"), row("G2", "trois", wave="avant")]
    inventory = look(rows, ["un.txt", "deux.txt", "trois.txt"])
    assert list(inventory.interviews) == ["G2-avant"]
    assert ("interview_claimed_twice", "G1-avant") in found(inventory)


def test_inventory_one_id_in_two_waves_is_one_person_met_twice(look: Look) -> None:
    inventory = look([row("G1", "un", wave="avant"), row("G1", "deux", wave="apres")], ["un.txt", "deux.txt"])
    assert list(inventory.interviews) == ["G1-apres", "G1-avant"]
    assert "interview_claimed_twice" not in {code for code, _ in found(inventory)}


def test_inventory_file_without_row_is_told_without_its_name(look: Look) -> None:
    inventory = look([row(wave="avant")], ["un.txt", "Zébulon Inventé.txt"])
    (told,) = [finding for finding in inventory.findings if finding.code == "file_unmatched"]
    assert told.subject.startswith("file ")
    assert "bulon" not in f"{told}"
    assert list(inventory.interviews) == ["G1-avant"]


def test_inventory_row_without_file_is_noted(look: Look) -> None:
    inventory = look([row("G1", "un", wave="avant"), row("G2", "deux", wave="avant")], ["un.txt"])
    assert list(inventory.interviews) == ["G1-avant"]
    assert list(inventory.absent) == ["G2-avant"]
    assert ("file_missing", "G2") in found(inventory)


def test_inventory_files_that_are_no_transcripts_are_passed_over(look: Look) -> None:
    inventory = look([row(wave="avant")], ["un.txt", "README.txt", ".DS_Store", "~$un.docx", "Lisez-moi.txt"])
    assert [match.file for match in inventory.matches] == ["un.txt"]


def test_inventory_files_in_folders_are_found(look: Look) -> None:
    (planned,) = look([row(wave="avant")], ["guides/un.txt"]).interviews.values()
    assert planned.files[0].path.parent.name == "guides"


@pytest.mark.parametrize("code", ["G/1", "../G1", "G 1", "é1", "-G1"])
def test_inventory_a_code_that_is_none_is_not_taken(code: str, look: Look) -> None:
    inventory = look([row(code, wave="avant"), row("G2", "deux", wave="avant")], ["un.txt", "deux.txt"])
    assert list(inventory.interviews) == ["G2-avant"]
    assert "id_malformed" in {told for told, _ in found(inventory)}


# -- interviews kept from earlier runs


def test_inventory_an_interview_read_before_is_kept_without_its_file(look: Look) -> None:
    inventory = look([row("G1", "un", wave="avant"), row("G2", "deux", wave="avant")], ["un.txt"])
    kept = inventory.with_kept({"G2-avant": "hash", "G9-avant": "other"})
    assert sorted(kept.interviews) == ["G1-avant", "G2-avant"]
    assert kept.input_digest("files", "G2-avant") == "hash"
    assert inventory.with_kept({}) is inventory


def test_inventory_an_interview_whose_file_is_there_is_read_from_it(look: Look) -> None:
    inventory = look([row(wave="avant")], ["un.txt"])
    assert inventory.with_kept({"G1-avant": "hash"}).input_digest("files", "G1-avant") != "hash"


def test_inventory_digest_follows_the_content_not_the_name(look: Look, tmp_path: Path) -> None:
    before = look([row(wave="avant")], ["un.txt"]).input_digest("files", "G1-avant")
    (tmp_path / "incoming" / "un.txt").rename(tmp_path / "incoming" / "UN.txt")
    assert take_inventory(StudyFolder(tmp_path), secret=b"secret").input_digest("files", "G1-avant") == before
    (tmp_path / "incoming" / "UN.txt").write_text("E : Autre\nR : Chose.\n", encoding="utf-8")
    assert take_inventory(StudyFolder(tmp_path), secret=b"secret").input_digest("files", "G1-avant") != before


# -- what the steps are told


def test_inventory_people_without_interview_are_masked_all_the_same(look: Look) -> None:
    rows = [row("G1", "un", wave="avant", first="Zoé"), row("M1", "deux", "marcheur", first="Ulysse", wave="avant")]
    text = look(rows, ["un.txt"]).input_text("participants", ())
    assert "Ulysse" in text
    assert '"role": ""' in text


def test_inventory_facts_hold_what_steps_need(look: Look) -> None:
    cells = {"wave": "avant", "first": "Zoé", "surname": "Inventée", "nick": "Zozo", "sector": "montagne"}
    (planned,) = look([row(**cells)], ["un.txt"]).interviews.values()
    facts = planned.facts()
    assert facts["names"] == ["Zoé Inventée", "Zoé", "Inventée", "Zozo"]
    assert facts["attributes"] == {"secteur": "montagne"}
    assert facts["interview_id"] == "G1-avant"


# -- problems


def test_inventory_every_problem_is_told_at_once(look: Look, tmp_path: Path) -> None:
    grids = '[[grids]]\nfile = "g.csv"\ncoder = "AB"\n[masking]\nnames = "names.csv"\n'
    with pytest.raises(StudyInvalid) as caught:
        look([row(wave="avant")], [], STUDY + grids)
    assert [problem.file for problem in caught.value.problems] == ["incoming", "names.csv", "study.toml", "g.csv"]


def test_inventory_of_no_study_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StudyMissing):
        take_inventory(StudyFolder(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("heading", [HEADING, "Name; Kind; Identity; Gender", f"\ufeff{HEADING}"])
def test_inventory_names_are_taken_with_their_heading(heading: str, look: Look, tmp_path: Path) -> None:
    text = f"{heading}\nZébulon;person;P06;f\n"
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    inventory = look([row(wave="avant")], ["un.txt"], STUDY + '[masking]\nnames = "names.csv"\n')
    assert "Zébulon" in inventory.input_text("names", ())


GOALS = '[goals]\nfile = "objectifs.csv"\n'
GOAL_HEAD = "participant;objectif;libellé;vague;état;extrait;codeur"


def test_inventory_goals_are_told_to_their_step(look: Look, tmp_path: Path) -> None:
    assert look([row(wave="avant")], ["un.txt"]).input_text("goals", ()) == "[]"
    path = tmp_path / "objectifs.csv"
    path.write_text(f"{GOAL_HEAD}\nG1;cime;;Avant la traversée;posé;« là-haut »;CL\n", encoding="utf-8-sig")
    inventory = look([row(wave="avant")], ["un.txt"], STUDY + GOALS)
    (told,) = json.loads(inventory.input_text("goals", ()))
    assert (told["participant_id"], told["wave"], told["wave_number"], told["state"]) == ("G1", "avant", 1, "set")
    before = inventory.input_digest("goals", "study")
    path.write_text(path.read_text(encoding="utf-8-sig").replace("posé", "NR"), encoding="utf-8")
    assert look([row(wave="avant")], ["un.txt"], STUDY + GOALS).input_digest("goals", "study") != before


def test_inventory_problems_of_goals_are_told_with_the_others(look: Look, tmp_path: Path) -> None:
    text = f"{GOAL_HEAD}\nG2;cime;;avant;posé;;\nG1;cime;;jamais;oublié;;\n"
    (tmp_path / "objectifs.csv").write_text(text, encoding="utf-8")
    with pytest.raises(StudyInvalid) as caught:
        look([row(wave="avant")], ["un.txt"], STUDY + GOALS + '[masking]\nnames = "names.csv"\n')
    told = [(problem.file, problem.line, problem.field) for problem in caught.value.problems]
    assert told == [
        ("names.csv", None, ""),
        ("objectifs.csv", 2, "participant"),
        ("objectifs.csv", 3, "vague"),
        ("objectifs.csv", 3, "état"),
    ]


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 damaged"])
def test_inventory_goals_that_cannot_be_read_are_told(look: Look, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "objectifs.csv").write_bytes(content)
    with pytest.raises(StudyInvalid) as caught:
        look([row(wave="avant")], ["un.txt"], STUDY + GOALS)
    assert [problem.file for problem in caught.value.problems] == ["objectifs.csv"]


# -- files of one content, files that are none


def test_inventory_one_file_twice_is_one_interview(look: Look, tmp_path: Path) -> None:
    look([row(wave="avant")], ["un.txt"])
    (tmp_path / "incoming" / "copie.txt").write_bytes((tmp_path / "incoming" / "un.txt").read_bytes())
    inventory = take_inventory(StudyFolder(tmp_path), secret=b"secret")
    (planned,) = inventory.interviews.values()
    assert [file.name for file in planned.files] == ["un.txt"]
    assert {file.name: file.twin for file in inventory.files} == {"copie.txt": "un.txt", "un.txt": ""}
    (told,) = [finding for finding in inventory.findings if finding.code == "file_twice"]
    assert told.details == {"count": 2}
    assert "copie" not in str(told)


def test_inventory_empty_files_are_no_copies(look: Look, tmp_path: Path) -> None:
    rows = [row("G1", "un", wave="avant"), row("G2", "deux", wave="avant")]
    look(rows, ["un.txt", "deux.txt"])
    for name in ("un.txt", "deux.txt"):
        (tmp_path / "incoming" / name).write_bytes(b"")
    assert list(take_inventory(StudyFolder(tmp_path)).interviews) == ["G1-avant", "G2-avant"]


def test_inventory_files_of_one_name_are_told_apart_by_their_folders(look: Look, tmp_path: Path) -> None:
    (tmp_path / "incoming" / "v2").mkdir(parents=True)
    rows = [row("G1", "un", wave="avant"), row("G1", "v2/un", wave="apres")]
    inventory = look(rows, ["un.txt", "v2/un.txt"])
    assert {name: planned.files[0].name for name, planned in inventory.interviews.items()} == {
        "G1-avant": "un.txt",
        "G1-apres": "v2/un.txt",
    }
    assert {match.code for match in inventory.matches} == {"exact"}


def test_inventory_links_and_pipes_are_set_aside_and_the_rest_goes_on(look: Look, tmp_path: Path) -> None:
    rows = [row("G1", "un", wave="avant"), row("G2", "lien", wave="avant")]
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "lien.txt").symlink_to(tmp_path / "study.toml")
    (tmp_path / "incoming" / "dossier").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "incoming" / "tube.txt")
    inventory = look(rows, ["un.txt"])
    assert list(inventory.interviews) == ["G1-avant"]
    told = [(finding.code, finding.subject) for finding in inventory.findings if finding.subject.startswith("file #")]
    assert sorted(told) == [("file_is_link", "file #1"), ("file_is_link", "file #2 (G2)"), ("not_a_file", "file #3")]
    assert not {finding.code for finding in inventory.findings} & {"file_missing"}


def test_inventory_a_file_that_is_too_large_is_set_aside(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "MAX_FILE_BYTES", 30)
    rows = [row("G1", "un", wave="avant"), row("G2", "x" * 30, wave="avant")]
    inventory = look(rows, ["un.txt", "x" * 30 + ".txt"])
    assert list(inventory.interviews) == ["G1-avant"]
    assert ("too_large", "file #2 (G2)") in found(inventory)


def test_inventory_signs_that_no_terminal_should_be_sent_are_not_in_names(look: Look, tmp_path: Path) -> None:
    look([row(wave="avant")], ["un.txt"])
    (tmp_path / "incoming" / "a\x1b[31m\nb.txt").write_text("x", encoding="utf-8")
    assert take_inventory(StudyFolder(tmp_path)).matches[0].file == "a\ufffd[31m\ufffdb.txt"


# -- several interviews in one file

CORPUS = """**** *ind_G1 *vague_avant
-*route
Nous sommes partis le matin, par le col, avec une carte.

**** *ind_M1 *vague_avant
Je marchais derrière, sans rien dire à personne.

**** *ind_Z9
Je ne suis de personne.
"""


def test_inventory_texts_of_a_corpus_are_interviews_of_their_own(look: Look, tmp_path: Path) -> None:
    rows = [row("G1", "corpus.txt", wave="avant"), row("M1", "corpus.txt", "marcheur", wave="avant")]
    look(rows, ["corpus.txt"])
    (tmp_path / "incoming" / "corpus.txt").write_text(CORPUS, encoding="utf-8")
    inventory = take_inventory(StudyFolder(tmp_path), secret=b"secret")
    digest = inventory.files[0].digest
    assert list(inventory.interviews) == ["G1-avant", "M1-avant"]
    texts = [text.name for text in inventory.files[0].texts]
    assert [planned.facts()["parts"] for planned in inventory.interviews.values()] == [
        [{"text": text, "first_line": None, "last_line": None, "digest": digest}] for text in texts[:2]
    ]
    (told,) = [finding for finding in inventory.findings if finding.code == "file_unmatched"]
    assert told.subject == f"file {digest[:8]}, text 3"
    keys = {inventory.input_digest("files", name) for name in inventory.interviews}
    assert len(keys) == 2, "another text of the same file is another content"


def test_inventory_files_csv_shares_a_file_out(look: Look, tmp_path: Path) -> None:
    rows = [row("G1", "groupe", wave="avant"), row("G2", "groupe", wave="avant")]
    inventory = look(rows, ["groupe.txt"])
    assert [match.code for match in inventory.matches] == ["several_rows"]
    assert "file_several_rows" in {code for code, _ in found(inventory)}
    (tmp_path / "files.csv").write_text(
        "fichier;texte;participant;vague;de la ligne;à la ligne\ngroupe.txt;;G2;;5;\ngroupe.txt;;G1;;1;4\n",
        encoding="cp1252",
    )
    inventory = take_inventory(StudyFolder(tmp_path), secret=b"secret")
    lines = {name: (i.files[0].first_line, i.files[0].last_line) for name, i in inventory.interviews.items()}
    assert lines == {"G1-avant": (1, 4), "G2-avant": (5, None)}
    assert inventory.interviews["G2-avant"].files[0].shown == "groupe.txt / 5-"


MAPPING = "file;text;participant;wave;from_line;to_line;remark\n"


def test_inventory_problems_of_files_csv_are_told_with_the_others(look: Look, tmp_path: Path) -> None:
    (tmp_path / "files.csv").write_text(f"{MAPPING}un.txt;;G9;;;;\nnulle part.txt;;G1;;;;\n", encoding="utf-8")
    (tmp_path / "speakers.csv").write_text("file;speaker;role;confirmed\nun.txt;E;chef;oui\n", encoding="utf-8")
    with pytest.raises(StudyInvalid) as caught:
        look([row(wave="avant")], ["un.txt"], STUDY + '[masking]\nnames = "names.csv"\n')
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        ("files.csv", 2),
        ("files.csv", 3),
        ("speakers.csv", 2),
        ("names.csv", None),
    ]


def test_inventory_answers_for_files_that_left_are_noted_once_a_run_was_made(look: Look, tmp_path: Path) -> None:
    (tmp_path / "files.csv").write_text(f"{MAPPING}parti.txt;;G1;;;;\n", encoding="utf-8")
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "warehouse.duckdb").write_bytes(b"")
    assert ("answers_without_file", "") in found(look([row(wave="avant")], ["un.txt"]))


def test_inventory_two_answers_for_one_content_contradict(look: Look, tmp_path: Path) -> None:
    rows = [row("G1", "x", wave="avant"), row("G2", "y", wave="avant")]
    (tmp_path / "incoming").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "incoming" / name).write_text("E : oui\n", encoding="utf-8")
    (tmp_path / "files.csv").write_text(f"{MAPPING}a.txt;;G1;;;;\nb.txt;;G2;;;;\n", encoding="utf-8")
    with pytest.raises(StudyInvalid, match="very same bytes"):
        look(rows, [])
    (tmp_path / "files.csv").write_text(f"{MAPPING}a.txt;;-;;;;\nb.txt;;G2;;;;\n", encoding="utf-8")
    assert list(look(rows, []).interviews) == ["G2-avant"]


# -- speakers that the user confirmed


def test_inventory_confirmed_speakers_are_facts_of_their_interview(look: Look, tmp_path: Path) -> None:
    rows = [row("G1", "un", wave="avant"), row("G2", "deux", wave="avant")]
    assert look(rows, ["un.txt", "deux.txt"]).interviews["G1-avant"].facts()["speakers"] == {
        "interviewer": [],
        "interviewee": [],
        "other": [],
        "confirmed": False,
    }
    before = look(rows, ["un.txt", "deux.txt"])
    text = "fichier;locuteur;rôle;confirmé\nun.txt;E;intervieweur;oui\nun.txt;R;interviewé;oui\nun.txt;X;autre;\n"
    (tmp_path / "speakers.csv").write_text(text, encoding="utf-8")
    now = look(rows, ["un.txt", "deux.txt"])
    told = now.interviews["G1-avant"].facts()["speakers"]
    assert told == {"interviewer": ["E"], "interviewee": ["R"], "other": [], "confirmed": True}
    changed = {
        name
        for name in now.interviews
        if now.input_digest("interviews", name) != before.input_digest("interviews", name)
    }
    assert changed == {"G1-avant"}


def test_inventory_confirmed_speakers_outlive_the_file(look: Look, tmp_path: Path) -> None:
    (tmp_path / "speakers.csv").write_text(
        "file;speaker;role;confirmed\nun.txt;E;interviewer;x\nun.txt;R;interviewee;x\n", encoding="utf-8"
    )
    inventory = look([row("G1", "un", wave="avant"), row("G2", "deux", wave="avant")], ["un.txt", "deux.txt"])
    before = inventory.input_digest("interviews", "G1-avant")
    (tmp_path / "incoming" / "un.txt").unlink()
    kept = take_inventory(StudyFolder(tmp_path), secret=b"secret").with_kept({"G1-avant": "hash"})
    assert kept.interviews["G1-avant"].facts()["parts"] == []
    assert kept.input_digest("interviews", "G1-avant") == before, "nothing is read anew because a file has left"


# -- a workbook of participants


def test_inventory_a_workbook_is_taken_where_there_is_no_csv(look: Look, tmp_path: Path) -> None:
    look([row(wave="avant")], ["un.txt"])
    (tmp_path / "participants.csv").unlink()
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    cells: list[object] = [*row(date="").split(";")]
    cells[4] = 46050
    for written in (["Étude inventée 2026"], [], [*HEAD.split(";"), None, None], cells):
        sheet.append(written)
    sheet.merge_cells("A1:K1")
    workbook.save(tmp_path / "participants.xlsx")
    inventory = take_inventory(StudyFolder(tmp_path), secret=b"secret")
    (planned,) = inventory.interviews.values()
    assert (planned.interview_id, planned.held_on) == ("G1-avant", date(2026, 1, 28))
    assert inventory.table_name == "participants.xlsx"
    assert ("title_rows", "") in found(inventory)


def test_inventory_a_text_corrected_in_a_corpus_is_no_correction_of_the_others(look: Look, tmp_path: Path) -> None:
    rows = [row("G1", "corpus.txt", wave="avant"), row("M1", "corpus.txt", "marcheur", wave="avant")]
    file = tmp_path / "incoming" / "corpus.txt"

    def digests(text: str) -> list[str]:
        look(rows, ["corpus.txt"])
        file.write_text(text, encoding="utf-8")
        found = take_inventory(StudyFolder(tmp_path))
        return [found.input_digest("files", unit) for unit in ("G1-avant", "M1-avant")]

    first = "**** *ind_G1 *vague_avant\nOui.\n**** *ind_M1 *vague_avant\nNon.\nSi.\n"
    before = digests(first)
    longer = digests(first.replace("Oui.", "Oui.\nVoilà."))
    assert (longer[0] != before[0], longer[1]) == (True, before[1]), "where a text begins is no part of it"
    assert digests(first.replace("Si.", "Si !"))[0] == before[0]
    assert digests(first.replace("Non.\nSi.", "Non.\n-*pluie\nSi."))[1] != before[1]
    assert digests(first) == before


def test_inventory_a_file_too_large_is_told_and_not_asked_about(
    look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.ingestion.formats.encodings.MAX_TEXT_BYTES", 2_000)
    rows = [row("G1", "corpus.txt", wave="avant"), row("M1", "corpus.txt", "marcheur", wave="avant")]
    look(rows, ["corpus.txt"])
    (tmp_path / "incoming" / "corpus.txt").write_text("**** *ind_G1\nOui.\n" + "Non.\n" * 500, encoding="utf-8")
    found = take_inventory(StudyFolder(tmp_path))
    assert [told.code for told in found.findings if told.subject.startswith("file")] == ["too_large"]
    assert not found.interviews
