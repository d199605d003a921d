"""What fills the slots of the spoken sentences: names drawn from the lists, put together from them, or made up."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random

from tasks.language.training.name_parts import Label, Part

DATA = Path(__file__).parent / "data"
VOWELS = "aeiouyhàâäéèêëîïôöûüœAEIOUYHÀÂÄÉÈÊËÎÏÔÖÛÜŒ"

_ARTICLE = re.compile(r"(le |la |les |l')(?=.)")
_ACRONYM_LETTERS = "ABCDEFGILMNOPRSTU"
_MADE_UP = 0.15
_STREETS = ("rue", "avenue", "boulevard", "place", "impasse", "cité", "square")
_CRAFTS = (
    "la menuiserie",
    "le garage",
    "la boulangerie",
    "les transports",
    "les établissements",
    "la maçonnerie",
    "le cabinet",
    "l'imprimerie",
    "l'entreprise",
)
_SCHOOL_KINDS = ("lycée", "collège", "école", "lycée professionnel", "maison familiale", "CFA")
_BODIES = (
    "la MJC",
    "la mission locale",
    "le centre social",
    "l'amicale",
    "l'épicerie solidaire",
    "la régie de quartier",
)
_FIRM_ENDS = (
    " Industrie",
    " Services",
    " Bois",
    " BTP",
    " et fils",
    " frères",
    "tech",
    "lor",
    "pac",
    " Nettoyage",
    "bat",
)
_HOPES = (
    "Amis",
    "Atelier",
    "Cap",
    "Chemin",
    "Compagnons",
    "Graine",
    "Jardin",
    "Lien",
    "Main",
    "Maison",
    "Pain",
    "Pas",
    "Pont",
    "Relais",
    "Semeurs",
    "Source",
    "Terre",
    "Toit",
    "Élan",
)
_HOPED = (
    "de vie",
    "solidaire",
    "pour tous",
    "du cœur",
    "d'avenir",
    "partagé",
    "citoyen",
    "en fête",
    "sans frontières",
    "d'ici",
    "populaire",
    "et culture",
    "de demain",
    "des possibles",
    "du monde",
    "ouvert",
    "mutuel",
    "rural",
    "et partage",
)
_UNIONS = ("la CGT", "la CFDT", "FO", "Sud", "la CFTC", "l'Unsa", "la FSU", "Solidaires", "la FNSEA")
_MEDIA = ("Ouest-France", "Le Monde", "France Inter", "Sud Ouest", "Le Télégramme", "TF1", "RTL", "Le Parisien", "Arte")

Filling = list[Part]


@cache
def entries(name: str) -> tuple[str, ...]:
    """The lines of a list of ``data/``."""
    return tuple((DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines())


def split_article(entry: str) -> tuple[str, str]:
    """``la Bretagne`` → its article with what follows it, and the name."""
    article = _ARTICLE.match(entry)
    return (article.group(), entry[article.end() :]) if article else ("", entry)


def named(entry: str, label: Label) -> Filling:
    """An entry as parts: its article in lower case stands outside."""
    article, name = split_article(entry)
    return [Part(article), Part(name, label)]


def invented(names: Sequence[str], random: Random) -> str:
    """A name of no list: the beginning of one entry and the end of another."""
    first = _one_word(random.choice(names))
    last = _one_word(random.choice(names))
    return first[: max(2, (len(first) + 1) // 2)] + last[-max(2, len(last) // 2) :].lower()


def _one_word(name: str) -> str:
    return split_article(name)[1].split()[-1].split("-")[-1]


def _drawn(lists: Sequence[str], label: Label, random: Random) -> Filling:
    names = entries(random.choice(lists))
    if random.random() < _MADE_UP:
        return [Part(invented(names, random), label)]
    return named(random.choice(names), label)


def _text(filling: Filling) -> str:
    return "".join(part.text for part in filling if part.label)


def first_name(random: Random) -> str:
    """A first name."""
    return _text(_drawn(["first_names"], "PER", random))


def surname(random: Random) -> str:
    """A surname."""
    return _text(_drawn(["surnames"], "PER", random))


def full_name(random: Random) -> str:
    """First name and surname, now and then the other way round."""
    first, last = first_name(random), surname(random)
    return f"{last} {first}" if random.random() < 0.06 else f"{first} {last}"


def _titled(titles: Sequence[str], random: Random) -> Filling:
    shape = random.random()
    name = surname(random) if shape < 0.75 else first_name(random) if shape < 0.85 else full_name(random)
    return [Part(random.choice(titles) + " "), Part(name, "PER")]


def _place(random: Random) -> Filling:
    """``la Croix-Blanche`` keeps its article outside; *Le Mans* is one name."""
    return [part for part in _drawn(["towns", "towns", "towns", "hamlets"], "LOC", random) if part.text]


def _in_land(lists: Sequence[str], random: Random) -> Filling:
    """*en Bretagne, dans le Finistère, au Mali, aux Antilles, à Cuba*."""
    article, name = split_article(random.choice(entries(random.choice(lists))))
    country = "regions" not in lists
    before = {
        "": "à ",
        "la ": "en ",
        "l'": "en " if country else random.choice(("en ", "dans l'")),
        "le ": "au " if country else "dans le ",
        "les ": "aux " if country else "dans les ",
    }[article]
    return [Part(before), Part(name, "LOC")]


def _of_land(lists: Sequence[str], random: Random) -> Filling:
    """*de Bretagne, du Mali, d'Algérie, des Antilles*."""
    article, name = split_article(random.choice(entries(random.choice(lists))))
    elided = "d'" if name[0] in VOWELS else "de "
    before = {"": elided, "la ": elided, "l'": elided, "le ": "du ", "les ": "des "}[article]
    return [Part(before), Part(name, "LOC")]


