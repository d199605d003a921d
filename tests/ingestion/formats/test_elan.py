"""ELAN: however a laboratory sets up its tiers, the same conversation gives the same turns."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import transcriber
from tasks.ingestion.formats.elan import read
from tasks.ingestion.formats.elan_talk import name_of_speaker
from tasks.ingestion.speakers import split_turns
from tasks.records import Document
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers.elan import LAYOUTS, Layout, tier, write

TYPES = (
    '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>'
    '<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="assoc"/>'
    '<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Subdivision" LINGUISTIC_TYPE_ID="subdiv"/>'
    '<LINGUISTIC_TYPE CONSTRAINTS="Included_In" LINGUISTIC_TYPE_ID="inside"/>'
)


def eaf(tiers: str, times: tuple[int | None, ...] = (0, 1000, 2000, 3000, 4000, 5000), header: str = "") -> bytes:
    """A file with time slots ``t0``, ``t1`` ... and these tiers."""
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="t{place}"' + ("/>" if value is None else f' TIME_VALUE="{value}"/>')
        for place, value in enumerate(times)
    )
    return f"<ANNOTATION_DOCUMENT>{header}<TIME_ORDER>{slots}</TIME_ORDER>{tiers}{TYPES}</ANNOTATION_DOCUMENT>".encode()


def aligned(key: str, start: int, end: int, text: str) -> str:
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{key}" TIME_SLOT_REF1="t{start}" TIME_SLOT_REF2="t{end}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )


def referring(key: str, above: str, text: str, previous: str = "") -> str:
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{key}" ANNOTATION_REF="{above}" PREVIOUS_ANNOTATION="{previous}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
    )


def said(document: Document) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in document.lines]


def beside(document: Document) -> list[str]:
    return [aside.text for aside in document.asides]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_elan_the_example(layout: Layout) -> None:
    document = read(write(EXAMPLE, layout=layout))
    assert turns_of(document) == list(EXAMPLE)
    assert (document.format, document.encoding, document.cues) == ("eaf", "utf-8", True)
    assert document.lines[1].start_s == 2.0
    assert document.lines[1].end_s == 3.999


@settings(max_examples=200, deadline=None)
@given(conversations(), st.sampled_from(LAYOUTS), st.sampled_from(["UTF-8", "UTF-16", "ISO-8859-1"]))
def test_elan_any_conversation(conversation: tuple[Said, ...], layout: Layout, encoding: str) -> None:
    assert turns_of(read(write(conversation, layout=layout, encoding=encoding))) == list(conversation)


def test_elan_order_is_that_of_time_and_slots_without_value_stand_between() -> None:
    data = eaf(
        tier("Anne", aligned("a1", 0, 1, "un") + aligned("a2", 3, 4, "quatre"))
        + tier("Enquêtrice", aligned("a3", 1, 2, "deux") + aligned("a4", 2, 3, "trois")),
        times=(0, None, None, None, 4000),
    )
    document = read(data)
    assert said(document) == [("Anne", "un"), ("Enquêtrice", "deux"), ("Enquêtrice", "trois"), ("Anne", "quatre")]
    assert [(line.start_s, line.end_s) for line in document.lines] == [(0, None), (None, None), (None, None), (None, 4)]


def test_elan_no_times_at_all_keeps_the_order_of_the_file() -> None:
    document = read(eaf(tier("Anne", aligned("a1", 0, 1, "un") + aligned("a2", 8, 9, "deux")), times=(None, None)))
    assert [(line.text, line.start_s) for line in document.lines] == [("un", None), ("deux", None)]


def test_elan_video_frames() -> None:
    header = '<HEADER TIME_UNITS="PAL-frames"/>'
    assert read(eaf(tier("Anne", aligned("a", 1, 2, "un")), (0, 25, 50), header)).lines[0].end_s == 2.0


def test_elan_gestures_translations_and_notes_are_beside_the_talk() -> None:
    data = eaf(
        tier("Anne", aligned("a1", 0, 2, "bonjour à tous"))
        + tier("Anne_traduction", referring("b1", "a1", "hello everybody"), kind="assoc", parent="Anne")
        + tier("Anne_gestes", aligned("g1", 1, 2, "main gauche"), attributes=' PARTICIPANT="Anne"')
        + tier("commentaires", aligned("c1", 0, 1, "porte"))
        + tier("%com@Anne", referring("d1", "a1", "sourit"), kind="assoc", parent="Anne")
        + tier("Tête", aligned("e1", 2, 3, "hoche"), kind="gesture")
    )
    document = read(data)
    assert said(document) == [("Anne", "bonjour à tous")]
    assert sorted(beside(document)) == ["hello everybody", "hoche", "main gauche", "porte", "sourit"]


def test_elan_field_linguists_set_up() -> None:
    data = eaf(
        tier("ref@SP1", aligned("a1", 0, 1, "E.001") + aligned("a2", 2, 3, "E.002"), attributes=' PARTICIPANT="Anne"')
        + tier("ft@SP1", referring("f1", "a1", "free translation"), kind="assoc", parent="ref@SP1")
        + tier(
            "tx@SP1", referring("t1", "a1", "oui oui") + referring("t2", "a2", "non"), kind="assoc", parent="ref@SP1"
        )
        + tier(
            "mot@SP1", referring("m1", "t1", "oui") + referring("m2", "t1", "oui", "m1"), kind="subdiv", parent="tx@SP1"
        )
        + tier("ge@SP1", referring("g1", "m1", "AFF"), kind="assoc", parent="mot@SP1")
    )
    document = read(data)
    assert said(document) == [("Anne", "oui oui"), ("Anne", "non")]
    assert sorted(beside(document)) == ["AFF", "E.001", "E.002", "free translation", "oui", "oui"]


def test_elan_words_alone_are_joined_again_in_their_order() -> None:
    words = referring("w2", "a1", "vais", "w1") + referring("w3", "a1", "bien", "w2") + referring("w1", "a1", "je")
    data = eaf(
        tier("Anne", aligned("a1", 0, 1, "") + aligned("a2", 2, 3, ""))
        + tier("mots", words + referring("w4", "a2", "oui"), kind="subdiv", parent="Anne")
    )
    document = read(data)
    assert [(line.speaker, line.text, line.start_s, line.end_s) for line in document.lines] == [
        ("Anne", "je vais bien", 0, 1),
        ("Anne", "oui", 2, 3),
    ]


def test_elan_talk_kept_below_long_segments() -> None:
    data = eaf(
        tier("Anne", aligned("a1", 0, 5, "parole"))
        + tier(
            "Anne_transcription",
            aligned("b1", 0, 1, "je vais bien") + aligned("b2", 3, 4, "merci à vous"),
            kind="inside",
            parent="Anne",
        )
    )
    document = read(data)
    assert said(document) == [("Anne", "je vais bien"), ("Anne", "merci à vous")]
    assert document.lines[1].start_s == 3.0


def test_elan_the_same_talk_in_two_tiers_is_said_once() -> None:
    text = "je vais bien merci et vous comment allez vous"
    words = "".join(aligned(f"w{place}", 0, 1, word) for place, word in enumerate(text.split()))
    document = read(eaf(tier("MAU", words) + tier("Anne", aligned("a", 0, 1, text))))
    assert said(document) == [("Anne", text)]
    document = read(eaf(tier("jetons", words) + tier("Anne", aligned("a", 0, 1, text))))
    assert said(document) == [("Anne", text)]
    both = read(
        eaf(tier("A", aligned("a", 0, 1, "oui") + aligned("b", 1, 2, "oui")) + tier("B", aligned("c", 3, 4, "oui oui")))
    )
    assert said(both) == [("A", "oui"), ("A", "oui"), ("B", "oui oui")]


def test_elan_notes_are_read_where_there_is_nothing_else() -> None:
    assert said(read(eaf(tier("Notes", aligned("a", 0, 1, "elle arrive"))))) == [("Notes", "elle arrive")]


def test_elan_one_nameless_tier_is_read_by_its_markers() -> None:
    typed = "".join(
        aligned(f"a{at}", at, at + 1, text)
        for at, text in enumerate(["Enquêtrice : Ça va ?", "Anne : Oui.", "Enquêtrice : Bien.", "Anne : Voilà."])
    )
    assert turns_of(read(eaf(tier("default", "") + tier("transcription", typed)))) == [
        ("Enquêtrice", "Ça va ?"),
        ("Anne", "Oui."),
        ("Enquêtrice", "Bien."),
        ("Anne", "Voilà."),
    ]


def test_elan_talk_in_the_tier_that_every_file_has() -> None:
    data = eaf(tier("default", aligned("a1", 0, 1, "un")) + tier("Anne", aligned("a2", 1, 2, "deux")))
    assert said(read(data)) == [("(sans locuteur)", "un"), ("Anne", "deux")]


def test_elan_participants_that_bear_one_name() -> None:
    name = ' PARTICIPANT="Mélanie"'
    two = tier("L1", aligned("a", 0, 1, "un"), attributes=name) + tier(
        "SD", aligned("b", 1, 2, "deux"), attributes=name
    )
    assert [speaker for speaker, _ in said(read(eaf(two)))] == ["Mélanie (L1)", "Mélanie (SD)"]
    three = two + tier("L2", aligned("c", 2, 3, "trois"), attributes=' PARTICIPANT="Rose"')
    assert [speaker for speaker, _ in said(read(eaf(three)))] == ["Mélanie", "Mélanie", "Rose"]


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("A_transcription", "A"),
        ("transcription-Anne Lemoigne", "Anne Lemoigne"),
        ("tx@SP1", "SP1"),
        ("*ANN", "ANN"),
        ("Enquêtrice - paroles", "Enquêtrice"),
        ("Anne-Marie", "Anne-Marie"),
        ("M. de La Brosse", "M. de La Brosse"),
        ("transcription", ""),
        ("", ""),
    ],
)
def test_elan_speakers_named_by_tiers(name: str, speaker: str) -> None:
    assert name_of_speaker(name) == speaker


def test_elan_references_that_go_in_a_circle_or_nowhere() -> None:
    data = eaf(
        tier("A", referring("a1", "a2", "un", "a2") + referring("a2", "a1", "deux", "a1"), parent="B")
        + tier("B", referring("b1", "zz", "trois"), parent="A")
        + tier("C", aligned("c1", 1, 77, "quatre"), parent="disparu")
    )
    assert sorted(text for _, text in said(read(data))) == ["deux", "quatre", "trois", "un"]


def test_elan_many_tiers_in_a_chain() -> None:
    chain = "".join(
        f'<TIER TIER_ID="t{place}" PARENT_REF="t{place - 1}" LINGUISTIC_TYPE_REF="assoc"/>' for place in range(1, 4_000)
    )
    data = eaf(chain + tier("t0", aligned("a", 0, 1, "un")) + tier("end", referring("b", "a", "un"), parent="t3999"))
    assert said(read(data)) == [("t0", "un")]


@pytest.mark.parametrize("data", [eaf(""), eaf(tier("Anne", aligned("a", 0, 1, " "))), b"<ANNOTATION_DOCUMENT/>"])
def test_elan_nothing_said(data: bytes) -> None:
    with pytest.raises(TranscriptUnreadable, match="empty_file"):
        read(data)


@given(st.integers(0, len(write(EXAMPLE)) - 1), st.sampled_from(LAYOUTS))
def test_elan_a_truncated_file_is_refused(length: int, layout: Layout) -> None:
    data = write(EXAMPLE, layout=layout)
    if data[:length].strip() == data.strip():
        return
    with pytest.raises(TranscriptUnreadable):
        read(data[:length])


def test_elan_a_real_file_has_every_word_once(shared: Path) -> None:
    data = (shared / "real" / "formats" / "DOC_FR_2020_CHOIX_5.eaf").read_bytes()
    document = read(data)
    values = re.findall(r"<ANNOTATION_VALUE>(.*?)</ANNOTATION_VALUE>", data.decode(), re.DOTALL)
    shown = re.sub(r"\(silence ([\d.]+)\)", r"\1", " ".join(line.text for line in document.lines))
    assert Counter(shown.split()) == Counter(html.unescape(" ".join(values)).split())
    assert document.asides == ()


def test_elan_one_recording_reads_alike_in_both_formats(shared: Path) -> None:
    files = shared / "real" / "formats"
    here = split_turns(read((files / "DOC_FR_2020_CHOIX_5.eaf").read_bytes())).turns
    there = split_turns(transcriber.read((files / "DOC_FR_2020_CHOIX_5.trs").read_bytes())).turns
    assert [(turn.label, turn.text, turn.start_s) for turn in here] == [
        (turn.label, turn.text, turn.start_s) for turn in there
    ]


def test_elan_more_tiers_than_any_set_up_has() -> None:
    with pytest.raises(TranscriptUnreadable, match="too_large"):
        read(eaf(tier("A", "") * 6_000))


def test_elan_the_mother_of_chat_is_a_speaker_and_no_tier_of_words() -> None:
    tiers = tier("MOT", aligned("a", 0, 1, "bonjour mon grand")) + tier("LUC", aligned("b", 1, 2, "bonjour maman"))
    assert turns_of(read(eaf(tiers))) == [("MOT", "bonjour mon grand"), ("LUC", "bonjour maman")]


def test_elan_tiers_that_name_nobody_are_kept_apart() -> None:
    tiers = tier("transcription", aligned("a", 0, 1, "ça va ?")) + tier("default", aligned("b", 1, 2, "oui et vous"))
    assert turns_of(read(eaf(tiers))) == [("transcription", "ça va ?"), ("default", "oui et vous")]


def test_elan_top_tiers_in_another_language_are_told_beside() -> None:
    said = aligned("a", 0, 1, "azul fellawen") + aligned("b", 1, 2, "labas")
    french = aligned("c", 0, 1, "bonjour à vous tous") + aligned("d", 1, 2, "ça va")
    english = aligned("e", 0, 1, "hello everybody") + aligned("f", 1, 2, "fine")
    document = read(eaf(tier("SP1", said) + tier("FR", french) + tier("anglais", english)))
    assert turns_of(document) == [("SP1", "azul fellawen labas")]
    assert [aside.text for aside in document.asides] == ["bonjour à vous tous", "ça va", "hello everybody", "fine"]
    assert turns_of(read(eaf(tier("FR", french)))) == [("FR", "bonjour à vous tous ça va")]


def test_elan_translations_are_the_talk_of_those_who_sign() -> None:
    tiers = tier("Trad Anne LSF", aligned("a", 0, 1, "viens voir")) + tier("Trad Luc LSF", aligned("b", 1, 2, "non"))
    beside = tier("Thèmes Anne", aligned("c", 0, 2, "le chat")) + tier("Séquences", aligned("d", 0, 2, "le repas"))
    document = read(eaf(beside + tiers))
    assert turns_of(document) == [("Trad Anne LSF", "viens voir"), ("Trad Luc LSF", "non")]
    assert [aside.text for aside in document.asides] == ["le chat", "le repas"]


def test_elan_words_on_a_tier_of_their_own_measures_and_silences_are_not_said() -> None:
    spoken = ["on", "prend", "la", "route", "de", "la", "mer", "et", "puis"]
    times = tuple(range(0, 11000, 1000))
    words = "".join(aligned(f"w{at}", at, at + 1, word) for at, word in enumerate(spoken)) + aligned("w", 9, 10, "_")
    stretches = aligned("o1", 0, 5, " ".join(spoken[:5])) + aligned("o2", 5, 9, " ".join(spoken[5:]))
    tiers = (
        tier("mots", words)
        + tier("durée des pauses", aligned("d", 0, 1, "245") + aligned("e", 3, 4, "110,5"))
        + tier("phase gest MG", aligned("g", 0, 2, "tenue"))
        + tier("ortho", stretches + aligned("o3", 9, 10, "#"))
    )
    document = read(eaf(tiers, times))
    assert [line.text for line in document.lines] == ["on prend la route de", "la mer et puis"]
    assert [aside.text for aside in document.asides] == [*spoken, "_", "245", "110,5", "tenue"]


def test_elan_nothing_but_silences_is_empty() -> None:
    with pytest.raises(TranscriptUnreadable, match="empty_file"):
        read(eaf(tier("Anne", aligned("a", 0, 1, "_") + aligned("b", 1, 2, "#"))))
