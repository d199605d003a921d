r"""Rich Text as the programs write it, its encodings, and files that do harm."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import rich_tokens
from tasks.ingestion.formats.rich_text import read
from tests.ingestion.conversations import EXAMPLE, Alphabet, Said, conversations, turns_of
from tests.ingestion.writers import rich_text as writer

NAMED = (writer.marked, writer.in_table, writer.wordpad, writer.text_edit)


def document(body: str, head: str = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}") -> bytes:
    return f"{head}{body}}}".encode("latin-1")


def texts_of(body: str) -> list[str]:
    return [line.text for line in read(document(body)).lines]


def asides_of(body: str) -> list[tuple[str, str, int]]:
    return [(aside.kind, aside.text, aside.number) for aside in read(document(body)).asides]


def refusal(data: bytes) -> tuple[str, dict[str, str | int | float]]:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(data)
    return refused.value.code, refused.value.details


@pytest.mark.parametrize("write", NAMED)
def test_rich_text_gives_the_conversation_back(write: Callable[[tuple[Said, ...]], bytes]) -> None:
    found = read(write(EXAMPLE))
    assert turns_of(found) == list(EXAMPLE)
    assert (found.format, found.encoding, found.asides) == ("rtf", "cp1252", ())


@settings(max_examples=200, deadline=None)
@given(conversations(speakers=("Enquêtrice", "Anne")), st.sampled_from(NAMED))
def test_rich_text_round_trip(conversation: tuple[Said, ...], write: Callable[[tuple[Said, ...]], bytes]) -> None:
    assert turns_of(read(write(conversation))) == list(conversation)


# in this layout questions are known by their marks alone: every sentence bears one
@settings(max_examples=200, deadline=None)
@given(conversations(speakers=("Enquêtrice", "Anne"), alphabet=Alphabet(ends=(" ?",))))
def test_rich_text_round_trip_of_bold_questions(conversation: tuple[Said, ...]) -> None:
    turns = turns_of(read(writer.bold_questions(conversation)))
    assert [said for _, said in turns] == [said for _, said in conversation]
    assert [label for label, _ in turns] == [("gras", "maigre")[place % 2] for place in range(len(turns))]


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1, max_size=30))
def test_rich_text_any_letter_comes_back(text: str) -> None:
    private = {char for char in text if 0xF000 <= ord(char) < 0xF100}
    expected = "".join(char for char in text if char not in private)
    for unicode in (writer.cocoa_unicode, writer.libre_unicode):
        assert texts_of("début " + writer.escaped(text, unicode=unicode)) == [("début " + expected).strip()]


@pytest.mark.parametrize(
    ("head", "written", "text"),
    [
        (r"{\rtf1\ansi\ansicpg1252", r"\'e9t\'e9 \'8c\'80", "été Œ€"),
        (r"{\rtf1\mac\ansicpg10000{\fonttbl\f0\fswiss\fcharset77 Helvetica;}\f0 ", r"\'8et\'8e", "été"),
        (r"{\rtf1\mac{\fonttbl\f0\fswiss\fcharset0 Helvetica;}\f0 ", r"\'8et\'8e", "été"),
        (r"{\rtf1\pca", r"\'82t\'82", "été"),
        (r"{\rtf1\pc", r"\'82t\'82", "été"),
        (r"{\rtf1\ansi\ansicpg850", r"\'82t\'82", "été"),
        (r"{\rtf1\ansi\ansicpg65001", r"\'c3\'a9t\'c3\'a9", "été"),
        (r"{\rtf1\ansi\ansicpg99999", r"\'e9", "é"),
        (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}", r"\f1\'e8\f0\'e8", "čè"),
        (r"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}\f1 ", r"\'93\'fa\'96{\'7b}", "日本"),
        (r"{\rtf1\ansi ", "\xe9t\xe9", "été"),
        (r"{\rtf1\ansi{\fonttbl{\f1\fcharset2 Wingdings;}{\f2\fcharset2 Symbol;}}", r"a{\f1\'e0}b{\f2\'b7}", "a→b•"),
        (r"{\rtf1\ansi{\fonttbl{\f1\fcharset2 Wingdings;}}", r"a{\f1\u-3872?}b{\u-3913?}", "a→b·"),
        (r"{\rtf1\ansi ", r"l\rquote \'e9t\'e9\~: \emdash  \endash\lquote\rdblquote\bullet .", "l’été\u00a0: — –‘”•."),
        (r"{\rtf1\ansi ", r"peut\_\'eatre accom\-pagner\tab oui \{x\} \\", "peut-être accompagner\toui {x} \\"),
        (r"{\rtf1\ansi\uc2 ", r"a\u8217\'a1\'afb\u8217xyc{\uc0\u8217}d\u8217 {e}", "a’b’c’d’e"),
        (r"{\rtf1\ansi ", r"\u-10179?\u-8694? \u55357 ?\u56842 ? \u65279?\u-9000?fin", "😊 😊 fin"),
        (r"{\rtf1\ansi ", r"a{\upr{perdu}{\*\ud gard\u233\'3f}}b", "agardéb"),
    ],
)  # fmt: skip
def test_rich_text_encodings_and_signs(head: str, written: str, text: str) -> None:
    data = document(written, head)
    # the trail byte of a double-byte letter may be a letter or a sign written as it is
    data = data.replace(b"{\\'7b}", b"\\'7b")
    assert [line.text for line in read(data).lines] == [text]


def test_rich_text_paragraphs_breaks_and_bold() -> None:
    body = (
        "\\pard\\b Question\\b0  ?\\par\r\n\\par un\\line deux\\page trois\\sect {\\b gras}\\plain  non\\par"
        "{\\b\\plain maigre}\\par\\b1 tout\\b0\\'20\\par dernier"
    )
    assert [(line.number, line.text, line.bold) for line in read(document(body)).lines] == [
        (1, "Question ?", True),
        (3, "un", False),
        (3, "deux", False),
        (3, "trois", False),
        (4, "gras non", False),
        (5, "maigre", False),
        (6, "tout", True),
        (7, "dernier", False),
    ]


def test_rich_text_what_stands_beside_the_talk() -> None:
    body = (
        r"{\header\pard Entretien 3\par}{\headerf Entretien 3\par}"
        r"{\footer Page {\field{\*\fldinst { PAGE }}{\fldrslt 4}}\par}"
        r"{\info{\title Titre}}{\*\inconnu rien}{\stylesheet{\s1 Titre 1;}}"
        r"un{\super\chftn}{\footnote\pard\plain{\chftn} une note\par suite} deux{\*\atnid X}{\*\atnauthor Y}"
        r"{\*\annotation{\*\atndate 1}\pard \'e0 v\'e9rifier}\par"
        r"{\pntext 1.\tab}{\listtext\'b7\tab}trois{\v cach\'e9}{\deleted parti} quatre{\xe{index}}\par"
        r"{\pict\pngblip 89504e470d0a}{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt encadr\'e9\par}}"
        r"{\shprslt{\*\do{\dptxbxtext encadr\'e9}}}}"
        r"{\*\do\dptxbx{\dptxbxtext ancien}}cinq"
    )
    assert texts_of(body) == ["un deux", "trois quatre", "cinq"]
    assert asides_of(body) == [
        ("header", "Entretien 3", 1),
        ("footer", "Page", 1),
        ("note", "une note\nsuite", 1),
        ("comment", "à vérifier", 1),
        ("text_box", "encadré", 3),
        ("text_box", "ancien", 3),
        ("annotation", "caché", 2),
    ]


def test_rich_text_boxes_are_read_where_they_hold_all_the_talk() -> None:
    talk = [
        r"Enqu\'eatrice : Bonjour, comment \'e7a va depuis la derni\'e8re fois ?",
        r"Anne : \'c7a va, merci beaucoup.",
    ]
    box = r"{\shp{\*\shpinst{\shptxt " + r"\par ".join(talk) + r"\par}}}"
    assert texts_of(rf"Titre{box}\par")[0] == "Titre"
    assert len(texts_of(rf"Titre{box}\par")) == 3
    # a box of a page's head is no talk even then
    assert len(texts_of(rf"{{\header{box}}}Titre{box}\par")) == 3


def test_rich_text_fields_give_their_results() -> None:
    body = (
        r'Voir {\field{\*\fldinst {HYPERLINK "http://exemple.fr"}}{\fldrslt {\ul un lien}}}'
        r' {\field{\*\fldinst SYMBOL 224 \\f "Wingdings" \\s 12}{\fldrslt\f3 x}} '
        r"{\field{\*\fldinst NUMPAGES}{\fldrslt 9}}fin"
    )
    assert texts_of(body) == ["Voir un lien → fin"]


def test_rich_text_a_paragraph_mark_taken_out_joins_two_paragraphs() -> None:
    assert texts_of(
        r"D\'e9but {\deleted\par}et fin\par{\mvf avant\par}apr\'e8s{\footnote note}{\deleted{\footnote x}}"
    ) == [
        "Début et fin",
        "après",
    ]


def rows(*written: str, form: str = r"\trowd\cellx1500\cellx9000") -> str:
    return "".join(rf"{form}\pard\intbl {row}\row" for row in written) + r"\pard "


def spoken(body: str) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in read(document(body)).lines]


def test_rich_text_tables_with_merged_cells_and_text_after() -> None:
    body = (
        rows(r"EN\cell Oui ?\cell", form=r"\trowd\clvmgf\cellx1500\cellx9000")
        + rows(r"\cell Encore ?\cell", form=r"\trowd\clvmrg\cellx1500\cellx9000")
        + rows(r"AL\cell Oui.\par Non.\cell")
        + rows(r"Partie 2\cell", form=r"\trowd\cellx9010")
        + rows(r"Partie 3\cell \cell", form=r"\trowd\clmgf\cellx1500\clmrg\cellx9000")
        + rows(r"EN\cell Et ?\cell")
        + r"Apr\'e8s\par"
    )
    assert spoken(body) == [
        ("EN", "Oui ?"),
        ("EN", "Encore ?"),
        ("AL", "Oui."),
        ("AL", "Non."),
        ("", "Partie 2"),
        ("", "Partie 3"),
        ("EN", "Et ?"),
        ("", "Après"),
    ]


def test_rich_text_a_table_within_a_cell_is_read_in_its_place() -> None:
    nested = "".join(
        rf"\pard\intbl\itap2 {speaker}\nestcell {{\nonesttables\par}}{said}\nestcell "
        r"{\*\nesttableprops\trowd\cellx700\cellx4000\nestrow}{\nonesttables\par}"
        for speaker, said in (("EN", "Oui ?"), ("AL", "Non."), ("EN", "Ah."))
    )
    body = rf"\trowd\cellx9000\pard\intbl avant\par {nested}\pard\intbl apr\'e8s\cell\row\pard fin\par"
    assert spoken(body) == [("", "avant"), ("EN", "Oui ?"), ("AL", "Non."), ("EN", "Ah."), ("", "après"), ("", "fin")]


def test_rich_text_rows_without_their_marks_are_still_rows() -> None:
    body = r"\trowd\cellx1500\cellx9000 EN\cell \pard Oui ?\par Encore ?\cell\row\trowd AL\cell Non.\cell\row\pard fin"
    assert spoken(body) == [("EN", "Oui ?"), ("EN", "Encore ?"), ("AL", "Non."), ("", "fin")]


def test_rich_text_binary_data_and_great_pictures_take_no_memory() -> None:
    picture = "89504e47" * 16 + "\r\n"
    body = r"mot {\pict\bin5 }}}{\} fin{\*\shppict{\pict\jpegblip " + picture * 50_000 + "}}"
    data = document(body)
    tracemalloc.start()
    try:
        assert [line.text for line in read(data).lines] == ["mot  fin"]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (rb"{\rtf1\ansi Bonjour", "damaged_file"),
        (rb"{\rtf1\ansi {\b Bonjour}", "damaged_file"),
        (rb"{\rtf1\ansi Bonjour}{\rtf1 encore}", "damaged_file"),
        (rb"{\rtf1\ansi Bonjour}} et la suite}", "damaged_file"),
        (rb"{\rtf1\ansi {\pict\bin99999999 abc}}", "damaged_file"),
        (rb"{\rtf1\ansi Bonjour\\", "damaged_file"),
        (b"{\\rtf1 " + b"{" * 501 + b"mot" + b"}" * 501 + b"}", "damaged_file"),
        (rb"{\rtf1\ansi\par{\header Entretien\par}}", "empty_file"),
        (rb"{\rtf1}", "empty_file"),
        (rb"{\rtf1\ansi{\v tout}}", "empty_file"),
    ],
)
def test_rich_text_broken_files_are_refused(data: bytes, code: str) -> None:
    assert refusal(data)[0] == code


def test_rich_text_the_place_of_damage_is_told() -> None:
    assert refusal(b"{\\rtf1\n\\ansi\nBonjour") == ("damaged_file", {"line": 3})


def test_rich_text_sizes_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rich_tokens, "MAX_TOKENS", 100)
    assert refusal(document(r"\b" * 200))[0] == "too_large"
    monkeypatch.setattr(rich_tokens, "MAX_RICH_BYTES", 100)
    assert refusal(document(" " * 200))[0] == "too_large"


def test_rich_text_what_follows_the_end_may_be_blank() -> None:
    for tail in (b"\0", b"\r\n\0", b"\x1a", b"}"):
        assert read(document("mot") + tail).lines[0].text == "mot"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_rich_text_cut_anywhere_is_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([write(EXAMPLE) for write in NAMED])).rstrip(b"\r\n\0")
    assert refusal(whole[: data.draw(st.integers(1, len(whole) - 1))])[0] == "damaged_file"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["{", "}", r"\par ", r"\cell ", r"\row ", r"\trowd ", r"\cellx900 ", r"\intbl ", r"\itap3 ", r"\nestcell ",
             r"\nestrow ", r"\u-3913?", r"\u55357 ", r"\'e9", r"\*", r"\field ", r"\fldinst ", r"\fldrslt ",
             r"\footnote ", r"\upr ", r"\ud ", r"\bin3 ", r"\f1 ", r"\fonttbl ", r"\fcharset128 ",
             r"\v ", r"\deleted ", "mot ", "\\",
             r"\shptxt ", r"\header ", r"\uc9 ", r"\pict ", r"\itap99999 ", r"\cpg437 "]
        ),
        max_size=40,
    )
)  # fmt: skip
def test_rich_text_any_tokens_are_read_or_refused(tokens: list[str]) -> None:
    body = "".join(tokens)
    depth = body.count("{") - body.count("}")
    closed = "{" * -depth + body + "}" * depth
    with contextlib.suppress(TranscriptUnreadable):
        assert all(line.text == line.text.strip() != "" for line in read(document(closed)).lines)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_rich_text_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert read(b"{\\rtf1 " + data + b"}").lines
