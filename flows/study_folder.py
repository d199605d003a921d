"""Where everything of a study is kept."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tasks.errors import StudyInUse
from tasks.study_key import Key, load_study_key
from tasks.table_catalogue import tables_of
from tasks.vault import Vault
from tasks.warehouse import Warehouse


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """The folder of a study and the places inside it."""

    root: Path

    @property
    def incoming(self) -> Path:
        """Where transcripts are dropped."""
        return self.root / "incoming"

    @property
    def store(self) -> Path:
        """Everything that Miroir makes."""
        return self.root / "store"

    @property
    def warehouse(self) -> Path:
        """Everything after masking."""
        return self.store / "warehouse.duckdb"

    @property
    def vault(self) -> Path:
        """What identifies, sealed."""
        return self.store / "vault.duckdb"

    @property
    def published(self) -> Path:
        """What pages and exports show."""
        return self.store / "published.duckdb"

    @property
    def dictionary(self) -> Path:
        """How much the study's dictionary holds, under a hash of its files."""
        return self.store / "dictionary.json"

    @property
    def site(self) -> Path:
        """The pages."""
        return self.store / "site"

    @property
    def work(self) -> Path:
        """Orders and shards of the run under way."""
        return self.store / "work"

    @property
    def prefect(self) -> Path:
        """Prefect's home."""
        return self.store / "prefect"

    def key(self, environment: Mapping[str, str] = os.environ) -> Key:
        """The study's key, made at the first run."""
        return load_study_key(self.store, environment)

    @contextmanager
    def held(self) -> Iterator[None]:
        """For one run alone from its first moment: the stores are opened later, and its server would be another's too.

        Raises StudyInUse. The hold ends with the process, however it ends.
        """
        self.store.mkdir(parents=True, exist_ok=True)
        with (self.store / "run.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StudyInUse("another run of this study is under way; wait until it has finished") from None
            yield

    def open_warehouse(self) -> Warehouse:
        """The warehouse, for this process alone."""
        self.store.mkdir(parents=True, exist_ok=True)
        return Warehouse(self.warehouse, tables_of("warehouse"))

    def open_vault(self) -> Vault:
        """The vault, for this process alone."""
        return Vault(self.vault, self.key())

    def clear_work(self) -> None:
        """Remove what an earlier run left under way."""
        shutil.rmtree(self.work, ignore_errors=True)
