"""What French (and English) transcripts call those who speak, and what looks like a speaker and is none.

Every entry is in the form that ``tasks.ingestion.folding.fold`` gives.
"""

from __future__ import annotations

from tasks.ingestion.folding import fold


def _entries(written: str) -> frozenset[str]:
    return frozenset(" ".join(entry.split()) for entry in written.split(","))


INTERVIEWER_WORDS = _entries(
    """
    enqueteur, enqueteurs, enquetrice, enquetrices, enqueteuse, enq, intervieweur, intervieweurs, intervieweuse,
    intervieweuses, interviewer, interviewers, itw, chercheur, chercheurs, chercheuse, chercheure, chercheuses,
    sociologue, doctorant, doctorante, anthropologue, psychologue, moderateur, moderatrice, animateur,
    animatrice, moi, question, questions, researcher, moderator
    """
)

INTERVIEWEE_WORDS = _entries(
    """
    enquete, enquetee, enquetes, enquetees, interviewe, interviewee, interviewes, interviewees, repondant,
    repondante, informateur, informatrice, temoin, participant, participante, beneficiaire, accompagnant,
    accompagnante, accompagnateur, accompagnatrice, conseiller, conseillere, professionnel, professionnelle,
    patient, patiente, usager, usagere, reponse, reponses, respondent, informant, answer
    """
)

OTHER_WORDS = _entries(
    """
    mari, femme, conjoint, conjointe, compagnon, compagne, epoux, epouse, mere, pere, fils, fille, frere, soeur,
    enfant, collegue, secretaire, serveur, serveuse, traducteur, traductrice, interprete, inconnu, inconnue,
    tiers, voix, husband, wife, interpreter
    """
)

INTERVIEWER_LETTERS = frozenset({"q", "e", "i", "int", "enq"})
INTERVIEWEE_LETTERS = frozenset({"r", "p", "rep"})

NEVER_LABELS = _entries(
    """
    note, notes, nb, ps, ndlr, remarque, exemple, ex, cf, attention, bref, donc, alors, enfin, voila, la, et,
    mais, ensuite, puis, oui, non, ok, bon, ben, bah, euh, hein, apres, avant, resultat, conclusion,
    premierement, deuxiemement, troisiemement, http, https, www, mailto, ftp, comme, pour, parce, que, quoi, si,
    quand, ou, total, titre, objet, sujet, source, sources, suite, fin, debut, ici, ailleurs, par exemple, c est
    a dire, d abord, d accord, en fait, du coup, a savoir, en conclusion, en resume, point positif, point
    negatif, points positifs, points negatifs, autre exemple, par contre, en gros
    """
)

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
    suite, bip, laughter, laughs, crosstalk
    """
)

PARTICLES = frozenset({"de", "du", "des", "la", "le", "les", "l", "d", "et", "van", "von", "ben", "el", "al", "n"})


def base_label(label: str) -> str:
    """Fold a label and take off its number and its inclusive ending: ``Enquêté·e 2`` gives ``enquete``."""
    words = fold(label).split()
    if len(words) > 1 and words[-1].isdigit():
        words = words[:-1]
    if len(words) > 1 and words[-1] == "s":
        words = words[:-1]
    if len(words) > 1 and words[-1] in {"e", "es", "euse", "rice", "trice", "se"}:
        words = words[:-1]
    if words and words[0] in {"l", "le", "la", "un", "une"} and len(words) > 1:
        words = words[1:]
    base = " ".join(words)
    return base.rstrip("0123456789") or base


def is_role_word(label: str) -> bool:
    """Say whether a label is a word for one who speaks in an interview."""
    return base_label(label) in INTERVIEWER_WORDS | INTERVIEWEE_WORDS | OTHER_WORDS
