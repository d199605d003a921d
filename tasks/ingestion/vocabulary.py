"""What French (and English) transcripts call those who speak, and what looks like a speaker and is none.

Every entry is in the form that ``tasks.ingestion.folding.fold`` gives.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.ingestion.folding import fold


def _entries(written: str) -> frozenset[str]:
    return frozenset(" ".join(entry.split()) for entry in written.split(","))


INTERVIEWER_WORDS = _entries(
    """
    enqueteur, enqueteurs, enquetrice, enquetrices, enqueteuse, enq, intervieweur, intervieweurs, intervieweuse,
    intervieweuses, interviewer, interviewers, itw, chercheur, chercheurs, chercheuse, chercheure, chercheuses,
    sociologue, doctorant, doctorante, anthropologue, psychologue, moderateur, moderatrice, animateur,
    animatrice, facilitateur, facilitatrice, investigateur, investigatrice, journaliste, moi, question, questions,
    researcher, moderator
    """
)

INTERVIEWEE_WORDS = _entries(
    """
    enquete, enquetee, enquetes, enquetees, interviewe, interviewee, interviewes, interviewees, repondant,
    repondante, informateur, informatrice, temoin, participant, participante, beneficiaire, accompagnant,
    accompagnante, accompagnateur, accompagnatrice, conseiller, conseillere, professionnel, professionnelle,
    patient, patiente, usager, usagere, reponse, reponses, respondent, informant, answer, personne interrogee,
    personne enquetee, personne interviewee, personne rencontree, personne accompagnee
    """
)

OTHER_WORDS = _entries(
    """
    mari, femme, conjoint, conjointe, compagnon, compagne, epoux, epouse, mere, pere, fils, fille, frere, soeur,
    enfant, collegue, secretaire, serveur, serveuse, traducteur, traductrice, interprete, inconnu, inconnue,
    tiers, voix, voix off, voisin, voisine, cousin, cousine, oncle, tante, grand mere, grand pere, belle mere,
    beau pere, belle soeur, beau frere, bebe, observateur, observatrice, husband, wife, interpreter
    """
)

SPEAKER_WORDS = _entries(
    """
    locuteur, locutrice, locuteurs, intervenant, intervenante, intervenants, interlocuteur, interlocutrice, orateur,
    oratrice, speaker, speakers, spk
    """
)
"""Words for one who speaks that do not tell whether they ask or answer."""

DOUBTFUL_WORDS = _entries(
    """
    moi, question, questions, reponse, reponses, answer, professionnel, professionnelle, patient, patiente, conseiller,
    conseillere, participant, participante, usager, usagere, temoin, animateur, animatrice, voix, enfant, femme, fille,
    voisin, voisine, cousin, cousine, oncle, tante, bebe, journaliste
    """
)
"""Words for one who speaks that open clauses too (``Moi : j'aime pas``): believed where they come back."""

TOGETHER_WORDS = _entries("tous, toutes, tous les deux, toutes les deux, les deux, tout le monde, ensemble, all")
"""Words for all who speak at once."""

QUESTION_WORDS = frozenset({"question", "questions"})
ANSWER_WORDS = frozenset({"reponse", "reponses", "answer", "r"})

INTERVIEWER_LETTERS = frozenset({"q", "e", "i", "int", "enq"})
INTERVIEWEE_LETTERS = frozenset({"r", "p", "rep"})

NEVER_LABELS = _entries(
    """
    note, notes, nb, ps, ndlr, remarque, exemple, ex, cf, attention, bref, donc, alors, enfin, voila, la, et,
    mais, ensuite, puis, oui, non, ok, bon, ben, bah, euh, hein, apres, avant, resultat, conclusion,
    premierement, deuxiemement, troisiemement, http, https, www, mailto, ftp, comme, pour, parce, que, quoi, si,
    quand, ou, total, titre, objet, sujet, source, sources, suite, fin, debut, ici, ailleurs, par exemple, c est
    a dire, d abord, d accord, en fait, du coup, a savoir, en conclusion, en resume, point positif, point
    negatif, points positifs, points negatifs, autre exemple, par contre, en gros, avantage, avantages, inconvenient,
    inconvenients, probleme, solution, idee, question suivante, autre, autres, lundi, mardi, mercredi, jeudi, vendredi,
    samedi, dimanche, janvier, fevrier, mars, mai, juin, juillet, aout, septembre, octobre, novembre, decembre,
    matin, midi, soir, aujourd hui, hier, demain, maintenant, merci, bonjour, bonsoir, au revoir, exactement, voila,
    parfait, super, genre, preuve, constat, bilan, detail, details, precision, rappel, consigne, relance, relances,
    autrement dit, en clair, en bref, en tout cas, en effet, du moins, au contraire, cela dit, ceci dit, bien sur,
    pas du tout, tout a fait, peut etre, c est ca, ca va, d autre part, d une part, de plus, en plus, s il vous plait
    """
)

NEVER_NUMBERED = _entries(
    """
    theme, partie, section, chapitre, bloc, axe, rubrique, volet, module, sequence, annexe, figure, tableau, etape,
    phase, point, jour, semaine, seance, entretien, page, ligne, item, tome, vol, art, article, heure, minute, vague
    """
)
"""Heads of headings and of lists: no speaker, whatever number follows."""

PLACEHOLDERS = _entries(
    """
    prenom, nom, ville, lieu, entreprise, structure, organisme, association, ecole, quartier, region, pays, metier,
    profession, fils, fille, conjoint, date, age, anonyme, anonymise, nom de la ville, nom de l entreprise, x, xx, xxx
    """
)
"""What stands in brackets where a name was taken out."""

HEADER_FIELDS = _entries(
    """
    date, lieu, duree, entretien, transcription, transcripteur, transcriptrice, prenom, nom, age, profession,
    metier, fonction, code, contexte, participants, sexe, genre, conditions, heure, debut, fin, enregistrement,
    fichier, modalite, legende, convention, conventions, anonymisation, pseudonyme, situation, structure, theme,
    themes, vague, place, duration, interview, date de l entretien, lieu de l entretien, duree de l entretien,
    prenom fictif, nom fictif, heure de debut, heure de fin, personnes presentes, mode d entretien, numero d
    entretien, entretien n, date et lieu, retranscription, entretien realise par, transcrit par, realise par
    """
)

EVENTS = _entries(
    """
    rire, rires, silence, silences, pause, pauses, inaudible, incomprehensible, soupir, soupirs, toux,
    hesitation, hesite, bruit, bruits, coupure, interruption, sonnerie, telephone, pleurs, larmes, sic, passage,
    suite, bip, laughter, laughs, crosstalk, musique, applaudissements, rire commun, rires communs, tousse, soupire,
    sourire, sourit, rit, blanc, long silence, court silence, pause longue, fin, debut, reprise, chevauchement
    """
)

CLAUSE_WORDS = _entries(
    """
    je, j, tu, il, elle, on, nous, vous, ils, elles, me, m, te, t, se, s, ce, c, ca, qui, que, qu, ma, mon, mes, ta,
    ton, tes, sa, son, ses, notre, votre, leur, ai, a, as, suis, est, es, sont, ont, etait, dit, dis, pas, y, en,
    une, un
    """
)
"""Words of a clause, which the words that name a speaker do not hold."""

PARTICLES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "van", "von", "ben", "el", "al", "n"})


