"""Every word that the page can say is there, in both languages, and used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboards.sections.method import CONVENTIONS
from dashboards.site_map import PAGES
from dashboards.wording import FAMILIES, Words
from flows.step_graph import STEPS
from tasks.messages import load_chapter
from tasks.study_config import Lexicon, Mirror

MADE = re.compile(r"^(convention|step|parameter)_")
CODE = re.compile(r"""["']([a-zA-Z_0-9]*[a-zA-Z0-9])["']""")


def _texts(root: Path) -> str:
    folder = root / "dashboards"
    files = sorted([*folder.rglob("*.py"), *folder.rglob("*.j2")])
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _made_codes() -> set[str]:
    """Codes put together from the words of tables, steps, sections."""
    families = {f"{family}_{word}" for family, words in FAMILIES.items() for word in words}
    conventions = {f"convention_{name}_{part}" for name in CONVENTIONS for part in ("what", "unit", "base", "test")}
    sections = {f"{part}_{page.key}" for page in PAGES for part in ("page", "lead")} | {"language_fr", "language_en"}
    legends = {f"legend_{state}" for state in ("present", "absent", "not_asked", "not_coded", "disputed")}
    return families | conventions | sections | legends | {"mark_gained", "mark_lost"}


def test_wording_every_message_is_in_both_languages_with_the_same_parameters() -> None:
    for code, entry in load_chapter("pages").items():
        assert set(entry) == {"fr", "en"}, code
        assert all(text.strip() for text in entry.values()), code
        assert set(re.findall(r"{(\w+)}", entry["fr"])) == set(re.findall(r"{(\w+)}", entry["en"])), code


def test_wording_every_code_of_the_pages_is_in_the_catalogue(root: Path) -> None:
    known = set(load_chapter("pages"))
    text = _texts(root)
    said = set(re.findall(r"\bwords\(\s*\"([a-z_0-9]*[a-z0-9])\"", text))
    headed = {
        code for code in CODE.findall(text) if re.match(r"(head|caption|title|reading|empty|note|tile)_[a-z]", code)
    }
    counted = {code for code in said | headed | _made_codes() if f"{code}_one" in known}
    for code in sorted(counted):
        assert f"{code}_many" in known, code
    assert sorted((said | headed | _made_codes()) - known - counted) == []


def test_wording_every_message_of_the_catalogue_is_used(root: Path) -> None:
    used = set(CODE.findall(_texts(root))) | _made_codes()
    bare = {re.sub(r"_(one|many)$", "", code) for code in load_chapter("pages")}
    assert sorted(code for code in bare - used if not MADE.match(code)) == []


def test_wording_every_step_and_numeric_parameter_has_words() -> None:
    known = set(load_chapter("pages"))
    assert sorted(f"step_{step.name}" for step in STEPS if step.writes and f"step_{step.name}" not in known) == []
    parameters = {f"parameter_lexicon_{name}" for name in Lexicon.model_fields}
    parameters |= {f"parameter_mirror_{name}" for name in Mirror.model_fields} | {"parameter_seed"}
    assert sorted(parameters - known) == []


@pytest.mark.parametrize(
    ("n", "french", "english"), [(0, "entretien lu", "interviews read"), (1, "entretien lu", "interview read")]
)
def test_wording_counts_as_each_language_does(n: int, french: str, english: str) -> None:
    assert Words("fr").count("tile_interviews", n, str(n)) == french
    assert Words("en").count("tile_interviews", n, str(n)) == english


def test_wording_unknown_word_of_a_table_stays_itself() -> None:
    assert Words("fr").of("pos", "SYM") == "SYM"
    assert Words("fr").of("pos", "NOUN") == "nom"
