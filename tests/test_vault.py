"""The vault: nothing that identifies stands in its file, and only its key opens it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tasks.errors import StoreDamaged, StudyKeyWrong
from tasks.study_key import Key, new_key
from tasks.table_catalogue import load_catalogue, tables_of
from tasks.vault import STUDY, Vault, clear_frame, clear_schema, sealed_columns
from tasks.warehouse import Warehouse
from tests.invented import rows_of

KEY = Key(bytes(range(32)))
NAME, WORDS, FILE = "Kerjosse", "le phare était éteint", "Entretien Kerjosse.txt"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault.duckdb"


@pytest.fixture
def vault(path: Path) -> Iterator[Vault]:
    with Vault(path, KEY) as opened:
        yield opened


def turns(text: str = WORDS, *participants: str, n_turns: int = 1) -> pl.DataFrame:
    rows: list[dict[str, object]] = [
        {
            "interview_id": f"{one}-1",
            "turn": turn,
            "participant_id": one,
            "text": text,
            "label": NAME,
            "speaker": "other",
        }
        for one in participants or ("A1",)
        for turn in range(1, n_turns + 1)
    ]
    return rows_of("original_turns", *rows)


def everything() -> dict[str, pl.DataFrame]:
    who = {"interview_id": "A1-1", "participant_id": "A1"}
    raw = f"{NAME} : {WORDS}".encode()
    file = who | {"part": 1, "content_hash": "0", "file_name": FILE, "content": raw}
    found = {"turn": 1, "end_at": 8, "kind": "person", "identity": "listed:3", "replacement": "Yolande-Secret"}
    named = {"identity": "listed:3", "participant_id": STUDY, "forms": f'[["{NAME}"]]', "replacement": "Yolande-Secret"}
    quoted = {"indicator": "outils.visio", "coder": "CL", "ordinal": 1, "quote": WORDS}
    anchor = {"kind": "mark", "what": "outils.visio, CL", "ordinal": 1, "quote": WORDS, "words": WORDS}
    lost = who | {"what": "person", "ordinal": 1, "reason": "gone", "words": WORDS, "context": NAME}
    return {
        "collections": rows_of("collections", {"content_hash": "0", "participant_id": STUDY, "content": raw}),
        "interview_versions": rows_of("interview_versions", who | {"version": 1, "outline": NAME}),
        "quote_anchors": rows_of("quote_anchors", who | anchor | {"context": NAME}),
        "masks_to_review": rows_of("masks_to_review", lost),
        "marks_to_review": rows_of("marks_to_review", lost | anchor),
        "originals": rows_of("originals", file),
        "original_turns": turns(),
        "identity_mentions": rows_of("identity_mentions", who | found),
        "identities": rows_of("identities", named),
        "original_quotes": rows_of("original_quotes", who | quoted),
        "original_goal_quotes": rows_of("original_goal_quotes", who | {"goal": "emploi", "quote": WORDS}),
    }


def bytes_on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.rglob("*")) if file.is_file())


def test_vault_gives_back_what_was_put_in(vault: Vault) -> None:
    rows = everything()
    vault.commit(rows)
    for name, frame in rows.items():
        assert_frame_equal(vault.read(name), frame)


def test_vault_every_table_with_sealed_columns_is_tried() -> None:
    own = {"key_check", "participant_keys"}
    sealed = {table.name for table in tables_of("vault") if sealed_columns(table.name)}
    assert sealed - own == everything().keys()


def test_vault_file_and_log_hold_nothing_in_clear(path: Path) -> None:
    secrets = [text.encode() for text in (NAME, WORDS, FILE, "phare", "Yolande-Secret")] + [KEY.secret]
    with Vault(path, KEY) as vault:
        vault.commit(everything())
        vault.read("original_turns")
        while_open = bytes_on_disk(path)
        assert path.with_name(path.name + ".wal").exists()
    for content in (while_open, bytes_on_disk(path)):
        assert b"outils.visio" in content, "codes stand in clear: the search itself works"
        assert not [secret for secret in secrets if secret in content]


def test_vault_is_found_again_with_its_key(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.commit(everything())
    with Vault(path, Key(KEY.secret)) as vault:
        assert_frame_equal(vault.read("originals"), everything()["originals"])


def test_vault_other_key_is_refused_and_the_file_let_go(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.commit({"original_turns": turns()})
    before = path.read_bytes()
    with pytest.raises(StudyKeyWrong) as caught:
        Vault(path, new_key())
    assert NAME not in str(caught.value)
    assert path.read_bytes() == before
    with Vault(path, KEY) as vault:
        assert vault.read("original_turns").height == 1


def test_vault_replaces_the_rows_of_interviews(vault: Vault) -> None:
    vault.commit({"original_turns": turns("ancien", "A1", "B1", n_turns=3)})
    vault.commit({"original_turns": turns("nouveau", "A1", n_turns=2)}, interview_id=["A1-1"])
    read = vault.read("original_turns")
    assert read.select("interview_id", "text").rows() == [("A1-1", "nouveau")] * 2 + [("B1-1", "ancien")] * 3
    assert_frame_equal(vault.read("original_turns", interview_id="B1-1"), turns("ancien", "B1", n_turns=3))
    vault.commit({"original_turns": vault.empty("original_turns")}, interview_id=["B1-1"])
    assert vault.read("original_turns")["interview_id"].unique().to_list() == ["A1-1"]


def test_vault_failed_commit_leaves_the_old_rows(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.commit({"original_turns": turns("ancien")})
        twice = pl.concat([turns("nouveau", "A1", "B1")] * 2)
        with pytest.raises(StoreDamaged) as caught:
            vault.commit({"original_turns": twice})
        assert "nouveau" not in str(caught.value)
        assert_frame_equal(vault.read("original_turns"), turns("ancien"))
        # B1's key was made within what failed: the next one must be the one that is kept.
        vault.commit({"original_turns": turns("enfin", "A1", "B1")})
    with Vault(path, KEY) as vault:
        assert_frame_equal(vault.read("original_turns"), turns("enfin", "A1", "B1"))


def test_vault_moved_values_do_not_open(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.commit({"original_turns": turns("mots", "A1", "B1", n_turns=2)})
    moves = {
        "to another row": "UPDATE original_turns SET text = (SELECT text FROM original_turns WHERE turn = 1 AND "
        "participant_id = 'A1') WHERE turn = 2 AND participant_id = 'A1'",
        "to another column": "UPDATE original_turns SET label = text",
        "to another participant": "UPDATE original_turns SET participant_id = 'A1'",
        "to another interview": "UPDATE original_turns SET interview_id = interview_id || '2'",
    }
    sealed = path.read_bytes()
    for statement in moves.values():
        path.write_bytes(sealed)
        with Warehouse(path, tables_of("vault")) as store:
            store._connection.execute(statement)
        with Vault(path, KEY) as vault, pytest.raises(StudyKeyWrong):
            vault.read("original_turns")


def test_vault_data_keys_moved_between_people_do_not_open(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.commit({"original_turns": turns("mots", "A1", "B1")})
    with Warehouse(path, tables_of("vault")) as store:
        keys = store.read("participant_keys")
        store.replace("participant_keys", keys.with_columns(pl.col("wrapped_key").reverse()))
    with Vault(path, KEY) as vault, pytest.raises(StudyKeyWrong):
        vault.read("original_turns")


def test_vault_each_person_has_a_key_of_their_own(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.commit({"original_turns": turns("mots", "A1", "B1"), "identities": everything()["identities"]})
        vault.commit({"original_turns": turns("mots", "A1", "B1")})
    with Warehouse(path, tables_of("vault")) as store:
        keys = store.read("participant_keys")
        assert keys["participant_id"].to_list() == ["A1", "B1", STUDY]
        opened = [
            KEY.open(row["wrapped_key"], place=f"participant_keys/{row['participant_id']}") for row in keys.to_dicts()
        ]
    assert len(set(opened)) == 3
    assert all(len(secret) == 32 for secret in opened)


def test_vault_same_words_are_sealed_differently(path: Path) -> None:
    with Vault(path, KEY) as vault:
        vault.commit({"original_turns": turns("mots", "A1", "B1", n_turns=3)})
    with Warehouse(path, tables_of("vault")) as store:
        assert store.read("original_turns")["text"].n_unique() == 6


def test_vault_opened_rows_have_text_where_the_file_has_bytes(vault: Vault) -> None:
    for name, rows in everything().items():
        assert dict(vault.empty(name).schema) == clear_schema(name) == dict(rows.schema)
        assert list(clear_schema(name)) == list(load_catalogue()[name].columns)
    assert clear_schema("originals")["content"] == pl.Binary()
    assert clear_schema("originals")["file_name"] == pl.String()
    assert clear_frame("original_turns", []).is_empty()


def test_vault_bytes_of_a_file_need_be_no_text(vault: Vault) -> None:
    content = bytes(range(256)) * 3
    file = everything()["originals"].with_columns(content=pl.lit(content))
    vault.commit({"originals": file})
    assert vault.read("originals")["content"][0] == content
