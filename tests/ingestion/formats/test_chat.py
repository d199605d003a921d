from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.chat import MAX_LINES, opens_as_chat, read
from tasks.ingestion.recognise import recognise_format
from tasks.records import Aside
from tests.ingestion.conversations import EXAMPLE, Alphabet, Said, conversations, turns_of
from tests.ingestion.writers.chat import code_of, write

HEAD = "@UTF8\n@Begin\n@Languages:\tfra\n@Participants:\tANN Anne Participant, ENQ Investigator\n"

FILE = """@UTF8
@Window:\t0_0_0_0
@Begin
@Languages:\tfra
@Participants:\tANN Anne_L Informant, ENQ Marie
\tInvestigator, MAR
@ID:\tfra|essai|ANN|45;|female|||Informant|||
@ID:\tfra|essai|MAR|||||Interviewer|||
@Date:\t14-OCT-2024
@Comment:\trelu une fois
\tpar deux personnes
@Bg:\tThème : le travail
*ENQ:\tracontez moi . \x150_1500\x15
%com:\tbruit dehors
*ANN:\talors je [/] je commence à sept heures et puis
\tje finis quand je finis . \x151500_4000\x15 \x154000_5250\x15
%mor:\tadv|alors
@Eg:\tThème : le travail
@G:\tla visite de l'atelier
*ANN:\t0 . \x155250_6000\x15
*MAR:\t+< et après ? \x15%snd:"essai"_6000_7000\x15
*ANN:\toui &*MAR:d'accord voilà . \x159000_8000\x15
*ANN:\tfin 10_20
@End
"""


def code_turns(told: tuple[Said, ...]) -> list[Said]:
    return [(code_of(speaker), words) for speaker, words in told]


def test_chat_round_trip() -> None:
    data = write(EXAMPLE)
    assert recognise_format(data) == "cha"
    document = read(data)
    assert turns_of(document) == code_turns(EXAMPLE)
    assert document.roles == {"ENQ": "interviewer"}


