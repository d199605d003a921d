"""What the study's dictionary did: what the words that its entries met are, and which met or change nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TypeAlias

import polars as pl
from rich.text import Text

from flows.dictionary_files import Files, read_files
from flows.word_layout import INDENT, Column, Manner, heading, table_lines
from tasks.errors import Problem, StudyInvalid
from tasks.language.tokenizer import Kind, SpokenTokenizer
from tasks.lexicon.annotation import SAID
from tasks.lexicon.bound_words import join_forms
from tasks.lexicon.study_dictionary import Entry, Expression, StudyDictionary, parse_dictionary

_NEVER_SHOWN = 100
_WRITTEN_BY_HAND = 2000
"""Entries of a file up to which each is told; IRaMuTeQ's dictionaries hold tens of thousands that no study says."""

Key: TypeAlias = tuple[str, str]
"""A form and the reading that the entry is limited to; the words of an expression and nothing."""
Made: TypeAlias = tuple[str, str, str]
"""Lemma, category and status of tokens."""

_SHUT: frozenset[Kind] = frozenset({"placeholder", "event", "punctuation"})
"""What no line of a dictionary changes."""
_HALF: frozenset[Kind] = frozenset({"hesitation", "false_start"})


@dataclass(slots=True)
class Places:
    """Where the words of an entry stand."""

    made: Counter[Made] = field(default_factory=Counter)
    """What the words that it speaks of are now → occurrences."""
    kinds: set[str] = field(default_factory=set)
    """What they were read as."""


@dataclass(frozen=True, slots=True)
class Use:
    """One entry or expression, the file that it holds from, and the words of interviewees that it met."""

    said: Entry | Expression
    file: str
    places: Places
    shut: Mapping[str, int]
    """Kind → occurrences of the form that no dictionary speaks of: masked ones, events, signs."""

    @property
    def n_occurrences(self) -> int:
        """Words that it speaks of; masked ones are none."""
        return self.places.made.total()

    @property
    def form(self) -> str:
        """As it is written, with the reading that it is limited to."""
        if isinstance(self.said, Expression):
            return join_forms(self.said.words)
        return f"{self.said.form} ({self.said.when})" if self.said.when else self.said.form


def dictionary_files(root: Path, names: Sequence[str]) -> Files:
    """Name and content of the dictionary's files; raises StudyInvalid with every one that cannot be read."""
    problems: list[Problem] = []
    files = read_files(root, names, problems)
    if problems:
        raise StudyInvalid(problems)
    return files


def dictionary_use(files: Sequence[tuple[str, bytes]], forms: pl.DataFrame, expressions: pl.DataFrame) -> list[Use]:
    """Every entry and expression of the dictionary with its occurrences, the most frequent first.

    Args:
        files: name and content of each file, in the order of the study's settings.
        forms: ``read_forms``.
        expressions: ``fixed_expressions``.

    Raises:
        StudyInvalid: a file cannot be read as a dictionary.
    """
    read = [(name, parse_dictionary([(name, data)])) for name, data in files]
    whole = StudyDictionary(
        (entry for _, dictionary in read for entry in _entries(dictionary)),
        (found for _, dictionary in read for found in _expressions(dictionary)),
    )
    holder = {_key(said): name for name, dictionary in read for said in _everything(dictionary)}
    met = _met_places(whole, forms, expressions)
    shut = _shut_places(forms)
    uses = [
        Use(said, holder[key], met.get(key, Places()), shut.get(key[0], {}))
        for said in _everything(whole)
        for key in (_key(said),)
    ]
    return sorted(uses, key=lambda use: (-use.n_occurrences, use.form))


def _met_places(whole: StudyDictionary, forms: pl.DataFrame, expressions: pl.DataFrame) -> Mapping[Key, Places]:
    met: defaultdict[Key, Places] = defaultdict(Places)
    columns = ("form", "pos", "kind", "lemma", "category", "status", "n_occurrences")
    for form, pos, kind, *made, n in forms.select(columns).iter_rows():
        entry = whole.find(form, pos) if kind in SAID else None
        if entry is not None:
            met[_key(entry)].made[made[0], made[1], made[2]] += n
            met[_key(entry)].kinds.add(kind)
    for words, *made, n in expressions.select("words", "expression", "category", "status", "n_occurrences").iter_rows():
        met[words, ""].made[made[0], made[1], made[2]] += n
    return met


def _shut_places(forms: pl.DataFrame) -> Mapping[str, Mapping[str, int]]:
    shut: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for form, kind, n in forms.filter(~pl.col("kind").is_in(SAID)).select("form", "kind", "n_occurrences").iter_rows():
        shut[form][kind] += n
    return shut


def _key(said: Entry | Expression) -> Key:
    return (said.form, said.when) if isinstance(said, Entry) else (" ".join(said.words), "")


def _everything(dictionary: StudyDictionary) -> Iterator[Entry | Expression]:
    return chain(_entries(dictionary), _expressions(dictionary))


def _entries(dictionary: StudyDictionary) -> Iterator[Entry]:
    return chain.from_iterable(dictionary.entries.values())


