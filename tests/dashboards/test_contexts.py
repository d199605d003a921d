"""Page contexts are documented, and templates use what is documented."""

from __future__ import annotations

import ast
import dataclasses
import re
from pathlib import Path

import pytest

from dashboards import contexts
from dashboards.contexts import PageContext
from dashboards.materials import Materials
from dashboards.page import build_page

RECORDS = [value for value in vars(contexts).values() if dataclasses.is_dataclass(value) and isinstance(value, type)]


def test_contexts_every_field_is_documented() -> None:
    tree = ast.parse(Path(str(contexts.__file__)).read_text(encoding="utf-8"))
    for record in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
        assert ast.get_docstring(record), record.name
        for field, after in zip(record.body, [*record.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign):
                assert isinstance(after, ast.Expr), f"{record.name}.{ast.unparse(field.target)} lacks its docstring"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_contexts_every_field_is_used_by_a_template(record: type, root: Path) -> None:
    templates = "\n".join(file.read_text(encoding="utf-8") for file in (root / "dashboards" / "templates").glob("*.j2"))
    for field in dataclasses.fields(record):
        assert re.search(rf"\b\w+\.{field.name}\b", templates), f"{record.__name__}.{field.name}"


def test_contexts_page_of_the_example_is_whole(materials: Materials) -> None:
    page = build_page(materials)
    assert isinstance(page, PageContext)
    sections = (page.reading, page.words, page.classes, page.specificities, page.grid, page.waves)
    assert [section.empty for section in sections] == [""] * len(sections)
    assert (page.mirror.no_indicators, page.mirror.no_lexicon, page.mirror.no_quotes) == ("", "", "")


def test_contexts_tables_are_rectangular(materials: Materials) -> None:
    for table in _tables(build_page(materials)):
        assert table.rows, table.caption
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.caption
        assert "<" not in table.caption


def _tables(value: object) -> list[contexts.Table]:
    if isinstance(value, contexts.Table):
        return [value]
    if isinstance(value, tuple):
        return [table for item in value for table in _tables(item)]
    if dataclasses.is_dataclass(value):
        return [table for field in dataclasses.fields(value) for table in _tables(getattr(value, field.name))]
    return []
