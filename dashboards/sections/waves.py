"""The same people later: who was there when, what became of the indicators, words that came, goals."""

from __future__ import annotations

from dashboards.contexts.waves import WavesContext
from dashboards.materials import Materials
from dashboards.sections.class_moves import brief_classes
from dashboards.sections.goals import brief_goals, draw_goals, list_setters, read_outcomes
from dashboards.sections.new_words import brief_new_words, list_new_words
from dashboards.sections.pairs import read_codebook
from dashboards.sections.panel import brief_panel, build_panel
from dashboards.sections.transitions import Changes, brief_transitions, draw_followed, follow_transitions


def build_waves(materials: Materials) -> WavesContext:
    """Panel, transitions and new words of a study of several waves; goals of any study that has them."""
    words = materials.words
    outcomes = read_outcomes(materials)
    goal_figures = tuple(draw_goals(materials, outcomes))
    setters = list_setters(materials, outcomes)
    panel = materials.published.read("panel")
    if panel["wave"].n_unique() < 2:
        return WavesContext(words("empty_waves"), (), None, "", (), "", (), goal_figures, setters)
    codebook = read_codebook(materials)
    changes = Changes(materials, codebook.contested)
    followed = follow_transitions(materials)
    drawn = [draw_followed(materials, codebook, changes, one) for one in followed]
    figures = tuple(figure for figure in drawn if figure is not None)
    found = list(list_new_words(materials))
    return WavesContext(
        empty="",
        brief=(
            *brief_panel(materials, panel),
            *brief_transitions(materials, codebook, changes, followed),
            *brief_classes(materials),
            *brief_new_words(materials, found),
            *brief_goals(materials, outcomes),
        ),
        panel=build_panel(materials, panel),
        no_transitions="" if figures else words("empty_transitions"),
        figures=figures,
        new_words_told=words("new_words_intro" if found else "empty_new_words"),
        new_words=tuple(table for _, _, table in found),
        goal_figures=goal_figures,
        setters=setters,
    )
