from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.word_document import read
from tests.ingestion.conversations import EXAMPLE, Alphabet, Said, conversations, turns_of
from tests.ingestion.writers import word_document as writer
from tests.ingestion.writers.word_document import cell, package, paragraph, table

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


def boxed(*texts: str) -> str:
    box = f"<w:txbxContent>{''.join(map(paragraph, texts))}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def asides_of(data: bytes) -> list[tuple[str, str, int]]:
    return [(aside.kind, aside.text, aside.number) for aside in read(data).asides]


def texts_of(data: bytes) -> list[str]:
    return [line.text for line in read(data).lines]


def test_word_document_a_text_box_is_an_aside_given_once() -> None:
    data = package(f"{paragraph('avant')}<w:p>{run('au milieu')}{boxed('encadré', 'suite')}</w:p>{paragraph('après')}")
    assert [(line.number, line.text) for line in read(data).lines] == [(1, "avant"), (2, "au milieu"), (3, "après")]
    assert asides_of(data) == [("text_box", "encadré\nsuite", 2)]


def test_word_document_boxes_are_read_where_they_hold_all_the_talk() -> None:
    talk = ["Enquêtrice : Bonjour, comment ça va depuis la dernière fois ?", "Anne : Ça va, je vous remercie beaucoup."]
    data = package(f"{paragraph('Titre')}<w:p>{boxed(*talk)}</w:p>")
    assert texts_of(data) == ["Titre", *talk]
    assert asides_of(data) == []


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


@pytest.mark.parametrize("write", [writer.marked, writer.in_table])
def test_word_document_gives_the_conversation_back(write: Callable[[tuple[Said, ...]], bytes]) -> None:
    assert turns_of(read(write(EXAMPLE))) == list(EXAMPLE)


@settings(max_examples=200, deadline=None)
@given(conversations(speakers=("Enquêtrice", "Anne")), st.sampled_from([writer.marked, writer.in_table]))
def test_word_document_round_trip(conversation: tuple[Said, ...], write: Callable[[tuple[Said, ...]], bytes]) -> None:
    assert turns_of(read(write(conversation))) == list(conversation)


# in this layout questions are known by their marks alone: every sentence bears one
@settings(max_examples=200, deadline=None)
@given(conversations(speakers=("Enquêtrice", "Anne"), alphabet=Alphabet(ends=(" ?",))))
def test_word_document_round_trip_of_bold_questions(conversation: tuple[Said, ...]) -> None:
    turns = turns_of(read(writer.bold_questions(conversation)))
    assert [said for _, said in turns] == [said for _, said in conversation]
    assert [label for label, _ in turns] == [("gras", "maigre")[place % 2] for place in range(len(turns))]


@pytest.mark.parametrize(
    "content_type",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/octet-stream",
    ],
)
def test_word_document_macros_and_templates_are_read(content_type: str) -> None:
    assert texts_of(package(paragraph("Oui ?"), content_type=content_type)) == ["Oui ?"]


