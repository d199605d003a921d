from __future__ import annotations

import contextlib

import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import subrip, web_vtt
from tasks.ingestion.formats.cues import read_cues
from tasks.records import Aside, Line

TEAMS = """WEBVTT

NOTE un commentaire
sur deux lignes

STYLE
::cue { color: red }

5f1c/12-0
00:00:05.000 --> 00:00:10.500 align:start
<v Claire Duval>Bonjour <i>à</i> tous
et à toutes</v>

01:10.000 --> 01:12.000
<v.fort Samir Haddad>Bonjour &amp; merci

00:01:13.000 --> 00:01:15.000
Claire Duval: 2 < 3 et
<v Samir Haddad>Oui</v>
"""


def said(lines: tuple[Line, ...]) -> list[tuple[str, str, float | None, float | None, int]]:
    return [(line.speaker, line.text, line.start_s, line.end_s, line.number) for line in lines]


def test_cues_of_teams_and_zoom() -> None:
    assert said(web_vtt.read(TEAMS.encode()).lines) == [
        ("Claire Duval", "Bonjour à tous", 5.0, 10.5, 1),
        ("Claire Duval", "et à toutes", 5.0, 10.5, 1),
        ("Samir Haddad", "Bonjour & merci", 70.0, 72.0, 2),
        ("", "Claire Duval: 2 < 3 et", 73.0, 75.0, 3),
        ("Samir Haddad", "Oui", 73.0, 75.0, 3),
    ]


def test_cues_agree_with_the_standard_on_sound_files() -> None:
    sound = TEAMS.replace("2 < 3", "2 plus 3")
    texts = [" ".join(cue.text.split("\n")).replace("&amp;", "&") for cue in webvtt.from_string(sound).captions]
    lines = web_vtt.read(sound.encode()).lines
    read = [" ".join(line.text for line in lines if line.number == number) for number in (1, 2, 3)]
    assert read == texts


