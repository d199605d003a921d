"""What a lexical analysis takes for tool words: content words that carry grammar or stance, and fixed expressions."""

from __future__ import annotations

from tasks.language.closed_classes import words

TOOL_VERBS = words("être avoir pouvoir devoir falloir voilà voici")
"""Auxiliaries, modals and presentatives: supplementary whatever their part of speech."""

TOOL_ADJECTIVES = words("même autre tel tout quel quelconque certain divers")
TOOL_NOUNS = words("peu plupart monsieur madame mademoiselle m. mme mlle")

GREETINGS = words("bonjour bonsoir")
"""Treebanks of speech call them nouns; they name nothing."""

TOOL_ADVERBS = words(
    """
    ne pas plus moins quant très trop si assez aussi autant tant tellement bien mal mieux pis beaucoup peu guère
    jamais toujours encore déjà souvent parfois quelquefois rarement là ici là-bas là-haut là-dedans
    là-dessus là-dessous ailleurs partout dedans dehors dessus dessous devant derrière avant après alors
    donc puis ensuite enfin ainsi aussitôt bientôt tôt tard hier demain aujourd'hui maintenant lors
    cependant pourtant néanmoins toutefois quand comment pourquoi combien où que comme parce peut-être oui
    ouais si non nan certes voire presque quasi environ plutôt surtout même tout toute toutes aucunement nullement
    seulement vraiment juste justement finalement forcément évidemment effectivement complètement carrément
    franchement simplement clairement exactement absolument globalement normalement actuellement apparemment
    notamment également vachement super hyper ultra davantage loin près vite ensemble auparavant désormais
    etc genre contre pour avec sans depuis autour tantôt soudain jadis volontiers sinon or ci -là -ci quoi
    autrement bref tiens d'jà longtemps plein
    """
)
"""Adverbs of degree, place, time, link and stance: tool words. Others (*facilement*) are lexical."""

_EXPRESSIONS = """
    d' accord | d' abord | d' ailleurs | par exemple | en tout cas | quand même | tout à
    fait | bien sûr | bien entendu | de toute façon | de toutes façons | de toute manière | à peu
    près | tout de suite | par contre | s' il vous plaît | s' il te plaît | s'te plaît | n' importe quoi | n'
    importe quel | n' importe quelle | n' importe comment | en même temps | et
    cetera | et tout ça | au niveau de | au niveau du | par rapport à | par rapport au | par rapport aux |
    grâce à | à cause de | à cause du | afin de | à propos de | quelque chose | quelque part | quelques fois |
    c' est à dire | un peu | est -ce que | est -ce qu' | la plupart | pas mal
"""
LOCUTIONS = tuple(tuple(expression.split()) for expression in _EXPRESSIONS.split("|"))
"""Fixed expressions that speech repeats: their words keep part of speech and lemma and are supplementary."""
