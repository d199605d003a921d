from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.praat import opens_as_text_grid, read
from tasks.ingestion.formats.text_grid import MAX_TIERS
from tasks.ingestion.recognise import recognise_format
from tasks.records import Document
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers.praat import Interval, Tier, grid, write

FORMS = ("long", "short", "chronological")
ANNE: list[Interval] = [(0.0, 2.0, "je suis là"), (2.0, 4.0, ""), (4.0, 6.0, "oui voilà madame")]
ANNE_WORDS = ["je", "suis", "là", "oui", "voilà", "madame"]
PAUL: list[Interval] = [(0.0, 1.5, ""), (1.5, 4.5, "vous êtes là depuis quand ?"), (4.5, 6.0, "")]


def said(document: Document) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in document.lines]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_praat_round_trip(form: str, encoding: str) -> None:
    data = write(EXAMPLE, form=form, encoding=encoding)
    assert recognise_format(data) == "textgrid"
    assert turns_of(read(data)) == list(EXAMPLE)


@settings(max_examples=200, deadline=None)
@given(conversations(), st.sampled_from(FORMS))
def test_praat_round_trip_of_any_conversation(told: tuple[Said, ...], form: str) -> None:
    assert turns_of(read(write(told, form=form))) == list(told)


def test_praat_gives_times_lines_and_order_by_start() -> None:
    data = grid([("Anne", ANNE), ("Paul", PAUL)])
    document = read(data)
    assert [(line.speaker, line.text, line.start_s, line.end_s) for line in document.lines] == [
        ("Anne", "je suis là", 0.0, 2.0),
        ("Paul", "vous êtes là depuis quand ?", 1.5, 4.5),
        ("Anne", "oui voilà madame", 4.0, 6.0),
    ]
    written = data.decode().split("\n")
    assert all(f'text = "{line.text}"' in written[line.number - 1] for line in document.lines)
    assert (document.format, document.cues, document.asides) == ("textgrid", True, ())


def test_praat_of_two_who_begin_at_once_the_upper_tier_comes_first() -> None:
    tiers: list[Tier] = [("B", [(0.0, 1.0, "un")]), ("A", [(0.0, 2.0, "deux")])]
    assert said(read(grid(tiers))) == [("B", "un"), ("A", "deux")]


@pytest.mark.parametrize("form", FORMS)
def test_praat_labels_that_look_like_the_format(form: str) -> None:
    odd = [
        'item [2]: class = "TextTier"',
        '"IntervalTier"',
        "intervals [1]: xmin = 3",
        "<exists> 12 !",
        '""',
        "ooTextFile",
    ]
    entries: list[Interval] = [(float(at), at + 1.0, text) for at, text in enumerate(odd)]
    assert [
        line.text for line in read(grid([("A", entries), ("B", PAUL)], form=form)).lines if line.speaker == "A"
    ] == odd


def test_praat_labels_over_several_lines_and_in_old_letters() -> None:
    entries: list[Interval] = [
        (0.0, 1.0, "un\n  deux\ttrois"),
        (1.0, 2.0, "\\e't\\e' de No\\e\"l, \\c,a \\<<va\\>> \\ "),
        (2.0, 3.0, "fin"),
    ]
    lines = read(grid([("A", entries), ("B", PAUL)])).lines
    assert [(line.text, line.number) for line in lines if line.speaker == "A"] == [
        ("un deux trois", 18),
        ("été de Noël, ça «va» \\", 23),
        ("fin", 27),
    ]


def test_praat_silences_and_sounds() -> None:
    marks = ["sil", "_", "#", "<p:>", "", "Silence", "rires", "(rires)", "oui"]
    entries: list[Interval] = [(float(at), at + 1.0, text) for at, text in enumerate(marks)]
    read_marks = [line.text for line in read(grid([("A", entries), ("B", PAUL)])).lines if line.speaker == "A"]
    assert read_marks == ["(Silence)", "(rires)", "(rires)", "oui"]


