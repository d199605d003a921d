"""A conversation in Rich Text as Word, LibreOffice, WordPad and TextEdit write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.ingestion.conversations import Said

WORD_HEAD = (
    r"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\adeff0\deff0\stshfdbch0\stshfloch31506{\fonttbl{\f0\fbidi \froman"
    r"\fcharset0\fprq2{\*\panose 02020603050405020304}Times New Roman;}{\f3\fbidi \froman\fcharset2\fprq2 Symbol;}}"
    r"{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql \li0 \snext0 Normal;}{\*\cs10 \additive Default;}}"
    r"{\info{\title Entretien}{\author Personne}}\paperw11906\sectd "
)
LIBRE_HEAD = (
    r"{\rtf1\ansi\deff3\adeflang1025" "\n"
    r"{\fonttbl{\f0\froman\fprq2\fcharset0 Times New Roman;}{\f3\froman\fprq0\fcharset1 Liberation Serif;}}" "\n"
    r"{\stylesheet{\s0\snext0 Normal;}}{\*\generator LibreOffice/7}\paperh16838" "\n"
)  # fmt: skip
WORDPAD_HEAD = (
    "{\\rtf1\\ansi\\ansicpg1252\\deff0\\nouicompat\\deflang1036{\\fonttbl{\\f0\\fnil\\fcharset0 Calibri;}}\r\n"
    "{\\*\\generator Riched20 10.0}\\viewkind4\\uc1 \r\n\\pard\\f0\\fs22 "
)
COCOA_HEAD = (
    "{\\rtf1\\ansi\\ansicpg1252\\cocoartf2709\n\\cocoatextscaling0{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;"
    "\\f1\\fswiss\\fcharset0 Helvetica-Bold;}\n{\\colortbl;\\red255\\green255\\blue255;}\n{\\*\\expandedcolortbl;;}\n"
    "\\pard\\tx566\\pardirnatural\\partightenfactor0\n\n\\f0\\fs24 \\cf0 "
)


def escaped(text: str, *, encoding: str = "cp1252", unicode: Callable[[int], str] | None = None) -> str:
    """Write text: signs escaped, bytes of the encoding as ``\\'e9``, other characters by their code units."""
    write = unicode or (lambda unit: f"\\u{unit - 0x10000 if unit > 0x7FFF else unit}?")
    pieces = []
    for char in text:
        if char in "\\{}":
            pieces.append("\\" + char)
        elif char == "\t":
            pieces.append("\\tab ")
        elif " " <= char <= "~":
            pieces.append(char)
        else:
            pieces.append(_above_ascii(char, encoding, write))
    return "".join(pieces)


def _above_ascii(char: str, encoding: str, write: Callable[[int], str]) -> str:
    try:
        return "".join(f"\\'{byte:02x}" for byte in char.encode(encoding))
    except UnicodeEncodeError:
        units = char.encode("utf-16-be")
        return "".join(write(int.from_bytes(units[place : place + 2], "big")) for place in range(0, len(units), 2))


def cocoa_unicode(unit: int) -> str:
    """Write a code unit as TextEdit does, with nothing for readers without Unicode."""
    return f"\\uc0\\u{unit} "


def libre_unicode(unit: int) -> str:
    """Write a code unit as LibreOffice does, its replacement a byte."""
    return f"\\uc1\\u{unit - 0x10000 if unit > 0x7FFF else unit}\\'3f"


def marked(conversation: Sequence[Said]) -> bytes:
    """Write as Word does, a paragraph a turn, ``Nom : paroles``."""
    pard = r"\pard\plain \ltrpar\ql \li0\ri0\widctlpar\rin0\lin0\itap0 \rtlch\fcs1 \af0 \ltrch\fcs0 \fs24\lang1036"
    said = (
        f"{pard} {{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 \\insrsid123 {escaped(f'{speaker} : {text}')}\r\n\\par }}"
        for speaker, text in conversation
    )
    return (WORD_HEAD + "".join(said) + "}\0").encode("ascii")


def bold_questions(conversation: Sequence[Said]) -> bytes:
    """Write as LibreOffice does, the first speaker's turns in bold, and no names."""
    asks = conversation[0][0]
    looks = ("\\b\\ab" if speaker == asks else "" for speaker, _ in conversation)
    said = (
        f"\\pard\\plain \\s0\\ltrpar{{{look}\\rtlch \\ltrch\\loch\n"
        f"{escaped(text, encoding='ascii', unicode=libre_unicode)}}}\n\\par "
        for look, (_, text) in zip(looks, conversation, strict=True)
    )
    return (LIBRE_HEAD + "".join(said) + "}").encode("ascii")


def in_table(conversation: Sequence[Said]) -> bytes:
    """Write as Word does, a row a turn: speaker, text; the definition of the row before and after it."""
    form = r"\trowd \ltrrow\trgaph70\trleft-70\clvertalt\cellx1500\clvertalt\cellx9000"
    rows = (
        f"{form}\\pard\\plain \\intbl\\itap1 {{{escaped(speaker)}\\cell {escaped(text)}\\cell }}"
        f"\\pard\\intbl {{{form}\\row }}\r\n"
        for speaker, text in conversation
    )
    return (WORD_HEAD + "".join(rows) + "\\pard \\itap0 {\\par }}").encode("ascii")


def wordpad(conversation: Sequence[Said]) -> bytes:
    """Write as WordPad does, without groups, breaks of lines at every paragraph."""
    said = "".join(f"{escaped(f'{speaker} : {text}')}\\par\r\n" for speaker, text in conversation)
    return (WORDPAD_HEAD + said + "}\r\n\0").encode("ascii")


def text_edit(conversation: Sequence[Said]) -> bytes:
    """Write as TextEdit does: paragraphs end in a backslash, the speaker in another font."""
    said = "\\\n".join(
        f"\n\\f1\\b {escaped(speaker)}\n\\f0\\b0  : {escaped(text, encoding='latin-1', unicode=cocoa_unicode)}"
        for speaker, text in conversation
    )
    return (COCOA_HEAD + said + "}").encode("ascii")
