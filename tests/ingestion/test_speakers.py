from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.formats import plain_text, subrip, web_vtt
from tasks.ingestion.recognise import read_document
from tasks.ingestion.speakers import BOLD, PLAIN, SpeakerTurns, split_turns
from tasks.records import Document, Line

CASES = Path(__file__).with_name("marker_cases.txt")
VISIBLE = str.maketrans({"␣": "\u00a0", "~": "\u202f", "↹": "\t", "♯": "#"})


def text_document(*lines: str) -> Document:
    return Document("txt", "utf-8", tuple(Line(line, number) for number, line in enumerate(lines, start=1)))


def marker_cases() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for block in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, *lines = [line for line in block.split("\n") if line and not line.startswith("#")]
        transcript = "\n".join(line for line in lines if not line.startswith("-> ")).translate(VISIBLE)
        read = [line[3:].translate(VISIBLE).partition(" |") for line in lines if line.startswith("-> ")]
        yield name, transcript, [(label, words.strip()) for label, _, words in read]


def assert_every_word_is_in_one_place(document: Document, cut: SpeakerTurns) -> None:
    """Spans cover the reading text; a turn holds its span's words in order, but for its marker and times."""
    text = "\n".join(line.text for line in document.lines)
    assert [span.start_at for span in cut.spans] == [0, *(span.end_at for span in cut.spans)][: len(cut.spans)]
    assert (cut.spans[-1].end_at if cut.spans else 0) == len(text)
    turns = [span for span in cut.spans if span.kind == "turn"]
    assert [span.turn for span in turns] == [turn.position for turn in cut.turns]
    for turn, span in zip(cut.turns, turns, strict=True):
        assert (turn.start_at, turn.end_at) == (span.start_at, span.end_at)
        written, said = text[span.start_at : span.end_at].split(), turn.text.split()
        left = iter(written)
        assert all(any(word in other for other in left) for word in said), (written, said)


@pytest.mark.parametrize(("transcript", "expected"), [pytest.param(t, e, id=n) for n, t, e in marker_cases()])
def test_speakers_reads_the_marker_table(transcript: str, expected: list[tuple[str, str]]) -> None:
    document = plain_text.read(transcript.encode())
    cut = split_turns(document)
    preamble = " / ".join(line.text for line in cut.preamble_lines if not line.text.startswith("[00:"))
    read = [("avant", preamble)] if expected[0][0] == "avant" else []
    turns = {turn.position: (turn.label, turn.text.replace("\n", " / ")) for turn in cut.turns}
    headings = iter(cut.heading_lines)
    read += [
        turns[span.turn] if span.kind == "turn" else ("titre", next(headings).text)
        for span in cut.spans
        if span.kind != "preamble"
    ]
    assert read == expected
    assert_every_word_is_in_one_place(document, cut)


def test_speakers_an_empty_document_has_no_turn() -> None:
    cut = split_turns(text_document())
    assert (cut.turns, cut.preamble_lines, cut.labels) == ((), (), ())


def test_speakers_without_markers_leave_all_in_the_preamble() -> None:
    cut = split_turns(text_document("Un récit sans personne.", "Il continue."))
    assert cut.turns == ()
    assert cut.preamble_words == 6


def test_speakers_parse_times_to_seconds() -> None:
    cut = split_turns(
        text_document(
            "[Chercheur] (0:01 - 0:11)", "Oui ?", "[Rose] (1:02:03 - 1:02:05)", "Oui.", "[Chercheur] (22:175 - 22:17)"
        )
    )
    assert [(turn.start_s, turn.end_s) for turn in cut.turns] == [(1, 11), (3723, 3725), (None, 1337)]
    assert cut.turns[2].text == ""


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("[00:00:04] Rose : Oui", 4),
        ("00:01:04 Rose : Oui", 64),
        ("(0:30) Rose : Oui", 30),
        ("Rose (0:31) : Oui", 31),
        ("#00:00:32-5# Rose : Oui", 32.5),
    ],
)
def test_speakers_read_times_around_the_label(line: str, seconds: float) -> None:
    cut = split_turns(text_document(line, "Enquêteur : Bien ?"), interviewee=["rose"])
    assert (cut.turns[0].label, cut.turns[0].text, cut.turns[0].start_s) == ("Rose", "Oui", seconds)


