"""One browser, the sites that it opens, and what it met on each of their pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ABSENT, FLAGS, find_chromium
from tests.browser.sites import Site
from tests.browser.visits import Opener, Visit, visit_pages


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window. It closes with this folder: while it runs, nothing else can run an event loop."""
    program = find_chromium()
    if program is None:
        pytest.skip(ABSENT)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="session", params=["invented", "example", "artisans"])
def studied(request: pytest.FixtureRequest) -> Site:
    """The sites one after the other: of the invented rows, of the example study, of the real interviews."""
    name = str(request.param)
    if find_chromium() is None:
        pytest.skip(ABSENT)  # before a study is run for nothing
    if name == "invented":
        return Site(name, request.getfixturevalue("site"), request.getfixturevalue("example"))
    store = request.getfixturevalue("example_study" if name == "example" else "artisans").store
    return Site(name, store / "site", store / "published.duckdb")


@pytest.fixture(scope="package")
def visits(browser: Browser, studied: Site) -> tuple[Visit, ...]:
    """Every page of the site, opened once."""
    with Opener(browser) as opener:
        return tuple(visit_pages(opener, studied))


@pytest.fixture
def opener(browser: Browser) -> Iterator[Opener]:
    """A window that remembers nothing of the windows before."""
    with Opener(browser) as opened:
        yield opened
