"""The files that ``[lexicon] dictionary`` names: which are read, and what is told of the others."""

from __future__ import annotations

from pathlib import Path

from flows.dictionary_files import read_files
from tasks.errors import Problem


def test_dictionary_files_are_read_in_their_order(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(name)
    problems: list[Problem] = []
    assert read_files(tmp_path, ["b.csv", "a.csv"], problems) == (("b.csv", b"b.csv"), ("a.csv", b"a.csv"))
    assert problems == []


def test_dictionary_files_that_are_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "incoming").mkdir()
    (tmp_path / "a.csv").write_text("forme\nmeuf\n")
    problems: list[Problem] = []
    read = read_files(tmp_path, ["a.csv", "incoming", "./a.csv", "b.csv", "a\0b"], problems)
    assert [name for name, _ in read] == ["a.csv"]
    assert [str(problem).partition(" (")[0] for problem in problems] == [
        "incoming: is a folder",
        "./a.csv: is named twice in [lexicon] dictionary",
        "b.csv: cannot be read: No such file or directory",
        "a\0b: cannot be read: embedded null byte",
    ]