def test_speakers_take_a_time_on_its_own_line_for_the_next_turn() -> None:
    cut = split_turns(text_document("Enquêteur : Oui ?", "[00:02:00]", "Enquêtée : Oui."))
    assert [turn.start_s for turn in cut.turns] == [None, 120]


def test_speakers_bold_lines_ask() -> None:
    lines = (
        Line("Entretien 3", 1, bold=True),
        Line("Quels outils ?", 2, bold=True),
        Line("La visio.", 3),
        Line("Surtout.", 4),
        Line("Et avant ?", 5, bold=True),
        Line("Rien.", 6),
    )
    cut = split_turns(Document("docx", "", lines))
    assert [(turn.label, turn.text) for turn in cut.turns] == [
        (BOLD, "Quels outils ?"),
        (PLAIN, "La visio.\nSurtout."),
        (BOLD, "Et avant ?"),
        (PLAIN, "Rien."),
    ]
    assert [line.text for line in cut.preamble_lines] == ["Entretien 3"]


def test_speakers_known_labels_are_taken_in_any_case_and_once() -> None:
    cut = split_turns(
        text_document("mb : bonjour", "Le Vieux Loup : salut"), interviewer=["MB"], interviewee=["le vieux loup"]
    )
    assert [turn.label for turn in cut.turns] == ["mb", "Le Vieux Loup"]


def test_speakers_following_cues_of_one_speaker_are_one_turn() -> None:
    lines = (
        Line("Bonjour", 1, speaker="Claire", start_s=0.0, end_s=1.0),
        Line("à tous.", 2, speaker="Claire", start_s=1.0, end_s=2.5),
        Line("Bonjour.", 3, speaker="Samir", start_s=3.0, end_s=4.0),
        Line("Ça va ?", 4, start_s=4.0, end_s=5.0),
    )
    cut = split_turns(Document("vtt", "utf-8", lines, cues=True))
    assert [(turn.label, turn.text, turn.start_s, turn.end_s) for turn in cut.turns] == [
        ("Claire", "Bonjour à tous.", 0.0, 2.5),
        ("Samir", "Bonjour. Ça va ?", 3.0, 5.0),
    ]


def test_speakers_marked_turns_of_one_speaker_stay_as_marked() -> None:
    cut = split_turns(text_document("Rose : Un.", "Rose : Deux.", "Enquêteur : Trois ?"))
    assert [turn.text for turn in cut.turns] == ["Un.", "Deux.", "Trois ?"]


def test_speakers_label_table_shows_what_was_taken_and_left() -> None:
    cut = split_turns(text_document("Enquêteur : Où ?", "Rose : Là.", "Marseille : la mer.", "Rose : Voilà, oui ?"))
    table = {
        label.label: (label.turns, label.words, label.questions, label.taken, label.reason) for label in cut.labels
    }
    assert table == {
        "Enquêteur": (1, 1, 1, True, "role_word"),
        "Rose": (2, 6, 1, True, "recurs"),
        "Marseille": (0, 0, 0, False, "seen_once"),
    }


def test_speakers_a_long_line_takes_no_long_time() -> None:
    document = text_document("Rose : " + "a " * 2_000_000, "[" * 200_000, "(" * 200_000, "0:" * 200_000, "A" * 500_000)
    assert split_turns(document, interviewee=["Rose"]).turns[0].label == "Rose"


def test_speakers_bold_headings_between_turns_are_said_by_nobody() -> None:
    lines = (
        Line("Enquêtrice : Lesquels ?", 1),
        Line("Anne : La visio.", 2),
        Line("La relation", 3, bold=True),
        Line("Enquêtrice : Et la distance ?", 4, bold=True),
        Line("Et le reste", 5, bold=True),
        Line("Anne : Ça va.", 6),
        Line("Important", 7, bold=True),
        Line("Voilà.", 8),
    )
    cut = split_turns(Document("docx", "", lines))
    assert [turn.text for turn in cut.turns] == [
        "Lesquels ?",
        "La visio.",
        "Et la distance ?\nEt le reste",
        "Ça va.\nImportant\nVoilà.",
    ]
    assert [line.number for line in cut.heading_lines] == [3]
    assert_every_word_is_in_one_place(Document("docx", "", lines), cut)


