"""Where this machine's Chromium is, and how the tests start it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
USUAL_PLACE = Path("/usr/bin/chromium")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
ABSENT = "no Chromium on this machine: name one in the variable CHROMIUM, or install the package chromium"


def find_chromium(
    variables: Mapping[str, str] = os.environ, which: Callable[[str], str | None] = shutil.which
) -> Path | None:
    """The program that the variable ``CHROMIUM`` names, else the first that is found; None where there is none."""
    named = variables.get("CHROMIUM")
    if named:
        found = which(named)
        return Path(found) if found else None
    places = (place for name in NAMES if (place := which(name)))
    return next((Path(place) for place in places), USUAL_PLACE if USUAL_PLACE.is_file() else None)
