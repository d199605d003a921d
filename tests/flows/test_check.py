"""``miroir check``: what is told of every file before anything is stored, and what is asked."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any

from tests.flows.study_runs import Study

FIRST, FOURTH = "Entretien 01 26.01.14.txt", "Entretien 04 26.01.29.txt"


def report(study: Study, *options: str) -> dict[str, Any]:
    """What programs are told."""
    done = study.here("check", "--json", *options)
    assert done.stderr == ""
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def file_of(told: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [file for file in told["files"] if file["file"] == name]
    return dict(found)


def let_guess(study: Study) -> None:
    """Take the study's markers away."""
    study.edit("study.toml", 'interviewer = ["Enquêtrice", "Chercheuse", "E", "Maud Ferrancieux"', 'interviewer = ["Q"')
    study.edit("study.toml", 'interviewee = ["Interviewé", "Interviewée", "R"]', "interviewee = []")


def test_check_tells_every_file_and_stores_nothing(unrun_study: Study) -> None:
    before = sorted(path.name for path in unrun_study.root.iterdir())
    done = unrun_study.here("check")
    assert done.returncode == 0
    heads = [line for line in done.stdout.splitlines() if " → " in line]
    assert heads[0] == f"{FIRST} → A1-1: same name as line 2 of participants.csv"
    assert len(heads) == 10
    assert (
        "txt utf-8 · 14 turns, 712 words · questions 1, 2, 3, 4, 5 (5 of 5) · 100% of the text assigned" in done.stdout
    )
    assert done.stdout.splitlines()[0].startswith("10 of 10 interviews can be read, from 10 files; set aside: 0;")
    assert sorted(path.name for path in unrun_study.root.iterdir()) == before


def test_check_json_holds_the_same(unrun_study: Study) -> None:
    told = report(unrun_study)
    assert set(told) == {"files", "interviews", "findings", "told", "problems"}
    assert len(told["interviews"]) == 10
    assert {found["format"] for found in told["interviews"]} == {"txt", "docx", "vtt", "srt"}
    assert all(found["assigned"] > 0.9 and found["turns"] > 5 for found in told["interviews"])
    assert not any(found["problem"] for found in told["interviews"])
    assert {found["severity"] for found in told["findings"]} <= {"warn", "note"}
    file = file_of(told, FIRST)
    assert (file["interview"], file["match"], file["format"], file["encoding"]) == ("A1-1", "exact", "txt", "utf-8")
    assert (file["questions"], file["guide_questions"]) == (["1", "2", "3", "4", "5"], 5)
    asks, answers = file["speakers"]
    assert (asks["label"], asks["role"], asks["guessed"], asks["turns"], asks["line"]) == (
        *("Enquêtrice", "interviewer", False),
        *(7, 1),
    )
    assert asks["words"] + answers["words"] == file["words"]
    assert told["told"] == {}


def test_check_marks_guessed_roles(unrun_study: Study) -> None:
    let_guess(unrun_study)
    file = file_of(report(unrun_study), FOURTH)
    assert {who["guessed"] for who in file["speakers"]} == {True}
    assert "interviewer (guess)" in unrun_study.here("check").stdout


def test_check_tells_files_and_interviews_that_do_not_fit(unrun_study: Study) -> None:
    (unrun_study.root / "incoming" / "intrus.txt").write_text("E : Oui\nR : Non\n", encoding="utf-8")
    unrun_study.incoming(5).write_bytes(b"")
    unrun_study.incoming(10).write_text("1\n00:00:01,000 --> x\nOui\n", encoding="utf-8")
    unrun_study.edit("participants.csv", "homme;58;industrie;oui", "homme;58;industrie;")
    done = unrun_study.here("check")
    assert done.returncode == 2
    assert "intrus.txt: no row of participants.csv fits; asked in files.csv" in done.stdout
    assert "Entretien 05 26.02.11.srt (B2-1): the file is empty" in done.stdout
    assert "B3-1: the participants’ table does not tell consent" in done.stdout
    assert "1 question about incoming files: answer in files.csv." in done.stdout
    assert done.stdout.count("the file is empty") == 1, "above; not with the file again"
    assert done.stdout.count("no row of participants.csv fits") == 1
    assert "intrus.txt: set aside, see above" in done.stdout
    assert "file " not in done.stdout.partition("intrus.txt")[0].splitlines()[-1], "by its own name"
    lines = done.stdout.splitlines()
    assert lines[0].startswith("7 of 10 interviews can be read, from 11 files; set aside: 4;")
    assert lines[1] == "Set aside:"
    assert "Traceback" not in done.stderr


