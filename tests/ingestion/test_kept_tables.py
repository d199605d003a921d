"""Tables that Miroir and the user write in turns."""

from __future__ import annotations

import pytest

from tasks.errors import StudyInvalid
from tasks.ingestion.kept_tables import KeptTable, new_table, read_kept, rewrite

HEADINGS = {"file": ("file", "fichier"), "what": ("what", "quoi"), "note": ("note",)}


def read(text: str, encoding: str = "utf-8") -> KeptTable:
    return read_kept(text.encode(encoding), name="t.csv", headings=HEADINGS, needed=("file", "what"))


def test_kept_tables_are_read_by_heading_in_any_order() -> None:
    table = read("Quoi;à moi;FICHIER\noui;x;a.txt\n\n;;b.txt\n")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, {"file": "a.txt", "what": "oui", "note": ""}),
        (4, {"file": "b.txt", "what": "", "note": ""}),
    ]
    assert table.headings == {"what": "Quoi", "file": "FICHIER"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_kept_tables_lines_that_stay_stay_byte_for_byte(encoding: str, end: str) -> None:
    text = end.join(["fichier;quoi;note", '"é ;a";  oui ;"deux', 'lignes"', ";;", "b;;", "c;non;"])
    table = read(text, encoding)
    again = rewrite(table, drop={5}, add=[{"file": "dé", "what": "x"}])
    assert again.decode(encoding) == text.replace(f"b;;{end}", "") + end + f"dé;x;{end}"
    assert rewrite(table, drop=(), add=[]) == text.encode(encoding)


def test_kept_tables_take_the_separator_and_columns_of_the_file() -> None:
    table = read("note,quoi,fichier\n,oui,a\n")
    assert rewrite(table, drop=(), add=[{"file": "b", "what": "x,y"}]).decode() == (
        'note,quoi,fichier\n,oui,a\n,"x,y",b\n'
    )


def test_kept_tables_that_cannot_hold_a_letter_become_utf_8() -> None:
    table = read("fichier;quoi\né;à\n", "cp1252")
    assert rewrite(table, drop=(), add=[{"file": "Ł"}]).decode("utf-8-sig") == "fichier;quoi\né;à\nŁ;\n"


def test_kept_tables_written_for_the_first_time_are_read_again() -> None:
    data = new_table({"file": "fichier", "what": "quoi"}, [{"file": "a;b", "what": 'x "y"'}])
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = read(data.decode("utf-8-sig")).rows
    assert (row.cells["file"], row.cells["what"]) == ("a;b", 'x "y"')


@pytest.mark.parametrize(
    ("text", "fields"), [("fichier;note\na;b\n", ["what"]), ("fichier;quoi;file\n", ["file"]), ("PK\x03\x04", [""])]
)
def test_kept_tables_problems(text: str, fields: list[str]) -> None:
    with pytest.raises(StudyInvalid) as refused:
        read(text)
    assert [problem.field for problem in refused.value.problems] == fields
