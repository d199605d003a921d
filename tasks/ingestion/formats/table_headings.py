"""What heads the columns of a transcript typed in a table, in the form that ``folding.fold`` gives."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Kind = Literal["", "speaker", "text", "time", "number", "remark"]
"""What a column holds; empty where nothing tells."""

HEADING_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **dict.fromkeys(
            ("locuteur", "locutrice", "locuteurs", "intervenant", "intervenante", "intervenants", "speaker", "qui",
             "nom", "personne", "prise de parole", "code", "interlocuteur", "participant"),
            "speaker",
        ),
        **dict.fromkeys(
            ("texte", "text", "verbatim", "verbatims", "transcription", "transcript", "retranscription", "propos",
             "contenu", "paroles", "discours", "entretien", "utterance", "dialogue"),
            "text",
        ),
        **dict.fromkeys(
            ("temps", "time", "minutage", "horodatage", "heure", "timecode", "time code", "debut", "fin", "start",
             "end", "minute", "minutes", "timestamp", "tc", "duree"),
            "time",
        ),
        **dict.fromkeys(("n", "no", "numero", "tour", "tours", "ligne", "lignes", "line", "id", "tdp"), "number"),
        **dict.fromkeys(
            ("remarque", "remarques", "observation", "observations", "commentaire", "commentaires", "note", "notes",
             "notes de terrain", "annotation", "annotations", "analyse", "codes", "codage", "theme", "themes",
             "comments", "remarks", "non verbal", "gestes", "mots cles"),
            "remark",
        ),
    }
)  # fmt: skip
"""Heading, folded → what its column holds."""
