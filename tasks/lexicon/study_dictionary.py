"""The study's dictionary: what its authors say of words and fixed expressions, against whatever a language model reads.

Forms stand as the tokenizer folds them (``fold_form``). What it cuts into several pieces (*du coup*, *d'accord*) is an
expression; what it keeps whole (*peut-être*) is a word. Later files win over earlier ones, entry by entry.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from tasks.errors import Problem, StudyInvalid
from tasks.lexicon.iramuteq_spelling import respell, spellings
from tasks.lexicon.study_dictionary_categories import (
    CATEGORIES_SAID,
    PARTS_SAID,
    STATUSES_SAID,
    WordCategory,
    read_category,
    read_part_of_speech,
    read_status,
)
from tasks.lexicon.study_dictionary_files import DictionaryRow, DictionaryTable, read_dictionary_file
from tasks.lexicon.study_dictionary_forms import cut_form, fold_words

MAX_FORM = 120
"""Characters of a form; longer ones come of a file that is no dictionary."""
MOST_PROBLEMS = 50
"""Told of one file; of a file of another kind every line is one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the study says of one form; an empty text leaves what was read."""

    form: str
    """Folded."""
    lemma: str = ""
    pos: str = ""
    """Universal part of speech."""
    category: str = ""
    """Miroir's category: ``noun``, ``tool word``, ``particle`` ..."""
    when: str = ""
    """Universal part of speech as which the word must have been read for the entry to hold; empty: always."""
    status: str = ""
    """``active``, ``supplementary`` or ``ignored``."""
    is_general: bool = False
    """Of a dictionary of the language, IRaMuTeQ's, which knows no discourse particles: they stay what they are."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What the study says of several words in a row, which count as one."""

    words: tuple[str, ...]
    """Folded, as the tokenizer cuts them: two or more."""
    lemma: str
    """Never empty: the expression as it was written, folded, where the study gives no other."""
    pos: str = ""
    category: str = ""
    status: str = ""
    is_general: bool = False
    """As of an entry."""


_UNCHANGED = WordCategory("", "")
_COLUMNS = {"category": "category", "when": "part of speech", "status": "status"}

Match: TypeAlias = tuple[int, int, Expression]
"""Places of the words of an expression, half-open, and what it is."""


class StudyDictionary:
    """Entries and expressions; of those that say something of the same, the later one holds."""

    def __init__(self, entries: Iterable[Entry] = (), expressions: Iterable[Expression] = ()) -> None:
        latest = {(entry.form, entry.when): entry for entry in entries}
        by_form: dict[str, tuple[Entry, ...]] = {}
        for form, when in sorted(latest):
            by_form[form] = (*by_form.get(form, ()), latest[form, when])
        self._by_words = {expression.words: expression for expression in expressions}
        self.entries: Mapping[str, tuple[Entry, ...]] = by_form
        """Folded form → its entries, the one without ``when`` first."""
        self.expressions: Mapping[str, tuple[Expression, ...]] = _by_first_word(self._by_words)
        """First word → expressions, the longest first."""
        self._lengths = {
            first: tuple(dict.fromkeys(len(expression.words) for expression in several))
            for first, several in self.expressions.items()
        }

    @property
    def n_entries(self) -> int:
        """How many entries of single forms there are."""
        return sum(map(len, self.entries.values()))

    @property
    def n_expressions(self) -> int:
        """How many expressions there are."""
        return len(self._by_words)

    @cached_property
    def text(self) -> str:
        """The whole as text, for ``load_dictionary``: the same for the same entries, wherever they come from."""
        entries = [
            [entry.form, entry.lemma, entry.pos, entry.category, entry.when, entry.status, entry.is_general]
            for several in self.entries.values()
            for entry in several
        ]
        expressions = [
            [said.words, said.lemma, said.pos, said.category, said.status, said.is_general]
            for said in self._by_words.values()
        ]
        content = {"entries": entries, "expressions": sorted(expressions)}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """A hash of what the dictionary says: names of files, notes and the order of lines have no part in it."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def find(self, form: str, pos: str) -> Entry | None:
        """The entry of the folded ``form`` for words read as ``pos``; else its entry for all; else nothing."""
        found: Entry | None = None
        for entry in self.entries.get(form, ()):
            if entry.when == pos:
                return entry
            if not entry.when:
                found = entry
        return found

    def find_expressions(self, forms: Sequence[str]) -> list[Match]:
        """The expressions among folded forms in a row: from left to right, the longest first, without overlap."""
        found: list[Match] = []
        start = 0
        while start < len(forms):
            match = self._longest_at(forms, start)
            if match is not None:
                found.append(match)
            start = match[1] if match is not None else start + 1
        return found

    def _longest_at(self, forms: Sequence[str], start: int) -> Match | None:
        for length in self._lengths.get(forms[start], ()):
            expression = self._by_words.get(tuple(forms[start : start + length]))
            if expression is not None:
                return start, start + len(expression.words), expression
        return None


def parse_dictionary(files: Sequence[tuple[str, bytes]]) -> StudyDictionary:
    """Read the files of a study's dictionary.

    Args:
        files: name as the user knows it and content of each, in the order of the study's settings.

    Raises:
        StudyInvalid: with every problem of every file, up to ``MOST_PROBLEMS`` of each.
    """
    parser = _Parser()
    problems: list[Problem] = []
    for name, data in files:
        try:
            table = read_dictionary_file(data, name=name)
            told = [*table.problems, *parser.add(table)]
        except StudyInvalid as error:
            told = [*error.problems]
        told.sort(key=lambda problem: problem.line or 0)
        problems += told[:MOST_PROBLEMS]
        if more := len(told[MOST_PROBLEMS:]):
            problems.append(Problem(name, f"has {more} more problems", f"mend the {MOST_PROBLEMS} told here first"))
    if problems:
        raise StudyInvalid(problems)
    return StudyDictionary(parser.entries, parser.expressions)


def load_dictionary(text: str) -> StudyDictionary:
    """The dictionary that ``StudyDictionary.text`` wrote; an empty text is a study's that has none."""
    if not text:
        return StudyDictionary()
    content = json.loads(text)
    return StudyDictionary(
        (Entry(*cells) for cells in content["entries"]),
        (Expression(tuple(words), *cells) for words, *cells in content["expressions"]),
    )


