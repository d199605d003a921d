"""The paragraph on method that an article asks for, from parameters, versions and counts of the published file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from dashboards.contexts.method import Article
from dashboards.materials import Materials
from dashboards.number_format import NumberStyle
from dashboards.sections.coder_agreement import count_agreement
from dashboards.sections.opposition import compared_forms, compared_pairs
from dashboards.sections.parameters import read_parameters, read_reader, read_versions
from dashboards.sections.reading import plain_name
from dashboards.wording import Words
from tasks.messages import Language

REFERENCES = {
    "reference_benjamini": ("lexicon", "Benjamini, Y. & Hochberg, Y."),
    "reference_fisher": ("pairs", "Fisher, R. A."),
    "reference_holm": ("pairs", "Holm, S."),
    "reference_lafon": ("specificities", "Lafon, P."),
    "reference_mcnemar": ("transitions", "McNemar, Q."),
    "reference_newcombe": ("pairs", "Newcombe, R. G."),
    "reference_phipson": ("sampled", "Phipson, B. & Smyth, G. K."),
    "reference_reinert": ("classes", "Reinert, M."),
}
"""Message of a reference → the analysis that uses it, and its authors."""


def write_articles(materials: Materials) -> tuple[Article, ...]:
    """The paragraph in both languages, the page's first; none where no interview was analysed."""
    if materials.published.read("analysed_interviews").is_empty():
        return ()
    languages: tuple[Language, ...] = ("fr", "en") if materials.language == "fr" else ("en", "fr")
    return tuple(_write(_in(materials, language)) for language in languages)


def _in(materials: Materials, language: Language) -> Materials:
    """The same materials, speaking another language."""
    return replace(materials, language=language, words=Words(language), numbers=NumberStyle(language))


def _write(materials: Materials) -> Article:
    used = set(_analyses(materials))
    parts = (_corpus, _masking, _lexicon, _grid, _mirror, _waves, _software)
    paragraphs = (" ".join(part(materials, used)) for part in parts)
    references = sorted(
        (authors, materials.words(code)) for code, (analysis, authors) in REFERENCES.items() if analysis in used
    )
    return Article(
        language=materials.language,
        title=materials.words("article_title"),
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        references=tuple(text for _, text in references),
        references_title=materials.words("article_references"),
    )


def _analyses(materials: Materials) -> Iterator[str]:
    """What was done, as far as the published file holds its results."""
    published = materials.published
    for name in ("classes", "specificities", "transitions", "goal_outcomes", "grid_cells"):
        if published.read(name).height:
            yield name
    if compared_pairs(materials).height:
        yield "pairs"
    forms = compared_forms(materials)
    if forms.height:
        yield "lexicon"
        yield from forms["method"].unique()


def _corpus(materials: Materials, _: set[str]) -> Iterator[str]:
    words, names, whole = materials.words, materials.names, materials.numbers.whole
    interviews = materials.published.read("analysed_interviews")
    people = {side: interviews.filter(pl.col("side") == side)["participant_id"].n_unique() for side in ("A", "B")}
    yield words.count(
        "article_corpus",
        interviews.height,
        whole(interviews.height),
        a=whole(people["A"]),
        b=whole(people["B"]),
        group_a=plain_name(names.side("A")),
        group_b=plain_name(names.side("B")),
    )
    held = materials.held_waves()
    if len(held) > 1:
        yield words("article_waves", n=whole(len(held)), waves=", ".join(names.wave(wave) for wave in held))
    told = interviews.filter(pl.col("modality") != "")["modality"].value_counts().sort("modality")
    if told.height:
        counts = [f"{whole(n)} {plain_name(names.modality(key))}" for key, n in told.iter_rows()]
        yield words("article_modalities", counts=", ".join(counts))
    guessed = interviews.filter(~pl.col("speakers_confirmed")).height
    if guessed:
        yield words.count("article_speakers", guessed, whole(guessed))
    n_words = int(materials.published.read("word_totals")["n_words"].sum())
    if n_words:
        yield words("article_words", n=whole(n_words))
        yield from _reader(materials)


def _reader(materials: Materials) -> Iterator[str]:
    """What gave the words their parts of speech and lemmas."""
    reader = read_reader(materials)
    if reader:
        yield materials.words("article_read_by_model", name=reader, version=read_versions(materials)[reader])
    elif reader is not None:
        yield materials.words("article_read_by_dictionaries")