def _expressions(dictionary: StudyDictionary) -> Iterator[Expression]:
    return chain.from_iterable(dictionary.expressions.values())


def idle_kind(use: Use, tokenizer: SpokenTokenizer) -> str | None:
    """Why the line, or its status, can have no effect: ``number``, ``hesitation`` or a kind that is no word."""
    said, kinds = use.said, {*use.places.kinds}
    if not use.n_occurrences:
        kinds = {*use.shut} or _kinds_of(use.form if isinstance(said, Expression) else said.form, tokenizer)
        if shut := sorted(kinds & _SHUT):
            return shut[0]
    if said.status != "active":
        return None
    words = said.words if isinstance(said, Expression) else (said.form,)
    if any(map(str.isdigit, "".join((said.lemma, *words)))):
        return "number"
    if isinstance(said, Entry) and kinds == {"number"} and said.category in ("", "number"):
        return "number"
    return "hesitation" if isinstance(said, Entry) and kinds and kinds <= _HALF and not said.category else None


def _kinds_of(form: str, tokenizer: SpokenTokenizer) -> set[str]:
    """Kinds of the pieces of a form that nobody says; what stands whole in brackets is a placeholder."""
    pieces = tokenizer.cut(form)
    is_placeholder = len(pieces) > 1 and form.startswith("[") and form.endswith("]")
    return {"placeholder"} if is_placeholder else {piece.kind for piece in pieces}


def dictionary_lines(uses: Sequence[Use], most: int, manner: Manner) -> Iterator[str | Text]:
    """What the dictionary did, file by file, and entry by entry where a person wrote them."""
    yield heading(manner.say("dictionary"))
    by_file: dict[str, list[Use]] = {}
    for use in uses:
        by_file.setdefault(use.file, []).append(use)
    yield from _files(by_file, manner)
    own = [use for several in by_file.values() if len(several) <= _WRITTEN_BY_HAND for use in several]
    own.sort(key=lambda use: (-use.n_occurrences, use.form))
    met = [use for use in own if use.n_occurrences]
    if met:
        yield ""
        shown, n = (manner.numbers.whole(min(len(met), limit)) for limit in (most, len(met)))
        yield heading(manner.say("dictionary_met", shown=shown, n=n))
        yield from _met(met[:most], manner)
    tokenizer = SpokenTokenizer()
    idle = [(use, kind) for use in own if (kind := idle_kind(use, tokenizer))]
    if idle:
        yield ""
        yield heading(manner.say("dictionary_idle"))
        yield from _idle(idle, manner)
    told = {use.form for use, _ in idle}
    never = [use.form for use in own if not use.n_occurrences and use.form not in told]
    if never:
        yield ""
        yield heading(manner.say("dictionary_never"))
        yield INDENT + ", ".join(never[:_NEVER_SHOWN]) + (" …" if len(never) > _NEVER_SHOWN else "")


def _files(by_file: Mapping[str, Sequence[Use]], manner: Manner) -> list[str]:
    numbers = ("entries", "met", "occurrences")
    columns = [
        Column(manner.say("head_file")),
        *(Column(manner.say(f"head_{name}"), is_number=True) for name in numbers),
    ]
    rows = [
        [
            file,
            manner.numbers.whole(len(several)),
            manner.numbers.whole(sum(use.n_occurrences > 0 for use in several)),
            manner.numbers.whole(sum(use.n_occurrences for use in several)),
        ]
        for file, several in sorted(by_file.items())
    ]
    return table_lines(columns, rows, manner.width)


def _met(uses: Sequence[Use], manner: Manner) -> list[str]:
    columns = [
        Column(manner.say("head_entry")),
        Column(manner.say("head_occurrences"), is_number=True),
        Column(manner.say("head_reading"), is_flexible=True),
    ]
    rows = [[use.form, manner.numbers.whole(use.n_occurrences), _made(use.places.made, manner)] for use in uses]
    return table_lines(columns, rows, manner.width)


def _idle(found: Sequence[tuple[Use, str]], manner: Manner) -> list[str]:
    columns = [
        Column(manner.say("head_entry")),
        Column(manner.say("head_occurrences"), is_number=True),
        Column(manner.say("head_why"), is_flexible=True),
    ]
    rows = [
        [use.form, manner.numbers.whole(use.n_occurrences or sum(use.shut.values())), manner.say(f"idle_{kind}")]
        for use, kind in found
    ]
    return table_lines(columns, rows, manner.width)


def _made(made: Counter[Made], manner: Manner) -> str:
    """``visio, noun, active``; of words that are several things, how often each, the most frequent first."""
    ordered = sorted(made.items(), key=lambda pair: (-pair[1], pair[0]))
    texts = [
        ", ".join((lemma, manner.category(category), manner.say(f"status_{status}")))
        for (lemma, category, status), _ in ordered
    ]
    if len(texts) == 1:
        return texts[0]
    return " · ".join(f"{manner.numbers.whole(n)} {text}" for text, (_, n) in zip(texts, ordered, strict=True))
