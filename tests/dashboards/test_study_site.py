"""The site as a whole: bytes, languages, emptiness, hostile text, links, no network."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest

from dashboards.study_site import build_site
from tasks.errors import FolderTaken
from tests.dashboards.example_people import PSEUDONYMS, Row
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.site_reading import PageReader, french_pages, read_pages

HOSTILE = "<script>alert('x')</script>\"&{{ 7*7 }}"


def test_site_holds_each_page_in_both_languages(site: Path, pages: dict[str, str]) -> None:
    french = {name for name in pages if "/" not in name}
    assert {name.removeprefix("en/") for name in pages if name.startswith("en/")} == french
    assert {"index.html", "grid.html", "mirror.html", "interview-A1-1.html"} <= french
    others = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - pages.keys()
    assert others == {"static/site.css", "static/site.js"}


def test_site_built_twice_is_the_same_bytes(example: Path, tmp_path: Path, site: Path) -> None:
    again = build_site(example, tmp_path / "site").parent
    build_site(example, tmp_path / "site")
    assert {path.name: path.read_bytes() for path in again.rglob("*") if path.is_file()} == {
        path.name: path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_site_replaces_only_folders_of_its_own(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderTaken):
        build_site(example, folder)
    assert (folder / "thesis.txt").read_text(encoding="utf-8") == "mine"
    (folder / "thesis.txt").unlink()
    build_site(example, folder)


def test_site_left_over_from_a_killed_build_is_cleared(example: Path, tmp_path: Path) -> None:
    for name in (".site.new", ".site.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.html").write_text("half", encoding="utf-8")
    build_site(example, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_site_is_french_first_unless_asked(example: Path, tmp_path: Path, pages: dict[str, str]) -> None:
    assert '<html lang="fr">' in pages["classes.html"]
    assert "Classes de discours" in pages["classes.html"]
    assert '<html lang="en">' in pages["en/classes.html"]
    assert "Classes de discours" not in pages["en/classes.html"]
    english = read_pages(build_site(example, tmp_path / "en", language="en").parent)
    assert '<html lang="en">' in english["classes.html"]
    assert '<html lang="fr">' in english["fr/classes.html"]


def test_site_shows_no_bare_code_or_missing_parameter(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        shown = re.sub(r"<[^>]+>", " ", text)
        assert not re.search(r"&lt;\w+&gt;", shown), name
        bare = re.search(r"\b(head|caption|title|reading|empty|mark|legend|verdict|state|page|lead)_[a-z]+", shown)
        assert not bare, f"{name}: {bare}"


def test_site_asks_nothing_of_the_network(site: Path, pages: dict[str, str]) -> None:
    style = (site / "static" / "site.css").read_text(encoding="utf-8")
    script = (site / "static" / "site.js").read_text(encoding="utf-8")
    for text in (*pages.values(), style, script):
        assert not re.search(r"https?:|[\"'(]//[a-z]|@import|url\((?!#)|fetch\(|XMLHttpRequest|import\(", text)
    for name, text in pages.items():
        assert set(PageReader(text).tags) & {"iframe", "img", "object", "embed", "form"} == set(), name


def test_site_ids_are_unique_links_arrive_headings_descend(pages: dict[str, str]) -> None:
    read = {name: PageReader(text) for name, text in pages.items()}
    statics = re.compile(r"^(\.\./)?static/site\.(css|js)$|^data:,$")
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), name
        assert page.headings.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(sorted(set(page.headings)))), name
        folder = name.rpartition("/")[0]
        for link in {link for link in page.links if not statics.match(link)}:
            target, _, anchor = link.partition("#")
            path = name if not target else _within(folder, target)
            assert path in read, f"{name}: {link}"
            assert not anchor or unquote(anchor) in read[path].ids, f"{name}: {link}"


def _within(folder: str, target: str) -> str:
    if target.startswith("../"):
        return target.removeprefix("../")
    return f"{folder}/{target}" if folder else target


def test_site_gives_every_chart_its_title_and_table(pages: dict[str, str]) -> None:
    figures = [figure for text in pages.values() for figure in re.findall(r"<figure.*?</figure>", text, re.DOTALL)]
    assert len(figures) >= 20
    for figure in figures:
        assert len(re.findall(r'<svg[^>]* role="(?:img|group)"', figure)) == 1
        assert "<desc" in figure
        assert "<table" in figure.partition("<details>")[2]


def test_site_cites_people_by_label_only(pages: dict[str, str]) -> None:
    labels = {f"{name} {side}" for side, names in PSEUDONYMS.items() for name in names}
    for side, names in PSEUDONYMS.items():
        for name in names:
            for text in pages.values():
                assert set(re.findall(rf"{name}\s(\w)\b", text)) <= {side}
    assert all(any(label in text for text in pages.values()) for label in labels)


def test_site_of_an_empty_study_says_so_in_sentences(nothing: Path) -> None:
    pages = french_pages(nothing)
    said = "\n".join(pages.values())
    assert not any("svg" in PageReader(text).tags for text in pages.values())
    for sentence in (
        "Aucun entretien",
        "Aucun mot",
        "Pas de classes",
        "Pas de grille",
        "Une seule vague",
        "Pas de citations",
    ):
        assert sentence in said


@pytest.mark.parametrize(
    "absent",
    [
        ("study", "citation_labels", "provenance"),
        ("participants", "panel", "findings"),
        ("class_splits", "class_profiles", "active_forms"),
        ("segment_classes", "flat_reading", "transitions"),
        ("indicators", "lexical_contrasts", "typical_segments"),
        ("interviews",),
        ("tokens", "masked_turns", "mirror_quotes"),
    ],
    ids=lambda absent: absent[0],
)
def test_site_stands_without_some_tables(absent: tuple[str, ...], tmp_path: Path) -> None:
    rows = {name: given for name, given in example_rows().items() if name not in absent}
    pages = french_pages(publish(tmp_path / "p.duckdb", rows))
    assert all(PageReader(text).headings.count(1) == 1 for text in pages.values())


def test_site_of_a_single_class_and_wave_is_built(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["class_splits"] = []
    rows["classes"] = [{**rows["classes"][0], "node": 1, "share": 1.0}]
    rows["panel"] = [row for row in rows["panel"] if row["wave"] == "1"]
    pages = french_pages(publish(tmp_path / "p.duckdb", rows))
    assert "1 classe de discours" in pages["index.html"]
    assert "Une seule vague" in pages["waves.html"]


def test_site_escapes_hostile_text(tmp_path: Path) -> None:
    rows = {name: [_hostile(row) for row in given] for name, given in example_rows().items()}
    pages = french_pages(publish(tmp_path / "p.duckdb", rows))
    assert any("&lt;script&gt;" in text for text in pages.values())
    assert "{{ 7*7 }}" in pages["index.html"]
    for name, text in pages.items():
        assert PageReader(text).tags.count("script") == 1, name


def _hostile(row: Row) -> Row:
    """``row`` with every text that a study's files may bring made hostile."""
    texts = ("text", "label", "lemma", "observable_label", "form", "format", "value", "place", "observable_number")
    return {
        key: f"{value}{HOSTILE}" if key in texts and row.get("key") != "language" else value
        for key, value in row.items()
    }
