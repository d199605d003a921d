"""One conversation as the programs of calls and subtitles write it, read back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

import pytest
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import subrip, web_vtt
from tests.ingestion.conversations import EXAMPLE, Alphabet, Said, conversations, turns_of
from tests.ingestion.writers import subrip as subrip_writers
from tests.ingestion.writers import web_vtt as web_vtt_writers

Writer = Callable[[Sequence[Said]], bytes]

# names are typed: those that stand once must be recognised by their word
TYPED = ("Enquêtrice", "Anne", "Mari")
# SubRip has no way to write a sign of markup as itself
PLAIN = Alphabet(words=tuple(word for word in Alphabet().words if word != "<b>"))
SRT_EXAMPLE = tuple((speaker, said.replace("<b>", "")) for speaker, said in EXAMPLE)


@pytest.mark.parametrize("write", [web_vtt_writers.teams, web_vtt_writers.zoom, web_vtt_writers.webex])
def test_cues_of_web_vtt_give_the_turns_of_the_example(write: Writer) -> None:
    assert turns_of(web_vtt.read(write(EXAMPLE))) == list(EXAMPLE)


@pytest.mark.parametrize("write", [subrip_writers.named, subrip_writers.bracketed])
def test_cues_of_subrip_give_the_turns_of_the_example(write: Writer) -> None:
    assert turns_of(subrip.read(write(SRT_EXAMPLE))) == list(SRT_EXAMPLE)


@pytest.mark.parametrize("write", [web_vtt_writers.teams, web_vtt_writers.webex])
@settings(max_examples=200, deadline=None)
@given(conversation=conversations())
def test_cues_of_web_vtt_round_trip(write: Writer, conversation: tuple[Said, ...]) -> None:
    assert turns_of(web_vtt.read(write(conversation))) == list(conversation)


@settings(max_examples=200, deadline=None)
@given(conversation=conversations(speakers=TYPED))
def test_cues_of_zoom_round_trip(conversation: tuple[Said, ...]) -> None:
    assert turns_of(web_vtt.read(web_vtt_writers.zoom(conversation))) == list(conversation)


@pytest.mark.parametrize("write", [subrip_writers.named, subrip_writers.bracketed])
@settings(max_examples=200, deadline=None)
@given(conversation=conversations(speakers=TYPED, alphabet=PLAIN))
def test_cues_of_subrip_round_trip(write: Writer, conversation: tuple[Said, ...]) -> None:
    assert turns_of(subrip.read(write(conversation))) == list(conversation)


@settings(max_examples=100, deadline=None)
@given(conversation=conversations(alphabet=PLAIN))
def test_cues_agree_with_the_standard_on_any_conversation(conversation: tuple[Said, ...]) -> None:
    written = web_vtt_writers.webex(conversation)
    lines = web_vtt.read(written).lines
    captions = webvtt.from_string(written.decode()).captions
    naive = [
        (cue.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), cue.start_in_seconds)
        for cue in captions
    ]
    assert [(line.text, int(line.start_s or 0)) for line in lines] == naive


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 1500), write=st.sampled_from([web_vtt_writers.teams, web_vtt_writers.webex]))
def test_cues_of_a_file_cut_anywhere_are_read_or_refused(cut: int, write: Writer) -> None:
    whole = web_vtt.read(write(EXAMPLE)).lines
    with contextlib.suppress(TranscriptUnreadable):
        lines = web_vtt.read(write(EXAMPLE)[:cut]).lines
        assert lines
        complete = [line for line in lines if line.number < lines[-1].number]
        assert complete == list(whole[: len(complete)])
