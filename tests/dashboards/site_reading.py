"""A built site read back: its pages, ids, links."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from dashboards.materials import gather_materials
from dashboards.published import open_published
from dashboards.study_site import render_edition

VOID = {"meta", "link", "br", "img", "input", "hr"}


class PageReader(HTMLParser):
    """Collects ids, links, tags and headings; raises AssertionError where tags do not nest."""

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


def read_pages(site: Path) -> dict[str, str]:
    """Every page by its name within the site."""
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))
    }


def french_pages(published: Path) -> dict[str, str]:
    """The French pages of a published file, never written."""
    with open_published(published) as opened:
        return dict(render_edition(gather_materials(opened, "fr"), is_first=True))
