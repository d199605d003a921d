"""Links of each kind, followed as a reader does: from a number to the words behind it, in context."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from tests.browser.sites import REAL, Site
from tests.browser.visits import Opener

TURN = "a[href*='interview-'][href*='#t']"
WAYS = {
    "a cross of the grid": ("grid.html", "a[href^='evidence.html#']", TURN),
    "a bar of the words": ("words.html", "a[href^='concordance.html#']", TURN),
    "a class of a turn": ("interview", "a[href^='classes.html#class-']", TURN),
    "an indicator of a turn": ("interview", "a[href^='evidence.html#']", TURN),
    "a quote of the mirror": ("mirror.html", TURN, ""),
    "a typical segment": ("classes.html", TURN, ""),
    "a line of the concordance": ("concordance.html", TURN, ""),
}


def follow(opener: Opener, selector: str, *, within: str = "main") -> str:
    """Follow the first such link; the text of the place where it arrives."""
    page = opener.page
    opener.page.evaluate("probes.unfold()")
    link = page.locator(within).locator(selector).first
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape("#" + anchor) + "$"))
    target = page.locator(":target")
    expect(target).to_have_count(1)
    expect(target).to_be_in_viewport()
    return target.inner_text()


@REAL
@pytest.mark.parametrize("way", WAYS)
def test_links_lead_to_the_words_behind(studied: Site, opener: Opener, way: str) -> None:
    start, first, second = WAYS[way]
    name = studied.kinds()[-1] if start == "interview" else start
    opener.page.goto(studied.address(name))
    if "evidence" in first and not has_extracts(studied):
        expect(opener.page.locator("main").locator(first)).to_have_count(0)
        return
    assert follow(opener, first).strip()
    if second:
        assert follow(opener, second, within=":target").strip()
    expect(opener.page.locator("li.turn:target")).to_have_count(1)


def has_extracts(site: Site) -> bool:
    """Whether coders gave words for their marks: the real interviews have no grid."""
    return bool(site.rows("SELECT * FROM mark_evidence"))


def plain(text: str) -> str:
    """Without differences of space."""
    return re.sub(r"\s+", " ", text).strip()


def pieces(quoted: str) -> list[str]:
    """What stands between the marks of omission."""
    return [piece for part in re.split(r"\[…\]|…", quoted) if (piece := plain(part))]


@pytest.fixture
def turns(studied: Site, opener: Opener) -> Mapping[str, str]:
    """Address within the site → words of the turn."""
    found: dict[str, str] = {}
    ask = "all => all.map((turn) => [turn.id, turn.textContent])"
    for page in studied.folder.glob("interview-*.html"):
        opener.page.goto(studied.address(page.name))
        for anchor, text in opener.page.locator("main li.turn").evaluate_all(ask):
            found[f"{page.name}#{anchor}"] = plain(text)
    return found


@REAL
def test_links_beside_quotes_arrive_at_these_very_words(
    studied: Site, opener: Opener, turns: Mapping[str, str]
) -> None:
    read: dict[str, int] = {}
    lost = []
    for name in studied.kinds():
        opener.page.goto(studied.address(name))
        quotes = opener.page.evaluate("probes.quotes()")
        read[name] = len(quotes)
        for href, text in quotes:
            missing = [piece for piece in pieces(text) if piece not in turns[href]]
            lost += [f"{name}: {href}: {piece}" for piece in missing]
    assert not lost, "\n".join(lost)
    assert read["classes.html"] > 0
    assert read["mirror.html"] > 0
    assert bool(read["evidence.html"]) == has_extracts(studied)
