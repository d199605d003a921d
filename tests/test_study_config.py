"""Settings of a study: every problem of ``study.toml`` is told at once, with its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from tasks.errors import Problem, StudyInvalid, StudyMissing
from tasks.study_config import StudyConfig, load_study_config, parse_study_config

SOUND = """\
name = "Étude"
[groups.guide]
side = "A"
label = "Guides"
singular = "guide"
[groups.marcheur]
side = "B"
label = "Marcheurs"
singular = "marcheur"
[participants.columns]
id = "code"
file = "fichier"
role = "groupe"
"""


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(StudyInvalid) as caught:
        parse_study_config(text)
    return list(caught.value.problems)


def only_problem(text: str) -> Problem:
    problems = problems_of(text)
    assert len(problems) == 1, problems
    return problems[0]


def test_study_config_least_study_has_one_wave() -> None:
    config = parse_study_config(SOUND)
    assert list(config.waves) == ["1"]
    assert (config.role_of_side("A"), config.role_of_side("B")) == ("guide", "marcheur")
    assert (config.lexicon.segment_words, config.lexicon.classes, config.mirror.alpha) == (40, 4, 0.05)


def test_study_config_template_parses(root: Path) -> None:
    config = load_study_config(root / "data" / "study_template")
    assert sorted(group.side for group in config.groups.values()) == ["A", "B"]


def test_study_config_example_parses(root: Path) -> None:
    config = load_study_config(root / "data" / "example_study")
    assert list(config.waves) == ["1", "2"]
    assert config.waves["1"].from_ == date(2026, 1, 5)
    assert [grid.wave for grid in config.grids] == ["1", "1", "2", None]
    assert StudyConfig.model_validate(config.model_dump(mode="json", by_alias=True)) == config


def test_study_config_tells_everything_at_once() -> None:
    text = """\
name = "x"
nme = "y"
[groups.guide]
side = "A"
label = "Guides"
singular = "guide"
[waves.1]
label = "Vague 1"
from = 2026-03-01
to = 2026-01-01
[participants.columns]
id = "code"
role = "groupe"
[lexicon]
classes = "quatre"
[incoming]
date_in_name = '(\\d'
[[guides.guide]]
number = "1"
theme = "absent"
"""
    told = {(problem.field, problem.line): problem.what for problem in problems_of(text)}
    assert told.keys() == {
        ("nme", 2),
        ("participants.columns.file", None),
        ("lexicon.classes", 15),
        ("incoming.date_in_name", 17),
        ("groups", None),
        ("waves.1", 7),
        ("guides.guide.0.theme", 20),
    }
    assert told["nme", 2] == "unknown key"
    assert told["participants.columns.file", None] == "is missing"
    assert "integer" in told["lexicon.classes", 15]
    assert "regular expression" in told["incoming.date_in_name", 17]
    assert "two groups" in told["groups", None]
    assert told["waves.1", 7] == "ends before it starts"
    assert told["guides.guide.0.theme", 20] == "'absent' is not defined in this study"


def test_study_config_a_problem_reads_as_one_line() -> None:
    with pytest.raises(StudyInvalid) as caught:
        parse_study_config(SOUND.replace('name = "Étude"', 'name = "Étude"\nnom = "x"'))
    assert str(caught.value) == "study.toml, line 2, nom: unknown key (remove it or correct its spelling)"


def test_study_config_missing_tables_are_told() -> None:
    told = [(problem.field, problem.what) for problem in problems_of('language = "fr"\n')]
    assert told == [("name", "is missing"), ("groups", "is missing"), ("participants", "is missing")]


@pytest.mark.parametrize(
    ("addition", "field", "line", "what"),
    [
        ("[run]\nworkers = 0", "run.workers", 15, "greater than or equal to 1"),
        ('[run]\ntask_runner = "slurm"', "run.task_runner", 15, "'threads'"),
        ("[lexicon]\nmin_class_share = 0.6", "lexicon.min_class_share", 15, "less than or equal to 0.5"),
        ('[lexicon]\nactive_pos = ["PRON"]', "lexicon.active_pos.0", 15, "'NOUN'"),
        ("[mirror]\nalpha = 1", "mirror.alpha", 15, "less than 1"),
        ('[masking]\nkeep = ["person"]', "masking.keep.0", 15, "'date'"),
        (
            r"""[incoming]
