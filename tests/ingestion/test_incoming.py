"""What may lie in ``incoming/`` instead of a file, and files that change under the reader's eyes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.errors import TranscriptUnreadable
from tasks.ingestion import incoming
from tasks.ingestion.incoming import MAX_FILE_BYTES, digest_of, read_incoming


def refusal(path: Path, digest: str = "") -> tuple[str, dict[str, str | int | float]]:
    with pytest.raises(TranscriptUnreadable) as refused:
        read_incoming(path, digest=digest)
    return refused.value.code, refused.value.details


def test_incoming_reads_a_file_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for data in (b"", b"a", bytes(range(256)) * 20_000):
        file.write_bytes(data)
        assert read_incoming(file) == data
        assert read_incoming(file, digest=digest_of(data)) == data


def test_incoming_a_file_that_is_another_one_now_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"deux")
    assert refusal(file, digest_of(b"un")) == ("file_changed", {})


def test_incoming_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"text")
    for name, target in (
        ("to_file", "real.txt"),
        ("to_folder", "."),
        ("to_nothing", "absent"),
        ("to_itself", "to_itself"),
    ):
        link = tmp_path / name
        link.symlink_to(target)
        assert refusal(link)[0] == "file_is_link"


def test_incoming_folders_pipes_and_devices_are_no_files(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, Path(os.devnull), Path("/dev/zero")):
        assert refusal(path) == ("not_a_file", {})


def test_incoming_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # a socket's path is short by law of the system
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        assert refusal(Path("s")) == ("not_a_file", {})


def test_incoming_an_absent_file_is_refused_with_the_systems_reason(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent.txt") == ("file_unreadable", {"reason": os.strerror(2)})
    (tmp_path / "file").write_bytes(b"x")
    assert refusal(tmp_path / "file" / "below.txt") == ("file_unreadable", {"reason": os.strerror(20)})


def test_incoming_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("run as root, to whom no file is closed")
    file = tmp_path / "closed.txt"
    file.write_bytes(b"text")
    file.chmod(0)
    assert refusal(file) == ("file_unreadable", {"reason": os.strerror(13)})


def grow(file: Path) -> None:
    with file.open("ab") as stream:
        stream.write(b"more")


def shrink(file: Path) -> None:
    os.truncate(file, 10)


def rewrite(file: Path) -> None:
    file.write_bytes(b"B" * file.stat().st_size)
    os.utime(file, ns=(1, 1))


@pytest.mark.parametrize("change", [grow, shrink, rewrite])
def test_incoming_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None]
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"A" * 100)
    monkeypatch.setattr(incoming, "_PART_BYTES", 40)
    read, calls = os.read, []

    def read_slowly(descriptor: int, size: int) -> bytes:
        calls.append(size)
        if len(calls) == 2:
            change(file)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", read_slowly)
    assert refusal(file) == ("file_changed", {})


def test_incoming_descriptors_are_closed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    descriptors = Path("/proc/self/fd")
    if not descriptors.is_dir():
        pytest.skip("this system does not list descriptors")
    before = len(list(descriptors.iterdir()))
    for path in (tmp_path, tmp_path / "a.txt", tmp_path / "absent"):
        for _ in range(20):
            try:
                read_incoming(path)
            except TranscriptUnreadable as refused:
                assert refused.code in {"not_a_file", "file_unreadable"}  # noqa: PT017 - both ends are looked at
    assert len(list(descriptors.iterdir())) == before


MEASURE = """
import resource, sys
from pathlib import Path
from tasks.errors import TranscriptUnreadable
from tasks.ingestion.incoming import read_incoming
from tasks.ingestion.recognise import read_document
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_document(read_incoming(Path(sys.argv[1])))
except TranscriptUnreadable as refused:
    print(refused.code, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    ("size", "most"), [(MAX_FILE_BYTES + 1, 8), (200 * 1024 * 1024, 8), (100 * 1024 * 1024, 240)], ids=str
)
def test_incoming_a_huge_line_is_refused_in_bounded_memory(tmp_path: Path, size: int, most: int) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.write(b"Anne : oui")
        stream.truncate(size)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(file)], capture_output=True, text=True, check=True, cwd=Path.cwd()
    )
    code, megabytes = done.stdout.split()
    assert code == "too_large"
    assert int(megabytes) < most
