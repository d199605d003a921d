"""Folders that are written aside and swapped in whole: pages, exports."""

from __future__ import annotations

import shutil
from pathlib import Path


def place_aside(folder: Path) -> Path:
    """An empty folder beside ``folder`` to write into; what a killed writer left there goes."""
    aside = folder.with_name(f".{folder.name}.new")
    remove_folder(aside)
    aside.mkdir(parents=True)
    return aside


def swap_in(aside: Path, folder: Path) -> None:
    """Put ``aside`` in the place of ``folder``, whole; where that fails the former folder is back in its place."""
    former = folder.with_name(f".{folder.name}.old")
    if former.exists() and not folder.exists():
        former.rename(folder)  # a swap was broken off between its two renames
    remove_folder(former)
    if folder.exists():
        folder.rename(former)
    try:
        aside.rename(folder)
    except OSError:
        if former.exists():
            former.rename(folder)
        raise
    remove_folder(former)


def remove_folder(folder: Path) -> None:
    """Remove a folder with what it holds, where it is there."""
    if folder.exists():
        shutil.rmtree(folder)
