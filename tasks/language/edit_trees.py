"""spaCy's lemmatizer by edit trees, on folded forms: capitals and typographic apostrophes hide nothing from it.

Method: Müller, T., Cotterell, R., Fraser, A. & Schütze, H. (2015). Joint lemmatization and morphological tagging with
Lemming. *EMNLP*, 2268-2274; as ``spacy.pipeline.EditTreeLemmatizer`` does it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model, SequenceCategoricalCrossentropy
from thinc.types import Floats2d

from tasks.language.tokenizer import fold_form

FACTORY = "miroir_edit_trees"
NO_TREE = -1
_LEMMATISED = frozenset({"NOUN", "VERB", "ADJ", "ADV", "AUX", ""})
"""Parts of speech whose lemmas are learnt; a word that has none yet may be any."""

Guesses = Any
"""Tree numbers of the words of a document, as spaCy hands them on: a NumPy array of one dimension."""


class FoldedEditTrees(EditTreeLemmatizer):
    """Edit trees from folded form to lemma; where none fits, the folded form. Lemmas stand in lower case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on to spaCy's own
        super().__init__(*args, **kwargs)
        self._lemmas: dict[tuple[int, str], str | None] = {}

    def get_loss(self, examples: Iterable[Example], scores: list[Floats2d]) -> tuple[float, list[Floats2d]]:
        """Cross entropy over the trees; words without a lemma, or whose tree is rare, teach nothing."""
        truths = [
            [self._label(token.text, lemma) for token, lemma in zip(example.predicted, _lemmas(example), strict=True)]
            for example in examples
        ]
        gradients, loss = SequenceCategoricalCrossentropy(normalize=False, missing_value=-1)(scores, truths)
        return float(loss), gradients

    def predict(self, docs: Iterable[Doc]) -> list[Guesses]:
        """For each word the first of the ``top_k`` likeliest trees that fits it, -1 where none does."""
        docs = list(docs)
        if not any(len(doc) for doc in docs):
            return [np.zeros(0, dtype=np.int64) for _ in docs]
        return [self._guesses(doc, scores) for doc, scores in zip(docs, self.model.predict(docs), strict=True)]

    def _guesses(self, doc: Doc, scores: Floats2d) -> Guesses:
        table = np.asarray(scores, dtype=np.float32)
        labels = self.cfg["labels"]
        likeliest = table.argmax(axis=1).tolist()
        chosen = np.full(len(doc), NO_TREE, dtype=np.int64)
        for place, token in enumerate(doc):
            if token.pos_ not in _LEMMATISED:
                continue
            form = fold_form(token.text)
            tree = labels[likeliest[place]]
            if self._applied(tree, form) is None:
                tree = self._next_best(table[place], form)
            chosen[place] = tree
        return chosen

    def _next_best(self, scores: NDArray[np.float32], form: str) -> int:
        ranked = np.argsort(-scores, kind="stable")[1 : self.top_k]
        fitting = (self.cfg["labels"][label] for label in ranked)
        return next((tree for tree in fitting if self._applied(tree, form) is not None), NO_TREE)

    def _applied(self, tree: int, form: str) -> str | None:
        """What a tree makes of a form; remembered, as words recur."""
        known = self._lemmas.get((tree, form), "")
        if known == "":
            known = self._lemmas[tree, form] = self.trees.apply(tree, form)
        return known

    def set_annotations(self, docs: Iterable[Doc], batch_tree_ids: list[Guesses]) -> None:
        """Write the lemmas."""
        for doc, trees in zip(docs, batch_tree_ids, strict=True):
            for token, tree in zip(doc, trees, strict=True):
                form = fold_form(token.text)
                token.lemma_ = (form if tree == NO_TREE else self._applied(int(tree), form)) or form

    def _label(self, text: str, lemma: str | None) -> int:
        if not lemma:
            return -1
        return int(self.tree2label.get(self.trees.add(fold_form(text), lemma.lower()), -1))

    def _pair2label(self, form: str, lemma: str, add_label: bool = False) -> int | None:
        label: int | None = super()._pair2label(fold_form(form), lemma.lower(), add_label)  # type: ignore[no-untyped-call]
        return label

    def _labels_from_data(self, get_examples: Callable[[], Iterable[Example]]) -> None:
        """One label for each tree that ``min_tree_freq`` words of the examples need, in the order of their coming."""
        pairs = Counter(
            (fold_form(token.text), token.lemma_.lower())
            for example in get_examples()
            for token in example.reference
            if token.lemma != 0
        )
        counted: Counter[int] = Counter()
        shown: dict[int, tuple[str, str]] = {}
        vocab = Vocab()
        trees = type(self.trees)(vocab.strings)
        for (form, lemma), count in pairs.items():
            tree = trees.add(form, lemma)
            counted[tree] += count
            shown.setdefault(tree, (form, lemma))
        for tree, count in counted.items():
            if count >= self.min_tree_freq:
                self._pair2label(*shown[tree], add_label=True)


def _lemmas(example: Example) -> list[str | None]:
    lemmas: list[str | None] = example.get_aligned("LEMMA", as_string=True)
    return lemmas


def create_edit_trees(
    nlp: Language, name: str, model: Model[list[Doc], list[Floats2d]], min_tree_freq: int, top_k: int
) -> FoldedEditTrees:
    """Factory of the component ``miroir_edit_trees``."""
    return FoldedEditTrees(
        nlp.vocab, model, name, backoff=None, min_tree_freq=min_tree_freq, overwrite=True, top_k=top_k
    )


Language.factory(
    FACTORY, assigns=["token.lemma"], default_config={"min_tree_freq": 2, "top_k": 3}, func=create_edit_trees
)