@pytest.mark.parametrize(
    ("name", "speaker"),
    [("Anne", "Anne"), ("transcription", ""), ("Anne - utterances", "Anne"), ("Texte 1", ""), ("", "")],
)
def test_praat_a_single_tier_bears_a_name_only_if_it_is_one(name: str, speaker: str) -> None:
    assert {found for found, _ in said(read(grid([(name, ANNE)])))} == {speaker}


def test_praat_tiers_without_a_name_bear_their_place() -> None:
    assert {speaker for speaker, _ in said(read(grid([("", ANNE), ("", PAUL)])))} == {"tier 1", "tier 2"}


def test_praat_a_single_tier_with_typed_markers() -> None:
    entries: list[Interval] = [
        (0.0, 1.0, "Enq : vous ?"),
        (1.0, 2.0, "Anne : oui"),
        (2.0, 3.0, "Enq : bien"),
        (3.0, 4.0, "Anne : voilà"),
    ]
    document = read(grid([("entretien de mai", entries)]))
    assert turns_of(document) == [("Enq", "vous ?"), ("Anne", "oui"), ("Enq", "bien"), ("Anne", "voilà")]


def test_praat_reads_times_as_praat_writes_them() -> None:
    text = grid([("A", [(0.0, 1.0, "un")]), ("B", PAUL)]).decode()
    odd = text.replace("xmin = 0.0", "xmin = -1e-05", 1).replace("xmax = 1.0", "xmax=1,5", 1)
    line = read(odd.encode()).lines[0]
    assert (line.text, line.start_s, line.end_s) == ("un", -1e-05, 1.5)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_praat_line_ends_of_other_systems(ends: str) -> None:
    data = grid([("Anne", ANNE), ("Paul", PAUL)])
    assert read(data.replace(b"\n", ends.encode())) == read(data)


SHORT = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0\n9\n<exists>\n'


@pytest.mark.parametrize(
    ("text", "code", "details"),
    [
        ("bonjour", "unknown_format", {"found": "txt"}),
        ('File type = "ooTextFile"\nObject class = "PitchTier"\n0\n1\n', "unknown_format", {"found": "praat"}),
        ('File type = "ooTextFile"', "damaged_file", {"line": 1}),
        (SHORT + "0\n", "empty_file", {}),
        (SHORT.replace("<exists>", "<absent>"), "empty_file", {}),
        (SHORT + '1\n"IntervalTier"\n"A"\n0\n9\n1\n0\n9\n""\n', "empty_file", {}),
        (SHORT + '1\n"IntervalTier"\n"A"\n0\n9\n999999999999\n0\n9\n"oui"\n', "damaged_file", {"line": 15}),
        (SHORT + '1\n"IntervalTier"\n"A"\n0\n9\n1e400\n0\n9\n"oui"\n', "damaged_file", {"line": 12}),
        (SHORT + '1\n"IntervalTier"\n"A"\n0\n9\n-1\n', "damaged_file", {"line": 12}),
        (SHORT + '1\n"IntervalTier"\n"A"\n0\n9\n1.5\n', "damaged_file", {"line": 12}),
        (SHORT + '1\n"IntervalTier"\n"A"\n0\n9\n1\n0\n9\n"oui', "damaged_file", {"line": 15}),
        (SHORT + '1\n"IntervalTier"\n"A"\n0\n9\n1\n0\n"oui"\n', "damaged_file", {"line": 14}),
        (SHORT + '1\n"SpeechTier"\n"A"\n0\n9\n1\n0\n9\n"oui"\n', "damaged_file", {"line": 8}),
        (SHORT + '2\n"IntervalTier"\n"A"\n0\n9\n1\n0\n9\n"oui"\n', "damaged_file", {"line": 15}),
        (SHORT + "10000\n", "too_large", {"tiers": 10000, "limit": MAX_TIERS}),
        (
            '"Praat chronological TextGrid text file"\n0 9\n1\n"TextTier" "A" 0 9\n2 1 "oui"',
            "damaged_file",
            {"line": 5},
        ),
    ],
)
def test_praat_refuses(text: str, code: str, details: dict[str, object]) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(text.encode())
    assert (refused.value.code, refused.value.details) == (code, details)