def test_speakers_bold_questions_leave_numbered_headings_out() -> None:
    lines = (
        Line("Quels outils ?", 1, bold=True),
        Line("La visio.", 2),
        Line("Thème 2 : la relation", 3, bold=True),
        Line("Et la distance ?", 4, bold=True),
        Line("Ça va.", 5),
    )
    cut = split_turns(Document("docx", "", lines))
    assert [(turn.label, turn.text) for turn in cut.turns] == [
        (BOLD, "Quels outils ?"),
        (PLAIN, "La visio."),
        (BOLD, "Et la distance ?"),
        (PLAIN, "Ça va."),
    ]
    assert [line.number for line in cut.heading_lines] == [3]


def test_speakers_a_format_without_interviewer_is_the_interviewees_line_by_line() -> None:
    document = Document("iramuteq", "utf-8", (Line("Note : un.", 3), Line("Deux.", 4)), answers_only=True, name="a01")
    cut = split_turns(document)
    assert [(turn.label, turn.text, turn.line) for turn in cut.turns] == [("a01", "Note : un.", 3), ("a01", "Deux.", 4)]
    assert [(label.label, label.turns, label.reason) for label in cut.labels] == [("a01", 2, "answers")]
    assert split_turns(replace(document, name="")).turns[0].label == "–"
    assert_every_word_is_in_one_place(document, cut)


def test_speakers_a_format_without_interviewer_is_cut_where_its_themes_open() -> None:
    lines = (
        Line("Un.", 2, question="outils"),
        Line("Deux.", 3),
        Line("Trois.", 5, question="relation"),
        Line("Quatre.", 6),
    )
    cut = split_turns(Document("iramuteq", "utf-8", lines, answers_only=True, name="a01"))
    assert [(turn.text, turn.question) for turn in cut.turns] == [
        ("Un.\nDeux.", "outils"),
        ("Trois.\nQuatre.", "relation"),
    ]


def test_speakers_typed_labels_are_looked_for_in_a_format_without_interviewer() -> None:
    lines = tuple(Line(text, place) for place, text in enumerate(("E : Et ?", "A : Si.", "E : Ah ?", "A : Oui."), 1))
    cut = split_turns(Document("iramuteq", "utf-8", lines, answers_only=True, name="a01"))
    assert [turn.label for turn in cut.turns] == ["E", "A", "E", "A"]
    alone = split_turns(Document("iramuteq", "utf-8", lines[1::2], answers_only=True, name="a01"))
    assert [(turn.label, turn.text) for turn in alone.turns] == [("A", "Si."), ("A", "Oui.")]


def test_speakers_places_named_in_turn_are_no_conversation_in_a_format_without_interviewer() -> None:
    text = "Voilà. Paris : loin. Lyon : près. Paris : loin. Lyon : près."
    cut = split_turns(Document("iramuteq", "utf-8", (Line(text, 2),), answers_only=True, name="a01"))
    assert [(turn.label, turn.text) for turn in cut.turns] == [("a01", text)]


def test_speakers_cues_that_ask_numbered_questions_are_their_speakers() -> None:
    said = (
        "Claire : Question 1 : quels outils ?",
        "Question 2 : et la distance ?",
        "Anne : Oui.",
        "Claire : Bien.",
        "Anne : Si.",
    )
    cut = split_turns(replace(text_document(*said), cues=True))
    assert [(turn.label, turn.text) for turn in cut.turns] == [
        ("Claire", "Question 1 : quels outils ? Question 2 : et la distance ?"),
        ("Anne", "Oui."),
        ("Claire", "Bien."),
        ("Anne", "Si."),
    ]


def test_speakers_what_the_format_asks_opens_with_its_turn() -> None:
    lines = (Line("Et ?", 1, speaker="E", question="2"), Line("Si.", 2, speaker="A"), Line("Ah ?", 3, speaker="E"))
    cut = split_turns(Document("tei", "utf-8", lines, roles={"E": "interviewer"}))
    assert [turn.question for turn in cut.turns] == ["2", "", ""]
    assert cut.roles == {"E": "interviewer"}


