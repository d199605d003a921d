"""Times a user's commands on the example study, whole processes from outside, and kernels that grow with a corpus."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright
from scipy import sparse

from dashboards.study_site import build_site
from tasks.language.pipeline import load_reader
from tasks.lexicon.annotation import Annotator
from tasks.lexicon.reinert import classify
from tests.benchmarks import ingestion, language
from tests.browser.chromium import ABSENT, FLAGS, find_chromium

ROOT = Path(__file__).resolve().parents[2]
DRAWN = """Math.max(performance.getEntriesByType("navigation")[0].loadEventEnd,
    ...performance.getEntriesByType("paint").map((one) => one.startTime))"""
_MIROIR = str(Path(sys.executable).with_name("miroir"))
HELD_BACK = "Entretien 23 26.10.08.srt"


def main() -> int:
    """Print one line a measure: what, seconds, and what is wanted of it."""
    sys.stdout.write(f"{'measure':<62}{'wall s':>9}   wanted\n")
    with _study() as (study, environment):
        added = study / "incoming" / HELD_BACK
        aside = study / HELD_BACK
        added.rename(aside)
        _command("example study from nothing, one interview held back", ["run", str(study)], environment, "<= 45")
        _command("the same again, nothing new", ["run", str(study)], environment, "<= 2")
        aside.rename(added)
        _command("one interview added", ["run", str(study)], environment, "<= 25")
        _command("miroir check", ["check", str(study)], environment, "")
        _pages(study / "store" / "published.duckdb", study.parent / "site")
    _command("miroir --help", ["--help"], dict(os.environ), "<= 0.3")
    for name, work, wanted in _kernels():
        _print(name, _seconds(work), wanted)
    _language()
    _ingestion()
    return 0


def _language() -> None:
    for line in (*language.speed(language.example_turns() * 3), "", *language.accuracy()):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _ingestion() -> None:
    sys.stdout.write(f"\n{'one interview of 10,000 words, bytes to turns':<62}{'files/s':>9}{'MB/s':>9}\n")
    for name, files, megabytes in ingestion.formats():
        sys.stdout.write(f"{name:<62}{files:>9.2f}{megabytes:>9.2f}\n")
        sys.stdout.flush()
    sys.stdout.write(f"\n{'a thousand interviews':<62}{'wall s':>9}{'MB':>9}\n")
    for name, seconds, memory in ingestion.thousand([_MIROIR]):
        sys.stdout.write(f"{name:<62}{seconds:>9.1f}{memory:>9.0f}\n")
        sys.stdout.flush()


@contextmanager
def _study() -> Iterator[tuple[Path, dict[str, str]]]:
    with tempfile.TemporaryDirectory() as place:
        study = Path(place) / "study"
        shutil.copytree(ROOT / "data" / "example_study", study)
        yield study, os.environ | {"MIROIR_KEY_HOME": str(Path(place) / "keys")}


def _pages(published: Path, folder: Path) -> None:
    """Building the pages, and the first of them opened from the disk."""
    _print("pages built, both languages", _seconds(partial(build_site, published, folder)), "<= 10")
    name, program = "first page, from its address to all of it drawn", find_chromium()
    if program is None:
        sys.stdout.write(f"{name}: {ABSENT}\n")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        page = browser.new_page()
        page.goto((folder / "index.html").as_uri())
        # Milliseconds since the address was given: the style sheet, the script, the first picture.
        _print(name, float(page.evaluate(DRAWN)) / 1000, "< 1")
        browser.close()


def _command(name: str, arguments: list[str], environment: dict[str, str], wanted: str) -> None:
    command = [_MIROIR, *arguments]

    def work() -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)

    _print(name, _seconds(work), wanted)


def _kernels() -> Iterator[tuple[str, Callable[[], object], str]]:
    reader, annotator = load_reader(), Annotator()
    text = "Alors euh, on a fait les séances à distance, et puis j'ai retrouvé la confiance que j'avais perdue. " * 500
    turns = [text[start : start + 400] for start in range(0, len(text), 400)]
    words = [word for turn in reader.read(turns) for word in turn]
    yield f"reading, {len(words)} words", partial(reader.read, turns), ""
    yield f"annotation, {len(words)} words", partial(annotator.annotate, words), ""
    for n_segments in (1_000, 10_000):
        name = f"classification, {n_segments} segments, 10 classes"
        yield name, partial(classify, _invented_table(n_segments), max_classes=10), ""


def _invented_table(n_segments: int) -> sparse.csr_array:
    """Segments of twelve forms drawn from four overlapping vocabularies."""
    rng = np.random.default_rng(20260301)
    world = rng.integers(0, 4, n_segments)
    forms = (rng.integers(0, 400, (n_segments, 12)) + 250 * world[:, None]) % 1200
    rows = np.repeat(np.arange(n_segments), 12)
    table = sparse.csr_array((np.ones(rows.size), (rows, forms.ravel())), shape=(n_segments, 1200))
    table.data[:] = 1
    return table


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _print(name: str, seconds: float, wanted: str) -> None:
    sys.stdout.write(f"{name:<62}{seconds:>9.2f}   {wanted}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
