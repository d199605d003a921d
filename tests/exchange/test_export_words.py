"""Every word of the exports is used, and stands in the catalogue."""

from __future__ import annotations

import re
from pathlib import Path

from tasks.exchange.data_dictionary import CONVENTIONS
from tasks.messages import load_chapter

MADE = {f"convention_{name}" for name in CONVENTIONS}
MADE |= {f"state_{state}" for state in ("present", "absent", "not_asked", "not_coded")}
MADE |= {f"type_{kind}" for kind in ("text", "whole", "decimal", "truth", "day")}
MADE |= {f"personal_{kind}" for kind in ("none", "pseudonymous")}
MADE |= {f"part_{part}{end}" for part in ("grid", "tables", "charts", "site") for end in ("", "_empty")}
PREFIXED = re.compile(r"^(head|sheet|dictionary)_(\w+)$")


def test_export_words_are_all_used_and_known(root: Path) -> None:
    files = [*sorted((root / "tasks" / "exchange").glob("*.py")), root / "flows" / "commands" / "export.py"]
    quoted = set(re.findall(r"[\"']([a-z_]+)[\"']", "\n".join(file.read_text(encoding="utf-8") for file in files)))
    known = set(load_chapter("exports"))
    used = {
        code for code in known if code in quoted or ((found := PREFIXED.match(code)) is not None and found[2] in quoted)
    }
    assert known - used - MADE == set()
    assert known >= MADE
