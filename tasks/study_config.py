"""A study's ``study.toml``: parsed once, unknown keys refused, every problem told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tasks.errors import Problem, StudyInvalid, StudyMissing
from tasks.records import Side

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
    """What the consent column says when the person agreed."""

    given: tuple[str, ...] = ("oui", "yes")


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


class Masking(Section):
    """Parameters of the anonymisation."""

    names: str | None = None
    """CSV of further known names: ``name;kind;identity;gender``."""
    keep: tuple[Literal["date", "number", "url", "place", "organisation"], ...] = ()
    """Kinds that stay in clear, knowingly; pages say so."""


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
    faults = (*_side_faults(raw), *_wave_faults(raw), *_modality_faults(raw), *_reference_faults(raw))
    problems = [
        Problem(CONFIG_FILE, what, line=_line_of_key(text, path, value), field=".".join(path))
        for path, what, value in faults
    ]
    try:
        config = StudyConfig.model_validate(raw)
    except ValidationError as error:
        problems = [*config_problems(error, CONFIG_FILE, text), *problems]
    if problems:
        raise StudyInvalid(problems)
    return config


Fault = tuple[Sequence[str], str, str]
"""Path of a key, what is wrong with it, and its value where that is text.

Looked for in what was written, not in what was understood: one misspelt key does not hide them.
"""


def _side_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    sides = [str(group.get("side")) for group in _tables(raw, "groups").values()]
    if "groups" in raw and (len(sides) != 2 or sides in (["A", "A"], ["B", "B"])):
        yield ("groups",), f"a mirror study has two groups, one of side A and one of side B (here: {sides})", ""


def _wave_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    if raw.get("waves") == {}:
        yield ("waves",), "at least one is needed (leave the table out for a study of one wave)", ""
    for name, wave in _tables(raw, "waves").items():
        start, end = wave.get("from"), wave.get("to")
        if type(start) is date and type(end) is date and end < start:
            yield ("waves", name), "ends before it starts", ""
        if name == "all":
            yield ("waves", name), "stands for all waves together", "call this wave otherwise"


def _modality_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    if "all" in _tables(raw, "modalities"):
        yield ("modalities", "all"), "stands for all modalities together; call this one otherwise", ""


def _reference_faults(raw: Mapping[str, object]) -> Iterator[Fault]:
    groups, waves = _tables(raw, "groups"), _tables(raw, "waves") if "waves" in raw else {"1": {}}
    themes = [str(theme.get("id")) for theme in _blocks(raw.get("themes"))]
    for theme in sorted({theme for theme in themes if themes.count(theme) > 1}):
        yield ("themes",), f"the id {theme!r} stands twice", ""
    guides = raw.get("guides")
    for role, questions in guides.items() if isinstance(guides, dict) else ():
        if role not in groups:
            yield ("guides", role), "no such group", ""
        for number, question in enumerate(_blocks(questions)):
            yield from _unknown(("guides", role, str(number), "theme"), question.get("theme"), ["", *themes])
    for number, grid in enumerate(_blocks(raw.get("grids"))):
        yield from _unknown(("grids", str(number), "role"), grid.get("role"), list(groups))
        yield from _unknown(("grids", str(number), "wave"), grid.get("wave"), list(waves))


def _unknown(path: Sequence[str], name: object, known: Sequence[str]) -> Iterator[Fault]:
    if isinstance(name, str) and name not in known:
        yield path, f"{name!r} is not defined in this study", name


def _tables(raw: Mapping[str, object], name: str) -> dict[str, dict[str, object]]:
    value = raw.get(name)
    return {key: table for key, table in value.items() if isinstance(table, dict)} if isinstance(value, dict) else {}


def _blocks(value: object) -> list[dict[str, object]]:
    return [block for block in value if isinstance(block, dict)] if isinstance(value, list) else []


def _syntax_problem(error: tomllib.TOMLDecodeError) -> Problem:
    found = re.search(r"at line (\d+)", str(error))
    what = re.sub(r" \(at .*\)$", "", str(error))
    return Problem(CONFIG_FILE, f"is not valid TOML: {what}", line=int(found[1]) if found else None)


def config_problems(error: ValidationError, file: str, text: str) -> Iterator[Problem]:
    """One Problem for each fault that pydantic found in a TOML ``file`` of that ``text``."""
    for fault in error.errors(include_url=False, include_context=False):
        path = [str(part) for part in fault["loc"]]
        field = ".".join(path)
        line = _line_of_key(text, path)
        if fault["type"] == "extra_forbidden":
            yield Problem(file, "unknown key", "remove it or correct its spelling", line=line, field=field)
        elif fault["type"] == "missing":
            yield Problem(file, "is missing", "add it", field=field)
        elif fault["type"] == "value_error":
            yield Problem(file, fault["msg"].removeprefix("Value error, "), line=line, field=field)
        else:
            yield Problem(file, fault["msg"][0].lower() + fault["msg"][1:], line=line, field=field)


def _line_of_key(text: str, path: Sequence[str], value: str = "") -> int | None:
    """The only line of ``text`` that sets the last key of ``path`` (to ``value``), if there is only one."""
    names = [name for name in path if name != "[key]"]
    if not names:
        return None
    setting = rf"=\s*[\"']{re.escape(value)}[\"']" if value else r"(=|\])"
    key = re.compile(rf'^\s*(\[+.*\b)?"?{re.escape(names[-1])}"?\s*{setting}')
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if key.match(line)]
    return lines[0] if len(lines) == 1 else None
