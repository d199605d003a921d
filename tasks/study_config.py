"""A study's ``study.toml``: parsed once, unknown keys refused, every problem told at once."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tasks.errors import Problem, StudyInvalid, StudyMissing
from tasks.records import Side
from tasks.study_faults import study_faults
from tasks.toml_problems import config_problems, line_of_key

CONFIG_FILE = "study.toml"

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]+$", max_length=40)]
Words = Annotated[int, Field(ge=10, le=200)]


class Section(BaseModel):
    """A table of ``study.toml``: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Group(Section):
    """One side of the mirror."""

    side: Side
    label: str
    """Plural, as pages print it."""
    singular: str
    values: tuple[str, ...] = ()
    """How the participants' table writes this role, compared without case and accents; the id always counts."""


class Wave(Section):
    """One round of interviews; the order of writing is the order of time."""

    label: str
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class Modality(Section):
    """One way in which the accompaniment took place."""

    label: str
    values: tuple[str, ...] = ()


class ParticipantColumns(Section):
    """Miroir's field = the column's heading in the participants' table."""

    id: str
    file: str
    role: str
    wave: str | None = None
    date: str | None = None
    modality: str | None = None
    first_name: str | None = None
    surname: str | None = None
    nicknames: str | None = None
    gender: str | None = None
    age: str | None = None
    consent: str | None = None
    attributes: tuple[str, ...] = ()
    """Further columns kept for tables; never identifying ones."""


class Consent(Section):
    """What the consent column says, compared without case, accents and spaces; ``given`` is looked for first."""

    given: tuple[str, ...] = ("oui", "yes")
    """When the person agreed."""
    withdrawn: tuple[str, ...] = ("retiré", "retrait", "withdrawn", "refus", "non")
    """When the person took the agreement back, or never gave it."""


class Participants(Section):
    """The participants' table."""

    file: str = "participants.csv"
    columns: ParticipantColumns
    consent: Consent = Consent()


