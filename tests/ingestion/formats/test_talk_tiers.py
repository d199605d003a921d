"""Which tiers of a TextGrid are the talk, through the reader."""

from __future__ import annotations

import pytest

from tasks.ingestion.formats.praat import read
from tasks.records import Document
from tests.ingestion.writers.praat import Interval, Tier, grid

ANNE: list[Interval] = [(0.0, 2.0, "je suis là"), (2.0, 4.0, ""), (4.0, 6.0, "oui voilà madame")]
ANNE_WORDS = ["je", "suis", "là", "oui", "voilà", "madame"]
PAUL: list[Interval] = [(0.0, 1.5, ""), (1.5, 4.5, "vous êtes là depuis quand ?"), (4.5, 6.0, "")]


def said(document: Document) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in document.lines]


def words_of(intervals: list[Interval]) -> list[Interval]:
    """A tier of words: each stretch cut evenly."""
    cut: list[Interval] = []
    for start, end, text in intervals:
        words = text.split() or [""]
        step = (end - start) / len(words)
        cut += [(start + step * at, start + step * (at + 1), word) for at, word in enumerate(words)]
    return cut


def sounds_of(intervals: list[Interval]) -> list[Interval]:
    """A tier of sounds: each word cut into its letters."""
    spread = [(start, end, " ".join(text)) for start, end, text in words_of(intervals)]
    return words_of(spread)


@pytest.mark.parametrize("names", [("mots", "sons"), ("w", "p"), ("Anne - words", "Anne - phones")])
def test_talk_tiers_words_and_sounds_of_the_same_speech_are_asides(names: tuple[str, str]) -> None:
    words, sounds = names
    tiers: list[Tier] = [(sounds, sounds_of(ANNE)), (words, words_of(ANNE)), ("Anne", ANNE), ("Paul", PAUL)]
    document = read(grid(tiers))
    assert said(document) == [
        ("Anne", "je suis là"),
        ("Paul", "vous êtes là depuis quand ?"),
        ("Anne", "oui voilà madame"),
    ]
    assert [(aside.kind, aside.text) for aside in document.asides] == [
        ("annotation", f"{sounds} : j e s u i s l à o u i v o i l à m a d a m e"),
        ("annotation", f"{words} : je suis là oui voilà madame"),
    ]


def test_talk_tiers_words_are_the_talk_where_nothing_else_is() -> None:
    tiers: list[Tier] = [("Anne - words", words_of(ANNE)), ("Anne - phones", sounds_of(ANNE))]
    tiers += [("Paul - words", words_of(PAUL)), ("Paul - phones", sounds_of(PAUL))]
    document = read(grid(tiers))
    assert [line.text for line in document.lines if line.speaker == "Anne"] == ANNE_WORDS
    assert [line.text for line in document.lines if line.speaker == "Paul"] == [
        word for *_, word in words_of(PAUL) if word
    ]


def test_talk_tiers_tiers_in_other_signs_over_the_same_bounds_are_asides() -> None:
    cut = words_of(ANNE)
    kinds: list[Interval] = [(start, end, text and "NOM") for start, end, text in cut]
    tiers: list[Tier] = [("ORT-MAU", cut), ("KAN-MAU", cut), ("MAU", sounds_of(ANNE)), ("nature", kinds)]
    document = read(grid(tiers))
    assert said(document) == [("", word) for word in ANNE_WORDS]
    assert [aside.text.partition(" :")[0] for aside in document.asides] == ["KAN-MAU", "MAU", "nature"]


def test_talk_tiers_sentences_beside_turns_are_not_said_twice() -> None:
    turns: list[Interval] = [(0.0, 6.0, "Je suis là. Oui, voilà madame."), (6.0, 9.0, "Bien.")]
    sentences: list[Interval] = [(0.0, 2.0, "Je suis là."), (2.0, 6.0, "Oui, voilà madame."), (6.0, 9.0, "Bien.")]
    document = read(grid([("phrases", sentences), ("Anne", turns), ("Paul", [(9.0, 12.0, "Merci.")])]))
    assert said(document) == [("Anne", turns[0][2]), ("Anne", "Bien."), ("Paul", "Merci.")]


def test_talk_tiers_who_answers_in_a_word_within_long_turns_is_a_speaker() -> None:
    long_turn: list[Interval] = [(0.0, 60.0, "je vais vous raconter tout cela depuis le début et sans rien oublier")]
    short: list[Interval] = [(float(at), at + 0.5, "oui") for at in range(5, 55, 5)]
    document = read(grid([("Anne", long_turn), ("Paul", short)]))
    assert [speaker for speaker, _ in said(document)] == ["Anne"] + ["Paul"] * 10


def test_talk_tiers_two_who_speak_at_the_same_time_are_both_read() -> None:
    document = read(grid([("Anne", [(0.0, 1.0, "oui")]), ("Paul", [(0.0, 1.0, "non")])]))
    assert said(document) == [("Anne", "oui"), ("Paul", "non")]


