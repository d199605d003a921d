"""``miroir serve DIR``: the study's pages at an address of this machine, for its own browsers."""

from __future__ import annotations

import argparse
import errno
import socket
import sys

import uvicorn

from dashboards.server import create_app
from flows.commands.export import published_or_told
from flows.interruption import answer_interrupts_with
from flows.study_folder import StudyFolder
from tasks.errors import MiroirError

HOST = "127.0.0.1"
_HIGHEST_PORT = 65_535


class PortUnusable(MiroirError):
    """The pages cannot be served at this port."""


def command(chosen: argparse.Namespace) -> int:
    """Serve the pages until interrupted; raises NothingPublished, PortUnusable, StoreDamaged."""
    published = published_or_told(StudyFolder(chosen.study.resolve()), chosen.study)
    with listen(chosen.port) as door:
        sys.stderr.write("miroir: preparing the pages\n")
        app = create_app(published)
        app.state.site.pages()
        answer_interrupts_with("miroir: the pages are no longer served\n", 0)
        sys.stdout.write(f"Pages: http://{HOST}:{door.getsockname()[1]}/ (this machine only). Ctrl-C ends.\n")
        sys.stdout.flush()
        # No word of its own: its lines would tell which interviews were read.
        settings = uvicorn.Config(
            app, log_config=None, log_level="critical", access_log=False, server_header=False, lifespan="off", ws="none"
        )
        uvicorn.Server(settings).run(sockets=[door])
    return 0


def listen(port: int) -> socket.socket:
    """A socket that listens on loopback at ``port``, at a free one where it is 0; raises PortUnusable."""
    if not 0 <= port <= _HIGHEST_PORT:
        raise PortUnusable(f"--port {port}: a port is a number from 0 to {_HIGHEST_PORT}; 0 takes a free one")
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((HOST, port))
        door.listen()
    except OSError as error:
        door.close()
        raise PortUnusable(
            f"port {port} {_why(error)}: choose another with --port, --port 0 takes a free one"
        ) from None
    return door


def _why(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "is taken by another program, or by another `miroir serve`"
    return f"cannot be used ({error.strerror})"
