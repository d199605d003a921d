"""The files of the study's dictionary: read, parsed no more often than they change, every problem told.

IRaMuTeQ's whole lexicon takes seconds to parse, and planning needs of it no more than a hash and two numbers. A run
keeps these in the store under a hash of the files and of the code that reads them; what is amiss is never kept.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from flows.study_folder import StudyFolder
from tasks.errors import Problem, StudyInvalid
from tasks.step_cache import digest, kernel_digest
from tasks.study_config import StudyConfig

if TYPE_CHECKING:
    from tasks.lexicon.study_dictionary import StudyDictionary

_PARSER = "tasks.lexicon.study_dictionary"

Files: TypeAlias = tuple[tuple[str, bytes], ...]
"""Name as the user knows it and content of each file, in the order of the study's settings."""


@dataclass(frozen=True, slots=True)
class DictionaryRead:
    """The study's dictionary: what it says as a hash, how much it holds, and the files to parse it from."""

    digest: str = ""
    """Of what it says (``StudyDictionary.digest``); empty where the study has none."""
    entries: int = 0
    expressions: int = 0
    files: Files = ()

    def text(self) -> str:
        """The whole, for ``tasks.lexicon.study_dictionary.load_dictionary``; empty where the study has none."""
        return parse_files(self.files).text if self.files else ""


def read_study_dictionary(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> DictionaryRead:
    """The study's dictionary, all its files together; parsed where the store does not know it yet."""
    amiss: list[Problem] = []
    files = read_files(folder.root, config.lexicon.dictionary, amiss)
    problems += amiss
    if not files:
        return DictionaryRead()
    known = None if amiss else _known(folder, files)
    if known is not None:
        return known
    try:
        dictionary = parse_files(files)
    except StudyInvalid as error:
        problems += error.problems
        return DictionaryRead()
    return DictionaryRead(dictionary.digest, dictionary.n_entries, dictionary.n_expressions, files)


def read_files(root: Path, names: Sequence[str], problems: list[Problem]) -> Files:
    """The files that can be read; of the others a problem each."""
    files: list[tuple[str, bytes]] = []
    seen: set[Path] = set()
    for name in names:
        try:
            path = (root / name).resolve()
            if path in seen:
                what, remedy = "is named twice in [lexicon] dictionary", "name it once: of several files the last holds"
                problems.append(Problem(name, what, remedy))
                continue
            seen.add(path)
            files.append((name, path.read_bytes()))
        except IsADirectoryError:
            problems.append(Problem(name, "is a folder", "name the files of the dictionary one by one"))
        except (OSError, ValueError) as error:  # a name may hold what no name of a file can
            what = f"cannot be read: {getattr(error, 'strerror', None) or error}"
            remedy = "put the file there, or take it out of [lexicon] dictionary in study.toml"
            problems.append(Problem(name, what, remedy))
    return tuple(files)


@lru_cache(maxsize=1)
def parse_files(files: Files) -> StudyDictionary:
    """The dictionary in the files, parsed once a process; raises StudyInvalid with all that is amiss in them.

    The parser cuts words as spaCy does, which takes a second to load: studies without a dictionary do not pay for it.
    """
    dictionary: StudyDictionary = import_module(_PARSER).parse_dictionary(files)
    return dictionary


def remember(folder: StudyFolder, read: DictionaryRead) -> None:
    """Keep in the store what planning asks of the dictionary: hashes and numbers, no word of it."""
    if not read.files or _known(folder, read.files) == read:
        return
    kept = {"key": _key(read.files), "digest": read.digest, "entries": read.entries, "expressions": read.expressions}
    folder.store.mkdir(parents=True, exist_ok=True)
    aside = folder.dictionary.with_suffix(".tmp")
    aside.write_text(json.dumps(kept), encoding="utf-8")
    aside.replace(folder.dictionary)


def _known(folder: StudyFolder, files: Files) -> DictionaryRead | None:
    """What a run kept of these very files; ``None`` where there is no such thing, or it cannot be understood."""
    try:
        kept = json.loads(folder.dictionary.read_text(encoding="utf-8"))
        if kept["key"] != _key(files):
            return None
        return DictionaryRead(str(kept["digest"]), int(kept["entries"]), int(kept["expressions"]), files)
    except (OSError, ValueError, TypeError, KeyError):  # it is made anew from the files
        return None


def _key(files: Files) -> str:
    """What the parsed dictionary hangs on: the files' bytes in their order, and the code that reads them."""
    return digest("\n".join([kernel_digest((_PARSER,)), *(digest(data) for _, data in files)]))
