"""The one door to DuckDB: rows replaced whole, one process at a time, damage told without quoting what was stored."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.exceptions import PolarsError
from polars.testing import assert_frame_equal

from tasks.errors import StoreDamaged, StudyInUse
from tasks.table_catalogue import Table, load_catalogue, tables_of
from tasks.warehouse import Warehouse, conform, frame_schema, hash_rows, write_published
from tests.invented import rows_of

NAME = "Kerjosse"
"""Stands for what no message may quote."""


def labels(label: str, *participants: str) -> pl.DataFrame:
    return rows_of(
        "citation_labels",
        *({"participant_id": one, "pseudonym": label, "label": label} for one in participants or ("A1", "A2")),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "warehouse.duckdb"


@pytest.fixture
def warehouse(path: Path) -> Iterator[Warehouse]:
    with Warehouse(path, few("citation_labels", "masked_turns", "segments")) as opened:
        yield opened


def few(*names: str) -> list[Table]:
    return [load_catalogue()[name] for name in names]


def replace_and_stop(warehouse: Warehouse) -> None:
    with warehouse.transaction():
        warehouse.replace("citation_labels", labels("Paulette"))
        raise KeyboardInterrupt


def read_all(path: Path, tables: list[Table]) -> None:
    with Warehouse(path, tables) as warehouse:
        for table in tables:
            warehouse.read(table.name)


def with_sql(table: Table, old: str, new: str) -> Table:
    assert old in table.sql
    return replace(table, sql=table.sql.replace(old, new))


# -- rows


def test_warehouse_replaces_rows_of_the_same_key_in_one_transaction(warehouse: Warehouse) -> None:
    for label in ("Odette", "Paulette"):
        with warehouse.transaction():
            warehouse.replace("citation_labels", labels("provisoire"))
            warehouse.replace("citation_labels", labels(label))
            warehouse.replace("citation_labels", labels(label, "A1"), participant_id="A1")
        assert_frame_equal(warehouse.read("citation_labels"), labels(label))


def test_warehouse_replaces_committed_rows_of_a_longer_key(warehouse: Warehouse) -> None:
    turns = rows_of("masked_turns", *({"interview_id": "A1-1", "turn": turn, "text": "a"} for turn in range(1, 200)))
    other = rows_of("masked_turns", {"interview_id": "A2-1", "turn": 1, "text": "autre"})
    with warehouse.transaction():
        warehouse.insert("masked_turns", pl.concat([turns, other]))
    again = turns.head(150).with_columns(text=pl.lit("b"))
    with warehouse.transaction():
        warehouse.replace("masked_turns", again, interview_id=["A1-1"])
    assert_frame_equal(warehouse.read("masked_turns"), pl.concat([again, other]))


def test_warehouse_failed_transaction_leaves_the_old_rows(warehouse: Warehouse) -> None:
    with warehouse.transaction():
        warehouse.insert("citation_labels", labels("Odette"))
    with pytest.raises(KeyboardInterrupt):
        replace_and_stop(warehouse)
    assert_frame_equal(warehouse.read("citation_labels"), labels("Odette"))
    with pytest.raises(StoreDamaged), warehouse.transaction():
        warehouse.replace("citation_labels", labels("Paulette", "A1", "A1"))
    assert_frame_equal(warehouse.read("citation_labels"), labels("Odette"))
    with warehouse.transaction():
        warehouse.replace("citation_labels", labels("Paulette"))
    assert_frame_equal(warehouse.read("citation_labels"), labels("Paulette"))


def test_warehouse_errors_quote_no_value(warehouse: Warehouse) -> None:
    twice = labels(NAME, NAME, NAME)
    empty = labels(NAME).with_columns(label=pl.lit(None, pl.String))
    for rows in (twice, empty):
        with pytest.raises(StoreDamaged) as caught, warehouse.transaction():
            warehouse.insert("citation_labels", rows)
        assert NAME not in str(caught.value)
    text_for_number = rows_of("segments", {"interview_id": "A1-1"}).with_columns(segment=pl.lit(NAME))
    with pytest.raises(StoreDamaged) as caught, warehouse.transaction():
        warehouse.insert("segments", text_for_number)
    assert NAME not in str(caught.value)


def test_warehouse_reads_in_the_order_of_the_grain(warehouse: Warehouse) -> None:
    places = [("B1-1", 2), ("A1-1", 10), ("B1-1", 1), ("A1-1", 9)]
    rows = rows_of("segments", *({"interview_id": unit, "segment": segment} for unit, segment in places))
    warehouse.insert("segments", rows)
    read = warehouse.read("segments").select("interview_id", "segment").rows()
    assert read == sorted(places)


def test_warehouse_reads_and_deletes_what_is_asked(warehouse: Warehouse) -> None:
    places = [("A1-1", 1), ("A1-1", 2), ("A2-1", 1), ("B1-1", 1)]
    rows = rows_of("segments", *({"interview_id": unit, "segment": segment} for unit, segment in places))
    warehouse.insert("segments", rows)
    assert warehouse.read("segments", interview_id="A1-1").height == 2
    assert warehouse.read("segments", interview_id=["A1-1", "B1-1"], segment=1).height == 2
    assert warehouse.read("segments", interview_id=[]).height == 0
    assert warehouse.read("segments", interview_id="' OR 1 = 1 --").height == 0
    warehouse.delete("segments", interview_id=["A1-1", "A2-1"])
    assert warehouse.read("segments")["interview_id"].to_list() == ["B1-1"]
    warehouse.delete("segments")
    assert warehouse.read("segments").is_empty()


def test_warehouse_empty_table_has_its_columns(path: Path) -> None:
    with Warehouse(path, tables_of("warehouse")) as warehouse:
        for table in tables_of("warehouse"):
            read = warehouse.read(table.name)
            assert read.columns == list(table.columns)
            if not table.is_view:
                assert dict(read.schema) == frame_schema(table.name), table.name


def test_warehouse_foreign_columns_are_refused(warehouse: Warehouse) -> None:
    with pytest.raises(StoreDamaged, match="extra, label"):
        warehouse.insert("citation_labels", labels("Odette").rename({"label": "extra"}))


def test_warehouse_columns_may_come_in_any_order(warehouse: Warehouse) -> None:
    warehouse.insert("citation_labels", labels("Odette").select("label", "participant_id", "pseudonym"))
    assert_frame_equal(warehouse.read("citation_labels"), labels("Odette"))


def test_warehouse_keeps_what_was_committed(path: Path) -> None:
    with Warehouse(path, few("citation_labels")) as warehouse, warehouse.transaction():
        warehouse.insert("citation_labels", labels("Odette"))
    with Warehouse(path, few("citation_labels"), read_only=True) as warehouse:
        assert_frame_equal(warehouse.read("citation_labels"), labels("Odette"))


# -- the file


def test_warehouse_second_process_is_told_that_it_is_in_use(warehouse: Warehouse, path: Path, root: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom tasks.errors import MiroirError\n"
        "from tasks.warehouse import Warehouse\n"
        "try:\n    Warehouse(Path(sys.argv[1]), [])\n"
        "except MiroirError as error:\n    print(type(error).__name__, error.exit_code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, path], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == f"StudyInUse {StudyInUse.exit_code}\n"
    assert not done.stderr


@pytest.mark.parametrize("share", [0, 0.01, 0.5, None], ids=["header", "first block", "second half", "cut"])
def test_warehouse_damaged_file_is_told(path: Path, share: float | None) -> None:
    tables = few("citation_labels", "segments")
    with Warehouse(path, tables) as warehouse, warehouse.transaction():
        warehouse.insert("citation_labels", labels(NAME))
    content = bytearray(path.read_bytes())
    start = int(len(content) * (share if share is not None else 0.3))
    garbage = b"" if share is None else NAME.encode() * (len(content) // len(NAME))
    path.write_bytes(content[:start] + garbage[: len(content) - start])
    with pytest.raises(StoreDamaged) as caught:
        read_all(path, tables)
    assert NAME not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "warehouse.duckdb" in str(caught.value)


def test_warehouse_other_file_is_told(path: Path) -> None:
    path.write_text(f"{NAME} était là. " * 1000, encoding="utf-8")
    with pytest.raises(StoreDamaged) as caught:
        Warehouse(path, [])
    assert NAME not in str(caught.value)


def test_warehouse_unwritable_place_is_damage_whatever_its_name(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match="cannot be opened"):
        Warehouse(tmp_path / "locked" / "lock.duckdb", [])


def test_warehouse_checkpoint_empties_the_log(warehouse: Warehouse, path: Path) -> None:
    log = path.with_name(path.name + ".wal")
    with warehouse.transaction():
        warehouse.insert("citation_labels", labels(NAME))
    assert log.exists()
    warehouse.checkpoint()
    assert not log.exists() or not log.stat().st_size


# -- definitions


def test_warehouse_other_definition_drops_and_makes_the_table_anew(path: Path) -> None:
    table, other, view = few("citation_labels", "segments", "confounders")
    sources = few("interviews", "masked_turns", "analysed_interviews")
    with Warehouse(path, [table, other, *sources, view]) as warehouse:
        warehouse.insert("citation_labels", labels("Odette"))
        warehouse.insert("segments", rows_of("segments", {"interview_id": "A1-1", "segment": 1}))
    changed = with_sql(table, "label VARCHAR NOT NULL", "label VARCHAR")
    with Warehouse(path, [changed, other, *sources, view]) as warehouse:
        assert warehouse.read("citation_labels").is_empty()
        assert warehouse.read("segments").height == 1
        assert warehouse.read("confounders").is_empty()
        warehouse.insert("citation_labels", labels("Odette").with_columns(label=pl.lit(None, pl.String)))


def test_warehouse_other_words_in_a_header_keep_the_rows(path: Path) -> None:
    (table,) = few("citation_labels")
    with Warehouse(path, [table]) as warehouse:
        warehouse.insert("citation_labels", labels("Odette"))
    with Warehouse(path, [with_sql(table, "invented first name", "first name, invented")]) as warehouse:
        assert warehouse.read("citation_labels").height == 2


def test_warehouse_table_that_is_no_longer_known_goes(path: Path) -> None:
    table, other = few("citation_labels", "segments")
    with Warehouse(path, [table, other]):
        pass
    with Warehouse(path, [other]) as warehouse, pytest.raises(StoreDamaged):
        warehouse.columns("citation_labels")


def test_warehouse_view_follows_its_new_definition(path: Path) -> None:
    *sources, view = few("interviews", "masked_turns", "analysed_interviews")
    with Warehouse(path, [*sources, view]) as warehouse:
        warehouse.insert("interviews", rows_of("interviews", {"interview_id": "A1-1"}))
        assert warehouse.read("analysed_interviews").is_empty()
    wider = with_sql(view, "WHERE interviews.interview_id IN (SELECT masked_turns.interview_id FROM masked_turns)", "")
    with Warehouse(path, [*sources, wider]) as warehouse:
        assert warehouse.read("analysed_interviews").height == 1
        assert warehouse.read("interviews").height == 1


@pytest.mark.parametrize("change", ["redefined", "unknown"])
def test_warehouse_never_drops_a_table_of_the_vault(tmp_path: Path, change: str) -> None:
    path = tmp_path / "vault.duckdb"
    vault = tables_of("vault")
    row = pl.DataFrame({"participant_id": ["A1"], "wrapped_key": [b"scelle"]})
    with Warehouse(path, vault) as store:
        store.insert("participant_keys", row)
    keys = load_catalogue()["participant_keys"]
    others = [table for table in vault if table.name != "participant_keys"]
    redefined = [with_sql(keys, "wrapped_key BLOB NOT NULL", "wrapped_key BLOB")] if change == "redefined" else []
    with pytest.raises(StoreDamaged, match="another version"):
        Warehouse(path, [*others, *redefined])
    with Warehouse(path, vault) as store:
        assert_frame_equal(store.read("participant_keys"), row)


# -- frames


def test_warehouse_conform_gives_columns_types_and_order() -> None:
    rows: list[dict[str, object]] = [{"n_words": 3, "interview_id": "A1-1", "segment": 1, "turn": 1, "start_at": 0}]
    frame = conform("segments", [rows[0] | {"end_at": 9}])
    assert dict(frame.schema) == frame_schema("segments")
    assert frame.row(0) == ("A1-1", 1, 1, 0, 9, 3)
    assert_frame_equal(conform("segments", frame.cast({"segment": pl.Int64}).select(frame.columns[::-1])), frame)
    assert conform("segments", []).is_empty()
    with pytest.raises((TypeError, PolarsError)):
        conform("segments", [rows[0] | {"end_at": "neuf"}])
    with pytest.raises(PolarsError):
        conform("segments", frame.drop("end_at"))


cells = st.tuples(st.text(max_size=4), st.one_of(st.none(), st.integers(-9, 9)), st.one_of(st.none(), st.binary()))


@given(rows=st.lists(cells, max_size=6), data=st.data())
@settings(max_examples=40, deadline=None)
def test_warehouse_hash_does_not_see_the_order_of_rows(rows: list[tuple[object, ...]], data: st.DataObject) -> None:
    schema = {"text": pl.String, "number": pl.Int64, "bytes": pl.Binary}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    shuffled = pl.DataFrame(data.draw(st.permutations(rows)), schema=schema, orient="row")
    assert hash_rows({"a": frame}) == hash_rows({"a": shuffled})
    changed = pl.DataFrame([*rows, ("x", 1, b"y")], schema=schema, orient="row")
    assert hash_rows({"a": frame}) != hash_rows({"a": changed})


def test_warehouse_hash_sees_everything_else() -> None:
    frame = pl.DataFrame({"a": ["x", "y"], "b": ["y", "x"]})
    variants = [
        {"t": frame},
        {"u": frame},
        {"t": frame, "u": frame},
        {"t": frame.rename({"a": "c"})},
        {"t": frame.select("b", "a")},
        {"t": frame.with_columns(b=pl.col("a"))},
        {"t": pl.DataFrame({"a": ["x", "x"], "b": ["y", "y"]})},
        {"t": frame.head(0)},
        {"t": frame.head(0).cast({"a": pl.Int32})},
        {},
    ]
    hashes = [hash_rows(tables) for tables in variants]
    hashes += [hash_rows({"t": frame}, secret=b"1"), hash_rows({"t": frame}, secret=b"2")]
    assert len(set(hashes)) == len(hashes)


def test_warehouse_hash_is_the_same_in_another_process(root: Path) -> None:
    code = (
        "import polars as pl\nfrom tasks.warehouse import hash_rows\n"
        "print(hash_rows({'t': pl.DataFrame({'a': ['é', None], 'b': [0.5, 2.0], 'c': [b'x', b'']})}), end='')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == hash_rows({"t": pl.DataFrame({"a": ["é", None], "b": [0.5, 2.0], "c": [b"x", b""]})})


def test_warehouse_published_file_holds_these_tables_alone(tmp_path: Path) -> None:
    path = tmp_path / "published.duckdb"
    write_published(path, {"segments": rows_of("segments", {"interview_id": "A1-1"}), "leaks": rows_of("leaks")})
    write_published(path, {"citation_labels": labels("Odette"), "leaks": rows_of("leaks")})
    with Warehouse(path, tables_of("warehouse"), read_only=True) as published:
        assert_frame_equal(published.read("citation_labels"), labels("Odette"))
        assert published.read("leaks").columns == list(load_catalogue()["leaks"].columns)
        with pytest.raises(StoreDamaged):
            published.read("segments")
        with pytest.raises(StoreDamaged):
            published.columns("table_definitions")


def test_warehouse_holds_what_is_defined_as_here(path: Path) -> None:
    with Warehouse(path, few("citation_labels")):
        pass
    other = replace(load_catalogue()["citation_labels"], sql="CREATE TABLE citation_labels (label INTEGER)")
    with Warehouse(path, few("citation_labels", "segments"), read_only=True) as warehouse:
        assert warehouse.holds("citation_labels")
        assert not warehouse.holds("citation_labels", "segments")
    with Warehouse(path, [other], read_only=True) as warehouse:
        assert not warehouse.holds("citation_labels")


def test_warehouse_without_a_table_holds_none(path: Path) -> None:
    duckdb.connect(path).close()
    with Warehouse(path, few("segments"), read_only=True) as warehouse:
        assert not warehouse.holds("segments")
