"""Faults of a TOML file of the study in words: what is wrong, in which line, and what to write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from tasks.errors import Problem


def config_problems(error: ValidationError, file: str, text: str) -> Iterator[Problem]:
    """One Problem for each fault that pydantic found in a TOML ``file`` of that ``text``."""
    for fault in error.errors(include_url=False, include_context=False):
        path = [str(part) for part in fault["loc"]]
        field = ".".join(path)
        line = line_of_key(text, _key_of(fault["loc"]))
        if fault["type"] == "extra_forbidden":
            yield Problem(file, "unknown key", "remove it or correct its spelling", line=line, field=field)
        elif fault["type"] == "missing":
            yield Problem(file, "is missing", "add it", field=field)
        elif fault["type"] == "value_error":
            yield Problem(file, fault["msg"].removeprefix("Value error, "), line=line, field=field)
        elif fault["type"] == "tuple_type":
            is_block = isinstance(fault["input"], dict)
            remedy = f"write [[{field}]], for each one anew" if is_block else 'write a list: ["..."]'
            yield Problem(file, "is no list", remedy, line=line, field=field)
        elif fault["type"] == "literal_error":
            known = fault["msg"].removeprefix("Input should be ")
            yield Problem(file, f"is none of what may stand here: {known}", line=line, field=field)
        elif fault["type"] == "string_too_short":
            yield Problem(file, "is empty", "fill it in, or take it out", line=line, field=field)
        else:
            yield Problem(file, fault["msg"][0].lower() + fault["msg"][1:], line=line, field=field)


def _key_of(path: Sequence[str | int]) -> list[str]:
    """The path of a key; an element of a list has its list's."""
    end = max((place for place, part in enumerate(path, start=1) if isinstance(part, str)), default=0)
    return [str(part) for part in path[:end]]


def line_of_key(text: str, path: Sequence[str], value: str = "") -> int | None:
    """The only line of ``text`` that sets the last key of ``path`` (to ``value``), if there is only one."""
    names = [name for name in path if name != "[key]"]
    if not names:
        return None
    setting = rf"=\s*[\"']{re.escape(value)}[\"']" if value else r"(=|\])"
    key = re.compile(rf'^\s*(\[+.*\b)?"?{re.escape(names[-1])}"?\s*{setting}')
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if key.match(line)]
    return lines[0] if len(lines) == 1 else None
