from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.json_files import MAX_CONTAINERS
from tasks.ingestion.formats.speech_doubts import compression_ratio
from tasks.ingestion.formats.speech_recognition import opens_as_whisper, read
from tasks.ingestion.recognise import recognise_format
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers import speech_recognition as writers

Writer = Callable[[Sequence[Said]], bytes]
WRITERS: tuple[Writer, ...] = (
    writers.whisperx,
    writers.whisperx_in_one_segment,
    writers.whisper_cpp,
    writers.insanely_fast,
)


def file_of(*segments: dict[str, Any], **more: object) -> bytes:
    return json.dumps({"text": "tout", "segments": list(segments), "language": "fr", **more}).encode()


def said(data: bytes) -> list[tuple[int, str, str, float | None, float | None]]:
    return [(line.number, line.speaker, line.text, line.start_s, line.end_s) for line in read(data).lines]


@pytest.mark.parametrize("write", WRITERS)
def test_speech_recognition_gives_the_turns_of_the_example(write: Writer) -> None:
    data = write(EXAMPLE)
    assert recognise_format(data) == "whisper"
    assert turns_of(read(data)) == list(EXAMPLE)


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=200, deadline=None)
@given(conversation=conversations())
def test_speech_recognition_round_trip(write: Writer, conversation: tuple[Said, ...]) -> None:
    assert turns_of(read(write(conversation))) == list(conversation)


def test_speech_recognition_of_whisper_itself_has_times_and_no_speakers() -> None:
    data = file_of(
        {"id": 0, "start": 0.0, "end": 2.5, "text": " Bonjour.", "avg_logprob": -0.2, "no_speech_prob": 0.01},
        {"id": 1, "start": "2.5", "end": "00:00:04,250", "text": " Ça va ?\u0000\n Oui", "words": []},
        {"id": 2, "start": None, "end": -3, "text": "  "},
        {"id": 3, "start": True, "end": [], "text": "Non"},
    )
    assert said(data) == [
        (1, "", "Bonjour.", 0.0, 2.5),
        (2, "", "Ça va ? Oui", 2.5, 4.25),
        (4, "", "Non", None, None),
    ]
    assert read(data).cues
    assert read(data).asides == ()


def test_speech_recognition_cuts_a_segment_where_the_words_change_speaker() -> None:
    words = [
        {"word": "Vous", "start": 0.0, "end": 0.2, "speaker": "SPEAKER_00"},
        {"word": "venez ?"},
        {"word": "Oui,", "start": 1.0, "end": 1.2, "speaker": "SPEAKER_01"},
        {"word": "12", "speaker": None},
        {"word": "fois.", "start": 1.5, "end": 2.0, "speaker": "SPEAKER_01"},
    ]
    data = file_of(
        {"start": 0.0, "end": 2.5, "text": " Vous venez ? Oui, 12 fois.", "words": words, "speaker": "SPEAKER_01"}
    )
    assert said(data) == [
        (1, "SPEAKER_00", "Vous venez ?", 0.0, 0.2),
        (1, "SPEAKER_01", "Oui, 12 fois.", 1.0, 2.5),
    ]


def test_speech_recognition_keeps_a_text_whole_that_its_words_do_not_make() -> None:
    words = [{"word": "autre", "speaker": "A"}, {"word": "chose", "speaker": "B"}]
    assert said(file_of({"start": 1, "end": 2, "text": "Ce qui est dit", "words": words, "speaker": "B"})) == [
        (1, "B", "Ce qui est dit", 1.0, 2.0)
    ]
    assert said(file_of({"words": [{"word": " Sans", "speaker": "A"}, {"word": " texte"}]})) == [
        (1, "A", "Sans texte", None, None)
    ]


def test_speech_recognition_of_unnamed_segments_goes_by_words_then_by_neighbours_then_to_nobody() -> None:
    data = file_of(
        {"text": "Un", "words": [{"word": "Un", "speaker": "S0"}]},
        {"text": "deux", "speaker": None},
        {"text": "trois", "speaker": "S0"},
        {"text": "quatre"},
        {"text": "cinq", "speaker": 1},
        {"text": "six", "speaker": "UNKNOWN"},
    )
    assert [speaker for _, speaker, *_ in said(data)] == ["S0", "S0", "S0", "Inconnu", "Locuteur 1", "Inconnu"]
    assert [aside.number for aside in read(data).asides] == [2, 4, 6]
    assert {aside.kind for aside in read(data).asides} == {"annotation"}