class Incoming(Section):
    """What file names tell."""

    date_in_name: str | None = None
    """Regular expression whose three groups are the parts of the date."""
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"

    @field_validator("date_in_name")
    @classmethod
    def _three_groups(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            groups = re.compile(value).groups
        except re.error as error:
            raise ValueError(f"not a regular expression: {error.msg}") from error
        if groups != 3:
            raise ValueError(f"needs three groups (year, month, day in the order of date_order), has {groups}")
        return value


class Speakers(Section):
    """Speaker markers of the transcripts; guessed where none is given."""

    interviewer: tuple[str, ...] = ()
    interviewee: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    """Whoever else speaks: an interpreter, a second person in the room."""


class Theme(Section):
    """One theme of the study."""

    id: Identifier
    label: str
    words: tuple[str, ...] = ()
    """Lemmas that mark the theme where no question of the guide does."""


class GuideQuestion(Section):
    """One question of an interview guide."""

    number: str
    text: str = ""
    theme: str = ""


class Lexicon(Section):
    """Parameters of the lexical analysis."""

    pipeline: Annotated[str, Field(min_length=1)] = "fr_oral_sm"
    """Language model: Miroir's own, any installed spaCy pipeline, or ``dictionary`` for none."""
    dictionary: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    """Files of the study's dictionary; later ones win over earlier ones."""
    leave_out: tuple[Literal["particles"], ...] = ()
    """What is ignored although it is words: discourse particles."""
    max_unknown: Annotated[float, Field(gt=0, le=1)] = 0.05
    """Share of an interview's words that no dictionary knows above which its words are to be looked over."""
    segment_words: Words = 40
    min_form_count: Annotated[int, Field(ge=1, le=50)] = 3
    classes: Annotated[int, Field(ge=2, le=20)] = 4
    """At most; fewer where the corpus cannot be divided further."""
    min_segment_forms: Annotated[int, Field(ge=1, le=20)] = 3
    """Segments with fewer different active forms are not classified: they hold no co-occurrence to speak of."""
    min_class_share: Annotated[float, Field(ge=0, le=0.5)] = 0.05
    """Least share of the segments entered that a class holds; smaller parts are left unclassified."""
    active_pos: tuple[Literal["NOUN", "VERB", "ADJ", "ADV"], ...] = ("NOUN", "VERB", "ADJ", "ADV")
    supplementary: tuple[str, ...] = ()
    """Lemmas never active."""
    placeholders: tuple[str, ...] = ()
    """Words that stand for something masked before Miroir (``BIP``)."""
    count: tuple[Literal["hesitations", "false_starts", "events"], ...] = ()
    """What is no word and yet counts as one; nothing unless asked for."""


class Masking(Section):
    """Parameters of the anonymisation."""

    names: str | None = None
    """CSV of further known names: ``name;kind;identity;gender``."""
    keep: tuple[Literal["date", "number", "url", "place", "organisation"], ...] = ()
    """Kinds that stay in clear, knowingly; pages say so."""
    reviewed: tuple[Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]+:[0-9]+$")], ...] = ()
    """Versions of transcripts whose masks to review a person has looked through: ``A01-1:2``."""


class GridFile(Section):
    """One file of marks."""

    file: str
    coder: str
    role: str | None = None
    wave: str | None = None


class Goals(Section):
    """The table of goals: set by participants in one wave, their outcome told in later ones."""

    file: str = "goals.csv"


class Mirror(Section):
    """Parameters of the comparison of the two sides."""

    alpha: Annotated[float, Field(gt=0, lt=1)] = 0.05
    max_exact: Annotated[int, Field(ge=1)] = 20_000
    """Labelings up to which a permutation test is exact."""
    sampled: Annotated[int, Field(ge=99)] = 5_000
    quotes: Annotated[int, Field(ge=1, le=20)] = 4
    """Quotes a side and theme."""


class Run(Section):
    """How the work is carried out; never changes a result."""

    task_runner: Literal["threads", "processes", "dask", "ray"] = "threads"
    workers: Annotated[int, Field(ge=1, le=256)] = 2


class StudyConfig(Section):
    """The whole ``study.toml``."""

    name: str
    language: Literal["fr", "en"] = "fr"
    seed: Annotated[int, Field(ge=0)] = 20260301
    groups: dict[Identifier, Group]
    waves: dict[Identifier, Wave] = Field(default_factory=lambda: {"1": Wave(label="Vague 1")})
    modalities: dict[Identifier, Modality] = Field(default_factory=dict)
    participants: Participants
    incoming: Incoming = Incoming()
    speakers: Speakers = Speakers()
    themes: tuple[Theme, ...] = ()
    guides: dict[Identifier, tuple[GuideQuestion, ...]] = Field(default_factory=dict)
    lexicon: Lexicon = Lexicon()
    masking: Masking = Masking()
    grids: tuple[GridFile, ...] = ()
    goals: Goals | None = None
    mirror: Mirror = Mirror()
    run: Run = Run()

    def role_of_side(self, side: Side) -> str:
        """The group's id on ``side``."""
        return next(role for role, group in self.groups.items() if group.side == side)


def load_study_config(study: Path) -> StudyConfig:
    """Read ``study.toml`` of the folder ``study``.

    Raises StudyMissing where there is none, StudyInvalid with every problem of it.
    """
    path = study / CONFIG_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StudyMissing(f"{study}: no {CONFIG_FILE} here; `miroir new DIR` makes a study to fill in") from error
    except UnicodeDecodeError as error:
        raise StudyInvalid([Problem(CONFIG_FILE, "is not UTF-8 text", "save it as UTF-8")]) from error
    except OSError as error:
        raise StudyInvalid([Problem(CONFIG_FILE, f"cannot be read: {error.strerror}")]) from error
    return parse_study_config(text)


def parse_study_config(text: str) -> StudyConfig:
    """Parse the text of a ``study.toml``; raises StudyInvalid with every problem."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StudyInvalid([_syntax_problem(error)]) from error
    problems = [
        Problem(CONFIG_FILE, what, line=line_of_key(text, path, value), field=".".join(path))
        for path, what, value in study_faults(raw)
    ]
    try:
        config = StudyConfig.model_validate(raw)
    except ValidationError as error:
        problems = [*config_problems(error, CONFIG_FILE, text), *problems]
    if problems:
        raise StudyInvalid(problems)
    return config


def _syntax_problem(error: tomllib.TOMLDecodeError) -> Problem:
    found = re.search(r"at line (\d+)", str(error))
    what = re.sub(r" \(at .*\)$", "", str(error))
    return Problem(CONFIG_FILE, f"is not valid TOML: {what}", line=int(found[1]) if found else None)
