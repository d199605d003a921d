"""What Prefect may keep of an error: never its words where they may quote someone."""

from __future__ import annotations

import errno

import pytest

from flows.faults import kind_and_place, tell, without_words, wordless
from flows.plan import parse_results
from tasks.errors import MiroirError, Problem, RunStopped, StepFailed, StoreDamaged, StudyInvalid

NAME = "Kerjosse"


def fault_of_ours() -> Exception:
    """One that arises in our code and quotes what it was about."""
    try:
        parse_results([{"step": NAME}])
    except KeyError as error:
        return error
    raise AssertionError


def test_faults_are_kept_by_kind_and_place() -> None:
    error = fault_of_ours()
    kind, _, place = kind_and_place(error).partition(" at ")
    assert kind == "KeyError"
    assert place.startswith("flows/plan.py:")
    kept = wordless(error)
    assert isinstance(kept, StepFailed)
    assert kind_and_place(error) in str(kept)


def test_faults_from_elsewhere_have_no_place() -> None:
    assert kind_and_place(ValueError(NAME)) == "ValueError"


@pytest.mark.parametrize(
    "error", [ValueError(NAME), OSError(NAME), KeyError(NAME), UnicodeDecodeError("a", b"", 0, 1, NAME)]
)
def test_faults_lose_their_words(error: Exception) -> None:
    with pytest.raises(MiroirError) as raised, without_words():
        raise error
    assert isinstance(raised.value, StepFailed)
    assert NAME not in str(raised.value)
    assert raised.value.__suppress_context__


def test_faults_of_the_system_keep_their_number_and_lose_the_file() -> None:
    with pytest.raises(PermissionError) as raised, without_words():
        raise PermissionError(errno.EACCES, "Permission denied", f"/study/{NAME}.txt")
    assert (raised.value.errno, raised.value.filename) == (errno.EACCES, None)
    assert NAME not in str(raised.value)


@pytest.mark.parametrize("error", [RunStopped("stopped"), StoreDamaged("damaged")])
def test_faults_that_are_named_stay_as_they_are(error: MiroirError) -> None:
    assert wordless(error) is error


def test_faults_of_the_studys_files_are_kept_as_places() -> None:
    problems = [Problem("participants.csv", f"{NAME} stands twice", line=4), Problem("study.toml", NAME, NAME)]
    kept = wordless(StudyInvalid([*problems, problems[0]]))
    assert isinstance(kept, StudyInvalid)
    assert [(problem.file, problem.line) for problem in kept.problems] == [
        ("participants.csv", 4),
        ("study.toml", None),
    ]
    assert NAME not in str(kept)


def test_faults_are_told_with_their_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [
        tell(error)
        for error in (RunStopped("s"), StudyInvalid([Problem("a", "b")]), OSError(28, NAME), ValueError(NAME))
    ]
    assert codes == [3, 2, 5, 1]
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["miroir: s", "miroir: a: b"]
    assert [NAME in line for line in lines] == [False] * 4
