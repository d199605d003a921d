"""Discourse particles of spoken French, told from their homographs by what stands around them.

A particle here is a word or a fixed expression that manages talk and adds nothing to what is asserted: it opens,
closes or hedges a turn, asks for attention, or takes up what was said to put it otherwise. The classes are those of the
literature on French (C. Chanet 2003 on *bon, quoi, enfin* in large corpora; G. Dostie 2004, 2017; C. Rossari 1994 on
reformulation; M.-B. Mosegaard Hansen 1998); the treebanks of spoken French call most of them ``discourse``. Decisions:

- punctuation of talk: *ben, bah, bon, hein, quoi, voilà, bref, enfin, genre, machin, allez, ok, d'accord*, *alors*
  where a turn begins, *après* that there limits what was said (*après, c'est vrai*);
- calls to the listener: *tu vois, tu sais, écoute, tiens, dis donc, n'est-ce pas*, and their forms with *vous*;
- hedges: *on va dire, je dirais, si tu veux, comment dire, disons, entre guillemets, à la limite, quand même*;
- reformulation: *en fait, du coup, enfin, bref, en gros, c'est-à-dire, je veux dire, au fait, pour le coup, de toute
  façon, en tout cas* (*du coup* and *de toute façon* link clauses too; in speech they mostly resume talk);
- ends of lists: *et tout, et tout ça, et machin*.

No particles: answers (*oui, ouais, non, merci, tout à fait*), cries (*ah, oh, zut*), connectives that carry a relation
(*donc, mais, parce que, par contre, d'ailleurs, puis, finalement*, and inside a turn *alors, après*), verbs of opinion
(*je pense, je crois*), *là*, *etc*.

Where a form may be something else, doubt goes against the particle. Parts of speech are used, never punctuation alone:
transcripts often have none. *Tu* and *vous* stay apart in lemmas; spoken spellings do not (*t'sais* is *tu sais*).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.language import particle_rules as rules
from tasks.language.particle_rules import Rule
from tasks.language.reading import Word
from tasks.language.surroundings import Around


@dataclass(frozen=True, slots=True)
class Particle:
    """A discourse particle in a turn."""

    start: int
    """Place of its first word in the list."""
    stop: int
    """One past its last word."""
    lemma: str


def find_particles(words: Sequence[Word]) -> list[Particle]:
    """The discourse particles of a turn, in order, without overlap; of those that begin together the longest."""
    return list(_found(words))


def _found(words: Sequence[Word]) -> Iterator[Particle]:
    place = 0
    while place < len(words):
        particle = _at(words, place)
        if particle:
            yield particle
        place = particle.stop if particle else place + 1


def _at(words: Sequence[Word], place: int) -> Particle | None:
    for forms, lemma, rule in _BY_FIRST.get(words[place].piece.form, ()):
        stop = place + len(forms)
        same = len(words) >= stop and all(words[place + k].piece.form == form for k, form in enumerate(forms))
        if same and rule(Around(words, place, stop)):
            return Particle(place, stop, lemma)
    return None


def _same(rule: Rule, forms: str) -> list[tuple[tuple[str, ...], str, Rule]]:
    return [_entry(form, form, rule) for form in forms.split("|")]


def _entry(form: str, lemma: str, rule: Rule) -> tuple[tuple[str, ...], str, Rule]:
    return tuple(form.split()), _spelling(lemma), rule


def _spelling(form: str) -> str:
    """As it is written: *d' accord* -> *d'accord*, *n' est -ce pas* -> *n'est-ce pas*."""
    return " ".join(form.split()).replace("' ", "'").replace(" -", "-")


def _under(rule: Rule, lemma: str, forms: str) -> list[tuple[tuple[str, ...], str, Rule]]:
    return [_entry(form, lemma, rule) for form in forms.split("|")]


_ENTRIES = [
    *_same(rules.is_always, "ben|bah|beh|hein|entre guillemets|tu vois ce que je veux dire"),
    *_same(rules.is_always, "vous voyez ce que je veux dire|si je puis dire|comment dirais -je|dirons -nous"),
    *_under(rules.is_always, "ben", "bin|bein|b'en"),
    *_under(rules.is_always, "eh bien", "eh bien|hé bien"),
    *_under(rules.is_always, "eh ben", "eh ben|hé ben|eh bah|hé bah"),
    *_under(rules.is_always, "c'est-à-dire", "c'est-à-dire|c' est à dire|càd|c-à-d|c.-à-d."),
    *_under(rules.is_always, "ah bon", "ah bon"),
    *_under(rules.is_bon, "bon", "bon"),
    *_under(rules.is_quoi, "quoi", "quoi"),
    *_under(rules.is_voila, "voilà", "voilà|v'là|voila|voilou"),
    *_under(rules.is_enfin, "enfin", "enfin|'fin|~fin|~enfin|m'enfin"),
    *_same(rules.is_alors, "alors"),
    *_same(rules.is_apres, "après"),
    *_same(rules.is_genre, "genre"),
    *_same(rules.is_machin, "machin"),
    *_same(rules.is_bref, "bref"),
    *_same(rules.is_call, "écoute|écoutez|tiens|tenez|regarde|regardez"),
    *_same(rules.is_allez, "allez"),
    *_same(rules.is_tell, "tu vois|vous voyez|tu sais|vous savez|tu comprends|vous comprenez"),
    *_under(rules.is_tell, "tu vois", "t' vois"),
    *_under(rules.is_tell, "tu sais", "t' sais"),
    *_same(rules.is_will, "si tu veux|si vous voulez|si on veut|si l'on veut"),
    *_same(rules.is_say, "on va dire|je veux dire|je dirais|j' allais dire|on peut dire"),
    *_under(rules.is_say, "je veux dire", "j' veux dire"),
    *_under(rules.is_say, "je dirais", "j' dirais"),
    *_same(rules.is_how, "comment dire"),
    *_same(rules.is_disons, "disons"),
    *_same(rules.is_en_fait, "en fait"),
    *_same(rules.is_du_coup, "du coup"),
    *_same(rules.is_not_before_of, "à la limite|pour le coup"),
    *_same(rules.is_au_fait, "au fait"),
    *_same(rules.is_en_gros, "en gros"),
    *_under(rules.is_not_before_of, "en tout cas", "en tout cas|en tous cas"),
    *_under(rules.is_always, "de toute façon", "de toute façon|de toutes façons|t'façon|d'façon|tfaçon|d' toute façon"),
    *_under(rules.is_always, "de toute manière", "de toute manière|de toutes manières"),
    *_under(rules.is_agreement, "d'accord", "d' accord|dac|d'ac|daccord|d'acc"),
    *_under(rules.is_agreement, "ok", "ok|okay|oké|o.k."),
    *_same(rules.is_list_end, "et tout|et machin|n' est -ce pas"),
    *_same(rules.is_all_that, "et tout ça"),
    *_same(rules.is_still, "quand même"),
    *_same(rules.is_not_said, "dis donc|dites donc"),
]


def _by_first() -> dict[str, list[tuple[tuple[str, ...], str, Rule]]]:
    first: dict[str, list[tuple[tuple[str, ...], str, Rule]]] = {}
    for entry in sorted(_ENTRIES, key=lambda entry: -len(entry[0])):
        first.setdefault(entry[0][0], []).append(entry)
    return first


_BY_FIRST = _by_first()
