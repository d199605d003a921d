"""The folder of an export: written aside, swapped in whole, and never in the place of anybody's work."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from tasks.errors import FolderTaken
from tasks.folders import place_aside, remove_folder, swap_in

SUMS = "SHA256SUMS"
"""List of the files of an export with their sums (``sha256sum -c SHA256SUMS`` checks them): what says it is ours."""
_HEADING = "# files of an export of Miroir"
"""First line of the list: many a folder of data holds such a list, and must not be taken for an export."""
_DROPPINGS = ("Thumbs.db", "desktop.ini", ".DS_Store", ".directory")
_DROPPED = ("._", "~$", ".~lock.")
"""What systems and open spreadsheets leave in a folder by themselves."""


def refuse_foreign(folder: Path) -> None:
    """Raise FolderTaken where ``folder`` holds anything that is no export of Miroir as it was written.

    Names of files that are not ours are not told: they may name someone.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise FolderTaken(f"{folder} is a file: choose another folder, nothing was written")
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if _counts(path)}
    if not found:
        return
    sums = _read_sums(folder / SUMS)
    strangers = found.keys() - sums.keys() - {SUMS}
    if strangers:
        what = f"{len(strangers)} files that are no export of Miroir"
        raise FolderTaken(f"{folder} holds {what}: choose another folder, nothing was written")
    changed = [name for name, path in found.items() if name in sums and _sum(path.read_bytes()) != sums[name]]
    if changed:
        raise FolderTaken(
            f"{folder}: {', '.join(changed)} changed since it was exported: move it elsewhere or choose another "
            "folder, nothing was written"
        )


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write ``files`` (path within the folder, bytes) aside with their sums, and swap them in for ``folder`` whole."""
    aside = place_aside(folder)
    try:
        sums = {}
        for name, content in files:
            path = aside / PurePosixPath(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            sums[name] = _sum(content)
        lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
        (aside / SUMS).write_text(f"{_HEADING}\n{lines}", encoding="utf-8", newline="\n")
        swap_in(aside, folder)
    finally:
        remove_folder(aside)


def _counts(path: Path) -> bool:
    return not path.is_dir() and path.name not in _DROPPINGS and not path.name.startswith(_DROPPED)


def _read_sums(path: Path) -> dict[str, str]:
    """File → sum; nothing where there is no list of sums, or one that is not ours."""
    if not path.is_file():
        return {}
    heading, *lines = path.read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    if heading != _HEADING:
        return {}
    return {name: told for told, found, name in (line.partition("  ") for line in lines) if found}


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
