"""What every section is made from: the published file, the study's names, the words and numbers of one language."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from dashboards import addresses
from dashboards.alphabet import sort_key
from dashboards.charts.look import Drawing
from dashboards.contexts.parts import Cell, Column, Figure, Quote, Table
from dashboards.figures import inline_svg
from dashboards.ledger import Ledger
from dashboards.number_format import NumberStyle
from dashboards.published import Published
from dashboards.study_names import StudyNames, read_study_names
from dashboards.wording import Words
from tasks.messages import Language

USUAL_ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Materials:
    """What every section is made from."""

    published: Published
    names: StudyNames
    words: Words
    numbers: NumberStyle
    language: Language
    alpha: float
    """Threshold of the study's tests."""
    ledger: Ledger
    """What the pages ask of one another."""

    def table(
        self, caption: str, columns: Iterable[str], rows: Iterable[Iterable[str | Cell]], *, numeric_from: int = 99
    ) -> Table:
        """A table whose caption and headings are messages; columns from ``numeric_from`` (from 0) on hold numbers."""
        heads = tuple(Column(self.words(code), number >= numeric_from) for number, code in enumerate(columns))
        return Table(self.words(caption), heads, tuple(tuple(row) for row in rows))

    def figure(
        self,
        name: str,
        chart: Drawing,
        table: Table,
        *,
        title: str,
        reading: str,
        legend: tuple[tuple[str, str], ...] = (),
    ) -> Figure:
        """A chart drawn for the page."""
        anchor = f"figure-{name}"
        self.ledger.charts[name] = (title, chart)
        self.ledger.legends[name] = legend
        svg = inline_svg(chart, name=anchor, title=title, description=reading, language=self.language)
        return Figure(anchor, title, reading, svg, table, legend)

    def sides_legend(self) -> tuple[tuple[str, str], ...]:
        """The two sides with their colours."""
        return tuple((f"side-{letter.lower()}", f"{letter} · {self.names.side(letter)}") for letter in ("A", "B"))

    def quotes(self, segments: pl.DataFrame, notes: Iterable[str]) -> tuple[Quote, ...]:
        """Segments (columns of ``Published.segments``) as quotes, each with its note."""
        return tuple(
            Quote(
                text=row["text"],
                who=self.cite(row["label"], row["interview_id"]),
                place=self.words("quote_place", turn=self.numbers.whole(row["turn"])),
                note=note,
                href=addresses.of_turn(row["interview_id"], row["turn"]),
            )
            for row, note in zip(segments.to_dicts(), notes, strict=True)
        )

    def word_link(self, lemma: str, pos: str = "") -> str:
        """The place in the concordance of a lemma, or of a form as it stands (no ``pos``), which is asked for."""
        self.ledger.words.add((lemma, pos))
        return addresses.of_word(lemma, pos)

    def interviews(self) -> list[str]:
        """Interviews whose words are published: side by side, wave by wave, then as cited."""
        order = {wave: place for place, wave in enumerate(self.names.waves)}
        spoken = self.published.read("interviews")
        rows = sorted(
            spoken.to_dicts(),
            key=lambda row: (row["side"], order[row["wave"]], sort_key(self.names.participant(row["participant_id"]))),
        )
        return [row["interview_id"] for row in rows]

    def without_consent(self) -> tuple[str, ...]:
        """Interviews that stay in the vault, as nobody consented to them: no table but the findings knows them."""
        kept = pl.col("code").is_in(["consent_missing", "consent_withdrawn"])
        told = self.published.read("findings").filter(kept)
        return tuple(dict.fromkeys(told["subject"].sort()))

    def held_waves(self) -> tuple[str, ...]:
        """Waves in which someone was heard, in the order of time."""
        held = set(self.published.read("analysed_interviews")["wave"])
        return tuple(wave for wave in self.names.waves if wave in held)

    def cite(self, label: str, interview: str) -> str:
        """A citation label, with the wave where the study has several."""
        if len(self.names.waves) < 2 or interview not in self.names.interviews:
            return label
        return f"{label}, {self.names.wave(self.names.interviews[interview][1])}"

    def lemma_names(self, lemmas: pl.DataFrame) -> list[str]:
        """What to call each ``lemma`` and ``pos``: the lemma, with its part of speech where two rows share it."""
        twice = set(lemmas.filter(pl.col("lemma").is_duplicated())["lemma"])
        return [
            f"{lemma} ({self.words.of('pos', pos)})" if lemma in twice else lemma
            for lemma, pos in lemmas.select("lemma", "pos").iter_rows()
        ]


def gather_materials(published: Published, language: Language | None) -> Materials:
    """Materials in ``language``; in the study's own where it is None."""
    names = read_study_names(published)
    chosen = language or names.language
    return Materials(published, names, Words(chosen), NumberStyle(chosen), chosen, _alpha(published), Ledger())


def _alpha(published: Published) -> float:
    """``mirror.alpha`` of the parameters that the published file tells."""
    for text in published.read("provenance")["parameters"].unique().sort():
        mirror = parse_details(text).get("mirror")
        if isinstance(mirror, dict) and isinstance(mirror.get("alpha"), float):
            return float(mirror["alpha"])
    return USUAL_ALPHA


def parse_details(text: str) -> dict[str, object]:
    """Parameters from their JSON; none where it is no object."""
    try:
        details = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return details if isinstance(details, dict) else {}
