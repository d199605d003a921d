from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.formats import plain_text, subrip, web_vtt
from tasks.ingestion.recognise import read_document
from tasks.ingestion.speakers import BOLD, PLAIN, split_turns
from tasks.records import Document, Line

CASES = Path(__file__).with_name("marker_cases.txt")
VISIBLE = str.maketrans({"␣": "\u00a0", "~": "\u202f", "↹": "\t"})


def text_document(*lines: str) -> Document:
    return Document("txt", "utf-8", tuple(Line(line, number) for number, line in enumerate(lines, start=1)))


def marker_cases() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    for block in CASES.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, *lines = [line for line in block.split("\n") if line and not line.startswith("#")]
        transcript = "\n".join(line for line in lines if not line.startswith("-> ")).translate(VISIBLE)
        read = [line[3:].translate(VISIBLE).partition(" |") for line in lines if line.startswith("-> ")]
        yield name, transcript, [(label, words.strip()) for label, _, words in read]


@pytest.mark.parametrize(("transcript", "expected"), [pytest.param(t, e, id=n) for n, t, e in marker_cases()])
def test_speakers_reads_the_marker_table(transcript: str, expected: list[tuple[str, str]]) -> None:
    cut = split_turns(plain_text.read(transcript.encode()))
    preamble = " / ".join(line.text for line in cut.preamble_lines if not line.text.startswith("[00:"))
    read = [("avant", preamble)] if expected[0][0] == "avant" else []
    read += [(turn.label, turn.text.replace("\n", " / ")) for turn in cut.turns]
    assert read == expected


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
        ("#00:00:32-5# Rose : Oui", 32),
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
    assert read_back(word_bytes([], [written * 2])) == written * 2


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
