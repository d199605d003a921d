from __future__ import annotations

import pytest
import webvtt

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import subrip, web_vtt
from tasks.records import Line

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
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nun\n\n00:03 --> 00:04\ndeux", "damaged_cues"),
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
