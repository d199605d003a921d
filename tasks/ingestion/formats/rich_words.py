"""Control words of Rich Text 1.9 that bear text, or open something else than the text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tasks.ingestion.formats.typed_text import NoteKind

CHARACTERS: Mapping[str, str] = MappingProxyType(
    {"tab": "\t", "line": "\n", "page": "\n", "column": "\n", "lbr": "\n", "emdash": "—", "endash": "–",
     "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’",
     "ldblquote": "“",
     "rdblquote": "”", "~": "\u00a0", "_": "-", "-": "\u00ad", "{": "{", "}": "}", "\\": "\\", ":": ":",
     "zwj": "\u200d", "zwnj": "\u200c", "zwbo": "\u200b", "zwnbo": "\u2060"}
)  # fmt: skip
"""Words and signs that stand for characters; a non-breaking hyphen is read as the hyphen that it shows."""

ASIDES: Mapping[str, NoteKind] = MappingProxyType(
    {
        "footnote": "note",
        "annotation": "comment",
        **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "header"),
        **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "footer"),
        **dict.fromkeys(("shptxt", "dptxbxtext"), "text_box"),
    }
)
"""Destinations that hold text beside the talk."""

SKIPPED = frozenset(
    {"colortbl", "stylesheet", "info", "pict", "listtext", "pntext", "nonesttables", "nonshppict", "shprslt", "filetbl",
     "listtable", "listoverridetable", "revtbl", "rsidtbl", "pgptbl", "xe", "rxe", "txe", "tc", "tcn", "bkmkstart",
     "bkmkend", "template", "private", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "objdata",
     "objclass", "objname", "themedata", "latentstyles", "userprops", "docvar", "atrfstart", "atrfend", "atnid",
     "atnauthor", "atntime", "atndate", "atnicn", "atnref", "atnparent", "datafield", "formfield", "fldtype", "sp",
     "mmathPict", "generator", "datastore", "colorschememapping", "xmlnstbl", "background", "pnseclvl", "keycode",
     "title", "subject", "author", "operator", "comment", "doccomm", "hlinkbase", "company", "falt", "panose"}
)  # fmt: skip
"""Destinations without text, or with text that is shown elsewhere (the number of a list's entry is automatic)."""

STARRED = frozenset({*ASIDES, "shpinst", "do", "ud", "fldinst", "nesttableprops", "shppict"})
"""Destinations that are read although ``\\*`` allows to leave them out; all others are."""

ENDS = frozenset({"par", "sect", "cell", "nestcell", "row", "nestrow"})
"""Words that end a paragraph, a cell or a row."""

PAGE_FIELDS = frozenset({"page", "numpages", "sectionpages"})
