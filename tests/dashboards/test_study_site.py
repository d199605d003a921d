"""The page as a whole: bytes, languages, emptiness, hostile text, no network."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from dashboards.study_site import build_site
from tasks.messages import Language
from tests.dashboards.example_people import PSEUDONYMS, Row
from tests.dashboards.published_example import example_rows, publish

HOSTILE = "<script>alert('x')</script>\"&{{ 7*7 }}"
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Reader(HTMLParser):
    """Collects ids, links, tags and faults of nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.headings: list[int] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found[name] for name in ("href", "src", "srcset", "action", "data") if name in found]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def test_site_is_one_page_and_nothing_else(example: Path, tmp_path: Path) -> None:
    page = build_site(example, tmp_path / "site")
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["index.html"]
    assert page == tmp_path / "site" / "index.html"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
    assert page.stat().st_size < 1_500_000


def test_site_built_twice_is_the_same_bytes(example: Path, tmp_path: Path, page: str) -> None:
    again = build_site(example, tmp_path / "site")
    first = again.read_bytes()
    build_site(example, tmp_path / "site")
    assert again.read_bytes() == first == page.encode()


def test_site_replaces_only_folders_of_its_own(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
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


def test_site_is_french_unless_asked(example: Path, tmp_path: Path, page: str) -> None:
    english = build_site(example, tmp_path / "en", language="en").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert '<html lang="en">' in english
    assert "Les classes de discours" in page
    assert "Classes of discourse" in english
    assert "Les classes de discours" not in english


@pytest.mark.parametrize("language", ["fr", "en"])
def test_site_shows_no_bare_code_or_missing_parameter(example: Path, tmp_path: Path, language: Language) -> None:
    text = build_site(example, tmp_path / "site", language=language).read_text(encoding="utf-8")
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    shown = re.sub(r"<[^>]+>", " ", body)
    assert not re.search(r"&lt;\w+&gt;", shown)
    assert not re.search(r"\b(head|caption|title|reading|empty|mark|legend|verdict|state)_[a-z]+", shown)
    assert "*" not in shown


def test_site_asks_nothing_of_the_network(page: str) -> None:
    assert not re.search(r"https?:|//[a-z]|@import|url\((?!#)", page)
    assert set(Reader(page).tags) & {"script", "iframe", "img", "object", "embed", "form"} == set()


def test_site_ids_are_unique_links_arrive_headings_descend(page: str) -> None:
    read = Reader(page)
    assert len(read.ids) == len(set(read.ids))
    assert {link for link in read.links if link.startswith("#")} <= {f"#{name}" for name in read.ids}
    assert {link for link in read.links if not link.startswith("#")} == {"data:,"}
    assert all(after <= before + 1 for before, after in pairwise(read.headings))
    for name in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(name.split()) <= set(read.ids)


def test_site_gives_every_chart_its_title_and_table(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL)
    assert len(figures) == 11
    for figure in figures:
        assert figure.count('role="img"') == 1
        assert "<desc" in figure
        assert "<table" in figure.partition("<details>")[2]


def test_site_cites_people_by_label_only(page: str) -> None:
    labels = {f"{name} {side}" for side, names in PSEUDONYMS.items() for name in names}
    for side, names in PSEUDONYMS.items():
        for name in names:
            assert set(re.findall(rf"{name}\s(\w)\b", page)) == {side}
    assert all(label in page for label in labels)


def test_site_of_an_empty_study_says_so_in_sentences(nothing: Path, tmp_path: Path) -> None:
    text = build_site(nothing, tmp_path / "site").read_text(encoding="utf-8")
    read = Reader(text)
    assert "svg" not in read.tags
    for sentence in (
        "Aucun entretien",
        "Aucun mot",
        "Pas de classes",
        "Pas de grille",
        "Une seule vague",
        "Pas de citations",
    ):
        assert sentence in text


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
    Reader(build_site(publish(tmp_path / "p.duckdb", rows), tmp_path / "site").read_text(encoding="utf-8"))


def test_site_of_a_single_class_and_wave_is_built(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["class_splits"] = []
    rows["classes"] = [{**rows["classes"][0], "node": 1, "share": 1.0}]
    rows["panel"] = [row for row in rows["panel"] if row["wave"] == "1"]
    text = build_site(publish(tmp_path / "p.duckdb", rows), tmp_path / "site").read_text(encoding="utf-8")
    assert "1 classe de discours" in text
    assert "Une seule vague" in text


def test_site_escapes_hostile_text(tmp_path: Path) -> None:
    rows = {name: [_hostile(row) for row in given] for name, given in example_rows().items()}
    text = build_site(publish(tmp_path / "p.duckdb", rows), tmp_path / "site").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "{{ 7*7 }}" in text
    assert "script" not in Reader(text).tags


def _hostile(row: Row) -> Row:
    """``row`` with every text that a study's files may bring made hostile."""
    texts = ("text", "label", "lemma", "observable_label", "form", "format", "value", "place", "observable_number")
    return {
        key: f"{value}{HOSTILE}" if key in texts and row.get("key") != "language" else value
        for key, value in row.items()
    }
