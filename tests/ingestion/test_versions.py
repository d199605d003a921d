"""Versions of a transcript: the same content is the same version, a corrected one the next."""

from __future__ import annotations

import pytest

from tasks.ingestion.versions import (
    Version,
    count_changes,
    note_version,
    outline_of,
    version_finding,
    version_from_row,
    version_row,
)
from tasks.records import Finding, Turn


@pytest.mark.parametrize(
    ("before", "now", "counts"),
    [
        ("", "", (0, 0, 0)),
        ("abc", "abc", (0, 0, 0)),
        ("", "ab", (0, 2, 0)),
        ("ab", "", (0, 0, 2)),
        ("abc", "axc", (1, 0, 0)),
        ("abc", "axyc", (1, 1, 0)),
        ("abcd", "axd", (1, 0, 1)),
        ("abc", "zabc", (0, 1, 0)),
    ],
)
def test_versions_count_turns_that_differ(before: str, now: str, counts: tuple[int, int, int]) -> None:
    assert count_changes(tuple(before), tuple(now)) == counts


def test_versions_follow_the_files() -> None:
    first = note_version((), "h1", ("a", "b"))
    assert first == (Version(1, "h1", is_current=True, outline=("a", "b")),)
    assert version_finding("A1-1", first[0]) is None
    second = note_version(first, "h2", ("a", "x", "y"))
    assert [(version.version, version.is_current) for version in second] == [(1, False), (2, True)]
    told = {"version": 2, "replaced": 1, "changed": 1, "added": 1, "removed": 0}
    assert version_finding("A1-1", second[1]) == Finding("new_version", "A1-1", dict(told))
    assert note_version(second, "h2", ("a", "x", "y")) == second, "done again, it tells the same"


def test_versions_an_older_file_is_current_again() -> None:
    versions = note_version(note_version((), "h1", ("a",)), "h2", ("b",))
    back = note_version(versions, "h1", ("a",))
    assert [(version.version, version.is_current, version.replaced) for version in back] == [
        (1, True, 2),
        (2, False, 1),
    ]
    third = note_version(back, "h3", ("c",))
    assert [(version.version, version.is_current) for version in third] == [(1, False), (2, False), (3, True)]


def test_versions_outline_tells_speakers_and_words() -> None:
    turn = Turn(1, "E", "Oui.", 1, speaker="interviewer")
    assert outline_of([turn]) == outline_of([Turn(4, "Enq", "Oui.", 9, speaker="interviewer")])
    assert outline_of([turn]) != outline_of([Turn(1, "E", "Oui.", 1, speaker="interviewee")])
    assert outline_of([turn]) != outline_of([Turn(1, "E", "Non.", 1, speaker="interviewer")])


def test_versions_rows_keep_all() -> None:
    version = Version(2, "h2", is_current=True, replaced=1, n_changed=3, n_added=2, n_removed=1, outline=("a", "b"))
    row = version_row("A1-1", "A1", version)
    assert (row["interview_id"], row["participant_id"]) == ("A1-1", "A1")
    assert version_from_row(row) == version
