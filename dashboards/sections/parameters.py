"""What the published file says of parameters and versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dashboards.materials import Materials, parse_details

PIPELINE = "lexicon.pipeline"


def read_parameters(materials: Materials) -> dict[str, object]:
    """``lexicon.classes`` and the like → value; those that the published file does not tell are not there."""
    texts = materials.published.read("provenance")["parameters"].unique().sort()
    return {key: value for text in texts for key, value in flatten(parse_details(text))}


def read_versions(materials: Materials) -> dict[str, str]:
    """Package or model → version."""
    texts = materials.published.read("provenance")["versions"].unique().sort()
    return {name: str(version) for text in texts for name, version in parse_details(text).items()}


def read_reader(materials: Materials) -> str | None:
    """The language model that read the words; empty where dictionaries and rules did; None where it is not told.

    What the study asks for may not have been there: only what has a version was used.
    """
    asked = read_parameters(materials).get(PIPELINE)
    if not isinstance(asked, str):
        return None
    return asked if asked in read_versions(materials) else ""


def flatten(sections: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """Parameters nested by section as ``section.key`` and value."""
    for key, value in sections.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
