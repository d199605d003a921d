"""The data dictionary of what is published, from the table ``catalogue``: a table for programs, a page for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

import polars as pl

from tasks.messages import Language, say
from tasks.table_catalogue import load_catalogue

_HEADINGS = ("table", "position", "column", "type", "meaning", "grain", "personal", "rows")
_TYPES = {"String": "text", "Int32": "whole", "Int64": "whole", "UInt32": "whole", "Float64": "decimal"}
_TYPES |= {"Boolean": "truth", "Date": "day"}
CONVENTIONS = ("separator", "decimals", "days", "truths", "blanks", "formulas", "parquet", "personal")
"""What a reader of the tables must know before opening one: messages ``convention_<name>``."""

_STYLE = """
body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; color: #1f2328; background: #fff;
  max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .2rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #d0d7de; }
th:first-child, td:first-child { width: 14rem; } td:first-child, code { font-family: ui-monospace, Menlo, monospace; }
.about { color: #57606b; margin: 0 0 .5rem; } .tables { columns: 3 12rem; padding-left: 1.2rem; }
@media print { h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""


def dictionary_table(catalogue: pl.DataFrame, heights: Mapping[str, int], language: Language) -> pl.DataFrame:
    """One row a column of a published table, headings and words in ``language``.

    ``catalogue``: the published table; ``heights``: table → its number of rows.
    """
    rows = [
        (
            row["table_name"],
            row["position"],
            row["column_name"],
            _type(row["type"], language),
            row["description"],
            row["grain"],
            say("exports", f"personal_{row['personal']}", language),
            heights.get(row["table_name"]),
        )
        for row in _sorted(catalogue)
    ]
    kinds = (pl.String, pl.Int32, pl.String, pl.String, pl.String, pl.String, pl.String, pl.Int32)
    headings = [say("exports", f"dictionary_{heading}", language) for heading in _HEADINGS]
    return pl.DataFrame(rows, schema=dict(zip(headings, kinds, strict=True)), orient="row")


def dictionary_page(catalogue: pl.DataFrame, heights: Mapping[str, int], language: Language, *, study: str) -> bytes:
    """The dictionary as a page that any browser opens: how the files are written, then table by table."""
    title = say("exports", "dictionary_title", language)
    tables: dict[str, list[Mapping[str, Any]]] = {}
    for row in _sorted(catalogue):
        tables.setdefault(row["table_name"], []).append(row)
    links = [f'<li><a href="#{escape(name)}"><code>{escape(name)}</code></a></li>' for name in tables]
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="about">{escape(study)}</p>',
        f"<h2>{escape(say('exports', 'conventions_title', language))}</h2>",
        *_listing(_convention(name, language) for name in CONVENTIONS),
        f"<h2>{escape(say('exports', 'tables_title', language))}</h2>",
        f'<ul class="tables">{"".join(links)}</ul>',
    ]
    for name, rows in tables.items():
        parts += _described(name, rows, heights.get(name), language)
    head = f'<meta charset="utf-8">\n<title>{escape(title)} – {escape(study)}</title>\n<style>{_STYLE}</style>'
    body = "\n".join(parts)
    page = f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'
    return page.encode()


def _sorted(catalogue: pl.DataFrame) -> list[dict[str, Any]]:
    return catalogue.sort("table_name", "position").to_dicts()


def _type(kind: object, language: Language) -> str:
    word = _TYPES.get(str(kind))
    return say("exports", f"type_{word}", language) if word else str(kind)


def _convention(name: str, language: Language) -> str:
    return say("exports", f"convention_{name}", language)


def _listing(sentences: Iterable[str]) -> list[str]:
    return ["<ul>", *(f"<li>{escape(sentence)}</li>" for sentence in sentences), "</ul>"]


def _described(name: str, rows: list[Mapping[str, Any]], height: int | None, language: Language) -> Iterator[str]:
    """A table: what a row is, whom it concerns, and its columns."""
    known = load_catalogue().get(name)
    facts = [
        say("exports", "fact_grain", language, {"grain": rows[0]["grain"]}),
        say("exports", f"personal_{rows[0]['personal']}", language),
        *([] if height is None else [say("exports", "fact_rows", language, {"n": height})]),
    ]
    yield f'<h2 id="{escape(name)}"><code>{escape(name)}</code></h2>'
    yield f'<p class="about">{escape(known.what if known else "")}<br>{escape(" · ".join(facts))}</p>'
    heads = "".join(
        f'<th scope="col">{escape(say("exports", f"dictionary_{heading}", language))}</th>'
        for heading in ("column", "type", "meaning")
    )
    yield f"<table>\n<tr>{heads}</tr>"
    for row in rows:
        cells = (str(row["column_name"]), _type(row["type"], language), str(row["description"]))
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table>"