def _by_first_word(by_words: Mapping[tuple[str, ...], Expression]) -> dict[str, tuple[Expression, ...]]:
    grouped: defaultdict[str, list[Expression]] = defaultdict(list)
    for words in sorted(by_words, key=lambda words: (-len(words), words)):
        grouped[words[0]].append(by_words[words])
    return {first: tuple(several) for first, several in grouped.items()}


class _Parser:
    """Collects entries and expressions, file after file."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.expressions: list[Expression] = []
        self._listed: set[tuple[str, ...]] = set()
        """Forms that stand in a dictionary of IRaMuTeQ's."""

    def add(self, table: DictionaryTable) -> Iterator[Problem]:
        """Take the rows of a file in; gives what is amiss with them."""
        seen: dict[tuple[tuple[str, ...], str], tuple[int, Entry]] = {}
        for row in table.rows:
            problems, meant = _meaning(row, table)
            yield from problems
            if problems:
                continue
            if table.is_iramuteq:
                self._add_spellings(row, meant)
                continue
            words = cut_form(row.form)
            told = list(_cut_problems(words, row, meant, table))
            before = seen.setdefault((words, meant.when), (row.line, meant))
            if before[1] != meant:
                told.append(_contradiction(row, before[0], table, is_expression=len(words) > 1))
            yield from told
            if not told:
                self._add(words, meant.form, meant, meant.lemma)

    def _add_spellings(self, row: DictionaryRow, meant: Entry) -> None:
        """Take in a row of IRaMuTeQ's, under every spelling.

        IRaMuTeQ takes from its list of expressions how these are written, and what they are from its dictionary,
        whatever category the list gives: *d'abord* is an adverb in the one, a tool word in the other.
        """
        is_of_list = any(joint in row.form for joint in " '-")
        for written in spellings(meant.form):
            words = cut_form(written)
            if is_of_list and words in self._listed:
                continue
            if not is_of_list:
                self._listed.add(words)
            self._add(words, written, meant, respell(meant.lemma, written), is_general=True)

    def _add(self, words: tuple[str, ...], written: str, meant: Entry, lemma: str, *, is_general: bool = False) -> None:
        pos, category, when, status = meant.pos, meant.category, meant.when, meant.status
        if len(words) == 1:
            self.entries.append(Entry(words[0], lemma, pos, category, when, status, is_general))
        elif words:
            self.expressions.append(Expression(words, lemma or written, pos, category, status, is_general))


def _meaning(row: DictionaryRow, table: DictionaryTable) -> tuple[list[Problem], Entry]:
    """What a row says, with its whole form folded; and what in it cannot be understood."""
    form = fold_words(row.form)
    category = read_category(row.category, form) if row.category else _UNCHANGED
    when, status = read_part_of_speech(row.when), read_status(row.status)
    problems: list[Problem] = []
    if category is None:
        problems.append(_unknown(table, row, "category", row.category, CATEGORIES_SAID))
    if when is None:
        problems.append(_unknown(table, row, "when", row.when, PARTS_SAID))
    if status is None:
        problems.append(_unknown(table, row, "status", row.status, STATUSES_SAID))
    if len(form) > MAX_FORM:
        problems.append(_problem(table, row, "form", f"the form is longer than {MAX_FORM} characters", "shorten it"))
    pos, kind = category or _UNCHANGED
    return problems, Entry(form, fold_words(row.lemma), pos, kind, when or "", status or "")


def _cut_problems(
    words: tuple[str, ...], row: DictionaryRow, meant: Entry, table: DictionaryTable
) -> Iterator[Problem]:
    if not any(sign.isprintable() and not sign.isspace() for sign in row.form):
        yield _problem(table, row, "form", "the form holds nothing that could stand in a transcript", "correct it")
    if len(words) > 1 and meant.when:
        what = "an expression holds wherever its words stand, whatever they were read as"
        yield _problem(table, row, "when", what, "leave the cell empty")


def _contradiction(row: DictionaryRow, before: int, table: DictionaryTable, *, is_expression: bool) -> Problem:
    what = f"« {_shortened(row.form)} » stands in line {before} already, and there it says something else"
    or_else = "" if is_expression else ", or say in the column quand when each holds"
    return _problem(table, row, "form", what, f"keep one of the two{or_else}")


def _unknown(table: DictionaryTable, row: DictionaryRow, column: str, written: str, remedy: str) -> Problem:
    return _problem(table, row, column, f"« {_shortened(written)} » is no {_COLUMNS[column]}", remedy)


def _problem(table: DictionaryTable, row: DictionaryRow, column: str, what: str, remedy: str) -> Problem:
    return Problem(table.name, what, remedy, line=row.line, field=table.headings.get(column, ""))


def _shortened(written: str) -> str:
    return written if len(written) <= 40 else f"{written[:40]}…"