def test_speech_recognition_of_insanely_fast_whisper_loses_no_chunk_that_speakers_leave_out() -> None:
    chunks = [{"timestamp": [place, place + 1.0], "text": f" mot{place}"} for place in range(4)]
    chunks[3]["timestamp"] = [3, None]
    speakers = [
        {"speaker": "S0", "timestamp": [0, 2.0], "text": " mot0 mot1"},
        {"speaker": "S1", "timestamp": [2.0, 3.0], "text": " mot2"},
    ]
    data = json.dumps({"speakers": speakers, "chunks": chunks, "text": "x"}).encode()
    assert said(data) == [
        (1, "S0", "mot0", 0.0, 1.0),
        (2, "S0", "mot1", 1.0, 2.0),
        (3, "S1", "mot2", 2.0, 3.0),
        (4, "Inconnu", "mot3", 3.0, None),
    ]


def test_speech_recognition_tells_what_to_listen_to_again_and_leaves_it() -> None:
    loop = "et donc voilà on fait comme ça " * 12
    data = file_of(
        {"start": 0, "text": "Bonjour à vous", "no_speech_prob": 0.1, "avg_logprob": -0.3, "compression_ratio": 1.2},
        {"start": 3661, "text": "Sûr de rien", "no_speech_prob": 0.9, "avg_logprob": -1.4},
        {"text": loop},
        {"text": "Sous-titres réalisés par la communauté d'Amara.org"},
        {"text": "Je ne sais pas."},
        {"text": "Je ne sais pas."},
        {"text": "je ne sais pas"},
        {"text": "Oui."},
        {"text": "Oui."},
        {"text": "Oui."},
    )
    document = read(data)
    assert len(document.lines) == 10
    assert [(aside.number, aside.text) for aside in document.asides] == [
        (2, "Segment 2 (1:01:01) à réécouter : silence probable, reconnaissance incertaine"),
        (3, "Segment 3 à réécouter : paroles répétées en boucle"),
        (4, "Segment 4 à réécouter : formule de sous-titrage"),
        *((number, f"Segment {number} à réécouter : paroles répétées en boucle") for number in (5, 6, 7)),
    ]


def test_speech_recognition_measures_repetition_as_whisper_does() -> None:
    assert compression_ratio("oui") < 1
    assert compression_ratio("et puis voilà " * 40) > 2.4


def test_speech_recognition_reads_a_bare_list_and_what_is_no_number() -> None:
    text = (
        '[{"start": NaN, "end": Infinity, "text": "Un", "avg_logprob": NaN}, {"start": 1e999, "text": "deux \\ud83d"}]'
    )
    assert opens_as_whisper(text)
    assert said(text.encode()) == [(1, "", "Un", None, None), (2, "", "deux \ufffd", None, None)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Bonjour", "unknown_format", None),
        ('{"text": "seul"}', "unknown_format", None),
        ('{"segments": "x", "text": "seul"}', "unknown_format", None),
        ('{"segments": [], "text": ""}', "empty_file", None),
        ('{"segments": [{"text": " "}, {"text": null}]}', "empty_file", None),
        ('{"segments": [\n{"text": "coupé"', "damaged_file", 2),
        ('{\n\n"segments": [3]}', "damaged_file", 3),
        ('{\n"segments": [{"text": ["x"]}]}', "damaged_file", 2),
        ('{"segments": [{"text": "a", "text": "b"}]}', "damaged_file", 1),
        ('{"segments": [' + '{"a":' * 50_000, "damaged_file", 1),
        ("[{" + "[" * (MAX_CONTAINERS + 1), "too_large", None),
    ],
)
def test_speech_recognition_refuses_what_is_none(text: str, code: str, line: int | None) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(text.encode())
    assert (refused.value.code, refused.value.details.get("line")) == (code, line)


def test_speech_recognition_numbers_of_any_length_do_no_harm() -> None:
    assert said(file_of({"text": "Un"}).replace(b'"Un"', b'"Un", "start": ' + b"9" * 6000)) == [
        (1, "", "Un", None, None)
    ]


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 2000), write=st.sampled_from(WRITERS))
def test_speech_recognition_reads_or_refuses_a_file_cut_anywhere(cut: int, write: Writer) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert read(write(EXAMPLE)[:cut]).lines


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "segments", "chunks", "speakers", "words", "word", "start", "speaker", "timestamp"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(value=JSON_VALUES)
def test_speech_recognition_reads_or_refuses_any_json(value: object) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        lines = read(json.dumps(value).encode()).lines
        assert lines
        assert all(line.text and line.text == line.text.strip() for line in lines)
