"""``miroir export DIR --to DIR2``: the grid as a workbook, the tables, the charts and the site, in one folder."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import polars as pl

from dashboards.alphabet import sort_key
from dashboards.chart_files import chart_index, list_charts
from dashboards.published import Published, open_published
from dashboards.study_names import StudyNames, read_study_names
from dashboards.study_site import render_site
from dashboards.wording import Words
from flows.export_folder import refuse_foreign, write_folder
from flows.progress import Watcher, watching
from flows.study_folder import StudyFolder
from tasks.errors import FolderTaken, MiroirError
from tasks.exchange.data_dictionary import dictionary_page, dictionary_table
from tasks.exchange.french_csv import to_csv
from tasks.exchange.grid_sheets import GridInterview, GridTables
from tasks.exchange.grid_workbook import grid_workbook
from tasks.messages import Language, say
from tasks.study_config import load_study_config
from tasks.table_catalogue import published_tables

Files = Iterator[tuple[str, bytes]]


class NothingPublished(MiroirError):
    """The study has no published file yet."""


class PlaceUnusable(MiroirError):
    """An export cannot be written where it was asked to be."""


class PartUnknown(MiroirError):
    """A part of an export that there is not."""


def command(chosen: argparse.Namespace) -> int:
    """Write the export; raises NothingPublished, FolderTaken, PartUnknown, PlaceUnusable."""
    folder = StudyFolder(chosen.study.resolve())
    parts = chosen_parts(chosen.only)
    target: Path = chosen.to.resolve()
    published_or_told(folder, chosen.study)
    _refuse_inside(folder, target)
    refuse_foreign(target)
    with watching() as watcher, open_published(folder.published) as published:
        names = read_study_names(published)
        language: Language = chosen.language or names.language
        try:
            write_folder(target, _files(published, names, language, parts, watcher))
        except OSError as error:
            raise PlaceUnusable(f"--to {chosen.to}: cannot be written there ({error.strerror})") from None
    sys.stdout.write(f"Exported to {chosen.to}: {', '.join(parts)}\n")
    return 0


def published_or_told(folder: StudyFolder, shown: Path) -> Path:
    """The published file of a study; raises StudyMissing or NothingPublished where there is none."""
    if not folder.published.is_file():
        load_study_config(folder.root)
        raise NothingPublished(f"nothing is published yet: `miroir run {shown}` publishes")
    return folder.published


def chosen_parts(only: str | None) -> tuple[str, ...]:
    """The parts that ``--only`` names, in the order of the export; all where None."""
    if only is None:
        return tuple(PARTS)
    asked = {part.strip() for part in only.split(",")}
    if unknown := sorted(asked - PARTS.keys()):
        raise PartUnknown(f"--only {only}: {', '.join(unknown) or 'nothing'} is none of {', '.join(PARTS)}")
    return tuple(part for part in PARTS if part in asked)


def _refuse_inside(folder: StudyFolder, target: Path) -> None:
    for taken in (folder.incoming, folder.store):
        if target.is_relative_to(taken):
            raise FolderTaken(f"{target} lies where the study keeps its own files: choose a folder outside of them")


def _files(
    published: Published, names: StudyNames, language: Language, parts: tuple[str, ...], watcher: Watcher
) -> Files:
    """Every file of the export, part by part, and what says what is there."""
    listed = []
    for part in parts:
        n_files = 0
        for name, content in PARTS[part](published, names, language, watcher):
            n_files += 1
            yield f"{part}/{name}", content
        listed.append(say("exports", f"part_{part}" if n_files else f"part_{part}_empty", language))
    readme = "\n".join(
        [
            names.study,
            "",
            say("exports", "readme_lead", language),
            "",
            *listed,
            "",
            say("exports", "readme_end", language),
        ]
    )
    yield say("exports", "readme_name", language), f"{readme}\n".encode("utf-8-sig")


def grid_files(published: Published, names: StudyNames, language: Language, watcher: Watcher) -> Files:
    """The workbook of the grid; nothing for a study without a codebook."""
    watcher.begin("the grid", 1)
    workbook = grid_workbook(grid_tables(published, names, language), names.roles)
    if workbook is not None:
        yield say("exports", "grid_name", language), workbook
    watcher.advance(1)


def grid_tables(published: Published, names: StudyNames, language: Language) -> GridTables:
    """What the workbook is made of, from the published tables: interviews analysed that have a grid."""
    cells = published.read("grid_cells")
    gridded = set(cells["interview_id"])
    order = {wave: place for place, wave in enumerate(names.waves)}
    rows = sorted(
        (row for row in published.read("analysed_interviews").to_dicts() if row["interview_id"] in gridded),
        key=lambda row: (
            row["side"],
            order[row["wave"]],
            sort_key(names.participant(row["participant_id"])),
            row["interview_id"],
        ),
    )
    return GridTables(
        indicators=published.read("indicators"),
        indicator_pairs=published.read("indicator_pairs"),
        grid_cells=cells,
        flat_reading=published.read("flat_reading"),
        quotes=_quotes(published),
        interviews=tuple(
            GridInterview(
                row["interview_id"], names.participant(row["participant_id"]), row["side"], row["role"], row["wave"]
            )
            for row in rows
        ),
        waves={wave: names.wave(wave) for wave in names.waves},
        groups={role: names.group(role) for role in names.roles.values()},
        language=language,
    )


def _quotes(published: Published) -> pl.DataFrame:
    """Words behind the marks; none where they were not found in the interview."""
    turns = published.read("masked_turns").select("interview_id", "turn", "text")
    placed = published.read("mark_evidence").join(turns, on=["interview_id", "turn"], how="left", maintain_order="left")
    return placed.with_columns(
        words=pl.col("text").str.slice(pl.col("start_at"), pl.col("end_at") - pl.col("start_at")).fill_null("")
    ).select("interview_id", "indicator", "coder", "ordinal", "turn", "words")


def table_files(published: Published, names: StudyNames, language: Language, watcher: Watcher) -> Files:
    """Every published table as CSV and as Parquet, and the data dictionary."""
    tables = sorted(table.name for table in published_tables())
    watcher.begin("the tables", len(tables))
    heights: dict[str, int] = {}
    for name in tables:
        frame = published.read(name)
        heights[name] = frame.height
        yield f"csv/{name}.csv", to_csv(frame, language)
        packed = io.BytesIO()
        frame.write_parquet(packed)
        yield f"parquet/{name}.parquet", packed.getvalue()
        watcher.advance(1)
    catalogue, stem = published.read("catalogue"), say("exports", "dictionary_name", language)
    yield f"{stem}.csv", to_csv(dictionary_table(catalogue, heights, language), language)
    yield f"{stem}.html", dictionary_page(catalogue, heights, language, study=names.study)


def chart_files(published: Published, names: StudyNames, language: Language, watcher: Watcher) -> Files:
    """Every chart of the pages as SVG and PNG, and a page that shows them."""
    watcher.begin("the charts", 1)
    titles: list[tuple[str, str]] = []
    for chart in list_charts(published, language):
        titles.append((chart.name, chart.title))
        yield f"{chart.name}.svg", chart.svg
        yield f"{chart.name}.png", chart.png
    if titles:
        yield "index.html", chart_index(titles, Words(language), study=names.study)
    watcher.advance(1)


def site_files(published: Published, _: StudyNames, language: Language, watcher: Watcher) -> Files:
    """The pages, which open with no network."""
    watcher.begin("the site", 1)
    yield from render_site(published, language)
    watcher.advance(1)


PARTS: Mapping[str, Callable[[Published, StudyNames, Language, Watcher], Files]] = {
    "grid": grid_files,
    "tables": table_files,
    "charts": chart_files,
    "site": site_files,
}
"""Part of an export, which is its folder, and what writes it."""
