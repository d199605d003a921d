"""Where French words are cut that are written together: elisions, clitics after a verb, and words that stay whole."""

from __future__ import annotations

from tasks.language.closed_classes import words
from tasks.language.spoken_forms import UNCUT_FORMS

ELISIONS = words(
    """
    j' t' qu' l' d' s' m' n' c' y' c't' jusqu' lorsqu' puisqu' quoiqu' presqu' quelqu'
    entr' ç' i' pasqu' parc'qu'
    """
)
"""What the tokenizer cuts before a letter. *quelqu'un* and the words of ``WHOLE_WORDS`` stay whole."""

WHOLE_WORDS = UNCUT_FORMS | words(
    """
    quelqu'un quelqu'une c'est-à-dire presqu'île presqu'îles entr'aider entr'ouvert entr'ouverte entr'ouvrir
    entr'acte
    """
)
"""Words with an elision inside that stay one token."""

CLITICS_AFTER_VERB = words("ce t il elle on ils elles je tu nous vous moi toi lui leur le la les y en là ci iel iels")
"""What the tokenizer cuts after a hyphen."""

WHOLE_HYPHENATED = words(
    """
    celui-ci celui-là celle-ci celle-là ceux-ci ceux-là celles-ci celles-là rendez-vous peut-être
    là-bas là-haut là-dedans là-dessus là-dessous vis-à-vis jusque-là au-delà de-là par-là par-ci ici-là
    chez-moi chez-soi chez-nous cessez-le-feu garde-à-vous savoir-être
    """
)
"""Words that end like a verb with its clitic and stay one token."""
