"""One pipeline of the trained parts, without a word of what they were trained on but those that the edit trees hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from tasks.language.versions import OWN_PIPELINE

SOURCES = (
    {"name": "UD_French-ParisStories", "url": "https://universaldependencies.org", "license": "CC BY-SA 4.0"},
    {"name": "UD_French-Rhapsodie", "url": "https://universaldependencies.org", "license": "CC BY-SA 4.0"},
    {"name": "UD_French-Sequoia", "url": "https://universaldependencies.org", "license": "LGPL-LR"},
    {"name": "UD_French-GSD", "url": "https://universaldependencies.org", "license": "CC BY-SA 4.0"},
    {
        "name": "WiNER-fr",
        "url": "https://github.com/YoannDupont/WiNER-fr",
        "license": "annotations CC BY 4.0, text CC BY 2.5",
    },
)


def assemble(tagger: Path, names: Path | None, target: Path, *, version: str) -> None:
    """Join the trained tagger and name recogniser into the pipeline ``target``, which holds no vocabulary."""
    nlp = spacy.load(tagger)
    if names is not None:
        nlp.add_pipe("ner", source=spacy.load(names))
    nlp.add_pipe("miroir_lemma_vote", name="lemma_vote")
    nlp.meta.update(
        name=OWN_PIPELINE.removeprefix("fr_"),
        version=version,
        description="French as it is spoken: parts of speech, lemmas by vote, names. Trained by the project Miroir.",
        license="CC BY-SA 4.0 (with material under LGPL-LR, see NOTICE)",
        sources=list(SOURCES),
        performance={},
    )
    nlp.config["paths"] = dict.fromkeys(nlp.config.get("paths", {}))
    needed = sorted(set(_needed_strings(nlp)))
    nlp.to_disk(target)
    _write_json(target / "vocab" / "strings.json", needed)
    _forget_training(target)


def _needed_strings(nlp: Language) -> Iterator[str]:
    """Labels, and the letters that edit trees exchange: what the parts cannot be loaded without."""
    for name, component in nlp.pipeline:
        if name == "edit_trees":
            for tree in component.label_data["trees"]:  # type: ignore[attr-defined]
                yield from _tree_strings(tree)
        elif hasattr(component, "labels"):
            yield from (label for label in component.labels if isinstance(label, str))


def _tree_strings(tree: dict[str, Any]) -> Iterable[str]:
    return (tree[part] for part in ("orig", "subst") if part in tree)


def _forget_training(target: Path) -> None:
    """Paths of the machine that trained have no place in the configuration."""
    path = target / "config.cfg"
    config = spacy.util.load_config(path)
    config["corpora"] = {}
    config["training"] = {"train_corpus": "corpora.train", "dev_corpus": "corpora.dev"}
    config["initialize"] = {}
    config.to_disk(path)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
