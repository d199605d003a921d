"""Page contexts are documented, and templates use what is documented."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards import contexts
from dashboards.contexts.parts import Table
from dashboards.materials import Materials
from dashboards.sections.interviews import build_each_interview
from dashboards.site_map import PAGES

MODULES = [
    importlib.import_module(f"dashboards.contexts.{found.name}") for found in pkgutil.iter_modules(contexts.__path__)
]
RECORDS = [
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and dataclasses.is_dataclass(value) and value.__module__ == module.__name__
]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_contexts_every_field_is_documented(module: object) -> None:
    tree = ast.parse(Path(str(vars(module)["__file__"])).read_text(encoding="utf-8"))
    for record in [node for node in tree.body if isinstance(node, ast.ClassDef)]:
        assert ast.get_docstring(record), record.name
        for field, after in zip(record.body, [*record.body[1:], None], strict=True):
            if isinstance(field, ast.AnnAssign):
                assert isinstance(after, ast.Expr), f"{record.name}.{ast.unparse(field.target)} lacks its docstring"


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_contexts_every_field_is_used_by_a_template(record: type, root: Path) -> None:
    templates = "\n".join(file.read_text(encoding="utf-8") for file in (root / "dashboards" / "templates").glob("*.j2"))
    looped = re.findall(r"for ([\w, ]+) in", templates)
    for field in dataclasses.fields(record):
        assert re.search(rf"\b\w+\.{field.name}\b", templates) or any(
            field.name in names.split(", ") for names in looped
        ), f"{record.__name__}.{field.name}"


@pytest.mark.parametrize("key", [page.key for page in PAGES])
def test_contexts_template_uses_only_what_is_documented(key: str, root: Path, materials: Materials) -> None:
    context = next(page.build for page in PAGES if page.key == key)(materials)
    known = {field.name for field in fields_of(context)}
    text = (root / "dashboards" / "templates" / f"{key}.html.j2").read_text(encoding="utf-8")
    aliases = {"page", *re.findall(r"set (\w+) = page %", text)}
    used = {name for alias in aliases for name in re.findall(rf"(?<![\w.\"'/-]){alias}\.(\w+)", text)}
    assert used <= known


def test_contexts_every_page_of_the_example_is_whole(materials: Materials) -> None:
    for page in PAGES:
        context = page.build(materials)
        for field in fields_of(context):
            if field.name == "empty" or field.name.startswith("no_"):
                assert getattr(context, field.name) == "", f"{page.key}.{field.name}"


def test_contexts_tables_are_rectangular(materials: Materials) -> None:
    pages = [page.build(materials) for page in PAGES]
    found = [table for page in [*pages, dict(build_each_interview(materials))["A1-1"]] for table in _tables(page)]
    assert len(found) > 10
    for table in found:
        assert table.rows, table.caption
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.caption
        assert "<" not in table.caption


def fields_of(record: object) -> tuple[dataclasses.Field[object], ...]:
    assert dataclasses.is_dataclass(record)
    return dataclasses.fields(record)


def _tables(value: object) -> Iterator[Table]:
    if isinstance(value, Table):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _tables(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _tables(getattr(value, field.name))
