from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.alceste import MAX_TEXTS, opens_as_corpus, read_all
from tasks.ingestion.recognise import recognise_format
from tasks.records import Aside, Document
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers.alceste import write

CORPUS = """Corpus du terrain, version de mai
**** *id_a01 *role_acc *vague_1
-*journee de travail
Première ligne, 12 h.

Deuxième ligne avec _ville_1_ et *trois* étoiles.
-*geste
2004 était une bonne année.
0001 c'est le début
*** trois étoiles
au milieu **** *id_faux_1
**** *id_a02 *sexe_f *sexe_h *sexe_f
**** *id_a03 *homme
- tiret
**** *role_ben note *vague_2
Sans nom.
**** *role_ben *vague_2
Sans nom non plus.
****
Rien d'étoilé.
"""


def texts(*documents: Document) -> list[list[str]]:
    return [[line.text for line in document.lines] for document in documents]


def test_alceste_reads_texts_variables_and_themes() -> None:
    documents = read_all(CORPUS.encode())
    assert [document.name for document in documents] == [
        "a01",
        "a03",
        "role_ben vague_2 (4)",
        "role_ben vague_2 (5)",
        "texte (6)",
    ]
    assert [dict(document.variables) for document in documents] == [
        {"id": "a01", "role": "acc", "vague": "1"},
        {"id": "a03", "homme": ""},
        {"role": "ben", "vague": "2"},
        {"role": "ben", "vague": "2"},
        {},
    ]
    assert [(line.number, line.text, line.question) for line in documents[0].lines] == [
        (4, "Première ligne, 12 h.", "journee"),
        (6, "Deuxième ligne avec _ville_1_ et *trois* étoiles.", "journee"),
        (8, "2004 était une bonne année.", "geste"),
        (9, "0001 c'est le début", "geste"),
        (10, "*** trois étoiles", "geste"),
        (11, "au milieu **** *id_faux_1", "geste"),
    ]
    assert texts(*documents[1:]) == [["- tiret"], ["Sans nom."], ["Sans nom non plus."], ["Rien d'étoilé."]]
    assert {(document.format, document.answers_only, document.cues) for document in documents} == {
        ("iramuteq", True, False)
    }


def test_alceste_tells_what_is_no_text() -> None:
    first, third, fourth, *_ = read_all(CORPUS.encode())
    assert first.asides == (
        Aside("note", "Corpus du terrain, version de mai", 1),
        Aside("heading", "de travail", 3),
    )
    assert third.asides == (Aside("note", "**** *id_a02 *sexe_f *sexe_h *sexe_f", 12),)
    assert fourth.asides == (Aside("header", "note", 15),)


def test_alceste_an_empty_last_text_is_told_by_the_one_before() -> None:
    (only,) = read_all(b"**** *id_a\noui\n**** *id_b\n")
    assert (only.name, only.asides) == ("a", (Aside("note", "**** *id_b", 3),))


def test_alceste_a_variable_told_twice_keeps_both_values() -> None:
    (only,) = read_all(b"**** *sexe_f *sexe_h *sexe_f\noui\n")
    assert dict(only.variables) == {"sexe": "f ; h"}


def test_alceste_names_differ_though_ids_look_like_other_names() -> None:
    data = b"**** *id_role_a\n1\n**** *role_a\n2\n**** *id_b\n3\n**** *id_b\n4\n**** *x *(1)\n5\n****\n6\n"
    names = [document.name for document in read_all(data)]
    assert names == ["role_a (1)", "role_a (2)", "id_b (3)", "id_b (4)", "x (1)", "texte (6)"]


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "cp1252"])
def test_alceste_the_first_text_is_read_behind_a_byte_order_mark(mark: str) -> None:
    data = "**** *id_a\r\nété\r\n**** *id_b\r\nnoël, à l'œuvre\r\n".encode(mark)
    assert recognise_format(data) == "iramuteq"
    assert [document.name for document in read_all(data)] == ["a", "b"]


def test_alceste_old_headers() -> None:
    data = "0001 *id_a *âge_30\noui\n0002 sans étoile\n0003 *id_b\n**** *non\nnon\n".encode()
    assert recognise_format(data) == "iramuteq"
    first, second = read_all(data.replace(b"**** *non\n", b""))
    assert (first.name, dict(first.variables)) == ("a", {"id": "a", "âge": "30"})
    assert texts(first, second) == [["oui", "0002 sans étoile"], ["non"]]


def test_alceste_numbers_are_text_in_a_corpus_of_stars() -> None:
    (only,) = read_all(b"**** *id_a\n0001 *mot\n2004 *etoile\n")
    assert texts(only) == [["0001 *mot", "2004 *etoile"]]


