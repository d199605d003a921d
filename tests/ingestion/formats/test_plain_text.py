from __future__ import annotations

import pytest

from tasks.ingestion.formats.plain_text import read


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028", "\x0b"])
def test_plain_text_lines_are_numbered_as_in_the_file(line_end: str) -> None:
    document = read(line_end.join(["Un", "", "  deux ", " ", "trois"]).encode())
    assert [(line.number, line.text) for line in document.lines] == [(1, "Un"), (3, "deux"), (5, "trois")]
    assert (document.format, document.encoding) == ("txt", "utf-8")


def test_plain_text_one_line() -> None:
    assert [line.text for line in read(b"seul").lines] == ["seul"]
