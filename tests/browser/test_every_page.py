"""Every page of every site: nothing goes wrong, nothing is asked of another host, nothing overlaps or is cut."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.browser.sites import Site
from tests.browser.visits import Opener, Visit

MOST_SITE = 4 * 1000**2
"""Bytes that the site may take, shared files with it: it has no library of charts, which alone would take a quarter."""
MOST_SHARED = 100_000


def nothing_found(visits: Sequence[Visit], probe: str) -> None:
    """A probe found nothing on any page; else what it found, a line each."""
    lines = [f"{visit.page}: {one}" for visit in visits for one in visit.found.get(probe, [])]
    assert not lines, f"{probe}:\n" + "\n".join(lines)


def test_pages_are_all_opened(visits: tuple[Visit, ...], studied: Site) -> None:
    assert [visit.page for visit in visits] == studied.pages()
    assert sum(1 for visit in visits if visit.found) == 2 * len(studied.kinds())
    interviews = studied.rows("SELECT interview_id FROM interviews")
    assert sum(visit.page.startswith("interview-") for visit in visits) == len(interviews) > 0


def test_pages_say_nothing_on_the_console(visits: tuple[Visit, ...]) -> None:
    lines = [f"{visit.page}: {one}" for visit in visits for one in visit.messages]
    assert not lines, "\n".join(lines)


def test_pages_ask_for_their_own_files_only(visits: tuple[Visit, ...], studied: Site) -> None:
    own = studied.folder.resolve().as_uri() + "/"
    for visit in visits:
        assert own + visit.page in visit.requests
        foreign = [url for url in visit.requests if not url.startswith((own, "data:"))]
        assert foreign == [], visit.page


def test_pages_draw_marks_in_every_chart(visits: tuple[Visit, ...]) -> None:
    nothing_found(visits, "bare")


def test_pages_let_no_texts_of_a_chart_overlap(visits: tuple[Visit, ...]) -> None:
    nothing_found(visits, "overlaps")


def test_pages_keep_texts_inside_their_charts(visits: tuple[Visit, ...]) -> None:
    nothing_found(visits, "outside")


@pytest.mark.parametrize("probe", ["pale", "pale in the dark"])
def test_pages_write_charts_in_strong_contrast(visits: tuple[Visit, ...], probe: str) -> None:
    nothing_found(visits, probe)


def test_pages_hold_no_control_that_keys_pass_by(visits: tuple[Visit, ...]) -> None:
    nothing_found(visits, "unreachable")


def test_pages_do_not_scroll_sideways_on_a_telephone(visits: tuple[Visit, ...]) -> None:
    nothing_found(visits, "wide on a telephone")


@pytest.mark.parametrize("probe", ["wide on paper", "cut on paper"])
def test_pages_lose_nothing_on_paper(visits: tuple[Visit, ...], probe: str) -> None:
    nothing_found(visits, probe)


def test_pages_are_small(studied: Site) -> None:
    sizes = {path.relative_to(studied.folder).as_posix(): path.stat().st_size for path in studied.folder.rglob("*.*")}
    shared = sum(size for name, size in sizes.items() if name.startswith("static/"))
    assert shared <= MOST_SHARED
    heaviest = sorted(((size, name) for name, size in sizes.items()), reverse=True)[:6]
    assert sum(sizes.values()) <= MOST_SITE, heaviest


# -- the probes find what they are for


BROKEN = """<main><svg width="200" height="60" style="background: white">
<rect width="200" height="20" fill="#777777"></rect><text x="5" y="15" fill="#888888">pale</text>
<text x="5" y="40">one</text><text x="8" y="42">other</text><text x="180" y="40">outside</text></svg>
<svg id="empty" width="9" height="9"></svg><p style="width: 900px">wide</p>
<div style="overflow: hidden; width: 40px; white-space: nowrap" id="hides">what is cut</div></main>"""


def test_probes_find_planted_faults(opener: Opener) -> None:
    opener.page.goto("data:text/html,<title>probe</title>")
    opener.page.evaluate("(html) => { document.body.innerHTML = html; }", BROKEN)
    assert [one.split(": ")[1].split(" (")[0] for one in opener.ask("overlaps")] == ["one | other"]
    assert [one.split(": ")[1].split(" (")[0] for one in opener.ask("outside")] == ["outside"]
    assert [one.split(": ")[1].split(" (")[0] for one in opener.ask("pale")] == ["pale"]
    assert opener.ask("bare") == ["empty"]
    assert opener.ask("cut") == ["#hides"]
    with opener.shown(size={"width": 390, "height": 800}):
        assert opener.ask("wide")[1:] == ["main > p"]


def test_probes_pass_over_slanted_neighbours(opener: Opener) -> None:
    opener.page.goto("data:text/html,<title>probe</title>")
    slanted = "".join(f'<text transform="translate({x},90) rotate(300)">Bénéficiaire</text>' for x in (20, 46, 72))
    opener.page.evaluate(
        "(html) => { document.body.innerHTML = html; }", f'<main><svg width="200" height="100">{slanted}</svg></main>'
    )
    assert opener.ask("overlaps") == []
