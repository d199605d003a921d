"""Lines that look like the beginning of an interview."""

from __future__ import annotations

from tasks.ingestion.beginnings import Beginning, find_beginnings
from tasks.ingestion.participants import ParticipantRow
from tasks.records import Line

ROWS = [ParticipantRow(name, ("deux",), "r", lines=(n,)) for n, name in enumerate(("A17", "B-2"), start=2)]


def lines(*texts: str) -> list[Line]:
    return [Line(text, number) for number, text in enumerate(texts, start=1)]


def test_beginnings_are_lines_that_say_so_or_hold_a_code() -> None:
    read = lines("Entretien n° 17", "E : Et A170 ?", "R : Oui.", "", "Deuxième : b_2, le 3 mai", "E : Bonjour.")
    assert find_beginnings(read, ROWS) == (Beginning(1, "Entretien n° 17"), Beginning(5, "Deuxième : b_2, le 3 mai"))


def test_beginnings_failing_these_headings() -> None:
    read = lines("LE PREMIER", "E : Et alors ?", "R : Rien.", "LE SECOND ENTRETIEN", "E : Bonjour ?", "R : Oui.")
    assert [found.line for found in find_beginnings(read, ROWS)] == [4]


def test_beginnings_talk_is_none() -> None:
    assert find_beginnings([], ROWS) == ()
    long = "R : dans cet entretien 17 on en a dit beaucoup, et puis A17 " + "encore " * 10
    assert find_beginnings(lines("E : Et l’entretien 18 ?", long), []) == ()


def test_beginnings_are_cut_short_and_few() -> None:
    found = find_beginnings(lines(*[f"Entretien {number} {'mot ' * 15}" for number in range(40)]), ROWS)
    assert len(found) == 12
    assert all(len(beginning.text) <= 50 and beginning.text.endswith("…") for beginning in found)
