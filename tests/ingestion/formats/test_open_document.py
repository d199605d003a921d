"""LibreOffice files: the conversation comes back, and what is beside it does not get into it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.open_document import read
from tests.ingestion.conversations import EXAMPLE, Alphabet, Said, conversations, turns_of
from tests.ingestion.writers import open_document as writer
from tests.ingestion.writers.open_document import archive, content, flat, package, paragraph, table


def texts_of(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


def asides_of(data: bytes) -> list[tuple[str, str, int]]:
    return [(aside.kind, aside.text, aside.number) for aside in read(data).asides]


def refusal(data: bytes) -> tuple[str, dict[str, str | int | float]]:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(data)
    return refused.value.code, refused.value.details


@pytest.mark.parametrize("write", [writer.marked, writer.in_table])
def test_open_document_gives_the_conversation_back(write: Callable[[tuple[Said, ...]], bytes]) -> None:
    document = read(write(EXAMPLE))
    assert turns_of(document) == list(EXAMPLE)
    assert document.asides == ()


@settings(max_examples=200, deadline=None)
@given(conversations(speakers=("Enquêtrice", "Anne")), st.sampled_from([writer.marked, writer.in_table]))
def test_open_document_round_trip(conversation: tuple[Said, ...], write: Callable[[tuple[Said, ...]], bytes]) -> None:
    assert turns_of(read(write(conversation))) == list(conversation)


# in this layout questions are known by their marks alone: every sentence bears one
@settings(max_examples=200, deadline=None)
@given(conversations(speakers=("Enquêtrice", "Anne"), alphabet=Alphabet(ends=(" ?",))))
def test_open_document_round_trip_of_bold_questions(conversation: tuple[Said, ...]) -> None:
    turns = turns_of(read(writer.bold_questions(conversation)))
    assert [said for _, said in turns] == [said for _, said in conversation]
    assert [label for label, _ in turns] == [("gras", "maigre")[place % 2] for place in range(len(turns))]


def test_open_document_paragraphs_headings_lists_and_sections_are_numbered() -> None:
    data = package(
        "<text:sequence-decls><text:sequence-decl text:name='Table'/></text:sequence-decls>"
        "<text:h text:style-name='Heading_20_1' text:outline-level='1'>Titre</text:h><text:p/>"
        "<text:list><text:list-header><text:p>tête</text:p></text:list-header><text:list-item><text:p>un</text:p>"
        "<text:list><text:list-item><text:p>deux</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<text:section text:name='S'><text:soft-page-break/>"
        "<text:p>trois<text:line-break/>quatre</text:p></text:section>"
    )
    assert [(line.number, line.text, line.bold) for line in read(data).lines] == [
        (1, "Titre", True),
        (3, "tête", False),
        (4, "un", False),
        (5, "deux", False),
        (6, "trois", False),
        (6, "quatre", False),
    ]


def test_open_document_white_space_is_that_of_the_format() -> None:
    data = package(
        "<text:p>\n  un   <text:span text:style-name='T4'> deux\n</text:span> trois<text:s text:c='3'/>quatre"
        "<text:s/><text:s/>cinq<text:tab/>six</text:p><text:p>a<text:s text:c='999999999999'/>b</text:p>"
    )
    assert texts_of(data)[0] == "un deux trois   quatre  cinq\tsix"
    assert len(texts_of(data)[1]) < 200


def test_open_document_bold_by_automatic_and_named_styles_with_inheritance() -> None:
    def spanned(style: str, text: str) -> str:
        return f"<text:span text:style-name='{style}'>{text}</text:span>"

    paragraphs = [
        paragraph("par paragraphe", style="P1"),
        paragraph("par héritage", style="P2"),
        f"<text:p>{spanned('T1', 'par étendue')}</text:p>",
        f"<text:p>{spanned('Strong_20_Emphasis', 'par style')} ?</text:p>",
        f"<text:p>{spanned('T1', 'en partie')} seulement</text:p>",
        f"<text:p text:style-name='P1'>{spanned('T2', 'défait')}</text:p>",
        f"<text:p>{spanned('T1', spanned('T4', 'dans une autre'))}</text:p>",
        f"<text:p text:style-name='absent'>{spanned('absent', 'sans style')}</text:p>",
    ]
    bold = [line.bold for line in read(package("".join(paragraphs))).lines]
    assert bold == [True, True, True, True, False, False, True, False]


def test_open_document_words_that_changes_took_out_are_not_said() -> None:
    data = package(
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><office:change-info>"
        "<dc:creator>X</dc:creator></office:change-info><text:p>perdu</text:p></text:deletion></text:changed-region>"
        "<text:changed-region text:id='c2'><text:insertion><office:change-info/></text:insertion></text:changed-region>"
        "</text:tracked-changes><text:p>un <text:change text:change-id='c1'/>"
        "<text:change-start text:change-id='c2'/>deux<text:change-end text:change-id='c2'/></text:p>"
    )
    assert texts_of(data) == ["un deux"]
    assert asides_of(data) == []


def test_open_document_what_stands_beside_the_talk() -> None:
    note = (
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>une note</text:p><text:p>suite</text:p></text:note-body></text:note>"
    )
    comment = (
        "<office:annotation><dc:creator>X</dc:creator><dc:date>2024-01-01</dc:date><text:p>à vérifier</text:p>"
        "</office:annotation>"
    )
    frame = (
        "<draw:frame><draw:text-box><text:p>encadré</text:p></draw:text-box><svg:title>titre</svg:title></draw:frame>"
    )
    master = (
        "<style:header><text:p>Entretien 3</text:p></style:header><style:header-left><text:p>Entretien 3</text:p>"
        "</style:header-left><style:footer><text:p>p. <text:page-number>2</text:page-number></text:p></style:footer>"
        "<style:footer-first style:display='false'><text:p>non montré</text:p></style:footer-first>"
    )
    text = (
        f"<text:p>un{note} deux{comment}</text:p><text:p>trois {frame}quatre "
        "<text:span text:style-name='T3'>caché</text:span>"
        "<text:ruby><text:ruby-base>cinq</text:ruby-base><text:ruby-text>lecture</text:ruby-text></text:ruby></text:p>"
        "<text:section text:display='none'><text:p>section cachée</text:p></text:section>"
        "<text:table-of-content><text:index-body><text:p>Thème 1</text:p></text:index-body></text:table-of-content>"
        "<draw:frame><draw:image xlink:href='x'/></draw:frame><draw:rect><text:p>dessin</text:p></draw:rect>"
    )
    assert texts_of(package(text, master=master)) == ["un deux", "trois quatre cinq"]
    assert asides_of(package(text, master=master)) == [
        ("note", "une note\nsuite", 1),
        ("comment", "à vérifier", 1),
        ("text_box", "encadré", 2),
        ("annotation", "cachélecture", 2),
        ("annotation", "section cachée", 2),
        ("heading", "Thème 1", 2),
        ("text_box", "dessin", 2),
        ("header", "Entretien 3", 1),
        ("footer", "p.", 1),
    ]


def test_open_document_boxes_are_read_where_they_hold_all_the_talk() -> None:
    talk = ["Enquêtrice : Bonjour, comment ça va depuis la dernière fois ?", "Anne : Ça va, je vous remercie."]
    box = f"<draw:frame><draw:text-box>{''.join(map(paragraph, talk))}</draw:text-box></draw:frame>"
    for text in (f"<text:p>Titre{box}</text:p>", f"<text:p>Titre</text:p><draw:g>{box}</draw:g>"):
        assert texts_of(package(text)) == ["Titre", *talk]


def test_open_document_fields_give_their_values() -> None:
    data = package(
        "<text:p>le <text:date>12 mars</text:date>, <text:a xlink:href='http://x'>un lien</text:a>"
        "<text:bookmark text:name='b'/> <text:page-count>3</text:page-count>fin</text:p>"
    )
    assert texts_of(data) == ["le 12 mars, un lien fin"]


def test_open_document_tables_with_merged_and_repeated_cells() -> None:
    covered = "<table:covered-table-cell/>"
    rows = [
        ("<table:table-cell table:number-rows-spanned='2'><text:p>EN</text:p></table:table-cell>", "Bonjour, ça va ?"),
        (covered, "Bien installée ?"),
        ("AL", "Oui."),
        (f"<table:table-cell table:number-columns-spanned='2'>{paragraph('Partie 2')}</table:table-cell>{covered}",),
        ("EN", "Et ensuite ?"),
    ]
    blank = (
        "<table:table-row table:number-rows-repeated='1000000'><table:table-cell "
        "table:number-columns-repeated='1000000'/></table:table-row>"
    )
    data = package(table(rows).replace("</table:table>", f"{blank}</table:table>"))
    assert [(line.speaker, line.text) for line in read(data).lines] == [
        ("EN", "Bonjour, ça va ?"),
        ("EN", "Bien installée ?"),
        ("AL", "Oui."),
        ("", "Partie 2"),
        ("EN", "Et ensuite ?"),
    ]


def test_open_document_header_rows_and_a_table_in_a_cell() -> None:
    inner = table([("EN", "Oui ?"), ("AL", "Non."), ("EN", "Ah.")])
    rows = table([(f"<table:table-cell>{inner}</table:table-cell>",)])
    assert [(line.speaker, line.text) for line in read(package(rows)).lines] == [
        ("EN", "Oui ?"),
        ("AL", "Non."),
        ("EN", "Ah."),
    ]
    headed = table([("Locuteur", "Texte"), ("EN", "Oui ?"), ("AL", "Non."), ("EN", "Ah.")])
    headed = headed.replace("<table:table-row>", "<table:table-header-rows><table:table-row>", 1)
    headed = headed.replace("</table:table-row>", "</table:table-row></table:table-header-rows>", 1)
    assert texts_of(package(headed)) == ["Oui ?", "Non.", "Ah."]
    assert [kind for kind, _, _ in asides_of(package(headed))] == ["heading", "heading"]


def test_open_document_templates_macros_and_flat_files_are_read() -> None:
    assert texts_of(package(paragraph("Oui"), mimetype=f"{writer.MIMETYPE}-template")) == ["Oui"]
    macro = "<?xml version='1.0'?><!DOCTYPE script:module PUBLIC '-//OpenOffice.org//DTD' 'module.dtd'><a/>"
    assert texts_of(package(paragraph("Oui"), others={"Basic/Standard/Module1.xml": macro})) == ["Oui"]
    lines = read(flat(paragraph("Oui", style="P2") + paragraph("Non"))).lines
    assert [(line.text, line.bold) for line in lines] == [("Oui", True), ("Non", False)]


@pytest.mark.parametrize(
    ("mimetype", "found"),
    [
        ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
        ("application/vnd.oasis.opendocument.presentation-template", "odp"),
        ("application/vnd.oasis.opendocument.graphics", "odg"),
        ("application/vnd.oasis.opendocument.text-master", "odm"),
        ("application/vnd.sun.xml.writer", "sxw"),
    ],
)
def test_open_document_other_kinds_are_named(mimetype: str, found: str) -> None:
    assert refusal(package(paragraph("Oui"), mimetype=mimetype)) == ("unknown_format", {"found": found})


def test_open_document_a_spreadsheet_without_its_kind_is_named() -> None:
    sheet = content("").replace("office:text>", "office:spreadsheet>")
    assert refusal(archive({"content.xml": sheet})) == ("unknown_format", {"found": "ods"})


def test_open_document_an_encrypted_one_is_refused_with_that_reason() -> None:
    end = "></manifest:file-entry></manifest:manifest>"
    manifest = writer.MANIFEST.replace("/></manifest:manifest>", "><manifest:encryption-data/" + end)
    encrypted = {"mimetype": writer.MIMETYPE, "content.xml": "\x01\x02", "META-INF/manifest.xml": manifest}
    assert refusal(archive(encrypted)) == ("encrypted_file", {})


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"content.xml": content(paragraph(" "))}, "empty_file"),
        ({"content.xml": content("")}, "empty_file"),
        ({"content.xml": "<a><b></a>"}, "damaged_archive"),
        ({"content.xml": ""}, "damaged_archive"),
        ({"content.xml": "<a/>"}, "damaged_archive"),
        ({"other.xml": "<a/>"}, "damaged_archive"),
        ({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "unsafe_archive"),
    ],
)
def test_open_document_broken_parts_are_refused(members: dict[str, str], code: str) -> None:
    assert refusal(archive(members))[0] == code


def test_open_document_frames_in_frames_are_read_or_refused() -> None:
    deep = paragraph("fond")
    for _ in range(80):
        deep = f"<text:p><draw:frame><draw:text-box>{deep}</draw:text-box></draw:frame></text:p>"
    with contextlib.suppress(TranscriptUnreadable):
        assert read(package(paragraph("mot") + deep)).lines


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_open_document_cut_anywhere_is_refused(data: st.DataObject) -> None:
    whole = writer.in_table(EXAMPLE)
    assert refusal(whole[: data.draw(st.integers(4, len(whole) - 1))])[0] == "damaged_archive"


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<text:p>", "</text:p>", "<text:h>", "</text:h>", "mot", "<text:s text:c='x'/>", "<table:table>",
             "</table:table>", "<table:table-row>", "</table:table-row>", "<table:table-cell>", "</table:table-cell>",
             "<table:covered-table-cell table:number-columns-repeated='-1'/>", "<draw:frame>", "</draw:frame>",
             "<text:note/>", "<!-- x -->", "<text:line-break/>"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_open_document_any_body_is_read_or_refused(elements: list[str]) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert all(line.text == line.text.strip() != "" for line in read(package("".join(elements))).lines)
