"""The study's own Prefect server on loopback: reused where it runs, else started for the run and ended with it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.interruption import undisturbed
from tasks.errors import StoreDamaged

_START_SECONDS = 180


@dataclass(frozen=True, slots=True)
class Server:
    """A server of this study."""

    port: int
    pid: int
    kept: bool
    """Started to stay (by ``miroir schedule``), not for one run."""

    @property
    def api(self) -> str:
        """Address of its API."""
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def ui(self) -> str:
        """Address of its pages."""
        return f"http://127.0.0.1:{self.port}"

    def healthy(self) -> bool:
        """Whether it answers."""
        return _answers(self.api) and self.is_ours()

    def is_ours(self) -> bool:
        """Whether its process is this server, be it starting still: the number may have gone to another program."""
        try:
            words = Path(f"/proc/{self.pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return not Path("/proc/self").exists() and _alive(self.pid) and _answers(self.api)
        return b"prefect" in words and str(self.port).encode() in words


def set_environment(home: Path, api: str) -> None:
    """What Prefect reads when it is imported: its home in the study, its server on loopback."""
    os.environ["PREFECT_HOME"] = str(home)
    os.environ["PREFECT_API_URL"] = api


def launch(home: Path, *, kept: bool) -> Server:
    """Start a server, or find the one that is kept; it may not answer yet (see ``wait``).

    The caller holds the study: a server that is not kept was left by a killed run, and is ended.
    """
    found = _recorded(home)
    if found is not None and found.is_ours():
        if found.kept:
            return found
        stop(found, home)
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    if not kept:
        command.append("--no-services")
    environment = os.environ | {"PREFECT_HOME": str(home), "PREFECT_UI_API_URL": f"http://127.0.0.1:{port}/api"}
    environment.pop("PREFECT_API_URL", None)
    with (home / "server.log").open("wb") as log, undisturbed():
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            command,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    server = Server(port=port, pid=process.pid, kept=kept)
    _record_file(home).write_text(json.dumps({"port": port, "pid": process.pid, "kept": kept}), encoding="utf-8")
    return server


def wait(server: Server, home: Path) -> None:
    """Wait until the server answers; raises StoreDamaged where it does not start."""
    give_up = time.monotonic() + _START_SECONDS
    while not server.healthy():
        if time.monotonic() > give_up or not _alive(server.pid):
            raise StoreDamaged(f"Prefect's server did not start; its last words are in {home / 'server.log'}")
        time.sleep(0.1)


def stop(server: Server, home: Path) -> None:
    """End a server and the processes it started."""
    _record_file(home).unlink(missing_ok=True)
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, sign)
        except (ProcessLookupError, PermissionError):
            return
        give_up = time.monotonic() + 5
        while _alive(server.pid) and time.monotonic() < give_up:
            time.sleep(0.05)


@contextmanager
def running(home: Path, *, kept: bool = False) -> Iterator[Server]:
    """A server for the block. One that another process keeps is left running; an orphan of a killed run is ended."""
    server = launch(home, kept=kept)
    try:
        set_environment(home, server.api)
        yield server
    finally:
        if kept or not server.kept:
            stop(server, home)


def _recorded(home: Path) -> Server | None:
    try:
        record = json.loads(_record_file(home).read_text(encoding="utf-8"))
        return Server(port=int(record["port"]), pid=int(record["pid"]), kept=bool(record["kept"]))
    except (OSError, ValueError, KeyError):
        return None


def _record_file(home: Path) -> Path:
    return home / "server.json"


def _answers(api: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api}/health", timeout=2) as answer:  # noqa: S310 - loopback only
            return bool(answer.read().strip() == b"true")
    except (urllib.error.URLError, OSError):
        return False


def _alive(pid: int) -> bool:
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
