"""Spoken, shortened and inclusive forms of French words, with the standard words that they stand for.

Transcribers write what they hear: *chuis, d'mander, s'maine, p'têt, 'fin*; others save time (*tjs, bcp*), or write for
everybody (*tou·te·s, celleux*). The lemma of such a form is the standard word. ``SPOKEN_READINGS`` holds those with one
usual reading; ``standard_form`` respells the others, so that the tables know them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_INCLUSIVE_SIGNS = ("·", ".", "-", "/")
_CONSONANT = "bcdfgjklmnpqrstvxz"
_MUTE = re.compile(rf"^((?:re)?(?:[{_CONSONANT}]|ch|pr))'(?=[{_CONSONANT}][\w-])")
_FOR_ALL = re.compile(r"(?<=\w\w)[-/](?:(?:trice|rice|euse|ère|ve|ne|e)(?:-?s)?|le-s|te-s)$|(?<=el)-le$")
"""Endings after a hyphen or a slash: *accompagnant-e-s, usagers/ères, professionnel-le*."""
_LOST_SCHWA = """
    VERB demander d'mander
    VERB demander d'mande d'mandes d'mandent d'mandé d'mandée d'mandés d'mandais d'mandait d'mandaient d'mandez
    VERB devoir d'vais d'vait d'vaient d'voir d'vez d'vons d'vra d'vrais d'vrait d'vraient
    VERB devenir d'venir d'venu d'venue d'venus d'viens d'vient d'viennent d'venait
    VERB mener m'ner m'né
    VERB jeter j'ter j'té
    VERB lever l'ver l'vé l'vée
    VERB tenir t'nir t'nu t'nue t'nez t'nait t'niez
    VERB venir v'nir v'nu v'nue v'nus v'nait v'nez v'nais v'naient
    VERB revenir r'venir r'venu r'venue r'vient r'viens r'venait
    VERB regarder r'garder r'garde r'gardes r'gardé r'gardez r'gardait r'gardais r'gardent
    VERB faire f'ra f'rai f'rais f'rait f'ront f'raient f'sait f'sais f'saient f'sant
    AUX être s'ra s'rai s'ras s'rais s'rait s'rez s'rons s'ront s'raient sra srait
    NOUN semaine s'maine s'maines
    NOUN besoin b'soin b'soins
    NOUN cheveu ch'veu ch'veux
    NOUN cheval ch'val
    NOUN chemin ch'min ch'mins
    NOUN neveu n'veu n'veux
    NOUN leçon l'çon l'çons
    NOUN demoiselle d'moiselle d'moiselles
    NOUN secret s'cret s'crets
    NOUN secrétaire s'crétaire s'crétaires s'crétariat
    NOUN secours s'cours
    NOUN seconde s'conde s'condes
    NOUN menu m'nu
    ADJ petit p'tit p'tite p'tits p'tites ptit ptite ptits ptites p'ti
    ADV demain d'main
    ADP depuis d'puis
    ADP devant d'vant
    ADV dedans d'dans
    ADV dehors d'hors
    ADV dessus d'ssus
    ADV dessous d'ssous
    ADV debout d'bout
    ADV déjà d'jà
    ADP selon s'lon
    PRON celui c'lui
    PRON celui-là c'lui-là
    PRON celui-ci c'lui-ci
    PRON cela c'la
