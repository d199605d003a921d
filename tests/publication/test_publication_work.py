"""What goes into the published file: whole, explained, the same for the same material."""

from __future__ import annotations

import json
import re

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tasks.publication.work import describe_columns, describe_origins, describe_study, publish, published_texts
from tasks.study_config import StudyConfig
from tasks.table_catalogue import load_catalogue, published_tables
from tasks.warehouse import frame_schema, hash_rows
from tests.invented import invented_config, rows_of

VERSIONS = {"python": "3.11", "polars": "2"}
RUNS = {"mask_interviews": "0001", "name_identities": "0003"}
SECRET = "Kerjosse"


@pytest.fixture
def tables() -> dict[str, pl.DataFrame]:
    return {
        "masked_turns": rows_of(
            "masked_turns",
            {"interview_id": "A1-1", "turn": 1, "speaker": "interviewee", "text": "Le chemin."},
            {"interview_id": "A1-1", "turn": 2, "speaker": "interviewee", "text": "Le chemin."},
            {"interview_id": "B1-1", "turn": 1, "speaker": "other", "text": "La carte."},
        ),
        "citation_labels": rows_of(
            "citation_labels", {"participant_id": "A1", "pseudonym": "Odette", "label": "Odette A"}
        ),
        "transitions": rows_of("transitions"),
    }


@pytest.fixture
def config() -> StudyConfig:
    return invented_config(
        speakers={"interviewer": [SECRET]}, masking={"names": f"{SECRET}.csv", "keep": ["place", "date"]}
    )


def test_publication_work_study_is_told_by_key(config: StudyConfig) -> None:
    told = dict(describe_study(config).iter_rows())
    assert (told["name"], told["language"], told["masking.keep"]) == ("Étude inventée", "fr", "place date")
    assert (told["role.A"], told["role.B"]) == ("guide", "marcheur")
    assert (told["label.guide"], told["singular.marcheur"]) == ("Guides", "marcheur")
    assert (told["wave.2"], told["theme.route"]) == ("Vague 2", "La route")
    assert SECRET not in json.dumps(told)


def test_publication_work_publishes_tables_and_what_they_are(
    tables: dict[str, pl.DataFrame], config: StudyConfig
) -> None:
    published = publish(tables, config, versions=VERSIONS, runs=RUNS)
    assert published.keys() == tables.keys() | {"study", "catalogue", "provenance"}
    for name, rows in tables.items():
        assert_frame_equal(published[name], rows)
    for name in ("study", "catalogue", "provenance"):
        assert dict(published[name].schema) == frame_schema(name)
        assert published[name].select(load_catalogue()[name].grain).is_unique().all()
    for name in ("catalogue", "provenance"):
        assert SECRET not in published[name].write_csv()


def test_publication_work_catalogue_explains_every_published_column(tables: dict[str, pl.DataFrame]) -> None:
    rows = describe_columns(tables)
    places = rows.select("table_name", "column_name", "position").rows()
    expected = [
        (table.name, column, place)
        for table in published_tables()
        for place, column in enumerate(table.columns, start=1)
    ]
    assert sorted(places) == sorted(expected)
    assert rows.filter(pl.col("description") == "").is_empty()
    assert "identifying" not in set(rows["personal"])
    types = {
        (table, column): kind for table, column, kind in rows.select("table_name", "column_name", "type").iter_rows()
    }
    assert types["masked_turns", "turn"] == "Int32"
    assert types["masked_turns", "start_s"] == "Float64"
    assert types["catalogue", "position"] == types["provenance", "n_rows"] == "Int32"
    assert types["interviews", "held_on"] == "Date"


def test_publication_work_origins_name_step_rows_and_hash(tables: dict[str, pl.DataFrame], config: StudyConfig) -> None:
    rows = {row["table_name"]: row for row in describe_origins(tables, config, VERSIONS, RUNS).to_dicts()}
    assert rows.keys() == tables.keys()
    for name, row in rows.items():
        assert row["n_rows"] == tables[name].height
        assert row["content_hash"] == hash_rows({name: tables[name]})
        assert row["step"] == ", ".join(load_catalogue()[name].inputs)
        assert json.loads(row["versions"]) == VERSIONS
        parameters = json.loads(row["parameters"])
        assert parameters.keys() == {"lexicon", "mirror", "seed"}
        assert parameters["seed"] == config.seed
        assert not re.search(r"\d{4}-\d{2}-\d{2}|\d{2}:\d{2}", " ".join(map(str, row.values())))


def test_publication_work_same_material_gives_the_same_rows(
    tables: dict[str, pl.DataFrame], config: StudyConfig
) -> None:
    turned = dict(reversed({name: rows.reverse() for name, rows in tables.items()}.items()))
    again = publish(turned, config, versions=dict(reversed(VERSIONS.items())), runs=RUNS)
    for name, rows in publish(tables, config, versions=VERSIONS, runs=RUNS).items():
        assert_frame_equal(again[name], rows, check_row_order=name not in tables)


def test_publication_work_origins_move_with_rows_and_parameters(
    tables: dict[str, pl.DataFrame], config: StudyConfig
) -> None:
    before = describe_origins(tables, config, VERSIONS, RUNS)
    changed = tables | {"masked_turns": tables["masked_turns"].head(2)}
    after = describe_origins(changed, config, VERSIONS, RUNS)
    moved = before.filter(before["content_hash"] != after["content_hash"])["table_name"].to_list()
    assert moved == ["masked_turns"]
    other = describe_origins(tables, config.model_copy(update={"seed": 1}), VERSIONS, RUNS)
    assert (other["parameters"] != before["parameters"]).all()


def test_publication_work_every_text_is_looked_through_once(
    tables: dict[str, pl.DataFrame], config: StudyConfig
) -> None:
    published = publish(tables, config, versions=VERSIONS, runs=RUNS)
    texts = published_texts(published)
    assert texts.columns == ["place", "text"]
    expected = {
        (f"{name}.{column}", text)
        for name, rows in published.items()
        if name not in ("catalogue", "provenance")
        for column, kind in rows.schema.items()
        if kind == pl.String
        for text in rows[column]
        if text
    }
    assert set(texts.rows()) == expected
    assert texts.is_unique().all()
    assert ("study.value", "Étude inventée") in expected
    assert texts.filter(pl.col("place") == "masked_turns.text").height == 2
    assert_frame_equal(published_texts(dict(reversed(published.items()))), texts)


def test_publication_work_numbers_that_stages_tell_are_no_telephones() -> None:
    details = ['{"bytes": 400000020, "limit": 268435456}', '{"file": "06 12 34 56 78", "lines": 3}']
    texts = published_texts({"findings": pl.DataFrame({"details": details})})
    assert texts["text"].to_list() == ["{}", '{"file": "06 12 34 56 78"}']


def test_publication_work_every_table_knows_its_run(tables: dict[str, pl.DataFrame], config: StudyConfig) -> None:
    rows = {row["table_name"]: row["run_id"] for row in describe_origins(tables, config, VERSIONS, RUNS).to_dicts()}
    assert rows["masked_turns"] == "0001"
    assert rows["citation_labels"] == "0003"
    assert rows["transitions"] == "0003", "a table whose step is not told bears the last run of all"
