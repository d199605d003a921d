"""Tables of speakers in the shapes that people type, and tables that are none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.formats.cell_times import cell_span, split_label
from tasks.ingestion.formats.speaker_tables import Cell, Row, TableContent, table_content
from tasks.records import Line


def cell(text: str, *, continues: bool = False, span: int = 1) -> Cell:
    lines = tuple(Line(text=part, number=1) for part in text.split("\n") if part)
    return Cell(lines, continues=continues, span=span)


def content(*rows: Sequence[str | Cell]) -> TableContent:
    return table_content([Row(tuple(cell(part) if isinstance(part, str) else part for part in row)) for row in rows])


def said(*rows: Sequence[str | Cell]) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in content(*rows).lines]


def beside(*rows: Sequence[str | Cell]) -> list[tuple[str, str]]:
    return [(aside.kind, aside.text) for aside in content(*rows).asides]


TALK = [("EN", "Bonjour, comment ça va ?"), ("AL", "Ça va, merci beaucoup."), ("EN", "Bien, on commence.")]


def test_speaker_tables_two_columns_in_either_order() -> None:
    assert said(*TALK) == TALK
    assert said(*[(text, speaker) for speaker, text in TALK]) == TALK


def test_speaker_tables_a_remarks_column_is_beside_the_talk() -> None:
    rows = [(*TALK[0], ""), (*TALK[1], "elle hésite"), (*TALK[2], "bruit")]
    assert said(*rows) == TALK
    assert beside(*rows) == [("annotation", "elle hésite"), ("annotation", "bruit")]


def test_speaker_tables_a_heading_says_which_column_is_the_talk() -> None:
    rows = [
        ("Locuteur", "Verbatim", "Remarques"),
        ("EN", "Oui ?", "elle regarde longuement par la fenêtre"),
        ("AL", "Non.", "puis elle se tait et attend"),
    ]
    assert said(*rows) == [("EN", "Oui ?"), ("AL", "Non.")]
    assert [kind for kind, _ in beside(*rows)] == ["heading", "heading", "heading", "annotation", "annotation"]


def test_speaker_tables_numbers_and_times_of_turns() -> None:
    rows = [(str(n), f"0:0{n}", f"0:0{n + 1}", *turn) for n, turn in enumerate(TALK, start=1)]
    lines = content(*rows).lines
    assert [(line.start_s, line.end_s, line.speaker) for line in lines] == [
        (1, 2, "EN"),
        (2, 3, "AL"),
        (3, 4, "EN"),
    ]
    assert beside(*rows) == [("line_number", "1"), ("line_number", "2"), ("line_number", "3")]


def test_speaker_tables_a_time_stands_beside_the_speaker() -> None:
    rows = [("EN [0:01]", TALK[0][1]), ("AL\n0:05", TALK[1][1]), ("EN :", TALK[2][1])]
    lines = content(*rows).lines
    assert [(line.speaker, line.start_s) for line in lines] == [("EN", 1), ("AL", 5), ("EN", None)]


def test_speaker_tables_a_time_after_the_text() -> None:
    lines = content(*[(*turn, f"{n}'05") for n, turn in enumerate(TALK, start=1)]).lines
    assert [line.start_s for line in lines] == [65, 125, 185]


def test_speaker_tables_a_theme_that_stays_is_no_speaker() -> None:
    rows = [("Parcours", *TALK[0]), ("Parcours", *TALK[1]), ("Suite", *TALK[2])]
    assert said(*rows) == TALK
    assert beside(*rows) == [("annotation", "Parcours"), ("annotation", "Parcours"), ("annotation", "Suite")]


def test_speaker_tables_blank_and_merged_speakers_go_on() -> None:
    rows: list[tuple[str | Cell, ...]] = [
        TALK[0],
        ("", "Encore."),
        TALK[1],
        (cell("", continues=True), "Et voilà."),
        TALK[2],
    ]
    assert [speaker for speaker, _ in said(*rows)] == ["EN", "EN", "AL", "AL", "EN"]


def test_speaker_tables_fields_and_banners_are_given_cell_by_cell() -> None:
    rows: list[tuple[str | Cell, ...]] = [
        ("Date", "12 mars"),
        ("Lieu", "au café"),
        *TALK[:2],
        (cell("Deuxième partie", span=2),),
        TALK[2],
    ]
    assert said(*rows) == [
        ("", "Date"),
        ("", "12 mars"),
        ("", "Lieu"),
        ("", "au café"),
        *TALK[:2],
        ("", "Deuxième partie"),
        TALK[2],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Date", "12 mars"), ("Lieu", "au café")],
        [("Enquêtrice", "Anne Dupont"), ("Enquêtée", "Rose Vidal")],
        [("une phrase de plus de cinq mots ici", "une autre phrase de plus de cinq mots")],
        [("seule colonne",), ("de texte",)],
        [tuple("abcdefgh")],
        [("1", "un"), ("2", "deux")],
    ],
)
def test_speaker_tables_other_tables_name_no_speaker(rows: list[tuple[str, ...]]) -> None:
    assert said(*rows) == [("", text) for row in rows for text in row]
    assert beside(*rows) == []


def test_speaker_tables_questions_and_answers_side_by_side() -> None:
    rows = [
        ("Temps", "Questions", "Réponses", "Remarques"),
        ("0:01", "Comment est-ce que ça a commencé ?", "Par un courrier que j'ai reçu.", ""),
        ("0:30", "", "Et puis voilà.", "rit"),
    ]
    assert said(*rows) == [
        ("Questions", "Comment est-ce que ça a commencé ?"),
        ("Réponses", "Par un courrier que j'ai reçu."),
        ("Réponses", "Et puis voilà."),
    ]
    assert [line.start_s for line in content(*rows).lines] == [1, 1, 30]
    assert beside(*rows)[-1] == ("annotation", "rit")


def test_speaker_tables_ragged_rows_and_empty_tables() -> None:
    assert content().lines == ()
    assert content(("", ""), ()).lines == ()
    assert said(*TALK, ("hors tableau",), ()) == [*TALK, ("", "hors tableau")]


def test_speaker_tables_a_speaker_of_a_table_within_stays() -> None:
    inner = Cell((Line(text="Oui.", number=1, speaker="MB"), Line(text="Non.", number=1)))
    assert said(TALK[0], ("AL", inner), TALK[2]) == [TALK[0], ("MB", "Oui."), ("AL", "Non."), TALK[2]]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "",
                    "EN",
                    "AL",
                    "Oui.",
                    "Locuteur",
                    "Texte",
                    "0:01",
                    "1",
                    "une phrase longue qui dit des choses",
                    "Date",
                ]
            ),
            max_size=5,
        ),
        max_size=6,
    )
)
def test_speaker_tables_lose_no_word(rows: list[list[str]]) -> None:
    given_back = content(*rows)
    words = sorted(
        part
        for text in (
            *(line.text for line in given_back.lines),
            *(aside.text for aside in given_back.asides),
        )
        for part in text.split()
    )
    cells = [text for row in rows for text in row]
    # a speaker and a time are no lines: nothing else may be missing
    missing = sorted(word for text in cells for word in text.split())
    for word in words:
        missing.remove(word)
    labels = {"EN", "AL", "Oui.", "0:01", "Date", "1", "Locuteur", "Texte"}
    assert set(missing) <= labels


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("0:01", 1, None),
        ("[00:00:10]", 10, None),
        ("00:12:34,500", 754.5, None),
        ("#00:12:34-5#", 754, None),
        ("12'34", 754, None),
        ("12’34''", 754, None),
        ("1h02", 3720, None),
        ("1 h 02 min 03 s", 3723, None),
        ("12mn30", 750, None),
        ("3 min", 180, None),
        ("45 s", 45, None),
        ("00.15.30", 930, None),
        ("00:12:34:05", 754, None),
        ("(0:05) - (0:09)", 5, 9),
        ("de 0:05 à 0:09", 5, 9),
        ("0:05\n0:09", 5, 9),
        ("22:175", None, None),
    ],
)
def test_cell_times_are_read(text: str, start: float | None, end: float | None) -> None:
    span = cell_span(text)
    assert span is not None
    assert (span.start_s, span.end_s) == (start, end)


@pytest.mark.parametrize("text", ["", "5", "12 mars", "EN", "2024", "12,5", "10-12", "h", "R1", "1 2 3", "0:01" * 40])
def test_cell_times_other_words_are_none(text: str) -> None:
    assert cell_span(text) is None


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789:.'’\"hms min-–[]()# ab", max_size=90))
def test_cell_times_any_text_is_judged(text: str) -> None:
    span = cell_span(text)
    assert span is None or span.start_s is None or span.start_s >= 0
    assert not split_label(text).label.endswith(":")


@pytest.mark.parametrize("turned", [False, True])
def test_speaker_tables_short_answers_that_come_back_are_no_speakers(turned: bool) -> None:
    talks = (
        [("E", "Bien"), ("P", "Oui"), ("E", "Bien"), ("P", "Oui"), ("E", "Bon"), ("P", "Non")],
        [("Enquêteur", "Bien"), ("Enquêteur", "Bon"), ("Paul", "Coiffeur"), ("Enquêteur", "Bon"), ("Paul", "Coiffeur")],
        [("Claire", "D'accord"), ("Claire", "Ok"), ("Paul", "Voilà"), ("Claire", "Ok"), ("Paul", "Oui")],
    )
    for talk in talks:
        assert said(*([(text, speaker) for speaker, text in talk] if turned else talk)) == talk