def test_check_tells_the_line_of_a_problem(unrun_study: Study) -> None:
    said = "Mari : Nous, ce bilan, on l’a surtout vécu à la maison, le soir, avec les enfants autour.\n"
    text = "E : Bonjour ?\nR : Bonjour.\nE : Et puis ?\nR : Rien.\n" + said * 8
    unrun_study.incoming(4).write_text(text, encoding="utf-8")
    (problem,) = file_of(report(unrun_study), FOURTH)["problems"]
    assert (problem["code"], problem["line"], problem["severity"]) == ("too_much_unassigned", 5, "set_aside")
    assert f"  {FOURTH}, line 5 (B1-1): " in unrun_study.here("check").stdout


def test_check_consent_that_is_withdrawn_is_said_apart(unrun_study: Study) -> None:
    unrun_study.edit("participants.csv", "homme;58;industrie;oui", "homme;58;industrie;Retiré")
    told = report(unrun_study)
    assert [(f["code"], f["subject"]) for f in told["findings"] if f["code"].startswith("consent")] == [
        ("consent_withdrawn", "B3-1")
    ]
    (interview,) = [found for found in told["interviews"] if found["interview"] == "B3-1"]
    assert interview["consent"] == "withdrawn"


# -- questions


def test_check_asks_once_and_keeps_what_is_answered(unrun_study: Study) -> None:
    (unrun_study.root / "incoming" / "intrus.txt").write_text("E : Oui\nR : Non\n", encoding="utf-8")
    path = unrun_study.root / "files.csv"
    assert unrun_study.here("check").returncode == 2
    asked = path.read_bytes()
    assert asked.startswith(b"\xef\xbb\xbffichier;texte;participant;vague;")
    stamp = path.stat().st_mtime_ns
    report(unrun_study)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (asked, stamp), "nothing new: not written"
    path.write_bytes(asked.replace(b"intrus.txt;;;", b"intrus.txt;;-;"))
    done = unrun_study.here("check")
    assert done.returncode == 0
    assert "intrus.txt: left out, as files.csv, line 2, says" in done.stdout
    assert path.read_bytes() == asked.replace(b"intrus.txt;;;", b"intrus.txt;;-;")


def test_check_of_a_folder_that_cannot_be_written_goes_on(unrun_study: Study) -> None:
    (unrun_study.root / "incoming" / "intrus.txt").write_text("E : Oui\nR : Non\n", encoding="utf-8")
    (unrun_study.root / ".files.csv.new").mkdir()
    done = unrun_study.here("check")
    assert done.returncode == 2
    assert "1 question about incoming files, but files.csv cannot be written" in done.stdout
    assert not (unrun_study.root / "files.csv").exists()


def test_check_asks_nothing_of_what_cannot_be_read(unrun_study: Study) -> None:
    os.mkfifo(unrun_study.root / "incoming" / "tube.txt")
    shutil.copy(unrun_study.incoming(1), unrun_study.root / "incoming" / "une copie.txt")
    done = unrun_study.here("check")
    assert done.returncode == 2
    assert "tube.txt: not read: not an ordinary file" in done.stdout
    assert f"une copie.txt: the very same bytes as {FIRST}, which counts" in done.stdout
    assert not (unrun_study.root / "files.csv").exists()


# -- speakers