ROLE_WORDS = INTERVIEWER_WORDS | INTERVIEWEE_WORDS | OTHER_WORDS | SPEAKER_WORDS

_SERIES = frozenset("abcdfghijklmnopqrtuvwxyz")
"""Letters that number speakers (``Locuteur A``); *e* and *s* are inclusive endings."""
_INCLUSIVE_ENDINGS = _entries("e, es, ice, ices, rice, rices, trice, trices, euse, euses, se, ses")
_BESIDE = re.compile(r"[()]")


@lru_cache(maxsize=65536)
def base_label(label: str) -> str:
    """Fold a label and take off its number and its inclusive ending: ``Enquêté·e 2`` gives ``enquete``."""
    words = fold(label).split()
    if len(words) > 1 and (words[-1].isdigit() or (words[-1] in _SERIES and " ".join(words[:-1]) in ROLE_WORDS)):
        words = words[:-1]
        if len(words) > 1 and words[-1] in {"n", "no", "numero"}:
            words = words[:-1]
    if len(words) > 1 and words[-1] == "s":
        words = words[:-1]
    if len(words) > 1 and words[-1] in _INCLUSIVE_ENDINGS:
        words = words[:-1]
    if words and words[0] in {"l", "le", "la", "un", "une"} and len(words) > 1:
        words = words[1:]
    base = " ".join(words)
    return base.rstrip("0123456789") or base


@lru_cache(maxsize=65536)
def role_base(label: str) -> str:
    """Give the base of the word for a speaker that a label is or holds beside a name, or an empty string.

    ``Enquêtrice 1``, ``Claire (enquêtrice)``, ``Chercheuse (Claire)``.
    """
    base = base_label(label)
    if base in ROLE_WORDS:
        return base
    parts = [base_label(part) for part in _BESIDE.split(label) if part.strip()] if "(" in label else []
    return next((part for part in parts if part in ROLE_WORDS), "")


def is_role_word(label: str) -> bool:
    """Say whether a label is, or holds, a word for one who speaks in an interview."""
    return bool(role_base(label))
