"""Closed classes of French as it is spoken: tool words, particles, interjections, numbers, elisions, shortened forms.

Written for Miroir (no third-party word list). Forms stand in lower case with the plain apostrophe; clitics after a verb
bear their hyphen (*-ce*, *-il*), as the tokenizer cuts them. ``READINGS`` holds each form's usual reading; where the
context decides, the rules of ``tasks.lexicon.context_rules`` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def words(text: str) -> frozenset[str]:
    """The words of a list written with spaces."""
    return frozenset(text.split())


ELISIONS = words(
    """
    j' t' qu' l' d' s' m' n' c' y' c't' jusqu' lorsqu' puisqu' quoiqu' presqu' quelqu'
    """
)
"""What the tokenizer cuts before a letter. *quelqu'un* and the words of ``WHOLE_WORDS`` stay whole."""

WHOLE_WORDS = words(
    """
    aujourd'hui quelqu'un quelqu'une c'est-à-dire s'te presqu'île presqu'îles m'man d'jà d'ac p'têt'
    p't'être
    """
)
"""Words with an elision inside that stay one token."""

CLITICS_AFTER_VERB = words("ce t il elle on ils elles je tu nous vous moi toi lui leur le la les y en là ci iel iels")
"""What the tokenizer cuts after a hyphen."""

WHOLE_HYPHENATED = words(
    """
    celui-ci celui-là celle-ci celle-là ceux-ci ceux-là celles-ci celles-là rendez-vous peut-être p't-être
    là-bas là-haut là-dedans là-dessus là-dessous vis-à-vis jusque-là au-delà de-là par-là par-ci ici-là
    chez-moi chez-soi chez-nous cessez-le-feu garde-à-vous savoir-être
    """
)
"""Words that end like a verb with its clitic and stay one token."""

INTERJECTIONS = words("ben beh bah baah hein ah aah oh ooh eh hé rho roh oups beuh")
"""Words of few meanings that punctuate speech; vocal marks that are no words are in ``tasks.ingestion.events``."""

_NUMBER_WORDS = """
    zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente
    quarante cinquante soixante septante octante huitante nonante cent cents mille dix-sept dix-huit dix-neuf
    soixante-dix quatre-vingts quatre-vingt quatre-vingt-dix
    """
NUMBER_WORDS = words(_NUMBER_WORDS)
"""*un* and *une* are determiners first; hyphenated compounds of these are numbers too."""

ORDINALS = words(
    """
    premier première premiers premières second seconde seconds secondes 1er 1ère 1ers 1ères 2e 2ème 2nd 2nde
    """
)
"""With every number word ending in *-ième*, see ``is_ordinal``."""

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

TOOL_VERBS = words("être avoir pouvoir devoir falloir voilà voici")
"""Auxiliaries, modals and presentatives: supplementary whatever their part of speech."""

TOOL_ADJECTIVES = words("même autre tel tout quel quelconque certain divers")
TOOL_NOUNS = words("peu plupart monsieur madame mademoiselle m. mme mlle")

TOOL_ADVERBS = words(
    """
    ne pas plus moins très trop si assez aussi autant tant tellement bien mal mieux pis beaucoup peu guère
    jamais toujours encore déjà souvent parfois quelquefois rarement là ici là-bas là-haut là-dedans
    là-dessus là-dessous ailleurs partout dedans dehors dessus dessous devant derrière avant après alors
    donc puis ensuite enfin ainsi aussitôt bientôt tôt tard hier demain aujourd'hui maintenant lors
    cependant pourtant néanmoins toutefois quand comment pourquoi combien où que comme parce peut-être oui
    ouais si non nan certes voire presque quasi environ plutôt surtout même tout aucunement nullement
    seulement vraiment juste justement finalement forcément évidemment effectivement complètement carrément
    franchement simplement clairement exactement absolument globalement normalement actuellement apparemment
    notamment également vachement super hyper ultra davantage loin près vite ensemble auparavant désormais
    etc genre contre pour avec sans depuis autour tantôt soudain jadis volontiers sinon or ci -là -ci quoi
    autrement bref tiens d'jà longtemps plein
    """
)
"""Adverbs of degree, place, time, link and stance: tool words. Others (*facilement*) are lexical."""


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
        "un": "un une des un·e un.e un-e",
        "ce": "cet cette ces c't' c'te c'tte s'te",
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
            "iel": "-iel -iels",
            "celui": "celle ceux celles celui·celle ceux·celles celles·ceux",
            "celui-ci": "celle-ci celles-ci",
            "celui-là": "celle-là celles-là",
            "lequel": "lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles",
            "mien": "mienne miens miennes",
            "tien": "tienne",
            "sien": "sienne siens siennes",
            "nôtre": "nôtres",
            "vôtre": "vôtres",
            "quelqu'un": "quelqu'une quelques-uns quelques-unes",
            "quelque chose": "qqch",
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
        moyennant excepté jusque-là
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
            "parce que": "pasque paske parc'que",
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
            "peut-être": "p't-être p'têt p'têt' p'tèt ptet ptêt p'tet pt'être p't'être",
            "non": "nan",
            "puis": "pis",
            "déjà": "d'jà",
            "c'est-à-dire": "c'est-à-dire",
        },
    ),
}

