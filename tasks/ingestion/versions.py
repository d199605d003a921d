"""Versions of a transcript: the same content is the same version, a corrected one is the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from tasks.records import Finding, Turn


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a transcript."""

    version: int
    """From 1, in the order in which they were read first."""
    content_hash: str
    is_current: bool
    replaced: int = 0
    """Version that it took the place of when it became current; 0 for the first."""
    n_changed: int = 0
    n_added: int = 0
    n_removed: int = 0
    """Turns that differ from the version replaced."""
    outline: tuple[str, ...] = ()
    """A hash of each turn, in order."""


def content_hash(hashes: Iterable[str]) -> str:
    """A hash over the hashes of the files of an interview, in order."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def outline_of(turns: Iterable[Turn]) -> tuple[str, ...]:
    """A hash of who speaks and what is said for each turn."""
    return tuple(hashlib.blake2b(f"{turn.speaker}\n{turn.text}".encode(), digest_size=8).hexdigest() for turn in turns)


def note_version(known: Sequence[Version], content: str, outline: tuple[str, ...]) -> tuple[Version, ...]:
    """The versions of a transcript once ``content`` is read: one of those known, or the next.

    ``known`` in order. A version that is read again becomes current again; read while current, it stays as it was told,
    so that a run that was killed and done again tells the same.
    """
    before = next((version for version in known if version.is_current), None)
    same = next((version for version in known if version.content_hash == content), None)
    if same is not None and same.is_current:
        return tuple(replace(version, outline=outline) if version is same else version for version in known)
    current = Version(same.version if same else len(known) + 1, content, is_current=True, outline=outline)
    if before is not None:
        changed, added, removed = count_changes(before.outline, outline)
        current = replace(current, replaced=before.version, n_changed=changed, n_added=added, n_removed=removed)
    others = (replace(version, is_current=False) for version in known if version is not same)
    return tuple(sorted((*others, current), key=lambda version: version.version))


def count_changes(before: Sequence[str], now: Sequence[str]) -> tuple[int, int, int]:
    """Turns changed, added and removed between two outlines."""
    changed = added = removed = 0
    for kind, i, j, k, m in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(j - i, m - k)
        changed += both
        removed += j - i - both
        added += m - k - both
    return changed, added, removed


def version_finding(interview_id: str, version: Version) -> Finding | None:
    """What is told of a version that took the place of another."""
    if not version.replaced:
        return None
    details: dict[str, str | int | float] = {"version": version.version, "replaced": version.replaced}
    details |= {"changed": version.n_changed, "added": version.n_added, "removed": version.n_removed}
    return Finding("new_version", interview_id, details)


def version_from_row(row: dict[str, object]) -> Version:
    """A row of ``interview_versions`` as a record."""
    numbers = {name: int(str(row[name])) for name in ("version", "replaced", "n_changed", "n_added", "n_removed")}
    outline = tuple(json.loads(str(row["outline"])))
    return Version(
        content_hash=str(row["content_hash"]), is_current=bool(row["is_current"]), outline=outline, **numbers
    )


def version_row(interview_id: str, participant_id: str, version: Version) -> dict[str, object]:
    """A row of ``interview_versions``."""
    return {
        "interview_id": interview_id,
        "version": version.version,
        "participant_id": participant_id,
        "content_hash": version.content_hash,
        "is_current": version.is_current,
        "replaced": version.replaced,
        "n_changed": version.n_changed,
        "n_added": version.n_added,
        "n_removed": version.n_removed,
        "outline": json.dumps(version.outline),
    }