# a sharp alone is an old sign of a pause
@settings(max_examples=200, deadline=None)
@given(
    conversations(alphabet=Alphabet(words=tuple(word for word in Alphabet().words if word != "#"))),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_chat_round_trip_of_any_conversation(told: tuple[Said, ...], line_end: str) -> None:
    assert turns_of(read(write(told, line_end=line_end))) == code_turns(told)


def test_chat_reads_a_file() -> None:
    document = read(FILE.encode())
    assert [
        (line.speaker, line.text, line.number, line.start_s, line.end_s, line.question) for line in document.lines
    ] == [
        ("ENQ", "racontez moi.", 13, 0.0, 1.5, "Thème : le travail"),
        (
            "ANN",
            "alors je je commence à sept heures et puis je finis quand je finis.",
            15,
            1.5,
            5.25,
            "Thème : le travail",
        ),
        ("MAR", "et après ?", 21, 6.0, 7.0, ""),
        ("ANN", "oui voilà.", 22, 9.0, None, ""),
        ("MAR", "d'accord", 22, 9.0, None, ""),
        ("ANN", "fin", 23, 0.01, 0.02, ""),
    ]
    assert document.roles == {"ENQ": "interviewer", "MAR": "interviewer"}
    assert (document.format, document.encoding, document.cues) == ("cha", "utf-8", True)


def test_chat_tells_headers_tiers_and_gems_as_asides() -> None:
    assert read(FILE.encode()).asides == (
        Aside("header", "@Participants: ANN Anne_L Informant, ENQ Marie Investigator, MAR", 5),
        Aside("header", "@ID: fra|essai|ANN|45;|female|||Informant|||", 7),
        Aside("header", "@ID: fra|essai|MAR|||||Interviewer|||", 8),
        Aside("header", "@Date: 14-OCT-2024", 9),
        Aside("comment", "@Comment: relu une fois par deux personnes", 10),
        Aside("comment", "%com: bruit dehors", 14),
        Aside("annotation", "%mor: adv|alors", 17),
        Aside("heading", "@Eg: Thème : le travail", 18),
        Aside("heading", "@G: la visite de l'atelier", 19),
    )


@pytest.mark.parametrize(
    ("opening", "line"),
    [
        ("*ANN:\t", "oui"),
        ("*ANN: ", "oui"),
        ("*ANN :\t", "oui"),
        ("*ANN\t", "oui"),
        ("  *ANN:\t", "oui"),
    ],
)
def test_chat_files_that_break_its_rules(opening: str, line: str) -> None:
    document = read(f"{HEAD}{opening}{line}\nsuite sans tabulation\n\n\tet fin .\n*AUT:\tinconnu".encode())
    assert [(found.speaker, found.text) for found in document.lines] == [
        ("ANN", "oui suite sans tabulation et fin."),
        ("AUT", "inconnu"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_chat_encodings(encoding: str) -> None:
    text = f"{HEAD}*ANN:\tc'était l' été à l' école . \x150_1000\x15\n*ENQ:\toui . \x151000_2000\x15\n"
    data = text.encode(encoding)
    assert recognise_format(data) == "cha"
    assert [(line.text, line.end_s) for line in read(data).lines] == [("c'était l'été à l'école.", 1.0), ("oui.", 2.0)]


@pytest.mark.parametrize(
    ("data", "code", "details"),
    [
        (b"", "empty_file", {}),
        (b"Anne : oui", "unknown_format", {"found": "txt"}),
        (HEAD.encode(), "empty_file", {}),
        (HEAD.encode() + b"*ANN:\t0 .\n@End", "empty_file", {}),
        (HEAD.encode() + b"*ANN:\toui\n* non\n", "damaged_file", {"line": 6}),
        (HEAD.encode() + b"*XYZ non\n", "damaged_file", {"line": 5}),
        (HEAD.encode() + bytes(30), "binary_file", {}),
        (HEAD.encode() + b"\n" * MAX_LINES, "too_large", {"lines": MAX_LINES + 5, "limit": MAX_LINES}),
    ],
)
def test_chat_refuses(data: bytes, code: str, details: dict[str, object]) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(data)
    assert (refused.value.code, refused.value.details) == (code, details)


@pytest.mark.parametrize(
    ("text", "is_chat"),
    [
        (HEAD, True),
        ("\n@Participants:\tA B\n*A:\toui", True),
        ("@Font:\tx\r@Begin\r", True),
        ("@anne bonjour\n*A:\toui", False),
        ("@Comment: oui\nAnne : oui", False),
        ("Anne : @Begin", False),
        ("", False),
    ],
)
def test_chat_recogniser(text: str, is_chat: bool) -> None:
    assert opens_as_chat(text) is is_chat


def test_chat_bullets_that_are_no_times_are_no_words() -> None:
    document = read(f'{HEAD}*ANN:\toui \x15%pic:"a.jpg"\x15 non \x15 là \x15 . \x150_1000-\x15\n'.encode())
    assert [(line.text, line.start_s, line.end_s) for line in document.lines] == [("oui non là.", 0.0, 1.0)]


@pytest.mark.parametrize(
    "sign",
    ["<", "[", "(", "&", "+", "[x 2] ", "<a> [/] ", "\x15", "↫", "°", "0 ", "&*A:", "(a", "[/] ", "&}l=x ", "1_1 "],
)
def test_chat_one_line_of_megabytes(sign: str) -> None:
    document = read(f"{HEAD}*ANN:\tun {sign * (300_000 // len(sign))} deux .\n".encode())
    assert document.lines[0].text.startswith("un ")


def test_chat_ten_thousand_speakers() -> None:
    codes = [f"S{place}" for place in range(10_000)]
    head = "@UTF8\n@Begin\n@Participants:\t" + ", ".join(f"{code} Investigator" for code in codes)
    document = read("\n".join([head, *(f"*{code}:\toui ." for code in codes)]).encode())
    assert len(document.lines) == len(document.roles) == 10_000


@settings(max_examples=200, deadline=None)
@given(st.text("*@%:ANQ \t\n\x15_019<>[]()+&=/x.?'", max_size=80), st.integers(0, 200), st.binary(max_size=10))
def test_chat_reads_or_refuses_anything(text: str, place: int, noise: bytes) -> None:
    data = f"{HEAD}*ANN:\toui .\n{text}\n*ENQ:\tnon .\n@End".encode()
    with contextlib.suppress(TranscriptUnreadable):
        document = read(data[:place] + noise + data[place:])
        assert all(line.text == line.text.strip() != "" and line.speaker for line in document.lines)


@pytest.mark.parametrize("name", ["TestClan1.cha", "TestDNF4.cha"])
def test_chat_reads_real_files_as_a_person_does(shared: Path, name: str) -> None:
    raw = (shared / "real" / "formats" / name).read_text(encoding="utf-8")
    mains = re.findall(r"(?m)^\*(\w+):\t((?:.*\n)(?:\t.*\n)*)", raw)
    words, times, codes = [], [], []
    for code, body in mains:
        found = re.search(r"\x15(\d+)_(\d+)\x15", body)
        text = re.sub(r"\x15.*?\x15|\[.*?\]|\b(?:xxx|yyy|www|0)(?= )|\(\.+\)|@[a-z]\b|[()<>]", "", body)
        said = re.findall(r"\w+", text.replace("_", " "))
        words += said
        if said or "[=!" in body or re.search(r"\b(?:xxx|yyy|www)\b", body):
            codes.append(code)
            times.append((int(found[1]) / 1000, int(found[2]) / 1000) if found else (None, None))
    document = read(raw.encode())
    read_words = [word for line in document.lines for word in re.findall(r"\w+", re.sub(r"\(.*?\)", "", line.text))]
    assert read_words == words
    assert [line.speaker for line in document.lines] == codes
    assert [(line.start_s, line.end_s) for line in document.lines] == times
    tiers = len(re.findall(r"(?m)^%", raw))
    assert sum(aside.text.startswith("%") for aside in document.asides) == tiers
    assert set(document.roles) == set(re.findall(r"OBS\d?", " ".join(codes)))


def test_chat_headers_of_old_files_in_small_letters() -> None:
    data = "@begin\n@participants: CHI Lise, OBS observatrice\n*OBS:   tu vois ,\n\tça ?\n*CHI:   oui\n@end\n".encode()
    assert recognise_format(data) == "cha"
    assert turns_of(read(data)) == [("OBS", "tu vois, ça ?"), ("CHI", "oui")]
