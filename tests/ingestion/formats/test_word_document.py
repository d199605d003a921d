from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.word_document import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def with_body(data: bytes, body: str) -> bytes:
    """Put a body of our own writing in a Word file."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            written = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>".encode()
            archive.writestr(name, written if name == "word/document.xml" else source.read(name))
    return target.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_word_document_paragraphs_soft_breaks_tabs_and_bold(word_bytes: Callable[..., bytes]) -> None:
    document = read(word_bytes([("Titre", True), "", "un\ndeux", "EN\toui", ("maigre", False)]))
    assert [(line.number, line.text, line.bold) for line in document.lines] == [
        (1, "Titre", True),
        (3, "un", False),
        (3, "deux", False),
        (4, "EN\toui", False),
        (5, "maigre", False),
    ]
    assert document.format == "docx"


def test_word_document_bold_by_style_and_part_of_a_line(word_bytes: Callable[..., bytes]) -> None:
    body = (
        f"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>{run('Question ?')}</w:p>"
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Oui</w:t></w:r>{run(' et non')}</w:p>"
        f"<w:p><w:r><w:rPr><w:rStyle w:val='Strong'/></w:rPr><w:t>Fort ?</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>"
        "<w:r><w:rPr><w:b w:val='0'/></w:rPr><w:t>non</w:t></w:r></w:p>"
    )
    lines = read(with_body(word_bytes([]), body)).lines
    assert [(line.text, line.bold) for line in lines] == [
        ("Question ?", True),
        ("Oui et non", False),
        ("Fort ?", True),
        ("non", False),
    ]


def test_word_document_changes_are_read_as_accepted(word_bytes: Callable[..., bytes]) -> None:
    body = (
        f"<w:p>{run('un ')}<w:ins w:id='1'>{run('deux ')}</w:ins>"
        "<w:del w:id='2'><w:r><w:delText>perdu</w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='3'>{run('avant')}</w:moveFrom><w:moveTo w:id='4'>{run('trois')}</w:moveTo></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('quatre')}<w:hyperlink>{run(' cinq')}</w:hyperlink></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    assert [line.text for line in read(with_body(word_bytes([]), body)).lines] == ["un deux trois", "quatre cinq"]


def test_word_document_a_text_box_is_read_once(word_bytes: Callable[..., bytes]) -> None:
    box = f"<w:txbxContent><w:p>{run('encadré')}</w:p></w:txbxContent>"
    body = (
        f"<w:p>{run('avant')}<w:r><mc:AlternateContent><mc:Choice Requires='x'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [line.text for line in read(with_body(word_bytes([]), body)).lines] == ["avant", "encadré"]


def test_word_document_a_table_of_two_columns_names_speakers(word_bytes: Callable[..., bytes]) -> None:
    rows = [
        ("Locuteur", "Texte"),
        ("Enquêtrice", "Oui ?"),
        ("Rose", "Oui.\nNon."),
        ("", "Encore."),
        ("Enquêtrice", "Bien."),
    ]
    lines = read(word_bytes(["Avant"], [rows])).lines
    assert [(line.speaker, line.text) for line in lines] == [
        ("", "Avant"),
        ("", "Locuteur"),
        ("", "Texte"),
        ("Enquêtrice", "Oui ?"),
        ("Rose", "Oui."),
        ("Rose", "Non."),
        ("Rose", "Encore."),
        ("Enquêtrice", "Bien."),
    ]


def test_word_document_a_table_of_three_columns_names_times_and_speakers(word_bytes: Callable[..., bytes]) -> None:
    rows = [("0:01", "EN", "Oui ?"), ("0:05 - 0:09", "RV", "Oui."), ("[00:00:10]", "EN", "Bien.")]
    lines = read(word_bytes([], [rows])).lines
    assert [(line.speaker, line.text, line.start_s, line.end_s) for line in lines] == [
        ("EN", "Oui ?", 1, None),
        ("RV", "Oui.", 5, 9),
        ("EN", "Bien.", 10, None),
    ]


def test_word_document_a_table_of_facts_names_no_speaker(word_bytes: Callable[..., bytes]) -> None:
    rows = [("Date", "12 mars"), ("Lieu", "au café"), ("Durée", "une heure")]
    lines = read(word_bytes([], [rows])).lines
    assert [line.text for line in lines] == ["Date", "12 mars", "Lieu", "au café", "Durée", "une heure"]
    assert {line.speaker for line in lines} == {""}


@settings(max_examples=15, deadline=None)
@given(paragraphs=st.lists(st.text(alphabet="aé '’:–<&>\u00a0", max_size=20), max_size=6))
def test_word_document_every_word_comes_back(word_bytes: Callable[..., bytes], paragraphs: list[str]) -> None:
    data = word_bytes(["début", *paragraphs])
    words = " ".join(["début", *paragraphs]).split()
    assert " ".join(line.text for line in read(data).lines).split() == words


def test_word_document_an_empty_one_is_refused(word_bytes: Callable[..., bytes]) -> None:
    with pytest.raises(TranscriptUnreadable, match="empty_file"):
        read(word_bytes(["", "  "]))