def test_praat_nul_characters_are_no_text() -> None:
    with pytest.raises(TranscriptUnreadable, match="binary_file"):
        read(SHORT.encode() + bytes(40))


@pytest.mark.parametrize("cut", range(0, 700, 7))
def test_praat_a_file_that_breaks_off_is_refused(cut: int) -> None:
    data = grid([("Anne", ANNE), ("Paul", PAUL)], form="short").rstrip()
    with pytest.raises(TranscriptUnreadable):
        read(data[: min(cut, len(data) - 1)])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400), st.sampled_from(FORMS[:2]))
def test_praat_reads_or_refuses_anything(noise: bytes, place: int, form: str) -> None:
    data = grid([("Anne", ANNE), ("Paul", PAUL)], form=form)
    with contextlib.suppress(TranscriptUnreadable):
        document = read(data[:place] + noise + data[place:])
        assert all(line.text == line.text.strip() != "" for line in document.lines)


def test_praat_many_tiers_and_a_label_of_megabytes() -> None:
    tiers: list[Tier] = [
        (f"P{tier}", [(200.0 * at + tier, 200.0 * at + tier + 1, f"mot{tier}") for at in range(200)])
        for tier in range(MAX_TIERS)
    ]
    assert len(read(grid(tiers)).lines) == 200 * MAX_TIERS
    long_label = 'm"' * 1_000_000
    assert read(grid([("A", [(0.0, 1.0, long_label)]), ("B", PAUL)])).lines[0].text == long_label
    with pytest.raises(TranscriptUnreadable, match="damaged_file"):
        read(SHORT.encode() + b'1\n"IntervalTier"\n"' + b'""' * 4_000_000)


def test_praat_recogniser_answers_any_text() -> None:
    assert opens_as_text_grid('\n"ooTextFile"\n"TextGrid"')
    assert not opens_as_text_grid('Il a dit "ooTextFile"')
    assert not opens_as_text_grid("")


def test_praat_asides_name_the_line_of_their_tier() -> None:
    data = grid([("Anne", ANNE), ("Paul", PAUL), ("phones", [(0.0, 1.0, "j"), (1.0, 2.0, "e")])])
    (aside,) = read(data).asides
    assert 'name = "phones"' in data.decode().split("\n")[aside.number - 1]


def test_praat_words_that_another_puts_in_are_that_ones() -> None:
    labels = [
        "(bruit de fond)",
        "E: Vous habitez où <AB: Ici. Depuis toujours.> ?",
        "AB: Oui. V<E: Ah bon ?> Voilà, et <E: Hm.>, euh, <là> c'est <ZZ: rien>.",
        "E: <AB: Voilà.>",
        "E: Bien.",
    ]
    intervals = [(float(at), at + 1.0, text) for at, text in enumerate(labels)]
    assert turns_of(read(grid([("entretien", intervals)]))) == [
        ("E", "Vous habitez où ?"),
        ("AB", "Ici. Depuis toujours. Oui. V Voilà, et, euh, <là> c'est <ZZ: rien>."),
        ("E", "Ah bon ? Hm."),
        ("AB", "Voilà."),
        ("E", "Bien."),
    ]


@pytest.mark.parametrize("silent", ["<P>", "%", "#", "_", "<sil>", "p:", "*", "[]"])
def test_praat_signs_of_silence_say_nothing(silent: str) -> None:
    intervals = [(0.0, 1.0, silent), (1.0, 2.0, "oui"), (2.0, 3.0, silent)]
    assert [line.text for line in read(grid([("Anne", intervals)])).lines] == ["oui"]