"""
_SPOKEN = """
    PRON je j jme jte
    PRON il i i'
    PRON y 'y
    PRON ce ç'
    PRON me -m'
    PRON te -t'
    PRON le -l'
    PRON on l'on
    PRON quelqu'un qqn qqun quelqun
    PRON quelque_chose qqch qqchose quelque-chose quequ'chose
    DET ce c't' c'te c'tte s'te
    DET notre not'
    DET votre vot'
    DET quelque qq qqs quelqu'
    ADJ autre aut'
    NUM quatre quat'
    ADP entre entr'
    ADP avec avc
    ADP pour pr
    SCONJ que qu
    SCONJ parce_que pasqu' parc'qu' pasque paske parc'que parsque pask psk pcq parcque parceque
    ADV enfin 'fin ~fin ~enfin m'enfin
    ADV peut-être p't-être p'têt p'têt' p'tèt ptet ptêt p'tet pt'être p't'être ptetre ptêtre p'tête ptèt p'tètre
    ADV puis pis
    ADV non nan
    ADV quand_même quand-même
    ADV bien_sûr bien-sûr
    ADV tout_à_fait tout-à-fait
    ADV de_toute_façon t'façon d'façon tfaçon
    ADV toujours tjs tjrs toujs
    ADV beaucoup bcp
    ADV c'est-à-dire càd c-à-d c.-à-d.
    ADV maintenant mtn maint'nant
    ADV évidemment 'videmment
    ADV aujourd'hui aujourd'hui auj ajd
    INTJ ben bin bein b'en
    INTJ oui ouais ouaip mouais moui ui ouè ouiche yes yep yeah
    INTJ non nope
    INTJ putain 'tain tain
    INTJ attention 'ttention
    INTJ d'accord dac d'ac daccord d'acc
    INTJ si si-si
    INTJ bonjour b'jour 'jour
    INTJ voilà voilou
    INTJ ok oké o.k.
    INTJ s'il_vous_plaît svp s'il-vous-plaît s'il-vous-plait
    INTJ s'il_te_plaît stp s'il-te-plaît s'il-te-plait steuplaît s'te-plaît
    VERB voilà v'là
    AUX être chuis chui chus jsuis cest c'tait ct'ait
    AUX avoir ya jai y-a
    VERB aller jvais
    VERB penser jpense
    VERB croire jcrois
    VERB pouvoir jpeux
    VERB savoir chais chépas chaipas chépa jsais jsé chsais ch'ais j'sé
    VERB attendre 'ttends 'ttendez
    NOUN problème pb pbs pbm
    NOUN maman m'man
    NOUN monsieur m'sieur
    NOUN madame m'dame
    NOUN mademoiselle m'zelle
    NOUN entraide entr'aide
    NOUN grand-mère grand'mère
    NOUN grand-chose grand'chose
    NOUN grand-père grand'père
"""
_INCLUSIVE = """
    DET un un e
    DET le le la
    DET ce cet te
    DET ce ce tte
    DET aucun aucun e
    DET quel quel le
    DET quel quel les
    DET quel quels les
    PRON chacun chacun e
    PRON quelqu'un quelqu'un e
    PRON celui celui celle
    PRON celui celles ceux
    PRON celui ceux celles
    PRON il il elle
    PRON ils ils elles
    PRON eux eux elles
    PRON lui lui elle
    ADJ tout tous tes
    ADJ tout tout e s
    ADJ tout tou te s
    ADJ tout tou tes
    ADJ certain certain e s
    ADJ certain certain es
    ADJ tel tel le
    ADJ tel tel le s
"""
_NEUTRAL = {
    "celleux": ("PRON", "celui"),
    "ceulles": ("PRON", "celui"),
    "elleux": ("PRON", "eux"),
    "iels": ("PRON", "iel"),
    "-iels": ("PRON", "iel"),
    "-iel": ("PRON", "iel"),
    "toustes": ("ADJ", "tout"),
    "touxtes": ("ADJ", "tout"),
    "toutes.tous": ("ADJ", "tout"),
    "maon": ("DET", "mon"),
}


def _listed(table: str) -> dict[str, tuple[str, str]]:
    """The lines of a table: ``POS lemma form form ...``, a blank inside a lemma written as ``_``."""
    rows = (line.split() for line in table.strip().splitlines())
    return {form: (pos, lemma.replace("_", " ")) for pos, lemma, *forms in rows for form in forms}


def _written_for_all() -> dict[str, tuple[str, str]]:
    """*un·e, un.e, un-e, un/e*, and *un(e)*."""
    readings: dict[str, tuple[str, str]] = {}
    for line in _INCLUSIVE.strip().splitlines():
        pos, lemma, stem, *endings = line.split()
        for sign in _INCLUSIVE_SIGNS:
            readings[stem + "".join(sign + ending for ending in endings)] = (pos, lemma)
        readings[f"{stem}({endings[0]}){''.join(endings[1:])}"] = (pos, lemma)
    return readings


SPOKEN_READINGS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {**_written_for_all(), **_NEUTRAL, **_listed(_LOST_SCHWA), **_listed(_SPOKEN)}
)
"""Form -> (part of speech, lemma)."""

_ELIDED = frozenset({"i'", "ç'", "entr'", "c't'", "quelqu'", "pasqu'", "parc'qu'"})
"""What is cut from the word after it."""

UNCUT_FORMS = frozenset(
    form
    for table in (_LOST_SCHWA, _SPOKEN)
    for form in _listed(table)
    if not form.startswith("-") and form not in _ELIDED and not form.isalpha()
)
"""Forms with an apostrophe or another sign in them that the tokenizer leaves whole."""


def standard_form(form: str) -> str:
    """The form as the tables know it: mute *e* written out, inclusive ending off.

    *r'garderait* -> *regarderait*, *accompagnant-e-s* -> *accompagnant*.
    """
    return _FOR_ALL.sub("", _MUTE.sub(r"\1e", form))
