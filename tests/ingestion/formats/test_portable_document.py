"""PDF transcripts of many layouts give the turns of the text; what stands around the talk is set aside."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.portable_document import read
from tasks.records import Document
from tests.ingestion.conversations import EXAMPLE, Alphabet, Said, conversations, turns_of
from tests.ingestion.writers.portable_document import Layout, PrintedLine, print_lines, write

LONG = tuple(said for _ in range(12) for said in EXAMPLE)

LAYOUTS = {
    "plain": Layout(),
    "narrow": Layout(width=180),
    "justified": Layout(justified=True, width=300),
    "white": Layout(between=8),
    "indented": Layout(first_indent=20),
    "hanging": Layout(hanging=30),
    "trailing spaces": Layout(trailing_spaces=True),
    "two columns": Layout(label_column=110, between=6),
    "two columns tight": Layout(label_column=110),
    "header and footer": Layout(header=("Entretien du 12 mars - Anne",), footer=("Page {page}",)),
    "number of pages": Layout(footer=("{page}/{pages}",)),
    "dashes": Layout(footer=("- {page} -",), header=("Enquête 2024",)),
    "alternating": Layout(header=("Projet Miroir", "Entretien {page}"), footer=("{page}", "{page}"), lines_a_page=15),
    "line numbers": Layout(line_numbers=1, footer=("{page}",)),
    "fifth lines": Layout(line_numbers=5),
    "restarting": Layout(line_numbers=1, numbers_restart=True, header=("Entretien",)),
    "all at once": Layout(
        line_numbers=5,
        header=("Anne", "Entretien"),
        footer=("{page} / {pages}",),
        justified=True,
        between=5,
        lines_a_page=30,
    ),
    "small pages": Layout(lines_a_page=9, header=("Entretien avec Anne",), footer=("p. {page}",)),
}


# one page has no header that comes back, and too few lines to tell numbers at every fifth
ON_ONE_PAGE = [name for name, layout in LAYOUTS.items() if not layout.header and layout.line_numbers != 5]


@pytest.mark.parametrize("name", LAYOUTS)
def test_portable_document_gives_the_turns_of_the_text(name: str) -> None:
    assert turns_of(read(write(LONG, LAYOUTS[name]))) == list(LONG)


@pytest.mark.parametrize("name", ON_ONE_PAGE)
def test_portable_document_gives_the_turns_of_one_page(name: str) -> None:
    assert turns_of(read(write(EXAMPLE, LAYOUTS[name]))) == list(EXAMPLE)


# ``accompa-`` at a line's end before any word may be a cut word: nothing on the page tells (see ``pdf_hyphens``)
WORDS = Alphabet(words=tuple(word for word in Alphabet().words if word != "accompa-"))


# speakers who are recognised in the text too, however seldom they speak
@settings(max_examples=200, deadline=None)
@given(conversations(alphabet=WORDS, speakers=("Enquêtrice", "Anne")), st.sampled_from(sorted(LAYOUTS)))
def test_portable_document_round_trip(conversation: tuple[Said, ...], name: str) -> None:
    assert turns_of(read(write(conversation, LAYOUTS[name]))) == list(conversation)


def test_portable_document_a_justified_line_of_few_words_is_no_table() -> None:
    said = ["Oui.", "Oui.", "Accompagnement oui oui (rires) accompagnement. Oui.", *["Oui."] * 5]
    conversation = [(("Enquêtrice", "Anne")[place % 2], text) for place, text in enumerate(said)]
    assert turns_of(read(write(conversation, LAYOUTS["justified"]))) == conversation


def asides_of(document: Document) -> Counter[tuple[str, str]]:
    return Counter((aside.kind, aside.text) for aside in document.asides)


def test_portable_document_asides_are_told_with_their_page() -> None:
    layout = Layout(header=("Entretien avec Anne",), footer=("Page {page}/{pages}",), line_numbers=5, lines_a_page=20)
    document = read(write(LONG, layout))
    told = [(aside.kind, aside.text, aside.number) for aside in document.asides if aside.kind != "line_number"]
    pages = max(aside.number for aside in document.asides)
    assert pages == 5
    assert told == [
        entry
        for page in range(1, pages + 1)
        for entry in (("header", "Entretien avec Anne", page), ("page_number", f"Page {page}/{pages}", page))
    ]
    numbers = [aside.text for aside in document.asides if aside.kind == "line_number"]
    assert numbers == [str(number) for number in range(5, 5 * len(numbers) + 1, 5)]
    assert "Entretien avec" not in " ".join(line.text for line in document.lines)


def test_portable_document_lines_are_numbered_by_printed_line() -> None:
    lines = read(write(EXAMPLE, Layout(width=200, header=("Projet",), footer=("{page}",), lines_a_page=5))).lines
    assert [line.number for line in lines] == [1, 4, 7, 8, 11, 13, 14]


def test_portable_document_a_first_line_of_a_page_that_comes_back_is_said() -> None:
    lines = [
        PrintedLine(text)
        for _ in range(4)
        for text in (
            "Enquêtrice : D'accord.",
            "Anne : Oui, et puis un jour.",
            "Enquêtrice : D'accord.",
            "Anne : Voilà.",
        )
    ]
    document = read(print_lines(lines, Layout(lines_a_page=4, leading=24)))
    assert [line.text for line in document.lines] == [line.text for line in lines]
    assert document.asides == ()


def test_portable_document_a_single_page_loses_only_its_page_number() -> None:
    document = read(write(EXAMPLE, Layout(header=("Entretien avec Anne",), footer=("3/12",))))
    assert asides_of(document) == {("page_number", "3/12"): 1}
    assert document.lines[0].text == "Entretien avec Anne"


def test_portable_document_bold_questions_without_names() -> None:
    said = [("Q", "Comment ça a commencé ? " * 5), ("R", "Par un courrier. " * 9), ("Q", "Et après ?"), ("R", "Rien.")]
    document = read(write(said, Layout(names=False, bold_questions="Q", width=200)))
    assert [(line.bold, line.text) for line in document.lines] == [(who == "Q", text.strip()) for who, text in said]


@pytest.mark.parametrize(
    ("end", "start", "together"),
    [
        ("l'accompa-", "gnement dure", "l'accompagnement dure"),
        ("peut-", "être demain", "peut-être demain"),
        ("c'est-à-", "dire que", "c'est-à-dire que"),
        ("avez-", "vous dit", "avez-vous dit"),
        ("a-t-", "il dit", "a-t-il dit"),
        ("dit-", "il alors", "dit-il alors"),
        ("une cou-", "leur vive", "une couleur vive"),
        ("donne-", "leur tout", "donne-leur tout"),
        ("et voi-", "là tout", "et voilà tout"),
        ("celui-", "là même", "celui-là même"),
        ("la meil-", "leure part", "la meilleure part"),
        ("Saint-", "Étienne est", "Saint-Étienne est"),
        ("l'accompa-", "accompagnement va", "l'accompa- accompagnement va"),
        ("je disais-", "Mais non", "je disais- Mais non"),
        ("quatre-", "vingts ans", "quatre-vingts ans"),
        ("2024-", "2025 surtout", "2024-2025 surtout"),
        ("après-", "midi libre", "après-midi libre"),
        ("oui -", "enfin non", "oui - enfin non"),
    ],
)
def test_portable_document_words_cut_at_a_line_end(end: str, start: str, together: str) -> None:
    filler = "Anne : il y a longtemps que je voulais en parler"
    lines = [PrintedLine(f"{filler} {end}"), PrintedLine(f"{start} et que je le dise ici.")]
    assert read(print_lines(lines)).lines[0].text == f"{filler} {together} et que je le dise ici."


def test_portable_document_a_cut_word_is_written_as_elsewhere_in_the_file() -> None:
    filler = "Anne : il y a longtemps que je voulais en parler"
    for spelling in ("portevoix", "porte-voix"):
        lines = [
            PrintedLine(f"{filler} porte-"),
            PrintedLine("voix et que je le dise ici."),
            PrintedLine(f"Anne : un {spelling} donc."),
        ]
        assert f"parler {spelling} et" in read(print_lines(lines)).lines[0].text


def test_portable_document_without_hyphenation_a_hyphen_is_the_words_own() -> None:
    filler = [PrintedLine(f"Anne : il y a longtemps que je voulais en parler {number}.") for number in range(60)]
    lines = [
        *filler,
        PrintedLine("Anne : il y a longtemps que je voulais un abat-"),
        PrintedLine("jour et que je le dise."),
    ]
    assert read(print_lines(lines)).lines[-1].text.endswith("voulais un abat-jour et que je le dise.")


def test_portable_document_columns_of_time_speaker_and_text() -> None:
    rows = [("0:01", "EN", "Oui ?"), ("0:05", "Rose", "Oui, et puis un jour ça a changé."), ("0:09", "EN", "Bien.")]

    def draw(canvas: Canvas) -> None:
        for place, (time, speaker, said) in enumerate(rows):
            for left, text in ((72, time), (120, speaker), (190, said)):
                canvas.drawString(left, 760 - 20 * place, text)

    lines = read(drawn(draw)).lines
    assert [(line.start_s, line.speaker, line.text) for line in lines] == [
        (1, *rows[0][1:]),
        (5, *rows[1][1:]),
        (9, *rows[2][1:]),
    ]


def test_portable_document_a_narrow_ruled_table_with_labels_at_half_height() -> None:
    said = [
        ("EN", ["Oui ?"]),
        ("Rose", ["Oui, et puis", "un jour ça a", "changé."]),
        ("EN", ["Bien, alors", "et après ?"]),
    ] * 3

    def draw(canvas: Canvas) -> None:
        height = 780.0
        for speaker, texts in said:
            bottom = height - 14 * len(texts) - 6
            width = stringWidth("Rose", "Helvetica", 11) + 4
            canvas.rect(72, bottom, width, height - bottom)
            canvas.rect(72 + width, bottom, 100, height - bottom)
            canvas.drawString(74, (height + bottom) / 2 - 4, speaker)
            for place, text in enumerate(texts):
                canvas.drawString(74 + width, height - 14 - 14 * place, text)
            height = bottom

    assert turns_of(read(drawn(draw))) == [(who, " ".join(texts)) for who, texts in said]


def test_portable_document_two_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [f"Anne : à gauche je dis la phrase {number}" for number in range(8)]
    right = [f"Luc : à droite je dis la phrase {number}" for number in range(8)]

    def draw(canvas: Canvas) -> None:
        for place, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(50, 760 - 14 * place, one)
            canvas.drawString(310, 760 - 14 * place, other)

    assert [line.text for line in read(drawn(draw)).lines] == left + right


def test_portable_document_footnotes_and_their_marks_are_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "Enquêtrice : Et le 1")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(72 + stringWidth("Enquêtrice : Et le 1", "Helvetica", 11), 764, "er")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(184, 760, "RDV")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(184 + stringWidth("RDV", "Helvetica", 11), 764, "2")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(230, 760, "?")
        for place in range(5):
            canvas.drawString(72, 740 - 14 * place, f"Anne : la réponse {place}.")
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 100, "2 Rendez-vous à la mission")
        canvas.drawString(72, 90, "locale.")

    document = read(drawn(draw))
    assert document.lines[0].text == "Enquêtrice : Et le 1er RDV ?"
    assert asides_of(document) == {("note", "2 Rendez-vous à la mission locale."): 1}
    assert len(document.lines) == 6


def test_portable_document_turned_text_is_set_aside_and_turned_pages_are_read() -> None:
    said = ["Anne : bonjour.", "Luc : oui.", "Anne : et vous ?", "Luc : bien."]

    def watermark(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "Anne : bonjour.")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "CONFIDENTIEL")

    def turned(canvas: Canvas) -> None:
        canvas.translate(300, 100)
        canvas.rotate(90)
        for place, text in enumerate(said):
            canvas.drawString(0, -14 * place, text)

    document = read(drawn(watermark))
    assert [line.text for line in document.lines] == ["Anne : bonjour."]
    assert asides_of(document) == {("text_box", "CONFIDENTIEL"): 1}
    assert [line.text for line in read(drawn(turned)).lines] == said


def test_portable_document_ligatures_and_accents_of_old_fonts() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 11)
        canvas.drawString(72, 760, "Anne : ﬁn de la ﬂèche")
        canvas.setFont("Helvetica", 11)
        left = 72.0
        for text, back in (("Luc : d", 0), ("´", 4.5), ("e", 0), ("j", 0), ("`", 4.5), ("a", 0)):
            canvas.drawString(left, 732, text)
            left += stringWidth(text, "Helvetica", 11) - back * (text in "´`")

    assert [line.text for line in read(drawn(draw)).lines] == ["Anne : fin de la flèche Luc : déjà"]


def drawn(*pages: Callable[[Canvas], None], encrypt: StandardEncryption | None = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1, encrypt=encrypt)
    for draw in pages:
        canvas.setFont("Helvetica", 11)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def talk(canvas: Canvas) -> None:
    canvas.drawString(72, 760, "Anne : bonjour.")


def blank(canvas: Canvas) -> None:
    """Draw nothing."""


def scan(canvas: Canvas) -> None:
    canvas.drawInlineImage(Image.new("L", (20, 30), 128), 0, 0, *A4)


def refusal(data: bytes) -> tuple[str, dict[str, str | int | float]]:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(data)
    return refused.value.code, refused.value.details


def test_portable_document_a_scan_is_refused_with_its_pages() -> None:
    assert refusal(drawn(scan)) == ("scanned_pdf", {"page": 1, "scanned": 1, "pages": 1})
    assert refusal(drawn(talk, scan, talk, scan)) == ("scanned_pdf", {"page": 2, "scanned": 2, "pages": 4})


def test_portable_document_a_blank_page_and_a_picture_are_no_scan() -> None:
    def picture(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("L", (20, 30), 128), 100, 100, 80, 90)
        talk(canvas)

    assert [line.text for line in read(drawn(talk, blank, picture)).lines] == ["Anne : bonjour."] * 2


def test_portable_document_without_words_is_empty() -> None:
    assert refusal(drawn(blank)) == ("empty_file", {})


def test_portable_document_passwords() -> None:
    assert refusal(drawn(talk, encrypt=StandardEncryption("secret", ownerPassword="other"))) == ("encrypted_file", {})
    owned = drawn(talk, encrypt=StandardEncryption("", ownerPassword="other", canCopy=0))
    assert [line.text for line in read(owned).lines] == ["Anne : bonjour."]


def test_portable_document_fonts_without_letters_are_refused() -> None:
    def shifted(canvas: Canvas) -> None:
        for place in range(12):
            canvas.drawString(
                72, 760 - 14 * place, "".join(chr(ord(char) + 5) for char in "bonjour madame et monsieur")
            )

    def private(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "oui")

    assert refusal(drawn(talk, shifted)) == ("pdf_without_letters", {"page": 2})


def test_portable_document_a_bomb_is_refused_in_bounded_memory() -> None:
    # one stream that unpacks to two gigabytes
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * 2**20) for _ in range(2048)) + packer.flush()
    head = drawn(talk)
    bomb = one_stream(content)
    assert len(bomb) < 3_000_000
    assert len(head) < len(bomb)
    assert refusal(bomb)[0] in {"damaged_pdf", "too_large"}


def one_stream(content: bytes) -> bytes:
    """A page of one packed stream."""
    length = str(len(content)).encode()
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Filter/FlateDecode/Length " + length + b">>stream\n" + content + b"\nendstream endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )


WHOLE = write(EXAMPLE)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=60), st.integers(0, len(WHOLE)))
def test_portable_document_damaged_ones_are_read_or_refused(cut: int, put: bytes, again: int) -> None:
    for data in (WHOLE[:cut], WHOLE[:cut] + put + WHOLE[max(cut, again) :]):
        with contextlib.suppress(TranscriptUnreadable):
            assert read(data).lines


def test_portable_document_threads_read_at_the_same_time() -> None:
    files = [write(EXAMPLE[: 2 + count]) for count in range(4)]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(read, files))
    assert [len(document.lines) for document in found] == [2, 3, 4, 5]