def test_talk_tiers_notes_points_and_comments_are_asides() -> None:
    points: list[tuple[float, str]] = [(1.0, 'un "geste"'), (2.0, "")]
    notes: list[Interval] = [(0.0, 3.0, "elle hésite"), (3.0, 6.0, "bruit dehors")]
    document = read(grid([("Anne", ANNE), ("Paul", PAUL), ("gestes", points), ("Commentaires", notes)]))
    assert [speaker for speaker, _ in said(document)] == ["Anne", "Paul", "Anne"]
    assert [(aside.kind, aside.text) for aside in document.asides] == [
        ("annotation", 'gestes : un "geste"'),
        ("comment", "elle hésite"),
        ("comment", "bruit dehors"),
    ]


def test_talk_tiers_points_are_the_talk_where_nothing_else_is() -> None:
    tiers: list[Tier] = [("Anne", [(1.0, "oui")]), ("Paul", [(0.5, "vous ?"), (2.0, "bien")])]
    document = read(grid(tiers))
    assert [(line.speaker, line.text, line.start_s, line.end_s) for line in document.lines] == [
        ("Paul", "vous ?", 0.5, None),
        ("Anne", "oui", 1.0, None),
        ("Paul", "bien", 2.0, None),
    ]


def test_talk_tiers_a_tier_that_says_who_speaks() -> None:
    texts: list[Interval] = [(0.0, 1.0, "Vous êtes là ?"), (1.0, 2.0, "Oui."), (2.0, 3.0, "Bien.")]
    who: list[Interval] = [(0.0, 1.0, "Enq"), (1.0, 3.0, "Anne Lemoigne")]
    document = read(grid([("locuteur", who), ("texte", texts)]))
    assert said(document) == [("Enq", "Vous êtes là ?"), ("Anne Lemoigne", "Oui."), ("Anne Lemoigne", "Bien.")]


def test_talk_tiers_a_speaker_named_speaker_is_one() -> None:
    document = read(grid([("Locuteur", ANNE), ("Enquêteur", PAUL)]))
    assert {speaker for speaker, _ in said(document)} == {"Locuteur", "Enquêteur"}


def test_talk_tiers_two_speakers_cut_at_the_same_places_are_both_read() -> None:
    asked: list[Interval] = [(10.0 * at, 10.0 * at + 10, "et puis ?") for at in range(6)]
    answered: list[Interval] = [
        (start, end, f"alors la fois {start} on a repris tout le chantier") for start, end, _ in asked
    ]
    assert len(read(grid([("Paul", asked), ("Anne", answered)])).lines) == 12


def test_talk_tiers_a_translation_of_each_stretch_is_an_aside() -> None:
    texts: list[Interval] = [
        (float(at), at + 1.0, text) for at, text in enumerate(["je ne sais pas", "ah oui", "bien sûr que si"])
    ]
    other: list[Interval] = [
        (float(at), at + 1.0, text) for at, text in enumerate(["I don't know", "oh yes", "of course yes"])
    ]
    document = read(grid([("Anne", texts), ("anglais", other)]))
    assert [text for _, text in said(document)] == ["je ne sais pas", "ah oui", "bien sûr que si"]


def test_talk_tiers_of_sppas() -> None:
    spoken = [(start, end, text or "#") for start, end, text in words_of(ANNE)]
    sounds = [(start, end, text or "#") for start, end, text in sounds_of(ANNE)]
    tiers: list[Tier] = [
        ("Tokenization", [(0.0, 6.0, "je suis là # oui voilà madame")]),
        ("Phonetization", [(0.0, 6.0, "Z@ sHi la # wi vwala madam")]),
        ("PhonAlign", sounds),
        ("TokensAlign", spoken),
        ("Activity", [(0.0, 2.0, "speech"), (2.0, 4.0, "pause"), (4.0, 6.0, "speech")]),
        ("MetaInformation", [(0.0, 6.0, "program=SPPAS")]),
    ]
    assert [text for _, text in said(read(grid(tiers)))] == ["je suis là # oui voilà madame"]


def test_talk_tiers_what_bears_a_speakers_name_and_more_tells_of_that_speaker() -> None:
    analysed: list[Interval] = [
        (start, end, text and f"{at} {text} {text} NOM _ sujet") for at, (start, end, text) in enumerate(words_of(ANNE))
    ]
    english: list[Interval] = [(0.0, 2.0, "here I am, you know, at last"), (4.0, 6.0, "yes")]
    actions: list[Interval] = [(0.5, 1.5, "Anne montre la porte"), (4.0, 5.0, "elle se lève")]
    tiers: list[Tier] = [("Anne", ANNE), ("Anne-analyse", analysed), ("Anne_en", english), ("gestuelle@Anne", actions)]
    document = read(grid([*tiers, ("Paul", PAUL)]))
    assert said(document) == [
        ("Anne", "je suis là"),
        ("Paul", "vous êtes là depuis quand ?"),
        ("Anne", "oui voilà madame"),
    ]
    assert [aside.text.partition(" :")[0] for aside in document.asides] == [name for name, _ in tiers[1:]]


def test_talk_tiers_a_second_speaker_of_one_name_is_a_speaker() -> None:
    short: list[Interval] = [(0.5, 1.0, "oui"), (4.5, 5.0, "d'accord")]
    document = read(grid([("Témoin", ANNE), ("Témoin 2", short)]))
    assert {speaker for speaker, _ in said(document)} == {"Témoin", "Témoin 2"}