@pytest.mark.parametrize(
    "text",
    [
        "**** *id_a\noui",
        "\n\n  **** *homme\noui",
        "*****id_a\noui",
        "0001 *id_a\noui",
        "Mon corpus\n**** *id_a01 *role_b\noui",
        "****\nsans\n**** *id_b\noui",
        "titre\r0001 *id_a\roui",
    ],
)
def test_alceste_recognises_corpora(text: str) -> None:
    assert opens_as_corpus(text)
    assert read_all(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "Enquêtrice : bonjour\n**********\nAnne : oui",
        "****\nEnquêtrice : bonjour\n****\nAnne : oui",
        "***** Entretien 1 *****\nEnquêtrice : bonjour",
        "*****Entretien_01*****\nEnquêtrice : bonjour",
        "**** *Entretien* ****\nEnquêtrice : bonjour",
        "Anne : c'était **** *id_a01",
        "*** *id_a01\nbonjour",
        "-*theme\nbonjour",
        "0001 sans étoile\nbonjour",
        "12345 *id_a\nbonjour",
        "",
    ],
)
def test_alceste_leaves_other_texts_alone(text: str) -> None:
    assert not opens_as_corpus(text)


def test_alceste_a_line_of_stars_in_a_text_opens_none() -> None:
    (only,) = read_all("**** *id_a\navant\n******\n* * *\n**** ****\naprès\n".encode())
    assert texts(only) == [["avant", "après"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"**** *id_a\n\n**** *id_b\n-*theme\n", "empty_file"),
        (b"bonjour", "unknown_format"),
        (b"****\nbonjour", "unknown_format"),
        (b"**** *id_a\n" + bytes(50), "binary_file"),
        (b"**** *id_a\nx\n" * (MAX_TEXTS + 1), "too_large"),
        (b"**** *id_a\n" + b"x\n" * 600_000, "too_large"),
    ],
)
def test_alceste_refuses(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read_all(data)
    assert refused.value.code == code


def test_alceste_one_line_of_megabytes() -> None:
    (only,) = read_all(b"**** " + b"*v_1" * 200_000 + b"\n" + b"mot " * 500_000)
    assert dict(only.variables) == {"v": "1"}
    assert len(only.lines[0].text.split()) == 500_000


@pytest.mark.parametrize("old", [False, True])
def test_alceste_round_trip(old: bool) -> None:
    said: tuple[Said, ...] = EXAMPLE
    documents = read_all(write({"*id_a *role_x": said, "*id_b": said[:4]}, old=old, theme="accueil"))
    assert [turns_of(document) for document in documents] == [list(said), list(said[:4])]
    assert {line.question for document in documents for line in document.lines} == {"accueil"}


# those who are typed once only are not recognised, whatever the format
@settings(max_examples=200, deadline=None)
@given(st.lists(conversations(speakers=("Enquêtrice", "Anne")), min_size=1, max_size=3))
def test_alceste_round_trip_of_any_conversation(told: list[tuple[Said, ...]]) -> None:
    documents = read_all(write({f"*id_{place}": said for place, said in enumerate(told)}))
    assert [turns_of(document) for document in documents] == [list(said) for said in told]


@settings(max_examples=200, deadline=None)
@given(st.text("*0123-_ \n\tab\ufeff", max_size=80), st.integers(0, 30))
def test_alceste_reads_or_refuses_anything(text: str, cut: int) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        documents = read_all(f"**** *id_a\nmot\n{text}".encode()[cut:])
        names = [document.name for document in documents]
        assert all(names)
        assert len(set(names)) == len(names)
        assert all(line.text == line.text.strip() != "" for document in documents for line in document.lines)


def test_alceste_the_thousand_texts_of_the_theses(shared: Path) -> None:
    data = (shared / "oracles" / "theses-socio-1000.txt").read_bytes()
    parts = re.split(r"(?m)^\*\*\*\*(.*)$", data.decode())[1:]
    naive = [
        (dict(star[1:].split("_") for star in head.split()), body.split())
        for head, body in zip(parts[::2], parts[1::2], strict=True)
    ]
    assert recognise_format(data) == "iramuteq"
    documents = read_all(data)
    read = [(dict(text.variables), [word for line in text.lines for word in line.text.split()]) for text in documents]
    assert len(read) == 1000
    assert read == naive
    assert not any(document.asides for document in documents)
    lines = data.decode().split("\n")
    assert all(lines[line.number - 1].strip() == line.text for text in documents for line in text.lines)
