"""The suites: each expectation has its words, its view and its columns, and reads without Great Expectations."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

from tasks.messages import load_chapter
from tasks.table_catalogue import load_catalogue
from tasks.validation.suites import SEVERITIES, SUITE_FOLDER, Suite, SuiteFault, load_suites, views_of

STAGES = ("ingestion", "anonymisation", "lexicon", "grid", "mirror", "waves")
SUITES = [suite for stage in STAGES for suite in load_suites(stage)]
EXPECTATIONS = [expectation for suite in SUITES for expectation in suite.expectations]


def test_suites_every_stage_of_computation_has_one() -> None:
    assert {path.stem for path in SUITE_FOLDER.iterdir()} == set(STAGES)
    assert load_suites("publication") == ()
    assert views_of("waves") == ("waves_quality", "panel_quality")


def test_suites_names_are_unique() -> None:
    names = [expectation.name for expectation in EXPECTATIONS]
    assert len(names) == len(set(names))
    assert all(name.replace("_", "a").isalpha() and name.islower() for name in names)


def test_suites_every_quality_view_is_validated_once() -> None:
    views = sorted(table.name for table in load_catalogue().values() if table.stage == "validation")
    assert sorted(suite.view for suite in SUITES) == views


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.view)
def test_suites_columns_are_those_of_the_view(suite: Suite) -> None:
    view = load_catalogue()[suite.view]
    assert view.is_view
    assert view.grain == (suite.unit,)
    assert not view.published
    looked_at = {column for expectation in suite.expectations for column in expectation.columns}
    assert looked_at <= view.columns.keys() - {suite.unit}


def test_suites_words_are_there_in_both_languages_and_no_others() -> None:
    chapter = load_chapter("expectations")
    assert list(chapter) == [expectation.name for expectation in EXPECTATIONS]
    for name, entry in chapter.items():
        assert set(entry) == {"fr", "en"}, name
        parameters = {_parameters(entry[language]) for language in ("fr", "en")}
        assert len(parameters) == 1, f"{name}: the two languages tell different things"
        assert parameters.pop() <= {"subject", "observed", "n_unexpected"}


def _parameters(message: str) -> frozenset[str]:
    return frozenset(field for _, field, _, _ in Formatter().parse(message) if field is not None)


def test_suites_set_aside_belongs_to_interviews_as_they_came() -> None:
    aside = [suite.view for suite in SUITES for known in suite.expectations if known.severity == "set_aside"]
    assert set(aside) == {"ingestion_quality"}
    assert {expectation.severity for expectation in EXPECTATIONS} == set(SEVERITIES)


@pytest.mark.parametrize(
    ("meta", "kwargs"),
    [
        ({"name": "a", "severity": "fatal", "view": "v", "unit": "u"}, {"column": "n"}),
        ({"name": "a", "severity": "stop", "view": "w", "unit": "u"}, {"column": "n"}),
        ({"name": "a", "severity": "stop", "view": "v", "unit": "u"}, {"min_value": 1}),
    ],
    ids=["severity", "view", "column"],
)
def test_suites_unsound_file_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meta: dict[str, str], kwargs: dict[str, object]
) -> None:
    suite = {"name": "v", "expectations": [{"type": "t", "kwargs": kwargs, "meta": meta}]}
    (tmp_path / "unsound.json").write_text(json.dumps([suite]), encoding="utf-8")
    monkeypatch.setattr("tasks.validation.suites.SUITE_FOLDER", tmp_path)
    with pytest.raises(SuiteFault):
        load_suites("unsound")


def test_suites_without_expectations_are_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hollow.json").write_text('[{"name": "v", "expectations": []}]', encoding="utf-8")
    monkeypatch.setattr("tasks.validation.suites.SUITE_FOLDER", tmp_path)
    with pytest.raises(SuiteFault, match="no expectation"):
        load_suites("hollow")


def test_suites_reading_them_imports_no_great_expectations(root: Path) -> None:
    asked = (
        "import sys, tasks.validation.suites as s; s.views_of('lexicon'); print('great_expectations' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_suites_one_module_imports_great_expectations(root: Path) -> None:
    importing = [
        path.relative_to(root).as_posix()
        for folder in ("flows", "tasks", "dashboards")
        for path in (root / folder).rglob("*.py")
        if any(
            line.split()[:1] in (["import"], ["from"]) and line.split()[1].startswith("great_expectations")
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert importing == ["tasks/validation/expectations.py"]
