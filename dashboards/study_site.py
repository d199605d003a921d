"""Builds the pages of a study from its published file: one page, nothing else, that opens with no network."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboards.contexts import PageContext
from dashboards.materials import gather_materials
from dashboards.page import build_page
from dashboards.published import open_published
from dashboards.wording import Words
from tasks.messages import Language

HERE = Path(__file__).resolve().parent
PAGE = "index.html"
MARK = '<meta name="generator" content="Miroir">'
"""What says that a folder is one of ours and may be replaced."""


def build_site(published: Path, folder: Path, *, language: Language | None = None) -> Path:
    """Write the page of the study in ``published`` into ``folder``; gives back the page's path.

    The folder is written aside and swapped in whole. ``language`` is the study's own where None. Raises StoreDamaged
    where the file is missing or no published file, FileExistsError where ``folder`` holds something else than a site of
    Miroir.
    """
    _refuse_foreign(folder)
    with open_published(published) as opened:
        context = build_page(gather_materials(opened, language))
    page = render_page(context)
    aside = folder.with_name(f".{folder.name}.new")
    _remove(aside)
    aside.mkdir(parents=True)
    (aside / PAGE).write_text(page, encoding="utf-8", newline="\n")
    _swap(aside, folder)
    return folder / PAGE


def render_page(context: PageContext) -> str:
    """The page as HTML."""
    style = (HERE / "static" / "site.css").read_text(encoding="utf-8")
    template = _environment().get_template("page.html.j2")
    return template.render(page=context, words=Words(context.language), style=Markup(style), mark=Markup(MARK))  # noqa: S704 - our own


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
    page = folder / PAGE
    if any(folder.iterdir()) and not (
        page.is_file() and MARK in page.read_text(encoding="utf-8", errors="replace")[:2000]
    ):
        raise FileExistsError(f"{folder} holds something else than pages of Miroir; choose another folder or empty it")


def _swap(aside: Path, folder: Path) -> None:
    former = folder.with_name(f".{folder.name}.old")
    _remove(former)
    if folder.exists():
        folder.rename(former)
    aside.rename(folder)
    _remove(former)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
