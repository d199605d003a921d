"""Write ``spoken_sentences/known_misses.toml`` anew: ``python -m tests.language.spoken_misses``.

Run it after a change of the language model, of its rules or of the sentences, and read the difference before keeping
it: a line that comes is something that the program now says wrong.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import asdict

from tests.language.spoken_reader import KNOWN_MISSES, Miss, analyse, find_misses, load_sentences, measure

_HEAD = """\
# What the program says otherwise than the linguist (right = the linguist's first choice, said = the program's).
# Written by python -m tests.language.spoken_misses; do not correct it by hand.
"""


def load_known_misses() -> tuple[Miss, ...]:
    """The misses that are known, as listed."""
    listed = tomllib.loads(KNOWN_MISSES.read_text(encoding="utf-8"))["misses"]
    return tuple(Miss(**miss) for miss in listed)


def all_misses() -> tuple[Miss, ...]:
    """The misses of all sentences as the program stands."""
    said = analyse()
    return tuple(miss for sentence in load_sentences() for miss in find_misses(sentence, said[sentence.name]))


def write_misses(misses: Sequence[Miss]) -> str:
    """The list as TOML, a line each."""
    lines = (
        "  { "
        + ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in asdict(miss).items())
        + " },"
        for miss in sorted(misses)
    )
    return "\n".join((_HEAD + "misses = [", *lines, "]", ""))


def main() -> None:
    """Write the list and print how much is right."""
    misses = all_misses()
    KNOWN_MISSES.write_text(write_misses(misses), encoding="utf-8")
    sys.stdout.write(f"{len(misses)} misses in {len(load_sentences())} sentences\n")
    for name, (right, of) in measure(load_sentences(), misses).items():
        sys.stdout.write(f"{name:16}{right:6} / {of:6}{100 * right / of:8.2f} %\n")


if __name__ == "__main__":
    main()
