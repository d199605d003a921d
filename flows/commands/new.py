"""``miroir new DIR``: the folder of a new study, with comments to fill it in."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from tasks.errors import FolderTaken

TEMPLATE = Path(__file__).resolve().parents[2] / "data" / "study_template"


def command(chosen: argparse.Namespace) -> int:
    """Copy the template of a study into a folder that is new or empty."""
    study: Path = chosen.study
    if study.exists() and (not study.is_dir() or any(study.iterdir())):
        raise FolderTaken(f"{study} exists and is not empty: choose another folder, nothing was written")
    shutil.copytree(TEMPLATE, study, dirs_exist_ok=True)
    sys.stdout.write(
        f"A new study is in {study}.\n"
        "  1. put the transcripts into incoming/\n"
        "  2. fill in participants.csv and study.toml (every key is explained there)\n"
        f"  3. miroir check {study}\n"
        f"  4. miroir run {study}\n"
    )
    return 0
