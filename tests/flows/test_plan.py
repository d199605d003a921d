"""The way of the data as the step graph tells it, and what the plan makes of stored results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from flows.dictionary_files import DictionaryRead
from flows.inventory import take_inventory
from flows.plan import (
    STUDY_UNIT,
    Due,
    StoredResult,
    due_now,
    foresee,
    inputs_of,
    parse_results,
    read_before,
    step_key,
    units_of,
)
from flows.planned_interviews import Inventory
from flows.step_graph import STAGES, STEP_BY_NAME, STEPS, Step, steps_until
from flows.study_folder import StudyFolder
from tasks.table_catalogue import base_tables, load_catalogue, tables_of
from tests.flows.study_runs import EXAMPLE, ROOT

RUN_RECORDS = {"runs", "findings", "step_results", "step_inputs", "validation_results"}
"""Tables that the run itself writes, whatever its steps."""
VAULT_RECORDS = {"participant_keys", "key_check"}
"""Tables that the vault itself keeps."""
MODEL = "1"

Results = dict[tuple[str, str], StoredResult]


@cache
def inventory() -> Inventory:
    """The example study as it lies in its folder."""
    return take_inventory(StudyFolder(EXAMPLE), secret=b"secret")


def everyone() -> list[str]:
    return sorted(inventory().interviews)


def finished(given: Inventory, retained: list[str], model: str = MODEL) -> Results:
    """Results as a whole run leaves them: outputs told apart by step and unit."""
    results: Results = {}
    for step in STEPS:
        for unit in units_of(step, given, retained):
            key = step_key(step, unit, given, results, retained, model)
            results[step.name, unit] = StoredResult(key.digest, key.parts, f"out-{step.name}-{unit}")
    return results


def moving(due: Iterator[Due]) -> dict[str, set[str]]:
    """Step → units that are due or may be."""
    told: dict[str, set[str]] = {}
    for unit in due:
        told.setdefault(unit.step.name, set()).add(unit.unit)
    return told


# -- the graph


def test_step_graph_every_stored_table_has_exactly_one_writer() -> None:
    writers = Counter(table for step in STEPS for table in (*step.writes, *step.seals))
    stored = {table.name for table in (*tables_of("vault"), *tables_of("warehouse")) if not table.is_view}
    assert set(writers) | RUN_RECORDS | VAULT_RECORDS == stored
    assert not set(writers) & (RUN_RECORDS | VAULT_RECORDS)
    assert set(writers.values()) == {1}


def test_step_graph_steps_write_where_they_say() -> None:
    catalogue = load_catalogue()
    for step in STEPS:
        assert {catalogue[name].store for name in (*step.reads, *step.writes)} <= {"warehouse"}
        assert {catalogue[name].store for name in (*step.opens, *step.recalls, *step.seals)} <= {"vault"}


def test_step_graph_header_of_every_table_names_its_step() -> None:
    writers = {table: step.name for step in STEPS for table in (*step.writes, *step.seals)}
    wrong = [name for name, step in writers.items() if load_catalogue()[name].inputs != (f"step {step}",)]
    assert not wrong


def test_step_graph_what_is_read_is_written_before() -> None:
    written = set(RUN_RECORDS)
    for step in STEPS:
        unwritten = {*base_tables(step.reads), *step.opens} - written - set(step.writes)
        assert not unwritten, f"{step.name} reads {unwritten} before a step writes it"
        written |= {*step.writes, *step.seals}


def test_step_graph_tables_of_interviews_are_written_by_interview() -> None:
    for step in STEPS:
        if step.per_interview:
            tables = {*step.writes, *step.seals} - {"collections"}  # kept by their hash, whoever they hold
            assert all("interview_id" in load_catalogue()[table].columns for table in tables)


def test_step_graph_stages_stand_in_order() -> None:
    order = [STAGES.index(step.stage) for step in STEPS]
    assert order == sorted(order)
    assert set(order) == set(range(len(STAGES)))
    assert [step.name for step in steps_until("ingestion")] == [s.name for s in STEPS if s.stage == "ingestion"]
    assert steps_until("publication") == STEPS


def test_step_graph_parameters_data_and_modules_exist() -> None:
    settings = inventory().config.model_dump(by_alias=True)
    for step in STEPS:
        for name in step.parameters:
            value: object = settings
            for part in name.split("."):
                assert isinstance(value, dict)
                assert part in value, f"{step.name}: no key {name} in study.toml"
                value = value[part]
        assert all((ROOT / place).exists() for place in step.data)
        assert ROOT.joinpath(*step.module.split(".")).with_suffix(".py").is_file()


def test_step_graph_analysis_never_opens_the_vault() -> None:
    for step in STEPS:
        if step.stage not in ("ingestion", "anonymisation"):
            assert (step.opens, step.recalls, step.seals) == ((), (), ())


# -- units and keys


def test_plan_units_are_interviews_or_the_study() -> None:
    some = everyone()[:3]
    assert units_of(STEP_BY_NAME["read_interviews"], inventory(), some) == everyone()
    assert units_of(STEP_BY_NAME["annotate_interviews"], inventory(), some[::-1]) == some
    assert units_of(STEP_BY_NAME["publish"], inventory(), some) == [STUDY_UNIT]


def test_plan_inputs_are_the_writers_behind_views() -> None:
    assert [step.name for step in inputs_of(STEP_BY_NAME["mask_interviews"])] == ["read_interviews", "find_identities"]
    assert "annotate_interviews" in {step.name for step in inputs_of(STEP_BY_NAME["contrast_lexicon"])}
    assert "name_identities" not in {step.name for step in inputs_of(STEP_BY_NAME["name_identities"])}


def test_plan_keys_are_the_same_for_the_same_study() -> None:
    again = take_inventory(StudyFolder(EXAMPLE), secret=b"secret")
    assert finished(again, everyone()) == finished(inventory(), everyone())


def test_plan_keys_tell_nothing_without_the_secret() -> None:
    other = replace(inventory(), secret=b"another")
    step = STEP_BY_NAME["read_interviews"]
    one = step_key(step, "A1-1", inventory(), {}, everyone(), MODEL)
    two = step_key(step, "A1-1", other, {}, everyone(), MODEL)
    assert one.parts["files"] != two.parts["files"]
    assert one.parts["interviews"] != two.parts["interviews"]


def test_plan_keys_hold_no_name() -> None:
    parts = "\n".join(
        text for result in finished(inventory(), everyone()).values() for text in result.key_parts.values()
    )
    assert not [row.surname for row in inventory().rows if row.surname in parts]


def test_plan_keys_of_interviews_do_not_hang_on_one_another() -> None:
    fewer = [name for name in everyone() if name != "B2-2"]
    whole, part = finished(inventory(), everyone()), finished(inventory(), fewer)
    for step in STEPS:
        if step.per_interview:
            own = [unit for unit in fewer if whole[step.name, unit] != part[step.name, unit]]
            assert not own, step.name
    assert whole["classify_segments", STUDY_UNIT] != part["classify_segments", STUDY_UNIT]


# -- what is due


def test_plan_foresees_everything_before_the_first_run() -> None:
    due = list(foresee(inventory(), {}, everyone(), MODEL))
    assert moving(iter(due)) == {step.name: set(units_of(step, inventory(), everyone())) for step in STEPS}
    assert {unit.why for unit in due} == {"new"}
    assert len({(unit.step.name, unit.unit) for unit in due}) == len(due)


def test_plan_foresees_nothing_when_all_is_done() -> None:
    assert list(foresee(inventory(), finished(inventory(), everyone()), everyone(), MODEL)) == []


def test_plan_foresees_one_interview_more_and_the_corpus() -> None:
    fewer = [name for name in everyone() if name != "B2-2"]
    known = replace(inventory(), interviews={name: inventory().interviews[name] for name in fewer})
    told = moving(foresee(inventory(), finished(known, fewer), everyone(), MODEL))
    for step in ("read_interviews", "annotate_interviews"):
        assert "B2-2" in told[step]
    assert told["read_interviews"] == {"B2-2"}
    assert "read_codebook" not in told
    assert {"classify_segments", "contrast_lexicon", "publish"} <= told.keys()


def test_plan_foresees_what_may_follow_and_says_on_what_it_hangs() -> None:
    results = finished(inventory(), everyone())
    changed = replace(inventory(), config=inventory().config.model_copy(update={"lexicon": _lexicon(classes=3)}))
    due = {unit.step.name: unit for unit in foresee(changed, results, everyone(), MODEL)}
    assert due["classify_segments"].why == "parameter lexicon.classes 4 → 3"
    assert due["profile_classes"].why == "if classify_segments gives another result"
    assert due["profile_classes"].key is None
    assert due.keys() == {"classify_segments", "profile_classes", "publish"}


def _lexicon(*, classes: int) -> object:
    return inventory().config.lexicon.model_copy(update={"classes": classes})


def test_plan_names_no_parameter_that_may_name_someone() -> None:
    results = finished(inventory(), everyone())
    speakers = inventory().config.speakers.model_copy(update={"interviewer": ("Ferrancieux",)})
    changed = replace(inventory(), config=inventory().config.model_copy(update={"speakers": speakers}))
    why = {unit.why for unit in due_now(STEP_BY_NAME["read_interviews"], changed, results, everyone(), MODEL)}
    assert why == {"parameter speakers changed"}


def test_plan_another_language_model_moves_the_reading() -> None:
    results = finished(inventory(), everyone())
    due = list(due_now(STEP_BY_NAME["read_words"], inventory(), results, everyone(), "2"))
    assert {unit.unit for unit in due} == set(everyone())
    assert {unit.why for unit in due} == {"language model changed"}
    told = {unit.step.name: unit.why for unit in foresee(inventory(), results, everyone(), "2")}
    assert told["annotate_interviews"] == "if read_words gives another result"


def test_plan_the_choices_of_a_study_move_the_annotation_alone() -> None:
    results = finished(inventory(), everyone())
    another = replace(inventory(), dictionary=DictionaryRead("what it says now", 1))
    due = list(foresee(another, results, everyone(), MODEL))
    sure = {unit.step.name: unit.why for unit in due if unit.key is not None}
    assert sure == {"annotate_interviews": "dictionary changed"}
    left_out = inventory().config.lexicon.model_copy(update={"leave_out": ("particles",)})
    another = replace(inventory(), config=inventory().config.model_copy(update={"lexicon": left_out}))
    sure = {unit.step.name: unit.why for unit in foresee(another, results, everyone(), MODEL) if unit.key is not None}
    assert sure["annotate_interviews"] == 'parameter lexicon.leave_out [] → ["particles"]'
    assert "read_words" not in sure


def test_plan_the_same_result_moves_nothing_further() -> None:
    results = finished(inventory(), everyone())
    stale = results["annotate_interviews", "A1-1"]
    results["annotate_interviews", "A1-1"] = StoredResult("old", stale.key_parts, stale.output_hash)
    assert [unit.unit for unit in _now("annotate_interviews", results)] == ["A1-1"]
    assert _now("classify_segments", results) == []
    results["annotate_interviews", "A1-1"] = StoredResult(stale.step_key, stale.key_parts, "other")
    assert [unit.why for unit in _now("classify_segments", results)] == ["result of annotate_interviews changed"]


def _now(name: str, results: Results) -> list[Due]:
    return due_now(STEP_BY_NAME[name], inventory(), results, everyone(), MODEL)


def test_plan_an_interview_that_leaves_moves_the_corpus_only() -> None:
    fewer = [name for name in everyone() if name != "B3-1"]
    due = list(foresee(inventory(), finished(inventory(), everyone()), fewer, MODEL))
    assert not [unit for unit in due if unit.step.per_interview and not unit.why.startswith("if ")]
    told = moving(iter(due))
    assert {"classify_segments", "count_transitions", "publish"} <= told.keys()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_plan_a_missing_result_is_due_again(step: Step) -> None:
    results = finished(inventory(), everyone())
    unit = units_of(step, inventory(), everyone())[0]
    del results[step.name, unit]
    assert [(found.unit, found.why) for found in _now(step.name, results)] == [(unit, "new")]


def test_plan_reads_stored_rows() -> None:
    rows = [
        {"step": "read_interviews", "unit": "A1-1", "step_key": "k", "key_parts": '{"files": "f"}', "output_hash": "o"}
    ]
    results = parse_results(rows)
    assert results == {("read_interviews", "A1-1"): StoredResult("k", {"files": "f"}, "o")}
    assert read_before(results) == {"A1-1": "f"}
    assert read_before({}) == {}


def test_plan_an_interview_whose_file_has_left_is_not_read_again(tmp_path: Path) -> None:
    results = finished(inventory(), everyone())
    gone = inventory().interviews["A2-2"]
    left = {name: planned for name, planned in inventory().interviews.items() if name != "A2-2"}
    without = replace(inventory(), interviews=left, absent={"A2-2": replace(gone, files=())})
    assert "A2-2" not in without.interviews
    kept = without.with_kept(read_before(results))
    assert due_now(STEP_BY_NAME["read_interviews"], kept, results, everyone(), MODEL) == []
