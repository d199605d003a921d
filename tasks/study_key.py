"""The study's key: what opens its vault. It lives outside the study's folder and is never written into a store.

Sealing is AES-256-GCM with a fresh 96-bit nonce a value and the value's place as associated data: a sealed value moved
to another row, column or study does not open.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tasks.errors import StudyKeyMissing, StudyKeyWrong

_NONCE = 12
_PREFIX = "miroir-key-1:"
KEY_ID_FILE = "key_id"


@dataclass(frozen=True, slots=True)
class Key:
    """256 bits that seal and open values."""

    secret: bytes = field(repr=False)

    def seal(self, value: bytes, *, place: str) -> bytes:
        """Encrypt ``value``; only the same key opens it, only at the same ``place``."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, value, place.encode())

    def open(self, sealed: bytes, *, place: str) -> bytes:
        """Decrypt what ``seal`` gave; raises StudyKeyWrong where key, place or bytes are not the same."""
        try:
            return AESGCM(self.secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
        except (InvalidTag, ValueError):
            raise StudyKeyWrong(
                "this key does not open this study's vault: it belongs to another study, or a sealed value was changed"
            ) from None


def new_key() -> Key:
    """A fresh random key."""
    return Key(secrets.token_bytes(32))


def key_home(environment: Mapping[str, str]) -> Path:
    """The folder of key files: ``MIROIR_KEY_HOME``, else ``~/.config/miroir/keys``."""
    chosen = environment.get("MIROIR_KEY_HOME")
    return Path(chosen) if chosen else Path.home() / ".config" / "miroir" / "keys"


def key_file(store: Path, environment: Mapping[str, str]) -> Path | None:
    """Where the key of the study with this ``store`` folder is kept; None before the first run."""
    marker = store / KEY_ID_FILE
    if not marker.is_file():
        return None
    return key_home(environment) / f"{marker.read_text(encoding='ascii', errors='replace').strip()}.key"


def load_study_key(store: Path, environment: Mapping[str, str]) -> Key:
    """The study's key: ``MIROIR_KEY``, else its key file; made at the first run of a study.

    Raises StudyKeyMissing where a vault exists and its key does not, StudyKeyWrong where what is found is no key.
    """
    if "MIROIR_KEY" in environment:
        return _parse_key(environment["MIROIR_KEY"], "the environment variable MIROIR_KEY")
    path = key_file(store, environment)
    if path is not None and path.is_file():
        return _parse_key(path.read_text(encoding="ascii", errors="replace"), str(path))
    if (store / "vault.duckdb").exists():
        raise StudyKeyMissing(
            f"the vault of this study is sealed and its key is not at {path or key_home(environment)}: "
            "put the key file back there, or set MIROIR_KEY. Without it nobody can open the originals; "
            "to start again from incoming/, move the folder store/ away"
        )
    return _create_key(store, environment)


def _parse_key(text: str, source: str) -> Key:
    try:
        secret = base64.b64decode(text.strip().removeprefix(_PREFIX), validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != 32:
        raise StudyKeyWrong(f"{source} holds no key of Miroir (expected {_PREFIX} and 44 characters)")
    return Key(secret)


def _create_key(store: Path, environment: Mapping[str, str]) -> Key:
    """Key file first, mark in the store after it: a store never points to a key that was not kept."""
    key, name = new_key(), secrets.token_hex(8)
    home = key_home(environment)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(home / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(_PREFIX + base64.b64encode(key.secret).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    store.mkdir(parents=True, exist_ok=True)
    (store / KEY_ID_FILE).write_text(name + "\n", encoding="ascii")
    return key
