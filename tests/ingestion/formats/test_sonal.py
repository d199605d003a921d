from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.sonal import opens_as_sonal, read, read_tag
from tasks.ingestion.recognise import recognise_format
from tasks.records import Aside
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers import sonal as writers

ASKS = "Enquêtrice"

PAGE = """<!DOCTYPE html>
<html><head><title>Fichier Whispurge</title></head><body>
<script id="loc-json" type="application/json">{ ["", "Enquêtrice?", "Anne", "commentaire"] }</script>
<div id="txtnotes">une note</div>
<div id="contenuText">
<span class="lblseg sautlig ligloc" data-deb="0.0" data-fin="3,25" data-loc="1" data-nomloc="Enquêtrice?"
 ><span data-rk="1">Ça va, </span><span class="cat_001">vous ? </span></span><span class="lblseg"
 data-deb="nan" data-fin="" data-loc="2"><span data-obs="à voir">Oui,</span> <span class="anon" data-pseudo="Marie"
 >Karine</span>.</span> entre deux
<span data-loc="3" class="lblseg">un bruit de porte</span><span class='lblseg' data-loc="9">Qui&nbsp;?</span>
</div></body></html>"""


@pytest.mark.parametrize(
    ("line", "tag"),
    [
        ("[>Anne] Oui", ("Anne", "", "Oui")),
        ("  [> question?] Bon ?", ("question", "interviewer", "Bon ?")),
        ("[>M. de La Brosse ] : Non", ("M. de La Brosse", "", "Non")),
        ("[ >Enquêtrice ?]", ("Enquêtrice", "interviewer", "")),
        ("[>Anne]:) Oui", ("Anne", "", ":) Oui")),
        ("[>]", None),
        ("[>?] Oui", None),
        ("[> ] Oui", None),
        ("[Anne] Oui", None),
        ("Oui [>Anne]", None),
        ("[>" + "a" * 100 + "] Oui", None),
        ("", None),
    ],
)
def test_sonal_tag_of_a_line(line: str, tag: tuple[str, str, str] | None) -> None:
    assert read_tag(line) == tag


def test_sonal_gives_the_turns_of_the_example() -> None:
    data = writers.tagged(EXAMPLE, interviewer=ASKS)
    assert recognise_format(data) == "sonal"
    document = read(data)
    assert turns_of(document) == list(EXAMPLE)
    assert document.roles == {ASKS: "interviewer"}
    assert [line.start_s for line in document.lines] == [60.0 * place for place in range(len(EXAMPLE))]


def test_sonal_pi_gives_the_turns_of_the_example() -> None:
    data = writers.page(EXAMPLE, interviewer=ASKS)
    assert opens_as_sonal(data.decode())
    document = read(data)
    assert turns_of(document) == list(EXAMPLE)
    assert document.roles == {ASKS: "interviewer"}
    assert document.asides == (Aside("comment", "relu", 1),)


@settings(max_examples=200, deadline=None)
@given(conversation=conversations(speakers=(ASKS, "Anne")))
def test_sonal_round_trip(conversation: tuple[Said, ...]) -> None:
    document = read(writers.tagged(conversation, interviewer=ASKS))
    assert turns_of(document) == list(conversation)
    assert document.roles == {ASKS: "interviewer", "Anne": "interviewee"}


@settings(max_examples=200, deadline=None)
@given(conversation=conversations())
def test_sonal_pi_round_trip(conversation: tuple[Said, ...]) -> None:
    assert turns_of(read(writers.page(conversation, interviewer=ASKS))) == list(conversation)


def test_sonal_tags_within_lines_and_times_between() -> None:
    text = (
        "Entretien 3\n[> Enquêtrice?] Bonjour [12] ça va ? [00:00:12] [>Anne] Oui.\n\n"
        "Et [15,5] toi  là [>Enquêtrice?]\n[00:01:00] Bien [note] ici."
    )
    assert [(line.number, line.speaker, line.text, line.start_s) for line in read(text.encode()).lines] == [
        (1, "", "Entretien 3", None),
        (2, "Enquêtrice", "Bonjour ça va ?", None),
        (2, "Anne", "Oui.", 12.0),
        (4, "", "Et toi là", None),
        (5, "Enquêtrice", "Bien [note] ici.", 60.0),
    ]


