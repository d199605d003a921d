"""``speakers.csv``: proposed, confirmed, counted."""

from __future__ import annotations

import pytest

from tasks.ingestion.speaker_sheet import (
    Proposal,
    SpeakerLabels,
    SpeakerSheet,
    contradictory_labels,
    labels_of,
    read_sheet,
    read_speakers,
    with_proposals,
)

HEAD = "file;speaker;role;turns;words;why;confirmed"
PROPOSALS = [
    Proposal("C01.txt", "Marie", "interviewer", 12, 340, "questions"),
    Proposal("C01.txt", "M. Dupré", "interviewee", 12, 2340, "remaining"),
    Proposal("C02.txt", "Marie", "other", 1, 3, "other"),
]


def sheet(*rows: str, head: str = HEAD) -> SpeakerSheet:
    return read_speakers(read_sheet("\n".join([head, *rows]).encode()))


@pytest.mark.parametrize("yes", ["oui", "OUI", "yes", "x", "1", " Oui "])
@pytest.mark.parametrize(
    ("asks", "answers", "third"),
    [
        ("intervieweur", "interviewé", "autre"),
        ("interviewer", "interviewee", "other"),
        ("Enquêtrice", "Enquêté", "AUTRE"),
    ],
)
def test_speaker_sheet_confirmed_rows_count(yes: str, asks: str, answers: str, third: str) -> None:
    found = sheet(
        f"C01.txt;Marie;{asks};;;;{yes}",
        f"c01.TXT;Jean;{answers};;;;{yes}",
        f"C01.txt;Léa;{third};;;;{yes}",
        f"C02.txt;Zoé;{asks};;;;{yes}",
        f"C01.txt;Ida;{asks};;;;",
    )
    assert found.problems == ()
    labels = labels_of(found, ["C01.txt"])
    assert labels == SpeakerLabels(("Marie",), ("Jean",), ("Léa",))
    assert labels.facts()["confirmed"] is True


def test_speaker_sheet_one_role_alone_confirms_nothing() -> None:
    labels = labels_of(sheet("C01.txt;Marie;interviewer;;;;oui"), ["C01.txt"])
    assert labels.facts() == {"interviewer": ["Marie"], "interviewee": [], "other": [], "confirmed": False}
    assert labels_of(SpeakerSheet(), ["C01.txt"]).facts()["confirmed"] is False


def test_speaker_sheet_signs_are_labels_of_their_own() -> None:
    found = sheet("C01.txt;–;interviewer;;;;oui", "C01.txt;*;interviewee;;;;oui")
    assert found.problems == ()
    assert labels_of(found, ["C01.txt"]) == SpeakerLabels(("–",), ("*",))


def test_speaker_sheet_problems_are_told_at_once() -> None:
    found = sheet(
        "C01.txt;Marie;chef;;;;oui",
        "C01.txt;Jean;;;;;oui",
        "C01.txt;Léa;autre;;;;peut-être",
        "C01.txt;;autre;;;;oui",
        "C02.txt;Zoé;autre;;;;oui",
        "C02.txt;ZOE;interviewer;;;;oui",
        "C02.txt;Ida;;;;;",
    )
    assert [(problem.line, problem.field) for problem in found.problems] == [
        (2, "role"),
        (3, "role"),
        (4, "confirmed"),
        (5, "speaker"),
        (7, "role"),
    ]


def test_speaker_sheet_files_of_one_interview_may_not_contradict() -> None:
    found = sheet("a.txt;Marie;interviewer;;;;oui", "b.txt;MARIE;interviewee;;;;oui")
    assert contradictory_labels(labels_of(found, ["a.txt", "b.txt"])) == ["marie"]
    assert contradictory_labels(labels_of(found, ["a.txt"])) == []


def test_speaker_sheet_is_written_and_added_to() -> None:
    first = with_proposals(None, PROPOSALS[:1], "fr")
    assert first is not None
    text = first.decode("utf-8-sig")
    assert text.splitlines() == [
        "fichier;locuteur;rôle;tours;mots;pourquoi;confirmé",
        "C01.txt;Marie;intervieweur;12;340;part de tours qui posent une question;",
    ]
    filled = text.replace("question;", "question; Oui")
    again = with_proposals(read_sheet(filled.encode()), PROPOSALS, "fr")
    assert again is not None
    assert again.decode().startswith(filled)
    assert [row.cells["speaker"] for row in read_sheet(again).rows] == ["Marie", "M. Dupré", "Marie"]
    assert with_proposals(read_sheet(again), PROPOSALS, "fr") is None
    assert with_proposals(None, [], "fr") is None
