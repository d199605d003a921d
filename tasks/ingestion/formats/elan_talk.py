"""Which tiers of an ELAN file hold the talk, and whose.

Laboratories set ELAN up in their own ways: a tier a speaker, named after the speaker or ``A_transcription``; a tier of
references (``ref@SP1``) with the words in its child (``tx@SP1``); phrases with their words cut out below; gestures,
translations and notes beside, as children or at the top. One tier of each family of tiers is taken: the highest that
holds words. What a name says (*geste*, *traduction*) decides only while other tiers remain.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.formats.elan_tiers import Annotation, Tier
from tasks.ingestion.formats.spoken_events import SILENT_SIGNS


def _listed(written: str) -> frozenset[str]:
    return frozenset(written.split())


_TALK_WORDS = _listed(
    """
    transcription transcriptions transcript transcr trans trs texte text txt tx ortho orthographe orthographic orth
    parole paroles speech utterance utterances utt enonce enonces phrase phrases discours verbal talk tour tours ipu
    """
)
"""Names of tiers of talk, folded."""
_BESIDE_WORDS = _listed(
    """
    gest geste gestes gestuelle gesture gestures regard regards gaze mimique mimiques posture postures mouvement
    mouvements action actions traduction traductions translation translations trad glose gloses gloss glosses lemme
    lemmes lemma lemmas pos morph morpheme morphemes morphologie syntaxe syntax comment comments commentaire
    commentaires note notes remarque remarques phonetique phonetic phono ipa phoneme phonemes phones phon syllabe
    syllabes syllable syllables prosodie prosody intonation code codes codage coding annotation annotations
    categorie categories theme themes thematique thematiques topic topics bruit bruits pause pauses silence silences
    evenement evenements event events mau kan sequence sequences montage montages duree durees
    """
)
"""Names of tiers that stand beside the talk, folded."""
_TRANSLATIONS = _listed("traduction traductions translation translations trad")
_LANGUAGES = _listed(
    """
    fr fra fre francais french en eng anglais english es spa espagnol spanish de deu ger allemand german it ita italien
    italian pt por portugais portuguese ar ara arabe arabic
    """
)
"""Names of tiers that may say in another language what a tier beside them says, folded."""
_BESIDE_CODES = _listed("ft ge gl ps rx mb mot nt com cmt mor gra pho act sit lit lex le")
"""Codes before ``@`` of tiers that stand beside the talk."""
_WORD_CODES = _listed("mot mots word words wd token tokens")
_MOTHER = "MOT"
"""Code of CHAT for the mother, which is no tier of words (*mots*)."""
_NO_NAMES = _TALK_WORDS | _WORD_CODES | {"default", "ref", ""}

_NUMBERING = re.compile(r"[^\s]{0,40}(?:\s[^\s]{0,20})?")
_SEPARATED = re.compile(r"[@_\-\s.:/]+")
_WORDS_EACH = 1.5
"""Words an annotation up to which a tier is one of words."""
_WORDS_TO_REPEAT = 8
"""Fewer words are the same by chance: two who say *oui*."""
_MOSTLY = 0.9
_MORE_WORDS = 2
"""How many times the words of its parent a child named as talk must have to be the talk."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A tier of talk."""

    tier: Tier
    speaker: str
    """What the speaker is called; empty where the file does not say."""
    said: tuple[Annotation, ...]
    """What is said, in order; words that a tier cuts out are joined again."""


def find_talk(tiers: Sequence[Tier]) -> tuple[Talk, ...]:
    """Give the tiers that hold talk, in the order of the file: at most one of each family of tiers."""
    families = _Families(tiers)
    roots = [tier for tier in tiers if not tier.parent]
    spoken = [root for root in roots if not _stands_beside(root)]
    chosen = (
        _choose([root for root in spoken if not _translates(root, spoken)], families)
        or _choose([root for root in roots if _words(root.name) & _TRANSLATIONS], families)  # of what is signed
        or _choose(roots, families)
    )
    talks = [Talk(tier, families.speaker(tier), families.said(tier)) for tier in _without_repetitions(chosen)]
    return tuple(talk for talk in talks if talk.said)


class _Families:
    """Tiers by name and by the tier above."""

    def __init__(self, tiers: Sequence[Tier]) -> None:
        self._named = {tier.name: tier for tier in reversed(tiers)}
        self._children: dict[str, list[Tier]] = {}
        for tier in tiers:
            if tier.parent:
                self._children.setdefault(tier.parent, []).append(tier)

    def below(self, root: Tier) -> list[Tier]:
        """All tiers under a top-level tier, the nearer before the farther."""
        found = list(self._children.get(root.name, ()))
        for tier in found:  # grows while it is read: no tier has two parents, and none is its own ancestor
            found.extend(self._children.get(tier.name, ()) if self._named[tier.name] is tier else ())
        return found

    def said(self, tier: Tier) -> tuple[Annotation, ...]:
        """What a tier says: its annotations, or the words that they cut out joined within the annotation above."""
        spoken = [annotation for annotation in tier.annotations if annotation.text]
        average = sum(count_words(annotation.text) for annotation in spoken) / max(len(spoken), 1)
        if not tier.subdivides or average > _WORDS_EACH:
            return tuple(annotation for annotation in spoken if annotation.text.casefold() not in SILENT_SIGNS)
        spans = {annotation.key: annotation for annotation in self._named[tier.parent].annotations}
        joined: dict[str, list[Annotation]] = {}
        for word in spoken:
            joined.setdefault(word.parent or word.key, []).append(word)
        return tuple(_joined(words, spans.get(key, words[0])) for key, words in joined.items())

    def speaker(self, tier: Tier) -> str:
        """Participant of the tier or of one above it, else what a name leaves beside *transcription*, *tx@* ..."""
        family = [tier]
        while family[-1].parent:
            family.append(self._named[family[-1].parent])
        participant = next((member.participant for member in family if member.participant), "")
        return participant or next(filter(None, (name_of_speaker(member.name) for member in family)), "")


