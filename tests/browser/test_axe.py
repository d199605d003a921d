"""axe-core finds nothing against any kind of page, unfolded, in the light and in the dark."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dashboards.site_map import PAGES
from tests.browser.sites import REAL, Site
from tests.browser.visits import Opener

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN = """(rules) => axe.run(document, {
    resultTypes: ["violations"], preload: false, ...(rules.length ? {runOnly: rules} : {}),
}).then((done) => done.violations.flatMap((broken) => broken.nodes.map(
    (node) => `${broken.id} (${broken.help}): ${node.target.join(" ")}`)))"""
"""Style sheets are not fetched anew (``preload``): a page opened from a disk may not."""
KINDS = [*(page.key for page in PAGES), "interview"]


def violations(opener: Opener, *rules: str) -> list[str]:
    """A line for each place: rule, what it asks, selector."""
    return [str(line) for line in opener.page.evaluate(RUN, list(rules))]


@REAL
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(studied: Site, opener: Opener, kind: str) -> None:
    name = studied.kinds()[KINDS.index(kind)]
    opener.page.goto(studied.address(name))
    opener.page.evaluate("probes.unfold()")
    opener.page.evaluate("probes.thin()")
    opener.page.evaluate(AXE)
    found = violations(opener)
    with opener.shown(theme="dark"):
        found += [f"in the dark, {line}" for line in violations(opener, "color-contrast")]
    assert not found, f"{name}:\n" + "\n".join(found)


def test_axe_finds_planted_faults(opener: Opener) -> None:
    opener.page.goto("data:text/html,<title>probe</title>")
    broken = "<main><img src='data:,'><p style='color: #ccc'>pale</p></main>"
    opener.page.evaluate("(html) => { document.body.innerHTML = html; }", broken)
    opener.page.evaluate(AXE)
    rules = {line.partition(" ")[0] for line in violations(opener)}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= rules
