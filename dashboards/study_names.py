"""What things of a study are called: its groups, waves, modalities, themes, and how its participants are cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dashboards.alphabet import set_spaces
from dashboards.published import Published
from tasks.messages import Language

ALL_WAVES = "all"


@dataclass(frozen=True, slots=True)
class StudyNames:
    """Names from the published tables ``study``, ``participants``, ``interviews`` and ``citation_labels``.

    Keys of ``study``: ``name``, ``language``, ``masking.keep``, ``role.<side>``, ``label.<role>``, ``wave.<id>``,
    ``modality.<id>``, ``theme.<id>``; ``waves`` and ``themes`` (ids in order, separated by spaces) where told. What is
    missing is shown by its id.
    """

    study: str
    language: Language
    roles: Mapping[str, str]
    """Side → role."""
    waves: tuple[str, ...]
    """Ids in the order of time."""
    themes: tuple[str, ...]
    """Ids in the order of the study."""
    values: Mapping[str, str]
    """The table ``study``."""
    citations: Mapping[str, str]
    """Participant → label."""
    interviews: Mapping[str, tuple[str, str]]
    """Interview → participant and wave."""

    def side(self, letter: str) -> str:
        """What the group of a side is called."""
        return self.group(self.roles[letter]) if letter in self.roles else letter

    def group(self, role: str) -> str:
        """What a group is called."""
        return self.values.get(f"label.{role}", role)

    def wave(self, wave: str) -> str:
        """What a wave is called."""
        return self.values.get(f"wave.{wave}", wave)

    def wave_in_short(self, wave: str) -> str:
        """Its name without what stands in brackets at its end; the whole where two waves would be called the same."""
        short = {one: self.wave(one).partition(" (")[0].strip() for one in self.waves}
        found = short.get(wave, "")
        return found if found and list(short.values()).count(found) == 1 else self.wave(wave)

    def modality(self, modality: str) -> str:
        """What a modality is called."""
        return self.values.get(f"modality.{modality}", modality)

    def theme(self, theme: str) -> str:
        """What a theme is called."""
        return self.values.get(f"theme.{theme}", theme)

    def participant(self, participant: str) -> str:
        """How a participant is cited; the code of one who was never cited."""
        return self.citations.get(participant, participant)

    def interview(self, interview: str) -> str:
        """How an interview is cited: its participant, and its wave where the study has several."""
        if interview not in self.interviews:
            return self.participant(interview)
        participant, wave = self.interviews[interview]
        cited = self.participant(participant)
        return f"{cited}, {self.wave(wave)}" if len(self.waves) > 1 else cited


def read_study_names(published: Published) -> StudyNames:
    """Read the names of the study."""
    values = dict(published.read("study").iter_rows())
    people = published.read("participants")
    interviews = published.read("interviews")
    return StudyNames(
        study=set_spaces(values.get("name", "")) if values.get("language") != "en" else values.get("name", ""),
        language="en" if values.get("language") == "en" else "fr",
        roles=_roles(values, people),
        waves=_in_order(values.get("waves", ""), _ids(values, "wave"), interviews),
        themes=_in_order(values.get("themes", ""), _ids(values, "theme"), None),
        values=values,
        citations=dict(published.read("citation_labels").select("participant_id", "label").iter_rows()),
        interviews={
            interview: (participant, wave)
            for interview, participant, wave in interviews.select("interview_id", "participant_id", "wave").iter_rows()
        },
    )


def _roles(values: Mapping[str, str], people: pl.DataFrame) -> dict[str, str]:
    told = {side: values[f"role.{side}"] for side in ("A", "B") if f"role.{side}" in values}
    return dict(people.select("side", "role").iter_rows()) | told


def _ids(values: Mapping[str, str], kind: str) -> list[str]:
    return sorted(key.removeprefix(f"{kind}.") for key in values if key.startswith(f"{kind}."))


def _in_order(told: str, ids: Iterable[str], interviews: pl.DataFrame | None) -> tuple[str, ...]:
    """``told`` where the study tells the order; otherwise by first day of interview, then by id."""
    known = told.split()
    first: dict[str, date] = {}
    if interviews is not None:
        first = dict(interviews.drop_nulls("held_on").group_by("wave").agg(pl.col("held_on").min()).iter_rows())
        ids = {*ids, *interviews["wave"]}

    def place(name: str) -> tuple[int, date, int, str]:
        told_place = known.index(name) if name in known else len(known)
        return (told_place, first.get(name, date.max), int(name) if name.isdecimal() else len(known), name)

    return tuple(sorted(ids, key=place))
