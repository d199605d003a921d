"""What charts draw against the published tables, asked anew: as many marks as rows, each as long as its value."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.browser.marks import Chart, Mark, on_a_line, plain, proportional, read_chart
from tests.browser.sites import Site
from tests.browser.visits import Opener

SIDES = {"A": "var(--side-a)", "B": "var(--side-b)"}
SPOKEN = "SELECT side, sum(n_words) AS n FROM word_totals GROUP BY side"


def bar_of(chart: Chart, area: Mark, fill: str) -> float:
    """Length of the one bar of that colour in an area; nothing drawn is no length."""
    found = [mark.width for mark in chart.drawn_in(area) if mark.fill == fill]
    assert len(found) <= 1, area.said
    return found[0] if found else 0.0


def text(value: object) -> str:
    """A value of the published tables that is a text."""
    assert isinstance(value, str)
    return value


def number(value: object) -> float:
    """One that is a number."""
    assert isinstance(value, int | float)
    return float(value)


# -- words


WORDS = {
    "figure-all-forms": """
        WITH sides AS (SELECT DISTINCT role, side FROM word_totals)
        SELECT form AS word, sum(n_occurrences) AS n,
            sum(n_occurrences) FILTER (side = 'A') AS a, sum(n_occurrences) FILTER (side = 'B') AS b
        FROM word_counts JOIN sides USING (role) WHERE kind IN ('word', 'hesitation')
        GROUP BY form ORDER BY n DESC, word""",
    "figure-active-forms": """
        SELECT f.lemma AS word, count(p.form) AS n,
            count(*) FILTER (p.side = 'A') AS a, count(*) FILTER (p.side = 'B') AS b
        FROM active_forms AS f LEFT JOIN word_places AS p USING (lemma, pos)
        GROUP BY f.lemma, f.pos ORDER BY n DESC, word, f.pos""",
}


@pytest.mark.parametrize("name", WORDS)
def test_charts_bars_of_words_are_their_rates(studied: Site, opener: Opener, name: str) -> None:
    rows, spoken = studied.rows(WORDS[name]), {row["side"]: number(row["n"]) for row in studied.rows(SPOKEN)}
    chart = read_chart(opener, studied, "words.html", name)
    drawn = rows[: len(chart.said)]
    assert 0 < len(drawn) == len(chart.said)
    for row, area in zip(drawn, chart.said, strict=True):
        assert plain(area.said).startswith(text(row["word"]).replace("'", "’"))
        assert re.search(rf"\b{row['n']} fois", re.sub(r"(\d)\s(?=\d{3}\b)", r"\1", plain(area.said)))
    lengths = [bar_of(chart, area, SIDES[side]) for area in chart.said for side in "AB"]
    rates = [number(row[side.lower()] or 0) / spoken[side] for row in drawn for side in "AB"]
    assert proportional(lengths, rates)


def test_charts_bars_of_specificities_are_their_scores(studied: Site, opener: Opener) -> None:
    chart = read_chart(opener, studied, "words.html", "figure-specificities")
    rows = studied.rows("SELECT side, lemma, score FROM specificities WHERE score > 0 ORDER BY score DESC, lemma, pos")
    lengths, scores = [], []
    for side in "AB":
        areas = [area for area in chart.said if any(_of_side(mark, side) for mark in chart.drawn_in(area))]
        best = [row for row in rows if row["side"] == side][: len(areas)]
        assert len(areas) == len(best) > 0
        for area, row in zip(areas, best, strict=True):
            assert plain(area.said).startswith(text(row["lemma"]))
            lengths += [max(mark.width for mark in chart.drawn_in(area))]
            scores += [min(number(row["score"]), 320.0)]
    assert len(lengths) == len(chart.said)
    assert proportional(lengths, scores)


def _of_side(mark: Mark, side: str) -> bool:
    return SIDES[side] in (mark.fill, mark.stroke)


# -- classes


def test_charts_boxes_of_the_tree_are_the_classes(studied: Site, opener: Opener) -> None:
    chart = read_chart(opener, studied, "classes.html", "figure-dendrogram")
    rows = studied.rows("SELECT class, n_segments, share FROM classes")
    boxes = [mark for mark in chart.said if re.match(r"Classe \d", mark.said)]
    assert len(boxes) == len(rows) > 0
    for row in rows:
        share = f"{100 * number(row['share']):.1f}".replace(".", ",")
        size = f"{row['n_segments']:,}".replace(",", " ")
        said = [plain(box.said) for box in boxes if re.match(rf"Classe {row['class']}\b", box.said)]
        assert len(said) == 1
        assert f"{share} %" in said[0]
        assert f"({size})" in said[0]


CLASS_BARS = {
    "figure-class-sides": """
        WITH scoped AS (
            SELECT class, side, wave, n_segments FROM class_roles WHERE class > 0
            UNION ALL SELECT class, side, 'all', n_segments FROM class_roles WHERE class > 0
        ), summed AS (SELECT class, side, wave, sum(n_segments) AS n FROM scoped GROUP BY ALL)
        SELECT class, n, sum(n) OVER (PARTITION BY side, wave) AS m FROM summed""",
    "figure-class-interviews": """
        WITH counted AS (
            SELECT interview_id, c.class, count(*) FILTER (s.class = c.class) AS n, count(*) AS m
            FROM segment_classes AS s CROSS JOIN classes AS c WHERE s.class > 0 AND c.class > 0 GROUP BY ALL
        ) SELECT class, n, m FROM counted""",
}


@pytest.mark.parametrize("name", CLASS_BARS)
def test_charts_bars_of_classes_are_their_shares(studied: Site, opener: Opener, name: str) -> None:
    chart = read_chart(opener, studied, "classes.html", name)
    assert chart.said
    rows = studied.rows(CLASS_BARS[name])
    published = Counter((int(number(row["class"])), int(number(row["n"])), int(number(row["m"]))) for row in rows)
    shown: Counter[tuple[int, int, int]] = Counter()
    lengths, shares = [], []
    for area in chart.said:
        found = re.search(r"Classe (\d+)\b", area.said)
        assert found is not None
        n, m = area.counts()[-1]
        shown[int(found[1]), n, m] += 1
        lengths.append(max((mark.width for mark in chart.drawn_in(area)), default=0.0))
        shares.append(n / m)
    missing = {cell: n for cell, n in (published - shown).items() if cell[1]}
    assert not missing
    # In a study of one wave, the wave and all of them are drawn once.
    assert {cell for cell in shown if cell[1]} <= set(published)
    assert proportional(lengths, shares)


# -- the grid and what is made from it


def test_charts_crosses_are_the_cells_that_the_flat_reading_counts(studied: Site, opener: Opener) -> None:
    opener.page.goto(studied.address("grid.html"))
    for side in "AB":
        counted = studied.rows(f"""
            SELECT sum(n_present) AS n FROM flat_reading
            WHERE wave <> 'all' AND role IN (SELECT role FROM interviews WHERE side = '{side}')""")[0]["n"]
        crosses = opener.page.locator(f"#grid-{side.lower()} tbody td", has_text="✕")
        expect(crosses).to_have_count(int(number(counted or 0)))


@pytest.mark.parametrize("side", ["A", "B"])
def test_charts_bars_of_indicators_are_their_shares(studied: Site, opener: Opener, side: str) -> None:
    chart = read_chart(opener, studied, "grid.html", f"figure-flat-{side.lower()}")
    rows = studied.rows(f"""
        SELECT observable_label, label, wave, n_present AS n, n_asked AS m
        FROM flat_reading JOIN indicators USING (indicator)
        WHERE n_asked > 0 AND role IN (SELECT role FROM interviews WHERE side = '{side}')""")
    assert bool(rows) == bool(chart.said)
    published = {(row["observable_label"], row["label"], row["n"], row["m"]) for row in rows}
    for mark in chart.said:
        n, m = mark.counts()[-1]
        named = [plain(f"{one}, {label}") for one, label, *counts in published if counts == [n, m]]
        assert any(f"{name} :" in plain(mark.said) for name in named), mark.said
    shares = [n / m for n, m in (mark.counts()[-1] for mark in chart.said)]
    assert proportional([mark.width for mark in chart.said], shares)


PAIRS = """
    SELECT a.observable_label || ' : ' || a.label AS a, b.observable_label || ' : ' || b.label AS b, c.*
    FROM indicator_contrasts AS c
    JOIN indicators AS a ON a.indicator = c.indicator_a JOIN indicators AS b ON b.indicator = c.indicator_b
    WHERE difference IS NOT NULL"""


@pytest.mark.parametrize("name", ["figure-pairs-same", "figure-pairs-mirrored"])
def test_charts_places_of_pairs_are_their_shares_and_differences(studied: Site, opener: Opener, name: str) -> None:
    chart = read_chart(opener, studied, "mirror.html", name)
    relation = name.rpartition("-")[2]
    rows = [row for row in studied.rows(PAIRS) if row["relation"] == relation]
    assert bool(rows) == bool(chart.said)
    published = {
        tuple((row[f"present_{side}"], row[f"asked_{side}"]) for side in "ab"): number(row["difference"])
        for row in rows
    }
    gaps = [mark for mark in chart.said if "⟷" in mark.said or len(mark.counts()) == 2]
    dots = [mark for mark in chart.said if mark not in gaps]
    assert len(dots) == 2 * len(gaps)
    names = [plain(f"{row['a']} ⟷ {row['b']}") if row["a"] != row["b"] else plain(text(row["a"])) for row in rows]
    for gap in gaps:
        assert any(plain(gap.said).startswith(one) for one in names), gap.said
        assert tuple(gap.counts()[:2]) in published, gap.said
    if gaps:
        assert on_a_line([gap.middle[0] for gap in gaps], [published[tuple(gap.counts()[:2])] for gap in gaps])
        # Dots that would hide one another stand a little apart.
        assert on_a_line(
            [dot.middle[0] for dot in dots], [n / m for n, m in (dot.counts()[0] for dot in dots)], slack=2
        )


@pytest.mark.parametrize("name", ["figure-apart", "figure-alike"])
def test_charts_filled_dots_are_the_people_who_bear(studied: Site, opener: Opener, name: str) -> None:
    chart = read_chart(opener, studied, "index.html", name)
    rows = studied.rows(PAIRS)
    assert bool(rows) == bool(chart.said)
    published = {
        (plain(text(row[side])), row[f"present_{side}"], row[f"asked_{side}"]) for row in rows for side in "ab"
    }
    for area in chart.said:
        n, m = area.counts()[-1]
        assert any(f"{called}, {n}/{m}" in plain(area.said) for called, *counts in published if counts == [n, m])
        dots = chart.drawn_in(area)
        filled = [mark for mark in chart.marks if area.holds(mark) and mark.fill in SIDES.values()]
        assert (len(filled), len(dots)) == (n, m), area.said


def test_charts_bars_of_contrasted_words_are_their_p(studied: Site, opener: Opener) -> None:
    chart = read_chart(opener, studied, "mirror.html", "figure-lexical")
    rows = studied.rows("SELECT * FROM lexical_contrasts WHERE difference <> 0")
    scope = (
        "all" if any(row["scope"] == "all" for row in rows) else min((text(row["scope"]) for row in rows), default="")
    )
    rows = [row for row in rows if row["scope"] == scope]
    assert bool(rows) == bool(chart.said)
    lengths, values = [], []
    for area in chart.said:
        counts = area.counts()[:2]
        found = [row for row in rows if plain(area.said).startswith(text(row["lemma"]))]
        found = [row for row in found if counts == [(row[f"participants_{one}"], row[f"n_{one}"]) for one in "ab"]]
        assert found, area.said
        row = max(found, key=lambda one: len(text(one["lemma"])))
        side = "A" if number(row["difference"]) > 0 else "B"
        lengths += [mark.width for mark in chart.drawn_in(area) if _of_side(mark, side)]
        values.append(-math.log10(number(row["p"])))
    assert proportional(lengths, values)


# -- waves


def test_charts_squares_are_the_people_who_changed(studied: Site, opener: Opener) -> None:
    rows = studied.rows("""
        SELECT observable_label || ' : ' || label AS name, t.* FROM transitions AS t JOIN indicators USING (indicator)
        WHERE n_01 + n_10 > 0""")
    opener.page.goto(studied.address("waves.html"))
    figures = opener.page.locator("figure[id^=figure-transitions-]").evaluate_all("all => all.map((one) => one.id)")
    assert bool(rows) == bool(figures)
    published = [(plain(text(row["name"])), int(number(row["n_01"])), int(number(row["n_10"]))) for row in rows]
    for figure in figures:
        shown: dict[str, Counter[str]] = {}
        for mark in read_chart(opener, studied, "waves.html", figure).said:
            name, change = re.split(r" : (?=apparu|disparu)", plain(mark.said), maxsplit=1)
            shown.setdefault(name, Counter())[change.split()[0]] += 1
        assert shown
        for name, counts in shown.items():
            same = [n_01 for called, n_01, n_10 in published if called == name and n_01 + n_10 == counts.total()]
            # The cells of the invented rows do not bear out who gained and who lost.
            assert any(studied.name == "invented" or n_01 == counts["apparu"] for n_01 in same), name


def test_charts_squares_of_goals_are_the_outcomes(studied: Site, opener: Opener) -> None:
    rows = studied.rows("SELECT outcome, count(*) AS n FROM goal_outcomes GROUP BY outcome")
    opener.page.goto(studied.address("waves.html"))
    figures = opener.page.locator("figure[id^=figure-goals-]").evaluate_all("all => all.map((one) => one.id)")
    assert bool(rows) == bool(figures)
    marks = [mark for figure in figures for mark in read_chart(opener, studied, "waves.html", figure).said]
    assert sorted(Counter(_outcome(mark) for mark in marks).values()) == sorted(int(number(row["n"])) for row in rows)


def _outcome(mark: Mark) -> str:
    """What a goal's mark says after the goal."""
    return plain(mark.said).rpartition("» :")[2].partition(".")[0]


# -- people


def test_charts_dots_are_the_interviews(studied: Site, opener: Opener) -> None:
    chart = read_chart(opener, studied, "index.html", "figure-people")
    filled = [mark for mark in chart.said if mark.fill in SIDES.values()]
    assert len(chart.said) == len(studied.rows("SELECT * FROM panel"))
    sides = Counter(text(row["side"]) for row in studied.rows("SELECT side FROM analysed_interviews"))
    assert {side: sum(mark.fill == fill for mark in filled) for side, fill in SIDES.items()} == sides
