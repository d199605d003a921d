"""Every code has its words in both languages; the README says what the program does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from flows.command_line import build_parser
from tasks.messages import Chapter, load_chapter

ROOT = Path(__file__).resolve().parents[2]
SEVERITIES = {"stop", "set_aside", "warn", "note"}
CHAPTERS: tuple[Chapter, ...] = ("findings", "expectations", "pages", "exports", "sheets", "words")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_messages_stand_in_both_languages_with_the_same_parameters(chapter: Chapter) -> None:
    for code, entry in load_chapter(chapter).items():
        assert entry["fr"], code
        assert entry["en"], code
        french, english = (set(re.findall(r"\{(\w+)\}", entry[language])) for language in ("fr", "en"))
        assert french == english, code


def test_messages_of_findings_have_a_severity() -> None:
    assert {entry["severity"] for entry in load_chapter("findings").values()} <= SEVERITIES


def test_messages_know_every_code_that_is_found() -> None:
    known = load_chapter("findings")
    for path in sorted((ROOT / "tasks").rglob("*.py")) + sorted((ROOT / "flows").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Finding", "TranscriptUnreadable"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    assert first.value in known, f"{path.name}: {first.value!r}"


def test_docs_name_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    actions = [action for action in build_parser()._actions if action.choices is not None]
    commands = [name for action in actions for name in action.choices or ()]
    assert commands
    for name in commands:
        assert f"`miroir {name} " in readme, name


def test_docs_changelog_tells_the_version() -> None:
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert f"## [{version[1]}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
