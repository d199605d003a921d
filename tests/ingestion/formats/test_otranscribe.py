from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.otranscribe import read
from tasks.ingestion.recognise import recognise_format
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers import otranscribe as writers
from tests.ingestion.writers.otranscribe import otr, timestamp

# names are typed: those that stand once must be recognised by their word
SPEAKERS = ("Enquêtrice", "Anne", "Mari")
WRITERS = (writers.paragraphs, writers.line_breaks)


def shown(text: str) -> list[tuple[int, str, float | None, bool]]:
    return [(line.number, line.text, line.start_s, line.bold) for line in read(otr(text)).lines]


@pytest.mark.parametrize("write", WRITERS)
def test_otranscribe_gives_the_turns_of_the_example(write: Callable[[Sequence[Said]], bytes]) -> None:
    data = write(EXAMPLE)
    assert recognise_format(data) == "otr"
    assert turns_of(read(data)) == list(EXAMPLE)


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=200, deadline=None)
@given(conversation=conversations(speakers=SPEAKERS))
def test_otranscribe_round_trip(write: Callable[[Sequence[Said]], bytes], conversation: tuple[Said, ...]) -> None:
    assert turns_of(read(write(conversation))) == list(conversation)


def test_otranscribe_times_leave_the_text_and_one_space_stays() -> None:
    text = (
        f"<p>{timestamp(1.25)}Enquêtrice : avant{timestamp(3)}après</p><p><br></p>"
        f"<p>Anne : {timestamp(65.5)}oui</p><p>milieu {timestamp(70)} fin {timestamp(80)}</p>"
        f"<p>{timestamp(3723)}</p><p>seule</p>"
    )
    assert shown(text) == [
        (1, "Enquêtrice : avant après", 1.25, False),
        (3, "Anne : oui", 65.5, False),
        (4, "milieu fin", None, False),
        (6, "seule", 3723.0, False),
    ]


@pytest.mark.parametrize(
    ("span", "seconds"),
    [
        ('<span class="timestamp" data-timestamp="83.4">1:23</span>', 83.4),
        ('<span class="timestamp" data-timestamp="1:02:03">x</span>', 3723.0),
        ('<span class="timestamp" onclick="setFromTimestamp(\'01:23\', this)">01:23</span>', 83.0),
        ('<span class="a timestamp b" data-timestamp="nan">0:0<b>5</b></span>', 5.0),
        ('<span class="timestamp" data-timestamp="-3">?</span>', None),
    ],
)
def test_otranscribe_times_as_its_versions_write_them(span: str, seconds: float | None) -> None:
    assert shown(f"<p>{span} oui</p>") == [(1, "oui", seconds, False)]


def test_otranscribe_lines_are_those_of_the_editor() -> None:
    text = "un<br />deux<br><br>quatre<div>cinq<br></div><div><div>six</div> </div>\nsept<p></p><ul><li>huit</li></ul>"
    assert [(number, words) for number, words, *_ in shown(text)] == [
        (1, "un"), (2, "deux"), (4, "quatre"), (5, "cinq"), (6, "six"), (7, "sept"), (8, "huit"),
    ]  # fmt: skip


def test_otranscribe_pasted_markup_bold_and_entities() -> None:
    text = (
        "<!--[if gte mso 9]><xml><w:Word>perdu</w:Word></xml><![endif]--><style>p.MsoNormal {}</style>"
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p><script>alert(1)</script>'
        '<p><b style="font-weight:normal">De Google</b> <span style="font-weight:700">gras</span></p>'
        "<p><strong>Une question&nbsp;?</strong> </p><p><b>Oui</b> non</p>"
        "<p>2 &lt; 3 &amp;&nbsp; &eacute;&#233;&nbsp;&nbsp;<i>ici</i></p>"
    )
    assert shown(text) == [
        (2, "De Google gras", None, False),
        (3, "Une question\xa0?", None, True),
        (4, "Oui non", None, False),
        (5, "2 < 3 & éé ici", None, False),
    ]


def test_otranscribe_every_word_of_a_pasted_page_is_read_once() -> None:
    text = "<div><table><tr><td>a1</td><td>b2 <b>c3<p>d4</b> e5</td></tr></table>f6<h2>g7</h2></div>h8"
    naive = re.sub(r"<[^>]*>", " ", text).split()
    assert " ".join(words for _, words, *_ in shown(text)).split() == naive


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"Bonjour", "unknown_format", None),
        (b'{"media": "a"}', "unknown_format", None),
        (b'{"text": ["a"], "media": "a"}', "damaged_file", 1),
        (b'{\n"media": "a",\n"text": 3}', "damaged_file", 3),
        (b'{"text": "<p>coup', "damaged_file", 1),
        (otr(""), "empty_file", None),
        (otr("<p><br></p>&nbsp;<span class='timestamp'>0:01</span>"), "empty_file", None),
        (otr("<i>" * 5000 + "x"), "damaged_file", 1),
    ],
)
def test_otranscribe_refuses_what_is_none(data: bytes, code: str, line: int | None) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(data)
    assert (refused.value.code, refused.value.details.get("line")) == (code, line)


@pytest.mark.parametrize(
    "text", ["<" * 200_000, "<!--" * 100_000 + "x", "&" * 200_000, "<p>" * 100_000 + "x", "<br>" * 100_000 + "x"]
)
def test_otranscribe_hostile_markup_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert read(otr(text)).lines


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<br>", "<b>", "</b>", "mot", " ", "<", "&", "\0", "\ud800", "<td>", timestamp(3)]
        )
    )
)
def test_otranscribe_reads_or_refuses_any_markup(pieces: list[str]) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        lines = read(json.dumps({"text": "".join(pieces), "media": ""}).encode()).lines
        assert lines
        assert all(line.text and line.text == line.text.strip() for line in lines)


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 1500))
def test_otranscribe_reads_or_refuses_a_file_cut_anywhere(cut: int) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert read(writers.paragraphs(EXAMPLE)[:cut]).lines
