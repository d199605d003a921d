"""Opening pages, and what is to be asked of each: messages, requests, widths, texts of charts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize

from tests.browser.sites import Site

PROBES = Path(__file__).with_name("probes.js")
DESK = ViewportSize(width=1280, height=900)
TELEPHONE = ViewportSize(width=390, height=844)
SHEET = ViewportSize(width=717, height=1010)
"""A4 between the margins that browsers leave, in pixels."""
Theme = Literal["light", "dark"]


class Opener:
    """A window of its own, which notes what pages say on the console and what they ask for."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce")
        self._context.add_init_script(path=PROBES)
        self.page: Page = self._context.new_page()
        self.page.set_default_timeout(4_000)
        self.messages: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("requestfailed", lambda request: self.messages.append(f"not found: {request.url}"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def __enter__(self) -> Opener:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._context.close()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.messages.append(message.text)

    def ask(self, probe: str) -> list[str]:
        """What a probe of ``probes.js`` finds on the page."""
        return [str(one) for one in self.page.evaluate(f"probes.{probe}()")]

    @contextmanager
    def shown(self, *, size: ViewportSize = DESK, theme: Theme = "light", paper: bool = False) -> Iterator[None]:
        """The page as on another screen or on paper, for a while."""
        self.page.emulate_media(media="print" if paper else "screen", color_scheme=theme)
        self.page.set_viewport_size(size)
        try:
            yield
        finally:
            self.page.emulate_media(media="screen", color_scheme="light")
            self.page.set_viewport_size(DESK)


@dataclass(slots=True)
class Visit:
    """What was met on one page."""

    page: str
    messages: list[str]
    """Errors and warnings of the console, files not found."""
    requests: list[str]
    """Addresses asked for."""
    found: dict[str, list[str]] = field(default_factory=dict)
    """Probe → what it found, all folded parts being open."""


def visit_pages(opener: Opener, site: Site) -> Iterator[Visit]:
    """Open every page; look at the layout of each page of the site map, and of the longest interview."""
    kinds = {*site.kinds()}
    for name in site.pages():
        opener.messages.clear()
        opener.requests.clear()
        opener.page.goto(site.address(name))
        visit = Visit(name, list(opener.messages), list(opener.requests))
        if name.removeprefix("en/") in kinds:
            visit.found = _look(opener, closely=name in kinds)
            visit.messages = list(opener.messages)
        yield visit


def _look(opener: Opener, *, closely: bool) -> dict[str, list[str]]:
    """Words are of another length in the other language; colours, controls and paper are the same."""
    opener.page.evaluate("probes.unfold()")
    found = {probe: opener.ask(probe) for probe in ("bare", "overlaps", "outside")}
    with opener.shown(size=TELEPHONE):
        found["wide on a telephone"] = opener.ask("wide")
    if not closely:
        return found
    found |= {probe: opener.ask(probe) for probe in ("pale", "unreachable")}
    with opener.shown(theme="dark"):
        found["pale in the dark"] = opener.ask("pale")
    with opener.shown(size=SHEET, paper=True):
        found["wide on paper"] = opener.ask("wide")
        found["cut on paper"] = opener.ask("cut")
    return found
