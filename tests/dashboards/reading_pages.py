"""What tests of pages read of tables and figures."""

from __future__ import annotations

import re

from dashboards.contexts.parts import Cell, Figure, Table


def text_of(cell: str | Cell) -> str:
    """What a cell shows."""
    return cell if isinstance(cell, str) else cell.text


def column_of(table: Table, label: str) -> list[str]:
    """A column's texts by its heading."""
    place = [column.label for column in table.columns].index(label)
    return [text_of(row[place]) for row in table.rows]


def texts_of(table: Table) -> list[tuple[str, ...]]:
    """Rows as shown."""
    return [tuple(text_of(cell) for cell in row) for row in table.rows]


def titles_of(figure: Figure) -> list[str]:
    """What the marks of a chart say."""
    return re.findall(r"<title>(.*?)</title>", str(figure.svg))
