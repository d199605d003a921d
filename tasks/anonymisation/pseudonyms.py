"""Give each person, place and organisation the name under which it is read.

A person gets a first name of the same gender and of the years of birth (*cohort*) of the person, as Coulmont advises
(https://coulmont.com/blog/2012/10/), never one that somebody of the corpus bears. Which one it is depends on the seed
and on the order of the identities, never on the real name: nothing can be recomputed from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from tasks.anonymisation.folding import folded

FIXED_TAGS = {
    "phone": "[Téléphone]",
    "email": "[Courriel]",
    "url": "[Lien]",
    "address": "[Adresse]",
    "number": "[Numéro]",
    "date": "[Date]",
}
"""What stands for every mention of a kind whose mentions need not be told apart."""

NUMBERED_TAGS = {"place": "Ville", "organisation": "Organisation"}
"""Word of the tag of a kind whose identities are told apart: ``[Ville 1]``."""

TAG = re.compile(r"\[(?:(?:Ville|Organisation) \d{1,9}|Téléphone|Courriel|Lien|Adresse|Numéro|Date)\]")
"""Any tag that masking writes."""

GENDERS = ("f", "m", "neutral")


@dataclass(frozen=True, slots=True)
class Identity:
    """Someone or something to be named otherwise."""

    identity: str
    kind: str
    gender: str = ""
    """``f``, ``m`` or empty."""
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class PseudonymLists:
    """First names by gender (``f``, ``m``, ``neutral``) and by first year of the cohort, cohorts in order of time."""

    names: Mapping[str, Mapping[int, tuple[str, ...]]]

    def nearest_cohorts(self, gender: str, birth_year: int | None) -> list[int]:
        """Give the cohorts of a gender, the person's own first, then the nearest (of two as near, the older)."""
        cohorts = sorted(self.names[gender])
        if birth_year is None:
            # People of working age: the middle cohort surprises least.
            own = cohorts[len(cohorts) // 2]
        else:
            own = max((cohort for cohort in cohorts if cohort <= birth_year), default=cohorts[0])
        return sorted(cohorts, key=lambda cohort: (abs(cohorts.index(cohort) - cohorts.index(own)), cohort))


def parse_pseudonym_lists(toml_text: str) -> PseudonymLists:
    """Read the lists: one table per gender, ``"1970" = ["...", ...]`` for those born from 1970 on.

    Errors: ValueError for a gender that is missing or empty, or a cohort that is no year or no list of names.
    """
    document = tomllib.loads(toml_text)
    names: dict[str, dict[int, tuple[str, ...]]] = {}
    for gender in GENDERS:
        table = document.get(gender)
        if not isinstance(table, dict) or not table:
            raise ValueError(f"pseudonym lists: no names for gender {gender}")
        names[gender] = {int(cohort): tuple(map(str, listed)) for cohort, listed in table.items()}
    return PseudonymLists(names)


def assign_pseudonyms(
    identities: Sequence[Identity],
    *,
    taken: Mapping[str, str],
    forbidden: Collection[str],
    seed: int,
    lists: PseudonymLists,
) -> dict[str, str]:
    """Give every identity what it is called in masked text, by identity; ``taken`` is kept as it is and included.

    ``forbidden``: forms that occur in the corpus and all known names; compared without case and accents. No two persons
    share a pseudonym, nor two places or organisations a tag. When all first names are used or forbidden, persons are
    called ``Prénom A2``, ``Prénom B2`` ... Errors: ValueError for a kind that is not known.
    """
    assigned = dict(taken)
    used = {folded(form) for form in forbidden} | {folded(name) for name in taken.values()}
    shuffled = _shuffled(lists, seed)
    for someone in identities:
        if someone.identity in assigned:
            continue
        for candidate in _candidates(someone, shuffled):
            if someone.kind in FIXED_TAGS or folded(candidate) not in used:
                assigned[someone.identity] = candidate
                used.add(folded(candidate))
                break
    return assigned


def _candidates(someone: Identity, lists: PseudonymLists) -> Iterator[str]:
    if someone.kind in FIXED_TAGS:
        yield FIXED_TAGS[someone.kind]
    elif someone.kind in NUMBERED_TAGS:
        yield from (f"[{NUMBERED_TAGS[someone.kind]} {number}]" for number in count(1))
    elif someone.kind == "person":
        gender = someone.gender if someone.gender in lists.names else "neutral"
        for cohort in lists.nearest_cohorts(gender, someone.birth_year):
            yield from lists.names[gender][cohort]
        yield from (f"Prénom {letter}{round_}" for round_ in count(2) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    else:
        raise ValueError(f"no pseudonym for an identity of kind {someone.kind!r}")


def _shuffled(lists: PseudonymLists, seed: int) -> PseudonymLists:
    """Put each list in an order of the seed's own: the order of writing would tell who came first."""
    return PseudonymLists(
        {
            gender: {
                cohort: tuple(
                    listed[place] for place in np.random.default_rng([seed, rank, cohort]).permutation(len(listed))
                )
                for cohort, listed in lists.names[gender].items()
            }
            for rank, gender in enumerate(GENDERS)
        }
    )
