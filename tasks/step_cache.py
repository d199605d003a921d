"""Step keys: what a step's result depends on, as hashes that can be compared without running anything.

A key covers the content read (hashes of what the steps before gave, of incoming files), the parameters, the text of the
SQL that is read through, the source of the kernels down to every module of this tree that they import, and the version
of the language model. Prefect's own task keys cover the decorated lines only, hence ours.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TREE = Path(__file__).resolve().parents[1]
_OWN = ("tasks", "flows", "dashboards")
_OUTSIDE_THE_KEY = frozenset({"tasks.errors", "tasks.table_catalogue", "tasks.warehouse", "tasks.study_key"})
"""Modules that carry results without shaping them: a change there leaves results as they are."""


@dataclass(frozen=True, slots=True)
class StepKey:
    """The parts of a key, by name, and their common hash."""

    parts: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The key itself."""
        return digest(json.dumps(dict(self.parts), sort_keys=True))

    def changed(self, before: Mapping[str, str]) -> list[str]:
        """Names of the parts that differ from an earlier key's parts."""
        return sorted(name for name in {*self.parts, *before} if self.parts.get(name) != before.get(name))


def digest(content: str | bytes) -> str:
    """The hash used in keys (BLAKE2b, 128 bits)."""
    return hashlib.blake2b(content.encode() if isinstance(content, str) else content, digest_size=16).hexdigest()


def module_path(module: str) -> Path | None:
    """The file of a module of this tree, or None for another's."""
    if module.split(".")[0] not in _OWN:
        return None
    path = TREE.joinpath(*module.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


@cache
def imported_modules(module: str) -> frozenset[str]:
    """Modules of this tree that ``module`` imports, read from its source without importing it."""
    path = module_path(module)
    if path is None:
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(name for name in found if module_path(name) is not None)


def kernel_modules(modules: Iterable[str]) -> list[str]:
    """``modules`` and all that they import of this tree, results' carriers left out."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in found and module not in _OUTSIDE_THE_KEY:
            found.add(module)
            waiting += imported_modules(module)
    return sorted(found)


@cache
def kernel_digest(modules: tuple[str, ...]) -> str:
    """A hash of the source of ``modules`` and of all that they import of this tree."""
    texts = []
    for module in kernel_modules(modules):
        path = module_path(module)
        if path is not None:
            texts.append(f"{module}\n{path.read_text(encoding='utf-8')}")
    return digest("\n".join(texts))


@cache
def work_digest(module: str, function: str) -> str:
    """A hash of the source that a step's work runs: the function, those of its module that it calls, and their kernels.

    The module's constants count whole, with what they are made by; its other functions may change freely.
    """
    path = module_path(module)
    if path is None:
        raise LookupError(f"no module {module} in this tree")
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    own = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    if function not in own:
        raise LookupError(f"no function {function} in {module}")
    constants = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    names = _names_reached([function, *_names_in(constants)], own)
    texts = [ast.get_source_segment(source, own[name]) or "" for name in sorted(names & own.keys())]
    texts += [ast.unparse(node) for node in constants]
    return digest("\n".join([*texts, kernel_digest(tuple(sorted(_modules_of(names, tree))))]))


def _names_in(nodes: Iterable[ast.AST]) -> list[str]:
    return [node.id for top in nodes for node in ast.walk(top) if isinstance(node, ast.Name)]


def _names_reached(starts: Iterable[str], own: Mapping[str, ast.FunctionDef | ast.ClassDef]) -> set[str]:
    names: set[str] = set()
    waiting = list(starts)
    while waiting:
        name = waiting.pop()
        if name not in names:
            names.add(name)
            if name in own:
                waiting += _names_in([own[name]])
    return names


def _modules_of(names: set[str], tree: ast.Module) -> set[str]:
    """Modules of this tree that the imports of ``tree`` take these names from."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            taken = {alias.name for alias in node.names if (alias.asname or alias.name) in names}
            found |= {node.module} if taken else set()
            found |= {f"{node.module}.{name}" for name in taken}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if (alias.asname or alias.name).split(".")[0] in names}
    return {name for name in found if module_path(name) is not None}


@cache
def data_digest(folders: tuple[str, ...]) -> str:
    """A hash of the data files (lexicons, lists) under these folders or files of the tree."""
    texts = []
    for folder in folders:
        place = TREE / folder
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        files = [path for path in files if path.is_file() and "__pycache__" not in path.parts]
        texts += [f"{path.relative_to(TREE)} {digest(path.read_bytes())}" for path in files]
    return digest("\n".join(texts))
