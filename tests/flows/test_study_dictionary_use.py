"""The files of the study's dictionary, as ``check`` and ``run`` find them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.dictionary_files import parse_files, remember
from flows.inventory import take_inventory
from flows.study_folder import StudyFolder
from tasks.errors import StudyInvalid
from tasks.lexicon.study_dictionary import load_dictionary
from tests.flows.study_runs import Study

STUDY = """
name = "Étude inventée"
groups.guide = { side = "A", label = "Guides", singular = "guide" }
groups.marcheur = { side = "B", label = "Marcheurs", singular = "marcheur" }
participants.columns = { id = "code", file = "fichier", role = "groupe" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study of one interview, with a dictionary of one word and one expression."""
    (tmp_path / "incoming").mkdir()
    (tmp_path / "incoming" / "un.txt").write_text("E : Ça va ?\nR : Du coup, oui.\n", encoding="utf-8")
    (tmp_path / "participants.csv").write_text("code;fichier;groupe\nG1;un;guide\n", encoding="utf-8")
    (tmp_path / "mots.csv").write_text("forme;lemme\nmeuf;femme\ndu coup;\n", encoding="utf-8")
    name_files(tmp_path, "mots.csv")
    return tmp_path


def name_files(folder: Path, *names: str) -> None:
    """Let the study name these files, or none."""
    lexicon = f"lexicon.dictionary = {json.dumps(names)}\n" if names else ""
    (folder / "study.toml").write_text(STUDY + lexicon, encoding="utf-8")


def digest_of(folder: Path) -> str:
    """What the step's key hangs on."""
    return take_inventory(StudyFolder(folder), secret=b"secret").input_digest("dictionary", "G1-1")


def test_study_dictionary_use_steps_are_told_what_it_says(folder: Path) -> None:
    inventory = take_inventory(StudyFolder(folder))
    dictionary = load_dictionary(inventory.input_text("dictionary", ()))
    assert list(dictionary.entries) == ["meuf"]
    assert list(dictionary.expressions) == ["du"]
    assert (inventory.dictionary.entries, inventory.dictionary.expressions) == (1, 1)


def test_study_dictionary_use_digest_follows_what_it_says(folder: Path) -> None:
    before = digest_of(folder)
    (folder / "autres.csv").write_text("form,lemma,note\ndu coup,,x\nMeuf,femme,y\n", encoding="utf-8-sig")
    name_files(folder, "autres.csv")
    assert digest_of(folder) == before
    (folder / "mots.csv").write_text("forme;lemme\nmeuf;fille\n", encoding="utf-8")
    name_files(folder, "mots.csv", "autres.csv")
    assert digest_of(folder) == before
    name_files(folder, "autres.csv", "mots.csv")
    assert digest_of(folder) != before


def test_study_dictionary_use_is_parsed_once_for_the_same_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = StudyFolder(folder)
    first = take_inventory(study).dictionary
    remember(study, first)
    parse_files.cache_clear()
    monkeypatch.setattr("tasks.lexicon.study_dictionary.parse_dictionary", _never)
    assert take_inventory(study).dictionary == first
    (folder / "mots.csv").write_text("forme;lemme\nmeuf;fille\n", encoding="utf-8")
    with pytest.raises(AssertionError, match="parsed"):
        take_inventory(study)


def _never(_: object) -> None:
    raise AssertionError("parsed")


@pytest.mark.parametrize("kept", ["", "{", "[]", "{}", '{"key": 1}', "\0"])
def test_study_dictionary_use_does_not_trust_what_is_kept(folder: Path, kept: str) -> None:
    study = StudyFolder(folder)
    first = take_inventory(study).dictionary
    remember(study, first)
    whole = json.loads(study.dictionary.read_text(encoding="utf-8"))
    study.dictionary.write_text(kept, encoding="utf-8")
    assert take_inventory(study).dictionary == first
    study.dictionary.write_text(json.dumps({**whole, "entries": "many"}), encoding="utf-8")
    assert take_inventory(study).dictionary == first


def test_study_dictionary_use_errors_are_told_again_and_never_kept(folder: Path) -> None:
    study = StudyFolder(folder)
    remember(study, take_inventory(study).dictionary)
    (folder / "mots.csv").write_text("forme;statut\nmeuf;cool\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(StudyInvalid, match="cool"):
            take_inventory(study)


def test_study_dictionary_use_of_other_code_is_parsed_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = StudyFolder(folder)
    remember(study, take_inventory(study).dictionary)
    kept = study.dictionary.read_bytes()
    monkeypatch.setattr("flows.dictionary_files.kernel_digest", lambda _: "another version")
    remember(study, take_inventory(study).dictionary)
    assert study.dictionary.read_bytes() != kept


def test_study_dictionary_use_looking_keeps_nothing(folder: Path) -> None:
    take_inventory(StudyFolder(folder))
    assert not (folder / "store").exists()


def test_study_dictionary_use_without_one_nothing_is_read(folder: Path) -> None:
    name_files(folder)
    inventory = take_inventory(StudyFolder(folder))
    assert inventory.input_text("dictionary", ()) == ""
    assert (inventory.dictionary.entries, inventory.dictionary.expressions) == (0, 0)


def test_study_dictionary_use_every_problem_is_told_with_the_others(folder: Path) -> None:
    (folder / "participants.csv").unlink()
    (folder / "dossier.csv").mkdir()
    (folder / "mots.csv").write_text("forme;statut\nmeuf;cool\n", encoding="utf-8")
    name_files(folder, "absent.csv", "dossier.csv", "mots.csv", "nul\0.csv", "../ailleurs.csv")
    with pytest.raises(StudyInvalid) as caught:
        take_inventory(StudyFolder(folder))
    remedy = "(put the file there, or take it out of [lexicon] dictionary in study.toml)"
    assert [str(problem) for problem in caught.value.problems][1:] == [
        f"absent.csv: cannot be read: No such file or directory {remedy}",
        "dossier.csv: is a folder (name the files of the dictionary one by one)",
        f"nul\0.csv: cannot be read: embedded null byte {remedy}",
        f"../ailleurs.csv: cannot be read: No such file or directory {remedy}",
        "mots.csv, line 2, statut: « cool » is no status (write actif, supplémentaire or ignoré, or nothing)",
    ]


def test_study_dictionary_use_check_says_how_much_was_read(unrun_study: Study) -> None:
    unrun_study.edit("study.toml", "[lexicon]", '[lexicon]\ndictionary = ["mots.csv"]')
    path = unrun_study.root / "mots.csv"
    path.write_text("forme\nmeuf\ntruc\ndu coup\n", encoding="utf-8")
    done = unrun_study.here("check")
    assert done.returncode == 0
    assert "The study's dictionary (mots.csv) holds 2 words and 1 expression." in done.stdout.splitlines()
    told = json.loads(unrun_study.here("check", "--json").stdout)["told"]
    assert told == {"dictionary": "the study's dictionary (mots.csv) holds 2 words and 1 expression"}
    path.write_text("meuf;femme;nom\n", encoding="utf-8")
    line = (
        "mots.csv, line 1: the first line holds no headings"
        " (begin with a line forme;lemme;catégorie;quand;statut;note, of which only forme is needed)"
    )
    for command in (["check"], ["run"]):
        done = unrun_study.here(*command)
        assert done.returncode == 2
        assert line in done.stderr
        assert "Traceback" not in done.stderr
    assert not (unrun_study.root / "store" / "vault.duckdb").exists()