PARTICLES = {
    **_same(
        "INTJ",
        "oui bon bref ok okay allô bonjour bonsoir merci salut hop tiens allez-y voilà-voilà purée mince zut punaise",
    ),
    **_under("INTJ", {"oui": "ouais ouaip mouais ui ouè", "d'accord": "dac d'ac", "si": "si-si"}),
    **_same("VERB", "voilà voici"),
    **_under("VERB", {"voilà": "v'là"}),
}
"""Discourse particles: supplementary, but words."""

_ETRE = """
    être suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes furent serai seras sera serons
    serez seront serais serait serions seriez seraient sois soit soyons soyez soient fût fusse étant été chuis chui
    suis-je sra srait s'ra s'rait
    """
_AVOIR = """
    avoir ai as a avons avez ont avais avait avions aviez avaient eus eut eûmes eurent aurai auras aura aurons aurez
    auront aurais aurait aurions auriez auraient aie aies ait ayons ayez aient eût ayant eu eue eues
    """
AUXILIARIES = _under("AUX", {"être": _ETRE, "avoir": _AVOIR})

SPOKEN_VERBS = _under(
    "VERB",
    {
        "savoir": "chais chépas chaipas chépa jsais jsé",
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

SPOKEN_CONTENT = _under("ADJ", {"petit": "p'tit p'tite p'tits p'tites ptit ptite ptits ptites"})

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
    **_under("ADJ", {"tout": "toute tous toutes tou·te·s tous·tes"}),
}


def _readings() -> Mapping[str, tuple[str, str]]:
    merged: dict[str, tuple[str, str]] = {}
    for part in (
        SPOKEN_CONTENT,
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
    ):
        merged.update(part)
    merged.update({"soit": ("AUX", "être"), "que": ("SCONJ", "que"), "si": ("SCONJ", "si"), "quoi": ("PRON", "quoi")})
    return MappingProxyType(merged)


READINGS = _readings()
"""Form -> (part of speech, lemma): the usual reading of each word of a closed class."""

SUBJECTS = words("je j' tu t' il elle on ils elles c' ce ça cela qui iel iels nous vous y'")
"""After them a verb is likely."""

OBJECT_CLITICS = words("me m' te t' se s' le la les l' lui leur y en nous vous ne n'")

_EXPRESSIONS = """
    en fait | du coup | d' accord | d' abord | d' ailleurs | par exemple | en tout cas | quand même | tout à
    fait | bien sûr | bien entendu | de toute façon | de toutes façons | de toute manière | au fait | à peu
    près | tout de suite | par contre | en gros | s' il vous plaît | s' il te plaît | n' importe quoi | n'
    importe quel | n' importe quelle | n' importe comment | à la limite | à la base | en même temps | et
    cetera | et tout ça | au niveau de | au niveau du | par rapport à | par rapport au | par rapport aux |
    grâce à | à cause de | à cause du | afin de | à propos de | quelque chose | quelque part | quelques fois |
    on va dire | c' est à dire | un peu | est -ce que | est -ce qu' | la plupart | pas mal
"""
LOCUTIONS = tuple(tuple(expression.split()) for expression in _EXPRESSIONS.split("|"))
"""Fixed expressions that speech repeats: their words keep part of speech and lemma and are supplementary."""


def is_ordinal(form: str) -> bool:
    """Whether the form is an ordinal adjective, in letters or in figures."""
    in_letters = form.removesuffix("s").endswith("ième") and form[0] in "cdhnoqstuvé"
    return form in ORDINALS or in_letters or _figure_ordinal(form)


def _figure_ordinal(form: str) -> bool:
    stem = form.rstrip("èmesr")
    return stem.isdigit() and stem != form


def is_number(form: str) -> bool:
    """Whether the form is a cardinal number, in figures (*12*, *3,5*, *10h30*) or in letters (*vingt-cinq*)."""
    if form[0].isdigit():
        return not _figure_ordinal(form)
    parts = form.split("-")
    return parts[0] in NUMBER_WORDS and all(part in NUMBER_WORDS or part in ("et", "un", "une") for part in parts[1:])