def test_check_writes_speakers_to_be_confirmed_and_takes_them(unrun_study: Study) -> None:
    let_guess(unrun_study)
    done = unrun_study.here("check", "--speakers")
    assert "Who each label seems to be is in speakers.csv" in done.stdout
    path = unrun_study.root / "speakers.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "fichier;locuteur;rôle;tours;mots;pourquoi;confirmé"
    assert lines[1].startswith(f"{FIRST};Enquêtrice;intervieweur;7;")
    guessed = {f["subject"] for f in report(unrun_study)["findings"] if f["code"] == "speakers_guessed"}
    assert "B1-1" in guessed
    path.write_text("\n".join(line + "oui" if FOURTH in line else line for line in lines), encoding="cp1252")
    now = {f["subject"] for f in report(unrun_study)["findings"] if f["code"] == "speakers_guessed"}
    assert now == guessed - {"B1-1"}
    before = path.read_bytes()
    assert "nothing to add" in unrun_study.here("check", "--speakers").stdout
    assert path.read_bytes() == before


def test_check_proposes_nobody_who_did_not_consent(unrun_study: Study) -> None:
    unrun_study.edit("participants.csv", "homme;58;industrie;oui", "homme;58;industrie;non")
    unrun_study.here("check", "--speakers")
    assert "Entretien 06" not in (unrun_study.root / "speakers.csv").read_text(encoding="utf-8-sig")


def test_check_gathers_interviews_of_which_the_same_is_told(unrun_study: Study) -> None:
    let_guess(unrun_study)
    told = unrun_study.here("check").stdout
    (line,) = [line for line in told.splitlines() if "was guessed, not confirmed" in line]
    guessed = line.strip().partition(": ")[0].split(", ")
    assert len(guessed) > 3
    codes = [found["subject"] for found in report(unrun_study)["findings"] if found["code"] == "speakers_guessed"]
    assert guessed == codes, "each has its own in what programs are told"


def test_check_shows_who_speaks_in_a_file_that_is_no_interview_yet(unrun_study: Study) -> None:
    text = "Enquêtrice : Et ensuite ?\nInterviewé : Rien du tout.\n" * 3
    (unrun_study.root / "incoming" / "intrus.txt").write_text(text, encoding="utf-8")
    (unrun_study.root / "incoming" / "abîmé.docx").write_bytes(b"PK\x03\x04 cut off")
    told = report(unrun_study)
    file = file_of(told, "intrus.txt")
    assert (file["match"], file["interview"], file["format"], file["turns"]) == ("unmatched", "", "txt", 6)
    assert [who["label"] for who in file["speakers"]] == ["Enquêtrice", "Interviewé"]
    damaged = file_of(told, "abîmé.docx")
    assert [problem["code"] for problem in damaged["problems"]] == ["damaged_archive"]
    assert (damaged["match"], damaged["turns"]) == ("unmatched", 0)


# -- what helps to mend a file


def test_check_tells_labels_that_were_seen_and_not_taken(unrun_study: Study) -> None:
    talk = "Nous en avons parlé longuement ce jour-là.\n"
    unrun_study.incoming(4).write_text(f"{talk * 3}Mme Dulac : rien du tout.\n{talk * 3}", encoding="utf-8")
    file = file_of(report(unrun_study), FOURTH)
    assert [problem["code"] for problem in file["problems"]] == ["no_speakers"]
    assert [(seen["label"], seen["line"], seen["times"]) for seen in file["not_taken"]] == [("Mme Dulac", 4, 1)]
    assert "  not taken: Mme Dulac (line 4)\n" in unrun_study.here("check").stdout


def test_check_tells_that_subtitles_name_nobody(unrun_study: Study) -> None:
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\nNous en avons parlé ce jour-là.\n\n"
    unrun_study.incoming(4).write_text("".join(cue.format(number) for number in range(1, 9)), encoding="utf-8")
    file = file_of(report(unrun_study), FOURTH)
    assert (file["format"], file["not_taken"]) == ("srt", [])
    assert file["advice"].startswith("the file names no speakers: transcribe with diarisation")


def test_check_tells_who_is_missing_where_one_speaks(unrun_study: Study) -> None:
    text = "Enquêtrice : Et ensuite, que s’est-il passé ?\n" * 6 + "Berthe : Rien.\n"
    unrun_study.incoming(4).write_text(text, encoding="utf-8")
    file = file_of(report(unrun_study), FOURTH)
    assert [problem["code"] for problem in file["problems"]] == ["one_speaker"]
    assert file["advice"] == "Enquêtrice is the interviewer; no label of the interviewee was found"
    assert [(seen["label"], seen["line"]) for seen in file["not_taken"]] == [("Berthe", 7)]


