"""``miroir words DIR``: the words of a study, those that nobody is sure of, and a table to correct them in.

Reads masked text alone and changes nothing of the study; ``--to`` writes the table, which the study's dictionary takes
as it is.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.study_folder import StudyFolder
from flows.word_layout import INDENT, Manner, heading
from flows.word_sections import (
    CONTENT,
    Asked,
    Contexts,
    disputed_lines,
    find_category,
    first_words,
    frequent_lines,
    group_contexts,
    overview_lines,
    total_of,
    unknown_lines,
)
from flows.word_sheet import OptionUnusable, correction_rows, refuse_target, write_sheet
from tasks.errors import MiroirError
from tasks.lexicon.study_dictionary_categories import CATEGORIES_SAID
from tasks.study_config import StudyConfig, load_study_config
from tasks.table_catalogue import tables_of
from tasks.warehouse import Warehouse

_VIEWS = (
    "word_overview",
    "frequent_words",
    "unknown_words",
    "disputed_words",
    "doubtful_contexts",
    "word_readings",
    "word_contexts",
    "read_forms",
    "fixed_expressions",
)
_PLAIN_WIDTH = 100
_TOP = 20
_TOP_OF_EACH = 10
_TOP_DOUBTFUL = 15
_CONTEXTS = 2
_MOST_CONTEXTS = 20
"""Places that the views keep of a reading."""
_DOUBTFUL = {"unknown": unknown_lines, "disputed": disputed_lines}

Lines = Iterator[str | Text]


class NothingRead(MiroirError):
    """No interview's words have been read yet."""


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked at, and how."""

    warehouse: Warehouse
    config: StudyConfig
    folder: StudyFolder
    manner: Manner
    chosen: argparse.Namespace
    overview: pl.DataFrame
    found: dict[str, pl.DataFrame] = field(default_factory=dict)
    """What was read of the doubtful words: each view goes through all words of the study."""

    def doubtful(self, name: str) -> pl.DataFrame:
        """``unknown_words`` or ``disputed_words``."""
        if name not in self.found:
            self.found[name] = self.warehouse.read(f"{name}_words")
        return self.found[name]

    def top(self, usual: int) -> int:
        """Rows shown of a section."""
        return usual if self.chosen.top is None else int(self.chosen.top)

    def contexts(self, view: str, forms: Sequence[str]) -> Contexts:
        """Places of these forms, looked up for what is shown alone."""
        most = _CONTEXTS if self.chosen.contexts is None else int(self.chosen.contexts)
        return group_contexts(self.warehouse.read(view, form=forms), most) if forms and most else {}


def command(chosen: argparse.Namespace) -> int:
    """Show the words, or write the table; raises NothingRead, OptionUnusable, FolderTaken, StudyInUse."""
    folder = StudyFolder(chosen.study.resolve())
    config = load_study_config(folder.root)
    asked = _asked(chosen)
    if chosen.to is not None:
        refuse_target(folder, chosen.to)
    console = Console(width=None if sys.stdout.isatty() else _PLAIN_WIDTH, highlight=False, markup=False, emoji=False)
    manner = Manner(chosen.language or config.language, console.width, str(chosen.study))
    nothing = NothingRead(f"no words are read yet: `miroir run {chosen.study} --until lexicon` reads them")
    if not folder.warehouse.exists():
        raise nothing
    with Warehouse(folder.warehouse, tables_of("warehouse"), read_only=True) as warehouse:
        if not warehouse.holds("tokens"):
            raise nothing
        if not warehouse.holds(*_VIEWS):
            raise NothingRead(f"another version of Miroir read the words: `miroir run {chosen.study}` reads them anew")
        overview = warehouse.read("word_overview")
        if not total_of(overview):
            raise nothing
        for line in _lines(_Look(warehouse, config, folder, manner, chosen, overview), asked):
            console.print(line, soft_wrap=isinstance(line, Text))  # a place or a command stays on its line
    return 0


def _asked(chosen: argparse.Namespace) -> Asked | None:
    """The category that is to be shown; raises OptionUnusable where an option is no such thing."""
    if chosen.word is not None and not any(map(str.isprintable, "".join(chosen.word.split()))):
        raise OptionUnusable("--word is empty: write a form, a lemma or an expression")
    for name, least, most in (("top", 1, None), ("contexts", 0, _MOST_CONTEXTS)):
        given = getattr(chosen, name)
        if given is not None and (given < least or (most is not None and given > most)):
            bounds = f"from {least} to {most}" if most is not None else f"from {least} on"
            raise OptionUnusable(f"--{name} {given}: write a number {bounds}")
    if chosen.category is None:
        return Asked("particle") if chosen.particles else None
    found = find_category(chosen.category)
    if found is None:
        others = "mot masqué, hésitation, faux départ or événement are categories too"
        raise OptionUnusable(f"--category {chosen.category}: is no category of words; {CATEGORIES_SAID}; {others}")
    return found


def _lines(look: _Look, asked: Asked | None) -> Lines:
    """What was asked for: the table, one word, some sections, or the whole."""
    chosen, manner = look.chosen, look.manner
    if chosen.to is not None:
        yield from _written(look)
        return
    groups = {side: look.config.groups[look.config.role_of_side(side)].label for side in ("A", "B")}
    yield heading(look.config.name)
    yield manner.say("title", a=groups["A"], b=groups["B"])
    yield ""
    if chosen.word is not None:
        yield from _one_word(look)
        return
    is_whole = asked is None and not chosen.unknown and not chosen.disputed
    yield from _whole(look) if is_whole else _sections(look, asked)
    yield from _next(look)


def _whole(look: _Look) -> Lines:
    """Overview, the frequent words of each content category, what is doubtful, what the dictionary did."""
    words = look.warehouse.read("frequent_words", category=CONTENT)
    yield from overview_lines(look.overview, look.manner)
    yield ""
    for category in CONTENT:
        yield from frequent_lines(words, Asked(category), look.top(_TOP_OF_EACH), look.manner)
        yield ""
    for name in _DOUBTFUL:
        yield from _doubtful(look, name, look.top(_TOP_DOUBTFUL))
        yield ""
    yield from _dictionary(look)
    yield ""


def _sections(look: _Look, asked: Asked | None) -> Lines:
    """The sections asked for, one after another."""
    top = look.top(_TOP)
    if asked is not None:
        words = look.warehouse.read("frequent_words", category=asked.category)
        yield from frequent_lines(words, asked, top, look.manner)
        yield ""
    for name in _DOUBTFUL:
        if getattr(look.chosen, name):
            yield from _doubtful(look, name, top)
            yield ""


def _doubtful(look: _Look, name: str, top: int) -> Lines:
    """The unknown or the disputed words, with places."""
    found, n_words = look.doubtful(name), total_of(look.overview)
    forms = sorted({row["form"] for row in first_words(found, top)})
    yield from _DOUBTFUL[name](found, look.contexts("doubtful_contexts", forms), top, n_words, look.manner)


def _one_word(look: _Look) -> Lines:
    """All that is known of one word; where nobody says it, which words are written almost so."""
    written, manner = look.chosen.word, look.manner
    portrait = import_module("flows.word_portrait")  # folds the word as spaCy's tokenizer does: a second to load
    readings = portrait.word_readings(look.warehouse, written)
    if readings.is_empty():
        yield manner.say("word_absent", word=written)
        near = portrait.near_forms(look.warehouse, written)
        if near:
            yield manner.say("word_near", near=", ".join(near))
        return
    forms = sorted(set(readings["form"]))
    disputed = look.warehouse.read("disputed_words", form=forms)
    yield from portrait.portrait_lines(written, readings, disputed, look.contexts("word_contexts", forms), manner)


def _dictionary(look: _Look) -> Lines:
    """What the study's dictionary did."""
    names = look.config.lexicon.dictionary
    if not names:
        yield look.manner.say("dictionary_none")
        return
    use = import_module("flows.dictionary_use")  # cuts its words as spaCy's tokenizer does
    files = use.dictionary_files(look.folder.root, names)
    uses = use.dictionary_use(files, look.warehouse.read("read_forms"), look.warehouse.read("fixed_expressions"))
    yield from use.dictionary_lines(uses, look.top(_TOP_OF_EACH), look.manner)


