"""Names that would shadow others, imports that would hide, modules that stray: what a new file must not do."""

from __future__ import annotations

import ast
import importlib
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from flows.step_graph import STAGES, STEPS
from flows.task_table import TASKS

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("flows", "tasks", "dashboards")
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
BIGGEST_FILE = 400


@pytest.mark.parametrize("package", PACKAGES)
def test_names_packages_resolve_inside_this_tree(package: str) -> None:
    found = importlib.import_module(package).__file__
    assert found is not None
    assert Path(found).is_relative_to(ROOT)


def test_names_no_module_bears_a_library_name() -> None:
    libraries = set(sys.stdlib_module_names) | (set(packages_distributions()) - set(PACKAGES))
    top = {path.stem for package in PACKAGES for path in (ROOT / package).glob("*.py") if path.stem != "__init__"}
    assert sorted(top & libraries) == []


def test_names_no_deferred_imports() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = [inner for inner in ast.walk(node) if isinstance(inner, ast.Import | ast.ImportFrom)]
                assert not inside, f"{path.relative_to(ROOT)}, {node.name}"


def test_names_files_stay_small() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in FILES
        if len(path.read_text(encoding="utf-8").splitlines()) > BIGGEST_FILE
    ]
    assert not long


def test_names_every_step_has_its_work_and_its_task() -> None:
    for step in STEPS:
        assert step.stage in STAGES
        work = importlib.import_module(step.module)
        assert callable(getattr(work, step.name)), step.name
        if step.name != "publish":
            assert TASKS[step.name].name == step.name


def test_names_no_sql_outside_sql() -> None:
    words = ("SELECT ", "INSERT ", "DELETE ", "UPDATE ", "CREATE ")
    for path in FILES:
        if path.name in ("warehouse.py", "table_catalogue.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not node.value.startswith(words), f"{path.relative_to(ROOT)}: {node.value[:40]}"
