"""When and in which order: the command line and Prefect's flows.

Importing the package sets what the libraries read from the environment at their own import: nothing leaves the machine,
and the libraries' own logs stay off the user's terminal.
"""

from __future__ import annotations

import os

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "RAY_USAGE_STATS_ENABLED": "0",
}

for _name, _value in _QUIET.items():
    os.environ.setdefault(_name, _value)
