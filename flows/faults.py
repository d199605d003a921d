"""How a fault is told: to the user in plain lines, to Prefect, which keeps every word, without its words."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.errors import MiroirError, Problem, StepFailed, StoreDamaged, StudyInvalid

_TREE = Path(__file__).resolve().parents[1]
_OURS = tuple(f"{_TREE / package}/" for package in ("flows", "tasks", "dashboards"))


def tell(error: Exception) -> int:
    """Say on standard error what is to be done about ``error``; gives the exit code."""
    code = error.exit_code if isinstance(error, MiroirError) else 1
    if isinstance(error, StudyInvalid):
        lines = [str(problem) for problem in error.problems]
    elif isinstance(error, MiroirError):
        lines = [str(error)]
    elif isinstance(error, OSError):
        lines, code = [_refused(error)], StoreDamaged.exit_code
    else:
        lines = [f"a fault of Miroir itself: {kind_and_place(error)}; nothing was lost. Please report this line"]
    for line in lines:
        sys.stderr.write(f"miroir: {line}\n")
    _let_go(error)
    return code


@contextmanager
def without_words() -> Iterator[None]:
    """What goes wrong in the block is raised without what it quotes: a library's words may hold an interview's."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, its words stay here
        raise wordless(error) from None


def wordless(error: Exception) -> Exception:
    """``error`` as Prefect may keep it.

    Miroir's own errors as they are, the problems of a study's files as their places, what the system refused without
    the file's name, anything else as its kind and where in our code it arose.
    """
    if isinstance(error, StudyInvalid):
        told = {(problem.file, problem.line) for problem in error.problems}
        places = sorted(told, key=lambda place: (place[0], place[1] or 0))
        return StudyInvalid(
            Problem(file, "is to be mended", "`miroir check` tells what", line) for file, line in places
        )
    if isinstance(error, MiroirError):
        return error
    if isinstance(error, OSError) and error.errno is not None:
        plain = OSError(error.errno, error.strerror)
        plain.add_note(kind_and_place(error))
        return plain
    return StepFailed(f"a fault of Miroir itself: {kind_and_place(error)}; nothing was lost. Please report this line")


def kind_and_place(error: BaseException) -> str:
    """The class of an error and the innermost line of our code that it passed: ``ValueError at flows/study.py:33``."""
    places = [
        f"{Path(frame.f_code.co_filename).relative_to(_TREE).as_posix()}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_code.co_filename.startswith(_OURS)
    ]
    return type(error).__name__ + (f" at {places[-1]}" if places else "")


def _refused(error: OSError) -> str:
    """What the system refused, without the file's name: it may name someone."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "no space left on the disk: nothing was lost; make room and run again"
    return (
        f"the system refused: {error.strerror or type(error).__name__}; nothing was lost, run again once it is mended"
    )


def _let_go(error: Exception) -> None:
    """Let go of what the frames of an error hold: a store that stays open would complain when the interpreter ends."""
    found: BaseException | None = error
    while found is not None:
        traceback.clear_frames(found.__traceback__)
        found = found.__context__
