"""The command line: ``miroir COMMAND STUDY``.

Nothing is imported here that Python has not loaded by itself, so that Ctrl-C is attended to from the first moment; each
command imports what it needs when it is called. Exit codes: 0 done; 1 a fault of Miroir; 2 the input is to be mended; 3
a validation stopped the run; 4 the study is in use; 5 a store is damaged; 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module

_INTERRUPTED = 130
_INTERRUPTED_LINE = "miroir: interrupted; what was finished is kept, the next run continues\n"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; what the user can mend is told in plain lines, never as a traceback.

    Without ``arguments`` this is the program itself, which Ctrl-C ends (``flows.interruption``).
    """
    try:
        interruption = import_module("flows.interruption")
        if arguments is None:
            interruption.end_at_interrupt(_INTERRUPTED_LINE, _INTERRUPTED)
    except KeyboardInterrupt:
        os.write(2, _INTERRUPTED_LINE.encode())
        os._exit(_INTERRUPTED)  # a second one finds nobody
    code = _answer(arguments)
    with interruption.undisturbed():  # an interrupt under way is what ends the program then
        return code


def _answer(arguments: list[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows another, and the command goes on
    chosen = import_module("flows.command_line").build_parser().parse_args(arguments)
    try:
        return int(import_module(f"flows.commands.{chosen.command}").command(chosen))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has had enough (`| head`)
        return 0
    except Exception as error:  # noqa: BLE001 - the last door: whatever it is, it is told in plain lines
        return int(import_module("flows.faults").tell(error))


if __name__ == "__main__":
    sys.exit(main())
