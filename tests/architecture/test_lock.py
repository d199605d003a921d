"""The lock files and ``pyproject.toml`` say the same, and name no host."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-dev.lock")


def locked_versions(text: str) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_every_dependency_at_a_version_asked_for(root: Path, name: str) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [Requirement(line) for line in project["project"]["dependencies"]]
    if "dev" in name:
        asked += [Requirement(line) for line in project["dependency-groups"]["dev"]]
    locked = locked_versions((root / name).read_text(encoding="utf-8"))
    for requirement in asked:
        version = locked.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name}: run make lock"
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement}: {version} is locked"


def test_lock_of_development_holds_the_same_versions(root: Path) -> None:
    core, dev = (locked_versions((root / name).read_text(encoding="utf-8")) for name in LOCKS)
    assert {name: dev[name] for name in core} == core


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_host_and_hashes_everything(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--find-links" not in text
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