def test_sonal_numbers_in_brackets_that_go_back_are_no_times() -> None:
    text = "[>Anne] D'abord [12] puis [3] et  voilà"
    assert [line.text for line in read(text.encode()).lines] == ["D'abord [12] puis [3] et  voilà"]
    assert [line.text for line in read(b"[>Anne] Seul [12] ici").lines] == ["Seul [12] ici"]


def test_sonal_pi_segments_comments_and_pseudonyms() -> None:
    document = read(PAGE.encode())
    assert [(line.number, line.speaker, line.text, line.start_s, line.end_s) for line in document.lines] == [
        (1, "Enquêtrice", "Ça va, vous ?", 0.0, 3.25),
        (2, "Anne", "Oui, Karine.", None, None),
        (2, "", "entre deux", None, None),
        (4, "", "Qui ?", None, None),
    ]
    assert document.asides == (
        Aside("comment", "une note", 1),
        Aside("comment", "à voir", 2),
        Aside("annotation", "Karine → Marie", 2),
        Aside("comment", "un bruit de porte", 3),
    )
    assert document.roles == {"Enquêtrice": "interviewer", "Anne": "interviewee"}
    assert document.cues


@pytest.mark.parametrize("names", ["", "{", "[[[[", '{"a": [1, null]}', "[" * 90_000])
def test_sonal_pi_names_come_from_the_turns_where_the_list_is_spoilt(names: str) -> None:
    page = PAGE.replace('{ ["", "Enquêtrice?", "Anne", "commentaire"] }', names)
    assert [line.speaker for line in read(page.encode()).lines][:2] == ["Enquêtrice", ""]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Bonjour [Anne]", "unknown_format"),
        (b"<!DOCTYPE html><p>Bonjour", "unknown_format"),
        (b"[>Anne] [>Luc?] [00:01]", "empty_file"),
        (b'<!DOCTYPE html><span class="lblseg" data-loc="1"> </span>', "empty_file"),
        (b'<!DOCTYPE html><span class="lblseg">' + b"<i>" * 5000 + b"x", "damaged_file"),
    ],
)
def test_sonal_refuses_what_is_none(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(data)
    assert refused.value.code == code


@settings(max_examples=200, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(["[>", "]", "?", "Anne", " ", "\n", "[00:12:34]", "[12,5]", "[12]", "mot", ":", "[>A]"])
    )
)
def test_sonal_reads_every_word_or_refuses(pieces: list[str]) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        lines = read("".join(pieces).encode()).lines
        assert all(line.text and line.text == line.text.strip() for line in lines)
        said = re.sub(r"\[[ ]*>[ ]*[^\[\]<>\n ?][^\[\]<>\n]*\]", "", "".join(pieces))  # without the names in tags
        assert sum(line.text.count("mot") for line in lines) == said.count("mot")


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 3000))
def test_sonal_pi_reads_or_refuses_a_page_cut_anywhere(cut: int) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert read(writers.page(EXAMPLE, interviewer=ASKS)[:cut]).lines


def test_sonal_questions_set_apart_are_what_the_interviewer_says() -> None:
    long = "Et pourriez-vous me raconter comment une journée de travail se passe d'habitude, du matin au soir ?"
    data = f"[> Comment ça va ?]\nBien.\nTrès bien.\n[> {long}] Oui.\n[> Pourquoi ?]\nPour rien.".encode()
    document = read(data)
    assert document.roles == {"Question": "interviewer", "Réponse": "interviewee"}
    assert turns_of(document) == [
        ("Question", "Comment ça va ?"),
        ("Réponse", "Bien. Très bien."),
        ("Question", long),
        ("Réponse", "Oui."),
        ("Question", "Pourquoi ?"),
        ("Réponse", "Pour rien."),
    ]


def test_sonal_names_that_ask_are_no_questions() -> None:
    data = "[> Anne de La Brosse?] Ça va ?\n[> Luc] Oui.\n[> Marie du Pont?] Et là ?\n[> Luc] Non.".encode()
    assert turns_of(read(data)) == [
        ("Anne de La Brosse", "Ça va ?"), ("Luc", "Oui."), ("Marie du Pont", "Et là ?"), ("Luc", "Non."),
    ]  # fmt: skip