date_in_name = '(\d\d)\.(\d\d)'""",
            "incoming.date_in_name",
            15,
            "has 2",
        ),
        ('[[guides.pilote]]\nnumber = "1"', "guides.pilote", 14, "no such group"),
        ('[[themes]]\nid = "x"\nlabel = "X"\n[[themes]]\nid = "x"\nlabel = "Y"', "themes", None, "stands twice"),
        ('[[grids]]\nfile = "g.csv"\ncoder = "CL"\nrole = "pilote"', "grids.0.role", 17, "'pilote'"),
        ('[[grids]]\nfile = "g.csv"\ncoder = "CL"\nwave = "2"', "grids.0.wave", 17, "'2'"),
        ("[waves]", "waves", 14, "at least one"),
        ('[modalities.all]\nlabel = "Toutes"', "modalities.all", 14, "all modalities"),
        ('[goals]\nfiles = "goals.csv"', "goals.files", 15, "unknown key"),
        ('[waves.vague-1]\nlabel = "V"', "waves.vague-1.[key]", 14, "pattern"),
        ('[participants.consent]\ngiven = "oui"', "participants.consent.given", 15, "is no list"),
    ],
)
def test_study_config_tells_place(addition: str, field: str, line: int | None, what: str) -> None:
    problem = only_problem(SOUND + addition)
    assert (problem.file, problem.field, problem.line) == ("study.toml", field, line)
    assert what in problem.what


@pytest.mark.parametrize("sides", [("A", "A"), ("B", "B")])
def test_study_config_two_groups_of_one_side_are_refused(sides: tuple[str, str]) -> None:
    text = SOUND.replace('side = "A"', "side = ?").replace('side = "B"', "side = ?")
    for side in sides:
        text = text.replace("?", f'"{side}"', 1)
    assert only_problem(text).field == "groups"


def test_study_config_third_group_is_refused() -> None:
    problem = only_problem(SOUND + '[groups.tiers]\nside = "B"\nlabel = "Tiers"\nsingular = "tiers"\n')
    assert "two groups" in problem.what


def test_study_config_goals_are_a_matter_of_choice() -> None:
    assert parse_study_config(SOUND).goals is None
    for text, file in (("[goals]", "goals.csv"), ('[goals]\nfile = "objectifs.xlsx"', "objectifs.xlsx")):
        goals = parse_study_config(SOUND + text).goals
        assert goals is not None
        assert goals.file == file


def test_study_config_grid_may_name_the_only_wave() -> None:
    config = parse_study_config(SOUND + '[[grids]]\nfile = "g.csv"\ncoder = "CL"\nwave = "1"\nrole = "guide"\n')
    assert config.grids[0].wave == "1"


def test_study_config_wave_of_one_day_is_sound() -> None:
    config = parse_study_config(SOUND + '[waves.1]\nlabel = "V"\nfrom = 2026-01-01\nto = 2026-01-01\n')
    assert config.waves["1"].to == date(2026, 1, 1)


def test_study_config_broken_toml_has_its_line() -> None:
    problem = only_problem('name = "Étude"\nseed = \n')
    assert problem.line == 2
    assert "not valid TOML" in problem.what


def test_study_config_no_file_is_study_missing(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(StudyMissing, match=r"study\.toml"):
            load_study_config(folder)


def test_study_config_other_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_bytes(SOUND.encode("cp1252"))
    with pytest.raises(StudyInvalid, match="UTF-8"):
        load_study_config(tmp_path)


def test_study_config_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "study.toml").mkdir()
    with pytest.raises(StudyInvalid, match="cannot be read"):
        load_study_config(tmp_path)


def test_study_config_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "study.toml").write_text(SOUND, encoding="utf-8-sig")
    assert load_study_config(tmp_path).name == "Étude"


def test_study_config_is_frozen() -> None:
    config = parse_study_config(SOUND)
    with pytest.raises(ValidationError):
        setattr(config, "seed", 1)  # noqa: B010 - what a slip of the pen would do


def test_study_config_consent_and_third_persons_have_their_words() -> None:
    config = parse_study_config(
        SOUND + '[participants.consent]\nwithdrawn = ["parti"]\n[speakers]\nother = ["Interprète"]\n'
    )
    assert (config.participants.consent.given, config.participants.consent.withdrawn) == (("oui", "yes"), ("parti",))
    assert config.speakers.other == ("Interprète",)
    assert "non" in parse_study_config(SOUND).participants.consent.withdrawn


def test_study_config_language_model_and_dictionary_have_their_defaults() -> None:
    lexicon = parse_study_config(SOUND).lexicon
    assert (lexicon.pipeline, lexicon.dictionary, lexicon.leave_out, lexicon.max_unknown) == (
        "fr_oral_sm",
        (),
        (),
        0.05,
    )
    text = """
pipeline = "dictionary"
dictionary = ["lexique_fr.txt", "mots.csv"]
leave_out = ["particles"]
max_unknown = 1
"""
    lexicon = parse_study_config(f"{SOUND}\n[lexicon]\n{text}\n").lexicon
    assert (lexicon.pipeline, lexicon.dictionary) == ("dictionary", ("lexique_fr.txt", "mots.csv"))
    assert (lexicon.leave_out, lexicon.max_unknown) == (("particles",), 1)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pipeline", '""'),
        ("dictionary", '"mots.csv"'),
        ("dictionary", '[""]'),
        ("leave_out", '["verbs"]'),
        ("max_unknown", "0"),
        ("max_unknown", "1.1"),
    ],
)
def test_study_config_language_keys_out_of_bounds_are_told(key: str, value: str) -> None:
    problem = only_problem(f"{SOUND}\n[lexicon]\n{key} = {value}\n")
    assert problem.field.startswith(f"lexicon.{key}")


@pytest.mark.parametrize(
    ("addition", "line"),
    [
        (
            '[lexicon]\ndictionary = "corr.xlsx"',
            'study.toml, line 15, lexicon.dictionary: is no list (write a list: ["..."])',
        ),
        (
            '[lexicon]\nleave_out = "particles"',
            'study.toml, line 15, lexicon.leave_out: is no list (write a list: ["..."])',
        ),
        (
            '[lexicon]\nleave_out = ["particules"]',
            "study.toml, line 15, lexicon.leave_out.0: is none of what may stand here: 'particles'",
        ),
        (
            '[lexicon]\nclasses = 3\ndictionary = [\n  "a.csv",\n  "",\n]',
            "study.toml, line 16, lexicon.dictionary.1: is empty (fill it in, or take it out)",
        ),
        ("[speakers]\nother = 3", 'study.toml, line 15, speakers.other: is no list (write a list: ["..."])'),
        (
            '[themes]\nid = "x"\nlabel = "X"',
            "study.toml, line 14, themes: is no list (write [[themes]], for each one anew)",
        ),
    ],
)
def test_study_config_lists_are_told_in_plain_words(addition: str, line: str) -> None:
    assert str(only_problem(SOUND + addition)) == line