def test_speakers_tags_tell_who_asks() -> None:
    cut = split_turns(text_document("[> Claire ?] Et ?", "[>Anne] Si.", "[> Claire ?] Ah ?"))
    assert cut.roles == {"Claire": "interviewer"}
    assert split_turns(text_document("Claire : Et ?")).roles is None


def test_speakers_third_persons_are_known() -> None:
    cut = split_turns(
        text_document("E1 : Et ?", "rose : Si.", "le chat : Miaou.", "E1 : Ah ?", "rose : Oui."), other=["Le Chat"]
    )
    assert [turn.label for turn in cut.turns] == ["E1", "le chat", "E1"]
    cut = split_turns(
        text_document("E1 : Et ?", "rose : Si.", "le chat : Miaou."), interviewee=["Rose"], other=["Le Chat"]
    )
    assert [turn.label for turn in cut.turns] == ["rose", "le chat"]


def test_speakers_places_count_characters_of_the_reading_text() -> None:
    document = text_document(
        "Titre", "[0:01]", "E1 : Où ? MB : Là.", "encore", "Thème 2 : la suite", "E1 : Et ? MB : Si."
    )
    cut = split_turns(document)
    assert [(span.kind, span.turn, span.start_at, span.end_at) for span in cut.spans] == [
        ("preamble", 0, 0, 6),
        ("turn", 1, 6, 22),
        ("turn", 2, 22, 39),
        ("heading", 0, 39, 58),
        ("turn", 3, 58, 67),
        ("turn", 4, 67, 76),
    ]
    assert [(turn.text, turn.start_s) for turn in cut.turns] == [
        ("Où ?", 1),
        ("Là.\nencore", None),
        ("Et ?", None),
        ("Si.", None),
    ]
    assert_every_word_is_in_one_place(document, cut)


def test_speakers_times_within_turns_are_kept_beside_them() -> None:
    cut = split_turns(text_document("E1 : Et [0:05] alors ?", "MB : Si. ♯", "E1 : Ah ? #00:00:09-0#", "MB : Oui."))
    assert [(time.position, time.at, time.start_s) for time in cut.times] == [(1, 8, 5), (3, 44, 9)]
    assert [(turn.text, turn.end_s) for turn in cut.turns] == [
        ("Et alors ?", None),
        ("Si. ♯", None),
        ("Ah ?", 9),
        ("Oui.", None),
    ]


def test_speakers_ten_thousand_labels_are_read() -> None:
    names = [f"Zq{chr(97 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}" for i in range(10_000)]
    cut = split_turns(text_document(*(f"{name} : oui" for name in names * 2)))
    assert len(cut.turns) == 20_000


@pytest.mark.parametrize(
    "text",
    ["A : ", "Ab. Cd : e. ", "#1:", "[a] ", "« ", '" a "', "- ", "[0:01] ", "E1 : a ? MB : b. ", "\t", "Z ", "((("],
)
def test_speakers_one_huge_line_of_anything_is_read(text: str) -> None:
    document = text_document("E1 : Et ?", "MB : Si.", (text * 40_000).strip() or "x", "E1 : Ah ?", "MB : Oui.")
    assert_every_word_is_in_one_place(document, split_turns(document))


PIECES = st.sampled_from(
    [
        "Enquêtrice : ", "Anne : ", "MB : ", "E1 - ", "[Luc] ", "[Luc] (0:01 - 0:02) ", "Q1. ", "R1. ", "- ", "– ",
        "* ", "[0:05] ", "(12:34) ", "#00:00:07-5# ", "Thème 2 : ", "II. ", "« ", " » ", ". ", " ? ", "   ", "\t",
        "[> Léa ?] ", "Question 2 : ", "1 - ", "(rires) ", "… ", "**", "MB\t", "Anne 0:03", "ENQ ",
    ]
)  # fmt: skip
SOUP = st.lists(st.lists(st.one_of(PIECES, st.just("mot ")), min_size=1, max_size=8), min_size=1, max_size=14)


