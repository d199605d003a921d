"""Looks for the Chromium that the tests of the pages need, installs it where it can, and says what it did.

``make test`` calls it before the tests. It never fails: without a Chromium those tests are skipped, and say so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.browser.chromium import ABSENT, find_chromium

INSTALL = ("apt-get", "install", "-y", "--no-install-recommends", "chromium")
REFRESH = ("apt-get", "update")
MOST_SECONDS = 600

Find = Callable[[], Path | None]
Run = Callable[[Sequence[str]], bool]


def provide_chromium(find: Find, run: Run, *, may_install: bool) -> str:
    """One line for the user: where Chromium is, that it was installed, or why not."""
    if found := find():
        return f"The pages are tested in {found}"
    if os.environ.get("CHROMIUM"):
        return "The variable CHROMIUM names no program: the pages are not tested in a browser"
    if not may_install:
        return f"The pages are not tested in a browser: {ABSENT}"
    # The lists of packages may be absent or old: they are fetched only where the first try fails.
    if (run(INSTALL) or (run(REFRESH) and run(INSTALL))) and (found := find()):
        return f"Chromium was installed, and the pages are tested in {found}"
    return f"Chromium could not be installed with apt-get: {ABSENT}"


def main() -> int:
    """Print the line."""
    may_install = os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None
    sys.stdout.write(provide_chromium(find_chromium, _succeeds, may_install=may_install) + "\n")
    return 0


def _succeeds(command: Sequence[str]) -> bool:
    """Whether the command came to a good end; what it tells is not shown."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
