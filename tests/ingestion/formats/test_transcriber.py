"""Transcriber: the same conversation gives the same turns, and real files read as a person reads them."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.events import find_events
from tasks.ingestion.formats.transcriber import read
from tasks.records import Document
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers.transcriber import write

SPEAKERS = '<Speaker id="spk1" name="Enquêtrice"/><Speaker id="spk2" name="Anne"/><Speaker id="spk3" name=""/>'


def trs(turns: str, *, speakers: str = SPEAKERS, topics: str = "", sections: bool = True) -> bytes:
    """A file with these turns in one section."""
    inner = f'<Section type="report" startTime="0" endTime="99">{turns}</Section>' if sections else turns
    return f"<Trans><Speakers>{speakers}</Speakers>{topics}<Episode>{inner}</Episode></Trans>".encode()


def said(document: Document) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in document.lines]


def asides(document: Document) -> list[tuple[str, str]]:
    return [(aside.kind, aside.text) for aside in document.asides]


@pytest.mark.parametrize("overlaps", [False, True])
def test_transcriber_the_example(overlaps: bool) -> None:
    document = read(write(EXAMPLE, overlaps=overlaps))
    assert turns_of(document) == list(EXAMPLE)
    assert (document.format, document.encoding, document.cues) == ("trs", "utf-8", True)


@settings(max_examples=200, deadline=None)
@given(conversations(), st.booleans(), st.sampled_from(["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"]))
def test_transcriber_any_conversation(conversation: tuple[Said, ...], overlaps: bool, encoding: str) -> None:
    data = write(conversation, overlaps=overlaps, encoding=encoding, line_end="\r\n" if overlaps else "\n")
    assert turns_of(read(data)) == list(conversation)


def test_transcriber_times_and_lines_of_the_file() -> None:
    data = trs(
        '\n<Turn speaker="spk1" startTime="1.5" endTime="4">\n<Sync time="1.5"/>\nUn.\n'
        '<Sync time="2.25"/>\nDeux.\n</Turn>'
    )
    assert [(line.text, line.number, line.start_s, line.end_s) for line in read(data).lines] == [
        ("Un.", 3, 1.5, 2.25),
        ("Deux.", 5, 2.25, 4.0),
    ]


def test_transcriber_overlaps_belong_to_the_speakers_of_the_turn() -> None:
    turn = (
        '<Turn speaker="spk1 spk2" startTime="0" endTime="4"><Sync time="0"/><Who nb="1"/>un<Who nb="2"/>deux'
        '<Sync time="2"/><Who nb="2"/>trois<Who nb="7"/>quatre</Turn>'
    )
    document = read(trs(turn))
    assert said(document) == [
        ("Enquêtrice", "un"),
        ("Anne", "deux"),
        ("Anne", "trois"),
        ("Enquêtrice + Anne", "quatre"),
    ]
    assert [(line.start_s, line.end_s) for line in document.lines] == [(0, 2), (0, 2), (2, 4), (2, 4)]


def test_transcriber_an_overlap_that_nothing_tells_apart_bears_both_names() -> None:
    turn = '<Turn speaker="spk1 spk2" startTime="0" endTime="4"><Sync time="0"/>d\'accord</Turn>'
    assert said(read(trs(turn))) == [("Enquêtrice + Anne", "d'accord")]


@pytest.mark.parametrize(
    ("event", "shown"),
    [
        ('<Event desc="rire" type="noise" extent="instantaneous"/>', "avant (rire) après"),
        ('<Event desc="laugh"/>', "avant (rires) après"),
        ('<Event desc="rire" type="noise" extent="begin"/>', "avant (rire, début) après"),
        ('<Event desc="rire" type="noise" extent="end"/>', "avant (rire, fin) après"),
        ('<Event desc="toux" type="noise" extent="previous"/>', "avant (toux) après"),
        ('<Event desc="toux" type="noise" extent="next"/>', "avant (toux) après"),
        ('<Event desc="bb" type="noise" extent="instantaneous"/>', "avant (bruit de bouche) après"),
        ('<Event desc="nontrans" type="noise" extent="instantaneous"/>', "avant (inaudible) après"),
        ('<Event desc="pi" type="pronounce" extent="instantaneous"/>', "avant (inaudible) après"),
        ('<Event desc="[porte (2 fois)]" type="noise"/>', "avant (bruit : porte 2 fois) après"),
        ('<Vocal desc="cough"/>', "avant (toux) après"),
        ('<Event desc="en" type="language" extent="begin"/>', "avant après"),
        ('<Event desc="pers" type="entities" extent="end"/>', "avant après"),
        ('<Event desc="" type="noise"/>', "avant (bruit) après"),
        ("<Background time='1' type='music' level='high'/>", "avant après"),
        ('<Comment desc="elle se lève"/>', "avant après"),
    ],
)
def test_transcriber_events_stand_at_their_place(event: str, shown: str) -> None:
    document = read(trs(f'<Turn speaker="spk1"><Sync time="0"/>avant\n{event}\naprès</Turn>'))
    assert said(document) == [("Enquêtrice", shown)]
    bracket = re.search(r"\([^)]*\)", shown)
    assert (bracket.span() if bracket else None) == next(
        ((event.start, event.end) for event in find_events(shown)), None
    )


def test_transcriber_what_is_no_talk_is_told_beside() -> None:
    long = "un bruit que la transcriptrice décrit longuement, sans doute une porte que le vent fait battre dehors"
    document = read(
        trs(
            '<Turn speaker="spk2"><Sync time="0"/>oui<Comment desc="elle  se lève"/>'
            '<Event desc="anglais" type="language" extent="previous"/>'
            '<Event desc="anglais" type="language" extent="end"/>'
            f'<Background time="1" type="music" level="off"/><Event desc="{long}" type="noise"/></Turn>'
            '<Turn startTime="5" endTime="6"><Sync time="5"/><Event desc="musique" type="noise"/></Turn>'
            '<Turn startTime="6" endTime="7"><Sync time="6"/> </Turn>'
        )
    )
    assert said(document) == [("Anne", "oui (bruit)")]
    assert asides(document) == [
        ("comment", "elle se lève"),
        ("annotation", "anglais"),
        ("annotation", long),
        ("annotation", "(musique)"),
    ]


def test_transcriber_talk_without_speaker_is_nobody_s() -> None:
    turns = '<Turn speaker="spk1"><Sync time="0"/>un</Turn><Turn><Sync time="1"/>deux</Turn>'
    assert said(read(trs(turns))) == [("Enquêtrice", "un"), ("(sans locuteur)", "deux")]
    typed = "".join(
        f"<Turn><Sync time='{at}'/>{text}</Turn>"
        for at, text in enumerate(["Enquêtrice : Ça va ?", "Anne : Oui.", "Enquêtrice : Bien.", "Anne : Voilà."])
    )
    assert turns_of(read(trs(typed, speakers=""))) == [
        ("Enquêtrice", "Ça va ?"),
        ("Anne", "Oui."),
        ("Enquêtrice", "Bien."),
        ("Anne", "Voilà."),
    ]


def test_transcriber_names_that_are_missing_or_shared() -> None:
    one = '<Turn speaker="spk1"><Sync time="0"/>un</Turn><Turn speaker="spk3"><Sync time="1"/>deux</Turn>'
    assert said(read(trs(one))) == [("Enquêtrice", "un"), ("spk3", "deux")]
    unknown = '<Turn speaker="inconnu"><Sync time="0"/>un</Turn><Turn speaker="spk2"><Sync time="1"/>deux</Turn>'
    assert [speaker for speaker, _ in said(read(trs(unknown)))] == ["inconnu", "Anne"]
    shared = '<Speaker id="L1" name="Mélanie"/><Speaker id="SD" name="Mélanie"/><Speaker id="L2" name="Rose"/>'
    turns = "".join(f'<Turn speaker="{key}"><Sync time="0"/>oui</Turn>' for key in ("L1", "SD", "L2"))
    assert [speaker for speaker, _ in said(read(trs(turns, speakers=shared)))] == ["Mélanie", "Mélanie", "Rose"]
    alike = '<Speaker id="a" name="Voix"/><Speaker id="b" name="voix"/>'
    turns = "".join(f'<Turn speaker="{key}"><Sync time="0"/>oui</Turn>' for key in "ab")
    assert [speaker for speaker, _ in said(read(trs(turns, speakers=alike)))] == ["Voix (a)", "voix (b)"]


def test_transcriber_themes_of_sections() -> None:
    topics = '<Topics><Topic id="t1" desc="Le parcours"/><Topic id="t2" desc="Le numérique"/></Topics>'
    section = (
        '<Section type="report" topic="{}"><Turn speaker="spk1"><Sync time="0"/>un<Sync time="1"/>deux</Turn></Section>'
    )
    several = trs(section.format("t1") + section.format("t2"), topics=topics, sections=False)
    assert [line.question for line in read(several).lines] == ["Le parcours", "", "Le numérique", ""]
    one = read(trs(section.format("t1") * 2, topics=topics, sections=False))
    assert [line.question for line in one.lines] == [""] * 4
    assert asides(one) == [("heading", "Le parcours")]


def test_transcriber_a_silence_that_bears_its_own_duration() -> None:
    turns = (
        '<Turn speaker="spk1" startTime="0.5" endTime="1.143"><Sync time="0.5"/>0.643</Turn>'
        '<Turn speaker="spk1" startTime="2" endTime="4"><Sync time="2"/>0.643</Turn>'
        '<Turn speaker="spk2" startTime="4" endTime="14"><Sync time="4"/>10</Turn>'
    )
    assert [text for _, text in said(read(trs(turns)))] == ["(silence 0.643)", "0.643", "10"]


def test_transcriber_signs_of_the_transcriber_stay() -> None:
    text = "+ il(s) passe(nt) &lt; {rire} [anglais] &gt; /les, des/ ¤P1¤ c'é- *** : *"
    assert said(read(trs(f'<Turn speaker="spk1"><Sync time="0"/>{text}</Turn>'))) == [
        ("Enquêtrice", html.unescape(text))
    ]


def test_transcriber_no_word_is_lost_where_none_should_stand() -> None:
    data = (
        "<!DOCTYPE Trans SYSTEM 'trans-14.dtd'><Trans><Episode><Section>perdu<Turn speaker='a'>avant<Sync time='x'/>le "
        "<b>caf&eacute; <i>noir</i></b> &inconnu; fin</Turn>oublié</Section><Turn speaker='b'>hors</Turn>"
        "</Episode></Trans>"
    )
    document = read(data.encode())
    assert said(document) == [("a", "avant"), ("a", "le café noir &inconnu; fin"), ("b", "hors")]
    assert asides(document) == [("annotation", "perdu"), ("annotation", "oublié")]


@pytest.mark.parametrize(
    ("declared", "written"), [("ISO-8859-1", "cp1252"), ("ISO-8859-1", "utf-8"), ("UTF-8", "cp1252"), ("x", "utf-8")]
)
def test_transcriber_an_encoding_declared_wrongly_is_seen(declared: str, written: str) -> None:
    xml = write(EXAMPLE).decode().replace('encoding="UTF-8"', f'encoding="{declared}"')
    document = read(xml.encode(written))
    assert turns_of(document) == list(EXAMPLE)
    assert document.encoding == written


@pytest.mark.parametrize(
    "data",
    [
        trs(""),
        trs('<Turn speaker="spk1"><Sync time="0"/> </Turn>'),
        trs('<Turn speaker="spk1"><Sync time="0"/><Event desc="rire"/></Turn>'),
        b"<Trans/>",
    ],
)
def test_transcriber_nothing_said(data: bytes) -> None:
    with pytest.raises(TranscriptUnreadable, match="empty_file"):
        read(data)


@given(st.integers(0, len(write(EXAMPLE)) - 1))
def test_transcriber_a_truncated_file_is_refused(length: int) -> None:
    data = write(EXAMPLE)
    if data[:length].strip() == data.strip():
        return
    with pytest.raises(TranscriptUnreadable):
        read(data[:length])


def naive_words(raw: str) -> Counter[str]:
    """Words of the turns of a raw file, by another way than the reader's."""
    turns = re.findall(r"<Turn\b[^>]*>(.*?)</Turn>", raw, re.DOTALL)
    return Counter(html.unescape(re.sub(r"<[^>]*>", " ", " ".join(turns))).split())