def _next(look: _Look) -> Lines:
    """What can be done about it: a table of the doubtful words where some were shown."""
    manner = look.manner
    if any(rows.height for rows in look.found.values()):
        kinds = [f"--{name}" for name in look.found] if len(look.found) < len(_DOUBTFUL) else []
        yield manner.say("next_write")
        yield _command(manner, "words", manner.study, *kinds, "--to", _free_name(look))
        yield manner.say("next_names")
    elif look.found.keys() == _DOUBTFUL.keys():
        yield manner.say("next_nothing")
    yield manner.say("next_one")
    yield _command(manner, "words", manner.study, "--word", manner.say("next_example"))


def _free_name(look: _Look) -> str:
    """A name for the table in the study's folder that no file bears."""
    name, number = look.manner.say("sheet_file"), 1
    while (look.folder.root / f"{name}{number if number > 1 else ''}.csv").exists():
        number += 1
    return str(look.chosen.study / f"{name}{number if number > 1 else ''}.csv")


def _command(manner: Manner, *arguments: str) -> Text:
    """A command to be typed, on a line of its own."""
    return Text(INDENT + manner.command(*arguments), style="bold")


def _written(look: _Look) -> Lines:
    """Write the table of corrections, and say what to do with it."""
    manner, to, read = look.manner, look.chosen.to, look.warehouse.read
    is_both = look.chosen.unknown == look.chosen.disputed
    kept = {
        name: look.doubtful(name) if is_both or getattr(look.chosen, name) else look.doubtful(name).clear()
        for name in _DOUBTFUL
    }
    if all(rows.is_empty() for rows in kept.values()):
        yield manner.say("written_nothing")
        return
    places = group_contexts(read("doubtful_contexts", rank=1), 1)
    rows = correction_rows(kept["unknown"], kept["disputed"], read("word_readings"), places, manner)
    write_sheet(to, rows, manner)
    counts = {name: manner.numbers.whole(doubtful.height) for name, doubtful in kept.items()}
    yield manner.say("written", file=to, n=manner.numbers.whole(len(rows)), **counts)
    if len(rows) < sum(doubtful.height for doubtful in kept.values()):
        yield manner.say("written_joined")
    yield from _then(look)


def _then(look: _Look) -> Lines:
    """How the table becomes the study's dictionary."""
    manner, place = look.manner, look.chosen.to.resolve()
    is_inside = place.is_relative_to(look.folder.root)
    name = place.relative_to(look.folder.root).as_posix() if is_inside else place.name
    named = ", ".join(f'"{file}"' for file in (*look.config.lexicon.dictionary, name))
    yield manner.say("then_correct")
    yield manner.say("then_name" if is_inside else "then_move")
    yield Text(f"{INDENT}dictionary = [{named}]", style="bold")
    yield manner.say("then_run")
    yield _command(manner, "run", manner.study)
