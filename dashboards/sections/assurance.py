"""How sure one can be: numbers of people, least p, what outlives correction, what goes with the side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from dashboards.addresses import page
from dashboards.contexts.overview import Fact, Said
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.sections.opposition import compared_forms, compared_pairs
from dashboards.sections.pairs import said_verdict
from dashboards.sections.quality import count_todo
from dashboards.sections.reading import plain_name

GAP = 0.2
"""Gap between the sides' shares from which something is said to go with the side."""
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
    """Variables that go with the side, the widest gap first, then those that do not; and what follows from it."""
    words = materials.words
    measured = [found for name, rows, code in _variables(materials) if (found := _gap(materials, name, rows, code))]
    measured.sort(key=lambda one: -one[0])
    wide = [Said(sentence) for gap, _, sentence in measured if gap >= GAP]
    even = [name for gap, name, _ in measured if gap < GAP]
    said = (*wide, *((Said(words("confounded_even", names=", ".join(even))),) if even else ()))
    return said, words("reading_confounded" if wide else "confounded_nothing")


def _variables(materials: Materials) -> Iterator[tuple[str, pl.DataFrame, str]]:
    """Name, ``side`` and ``value`` of each unit, the message that tells it."""
    words, names, published = materials.words, materials.names, materials.published
    interviews = published.read("analysed_interviews")
    told = interviews.filter(pl.col("modality") != "")
    modality = told.select("side", value=pl.col("modality").map_elements(names.modality, return_dtype=pl.String))
    yield words("head_modality"), modality, "confounded_interviews"
    met = interviews.select("participant_id").unique()
    people = published.read("participants").join(met, on="participant_id", how="semi").filter(pl.col("gender") != "")
    gender = people.select(
        "side", value=pl.col("gender").replace({"f": words("confounded_women"), "m": words("confounded_men")})
    )
    yield words("confounded_gender"), gender, "confounded_people"
    attributes = published.read("participant_attributes").join(
        interviews.select("interview_id", "side"), on="interview_id"
    )
    for (name,), rows in attributes.filter(pl.col("value") != "").group_by("attribute", maintain_order=True):
        yield str(name), rows.select("side", "value"), "confounded_interviews"


def _gap(materials: Materials, name: str, rows: pl.DataFrame, code: str) -> tuple[float, str, str] | None:
    """Gap, name and sentence of a variable; None where a side has none, or where nearly everyone has a value apart."""
    words, numbers = materials.words, materials.numbers
    sizes = {side: rows.filter(pl.col("side") == side).height for side in SIDES}
    values = sorted(set(rows["value"]))
    if not all(sizes.values()) or not 1 < len(values) <= rows.height / 2:
        return None
    counts = Counter(rows.select("side", "value").iter_rows())
    shares = {value: [counts[side, value] / sizes[side] for side in SIDES] for value in values}
    widest = max(values, key=lambda value: abs(shares[value][0] - shares[value][1]))
    facts = {side.lower(): numbers.ratio(counts[side, widest], sizes[side]) for side in SIDES} | {
        f"group_{side.lower()}": plain_name(materials.names.side(side)) for side in SIDES
    }
    sentence = words(code, name=name[:1].upper() + name[1:], value=widest, **facts)
    return abs(shares[widest][0] - shares[widest][1]), plain_name(name), sentence
