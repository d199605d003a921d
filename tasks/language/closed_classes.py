"""Closed classes of French as it is spoken: what each of their words usually is, and lists that rules of context need.

Written for Miroir (no third-party word list). Forms stand in lower case with the plain apostrophe; clitics after a verb
bear their hyphen (*-ce*, *-il*), as the tokenizer cuts them. ``READINGS`` holds each form's usual reading; where the
context decides, the rules of ``tasks.language.closed_rules`` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tasks.language.spoken_forms import SPOKEN_READINGS


def words(text: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(text.split())


INTERJECTIONS = words("ben beh bin bein bah baah hein ah aah oh ooh eh hé rho roh oups beuh")
"""Words of few meanings that punctuate speech; vocal marks that are no words are in ``tasks.ingestion.events``."""

DEGREE_ADVERBS = words(
    """
    très trop plus moins si assez aussi tellement vachement super hyper ultra plutôt vraiment carrément
    tout presque quasi
    """
)
"""After them an adjective is likelier than a noun."""

PRENOMINAL_ADJECTIVES = words(
    """
    petit petite petits petites grand grande grands grandes bon bonne bons bonnes beau bel belle beaux
    belles nouveau nouvel nouvelle nouveaux nouvelles vieux vieil vieille vieilles jeune jeunes gros grosse
    grosses joli jolie jolis jolies mauvais mauvaise mauvaises autre autres même mêmes seul seule seuls
    seules vrai vraie vrais vraies dernier dernière derniers dernières prochain prochaine prochains
    prochaines ancien ancienne anciens anciennes certain certaine certains certaines différents différentes
    divers diverses meilleur meilleure meilleurs meilleures pire long longue longs longues haut haute hauts
    hautes énorme fameux fameuse pauvre propre simple double sacré sacrée cher chère chers chères excellent
    excellente excellents excellentes tel telle tels telles premier première premiers premières deuxième
    troisième quatrième cinquième
    """
)
"""Adjectives that commonly stand before their noun."""

NOMINAL_INFINITIVES = words(
    """
    dîner déjeuner petit-déjeuner goûter pouvoir devoir souvenir savoir rire être avoir loisir plaisir
    avenir lever coucher toucher parler savoir-faire savoir-être rappel boucher boulanger berger atelier
    """
)
"""Infinitives that are nouns as well: after a determiner the noun wins."""

NOUN_LEMMAS = {
    form: lemma
    for lemma, forms in {
        "vue": "vue vues",
        "seconde": "seconde secondes",
        "partie": "parties",
        "madame": "madame mesdames",
        "mademoiselle": "mademoiselle mesdemoiselles",
        "monsieur": "messieurs",
        "visio": "visio visios",
        "point": "point points",
        "rendez-vous": "rendez-vous rdv",
        "fait": "fait faits",
        "rappel": "rappels",
        "envie": "envie envies",
    }.items()
    for form in forms.split()
}
"""Nouns that the tables put under another word."""


def _same(pos: str, forms: str) -> dict[str, tuple[str, str]]:
    return {form: (pos, form) for form in forms.split()}


def _under(pos: str, lemmas: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {form: (pos, lemma) for lemma, forms in lemmas.items() for form in forms.split()}


DETERMINERS = _under(
    "DET",
    {
        "le": "le la les l'",
        "un": "un une des",
        "ce": "cet cette ces",
        "mon": "mon ma mes",
        "ton": "ton ta tes",
        "son": "son sa ses",
        "notre": "notre nos",
        "votre": "votre vos",
        "leur": "leurs leur",
        "quelque": "quelque quelques",
        "chaque": "chaque",
        "plusieurs": "plusieurs",
        "aucun": "aucun aucune",
        "quel": "quel quelle quels quelles",
        "nul": "nul nulle",
    },
)

PRONOUNS = {
    **_same(
        "PRON",
        """
        je tu il elle on nous vous ils elles moi toi lui eux soi iel iels me te se y ça ce cela ceci qui que
        quoi où dont rien quiconque autrui celui celui-ci celui-là quelqu'un lequel laquelle mien tien sien
        nôtre vôtre ceux-là ceux-ci chacun chacune
        """,
    ),
    **_under(
        "PRON",
        {
            "je": "j' -je",
            "tu": "-tu",
            "me": "m'",
            "te": "t'",
            "se": "s'",
            "ce": "c' -ce",
            "il": "-il -t-il",
            "elle": "-elle",
            "on": "-on",
            "ils": "-ils",
            "elles": "-elles",
            "nous": "-nous",
            "vous": "-vous",
            "moi": "-moi moi-même",
            "toi": "-toi toi-même",
            "lui": "-lui lui-même elle-même",
            "leur": "-leur",
            "eux": "eux-mêmes elles-mêmes",
            "soi": "soi-même",
            "le": "-le -la -les",
            "y": "y' -y",
            "en": "-en",
            "celui": "celle ceux celles",
            "celui-ci": "celle-ci celles-ci",
            "celui-là": "celle-là celles-là",
            "lequel": "lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles",
            "mien": "mienne miens miennes",
            "tien": "tienne",
            "sien": "sienne siens siennes",
            "nôtre": "nôtres",
            "vôtre": "vôtres",
            "quelqu'un": "quelqu'une quelques-uns quelques-unes",
            "t": "-t",
        },
    ),
}

ADPOSITIONS = {
    **_same(
        "ADP",
        """
        à de en dans sur sous pour par avec sans chez vers entre contre depuis pendant durant avant après devant
        derrière dès selon malgré sauf hormis outre envers parmi jusque via concernant suivant lès hors
        moyennant excepté jusque-là quant
        """,
    ),
    **_under("ADP", {"à": "au aux", "de": "du d'", "jusque": "jusqu' jusqu'à"}),
}

CONJUNCTIONS = {
    **_same("CCONJ", "et ou mais ni car or puis et/ou soit"),
    **_same("SCONJ", "que si comme quand lorsque puisque quoique tandis afin parce-que"),
    **_under(
        "SCONJ",
        {
            "que": "qu'",
            "lorsque": "lorsqu'",
            "puisque": "puisqu'",
            "quoique": "quoiqu'",
        },
    ),
}

ADVERBS = {
    **_same(
        "ADV",
        """
            pas plus moins très trop assez aussi autant tant tellement bien mal mieux beaucoup peu guère jamais
            toujours encore déjà souvent parfois quelquefois là ici là-bas là-haut là-dedans là-dessus là-dessous
            ailleurs partout dedans dehors dessus dessous alors donc ensuite enfin ainsi aussitôt bientôt tôt tard
            hier demain aujourd'hui maintenant lors cependant pourtant néanmoins toutefois comment pourquoi combien
            parce peut-être non presque quasi environ plutôt surtout même davantage loin près vite auparavant
            désormais etc volontiers sinon autrement longtemps juste vis-à-vis etc. autour tantôt ne super hyper
            vachement ensemble tout là-dedans plein voire certes
            """,
    ),
    **_under(
        "ADV",
        {
            "ne": "n'",
            "presque": "presqu'",
            "là": "-là",
            "ci": "-ci",
            "c'est-à-dire": "c'est-à-dire",
        },
    ),
}

PARTICLES = {
    **_same(
        "INTJ",
        "oui bon bref ok okay allô bonjour bonsoir merci salut hop tiens allez-y voilà-voilà purée mince zut punaise",
    ),
    **_same("VERB", "voilà voici"),
}
"""Discourse particles: supplementary, but words."""

_ETRE = """
    être suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes furent serai seras sera serons
    serez seront serais serait serions seriez seraient sois soit soyons soyez soient fût fusse étant été
    suis-je
    """
_AVOIR = """
    avoir ai as a avons avez ont avais avait avions aviez avaient eus eut eûmes eurent aurai auras aura aurons aurez
    auront aurais aurait aurions auriez auraient aie aies ait ayons ayez aient eût ayant eu eue eues
    """
AUXILIARIES = _under("AUX", {"être": _ETRE, "avoir": _AVOIR})

SPOKEN_VERBS = _under(
    "VERB",
    {
        "falloir": "faut fallait faudra faudrait fallu faille",
        "plaire": "plu",
        "convenir": "convient conviennent",
        "vouloir": "veux veut voulais voulait",
        "devoir": "doit dois devais devait devrait devrais",
        "pouvoir": "peux peut pouvais pouvait pourrais pourrait puisse puissent peuvent pu",
        "aller": "vais vas va vont allais allait irai ira irait allons allez",
    },
)
"""Common verb forms that the tables lack or share with a noun."""

OTHER_ADJECTIVES = {
    **_under(
        "ADJ",
        {
            "autre": "autre autres",
            "tel": "tel telle tels telles",
            "certain": "certain certaine certains certaines",
            "même": "mêmes",
        },
    ),
    **_under("ADJ", {"tout": "toute tous toutes"}),
}


def _readings() -> Mapping[str, tuple[str, str]]:
    merged: dict[str, tuple[str, str]] = {}
    for part in (
        SPOKEN_VERBS,
        OTHER_ADJECTIVES,
        PRONOUNS,
        CONJUNCTIONS,
        ADPOSITIONS,
        ADVERBS,
        PARTICLES,
        DETERMINERS,
        AUXILIARIES,
        {form: ("INTJ", form) for form in INTERJECTIONS},
        SPOKEN_READINGS,
    ):
        merged.update(part)
    merged.update({"soit": ("AUX", "être"), "que": ("SCONJ", "que"), "si": ("SCONJ", "si"), "quoi": ("PRON", "quoi")})
    return MappingProxyType(merged)


READINGS = _readings()
"""Form -> (part of speech, lemma): the usual reading of each word of a closed class."""

SUBJECTS = words("je j' jme i i' l'on tu t' il elle on ils elles c' ce ça cela qui iel iels nous vous y'")
"""After them a verb is likely."""

OBJECT_CLITICS = words("me m' te t' se s' le la les l' lui leur y en nous vous ne n'")
