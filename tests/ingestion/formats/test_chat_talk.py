"""CHAT within other formats: a recording that was converted says what its CHAT file says."""

from __future__ import annotations

import pytest

from tasks.ingestion.formats import chat, elan, praat, tei
from tasks.ingestion.formats.chat_talk import is_in_chat, resolve_chat
from tasks.records import Document, Line
from tests.ingestion.conversations import turns_of
from tests.ingestion.writers.praat import grid

MAIN_LINES = (
    ("MOT", "et qu' est+ce+que tu as fait à l' école ?"),
    ("LUC", "xxx on a [/] on a fait du dessin ."),
    ("LUC", "+, avec le maître ."),
    ("MOT", "0 [=! hoche la tête] ."),
    ("LUC", "y+a l(e) <grand> [//] gros chat +..."),
    ("MOT", "ah oui ."),
)
SAID = [
    ("MOT", "et qu'est-ce que tu as fait à l'école ?"),
    ("LUC", "(inaudible) on a on a fait du dessin. avec le maître."),
    ("MOT", "(hoche la tête)"),
    ("LUC", "y a le grand gros chat…"),
    ("MOT", "ah oui."),
]


def as_chat() -> bytes:
    header = "@UTF8\n@Begin\n@Languages:\tfra\n@Participants:\tMOT Mother, LUC Boy\n"
    return (header + "".join(f"*{code}:\t{text}\n" for code, text in MAIN_LINES) + "@End\n").encode()


def escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def as_tei(*, ident: str = "clan") -> bytes:
    blocks = "".join(
        f'<annotationBlock who="{code}"><u><seg>{escaped(text)} </seg></u></annotationBlock>'
        for code, text in MAIN_LINES
    )
    header = f'<teiHeader><encodingDesc><transcriptionDesc ident="{ident}"/></encodingDesc></teiHeader>'
    return f"<TEI>{header}<text><body><div>{blocks}</div></body></text></TEI>".encode()


def as_elan() -> bytes:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="t{at}" TIME_VALUE="{at * 1000}"/>' for at in range(len(MAIN_LINES) + 1))
    tiers = "".join(
        f'<TIER TIER_ID="{code}" LINGUISTIC_TYPE_REF="default-lt">'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}"'
            f' TIME_SLOT_REF1="t{at}" TIME_SLOT_REF2="t{at + 1}">'
            f"<ANNOTATION_VALUE>{escaped(text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for at, (who, text) in enumerate(MAIN_LINES)
            if who == code
        )
        + "</TIER>"
        for code in ("MOT", "LUC")
    )
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>".encode()


def as_text_grid() -> bytes:
    return grid(
        [
            (code, [(float(at), at + 1.0, text if who == code else "") for at, (who, text) in enumerate(MAIN_LINES)])
            for code in ("MOT", "LUC")
        ]
    )


def test_chat_talk_one_recording_says_the_same_in_every_format() -> None:
    assert turns_of(chat.read(as_chat())) == SAID
    assert turns_of(tei.read(as_tei())) == SAID
    assert turns_of(tei.read(as_tei(ident="autre"))) == SAID  # told by its full stops alone
    assert turns_of(elan.read(as_elan())) == SAID
    assert turns_of(praat.read(as_text_grid())) == SAID


@pytest.mark.parametrize(
    ("texts", "chat_spelling"),
    [
        (["oui .", "non .", "là +..."], True),
        (["oui .", "non ."], False),
        (["oui .", "non .", "là .", "voilà.", "bon."], False),
        (["oui ?", "non !", "ah ?", "d'accord"], False),
        (["oui...", "non...", "bien..."], False),
        ([], False),
    ],
)
def test_chat_talk_is_known_by_full_stops_apart(texts: list[str], chat_spelling: bool) -> None:
    assert is_in_chat(texts) is chat_spelling


def test_chat_talk_other_talk_stays_as_it_is() -> None:
    document = Document("eaf", "utf-8", (Line("je [sic] pense d(e) ça.", 3, "A"), Line("xxx <là>", 4, "B")), ())
    assert resolve_chat(document) is document


def test_chat_talk_words_put_in_and_notes_keep_their_places() -> None:
    lines = (Line("on a fait &*MOT:ah (ne) ça .", 3, "LUC", 1.0, 2.0), Line(".", 4, "LUC", 2.0, 3.0))
    document = resolve_chat(Document("eaf", "utf-8", lines, (), cues=True), known=True)
    assert [(line.speaker, line.text, line.number) for line in document.lines] == [
        ("LUC", "on a fait ça.", 3),
        ("MOT", "ah", 3),
    ]
    assert [(aside.kind, aside.text, aside.number) for aside in document.asides] == [
        ("annotation", "non prononcé : ne", 3)
    ]


def test_chat_talk_nothing_but_codes_stays_as_it_is() -> None:
    document = Document("eaf", "utf-8", (Line(".", 3, "LUC"),), ())
    assert resolve_chat(document, known=True) is document
