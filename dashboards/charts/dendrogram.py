"""The tree of the classes with their sizes and their words below, as published studies print it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import altair as alt
import polars as pl

from dashboards.charts.canvas import Canvas, Weight, draw_boxes, on_canvas, write_texts
from dashboards.charts.look import INK, MUTED, SHADE, Drawing, class_colour, dress, inline, text_width
from dashboards.extremes import most

LEVEL = 30
BOX = 44
LEAST_COLUMN = 102
LARGEST, SMALLEST = 17.0, 9.0
"""Type of the word that marks its class most, and of one that would not mark it at all."""
NAMES = 12.5
"""Type of what stands in the boxes."""
ROOT = 1


@dataclass(frozen=True, slots=True)
class Split:
    """One division of the tree."""

    left: int
    right: int
    order: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Places of the tree in pixels."""

    x: Mapping[int, float]
    """Node → middle."""
    y: Mapping[int, float]
    """Node → top."""
    lines: tuple[tuple[int, int, float, float], ...]
    """Line, point of the line, x, y."""
    leaves: tuple[int, ...]
    """Nodes drawn as columns, from the left."""
    width: float
    height: float


def lay_out_tree(splits: pl.DataFrame, ends: frozenset[int], *, column: float) -> Tree:
    """Place the nodes: leaves side by side, divisions from the top in the order in which they were made.

    ``splits`` has ``split``, ``parent``, ``left_node`` and ``right_node``; ``ends`` are the nodes where a class was
    taken, not followed further down.
    """
    below = {
        parent: Split(left, right, order)
        for order, (parent, left, right) in enumerate(
            splits.sort("split").select("parent", "left_node", "right_node").iter_rows()
        )
        if parent not in ends
    }
    leaves = tuple(_leaves(ROOT, below))
    drawn = list(_inner(ROOT, below))
    levels = {order: level for level, order in enumerate(sorted(below[node].order for node in drawn))}
    height = LEVEL * (len(drawn) + 1)
    x = {leaf: (place + 0.5) * column for place, leaf in enumerate(leaves)}
    y = dict.fromkeys(leaves, float(height))
    for node in reversed(drawn):
        x[node] = (x[below[node].left] + x[below[node].right]) / 2
        y[node] = float(LEVEL * (levels[below[node].order] + 1) - LEVEL / 2)
    return Tree(x, y, tuple(_lines(drawn, below, x, y)), leaves, column * len(leaves), height)


def _leaves(node: int, below: Mapping[int, Split]) -> Iterator[int]:
    if node not in below:
        yield node
        return
    yield from _leaves(below[node].left, below)
    yield from _leaves(below[node].right, below)


def _inner(node: int, below: Mapping[int, Split]) -> Iterator[int]:
    if node in below:
        yield node
        yield from _inner(below[node].left, below)
        yield from _inner(below[node].right, below)


def _lines(
    drawn: list[int], below: Mapping[int, Split], x: Mapping[int, float], y: Mapping[int, float]
) -> Iterator[tuple[int, int, float, float]]:
    for line, node in enumerate(drawn):
        left, right = below[node].left, below[node].right
        corners = ((x[left], y[left]), (x[left], y[node]), (x[right], y[node]), (x[right], y[right]))
        for point, (across, down) in enumerate(corners):
            yield line, point, across, down


def draw_dendrogram(splits: pl.DataFrame, classes: pl.DataFrame, words: pl.DataFrame, *, rest: str) -> Drawing:
    """Tree, boxes of the classes, words below them, most characteristic first, the size of each by its chi-squared.

    ``splits``: columns of the table ``class_splits``. ``classes``: ``class``, ``node``, ``name``, ``shown`` (its size
    as written). ``words``: ``class``, ``rank`` (from 0), ``word``, ``chi2``, ``naming`` (whether it is part of the
    class's name). Both with what ``look.leading`` reads. ``rest`` names a part without class.
    """
    sized = _size_words(words)
    widths = [text_width(row["word"], size=row["size"]) + (14 if row["naming"] else 6) for row in sized.to_dicts()]
    column = max([LEAST_COLUMN, *widths])
    tree = lay_out_tree(splits, frozenset(classes["node"]), column=column)
    top = tree.height + BOX + 10
    height = top + (most(sized["down"]) or 0.0) + LARGEST
    boxes = _boxes(tree, classes, column, rest)
    placed = sized.join(boxes.select("class", "x"), on="class").with_columns(y=top + pl.col("down"))
    canvas = (tree.width, height)
    layers = [
        _draw_lines(tree, canvas),
        draw_boxes(boxes, (("left", "right"), ("y", "bottom")), canvas, leads=True, cornerRadius=3),
        write_texts(boxes, "name", ("x", "first"), canvas, align="center", size=NAMES, colour="ink", weight="bold"),
        write_texts(boxes, "shown", ("x", "second"), canvas, align="center", size=NAMES, colour="ink"),
        *_draw_words(placed, canvas),
    ]
    return dress(layers, width=tree.width, height=height)


def _size_words(words: pl.DataFrame) -> pl.DataFrame:
    """``words`` with ``size`` (of the type) and ``down`` (middle of the line under the top of the column)."""
    strength = (pl.col("chi2") / pl.col("chi2").max()).sqrt()
    sized = words.sort("class", "rank").with_columns(
        size=(SMALLEST + (LARGEST - SMALLEST) * strength.over("class")).round(1)
    )
    line = pl.col("size") * 1.3
    return sized.with_columns(down=(line.cum_sum() - line / 2).over("class").round(1))


def _boxes(tree: Tree, classes: pl.DataFrame, column: float, rest: str) -> pl.DataFrame:
    of_node = {row["node"]: row for row in classes.to_dicts()}
    rows = []
    for leaf in tree.leaves:
        found = of_node.get(leaf, {"class": 0, "name": rest, "shown": "", "description": rest})
        rows.append(
            {
                **{field: found.get(field, "") for field in ("class", "name", "shown", "description", "href")},
                "colour": class_colour(found["class"]) if found["class"] else SHADE,
                "ink": "#000000" if found["class"] else MUTED,
                "x": tree.x[leaf],
                "left": tree.x[leaf] - column / 2 + 3,
                "right": tree.x[leaf] + column / 2 - 3,
                "y": tree.y[leaf],
                "bottom": tree.y[leaf] + BOX,
                "first": tree.y[leaf] + 15,
                "second": tree.y[leaf] + 31,
            }
        )
    return pl.DataFrame(rows)


def _draw_lines(tree: Tree, canvas: Canvas) -> alt.Chart:
    rows = pl.DataFrame(tree.lines, schema=["line", "point", "x", "y"], orient="row")
    marks = alt.Chart(inline(rows)).mark_line(color=INK, strokeWidth=1.5, interpolate="linear", aria=False)
    drawn: alt.Chart = marks.encode(**on_canvas(("x", "y"), canvas), detail="line:N", order=alt.Order("point:Q"))
    return drawn


def _draw_words(placed: pl.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    weights: tuple[tuple[bool, Weight], ...] = ((True, "bold"), (False, "normal"))
    return [
        write_texts(
            placed.filter(pl.col("naming") == naming),
            "word",
            ("x", "y"),
            canvas,
            align="center",
            size="size",
            weight=weight,
            leads=True,
        )
        for naming, weight in weights
    ]
