"""How sure one can be: numbers of people, least p, what outlives correction, what goes with the side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from dashboards.addresses import page
from dashboards.contexts.overview import Fact, Said
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.sections.confounding import read_confounding, say_even
from dashboards.sections.contested import read_contested, tell_contested
from dashboards.sections.opposition import compared_forms, compared_pairs
from dashboards.sections.pairs import said_verdict
from dashboards.sections.quality import count_todo

SIDES = ("A", "B")


def list_facts(materials: Materials) -> Iterator[Fact]:
    """What bounds every comparison of the sides."""
    words, whole = materials.words, materials.numbers.whole
    people = materials.published.read("analysed_interviews").unique("participant_id")
    n = {side: people.filter(pl.col("side") == side).height for side in SIDES}
    mirror = Link(words("more_mirror"), page("mirror"))
    yield Fact(
        f"{whole(n['A'])} + {whole(n['B'])}", words("sure_people"), Link(words("more_interviews"), page("interviews"))
    )
    pairs, forms = compared_pairs(materials), compared_forms(materials)
    floors = [*pairs["design_floor"].drop_nulls(), *forms["p_floor"].drop_nulls()]
    if floors:
        least = min(floors)
        code = "sure_floor" if least <= materials.alpha else "sure_floor_above"
        alpha = materials.numbers.decimal(materials.alpha, digits=2)
        yield Fact(materials.numbers.floor(least), words(code, alpha=alpha), Link(words("more_method"), page("method")))
    if pairs.height:
        yield _held_pairs(materials, pairs, mirror)
    if forms.height:
        held = forms.filter(pl.col("q") <= materials.alpha).height
        alone = forms.filter(pl.col("p") <= materials.alpha).height
        text = words("sure_words", alone=whole(alone))
        yield Fact(_out_of(materials, held, forms.height), text, mirror)
    contested = read_contested(materials)
    if contested.n_contested:
        text, grid = (
            tell_contested(materials, contested, "sure_contested"),
            Link(words("see_coders"), page("grid", "coders")),
        )
        yield Fact(_out_of(materials, contested.n_contested, contested.crosses), text, grid)
    classes = materials.published.read("classes").height
    if classes:
        text = words.count("sure_classes", classes, whole(classes))
        yield Fact(whole(classes), text, Link(words("more_classes"), page("classes")))
    todo = count_todo(materials)
    if todo:
        text = words.count("sure_todo", todo, whole(todo))
        yield Fact(whole(todo), text, Link(words("more_quality"), page("quality")))


def _held_pairs(materials: Materials, pairs: pl.DataFrame, more: Link) -> Fact:
    whole = materials.numbers.whole
    verdicts = Counter(said_verdict(materials, row) for row in pairs.to_dicts())
    held = verdicts["difference"]
    text = materials.words(
        "sure_pairs", alone=whole(held + verdicts["uncorrected"]), unknown=whole(verdicts["cannot_tell"])
    )
    return Fact(_out_of(materials, held, pairs.height), text, more)


def _out_of(materials: Materials, n: int, total: int) -> str:
    return materials.words("out_of", n=materials.numbers.whole(n), total=materials.numbers.whole(total))


def tell_confounded(materials: Materials) -> tuple[tuple[Said, ...], str]:
    """What goes with the side, as the mirror tells it, then what does not; and what follows from it."""
    found = read_confounding(materials)
    even = say_even(materials, found)
    uneven = (*found.strong, *found.mild)
    said = tuple(Said(sentence) for sentence in (*uneven, *((even,) if even else ())))
    return said, materials.words("reading_confounded" if uneven else "confounded_nothing")
