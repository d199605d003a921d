"""From the tokens of a Rich Text file to its lines and asides: groups, destinations, fields, encodings."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.ingestion.formats.rich_flow import CellForm, Flow
from tasks.ingestion.formats.rich_fonts import Font, Fonts, family_encoding, page_encoding
from tasks.ingestion.formats.rich_state import Field, RowForm, State, To
from tasks.ingestion.formats.rich_tokens import BYTE, CLOSE, OPEN, TEXT, Token
from tasks.ingestion.formats.rich_words import ASIDES, CHARACTERS, ENDS, PAGE_FIELDS, SKIPPED, STARRED
from tasks.ingestion.formats.symbol_fonts import symbol_text
from tasks.ingestion.formats.typed_text import NoteKind, note_of
from tasks.records import Aside, Line

_MAX_CODE = 200
_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,5}|0x[0-9A-Fa-f]{1,4})\b(?:.*?\\f\s*\"([^\"]{1,60})\")?", re.DOTALL)
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class RichReader:
    """Reads the tokens of one file; ``lines`` and ``asides`` hold what it gave."""

    def __init__(self, *, boxes_are_lines: bool) -> None:
        self.fonts = Fonts()
        self.asides: list[Aside] = []
        self._boxes_are_lines = boxes_are_lines
        self._body = Flow()
        self._state = State(self._body)
        self._groups: list[State] = []
        self._bytes = bytearray()
        self._high = 0
        self._to_skip = 0
        self._star = False
        self._default_font: int | None = None
        self._defined = Font()
        self._rows: dict[int, RowForm] = {}
        self._edges: set[tuple[str, str]] = set()

    def read(self, tokens: Iterable[Token]) -> list[Line]:
        """Read all tokens and give the body's lines."""
        for token in tokens:
            if token.kind == TEXT:
                self._take_text(token.content)
            elif token.kind == BYTE:
                self._take_byte(token.content)
            elif token.kind == OPEN:
                self._open()
            elif token.kind == CLOSE:
                self._close()
            elif self._state.to is not To.NOWHERE or (token.name == "ud" and self._state.outer is not None):
                self._take_word(token.name, token.value)
        self._flush()
        lines = self._body.finish()
        self.asides.extend(self._body.asides)
        return lines

    def _open(self) -> None:
        self._flush()
        self._to_skip = 0
        self._groups.append(self._state)
        self._state = self._state.inherited()

    def _close(self) -> None:
        self._flush()
        self._to_skip = 0
        closed, self._state = self._state, self._groups.pop() if self._groups else self._state
        if closed.opened is not None:
            self._end_aside(closed.opened, closed.flow)
        if closed.code_of is not None:
            self._end_code(closed.code_of)

    def _take_text(self, content: bytes) -> None:
        state = self._state
        if self._to_skip:
            skipped = min(self._to_skip, len(content))
            content, self._to_skip = content[skipped:], self._to_skip - skipped
        if state.to is To.FLOW:
            self._bytes += content
        elif state.to is To.CODE and state.field is not None:
            state.field.code = (state.field.code + content.decode("latin-1"))[:_MAX_CODE]
        elif state.to is To.FONTS:
            self._defined.name = (self._defined.name + content.decode("latin-1")).rstrip(";")[:_MAX_CODE]

    def _take_byte(self, content: bytes) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif self._state.to is To.FLOW:
            self._bytes += content

    def _take_word(self, name: str, value: int | None) -> None:
        if name == "*":
            self._star = True
            return
        star, self._star = self._star, False
        if star and name not in STARRED:
            self._flush()
            self._state.to = To.NOWHERE
        elif name == "u" and value is not None:
            self._take_unicode(value)
        elif name in CHARACTERS:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._show(CHARACTERS[name])
        else:
            self._flush()
            self._to_skip = 0
            if not (self._opens_destination(name) or self._sets_look(name, value) or self._sets_table(name, value)):
                self._sets_file(name, value)

    def _take_unicode(self, value: int) -> None:
        code = value + 0x10000 if value < 0 else value
        self._flush()
        if code in _HIGH:
            self._high = code
        elif code in _LOW and self._high:
            self._show(chr(0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)))
        elif 0x20 <= code < 0x110000 and code not in _LOW:
            self._show(self.fonts.unicode(code, self._state.font))
        self._to_skip = self._state.replaced

    def _flush(self) -> None:
        if self._bytes:
            text = self.fonts.decode(bytes(self._bytes), self._state.font)
            self._bytes.clear()
            self._show(text)

    def _show(self, text: str) -> None:
        if self._bytes:
            self._flush()
        state = self._state
        if state.to is To.CODE and state.field is not None:
            state.field.code = (state.field.code + text)[:_MAX_CODE]
        if state.to is not To.FLOW or state.deleted or not text:
            return
        self._high = 0
        if state.hidden:
            state.flow.hide(text)
        else:
            state.flow.add(text, bold=state.bold)

    def _opens_destination(self, name: str) -> bool:
        state = self._state
        if name in SKIPPED or (name in ASIDES and state.deleted):
            state.to = To.NOWHERE
        elif name in ASIDES and state.to in (To.FLOW, To.DRAWING):
            state.opened, state.to = ASIDES[name], To.FLOW
            number = state.flow.number
            state.flow, state.in_table, state.deleted, state.bold = Flow(fixed_number=number), False, False, False
        elif name in ("shpinst", "do"):
            state.to = To.DRAWING
        elif name == "upr":
            state.outer, state.to = state.to, To.NOWHERE
        elif name == "ud":
            state.to, state.outer = state.outer or state.to, None
        elif name == "fonttbl":
            state.to = To.FONTS
        elif name == "field":
            state.field = Field()
        elif name == "fldinst":
            state.to, state.field = To.CODE, state.field or Field()
            state.code_of = state.field
        elif name == "fldrslt":
            if state.field is not None and not state.field.result_shown:
                state.to = To.NOWHERE
        else:
            return False
        return True

    def _sets_look(self, name: str, value: int | None) -> bool:
        state, on = self._state, value != 0
        if name == "b":
            state.bold = on
        elif name == "v":
            state.hidden = on
        elif name in ("deleted", "mvf"):
            state.deleted = on
        elif name == "plain":
            state.bold = state.hidden = state.deleted = False
            state.font = self._default_font
        elif name == "uc":
            state.replaced = max(0, min(value or 0, 100))
        elif name == "f" and state.to is To.FONTS:
            self._defined = self.fonts.by_number.setdefault(value or 0, Font())
        elif name == "f":
            state.font = value
        else:
            return False
        return True

    def _sets_table(self, name: str, value: int | None) -> bool:
        state = self._state
        if state.to is not To.FLOW:
            return False
        if name in ENDS:
            self._end(name, state)
        elif name == "pard":
            state.in_table, state.level = False, 1
        elif name == "intbl":
            state.in_table = value != 0
        elif name == "itap":
            state.level, state.in_table = max(1, value or 0), (value or 0) > 0
        elif name == "nesttableprops":
            state.nested_row = True
        else:
            return self._defines_row(name, value)
        return True

    def _end(self, name: str, state: State) -> None:
        level = state.table_level
        if name == "cell":
            state.flow.end_cell(1)
        elif name == "nestcell":
            state.flow.end_cell(max(2, level))
        elif name == "row":
            state.flow.end_row(1, self._row_form(1).cells)
        elif name == "nestrow":
            state.flow.end_row(max(2, level), self._row_form(2).cells)
        elif not state.deleted:
            # a paragraph whose end a change took out goes on with the next
            state.flow.end_paragraph(level)

    def _defines_row(self, name: str, value: int | None) -> bool:
        level = 2 if self._state.nested_row else 1
        form = self._row_form(level)
        if name == "trowd":
            self._rows[level] = RowForm()
        elif name == "clvmrg":
            form.continues = True
        elif name == "clmrg":
            form.joins = True
        elif name == "cellx":
            if len(form.cells) < 100:
                form.cells.append(CellForm(value or 0, form.continues, form.joins))
            form.continues = form.joins = False
        else:
            return False
        return True

    def _row_form(self, level: int) -> RowForm:
        return self._rows.setdefault(level, RowForm())

    def _sets_file(self, name: str, value: int | None) -> None:
        if self._state.to is To.FONTS:
            if name == "fcharset":
                self._defined.charset = value
            elif name == "cpg":
                self._defined.page = value
        elif name == "deff":
            self._default_font = value
            self._state.font = value
        elif name == "ansicpg":
            self.fonts.encoding = page_encoding(value or 0) or self.fonts.encoding
        else:
            self.fonts.encoding = family_encoding(name) or self.fonts.encoding

    def _end_code(self, code_of: Field) -> None:
        words = code_of.code.split()
        code_of.result_shown = not words or words[0].lower() not in PAGE_FIELDS
        if symbol := _SYMBOL_FIELD.match(code_of.code):
            text = symbol_text(symbol[2], int(symbol[1], 0)) if symbol[2] else ""
            code_of.result_shown = not text
            self._show(text)

    def _end_aside(self, kind: NoteKind, flow: Flow) -> None:
        lines = flow.finish()
        self.asides.extend(flow.asides)
        outer = self._state.flow
        if kind == "text_box" and self._boxes_are_lines and self._hangs_in_body():
            outer.boxes += lines
            return
        if kind in ("header", "footer"):
            wording = (kind, "\n".join(line.text for line in lines))
            if wording in self._edges:
                return
            self._edges.add(wording)
        self.asides.extend(note_of(kind, lines, flow.number))

    def _hangs_in_body(self) -> bool:
        return all(group.opened in (None, "text_box") for group in (*self._groups, self._state))
