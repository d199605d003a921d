from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.plain_text import read
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers.plain_text import write

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman")
LINE_ENDS = ("\n", "\r\n", "\r")
COLONS = (" : ", "\u00a0: ", " :\u00a0", ": ")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_plain_text_lines_are_numbered_as_in_the_file(line_end: str) -> None:
    document = read(line_end.join(["Un", "", "  deux ", " ", "trois"]).encode())
    assert [(line.number, line.text) for line in document.lines] == [(1, "Un"), (3, "deux"), (5, "trois")]
    assert (document.format, document.encoding) == ("txt", "utf-8")


def test_plain_text_one_line() -> None:
    assert [line.text for line in read(b"seul").lines] == ["seul"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_plain_text_gives_the_turns(encoding: str, line_end: str) -> None:
    assert turns_of(read(write(EXAMPLE, encoding=encoding, line_end=line_end, between=1))) == list(EXAMPLE)


@settings(max_examples=200, deadline=None)
@given(
    conversations(speakers=("Enquêtrice", "Anne")),
    st.sampled_from(ENCODINGS),
    st.sampled_from(LINE_ENDS),
    st.integers(0, 2),
    st.sampled_from(COLONS),
)
def test_plain_text_round_trip(
    conversation: tuple[Said, ...], encoding: str, line_end: str, between: int, colon: str
) -> None:
    data = write(conversation, encoding=encoding, line_end=line_end, between=between, colon=colon)
    assert turns_of(read(data)) == list(conversation)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(ENCODINGS), st.floats(0, 1))
def test_plain_text_cut_anywhere_is_read_or_refused(encoding: str, place: float) -> None:
    data = write(EXAMPLE, encoding=encoding)
    with contextlib.suppress(TranscriptUnreadable):
        assert read(data[: int(place * len(data))]).lines


def test_plain_text_of_blank_lines_is_refused() -> None:
    for data in (b"", b"\n\n", b" \t\r\n\x0c"):
        with pytest.raises(TranscriptUnreadable, match="empty_file"):
            read(data)


def test_plain_text_one_line_of_sixteen_megabytes_is_one_line() -> None:
    line = "Anne : " + "oui " * (4 * 1024 * 1024 - 3) + "non"
    lines = read(line.encode()).lines
    assert [(len(found.text), found.number) for found in lines] == [(len(line), 1)]


def _pages(*heads: str) -> bytes:
    talk = ["E : Ça va ?", "R : Bien.", "Oui, bien."]
    return "\n".join(line for head in heads for line in (*talk, *head.split("|"))).encode()


@pytest.mark.parametrize(
    "heads",
    [
        ("Entretien Bernard – 4 juin 2025|1", "Entretien Bernard – 4 juin 2025|2", "Entretien Bernard – 4 juin 2025|3"),
        ("Page 1|Entretien Bernard", "Page 2|Entretien Bernard", "Page 3|Entretien Bernard"),
        ("Thèse 2025, version 1|- 7 -", "Thèse 2025, version 1|- 8 -", "Thèse 2025, version 1|- 9 -"),
        ("Entretien Bernard|1/3", "Entretien Bernard|2/3", "Entretien Bernard|3/3"),
    ],
)
def test_plain_text_headers_and_numbers_of_pages_are_no_talk(heads: tuple[str, ...]) -> None:
    document = read(_pages(*heads))
    assert [line.text for line in document.lines] == ["E : Ça va ?", "R : Bien.", "Oui, bien."] * 3
    assert [aside.text for aside in document.asides] == "|".join(heads).split("|")
    assert {aside.kind for aside in document.asides} == {"header", "page_number"}


@pytest.mark.parametrize(
    "heads",
    [
        ("Entretien Bernard|1", "Entretien Bernard|2", "Oui."),  # twice
        ("Entretien Bernard|1", "Entretien Bernard|3", "Entretien Bernard|9"),  # no pages
        ("Oui.|1", "Oui.|2", "Oui.|3"),  # a word alone
        ("Je ne sais pas.", "Je ne sais pas.", "Je ne sais pas."),  # no number beside
        ("R : Bien sûr.|1", "R : Bien sûr.|2", "R : Bien sûr.|3"),  # a label
        ("Et après ?|1", "Et après ?|2", "Et après ?|3"),  # a question
        ("Bien sûr que oui.|1", "Bien sûr que oui.|2", "Bien sûr que oui.|3"),  # a sentence
    ],
)
def test_plain_text_what_is_said_again_is_talk(heads: tuple[str, ...]) -> None:
    document = read(_pages(*heads))
    assert "\n".join(line.text for line in document.lines).encode() == _pages(*heads)
    assert document.asides == ()


def test_plain_text_of_page_heads_alone_keeps_them() -> None:
    assert len(read(b"Entretien Bernard\n1\nEntretien Bernard\n2\nEntretien Bernard\n3").lines) == 6
