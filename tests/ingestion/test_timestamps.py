from __future__ import annotations

import pytest

from tasks.ingestion.timestamps import TimeSpan, is_time_alone, parse_clock, parse_span


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0:00", 0),
        ("0:11", 11),
        ("90:05", 5405),
        ("1:02:03", 3723),
        ("00:00:05.250", 5.25),
        ("00:00:05,5", 5.5),
        ("22:175", None),
        ("1:61:00", None),
        ("", None),
        ("midi", None),
    ],
)
def test_timestamps_parse_clock(written: str, seconds: float | None) -> None:
    assert parse_clock(written) == seconds


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("0:01 - 0:11", TimeSpan(1, 11)),
        ("0:47- 0:49", TimeSpan(47, 49)),
        ("1:02  – 1:09", TimeSpan(62, 69)),
        ("00:00:01.000 --> 00:00:02.000", TimeSpan(1, 2)),
        ("22:175 - 22:17", TimeSpan(None, 1337)),
        ("0:05", TimeSpan(5, None)),
        ("", TimeSpan()),
    ],
)
def test_timestamps_parse_span(written: str, span: TimeSpan) -> None:
    assert parse_span(written) == span


@pytest.mark.parametrize("line", ["[00:01:00]", "(0:12)", "#00:00:12-5#", "1:02:03", " [0:01 - 0:11] "])
def test_timestamps_lines_of_nothing_else(line: str) -> None:
    assert is_time_alone(line)


@pytest.mark.parametrize("line", ["", "à 12:30", "12", "[rires]", "0:01 oui"])
def test_timestamps_lines_with_words(line: str) -> None:
    assert not is_time_alone(line)
