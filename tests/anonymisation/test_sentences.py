"""Annotated sentences: what is found, masked, given back, and what still stands."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.anonymisation.known_names import NameFinder
from tasks.anonymisation.leak_check import find_leaks
from tasks.anonymisation.masking import mask_turn, resolve_overlaps, unmask_turn
from tasks.anonymisation.name_forms import CommonWords
from tasks.anonymisation.patterns import find_patterns
from tasks.anonymisation.pseudonyms import FIXED_TAGS, Identity, PseudonymLists, assign_pseudonyms
from tasks.records import KnownName, Mention
from tests.anonymisation.conftest import Annotated

# Shapes that need capitals to be told from ordinary words.
MISSED_IN_LOWER_CASE = {"1234 ab 38", "rue victor hugo"}


def mentions_of(finder: NameFinder, text: str) -> list[Mention]:
    return resolve_overlaps([*finder.find(text), *find_patterns(text)])


def places(mentions: Sequence[Mention]) -> set[tuple[int, int, str]]:
    return {(mention.start, mention.end, mention.kind) for mention in mentions}


def replacements(names: Sequence[KnownName], lists: PseudonymLists) -> dict[str, str]:
    forbidden = [form for name in names for form in name.forms]
    identities = [Identity(name.identity, name.kind, name.gender) for name in names]
    identities += [Identity(f"pattern:{kind}", kind) for kind in FIXED_TAGS]
    return assign_pseudonyms(identities, taken={}, forbidden=forbidden, seed=3, lists=lists)


def test_sentences_are_many_and_marked(sentences: tuple[Annotated, ...]) -> None:
    assert len(sentences) >= 120
    assert sum(not sentence.marked for sentence in sentences) >= 25


def test_sentences_found_as_written(sentences: tuple[Annotated, ...], finder: NameFinder) -> None:
    wrong = [s.text for s in sentences if places(mentions_of(finder, s.text)) != set(s.marked)]
    assert wrong == []


def test_sentences_found_in_lower_case(sentences: tuple[Annotated, ...], finder: NameFinder) -> None:
    missed: set[str] = set()
    right = others = 0
    for sentence in sentences:
        text = sentence.text.lower()
        assert len(text) == len(sentence.text)
        got = places(mentions_of(finder, text))
        missed |= {text[start:end] for start, end, kind in set(sentence.marked) - got}
        right += len(got & set(sentence.marked))
        others += len(got - set(sentence.marked))
    assert missed == MISSED_IN_LOWER_CASE
    assert right / (right + others) > 0.9


def test_sentences_masking_is_undone_exactly(
    sentences: tuple[Annotated, ...], finder: NameFinder, names: tuple[KnownName, ...], lists: PseudonymLists
) -> None:
    replacement_of = replacements(names, lists)
    for sentence in sentences:
        masked = mask_turn(sentence.text, mentions_of(finder, sentence.text), replacement_of)
        originals = [sentence.text[r.start : r.end] for r in masked.replacements]
        assert unmask_turn(masked, originals) == sentence.text
        assert [masked.text[r.masked_start : r.masked_end] for r in masked.replacements] == [
            r.text for r in masked.replacements
        ]


def test_sentences_masking_twice_changes_nothing(
    sentences: tuple[Annotated, ...], finder: NameFinder, names: tuple[KnownName, ...], lists: PseudonymLists
) -> None:
    replacement_of = replacements(names, lists)
    for sentence in sentences:
        once = mask_turn(sentence.text, mentions_of(finder, sentence.text), replacement_of).text
        assert mask_turn(once, mentions_of(finder, once), replacement_of).text == once


FRAGMENTS = st.sampled_from(
    [
        *(
            "Sophie",
            "Martin",
            "sophie",
            "MARTIN",
            "Jean-Pierre",
            "jean pierre",
            "S.",
            "J.-P.",
            "Lefe\u0300vre",
            "Zoé",
            "Zozo",
        ),
        *("Rose", "petit", "Mme", "M.", "Le Goff", "d’", "l'", "Orange", "Le", "Mans", "St", "Étienne", "chez"),
        *(
            "au 06 12 34 56 78 le",
            "12 rue des",
            "38000",
            "Grenoble",
            "a@b.fr",
            "[Ville 1]",
            "[Date]",
            "le 12 mars 1987",
        ),
        *("😀", "\u200b", "\u0301", "mot", "Mot", "le", "et", "1", "œ"),
    ]
)
JOINTS = st.sampled_from([" ", " ", " ", "", "-", ", ", ". ", "\n", "\u00a0", "'"])


@given(st.lists(st.tuples(FRAGMENTS, JOINTS), max_size=8))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_sentences_any_mixture_is_masked_and_undone(
    finder: NameFinder,
    names: tuple[KnownName, ...],
    lists: PseudonymLists,
    common_words: CommonWords,
    pieces: list[tuple[str, str]],
) -> None:
    text = "".join(fragment + joint for fragment, joint in pieces)
    replacement_of = replacements(names, lists)
    masked = mask_turn(text, mentions_of(finder, text), replacement_of)
    assert unmask_turn(masked, [text[r.start : r.end] for r in masked.replacements]) == text
    again = mask_turn(masked.text, finder.find(masked.text), replacement_of)
    assert again.text == masked.text
    leaks = find_leaks(
        [("k", masked.text)],
        names,
        allowed=replacement_of.values(),
        common_words=common_words.common,
        frequent_words=common_words.frequent,
    )
    assert [leak for leak in leaks if leak.certain] == []


def test_sentences_masked_leak_nothing_certain(
    sentences: tuple[Annotated, ...],
    finder: NameFinder,
    names: tuple[KnownName, ...],
    lists: PseudonymLists,
    common_words: CommonWords,
) -> None:
    replacement_of = replacements(names, lists)
    masked = [
        (str(rank), mask_turn(s.text, mentions_of(finder, s.text), replacement_of).text)
        for rank, s in enumerate(sentences)
    ]
    leaks = find_leaks(
        masked,
        names,
        allowed=replacement_of.values(),
        common_words=common_words.common,
        frequent_words=common_words.frequent,
    )
    assert [(sentences[int(leak.key)].text, leak.kind) for leak in leaks if leak.certain] == []


def test_sentences_unmasked_leak_nearly_all(
    sentences: tuple[Annotated, ...], names: tuple[KnownName, ...], common_words: CommonWords
) -> None:
    kinds = {"person", "place", "organisation", "phone", "email", "url"}
    marked = [(rank, s) for rank, s in enumerate(sentences) if any(kind in kinds for *_, kind in s.marked)]
    leaks = find_leaks([(str(rank), s.text) for rank, s in marked], names, allowed=(), common_words=common_words.common)
    silent = [s.text for rank, s in marked if str(rank) not in {leak.key for leak in leaks}]
    assert len(silent) <= 0.1 * len(marked), silent
