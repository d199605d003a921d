"""Step keys: they move with what a step runs on, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.step_graph import STEPS, Step
from tasks import step_cache
from tasks.step_cache import (
    StepKey,
    data_digest,
    digest,
    imported_modules,
    kernel_digest,
    kernel_modules,
    module_path,
    work_digest,
)

FILES = {
    "tasks/__init__.py": "",
    "tasks/errors.py": "class Fault(Exception): pass\n",
    "tasks/deep.py": "from tasks.errors import Fault\nDEPTH = 3\n",
    "tasks/kernel.py": "from tasks.deep import DEPTH\ndef count(x):\n    return x * DEPTH\n",
    "tasks/other.py": "def weigh(x):\n    return x\n",
    "tasks/scale.py": "def scale():\n    return 10\n",
    "tasks/stage/__init__.py": "",
    "tasks/stage/work.py": (
        "import math\n"
        "from tasks.kernel import count as count_kernel\n"
        "from tasks.other import weigh\n"
        "from tasks.scale import scale\n"
        "LIMIT = scale()\n"
        "def _helper(x):\n    return count_kernel(x)\n"
        "def first(order):\n    return _helper(order) + LIMIT\n"
        "def second(order):\n    return weigh(order)\n"
    ),
    "data/words/list.txt": "mot\n",
    "data/words/more/list.txt": "mots\n",
    "data/other.txt": "autre\n",
}
CACHED = (imported_modules, kernel_digest, work_digest, data_digest)
Edit = Callable[[str, str, str], None]


def forget() -> None:
    for function in CACHED:
        function.cache_clear()


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A tree of a few modules."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(step_cache, "TREE", tmp_path)
    forget()
    yield tmp_path
    forget()


@pytest.fixture
def edit(tree: Path) -> Edit:
    def edited(name: str, old: str, new: str) -> None:
        text = (tree / name).read_text(encoding="utf-8")
        assert old in text
        (tree / name).write_text(text.replace(old, new), encoding="utf-8")
        forget()

    return edited


def works() -> dict[str, str]:
    return {name: work_digest("tasks.stage.work", name) for name in ("first", "second")}


@pytest.mark.parametrize(
    ("name", "old", "new", "moved"),
    [
        ("tasks/stage/work.py", "_helper(order) +", "_helper(order) -", {"first"}),
        ("tasks/stage/work.py", "return count_kernel(x)", "return 2 * count_kernel(x)", {"first"}),
        ("tasks/stage/work.py", "return weigh(order)", "return 1", {"second"}),
        ("tasks/kernel.py", "x * DEPTH", "x + DEPTH", {"first"}),
        ("tasks/deep.py", "DEPTH = 3", "DEPTH = 4", {"first"}),
        ("tasks/other.py", "return x", "return -x", {"second"}),
        ("tasks/errors.py", "pass", "exit_code = 2", set()),
        ("tasks/stage/work.py", "LIMIT = scale()", "LIMIT = 2 * scale()", {"first", "second"}),
        ("tasks/scale.py", "return 10", "return 11", {"first", "second"}),
        ("tasks/stage/__init__.py", "", "# words\n", set()),
        ("data/other.txt", "autre", "autres", set()),
    ],
)
def test_step_cache_work_moves_with_what_it_runs(edit: Edit, name: str, old: str, new: str, moved: set[str]) -> None:
    before = works()
    edit(name, old, new)
    now = works()
    assert {step for step in now if now[step] != before[step]} == moved


@pytest.mark.usefixtures("tree")
def test_step_cache_new_neighbour_moves_nothing(edit: Edit) -> None:
    before = works()
    edit("tasks/stage/work.py", "def second", "def third(order):\n    return 3\ndef second")
    assert works() == before


@pytest.mark.usefixtures("tree")
def test_step_cache_unknown_work_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        work_digest("tasks.stage.work", "third")
    with pytest.raises(LookupError):
        work_digest("tasks.absent", "first")
    with pytest.raises(LookupError):
        work_digest("numpy", "array")


@pytest.mark.usefixtures("tree")
def test_step_cache_kernels_are_followed_down() -> None:
    assert kernel_modules(["tasks.kernel"]) == ["tasks.deep", "tasks.kernel"]
    assert imported_modules("tasks.stage.work") == {"tasks.kernel", "tasks.other", "tasks.scale"}
    assert imported_modules("math") == frozenset()
    assert module_path("tasks.stage") is not None
    assert module_path("tasks.absent") is None
    assert module_path("polars") is None


def test_step_cache_circles_of_imports_end(tree: Path) -> None:
    (tree / "tasks/deep.py").write_text("import tasks.kernel\n", encoding="utf-8")
    forget()
    assert kernel_modules(["tasks.deep"]) == ["tasks.deep", "tasks.kernel"]


def test_step_cache_data_moves_with_names_and_contents(tree: Path, edit: Edit) -> None:
    seen = {data_digest(("data/words",))}
    edit("data/other.txt", "autre", "autres")
    assert data_digest(("data/words",)) in seen
    edit("data/words/more/list.txt", "mots", "mot")
    seen.add(data_digest(("data/words",)))
    (tree / "data/words/list.txt").rename(tree / "data/words/liste.txt")
    forget()
    seen.add(data_digest(("data/words",)))
    (tree / "data/words/__pycache__").mkdir()
    (tree / "data/words/__pycache__/x.pyc").touch()
    forget()
    assert len(seen | {data_digest(("data/words",))}) == 3
    assert data_digest(("data/other.txt",)) != data_digest(("data/words", "data/other.txt"))


def test_step_cache_key_tells_what_changed() -> None:
    key = StepKey({"kernels": "1", "sql": "2", "parameter seed": "3"})
    assert key.digest == StepKey({"parameter seed": "3", "sql": "2", "kernels": "1"}).digest
    assert key.changed(key.parts) == []
    assert key.changed({"kernels": "0", "sql": "2", "data": "4"}) == ["data", "kernels", "parameter seed"]
    for other in ({"kernels": "1", "sql": "2"}, {**key.parts, "sql": "1"}, {**key.parts, "x": ""}):
        assert StepKey(other).digest != key.digest


def test_step_cache_digest_takes_text_and_bytes() -> None:
    assert digest("é") == digest("é".encode())
    assert len(digest("")) == 32


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_step_cache_every_step_has_a_work(step: Step) -> None:
    assert len(work_digest(step.module, step.name)) == 32


def test_step_cache_works_of_the_tree_reach_their_kernels() -> None:
    reached = kernel_modules(["tasks.lexicon.work"])
    assert {"tasks.lexicon.reinert", "tasks.lexicon.class_retention", "tasks.language.tokenizer"} <= set(reached)
    assert not {"tasks.warehouse", "tasks.table_catalogue", "tasks.errors"} & set(reached)
    assert not [module for module in reached if module.startswith(("flows", "tasks.mirror"))]
