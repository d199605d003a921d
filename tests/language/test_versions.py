"""What is told of the language model: its version where it reads, what is lost where it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasks.language import versions
from tasks.language.versions import DICTIONARY, OWN_PIPELINE, folder_digest, package_versions, pipeline_loss


def test_versions_name_the_own_pipeline_by_number_and_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / OWN_PIPELINE
    folder.mkdir()
    (folder / "meta.json").write_text(json.dumps({"version": "7"}))
    monkeypatch.setattr(versions, "MODELS", tmp_path)
    told = package_versions()
    assert told[OWN_PIPELINE] == f"7 ({folder_digest(folder)})"
    assert "thinc" in told


def test_versions_name_no_model_where_none_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MODELS", tmp_path)
    assert package_versions() == package_versions(DICTIONARY)
    assert not {OWN_PIPELINE, DICTIONARY, "thinc"} & package_versions().keys()


def test_versions_say_how_missing_weights_come_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MODELS", tmp_path)
    told = pipeline_loss(OWN_PIPELINE)
    assert told.startswith("the language model data/models/fr_oral_sm is not there (it comes with the repository: ")
    assert "`git checkout data/models`" in told
    assert "git" not in pipeline_loss(DICTIONARY)
