"""What a speaker whom a format knows by an id is called: the name beside the id, as a person reads it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tasks.ingestion.folding import fold

NO_SPEAKER = "(sans locuteur)"
"""Label of talk that no speaker is given for, in a file that gives them."""
TOGETHER = " + "
"""Between the names of those who speak at once."""


def speaker_labels(names: Mapping[str, str], speaking: Collection[str]) -> dict[str, str]:
    """Give the label of every id: its name, or the id where it has none.

    Ids of one name are one speaker, as a reader of names has it; but where all who speak would so become one, each
    bears its id behind the name.

    Args:
        names: id → name, which may be empty.
        speaking: ids of those who say something, known to ``names`` or not.
    """
    labels = {key: " ".join(names.get(key, "").split()) or key for key in (*names, *speaking)}
    if len(set(speaking)) > 1 and len({fold(labels[key]) for key in speaking}) < 2:
        return {key: label if label == key else f"{label} ({key})" for key, label in labels.items()}
    return labels