def test_word_document_strict_files_are_read_with_styles_and_notes() -> None:
    note = f"<w:footnote w:id='2'>{paragraph('une note')}</w:footnote>"
    body = (
        f"<w:p><w:pPr><w:pStyle w:val='Titre1'/></w:pPr>{run('Oui ?')}</w:p>"
        f"<w:p>{run('Non')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )
    data = package(body, {"footnotes": note}, strict=True)
    assert [(line.text, line.bold) for line in read(data).lines] == [("Oui ?", True), ("Non", False)]
    assert asides_of(data) == [("note", "une note", 2)]


def test_word_document_notes_comments_and_page_edges_are_asides() -> None:
    page = "<w:fldSimple w:instr=' PAGE '><w:r><w:t>1</w:t></w:r></w:fldSimple>"
    parts = {
        "footnotes": "<w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>trait</w:t></w:r></w:p></w:footnote>"
        f"<w:footnote w:id='1'>{paragraph('note basse')}{paragraph('suite')}</w:footnote>",
        "endnotes": f"<w:endnote w:id='1'>{paragraph('note finale')}</w:endnote>",
        "comments": f"<w:comment w:id='0' w:author='X'>{paragraph('à vérifier')}</w:comment>"
        f"<w:comment w:id='9'>{paragraph('sans marque')}</w:comment>",
        "header": paragraph("Entretien 3"),
        "footer": f"<w:p>{run('Page ')}{page}</w:p>",
    }
    body = (
        f"<w:p>{run('un')}<w:r><w:footnoteReference w:id='1'/></w:r><w:r><w:endnoteReference w:id='1'/></w:r></w:p>"
        f"<w:p><w:commentRangeStart w:id='0'/>{run('deux')}<w:commentRangeEnd w:id='0'/>"
        "<w:r><w:commentReference w:id='0'/></w:r></w:p>"
        "<w:sectPr><w:headerReference w:type='default' r:id='r-header'/>"
        "<w:headerReference w:type='first' r:id='r-header'/><w:footerReference r:id='r-footer'/>"
        "<w:footerReference r:id='absent'/><w:lnNumType w:countBy='1'/></w:sectPr>"
    )
    assert texts_of(package(body, parts)) == ["un", "deux"]
    assert asides_of(package(body, parts)) == [
        ("note", "note basse\nsuite", 1),
        ("note", "note finale", 1),
        ("comment", "à vérifier", 2),
        ("header", "Entretien 3", 1),
        ("footer", "Page", 1),
    ]


def test_word_document_signs_symbols_and_hidden_text() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>peut</w:t><w:noBreakHyphen/><w:t>être accom</w:t><w:softHyphen/>"
        "<w:t>pagner</w:t><w:tab/><w:t>donc </w:t><w:sym w:font='Wingdings' w:char='F0E0'/><w:t> oui</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='masque'/></w:rPr><w:t xml:space='preserve'> par style</w:t></w:r>"
        "<w:r><w:rPr><w:rStyle w:val='masque'/><w:vanish w:val='0'/></w:rPr><w:t> vu</w:t></w:r></w:p>"
    )
    assert texts_of(package(body)) == ["peut-être accompagner\tdonc → oui vu"]
    assert asides_of(package(body)) == [("annotation", "caché par style", 1)]


def test_word_document_fields_give_their_results_but_page_numbers() -> None:
    def complex_field(code: str, result: str) -> str:
        return (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
            f"<w:r><w:instrText xml:space='preserve'> {code} </w:instrText></w:r>"
            f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )

    link = complex_field('HYPERLINK "http://exemple.fr"', "un lien")
    body = (
        f"<w:p>{run('Voir ')}{link}{run(' page ')}{complex_field('PAGE', '12')}{run('.')}</w:p>"
        # a field that never ends takes nothing of what follows
        f"<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p><w:p>{run('après')}</w:p>"
        f"<w:p><w:hyperlink r:id='x'>{run('lié')}</w:hyperlink></w:p>"
    )
    assert texts_of(package(body)) == ["Voir un lien page .", "après", "lié"]


def test_word_document_wrappers_are_opened_and_placeholders_are_not_said() -> None:
    asked = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    body = (
        f"<w:p><w:smartTag w:element='place'>{run('Paris')}</w:smartTag><w:sdt><w:sdtContent>{run(' oui')}"
        f"</w:sdtContent></w:sdt><w:sdt>{asked}<w:sdtContent>{run('Cliquez ici')}</w:sdtContent></w:sdt>"
        f"<w:ruby><w:rt>{run('lecture')}</w:rt><w:rubyBase>{run(' mot')}</w:rubyBase></w:ruby></w:p>"
    )
    assert texts_of(package(body)) == ["Paris oui mot"]
    assert [kind for kind, _, _ in asides_of(package(body))] == ["annotation"]


def test_word_document_a_paragraph_mark_taken_out_joins_two_paragraphs() -> None:
    body = (
        f"<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>{run('Début ')}</w:p>{paragraph('et fin')}"
        f"<w:tbl><w:tr><w:trPr><w:del w:id='2'/></w:trPr>{cell('rangée perdue')}</w:tr>"
        f"<w:tr>{cell('gardée')}</w:tr></w:tbl>"
    )
    assert texts_of(package(body)) == ["Début et fin", "gardée"]


