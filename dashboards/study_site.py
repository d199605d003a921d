"""Builds the pages of a study from its published file: a folder that opens with no network, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards.addresses import interview_page, page
from dashboards.charts.look import unchecked_charts
from dashboards.contexts.parts import Frame, Link, MenuItem
from dashboards.materials import Materials, gather_materials
from dashboards.published import Published, open_published
from dashboards.sections.interviews import build_each_interview
from dashboards.site_map import PAGES
from dashboards.study_names import read_study_names
from dashboards.wording import Words
from tasks.errors import FolderTaken
from tasks.folders import place_aside, swap_in
from tasks.messages import Language

HERE = Path(__file__).resolve().parent
HOME = "index.html"
MARK = '<meta name="generator" content="Miroir">'
"""What says that a folder is one of ours and may be replaced."""
STATICS = "static"
LANGUAGES: tuple[Language, Language] = ("fr", "en")


def build_site(published: Path, folder: Path, *, language: Language | None = None) -> Path:
    """Write the pages of the study in ``published`` into ``folder``; gives back the path of the first.

    The folder is written aside and swapped in whole. ``language`` is that of the first pages, the study's own where
    None; those of the other stand in a folder of its name. Raises StoreDamaged where the file is missing or no
    published file, FolderTaken where ``folder`` holds something else than a site of Miroir.
    """
    _refuse_foreign(folder)
    with open_published(published) as opened:
        files = dict(render_site(opened, language))
    aside = place_aside(folder)
    for name, content in files.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    swap_in(aside, folder)
    return folder / HOME


def render_site(published: Published, language: Language | None = None) -> Iterator[tuple[str, bytes]]:
    """Every file of the site: its name within the folder, and its bytes."""
    first = language or read_study_names(published).language
    yield f"{STATICS}/site.css", _style().encode()
    yield f"{STATICS}/site.js", (HERE / "static" / "site.js").read_bytes()
    for edition in sorted(LANGUAGES, key=lambda one: one != first):
        folder = "" if edition == first else f"{edition}/"
        for name, text in render_edition(gather_materials(published, edition), is_first=edition == first):
            yield f"{folder}{name}", text.encode()


def render_edition(materials: Materials, *, is_first: bool) -> Iterator[tuple[str, str]]:
    """Every page of one language: its name within the folder of the edition, and its text."""
    with unchecked_charts():
        yield from _render_pages(materials, is_first=is_first)


def _render_pages(materials: Materials, *, is_first: bool) -> Iterator[tuple[str, str]]:
    for one in PAGES:
        frame = _frame(materials, one.key, is_first=is_first)
        yield page(one.key), _render(one.key, frame, one.build(materials), materials.words)
    for interview, context in build_each_interview(materials):
        key = interview_page(interview)
        frame = _frame(materials, key, is_first=is_first, title=materials.names.interview(interview))
        yield page(key), _render("interview", frame, context, materials.words)


def _frame(materials: Materials, key: str, *, is_first: bool, title: str = "") -> Frame:
    words, names = materials.words, materials.names
    menus = {
        menu: tuple(
            MenuItem(words(f"page_{one.key}"), page(one.key), one.key == key) for one in PAGES if one.menu == menu
        )
        for menu in ("findings", "sources")
    }
    other = next(one for one in LANGUAGES if one != materials.language)
    return Frame(
        language=materials.language,
        key=key,
        title=title or words(f"page_{key}"),
        lead="" if title else words(f"lead_{key}"),
        study=names.study,
        side_a=names.side("A"),
        side_b=names.side("B"),
        findings=menus["findings"],
        sources=menus["sources"],
        other_language=Link(words(f"language_{other}"), f"{other}/{page(key)}" if is_first else f"../{page(key)}"),
        names_note="" if materials.language == names.language else words("note_names"),
        statics=STATICS if is_first else f"../{STATICS}",
    )


def _render(template: str, frame: Frame, context: object, words: Words) -> str:
    rendered = _environment().get_template(f"{template}.html.j2")
    return rendered.render(frame=frame, page=context, words=words, mark=Markup(MARK))  # noqa: S704 - our own


def _style() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((HERE / "static").glob("*.css")))


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    first = folder / HOME
    if any(folder.iterdir()) and not (
        first.is_file() and MARK in first.read_text(encoding="utf-8", errors="replace")[:2000]
    ):
        raise FolderTaken(f"{folder} holds something else than pages of Miroir: empty it, or move it elsewhere")
