"""Examples for the name recogniser: Wikinews, treebanks, sentences with slots. spaCy knows it as ``miroir.Names.v1``.

What is given is a stream: every call writes the same material anew, so training must run with ``max_epochs = -1``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from spacy.language import Language
from spacy.training import Example

from tasks.language.training.name_augmenters import NameWriting, hesitate, opened, rewrite_names, swap_names
from tasks.language.training.name_insertion import insert_name, raw_parts
from tasks.language.training.name_parts import Label, Part, example_of, tidy
from tasks.language.training.name_slots import entries, split_article
from tasks.language.training.name_templates import sentences
from tasks.language.training.treebanks import Sentence, read_treebank
from tasks.language.training.winer import read_winer

LONGEST_TURN = 4
"""Sentences in one text at most."""
NEGATIVES = 4
"""Times that each sentence without names is said for each pass."""
INSERTED = 0.5
"""Share of the treebanks' sentences that a name is put into at each pass, where one can stand."""
_WRITTEN = 0.4
"""Share of the paragraphs of written text that a pass uses."""


def create_names_reader(
    winer: str,
    months: list[str],
    treebanks: str,
    banks: list[str],
    *,
    seed: int,
    augment: bool,
    each: int = 10,
    writing: Mapping[str, float] | None = None,
) -> Callable[[Language], Iterator[Example]]:
    """Examples of ``months`` of WiNER-fr, of the treebanks and of the templates (``each`` sentences of each a pass).

    Without ``augment``, the paragraphs of the months as they are, and nothing else.
    """
    paragraphs = read_winer(Path(winer), months)
    known = known_names()
    spoken = [read_treebank(Path(treebanks) / f"{bank}.conllu") for bank in banks]
    random = Random(seed)  # noqa: S311 - no secret
    ways = NameWriting(**(writing or {}))

    def read(nlp: Language) -> Iterator[Example]:
        if not augment:
            yield from (example_of(nlp, parts) for parts in paragraphs)
            return
        for parts in one_pass(paragraphs, spoken, known, each, ways, random):
            yield example_of(nlp, parts)

    return read


def one_pass(
    paragraphs: Sequence[list[Part]],
    spoken: Sequence[Sequence[Sentence]],
    known: Mapping[str, Label],
    each: int,
    ways: NameWriting,
    random: Random,
) -> Iterator[list[Part]]:
    """All texts of a pass in random order, written anew."""
    said = [*sentences(random, each), *sentences(random, NEGATIVES, ("negatives",))]
    random.shuffle(said)
    texts = [swap_names(parts, ways, random) for parts in paragraphs if random.random() < _WRITTEN]
    texts += turns([hesitate(parts, ways, random) for parts in said], random)
    for bank in spoken:
        said = [_with_name(sentence, known, random) or sentence_parts(sentence, known) for sentence in bank]
        texts += turns([swap_names(parts, ways, random) for parts in said], random)
    random.shuffle(texts)
    for parts in texts:
        rewritten = rewrite_names(parts, ways, random)
        if rewritten:
            yield rewritten


def _with_name(sentence: Sentence, known: Mapping[str, Label], random: Random) -> list[Part] | None:
    return insert_name(sentence, known, random) if random.random() < INSERTED else None


def turns(said: Sequence[list[Part]], random: Random) -> list[list[Part]]:
    """Sentences put together to turns: one after the other, with a full stop, a comma or nothing between them."""
    found: list[list[Part]] = []
    at = 0
    while at < len(said):
        length = random.randint(1, LONGEST_TURN)
        capitals = random.random() < 0.5
        joint = random.choice((" ", ", ", " et ", " "))
        turn: list[Part] = []
        for sentence in said[at : at + length]:
            turn += [*(opened(sentence) if capitals else sentence), Part(" " if capitals else joint)]
        found.append(tidy(turn[:-1]))
        at += length
    return found


def known_names() -> dict[str, Label]:
    """Names of the lists → label, where only one of them has it."""
    labels: dict[str, set[Label]] = {}
    for label, lists in (("PER", ("first_names",)), ("LOC", ("towns", "regions", "countries")), ("ORG", ("firms",))):
        for name in (split_article(entry)[1] for list_name in lists for entry in entries(list_name)):
            labels.setdefault(name, set()).add(label)  # type: ignore[arg-type]
    return {name: next(iter(found)) for name, found in labels.items() if len(found) == 1}


def sentence_parts(sentence: Sentence, known: Mapping[str, Label]) -> list[Part]:
    """A sentence of a treebank: proper nouns that the lists know are names, other words with a capital are unknown.

    Treebanks tell proper nouns, not what they name; what cannot be told teaches nothing rather than something wrong.
    """
    return tidy(raw_parts(sentence, known))


def reader_names() -> dict[str, Any]:
    """The registered names, for a test that the entry points name them."""
    return {"miroir.Names.v1": create_names_reader}
