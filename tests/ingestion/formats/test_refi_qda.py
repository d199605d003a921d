from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import plain_text, refi_qda
from tasks.ingestion.recognise import read_documents, recognise_format
from tasks.records import Document
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers import refi_qda as writers
from tests.ingestion.writers.refi_qda import GUID, archive, project
from tests.ingestion.writers.web_vtt import teams

SPEAKERS = ("Enquêtrice", "Anne", "Mari")


def source(name: str, content: str = "", **attributes: str) -> str:
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    inner = f"<PlainTextContent>{content}</PlainTextContent>" if content else ""
    guid = attributes.get("guid") or GUID.format(800 + len(name))
    own = "" if "guid" in attributes else f' guid="{guid}"'
    return f'<TextSource name="{name}"{own}{written}>{inner}</TextSource>'


def read_all(data: bytes) -> tuple[Document, ...]:
    return refi_qda.read_all(data, plain_text.read)


def texts(documents: Sequence[Document]) -> dict[str, str]:
    return {document.name: " | ".join(line.text for line in document.lines) for document in documents}


@pytest.mark.parametrize("write", [writers.with_content, writers.with_path])
def test_refi_qda_gives_the_turns_of_the_example(write: Callable[[Sequence[Said]], bytes]) -> None:
    data = write(EXAMPLE)
    assert recognise_format(data) == "qdpx"
    (document,) = read_documents(data)
    assert document.name == "Entretien 1"
    assert turns_of(document) == list(EXAMPLE)


@settings(max_examples=200, deadline=None)
@given(conversation=conversations(speakers=SPEAKERS))
def test_refi_qda_round_trip(conversation: tuple[Said, ...]) -> None:
    (document,) = read_documents(writers.with_content(conversation))
    assert turns_of(document) == list(conversation)


@pytest.mark.parametrize("namespace", ['xmlns="urn:QDA-XML:project:1.0"', ""])
def test_refi_qda_with_and_without_namespace_and_prefix(namespace: str) -> None:
    data = archive(project(source("Un", "Bonjour"), namespace=namespace))
    assert texts(read_all(data)) == {"Un": "Bonjour"}
    prefixed = (
        '<q:Project xmlns:q="urn:QDA-XML:project:1.0"><q:Sources><q:TextSource name="Un">'
        "<q:PlainTextContent>Bon<q:x/>jour</q:PlainTextContent></q:TextSource></q:Sources></q:Project>"
    )
    assert texts(read_all(archive(prefixed))) == {"Un": "Bonjour"}


def test_refi_qda_reads_each_source_as_the_file_that_it_is(word_bytes: Callable[..., bytes]) -> None:
    data = archive(
        project(
            source("Mot", plainTextPath="internal://manque.txt", richTextPath="internal://MOT.docx")
            + source("Visio", plainTextPath="internal://visio.vtt")
            + source("Dossier", richTextPath="internal://sources/mot.docx")
            + source("Vide", " ", richTextPath="internal://mot.docx")
        ),
        {"Sources\\mot.docx": word_bytes(["Anne : oui"]), "SOURCES/visio.vtt": teams(EXAMPLE), "sources/.root": b""},
    )
    documents = read_documents(data)
    assert [(document.name, document.format) for document in documents] == [
        ("Mot", "docx"), ("Visio", "vtt"), ("Dossier", "docx"), ("Vide", "docx"),
    ]  # fmt: skip
    assert turns_of(documents[1]) == list(EXAMPLE)


def test_refi_qda_names_are_unique_and_never_empty() -> None:
    names = ("Un", "un", "", " ", "Texte 3", "Un (2)")
    documents = read_all(archive(project("".join(source(name, "mot", guid=str(i)) for i, name in enumerate(names)))))
    assert [document.name for document in documents] == [
        "Un",
        "un (2)",
        "Texte 3",
        "Texte 4",
        "Texte 3 (2)",
        "Un (2) (2)",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "internal://../../etc/passwd",
        "internal://../dehors.txt",
        "internal:///etc/passwd",
        "internal://..\\dehors.txt",
        "internal://C:\\dehors.txt",
        "internal://c:/dehors.txt",
        "internal://sub/../../dehors.txt",
        "internal://",
        "absolute:///etc/passwd",
        "relative://dehors.txt",
        "file:///etc/passwd",
        "http://exemple.invalid/dehors.txt",
        "/etc/passwd",
        "dehors.txt",
        "\\\\serveur\\dehors.txt",
    ],
)
def test_refi_qda_opens_nothing_outside_and_reads_the_rest(path: str) -> None:
    members = {"dehors.txt": b"secret", "../dehors.txt": b"secret", "sources/dedans.txt": b"Anne : oui"}
    sources = source("Dehors", plainTextPath=path) + source("Dedans", plainTextPath="internal://dedans.txt")
    outside, inside = read_all(archive(project(sources), members))
    assert (outside.name, outside.lines) == ("Dehors", ())
    assert [aside.text for aside in outside.asides] == ["Texte du projet non lu : il se trouve hors du fichier"]
    assert [line.text for line in inside.lines] == ["Anne : oui"]
    with pytest.raises(TranscriptUnreadable, match="source_outside"):
        read_all(archive(project(source("Dehors", plainTextPath=path)), members))


