"""The model card: what the pipeline is, what it was trained on, and its figures beside those of the dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from tasks.language.training.baselines import dictionary_path, simplemma_alone, spacy_lookups
from tasks.language.training.figures import Figures, Measured, measure_reader
from tasks.language.training.treebanks import Sentence

_NAMES = {
    "parisstories-dev": "ParisStories (speech)",
    "rhapsodie-dev": "Rhapsodie (speech)",
    "sequoia-dev": "Sequoia (written)",
}
_UNTOLD = ("content", "pos", "pos_words")
"""What the lookups by form alone do not tell."""


def model_card(figures: Figures, banks: Mapping[str, Sequence[Sentence]], folder: Path) -> str:
    """The card as Markdown."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return _TEXT.format(
        version=figures["version"],
        size=f"{size / 1e6:.1f}",
        seeds=", ".join(map(str, figures["seeds"])),
        shipped=figures["shipped_seed"],
        packages=", ".join(f"{name} {version(name)}" for name in ("spacy", "thinc", "spacy-lookups-data", "simplemma")),
        spread="\n".join(_spread_rows(figures)),
        names="\n".join(
            f"| {writing} | {told['strict']:.1f} | {told['untyped']:.1f} | {told['false']:.1f} |"
            for writing, told in figures["names"].items()
        ),
        table="\n".join(comparison_rows(figures["shipped"], banks)),
    )


def _spread_rows(figures: Figures) -> Iterator[str]:
    for bank, writings in figures["spread"].items():
        for writing, measures in writings.items():
            cells = (f"{mean:.2f} ({low:.2f}-{high:.2f})" for mean, low, high in measures.values())
            yield f"| {_NAMES[bank]} | {writing} | " + " | ".join(cells) + " |"


def comparison_rows(shipped: Measured, banks: Mapping[str, Sequence[Sentence]]) -> Iterator[str]:
    """Rows of a Markdown table: the pipeline in place beside the dictionaries, as written."""
    others = {
        "spaCy's lookup table": (measure_reader(spacy_lookups(), banks), _UNTOLD),
        "simplemma": (measure_reader(simplemma_alone(), banks), _UNTOLD),
        'dictionaries and rules (`pipeline = "dictionary"`)': (measure_reader(dictionary_path(), banks), ()),
        "**fr_oral_sm**": (shipped, ()),
    }
    for name, (measured, untold) in others.items():
        cells = (
            "–" if measure in untold else f"{measured[bank]['as written'][measure]:.1f}"
            for bank in banks
            for measure in ("lemma", "content", "pos")
        )
        yield f"| {name} | " + " | ".join(cells) + " |"


_TEXT = """\
# fr_oral_sm, version {version}

A spaCy pipeline for French as it is spoken and transcribed: parts of speech (Universal), lemmas by vote, names.
{size} MB. Trained by this project with `make model` ({packages}); seeds {seeds}, of which {shipped} is the one in
place.

## What it is for

Transcribed interviews: turns of conversation, with or without capitals and punctuation, straight or typographic
apostrophes, hesitations, repetitions, cut words. It reads written French too, a little less well than pipelines made
for it. It does not split sentences, and its morphology is empty.

## How it works

Words are cut by Miroir's tokenizer. What dictionaries and rules of context say of each word
(`tasks/language/word_classes.py`) enters the network beside the word itself: a hash embedding of norm, first letter,
last three letters, shape and class (width 96), four layers of windows of three words, shared by the tagger and the
lemmatizer by edit trees; `ner` has its own. The lemma is voted by spaCy's tables, simplemma and the edit trees
(`tasks/language/lemma_vote.py`). Training rewrites the treebanks at every pass: lower case, no punctuation, sentences
opened with capitals, repetitions, marks of cut words (`tasks/language/training/augmenters.py`).

## Figures

Percent of gold words, on the development splits, on the text itself: Miroir's tokenizer cuts it, and a word cut
otherwise than the treebank cuts it counts as wrong. *Lemma*: content words (NOUN, VERB, ADJ, ADV) with the right
lemma. *Content*: words rightly told to be a content word or none. *POS*: words and punctuation marks; *POS, words*:
words alone. *Cut*: words cut as in the treebank. Standard error 0.1 to 0.3 point.

Over the seeds: mean (lowest-highest).

| treebank | writing | lemma | content | POS | POS, words | cut |
|---|---|---|---|---|---|---|
{spread}

Beside the dictionaries, as written: lemma, content, POS on ParisStories; on Rhapsodie; on Sequoia. The rules of the
dictionary path were written with the development splits at hand, and the pipeline sees what they say.

| | lemma | content | POS | lemma | content | POS | lemma | content | POS |
|---|---|---|---|---|---|---|---|---|---|
{table}

`make bench` prints this table for the pipeline in place, with IRaMuTeQ's dictionary where that is at hand.

Names: F on two months of WiNER-fr (2017/09 and 10) kept from training, by the recogniser alone, spans and types, then
spans whatever the type; false names a thousand words of the spoken treebanks' sentences without a proper noun, by
recogniser and tagger together (`tasks/language/names.py`). Speech is not news: `tests/language/test_names_spoken.py`
holds the share of names found in invented interviews to floors.

| writing | F | F, untyped | false names per 1,000 words |
|---|---|---|---|
{names}

## Data and licences

| data | licence | used for |
|---|---|---|
| UD French-ParisStories, train (dev to choose) | CC BY-SA 4.0 | parts of speech, lemmas; name-free speech |
| UD French-Rhapsodie, train (dev to choose) | CC BY-SA 4.0 | parts of speech, lemmas; name-free speech |
| UD French-Sequoia, train | LGPL-LR | parts of speech, lemmas |
| UD French-GSD, dev | CC BY-SA 4.0 | parts of speech, lemmas |
| WiNER-fr, 2016 and 2017 | annotations CC BY 4.0, text CC BY 2.5 | names |
| lists of names and sentences with slots (`tasks/language/training/data`) | MIT, with the code | names |

The weights are under CC BY-SA 4.0 with the NOTICE beside this card, apart from the licence of the code. They hold no
text of the treebanks: words enter by their hash; the edit trees hold the letters that forms and lemmas exchange.

## Limits

- Trained on some 125,000 words. Rare words are read by what the dictionaries say of them.
- Types of names are less sure than that something is a name; in lower case without punctuation fewer are found.
- Regional and learner's French, and transcription by sound, were not measured.
"""