def test_cues_text_after_a_blank_line_is_not_lost() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Rose>Avant\n\naprès</v>\n\n00:03.000 --> 00:04.000\n<v Luc>Fin"
    assert [(line.speaker, line.text) for line in web_vtt.read(text.encode()).lines] == [
        ("Rose", "Avant"),
        ("Rose", "après"),
        ("Luc", "Fin"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("WEBVTT", "empty_file"),
        ("WEBVTT\n\nNOTE rien", "empty_file"),
        ("WEBVTT\n\n00:00:01.000 --> 99:99:99.000\nperdu", "damaged_cues"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nun\n\n00:03 -->\ndeux", "damaged_cues"),
        ("du texte", "unknown_format"),
    ],
)
def test_cues_refuse_what_would_lose_words(text: str, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        web_vtt.read(text.encode())
    assert refused.value.code == code


def test_cues_of_subrip() -> None:
    text = (
        "1\r\n00:00:01,000 --> 00:00:02,250\r\nClaire : Bonjour\r\nà tous\r\n\r\n"
        "2\r\n00:01:03,000 --> 00:01:04,000 X1:5\r\n<font color='red'>{\\an8}Oui</font>\r\n"
        "3\r\n00:01:05 --> 00:01:06\r\nNon\r\n"
    )
    assert said(subrip.read(text.encode("cp1252")).lines) == [
        ("", "Claire : Bonjour", 1.0, 2.25, 1),
        ("", "à tous", 1.0, 2.25, 1),
        ("", "Oui", 63.0, 64.0, 2),
        ("", "Non", 65.0, 66.0, 3),
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("Bonjour", "unknown_format"), ("1\n00:00:99,000 --> 00:00:02,000\nx", "damaged_cues")]
)
def test_cues_refuse_damaged_subrip(text: str, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        subrip.read(text.encode())
    assert refused.value.code == code


def test_cues_of_teams_guests_names_over_lines_and_text_on_several() -> None:
    text = (
        "\ufeffWEBVTT\n\n00:00:03.000 --> 00:00:05.000\n<v Claire Duval (Invitée)>Bonjour,\nça va ?</v>\n\n"
        "00:00:05.000 --> 00:00:06.000\n<v Jean\n de La Tour>Oui &amp; non</v><v Claire Duval (Invitée)>Ah</v>\n"
    )
    assert said(web_vtt.read(text.encode()).lines) == [
        ("Claire Duval (Invitée)", "Bonjour,", 3.0, 5.0, 1),
        ("Claire Duval (Invitée)", "ça va ?", 3.0, 5.0, 1),
        ("Jean de La Tour", "Oui & non", 5.0, 6.0, 2),
        ("Claire Duval (Invitée)", "Ah", 5.0, 6.0, 2),
    ]


def test_cues_of_whisper_and_of_its_channels() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:02.000\n(speaker 0) R&D &copy\n\n00:02.000 --> 00:03.000\n(speaker ?) Oui\n"
    assert said(web_vtt.read(text.encode()).lines) == [
        ("Locuteur 0", "R&D &copy", 0.0, 2.0, 1),
        ("", "Oui", 2.0, 3.0, 2),
    ]


def test_cues_in_times_of_every_writing() -> None:
    text = (
        "1\n0:0:1,5 --> 0:0:2\nun\n\n2\n100:00:01.25 --> 123:59:59.1234567 align:start\ndeux\n\n"
        "3\n  59:58 -->59:59 \ntrois\n"
    )
    assert said(subrip.read(text.encode()).lines) == [
        ("", "un", 1.5, 2.0, 1),
        ("", "deux", 360001.25, 446399.1234567, 2),
        ("", "trois", 3598.0, 3599.0, 3),
    ]


def test_cues_headers_comments_and_styles_are_no_words() -> None:
    text = (
        "WEBVTT - Entretien 3\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000\nLanguage: fr\n\nNOTE dit avant\n\n"
        "Un chapitre\n\nSTYLE\n::cue { color: red }\n\nun nom de repère\n00:01.000 --> 00:02.000\nNOTE de musique\n\n"
        "NOTE\ndit\naprès\n\nWEBVTT\nX-TIMESTAMP-MAP=LOCAL:0,MPEGTS:1\n\nsuite\n\n"
        "NOTE collée\n00:03.000 --> 00:04.000\nfin\n"
    )
    document = web_vtt.read(text.encode())
    assert [(line.number, line.text) for line in document.lines] == [(1, "NOTE de musique"), (1, "suite"), (2, "fin")]
    assert document.asides == (
        Aside("comment", "dit avant", 1),
        Aside("heading", "Un chapitre", 1),
        Aside("heading", "un nom de repère", 1),
        Aside("comment", "dit après", 1),
        Aside("heading", "NOTE collée", 2),
    )


# the blank lines within cues hold a space
YOUTUBE = """WEBVTT
Kind: captions
Language: fr

00:00:00.160 --> 00:00:02.550 align:start position:0%
{blank}
bonjour<00:00:00.480><c> à</c><00:00:01.000><c> tous</c>

00:00:02.550 --> 00:00:02.560 align:start position:0%
bonjour à tous
{blank}

00:00:02.560 --> 00:00:05.000 align:start position:0%
bonjour à tous
oui<00:00:03.000><c> oui</c>

00:00:05.000 --> 00:00:05.010 align:start position:0%
oui oui
{blank}

00:00:05.010 --> 00:00:07.000 align:start position:0%
oui oui
oui oui
""".replace("{blank}", " ")


def test_cues_that_roll_are_read_once_and_that_is_told() -> None:
    document = web_vtt.read(YOUTUBE.encode())
    assert [(line.number, line.text) for line in document.lines] == [
        (1, "bonjour à tous"),
        (3, "oui oui"),
        (5, "oui oui"),
    ]
    assert [aside.text for aside in document.asides] == ["Légendes défilantes : 4 lignes répétées, lues une seule fois"]


def test_cues_that_underline_each_word_in_turn_are_read_once() -> None:
    blocks = [
        f"{place + 1}\n00:00:0{place},000 --> 00:00:0{place + 1},000\n"
        + " ".join(f"<u>{word}</u>" if place == at else word for at, word in enumerate(("je", "ne", "sais", "pas")))
        for place in range(4)
    ]
    assert [line.text for line in subrip.read("\n\n".join(blocks).encode()).lines] == ["je ne sais pas"]


def test_cues_said_twice_were_said_twice() -> None:
    text = "\n\n".join(
        f"{place}\n00:00:0{place},000 --> 00:00:0{place + 1},000\n{words}"
        for place, words in enumerate(["Oui.", "Oui.", "Et toi ?", "Non.", "Non.", "Bon.", "D'accord."], start=1)
    )
    assert len(subrip.read(text.encode()).lines) == 7


def test_cues_words_and_numbers_between_cues_are_not_lost() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nSept ou\n\n8\n\n2\n00:00:02,000 --> 00:00:03,000\n9\n"
        "3\n00:00:03,000 --> 00:00:04,000\nil y a --> ici\nfin\n\nperdu ?\n00:00:05,000 --> 00:00:06,000\nici"
    )
    assert [(line.number, line.text) for line in subrip.read(text.encode()).lines] == [
        (1, "Sept ou"), (1, "8"), (2, "9"), (3, "il y a --> ici"), (3, "fin"), (3, "perdu ?"), (4, "ici"),
    ]  # fmt: skip
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n\nSeul ici\n00:02.000 --> 00:03.000\nFin"
    assert [(line.number, line.text) for line in web_vtt.read(vtt.encode()).lines] == [(1, "Seul ici"), (2, "Fin")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nun\n\n2\n00:61:00,000 --> 00:00:03,000\ndeux", 6),
        ("1\r\n00:00:01,000 --> 00:00:02,000\r\nun\r\n\r\n2\r\n00:00:02,000 -->\r\ndeux", 6),
        ("\n\n1\n00:00:01,000 --> 00:00:02,000\nun\n--> 00:00:03", 6),
        ("1\n00:00:01,000 --> 00:00:02,000\nun\n\n2\n00:00:0", 6),
        ("1\n00:00:01,000 --> 00:00:02,000\nun\n\n00:00:02,000 --", 5),
        ("00:00:01,000 --> 00:00:02,000\nun\n\nNaN --> 00:00:03,000\n", 4),
    ],
)
def test_cues_name_the_line_that_is_damaged(text: str, line: int) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        subrip.read(text.encode())
    assert (refused.value.code, refused.value.details) == ("damaged_cues", {"line": line})


@settings(max_examples=200, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "00:00:01.000 --> 00:00:02.000\n",
                "00:00:0 --> x\n",
                "\n",
                "mot\n",
                "12\n",
                "NOTE mot\n",
                "<v A>",
                "</v>",
                "<",
                "-->",
            ]
        )
    ),
    web=st.booleans(),
)
def test_cues_read_every_word_or_refuse(pieces: list[str], web: bool) -> None:
    text = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\ndébut\n" + "".join(pieces)
    with contextlib.suppress(TranscriptUnreadable):
        lines, asides = read_cues(text, web_vtt=web)
        assert all(line.text and line.text == line.text.strip() for line in lines)
        told = sum(words.count("mot") for words in [*(line.text for line in lines), *(aside.text for aside in asides)])
        rolling = any("défilantes" in aside.text for aside in asides)
        assert rolling or told == text.count("mot")


@pytest.mark.parametrize(
    "text", ["<v " * 100_000, "<" * 300_000, "{\\" * 100_000, "0" * 300_000 + "-->", "--> " * 100_000]
)
def test_cues_hostile_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert web_vtt.read(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}".encode()).lines
