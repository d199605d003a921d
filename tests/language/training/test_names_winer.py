"""Reading brat's annotations of Wikinews."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.language.training.name_parts import Part, placed, text_of
from tasks.language.training.winer import Named, read_annotations, read_winer

ARTICLE = "Titre sur Brest\n\n12 mars 2017 . –\nLa tempête a touché l' Auvergne et Jo Cox , dit-on.\n"


def _write(folder: Path, text: str, annotations: list[tuple[str, str]]) -> None:
    folder.mkdir(parents=True)
    lines = []
    for place, (kind, name) in enumerate(annotations, 1):
        start = text.index(name)
        lines.append(f"T{place}\t{kind} {start} {start + len(name)}\t{name}")
    (folder / "a.txt").write_bytes(text.encode())
    (folder / "a.ann").write_text("\n".join(lines), encoding="utf-8")


def test_one_list_of_parts_a_paragraph_with_blanks_mended(tmp_path: Path) -> None:
    names = [("Location", "Brest"), ("Date", "12 mars 2017"), ("Location", "Auvergne"), ("Person", "Jo Cox")]
    _write(tmp_path / "2017" / "03", ARTICLE, names)
    title, date, body = read_winer(tmp_path, ["2017/03"])
    assert title == [Part("Titre sur "), Part("Brest", "LOC")]
    assert text_of(date) == "12 mars 2017 . –"
    assert [part.label for part in date] == [""]
    assert text_of(body) == "La tempête a touché l'Auvergne et Jo Cox, dit-on."
    assert [(text_of(body)[start:end], label) for start, end, label in placed(body) if label] == [
        ("Auvergne", "LOC"),
        ("Jo Cox", "PER"),
    ]


def test_of_names_that_overlap_the_longest_stays() -> None:
    lines = "T1\tPerson 0 3\tJo \nT2\tOrganization 0 10\tJo et Cie\nT3\tEvent 12 15\tabc\nT4\tHour 20 22\t8 \nR1\tx\n"
    assert read_annotations(lines) == [Named(0, 10, "ORG"), Named(12, 15, "MISC")]
    assert read_annotations("") == []


def test_a_month_without_articles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="2016/05"):
        read_winer(tmp_path, ["2016/05"])