def _masking(materials: Materials, _: set[str]) -> Iterator[str]:
    words, whole = materials.words, materials.numbers.whole
    replaced = materials.published.read("replacements").height
    yield words.count("article_masking", replaced, whole(replaced)) if replaced else words("article_masking_none")


def _lexicon(materials: Materials, used: set[str]) -> Iterator[str]:
    words, numbers, published = materials.words, materials.numbers, materials.published
    known = read_parameters(materials)
    segments = published.read("segment_classes")
    if segments.is_empty():
        return
    if "lexicon.segment_words" in known:
        poses = known.get("lexicon.active_pos", [])
        called = [words(f"pos_{pos}") for pos in poses] if isinstance(poses, list) else []
        yield words(
            "article_segments",
            n=numbers.whole(segments.height),
            words=str(known["lexicon.segment_words"]),
            forms=numbers.whole(published.read("active_forms").height),
            poses=", ".join(called),
            least=str(known.get("lexicon.min_form_count", "–")),
        )
    if "classes" in used:
        classified = segments.filter(pl.col("class") > 0).height
        share = known.get("lexicon.min_class_share")
        yield words(
            "article_classes",
            n=numbers.whole(published.read("classes").height),
            share=numbers.percent(classified / segments.height, digits=1),
            least_forms=str(known.get("lexicon.min_segment_forms", "–")),
            least_share=numbers.percent(share) if isinstance(share, float) else "–",
        )
    if "specificities" in used:
        yield words("article_specificities")


def _grid(materials: Materials, used: set[str]) -> Iterator[str]:
    words, numbers, published = materials.words, materials.numbers, materials.published
    if "grid_cells" not in used:
        return
    cells = published.read("grid_cells")
    indicators = published.read("indicators")
    coders = cells.filter(pl.col("coder") != "")["coder"].n_unique()
    yield words(
        "article_grid",
        indicators=numbers.whole(indicators.height),
        observables=numbers.whole(indicators["observable"].n_unique()),
    )
    agreement = count_agreement(cells)
    if coders > 1 and agreement.n_cells:
        yield words(
            "article_coders",
            coders=numbers.whole(coders),
            n=numbers.whole(agreement.n_cells),
            alike=numbers.whole(agreement.n_alike),
            share=numbers.percent(agreement.n_alike / agreement.n_cells),
        )
    else:
        yield words("article_coder")


def _mirror(materials: Materials, used: set[str]) -> Iterator[str]:
    words, numbers = materials.words, materials.numbers
    alpha = numbers.decimal(materials.alpha, digits=2)
    if "pairs" in used:
        pairs = compared_pairs(materials)
        floor = pairs["design_floor"].min()
        yield words(
            "article_pairs",
            n=numbers.whole(pairs.height),
            level=numbers.percent(1 - materials.alpha),
            alpha=alpha,
            floor=numbers.floor(floor if isinstance(floor, float) else None),
        )
    if "lexicon" in used:
        forms = compared_forms(materials)
        first = forms.row(0, named=True)
        code = "article_permutation" if first["method"] == "exact" else "article_permutation_sampled"
        yield words(
            code,
            forms=numbers.whole(forms.height),
            least=str(read_parameters(materials).get("lexicon.min_form_count", "–")),
            n=numbers.whole(first["n_labelings"]),
        )


def _waves(materials: Materials, used: set[str]) -> Iterator[str]:
    if "transitions" in used:
        yield materials.words("article_transitions")
    if "goal_outcomes" in used:
        n = materials.published.read("goal_outcomes").height
        yield materials.words.count("article_goals", n, materials.numbers.whole(n))


def _software(materials: Materials, _: set[str]) -> Iterator[str]:
    known, versions = read_parameters(materials), read_versions(materials)
    called = {"miroir": "Miroir", "python": "Python", "duckdb": "DuckDB", "numpy": "NumPy", "scipy": "SciPy"}
    named = [
        f"{called.get(name, name)} {versions[name]}"
        for name in sorted(versions, key=lambda one: (one != "miroir", one))
    ]
    if named:
        yield materials.words("article_software", versions=", ".join(named))
    if "seed" in known:
        yield materials.words("article_seed", seed=str(known["seed"]))
