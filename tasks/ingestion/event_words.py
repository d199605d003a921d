"""Words that tell an event from something said, folded: what transcribers write between brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, get_args

EventKind = Literal[
    "laugh",
    "silence",
    "pause",
    "inaudible",
    "noise",
    "gesture",
    "interruption",
    "time",
    "comment",
    "hesitation",
    "false_start",
]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


NOUNS: Mapping[EventKind, frozenset[str]] = {
    "laugh": _words("rire rires sourire sourires laugh laughs laughter laughing rigolade rigole rit rient sourit"),
    "silence": _words("silence silences"),
    "pause": _words("pause pauses hesitation hesitations hesite"),
    "inaudible": _words(
        "inaudible inaudibles incomprehensible incomprehensibles indistinct indistincte indistinctes unintelligible "
        "incertain incertaine inintelligible incompris incomprise inaud"
    ),
    "noise": _words(
        "soupir soupirs soupire toux tousse raclement raclements souffle souffles bruit bruits brouhaha sonnerie "
        "sonneries musique chuchotement chuchotements chuchote chuchotant onomatopee onomatopees exclamation "
        "exclamations applaudissement applaudissements pleurs pleure larmes sanglots sanglot sirene reniflement "
        "reniflements renifle eternuement sifflement siffle claquement vibration aboiement aboiements telephone "
        "sigh sighs cough coughs noise applause music ploc clac boum paf dring toc"
    ),
    "gesture": _words(
        "geste gestes acquiesce acquiescement acquiescements acquiescant opine hochement haussement mime mimique "
        "grimace emotion emu emue signe"
    ),
    "interruption": _words(
        "interruption interruptions coupure coupures chevauchement chevauchements interrompu interrompue crosstalk "
        "interrompt"
    ),
}
"""First words of a bracket that say what it is, whatever follows; folded."""
BEFORE = _words(
    "long longue longs longues petit petite petits petites leger legere grand grande gros grosse court courte bref "
    "breve un une des d eclat eclats nouveau nouvelle nouvelles autre autres deux trois quelques plusieurs "
    "passage passages mot mots partie phrase moment moments fou fous eclats "
    "tres nom noms propos paroles phrases"
)
"""Words that may stand before such a noun."""
WHOLE: Mapping[EventKind, frozenset[str]] = {
    "inaudible": frozenset({"x", "xx", "non transcrit", "non transcrite", "non audible", "pas audible"}),
    "gesture": frozenset(f"{sign} {word} de la tete" for sign in ("signe", "fait") for word in ("oui", "non"))
    | frozenset({"oui de la tete", "non de la tete"}),
    "pause": frozenset({"blanc", "temps", "un temps", "un blanc", "long blanc", "temps long", "long temps"}),
    "interruption": frozenset(
        {"coupe", "coupee", "probleme de connexion", "problemes de connexion", "coupure de connexion", "coupure reseau"}
    ),
    "comment": frozenset(
        {
            *("suite", "sic", "bis", "fin", "debut", "fin de l entretien", "debut de l entretien", "fin d entretien"),
            *("fin de l enregistrement", "debut de l enregistrement", "fin de la transcription", "ton ironique"),
            *("ironique", "ironiquement", "fin de l extrait", "passage coupe", "hors enregistrement", "hors micro"),
        }
    ),
}
"""Brackets that are an event as a whole; as first words of more they may be an aside (*(fin du mois)*)."""
DOES: Mapping[EventKind, frozenset[str]] = {
    "laugh": _words("rit rient sourit sourient rigole rigolent ricane ricanent pouffe glousse laughs"),
    "noise": _words(
        "sonne sonnent vibre vibrent aboie aboient miaule pleure pleurent sanglote inspire expire tousse "
        "toussent eternue "
        "soupire soupirent "
        "souffle soufflent chuchote chuchotent murmure fredonne fredonnent chante sifflote siffle crie crient renifle "
        "claque claquent racle raclent baille baillent grince frappe frappent toque tape tapent klaxonne "
        "applaudit applaudissent retentit"
    ),
    "gesture": _words(
        "montre montrent regarde regardent pose posent leve levent assoit assied rassoit asseyent hoche hochent "
        "secoue hausse pointe designe mime miment imite tend tendent retourne tourne ouvre ouvrent ferme ferment "
        "cherche prend prennent sort sortent revient reviennent boit ecrit lit feuillette "
        "reflechit hesite ecoute gesticule acquiesce opine approche eloigne penche essuie allume eteint range "
        "griffonne dessine adresse adressent consulte imite imitent nods"
    ),
    "interruption": _words("interrompt interrompent decroche raccroche"),
}
"""What someone or something is said to do; folded."""
SOMEONE = _words("il elle ils elles iel enquetrice enqueteur enquetee enquete chercheuse chercheur interviewee")
SEEN = "gesture"
"""Gestures need someone who makes them (*(elle montre)*, not *(la carte montre)*)."""
SEEN_ALONE = _words("hoche hochent secoue hausse opine acquiesce gesticule reflechit")
"""Gestures that need nobody named (*(hoche la tête)*)."""
CLITICS = _words("la le les l se s lui leur en y me")
DETERMINERS = _words("le la les l un une des son sa ses leur leurs du de d quelqu quelqu'un the a")
MOST_BEFORE_VERB = 4
SPEECH = _words(
    "je j me m moi tu te t toi nous vous on ca c qui que qu quoi pas jamais parce donc mais alors enfin voila oui non "
    "exemple si quand comme ai suis etait avait"
)
"""Words of someone who speaks: a bracket that holds one in its first clause is something said."""

SAID_AFTER = _words(
    "est sont commercial commerciaux commerciale technique techniques barriere barrieres dejeuner midi classique "
    "electronique"
)
"""Words that make something said of such a noun: *(geste commercial)*, *(pause déjeuner)*."""
_MANNER = (
    r"riant|souriant|rigolant|ricanant|chuchotant|murmurant|soupirant|pleurant|sanglotant|hesitant|reflechissant|baillant"
    r"|imitant|mimant|acquiescant|criant|tremblant|chantonnant|fredonnant"
)
_FEELING = (
    r"genee?s?|agacee?s?|amusee?s?|enervee?s?|emue?s?|ironiques?|hesitante?s?|songeuse|songeur|moqueu(?:r|se)|perplexe"
)
_TONE = rf"(?:{_FEELING}|grave|serieux|sec|triste|joyeux|ferme|bas|interrogatif|dubitatif|moqueur|plus bas)"
_PATTERNS: tuple[tuple[EventKind, str], ...] = (
    ("laugh", r"(?:on rit|nous rions)(?: ensemble| tous(?: les (?:deux|trois))?| toutes(?: les deux)?| encore)?"),
    ("laugh", r"(?:dit )?(?:tout )?en (?:riant|souriant|rigolant|ricanant)|(?:tres )?(?:riant|souriant)e?"),
    ("gesture", rf"(?:(?:dit|repond|parle) )?(?:tout )?en (?:{_MANNER})|{_MANNER}"),
    ("gesture", rf"(?:(?:tres|un peu|assez|visiblement|l air) )?(?:{_FEELING})"),
    (
        "comment",
        rf"(?:(?:sur |d )?un )?ton (?:(?:tres|un peu) )?{_TONE}|sur un ton \w+|(?:avec )?(?:ironie|emotion|humour)",
    ),
    (
        "comment",
        r"(?:a|d une) (?:mi )?voix (?!de\b|d\b)\w+(?: \w+)?|a mi voix|voix (?!d\b|de\b|du\b|des\b|off\b)\w+",
    ),
    (
        "pause",
        r"(?:(?:long|petit|court|grand) )?(?:blanc|temps) (?:de )?\d{1,3} ?(?:s|sec|secondes?|minutes?|min)",
    ),
    (
        "pause",
        r"(?:un )?(?:(?:long|petit|court) )?(?:temps (?:de|d) (?:reflexion|hesitation|arret|silence)|reflexion)"
        r"|(?:gros|grand|petit|court) blanc",
    ),
    (
        "pause",
        r"apres (?:un|quelques) (?:(?:long|petit|court|bref) )?(?:temps|silences?|pause|hesitation|secondes)",
    ),
    ("noise", r"(?:on|quelqu un|une personne) (?:frappe|sonne|toque|tape)(?: a la porte)?"),
    (
        "noise",
        r"(?:un|une|des) (?:camions?|trains?|avions?|voitures?|motos?|ambulances?|tramways?|bus) passe(?:nt)?",
    ),
    (
        "noise",
        r"(?:(?:il|elle) )?(?:claque|tape|frappe|tapote)(?: \w+){1,3} (?:table|bureau|doigts|poing|poings|mains)",
    ),
    (
        "interruption",
        r"(?:quelqu un|(?:un|une|son|sa|ses|le|la|l|leur) \w+) (?:entre|entrent|passe la tete)"
        r"(?: (?:dans|et|pour|sans)(?: \w+){1,5})?",
    ),
    (
        "interruption",
        r"(?:(?:ils|elles|les deux|tous|toutes) )?parlent (?:tous |toutes )?(?:les deux )?en meme temps",
    ),
    (
        "interruption",
        r"(?:ils |elles )?se coupent (?:la parole|mutuellement)|(?:il|elle) m interrompt|m interrompt",
    ),
    ("interruption", r"reprise (?:de l enregistrement|de l entretien|de la conversation|apres une pause)"),
    (
        "gesture",
        r"(?:(?:il|elle) )?fait (?:un (?:geste|signe|mouvement)|des (?:gestes|signes)|signe|mine|semblant|la moue"
        r"|une (?:moue|grimace))(?: \w+){0,8}",
    ),
    ("gesture", r"(?:(?:il|elle) )?fait (?:oui|non|signe que (?:oui|non)) (?:de|avec) la (?:tete|main)"),
    ("gesture", r"(?:elle |il )?cherche ses mots|(?:avec |il a |elle a )?(?:les |des )?larmes aux yeux"),
    ("laugh", r"(?:(?:il|elle|ils|elles) )?eclate(?:nt)? de rire"),
    ("gesture", r"(?:un )?(?:clin d oeil|mouvements? (?:de la main|de tete|des mains|d epaules))"),
    ("gesture", r"imitant(?: \w+){1,5}"),
    ("interruption", r"(?:changement|fin) de (?:la )?(?:bande|cassette|face|piste)(?: \w{1,2})?"),
    ("gesture", r"(?:(?:il|elle) )?s adress(?:e|ant) (?:a|au|aux) \w+(?: \w+){0,3}"),
    ("comment", r"passage (?:non |pas )?(?:re)?transcrit|passages? (?:non|pas) (?:re)?transcrits?|audio coupe"),
)
PHRASES: tuple[tuple[EventKind, re.Pattern[str]], ...] = tuple((kind, re.compile(form)) for kind, form in _PATTERNS)
"""Brackets that are an event as a whole, by pattern."""
IN_SQUARE: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    ("comment", re.compile(r"prononce(?: \w+){1,5}")),
    ("gesture", re.compile(rf"(?:{'|'.join(sorted(DOES['gesture'] - DOES['noise']))})(?: \w+){{1,7}}")),
)
"""The same in square brackets, which nobody puts around an aside of their own: *[montre son bras]*."""
REFLEXIVE = _words("se s")
"""A verb that these open is seen: *(se lève)*, *(se racle la gorge)*."""
