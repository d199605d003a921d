from __future__ import annotations

import pytest

from tasks.ingestion.legends import declared_role, legend_roles
from tasks.records import Line


@pytest.mark.parametrize(
    "text",
    [
        "Légende : E = enquêtrice ; H = Hélène, l'enquêtée", "Enquêtrice (E), enquêtée (H)",
        "E : enquêtrice; H : enquêtée",
        "E : l'enquêtrice, H : l'enquêtée",
    ],
)  # fmt: skip
def test_legends_tell_who_asks(text: str) -> None:
    assert legend_roles([Line(text, 1)], {"E", "H"}) == {"E": "interviewer", "H": "interviewee"}


def test_legends_of_lines_that_tell_other_things() -> None:
    lines = [Line(text, 1) for text in ("E : Élise", "Lieu : chez l'enquêtée", "Enquêtrice : Claire", "", "E" * 400)]
    assert legend_roles(lines, {"E", "H"}) == {}


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("moi", "interviewer"), ("moi, l'interviewer", "interviewer"), ("Claudine, l'interviewée", "interviewee"),
        ("Claudine", None), ("Racontez-moi.", None), ("je suis enquêtrice", None), ("", None),
        ("l'enquêteur et l'enquêtée", None), ("enquêtrice ?", None),
    ],
)  # fmt: skip
def test_legends_roles_in_a_few_words(who: str, role: str | None) -> None:
    assert declared_role(who) == role