def _street(random: Random) -> Filling:
    named_for = random.choice((full_name, surname, lambda drawn: _text(_place(drawn))))(random)
    joint = random.choice((" ", " de ", " des ")) if random.random() < 0.3 else " "
    return [Part(f"{random.choice(_STREETS)}{joint}{named_for}", "LOC")]


def _firm(random: Random) -> Filling:
    shape = random.random()
    if shape < 0.55:
        return _drawn(["firms"], "ORG", random)
    if shape < 0.7:
        return [Part(surname(random) + random.choice(_FIRM_ENDS[:7]), "ORG")]
    if shape < 0.85:
        return [Part(invented(entries("firms"), random) + random.choice(_FIRM_ENDS), "ORG")]
    return named(f"{random.choice(_CRAFTS)} {surname(random)}", "ORG")


def _body(name: str) -> Callable[[Random], Filling]:
    """An association or a service: of its list, made up, an acronym, or a body of a town."""

    def draw(random: Random) -> Filling:
        shape = random.random()
        if shape < 0.65:
            return named(random.choice(entries(name)), "ORG")
        if shape < 0.75:
            return [Part(f"{random.choice(_HOPES)} {random.choice(_HOPED)}", "ORG")]
        if shape < 0.9:
            letters = "".join(random.choice(_ACRONYM_LETTERS) for _ in range(random.randint(3, 5)))
            return [Part("l'" if letters[0] in VOWELS else random.choice(("la ", "le "))), Part(letters, "ORG")]
        article, body = split_article(random.choice(_BODIES))
        return [Part(article), Part(f"{body} de "), *_place(random)]

    return draw


def _school(random: Random) -> Filling:
    if random.random() < 0.5:
        return named(random.choice(entries("schools")), "ORG")
    after = random.choice(
        (full_name, surname, first_name, lambda drawn: _text(named(drawn.choice(entries("schools")), "ORG")))
    )
    return [Part("le "), Part(f"{random.choice(_SCHOOL_KINDS)} {after(random)}", "ORG")]


def _of(options: Sequence[str]) -> Callable[[Random], Filling]:
    return lambda random: named(random.choice(options), "ORG")


SLOTS: Mapping[str, Callable[[Random], Filling]] = {
    "prenom": lambda random: [Part(first_name(random), "PER")],
    "nom": lambda random: [Part(surname(random), "PER")],
    "complet": lambda random: [Part(full_name(random), "PER")],
    "surnom": lambda random: named(random.choice(entries("nicknames")), "PER"),
    "mme": lambda random: _titled(("Mme", "madame", "Madame", "Mme", "Mlle", "mademoiselle"), random),
    "mr": lambda random: _titled(("M.", "monsieur", "Monsieur", "M.", "Mr"), random),
    "docteur": lambda random: _titled(("le docteur", "docteur", "le professeur", "le Dr", "le Dr."), random),
    "ville": _place,
    "lieu": lambda random: _drawn(["hamlets", "hamlets", "towns"], "LOC", random),
    "region": lambda random: named(random.choice(entries("regions")), "LOC"),
    "pays": lambda random: named(random.choice(entries("countries")), "LOC"),
    "en_region": lambda random: _in_land(["regions"], random),
    "de_region": lambda random: _of_land(["regions"], random),
    "au_pays": lambda random: _in_land(["countries"], random),
    "de_pays": lambda random: _of_land(["countries"], random),
    "rue": _street,
    "firme": _firm,
    "asso": _body("associations"),
    "service": _body("services"),
    "ecole": _school,
    "syndicat": _of(_UNIONS),
    "media": _of(_MEDIA),
}
"""Slot → what fills it."""
