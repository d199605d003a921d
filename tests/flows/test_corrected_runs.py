"""A transcript is corrected between runs: what hung on the old words follows them, or waits for a person."""

from __future__ import annotations

import json
from dataclasses import dataclass

import polars as pl
import pytest

from flows.prefect_server import Server
from tests.flows.study_runs import Study, differing_tables, kill_at

UNIT = "A1-1"
OWN = pl.col("interview_id") == UNIT
CORRECTIONS = {
    "1 - Pour commencer,": "C’est parti ?\n\nAnne : Allez-y.\n\nEnquêtrice : 1 - Pour commencer,",
    "J’envoie des SMS la veille": "J’envoie des textos la veille",
    "06 39 98 41 27, je m’en": "06 39 98, je m’en",
    "Les mains, les pieds": "Les mains... les pieds",
}


@dataclass(frozen=True, slots=True)
class Corrected:
    """The finished study: one transcript corrected, the run killed once, ended, done twice, the old file put back."""

    study: Study
    before: dict[str, pl.DataFrame]
    now: dict[str, pl.DataFrame]
    vault: dict[str, pl.DataFrame]
    again: str
    back: dict[str, pl.DataFrame]
    back_vault: dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory, finished_study: Study, server: Server) -> Corrected:
    study = finished_study.copy(tmp_path_factory.mktemp("corrected"))
    study.use_server(server)
    before = study.tables()
    file = study.incoming(1)
    old = file.read_bytes()
    for words, now in CORRECTIONS.items():
        study.edit(str(file.relative_to(study.root)), words, now)
    kill_at(study, "anchoring", after=0.1)
    done = study.miroir("run")
    assert done.returncode == 0, done.stderr
    tables, vault = study.tables(), study.tables("vault")
    again = study.miroir("run").stdout
    file.write_bytes(old)
    back = study.miroir("run")
    assert back.returncode == 0, back.stderr
    return Corrected(study, before, tables, vault, again, study.tables(), study.tables("vault"))


def shown(tables: dict[str, pl.DataFrame]) -> dict[str, str]:
    """Indicator → masked words that stand behind its mark in the interview, empty where they were not found."""
    turns = dict(tables["masked_turns"].filter(OWN).select("turn", "text").iter_rows())
    rows = tables["mark_evidence"].filter(OWN).select("indicator", "turn", "start_at", "end_at").iter_rows()
    return {indicator: turns.get(turn, "")[start:end] for indicator, turn, start, end in rows}


def test_corrected_transcript_is_a_new_version_and_is_told(corrected: Corrected) -> None:
    versions = corrected.now["interviews"].filter(pl.col("version") != 1)
    assert versions.select("interview_id", "version").rows() == [(UNIT, 2)]
    (told,) = corrected.now["findings"].filter(pl.col("code") == "new_version").to_dicts()
    assert told["subject"] == UNIT
    assert json.loads(told["details"]) == {"version": 2, "replaced": 1, "changed": 3, "added": 2, "removed": 0}
    originals = corrected.vault["originals"].filter(OWN)
    assert sorted(originals["part"]) == [0, 1], "the superseded file stays in the vault"


def test_corrected_transcript_marks_follow_their_words_or_wait(corrected: Corrected) -> None:
    before, now = shown(corrected.before), shown(corrected.now)
    assert before.keys() == now.keys()
    assert now.pop("outils.sms") == ""
    assert now.pop("relation.perception") == before["relation.perception"].replace("mains, les", "mains... les")
    assert now == {indicator: before[indicator] for indicator in now}
    waiting = corrected.vault["marks_to_review"].select("interview_id", "kind", "what", "version", "reason").rows()
    assert waiting == [(UNIT, "mark", "outils.sms, CL", 1, "changed")]
    told = corrected.now["findings"].filter(pl.col("code").is_in(["mark_to_review", "anchors_moved"]))
    assert sorted(told.select("code", "subject").rows()) == [("anchors_moved", UNIT), ("mark_to_review", UNIT)]


def test_corrected_transcript_mask_whose_words_changed_waits(corrected: Corrected) -> None:
    waiting = corrected.vault["masks_to_review"].select("interview_id", "what", "turn", "version", "reason").rows()
    assert waiting == [(UNIT, "phone", 2, 1, "changed")]
    (told,) = corrected.now["findings"].filter(pl.col("code") == "mask_to_review").to_dicts()
    assert (told["subject"], told["place"], told["severity"]) == (UNIT, "2", "warn")


def test_corrected_transcript_moves_nothing_of_other_interviews(corrected: Corrected) -> None:
    for name in ("masked_turns", "replacements", "mark_evidence", "goal_evidence", "tokens", "interviews"):
        assert corrected.now[name].filter(~OWN).equals(corrected.before[name].filter(~OWN)), name
    read = corrected.now["step_results"].filter(pl.col("step") == "read_interviews", pl.col("run_id") != "0001")
    assert read.select("unit", "run_id").rows() == [(UNIT, "0002")], "what the killed run had done stayed"


def test_corrected_transcript_run_again_has_nothing_to_do(corrected: Corrected) -> None:
    assert corrected.again.startswith("Nothing new")


def test_corrected_transcript_put_back_is_the_first_version_again(corrected: Corrected) -> None:
    versions = corrected.back_vault["interview_versions"].filter(OWN).select("version", "is_current").rows()
    assert versions == [(1, True), (2, False)]
    assert shown(corrected.back) == shown(corrected.before)
    assert corrected.back_vault["marks_to_review"].is_empty()
    assert corrected.back_vault["masks_to_review"].is_empty()
    records = {"runs", "step_results", "step_inputs", "validation_results"}
    told = set(differing_tables(corrected.before, corrected.back)) - records
    assert told <= {"findings"}, "but that the file changed is told"


def test_file_that_changes_during_a_run_is_read_at_the_next_be_it_there_or_not(new_study: Study) -> None:
    assert new_study.miroir("run", "--until", "ingestion").returncode == 0
    first = new_study.tables("vault")["original_turns"].filter(OWN).height
    file = new_study.incoming(1)
    old = file.read_text(encoding="utf-8")
    file.write_text(old + "\nEnquêtrice : Merci.\n", encoding="utf-8")
    process = new_study.start("run", "--until", "ingestion")
    assert process.stderr is not None
    for line in process.stderr:
        if "listing participants" in line:  # looked over, and not yet read
            file.write_text(old + "\nEnquêtrice : Merci beaucoup.\n", encoding="utf-8")
            break
    process.communicate(timeout=120)
    told = new_study.tables()["findings"].filter(pl.col("code") == "file_changed")
    assert told["subject"].to_list() == [UNIT]
    assert new_study.tables("vault")["originals"].filter(OWN)["part"].to_list() == [1], "it was superseded by nothing"
    file.rename(new_study.root / "aside.txt")
    assert new_study.miroir("run", "--until", "ingestion").returncode == 0
    assert new_study.tables("vault")["original_turns"].filter(OWN).height == first, "read again as it was kept"
    (new_study.root / "aside.txt").rename(file)
    assert new_study.miroir("run", "--until", "ingestion").returncode == 0
    assert new_study.tables("vault")["original_turns"].filter(OWN).height == first + 1
    assert new_study.tables("vault")["interview_versions"].filter(OWN)["version"].to_list() == [1, 2]