@pytest.mark.parametrize(
    ("name", "encoding", "speakers", "turns"),
    [
        ("Conversation_MAT_08.trs", "iso-8859-1", ["L1", "L2"], 176),
        ("DOC_FR_2020_CHOIX_5.trs", "utf-8", ["Mélanie", "Eloise", "Rou"], 23),
    ],
)
def test_transcriber_real_files(shared: Path, name: str, encoding: str, speakers: list[str], turns: int) -> None:
    data = (shared / "real" / "formats" / name).read_bytes()
    document = read(data)
    raw = data.decode(encoding)
    descriptions = re.findall(r'<Event desc="([^"]*)" type="noise"', raw)
    shown = Counter(re.sub(r"\(silence ([\d.]+)\)", r"\1", " ".join(line.text for line in document.lines)).split())
    events = Counter(word for line in document.lines for word in _events(line.text))
    assert shown - events == naive_words(raw)
    assert len(descriptions) == len([1 for line in document.lines for event in _brackets(line.text)])
    assert document.encoding == encoding
    assert list(dict.fromkeys(line.speaker for line in document.lines)) == speakers
    assert len(turns_of(document)) == turns


def _brackets(text: str) -> list[str]:
    """Events in round brackets, not those that the transcriber typed in others, nor endings (*jeu(x)*)."""
    found = (text[event.start : event.end] for event in find_events(text))
    return [event for event in found if event.startswith("(") and not event.startswith(("(silence ", "(x)"))]


def _events(text: str) -> list[str]:
    return " ".join(_brackets(text)).split()


def test_transcriber_a_real_turn_is_read_as_it_stands(shared: Path) -> None:
    document = read((shared / "real" / "formats" / "Conversation_MAT_08.trs").read_bytes())
    lines = {line.number: line for line in document.lines}
    assert (lines[113].speaker, lines[113].start_s, lines[113].end_s) == ("L2", 68.326, 69.216)
    assert re.fullmatch(r"\w+ > \(tousse\) < \w+ \w+ \w+", lines[113].text)
    assert Counter(aside.kind for aside in document.asides) == {"comment": 8, "annotation": 2}