def test_refi_qda_variables_of_cases_and_sources() -> None:
    def value(variable: int, written: str, kind: str = "Text") -> str:
        return (
            f'<VariableValue><VariableRef targetGUID="{GUID.format(variable)}"/><{kind}Value>{written}</{kind}Value>'
            "</VariableValue>"
        )

    guid = GUID.format(1).upper()
    before = (
        f'<Variables><Variable guid="{GUID.format(50)}" name="Groupe" typeOfVariable="Text"/>'
        f'<Variable guid="{{{GUID.format(51)}}}" name="Âge" typeOfVariable="Integer"/></Variables><Cases>'
        f'<Case guid="{GUID.format(60)}" name="Anne">{value(50, " conseillère ")}{value(51, "41", "Integer")}'
        f'{value(99, "inconnue")}<SourceRef targetGUID="{{{guid}}}"/></Case>'
        f'<Case guid="{GUID.format(61)}">{value(50, "témoin")}{value(51, "41", "Integer")}'
        f'<SourceRef targetGUID="{guid}"/><SourceRef targetGUID="{GUID.format(2)}"/></Case></Cases>'
    )
    content = f"<PlainTextContent>b</PlainTextContent>{value(50, '')}"
    own = f'<TextSource guid="{GUID.format(2)}" name="B">{content}</TextSource>'
    first, second = read_all(archive(project(source("A", "a", guid=GUID.format(1)) + own, before=before)))
    assert dict(first.variables) == {"Groupe": "conseillère ; témoin", "Âge": "41"}
    assert dict(second.variables) == {"Groupe": "témoin", "Âge": "41"}


def test_refi_qda_transcripts_of_recordings_are_timed_by_their_points() -> None:
    content = "Enquêtrice : Bonjour\nAnne : oui\n\nsuite\nfin"
    points = "".join(
        f'<SyncPoint guid="{GUID.format(70 + i)}" timeStamp="{ms}" position="{position}"/>'
        for i, (position, ms) in enumerate([(28, 2500), (0, 0), (33, 9000), (41, 9500), (38, "x"), (10**9, 1)])
    )
    data = archive(
        project(
            f'<AudioSource guid="{GUID.format(1)}" name="Son.mp3" path="internal://son.mp3">'
            f'<Transcript guid="{GUID.format(2)}" name="T1"><PlainTextContent>{content}</PlainTextContent>{points}'
            f'</Transcript><Transcript guid="{GUID.format(3)}" plainTextPath="internal://t2.txt"/></AudioSource>'
            f'<PictureSource guid="{GUID.format(4)}" name="Image" path="internal://image.png"/>'
            f'<VideoSource guid="{GUID.format(5)}" name="Film" path="relative://film.mp4"/>'
        ),
        {"sources/t2.txt": b"Anne : non", "sources/son.mp3": b"ID3"},
    )
    first, second = read_all(data)
    assert [(line.number, line.text, line.start_s) for line in first.lines] == [
        (1, "Enquêtrice : Bonjour", 0.0), (2, "Anne : oui", 2.5), (4, "suite", 9.0), (5, "fin", None),
    ]  # fmt: skip
    assert (first.name, second.name) == ("Son.mp3", "Son.mp3 (2)")


