"""Pages by keyboard: everything is reached and seen, the text can be skipped to, theme and language are switched."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.sites import REAL, Site
from tests.browser.test_axe import KINDS
from tests.browser.visits import Opener

EXAMPLE = pytest.mark.parametrize("studied", ["example"], indirect=True)
MOST_PRESSES = 120
"""Of a page with more stops (a grid has one a cross) only the first are walked; no control lacks a stop, see above."""


@REAL
@pytest.mark.parametrize("kind", KINDS)
def test_keyboard_reaches_every_control(studied: Site, opener: Opener, kind: str) -> None:
    opener.page.goto(studied.address(studied.kinds()[KINDS.index(kind)]))
    stops = opener.page.evaluate("probes.followFocus()")
    assert len(stops) > len(KINDS)
    presses = min(len(stops), MOST_PRESSES)
    for _ in range(presses):
        opener.page.keyboard.press("Tab")
    path = opener.page.evaluate("focusPath")
    reached = [step["place"] for step in path if step["place"] >= 0]
    # A browser may stop at what scrolls as well, though it has nothing to press.
    assert reached == list(range(len(reached)))
    assert len(path) == presses
    assert len(reached) >= presses - 3
    unseen = [step["name"] for step in path if not (step["outlined"] and step["inView"])]
    assert not unseen, f"{kind}:\n" + "\n".join(unseen)


@EXAMPLE
@pytest.mark.parametrize("kind", ["index", "grid", "interview"])
def test_keyboard_skips_to_the_text(studied: Site, opener: Opener, kind: str) -> None:
    page = opener.page
    page.goto(studied.address(studied.kinds()[KINDS.index(kind)]))
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@EXAMPLE
def test_keyboard_switches_the_theme_and_it_is_remembered(studied: Site, opener: Opener) -> None:
    page = opener.page
    page.goto(studied.address("index.html"))
    button = page.get_by_role("button", name="Sombre", exact=False)
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    bright = page.evaluate(paper)
    button.focus()
    page.keyboard.press("Enter")
    dark = page.evaluate(paper)
    assert dark != bright
    page.goto(studied.address("en/words.html"))
    assert page.evaluate(paper) == dark
    page.locator("#theme").focus()
    page.keyboard.press("Space")
    assert page.evaluate(paper) == bright
    page.reload()
    assert page.evaluate(paper) == bright


@EXAMPLE
def test_keyboard_theme_chosen_looks_like_the_systems(studied: Site, opener: Opener) -> None:
    style = (studied.folder / "static" / "site.css").read_text(encoding="utf-8")
    names = sorted(set(re.findall(r"(--[a-z-]+)\s*:", style.partition("@media")[0])))
    assert {"--ink", "--paper", "--side-a", "--side-b"} <= set(names)
    colours = f"{names}.map((name) => getComputedStyle(document.documentElement).getPropertyValue(name))"
    opener.page.goto(studied.address("index.html"))
    bright = opener.page.evaluate(colours)
    opener.page.locator("#theme").click()
    chosen = opener.page.evaluate(colours)
    opener.page.evaluate("document.documentElement.removeAttribute('data-theme')")
    with opener.shown(theme="dark"):
        assert opener.page.evaluate(colours) == chosen != bright


@EXAMPLE
def test_keyboard_switches_the_language_on_the_same_page(studied: Site, opener: Opener) -> None:
    page = opener.page
    for name in ("index.html", "words.html", studied.kinds()[-1]):
        page.goto(studied.address(name))
        french = page.title()
        page.locator("a[hreflang=en]").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(studied.address(f"en/{name}"))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.locator("a[hreflang=fr]").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(studied.address(name))
        assert page.title() == french


@EXAMPLE
def test_keyboard_unfolds_tables(studied: Site, opener: Opener) -> None:
    page = opener.page
    page.goto(studied.address("words.html"))
    folded = page.locator("main details").first
    table = folded.locator("table")
    expect(table).to_be_hidden()
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()


@EXAMPLE
def test_keyboard_is_not_needed_on_paper(studied: Site, opener: Opener) -> None:
    """What is folded is unfolded when the page is printed, and folded again."""
    page = opener.page
    page.goto(studied.address("words.html"))
    folded = "document.querySelectorAll('main details:not([open])').length"
    before = page.evaluate(folded)
    assert before > 0
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    with opener.shown(paper=True):
        assert page.evaluate(folded) == 0
        assert page.locator("main details table").evaluate_all("all => all.every((one) => one.checkVisibility())")
        expect(page.locator("nav.menu")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before


@EXAMPLE
def test_keyboard_pages_print(studied: Site, opener: Opener) -> None:
    opener.page.goto(studied.address("mirror.html"))
    printed = opener.page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 1
