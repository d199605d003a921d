"""Reading the headers of ``sql/``; that the files themselves are whole is looked at in ``tests/architecture``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tasks import table_catalogue
from tasks.table_catalogue import (
    CatalogueFault,
    base_tables,
    load_catalogue,
    parse_table,
    published_tables,
    sql_behind,
    tables_of,
)

HEADER = """\
-- What it is: told in one line.
-- grain: interview_id, turn
-- personal: pseudonymous
-- published: yes
-- inputs: {inputs}
-- columns:
--   interview_id: participant and wave
--   turn: position: from 1
"""
TABLE = "CREATE TABLE {name} (\n    interview_id VARCHAR NOT NULL,\n    turn INTEGER NOT NULL\n);\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file of ``sql/`` into a folder of its own."""

    def written(name: str, *, inputs: str = "step read", is_view: bool = False, sql: str | None = None) -> Path:
        path = tmp_path / "grid" / f"{name}.sql"
        path.parent.mkdir(exist_ok=True)
        view = f"CREATE VIEW {name} AS\nSELECT * FROM {inputs.split(', ')[0]};\n"
        body = view if is_view else TABLE.format(name=name)
        path.write_text(HEADER.format(inputs=inputs) + body if sql is None else sql, encoding="utf-8")
        return path

    return written


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The catalogue read from the folder of ``write``."""
    monkeypatch.setattr(table_catalogue, "SQL_FOLDER", tmp_path)
    load_catalogue.cache_clear()
    yield
    load_catalogue.cache_clear()


def test_catalogue_reads_a_header(write: Write) -> None:
    table = parse_table(write("cells"))
    assert (table.name, table.stage, table.store) == ("cells", "grid", "warehouse")
    assert table.what == "What it is: told in one line."
    assert table.grain == ("interview_id", "turn")
    assert (table.personal, table.published, table.is_view) == ("pseudonymous", True, False)
    assert table.inputs == ("step read",)
    assert dict(table.columns) == {"interview_id": "participant and wave", "turn": "position: from 1"}


@pytest.mark.parametrize("part", ["grain", "personal", "published", "inputs"])
def test_catalogue_tells_the_part_that_lacks(write: Write, part: str) -> None:
    whole = write("cells").read_text(encoding="utf-8")
    path = write("cells", sql=re.sub(rf"-- {part}: .*\n", "", whole))
    with pytest.raises(CatalogueFault, match=rf"cells\.sql: .*{part}"):
        parse_table(path)


def test_catalogue_tells_that_columns_lack(write: Write) -> None:
    whole = write("cells").read_text(encoding="utf-8")
    with pytest.raises(CatalogueFault, match="columns"):
        parse_table(write("cells", sql=re.sub(r"--   .*\n", "", whole)))


@pytest.mark.usefixtures("own_folder")
def test_catalogue_views_stand_after_what_they_read(write: Write) -> None:
    write("a_last", inputs="b_middle", is_view=True)
    write("b_middle", inputs="z_first, y_table", is_view=True)
    write("y_table")
    write("z_first", inputs="y_table", is_view=True)
    assert list(load_catalogue()) == ["y_table", "z_first", "b_middle", "a_last"]
    assert base_tables(["a_last", "y_table"]) == ["y_table"]


@pytest.mark.usefixtures("own_folder")
@pytest.mark.parametrize("inputs", ["other", "unknown"])
def test_catalogue_circles_and_unknown_inputs_are_faults(write: Write, inputs: str) -> None:
    write("view", inputs=inputs, is_view=True)
    write("other", inputs="view", is_view=True)
    with pytest.raises(CatalogueFault, match="other, view"):
        load_catalogue()


def test_catalogue_every_file_of_the_tree_is_a_table(root: Path) -> None:
    files = {path.stem: path.parent.name for path in (root / "sql").rglob("*.sql")}
    assert {table.name: table.stage for table in load_catalogue().values()} == files
    stores = [table.name for store in ("vault", "warehouse", "published") for table in tables_of(store)]
    assert sorted(stores) == sorted(files)


def test_catalogue_primary_keys_are_the_grain() -> None:
    for table in load_catalogue().values():
        key = re.search(r"PRIMARY KEY \((.*)\)", table.sql)
        assert (key is None) == table.is_view, table.name
        if key is not None:
            assert tuple(key[1].split(", ")) == table.grain, table.name


def test_catalogue_base_tables_of_a_view_are_tables() -> None:
    known = load_catalogue()
    assert base_tables(["lemma_counts"]) == ["tokens", "interviews", "masked_turns"]
    for name in known:
        assert all(not known[base].is_view for base in base_tables([name]))
    assert base_tables(["tokens", "lemma_counts", "tokens"]) == ["tokens", "interviews", "masked_turns"]


def test_catalogue_sql_behind_holds_every_statement_read_through() -> None:
    text = sql_behind(["lemma_counts"])
    read = {"lemma_counts", "lexical_units", "tokens", "analysed_interviews", "interviews", "masked_turns"}
    assert {name for name in load_catalogue() if re.search(rf"CREATE (TABLE|VIEW) {name}\b", text)} == read
    assert sql_behind(["tokens", "segments"]) == sql_behind(["segments", "tokens", "segments"])


def test_catalogue_nothing_of_the_vault_is_published() -> None:
    published = {table.name for table in published_tables()}
    assert not published & {table.name for table in tables_of("vault")}
    assert {"study", "catalogue", "provenance"} <= published