@pytest.mark.parametrize(("encoding", "end", "counted"), [("utf-16", 2, 2), ("utf-8-sig", 2, 1), ("utf-8", 1, 1)])
def test_refi_qda_points_time_a_transcript_in_a_file(encoding: str, end: int, counted: int) -> None:
    """Line ends are one or two characters, and counted as they are or as one."""
    lines = ["Enquêtrice : Et alors ?", "Anne : Voilà, c'est l'œuvre.", "Enquêtrice : D'accord.", "Anne : Oui."]
    places = [sum(len(line) + counted for line in lines[:at]) for at in range(len(lines))]
    points = "".join(
        f'<SyncPoint guid="{GUID.format(80 + at)}" timeStamp="{at * 5000}" position="{place}"/>'
        for at, place in enumerate(places)
    )
    transcript = f'<Transcript guid="{GUID.format(5)}" plainTextPath="internal://t.txt">{points}</Transcript>'
    sources = f'<AudioSource guid="{GUID.format(6)}" name="Entretien">{transcript}</AudioSource>'
    written = ("\r\n" if end == 2 else "\n").join(lines).encode(encoding)
    (document,) = read_all(archive(project(sources), {"sources/t.txt": written}))
    assert [(line.text, line.start_s) for line in document.lines] == [(line, at * 5.0) for at, line in enumerate(lines)]


def test_refi_qda_of_a_pdf_reads_its_representation() -> None:
    data = archive(
        project(
            f'<PDFSource guid="{GUID.format(1)}" name="Imprimé" path="internal://a.pdf">'
            f'<PDFSelection guid="{GUID.format(2)}" page="1" firstX="0" firstY="0" secondX="1" secondY="1"/>'
            f'<Representation guid="{GUID.format(3)}" name="rep" plainTextPath="internal://a.txt"/></PDFSource>'
            f'<PDFSource guid="{GUID.format(4)}" name="Seul" path="internal://b.txt"/>'
        ),
        {"sources/a.txt": b"Anne : oui", "sources/b.txt": b"Anne : non"},
    )
    assert texts(read_all(data)) == {"Imprimé": "Anne : oui", "Seul": "Anne : non"}


def test_refi_qda_a_collection_within_is_refused_and_the_rest_read() -> None:
    inner = writers.with_content(EXAMPLE)
    sources = source("Poupée", richTextPath="internal://a.qdpx") + source("Vrai", "Anne : oui")
    documents = read_documents(archive(project(sources), {"sources/a.qdpx": inner}))
    assert [(document.name, len(document.lines)) for document in documents] == [("Poupée", 0), ("Vrai", 1)]
    assert documents[0].asides[0].text == "Texte du projet non lu (unknown_format)"


def test_refi_qda_a_member_named_often_is_read_once() -> None:
    read: list[bytes] = []

    def read_inner(data: bytes) -> Document:
        read.append(data)
        return plain_text.read(data)

    sources = "".join(source(f"S{i}", plainTextPath="internal://a.txt") for i in range(50))
    documents = refi_qda.read_all(archive(project(sources), {"sources/a.txt": b"Anne : oui"}), read_inner)
    assert len(documents) == 50
    assert read == [b"Anne : oui"]


def test_refi_qda_archives_within_are_bounded_together() -> None:
    bomb = archive("x", {"a.txt": bytes(100 * 1024 * 1024)})
    sources = "".join(source(f"S{i}", richTextPath=f"internal://{i}.docx") for i in range(4))
    members = {f"sources/{i}.docx": bomb for i in range(3)} | {"sources/3.docx": b"Anne : oui"}
    documents = read_all(archive(project(sources), members))
    told = [
        " ".join(aside.text for aside in document.asides).removeprefix("Texte du projet non lu ")
        for document in documents
    ]
    assert told == ["(binary_file)", "(binary_file)", "(too_large)", ""]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive("<Project"), "damaged_xml"),
        (archive('<!DOCTYPE a [<!ENTITY b "c">]><Project><Sources/></Project>'), "unsafe_xml"),
        (archive(project("")), "empty_file"),
        (archive(project(source("Vide", "  "))), "empty_file"),
        (archive(project(source("Absent", plainTextPath="internal://a.txt"))), "source_missing"),
        (archive(project("<TextSource/>" * (refi_qda.MAX_SOURCES + 1))), "too_large"),
        (archive("x", name="autre.qde"), "unknown_format"),
        (archive(project(source("A", "a")), {"sources/a.txt": b"1", "Sources/A.txt": b"2"}), "unsafe_archive"),
        (b"PK\x03\x04 rien", "damaged_archive"),
    ],
)
def test_refi_qda_refuses_by_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read_all(data)
    assert refused.value.code == code


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 1500), flipped=st.integers(0, 1500))
def test_refi_qda_reads_or_refuses_a_spoilt_archive(cut: int, flipped: int) -> None:
    data = bytearray(writers.with_path(EXAMPLE))
    data[flipped % len(data)] ^= 0x55
    for spoilt in (bytes(data), bytes(data[:cut])):
        with contextlib.suppress(TranscriptUnreadable):
            assert any(document.lines for document in read_all(spoilt))