def test_word_document_bold_by_inheritance_and_undone_by_a_second_style() -> None:
    def styled(paragraph_style: str, run_style: str = "") -> str:
        look = f"<w:rPr><w:rStyle w:val='{run_style}'/></w:rPr>" if run_style else ""
        return f"<w:p><w:pPr><w:pStyle w:val='{paragraph_style}'/></w:pPr><w:r>{look}<w:t>mot</w:t></w:r></w:p>"

    data = package(styled("Question") + styled("Question", "lev") + styled("Normal", "lev") + styled("Inconnu"))
    assert [line.bold for line in read(data).lines] == [True, False, True, False]
    looping = (
        "<w:style w:type='paragraph' w:styleId='A'><w:basedOn w:val='B'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='B'><w:basedOn w:val='A'/></w:style>"
    )
    assert [line.bold for line in read(package(styled("A"), styles=looping)).lines] == [False]


def test_word_document_signs_do_not_decide_what_is_bold() -> None:
    body = (
        f"<w:p>{writer.run('Pourquoi', bold=True)}{run(' ?')}</w:p><w:p>{run('« ')}{writer.run('mot', bold=True)}</w:p>"
    )
    assert [line.bold for line in read(package(body)).lines] == [True, True]


def test_word_document_contents_are_no_talk() -> None:
    body = f"<w:p><w:pPr><w:pStyle w:val='TM1'/></w:pPr>{run('Thème 1')}</w:p>{paragraph('Oui')}"
    assert texts_of(package(body)) == ["Oui"]
    assert asides_of(package(body)) == [("heading", "Thème 1", 1)]


def test_word_document_merged_cells_go_on_with_their_speaker() -> None:
    merged, going_on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    rows = [
        (cell("EN", merged), "Bonjour, ça va ?"),
        (cell("", going_on), "Vous êtes bien installée ?"),
        ("AL", "Oui."),
        (cell("Deuxième partie de l'entretien", "<w:gridSpan w:val='2'/>"),),
        ("EN", "Et ensuite ?"),
    ]
    lines = read(package(table(rows))).lines
    assert [(line.speaker, line.text) for line in lines] == [
        ("EN", "Bonjour, ça va ?"),
        ("EN", "Vous êtes bien installée ?"),
        ("AL", "Oui."),
        ("", "Deuxième partie de l'entretien"),
        ("EN", "Et ensuite ?"),
    ]


def test_word_document_a_table_within_a_cell_is_read_in_its_place() -> None:
    inner = table([("EN", "Oui ?"), ("AL", "Non."), ("EN", "Ah.")])
    lines = read(package(table([(paragraph("avant") + inner + paragraph("après"),)]))).lines
    assert [(line.speaker, line.text) for line in lines] == [
        ("", "avant"),
        ("EN", "Oui ?"),
        ("AL", "Non."),
        ("EN", "Ah."),
        ("", "après"),
    ]


def test_word_document_an_inserted_document_is_told() -> None:
    with pytest.raises(TranscriptUnreadable, match="embedded_text"):
        read(package(f"{paragraph('Titre')}<w:altChunk r:id='x'/>"))


def test_word_document_a_note_that_names_itself_is_given_once() -> None:
    reference = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    note = f"<w:footnote w:id='1'><w:p>{run('note')}{reference}</w:p></w:footnote>"
    assert asides_of(package(f"<w:p>{run('mot')}{reference}</w:p>", {"footnotes": note})) == [("note", "note", 1)]


def test_word_document_boxes_in_boxes_are_read_or_refused() -> None:
    deep = run("fond")
    for _ in range(60):
        deep = f"<w:r><w:txbxContent><w:p>{deep}</w:p></w:txbxContent></w:r>"
    with contextlib.suppress(TranscriptUnreadable):
        assert read(package(f"<w:p>{run('mot')}{deep}</w:p>")).lines


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_word_document_cut_anywhere_is_refused(data: st.DataObject) -> None:
    whole = writer.in_table(EXAMPLE)
    size = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(TranscriptUnreadable, match="damaged_archive"):
        read(whole[:size])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>mot</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>",
             "<w:tc>", "</w:tc>", "<w:br/>", "<w:fldChar w:fldCharType='begin'/>", "<w:txbxContent>",
             "</w:txbxContent>", "<w:t/>"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_word_document_any_body_is_read_or_refused(elements: list[str]) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert all(line.text == line.text.strip() != "" for line in read(package("".join(elements))).lines)
