from __future__ import annotations

import pytest

from tasks.ingestion.headings import is_heading, is_numbered_heading
from tasks.ingestion.labels import code_stem, is_code, is_label, joint_parts, label_key
from tasks.ingestion.markers import find_markers
from tasks.records import Line


@pytest.mark.parametrize(
    "label",
    [
        "Enquêtrice", "E", "E1", "MB", "Mme X", "Mr X", "M. de La Brosse", "Anne L.", "ANNE LEMOIGNE", "Jean-Pierre",
        "SPEAKER_00", "Speaker 1", "Locuteur A", "Intervenant 2", "Personne interrogée", "personne interrogée",
        "CHERCHEUR·E", "Chercheur.e", "ENQUÊTÉ(E)", "Claire (enquêtrice)", "E1 et E2", "E / A", "Anne & Luc",
        "l'enquêtrice", "Élodie", "D'Arcy",
    ],
)  # fmt: skip
def test_markers_labels(label: str) -> None:
    assert is_label(label)


@pytest.mark.parametrize(
    "label",
    [
        "", " ", "12", "Par exemple", "Note", "NB", "PS", "https", "mailto", "Je me suis dit", "il m'a dit", "Ma mère",
        "Thème 2", "Partie 1", "Étape 3", "Point 4", "Bourdieu P. (1993)", "Dupont, J.", "Bon ?", "« Luc", "Lundi",
        "Avantages", "C'est-à-dire", "Rires", "Silence", "anne", "A" * 64, "Un Deux Trois Quatre Cinq Six Sept",
    ],
)  # fmt: skip
def test_markers_no_labels(label: str) -> None:
    assert not is_label(label)


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("Enquêtrice : Ça va", "Enquêtrice", "Ça va"),
        ("Enquêtrice\u00a0: Ça va", "Enquêtrice", "Ça va"),
        ("E1: oui", "E1", "oui"),
        ("[Chercheur] (0:01 - 0:11)", "Chercheur", ""),
        ("[Chercheur] : oui", "Chercheur", "oui"),
        ("Claire Duval  0:03", "Claire Duval", ""),
        ("Claire Duval, 12'34 : oui", "Claire Duval", "oui"),
        ("00:00:05 - Speaker 1", "Speaker 1", ""),
        ("SPEAKER_00 [00:00:01 --> 00:00:05]", "SPEAKER_00", ""),
        ("LB\toui", "LB", "oui"),
        ("Q3. Quels outils ?", "Q", "Q3. Quels outils ?"),
        ("R3. Aucun", "R", "Aucun"),
        ("Réponse 2 : aucun", "Réponse", "aucun"),
        ("**Anne :** oui", "Anne", "oui"),
        ("#Anne: oui", "Anne", "oui"),
        ("@Anne: oui", "Anne", "oui"),
        ("[> anne ?] oui", "anne", "oui"),
        ("Enquêtrice : 1 - Est-ce que", "Enquêtrice", "1 - Est-ce que"),
    ],
)
def test_markers_likeliest_reading_of_a_line(line: str, label: str, words: str) -> None:
    marker = find_markers(line)[0]
    assert (marker.label, line[marker.end :]) == (label, words)


@pytest.mark.parametrize(
    "line",
    [
        "1 - Est-ce que", "12:30", "https://exemple.org", "Thème 2 : le travail", "Par exemple : ça", "(rires) oui",
        "[rires] oui", "[Prénom] oui", "Je me suis dit : bon", "3:1", "...", "« Luc : oui »", "",
    ],
)  # fmt: skip
def test_markers_lines_without_any(line: str) -> None:
    assert find_markers(line) == ()


def test_markers_a_time_before_or_after_is_the_turns() -> None:
    for line in ("[0:31] Rose : oui", "Rose (0:31) : oui", "Rose : [0:31] oui", "0:31 Rose : oui", "0'31 Rose : oui"):
        marker = find_markers(line)[0]
        assert (marker.span.start_s, line[marker.end :]) == (31, "oui")


def test_markers_known_labels_are_read_in_any_case() -> None:
    assert find_markers("le vieux loup : salut", {"le vieux loup"})[0].label == "le vieux loup"
    assert find_markers("le vieux loup : salut") == ()


def test_markers_a_sonal_tag_says_who_asks() -> None:
    assert [(marker.shape, marker.role) for marker in find_markers("[>Anne?] Oui")] == [("tag", "interviewer")]
    assert [(marker.shape, marker.role) for marker in find_markers("[>Anne] Oui")] == [("tag", None)]


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("E1 et E2", ("E1", "E2")),
        ("E / A", ("E", "A")),
        ("Anne : Luc", ("Anne", "Luc")),
        ("Anne + Luc & Léa", ("Anne", "Luc", "Léa")),
        ("Anne", ()),
        ("/ Anne", ()),
        ("Violette", ()),
    ],
)
def test_markers_parts_of_joint_labels(label: str, parts: tuple[str, ...]) -> None:
    assert joint_parts(label) == parts


def test_markers_codes_and_keys() -> None:
    assert [is_code(label) for label in ("E", "MB", "E12", "SPEAKER_01", "Anne", "e1")] == [True] * 4 + [False] * 2
    assert [code_stem(label) for label in ("P3", "SPEAKER_01", "MB", "Anne 2")] == ["P", "SPEAKER_", "", ""]
    assert [label_key(label) for label in ("Élodie ", "*", " – ", "E-1")] == ["elodie", "*", "–", "e 1"]


@pytest.mark.parametrize(
    "text",
    [
        "Thème 2 : La relation", "THÈME N° 3", "Partie II – Le travail", "Deuxième partie : le bilan", "## Les outils",
        "II. Les objectifs", "IV - La suite", "Thème : les outils", "-----", "* * *", "Fin de l'entretien",
        "[Fin de l’enregistrement]", "Reprise de l'enregistrement", "Module 3",
    ],
)  # fmt: skip
def test_markers_headings_that_tell_themselves(text: str) -> None:
    assert is_numbered_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Thème 2 : on en a parlé, non ?", "Partie à huit heures du matin", "La partie 2", "V. a dit oui.", "…",
        "Partie 2 " + "de ce bilan " * 8, "Vous", "I. Je ne sais pas", "Fin du mois",
    ],
)  # fmt: skip
def test_markers_no_headings(text: str) -> None:
    assert not is_numbered_heading(text)


def test_markers_headings_that_their_form_tells() -> None:
    said = Line("Oui, voilà.", 1)
    assert is_heading(Line("Les outils du bilan", 2, bold=True), said)
    assert is_heading(Line("LES OUTILS", 2), said)
    assert not is_heading(Line("Les outils du bilan", 2), said)
    assert not is_heading(Line("Les outils du bilan", 2, bold=True), Line("Enquêtrice : et", 1, bold=True))
    assert not is_heading(Line("Je l'ai dit", 2, bold=True), said)
    assert not is_heading(Line("Vraiment bien.", 2, bold=True), said)
    assert not is_heading(Line("LES OUTILS", 2), Line("TOUT EN CAPITALES", 1))
    assert not is_heading(Line("NON", 2), said)
