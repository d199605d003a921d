"""Messages are put together from codes when they are read; ``architecture`` looks whether all codes have words."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tasks.messages import Chapter, Language, load_chapter, say, severity_of


def test_messages_put_details_in() -> None:
    told = say("findings", "damaged_cues", "en", {"subject": "A1-1", "line": 12})
    assert "A1-1" in told
    assert "line 12" in told
    assert say("findings", "damaged_cues", "fr", {"subject": "A1-1", "line": 12}) != told


def test_messages_missing_detail_shows_its_name() -> None:
    assert "<line>" in say("findings", "damaged_cues", "en", {"subject": "A1-1"})
    assert "<subject>" in say("findings", "damaged_cues", "fr")


def test_messages_unknown_code_is_shown_bare() -> None:
    assert say("findings", "no_such_code", "fr", {"subject": "A1"}) == "no_such_code"
    assert severity_of("no_such_code") == "warn"


def test_messages_details_are_not_read_as_parameters() -> None:
    told = say("findings", "empty_file", "fr", {"subject": "{line} {0} %s"})
    assert told.startswith("{line} {0} %s")


def test_messages_severity_is_that_of_the_catalogue() -> None:
    assert severity_of("empty_file") == "set_aside"
    assert {severity_of(code) for code in load_chapter("findings")} <= {"stop", "set_aside", "warn", "note"}


@pytest.mark.parametrize("chapter", get_args(Chapter))
def test_messages_every_entry_can_be_said_without_details(chapter: Chapter) -> None:
    languages: tuple[Language, ...] = get_args(Language)
    for code, entry in load_chapter(chapter).items():
        for language in languages:
            named = set(re.findall(r"\{(\w*)", entry[language]))
            told = say(chapter, code, language)
            assert all(f"<{name}>" in told for name in named), code