def _joined(words: Sequence[Annotation], span: Annotation) -> Annotation:
    text = " ".join(word.text for word in words)
    return replace(words[0], text=text, start_s=span.start_s, end_s=span.end_s)


def _choose(roots: Sequence[Tier], families: _Families) -> list[Tier]:
    return [tier for tier in (_talk_of(root, families.below(root)) for root in roots) if tier is not None]


def _talk_of(root: Tier, family: Sequence[Tier]) -> Tier | None:
    """The highest tier of a family that holds words of talk; the root where none below does."""
    below = [tier for tier in family if tier.texts and not _stands_beside(tier)]
    if root.texts and not _is_numbering(root) and not _has_fuller_child(root, below):
        return root
    named = [tier for tier in below if _words(tier.name) & _TALK_WORDS]
    talking = [tier for tier in below if not _is_numbering(tier)]
    return next((group[0] for group in (named, talking) if group), root if root.texts else None)


def _has_fuller_child(root: Tier, below: Sequence[Tier]) -> bool:
    if _words(root.name) & _TALK_WORDS:
        return False
    said = sum(map(count_words, root.texts))
    named = [tier for tier in below if _words(tier.name) & _TALK_WORDS]
    return any(sum(map(count_words, tier.texts)) >= _MORE_WORDS * said for tier in named)


def _without_repetitions(chosen: Sequence[Tier]) -> list[Tier]:
    """Leave out tiers that say the words of another one in more, shorter annotations: all of them, or word by word."""
    words = [fold(" ".join(tier.texts)).split() for tier in chosen]
    return [
        tier
        for tier, said in zip(chosen, words, strict=True)
        if len(said) < _WORDS_TO_REPEAT
        or not any(
            len(other.texts) < len(tier.texts)
            and _are_meanwhile(tier.annotations, other.annotations)
            and (said == others or (len(said) <= _WORDS_EACH * len(tier.texts) and _are_nearly(said, others)))
            for other, others in zip(chosen, words, strict=True)
        )
    ]


def _are_meanwhile(annotations: Sequence[Annotation], others: Sequence[Annotation]) -> bool:
    """Whether nearly all annotations with a time begin within the others: two who say the same say it in turn."""
    timed = [annotation.start_s for annotation in annotations if annotation.text and annotation.start_s is not None]
    starts = [other.start_s for other in others if other.text and other.start_s is not None]
    ends = [other.end_s for other in others if other.text and other.start_s is not None]
    if not timed or not starts:
        return True
    within = 0
    for start in timed:
        place = bisect_right(starts, start) - 1
        end = ends[place] if place >= 0 else None
        within += place >= 0 and (end is None or start < end)
    return within >= _MOSTLY * len(timed)


def _are_nearly(words: Sequence[str], others: Sequence[str]) -> bool:
    return (Counter(words) & Counter(others)).total() >= _MOSTLY * max(len(words), len(others))


def _is_numbering(tier: Tier) -> bool:
    """Whether the annotations only number what stands below (*Anne.012*, *phrase 12*)."""
    texts = tier.texts
    numbered = [text for text in texts if _NUMBERING.fullmatch(text) and text[-1:].isdigit()]
    return len(numbered) == len(texts) and len(set(texts)) == len(texts) and bool(texts)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _stands_beside(tier: Tier) -> bool:
    before_at = fold(tier.name.partition("@")[0]) if "@" in tier.name else ""
    coded = before_at in _BESIDE_CODES and not (before_at in _WORD_CODES and tier.subdivides)
    named = bool((_words(tier.name) | _words(tier.type)) & _BESIDE_WORDS)
    return tier.name.startswith("%") or coded or (named and not _words(tier.name) & _TALK_WORDS)


def _translates(tier: Tier, others: Sequence[Tier]) -> bool:
    """Whether a tier bears the name of a language and labels the stretches of one that bears none."""
    if not _words(tier.name) & _LANGUAGES:
        return False
    own = _stretches(tier)
    return any(
        len(own & _stretches(other)) >= _MOSTLY * len(own)
        for other in others
        if other.texts and other is not tier and not _words(other.name) & _LANGUAGES
    )


def _stretches(tier: Tier) -> frozenset[tuple[float | None, float | None]]:
    return frozenset((said.start_s, said.end_s) for said in tier.annotations if said.text)


def name_of_speaker(name: str) -> str:
    """What a tier's name says of the speaker: ``A_transcription`` gives ``A``, ``tx@SP1`` ``SP1``, ``*ANN`` ``ANN``."""
    plain = (name.rpartition("@")[2] if "@" in name else name).strip(" *")
    if plain == _MOTHER:
        return plain
    parts, separators = _SEPARATED.split(plain), [*_SEPARATED.findall(plain), ""]
    first, last = 0, len(parts)
    while first < last and fold(parts[first]) in _NO_NAMES:
        first += 1
    while first < last and fold(parts[last - 1]) in _NO_NAMES:
        last -= 1
    kept = [part + separator for part, separator in zip(parts, separators, strict=True)][first:last]
    return "".join([*kept[:-1], parts[last - 1]]) if kept else ""