def test_check_shows_where_interviews_may_begin_in_a_file_of_several(unrun_study: Study) -> None:
    path = unrun_study.root / "participants.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    (row,) = [line for line in lines if line.startswith("B1;Entretien 04")]
    path.write_text("\n".join([*lines, row.replace("B1;", "B9;")]) + "\n", encoding="utf-8")
    text = "Enquêtrice : Et puis ?\nInterviewé : Rien du tout.\n" * 4
    unrun_study.incoming(4).write_text(f"Entretien B1\n{text}Entretien B9\n{text}", encoding="utf-8")
    file = file_of(report(unrun_study), FOURTH)
    assert file["match"] == "several_rows"
    assert file["beginnings"] == [{"line": 1, "text": "Entretien B1"}, {"line": 10, "text": "Entretien B9"}]
    asked = (unrun_study.root / "files.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.partition("Débuts possibles : ")[2] for line in asked[1:]] == [
        "l. 1 « Entretien B1 », l. 10 « Entretien B9 »."
    ] * 2
    assert "    line 10: Entretien B9\n" in unrun_study.here("check").stdout


def test_check_shows_the_files_of_a_study_whose_table_is_to_be_mended(unrun_study: Study) -> None:
    path = unrun_study.root / "participants.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(f"{line};{line.rpartition(';')[2]}" for line in lines) + "\n", encoding="utf-8")
    before = sorted(found.name for found in unrun_study.root.iterdir())
    done = unrun_study.here("check")
    assert done.returncode == 2
    assert f"{FIRST}: not matched yet, see the problems below" in done.stdout
    assert "txt utf-8 · 14 turns, 712 words · 100% of the text assigned" in done.stdout
    assert "bear this heading (rename one of the two in the table" in done.stderr
    told = json.loads(unrun_study.here("check", "--json").stdout)
    assert len(told["files"]) == 10
    assert {(file["match"], file["interview"]) for file in told["files"]} == {("", "")}
    assert [(problem["file"], problem["line"]) for problem in told["problems"]] == [("participants.csv", 1)]
    assert sorted(found.name for found in unrun_study.root.iterdir()) == before


def test_check_of_a_study_without_settings_tells_them_alone(unrun_study: Study) -> None:
    (unrun_study.root / "study.toml").write_text("name = 3\n", encoding="utf-8")
    done = unrun_study.here("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert "study.toml" in done.stderr


def test_check_takes_parts_of_one_interview_and_names_rows_that_are_near(unrun_study: Study) -> None:
    incoming = unrun_study.root / "incoming"
    stem = FOURTH.removesuffix(".txt")
    for mark in ("partie 2", "partie 1"):
        shutil.copy(incoming / FOURTH, incoming / f"{stem} {mark}.txt")
        with (incoming / f"{stem} {mark}.txt").open("a", encoding="utf-8") as file:
            file.write(f"\nC’était la {mark}.\n")
    (incoming / FOURTH).unlink()
    (incoming / FIRST).rename(incoming / FIRST.replace("01 ", "1 ", 1))
    told = report(unrun_study)
    first, second = (file_of(told, f"{stem} partie {number}.txt") for number in (1, 2))
    assert {(file["interview"], file["match"]) for file in (first, second)} == {("B1-1", "parts")}
    assert first["matched"].startswith("a part of the interview at line ")
    (interview,) = [found for found in told["interviews"] if found["interview"] == "B1-1"]
    assert interview["files"] == [first["file"], second["file"]]
    assert interview["turns"] == first["turns"] + second["turns"]
    near = file_of(told, FIRST.replace("01 ", "1 ", 1))
    assert (near["match"], near["interview"]) == ("unmatched", "")
    assert near["matched"] == "no row of participants.csv fits exactly; near it: line 2 (A1); asked in files.csv"
    assert "en sont proches : A1, vague 1 (l. 2)." in (unrun_study.root / "files.csv").read_text(encoding="utf-8-sig")
