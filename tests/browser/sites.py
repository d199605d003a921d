"""The sites that the tests open: their pages by kind, their published tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars import selectors

from dashboards.site_map import PAGES

REAL = pytest.mark.parametrize("studied", ["example", "artisans"], indirect=True)
"""For tests that take their time: what runs published, without the invented rows."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, and the published file that it shows."""

    name: str
    folder: Path
    published: Path

    def address(self, name: str) -> str:
        """What the browser opens for a page, with its anchor if any."""
        page, _, anchor = name.partition("#")
        return (self.folder / page).resolve().as_uri() + (f"#{anchor}" if anchor else "")

    def pages(self) -> list[str]:
        """Every page of both languages."""
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def kinds(self) -> list[str]:
        """A page of each kind in the first language: those of the site map, and the longest interview."""
        interviews = sorted(self.folder.glob("interview-*.html"), key=lambda path: (path.stat().st_size, path.name))
        return [f"{page.key}.html" for page in PAGES] + [path.name for path in interviews[-1:]]

    def rows(self, sql: str) -> list[dict[str, object]]:
        """What the published file answers: read beside everything that draws the pages."""
        with duckdb.connect(self.published, read_only=True) as connection:
            rows: pl.DataFrame = connection.sql(sql).pl()
        # Sums of counts come as decimals without decimals.
        return rows.with_columns(selectors.decimal().cast(pl.Int64)).to_dicts()
