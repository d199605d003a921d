"""The study's key: made once, kept outside the study, and nothing opens without it."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import StudyKeyMissing, StudyKeyWrong
from tasks.study_key import Key, key_file, key_home, load_study_key, new_key

KEY = Key(bytes(range(32)))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "study" / "store"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"MIROIR_KEY_HOME": str(tmp_path / "home" / "keys")}


def written(key: Key) -> str:
    return "miroir-key-1:" + base64.b64encode(key.secret).decode()


@given(value=st.binary(max_size=60), place=st.text(max_size=10))
@settings(max_examples=40, deadline=None)
def test_study_key_opens_what_it_sealed(value: bytes, place: str) -> None:
    sealed = KEY.seal(value, place=place)
    assert KEY.open(sealed, place=place) == value
    assert len(sealed) == len(value) + 12 + 16
    assert sealed != KEY.seal(value, place=place), "a fresh nonce each time"
    for key, where in ((new_key(), place), (KEY, place + "x")):
        with pytest.raises(StudyKeyWrong):
            key.open(sealed, place=where)


@pytest.mark.parametrize("length", [0, 5, 12, 20, 27])
def test_study_key_cut_value_does_not_open(length: int) -> None:
    with pytest.raises(StudyKeyWrong):
        KEY.open(KEY.seal(b"bonjour", place="a")[:length], place="a")


def test_study_key_every_changed_bit_is_seen() -> None:
    sealed = KEY.seal(b"bonjour", place="a")
    for place in range(len(sealed)):
        changed = bytes(byte ^ (place == at) for at, byte in enumerate(sealed))
        with pytest.raises(StudyKeyWrong):
            KEY.open(changed, place="a")


def test_study_key_is_not_shown() -> None:
    assert "secret" not in repr(KEY)
    assert str(KEY.secret) not in str(KEY)


def test_study_key_is_made_at_the_first_run_and_found_again(store: Path, environment: dict[str, str]) -> None:
    assert key_file(store, environment) is None
    key = load_study_key(store, environment)
    path = key_file(store, environment)
    assert path is not None
    assert path.parent == Path(environment["MIROIR_KEY_HOME"])
    assert path.read_text(encoding="ascii") == written(key) + "\n"
    assert load_study_key(store, environment) == key


def test_study_key_file_is_the_users_alone(store: Path, environment: dict[str, str]) -> None:
    before = os.umask(0)
    try:
        load_study_key(store, environment)
    finally:
        os.umask(before)
    path = key_file(store, environment)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_study_key_is_not_in_the_study(store: Path, environment: dict[str, str]) -> None:
    key = load_study_key(store, environment)
    for path in store.parent.rglob("*"):
        if path.is_file():
            assert base64.b64encode(key.secret) not in path.read_bytes()
            assert key.secret not in path.read_bytes()


def test_study_key_of_two_studies_differ(tmp_path: Path, environment: dict[str, str]) -> None:
    keys = [load_study_key(tmp_path / name, environment) for name in ("one", "two")]
    assert keys[0] != keys[1]
    assert [load_study_key(tmp_path / name, environment) for name in ("one", "two")] == keys


def test_study_key_missing_beside_a_vault_is_told(store: Path, environment: dict[str, str]) -> None:
    load_study_key(store, environment)
    (store / "vault.duckdb").touch()
    path = key_file(store, environment)
    assert path is not None
    path.unlink()
    with pytest.raises(StudyKeyMissing, match=path.name):
        load_study_key(store, environment)
    assert not path.exists(), "no second key is made"


def test_study_key_vault_without_mark_is_missing_too(store: Path, environment: dict[str, str]) -> None:
    store.mkdir(parents=True)
    (store / "vault.duckdb").touch()
    with pytest.raises(StudyKeyMissing, match="MIROIR_KEY"):
        load_study_key(store, environment)
    assert not Path(environment["MIROIR_KEY_HOME"]).exists()


def test_study_key_of_the_environment_comes_first(store: Path, environment: dict[str, str]) -> None:
    made = load_study_key(store, environment)
    (store / "vault.duckdb").touch()
    assert load_study_key(store, environment | {"MIROIR_KEY": f" {written(KEY)}\n"}) == KEY
    assert load_study_key(store, environment) == made


@pytest.mark.parametrize("text", ["", "bonjour", "miroir-key-1:", written(KEY)[:-6], written(KEY) + "AAAA", "é" * 44])
def test_study_key_what_is_no_key_is_told(store: Path, environment: dict[str, str], text: str) -> None:
    with pytest.raises(StudyKeyWrong, match="MIROIR_KEY") as caught:
        load_study_key(store, environment | {"MIROIR_KEY": text})
    assert not text or text not in str(caught.value).replace("expected miroir-key-1: and", "")


def test_study_key_damaged_file_is_told(store: Path, environment: dict[str, str]) -> None:
    load_study_key(store, environment)
    path = key_file(store, environment)
    assert path is not None
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StudyKeyWrong, match=path.name):
        load_study_key(store, environment)


def test_study_key_home_is_the_users_folder_by_default() -> None:
    assert key_home({}) == Path.home() / ".config" / "miroir" / "keys"
    assert key_home({"MIROIR_KEY_HOME": ""}) == key_home({})