@settings(max_examples=200, deadline=None)
@given(SOUP, st.booleans(), st.booleans(), st.lists(st.booleans(), min_size=14, max_size=14))
def test_speakers_every_word_is_in_one_place(
    soup: list[list[str]], cues: bool, answers_only: bool, bold: list[bool]
) -> None:
    count = 0
    lines = []
    for number, pieces in enumerate(soup, start=1):
        text = ""
        for piece in pieces:
            count += piece == "mot "
            text += f"m{count}x " if piece == "mot " else piece
        if text.strip():
            lines.append(Line(text.strip(), number, bold=bold[number - 1]))
    document = Document("txt", "", tuple(lines), cues=cues, answers_only=answers_only)
    cut = split_turns(document)
    assert_every_word_is_in_one_place(document, cut)
    held = [turn.text for turn in cut.turns] + [line.text for line in (*cut.preamble_lines, *cut.heading_lines)]
    words = [word for text in held for word in re.findall(r"m\d+x", text)]
    assert sorted(words) == sorted(f"m{number}x" for number in range(1, count + 1))


WORDS = st.lists(
    st.text(alphabet="abcdeéèàç'", min_size=1, max_size=8).filter(lambda word: word.strip("'")), min_size=1, max_size=12
)
TALK = st.lists(WORDS.map(" ".join), min_size=2, max_size=12)
SPEAKERS = ("Enquêtrice", "Rose Verlot")


def conversation(talk: list[str]) -> list[tuple[str, str]]:
    return [(SPEAKERS[place % 2], text) for place, text in enumerate(talk)]


def read_back(data: bytes) -> list[tuple[str, str]]:
    cut = split_turns(read_document(data), interviewer=SPEAKERS[:1], interviewee=SPEAKERS[1:])
    assert cut.preamble_lines == ()
    return [(turn.label, turn.text) for turn in cut.turns]


def clock(place: int, *, sign: str) -> str:
    return f"00:{place // 60:02d}:{place % 60:02d}{sign}000"


@settings(max_examples=40, deadline=None)
@given(TALK, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_speakers_round_trip_by_plain_text(talk: list[str], encoding: str, line_end: str) -> None:
    written = conversation(talk)
    text = line_end.join(f"{label}\u00a0: {words}" for label, words in written)
    assert read_back(text.encode(encoding)) == written


@settings(max_examples=10, deadline=None)
@given(TALK)
def test_speakers_round_trip_by_word(word_bytes: Callable[..., bytes], talk: list[str]) -> None:
    written = conversation(talk)
    assert read_back(word_bytes([f"{label} : {words}" for label, words in written])) == written
    # longer than names are: a table of two columns of short cells does not tell which of them holds the speakers
    rows = [(label, f"Alors voilà ce que je voulais vous dire, {words}") for label, words in written] * 2
    assert read_back(word_bytes([], [rows])) == rows


@settings(max_examples=30, deadline=None)
@given(TALK, st.booleans())
def test_speakers_round_trip_by_web_vtt(talk: list[str], voice_tags: bool) -> None:
    written = conversation(talk)
    cues = [f"<v {label}>{words}</v>" if voice_tags else f"{label}: {words}" for label, words in written]
    times = [f"{clock(place, sign='.')} --> {clock(place + 1, sign='.')}" for place in range(len(cues))]
    text = "WEBVTT\n\n" + "\n\n".join(f"{time}\n{cue}" for time, cue in zip(times, cues, strict=True))
    assert web_vtt.read(text.encode()).format == "vtt"
    assert read_back(text.encode()) == written


@settings(max_examples=30, deadline=None)
@given(TALK)
def test_speakers_round_trip_by_subrip(talk: list[str]) -> None:
    written = conversation(talk)
    cues = [
        f"{place + 1}\n{clock(place, sign=',')} --> {clock(place + 1, sign=',')}\n{label} : {words}\n"
        for place, (label, words) in enumerate(written)
    ]
    text = "\r\n".join(line for cue in cues for line in cue.split("\n"))
    assert subrip.read(text.encode()).format == "srt"
    assert read_back(text.encode()) == written
