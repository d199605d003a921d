from __future__ import annotations

import pytest

from tasks.ingestion.timestamps import TimeSpan, is_time_alone, parse_clock, parse_span, take_out_times


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


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("12'34", 754),
        ("12'34\"", 754),
        ("12’34’’", 754),
        ("12′34″", 754),
        ("1h02", 3720),
        ("1h02m03s", 3723),
        ("1 h 02 min 03", 3723),
        ("00h12m34s", 754),
        ("12 min 34", 754),
        ("01.02.03", 3723),
        ("00:00:05:12", 5),
        ("12", None),
        ("34s5", None),
        ("1h75", None),
    ],
)
def test_timestamps_parse_clocks_of_other_forms(written: str, seconds: float | None) -> None:
    assert parse_clock(written) == seconds


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("#00:12:34-5#", TimeSpan(754.5)),
        ("[12.34]", TimeSpan(754)),
        ("[1h02m03s]", TimeSpan(3723)),
        ("{0:01 → 0:11}", TimeSpan(1, 11)),
        ("[TC 00:12:34]", TimeSpan(754)),
    ],
)
def test_timestamps_parse_spans_of_other_forms(written: str, span: TimeSpan) -> None:
    assert parse_span(written) == span
    assert is_time_alone(written)


@pytest.mark.parametrize("line", ["14h30", "1h02", "[3]", "(3:)", "midi trente", "12 minutes", "[rires 0:12]"])
def test_timestamps_lines_that_may_be_said(line: str) -> None:
    assert not is_time_alone(line)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Oui [00:12] d'accord", "Oui d'accord"),
        ("Oui [00:12].", "Oui."),
        ("Oui [00:12]\u00a0?", "Oui\u00a0?"),
        ("mot[00:12]mot", "mot mot"),
        ("[00:12] Oui", "Oui"),
        ("a [00:12] [00:13] b", "a b"),
        ("Oui. 00:12:34", "Oui."),
        ("Oui #00:00:12-5#", "Oui"),
        ("(12:34)", ""),
        ("Un ratio (3:1)", "Un ratio (3:1)"),
        ("à 12:30 (14h30)", "à 12:30 (14h30)"),
        ("vers 00:12:34", "vers 00:12:34"),
        ("[rires] (5 s)", "[rires] (5 s)"),
        ("", ""),
    ],
)
def test_timestamps_are_taken_out_of_what_is_said(written: str, said: str) -> None:
    assert take_out_times(written)[0] == said


def test_timestamps_taken_out_keep_their_places() -> None:
    written = "Oui [00:12] bon (0:13) #00:00:14-5#"
    assert [(place, span.start_s) for place, span in take_out_times(written)[1]] == [(4, 12), (16, 13), (23, 14.5)]
