"""An invented study for the tests of the pages: what its analyses found. Plausible, not computed."""

from __future__ import annotations

from collections.abc import Sequence

from tests.dashboards.example_people import PEOPLE, ROLES, WAVES, Row, list_interviews

LEMMAS = {
    1: ("arroser", "terre", "chaleur", "matin", "boire", "regarder", "tuyau", "pluie", "soif", "été"),
    2: ("réunion", "décider", "planning", "parcelle", "jeudi", "ensemble", "voter", "compte rendu", "règle", "animer"),
    3: ("voisin", "graine", "donner", "tomate", "passer", "partager", "goûter", "bouture", "recette", "merci"),
    4: ("clé", "local", "mairie", "appeler", "problème", "cadenas", "assurance", "attendre", "courrier", "budget"),
}
VERBS = frozenset(("arroser", "boire", "regarder", "décider", "voter", "animer", "donner", "passer", "partager"))
OBSERVABLES = (
    ("gestes", "1", "Les gestes du jardin", ("arroser tôt", "pailler", "tailler", "composter")),
    (
        "echanges",
        "2",
        "Les échanges entre jardiniers",
        ("donner des graines", "partager une recette au-dessus de la haie"),
    ),
    (
        "regles",
        "3",
        "Les règles et les réunions",
        ("venir aux réunions", "signer la charte", "tenir le planning des tours"),
    ),
    ("local", "5", "Le local et la mairie", ("demander la clé", "écrire à la mairie")),
)


def class_rows() -> dict[str, Sequence[Row]]:
    """The classification: four classes, three divisions, profiles, typical segments."""
    splits = [
        {"split": 1, "parent": 1, "left_node": 2, "right_node": 3, "n_left": 62, "n_right": 94, "chi2": 210.5},
        {"split": 2, "parent": 3, "left_node": 4, "right_node": 5, "n_left": 56, "n_right": 38, "chi2": 98.1},
        {"split": 3, "parent": 4, "left_node": 6, "right_node": 7, "n_left": 30, "n_right": 26, "chi2": 60.2},
    ]
    nodes = {1: (2, 62), 2: (6, 30), 3: (7, 26), 4: (5, 38)}
    classes = [
        {
            "class": number,
            "node": node,
            "n_segments": n,
            "share": n / 156,
            "n_interviews": 12,
            "largest_interview_share": 0.125,
            "words": " ".join(LEMMAS[number][:4]),
        }
        for number, (node, n) in nodes.items()
    ]
    profiles = [
        {
            "class": number,
            "lemma": lemma,
            "pos": "VERB" if lemma in VERBS else "NOUN",
            "n_segments_in_class": 20 - rank,
            "n_segments_with_form": 22 - rank,
            "n_segments_class": nodes[number][1],
            "n_segments_classified": 156,
            "share": (20 - rank) / (22 - rank),
            "chi2": 48.25 - 4.1 * rank,
            "p": 1e-6 * (rank + 1),
            "n_interviews": 9 - rank % 4,
        }
        for number, lemmas in LEMMAS.items()
        for rank, lemma in enumerate(lemmas)
    ]
    variables = [
        {
            "class": number,
            "variable": "role",
            "modality": role,
            "n_segments_in_class": nodes[number][1] // 2,
            "n_segments_with_value": 78,
            "n_segments_class": nodes[number][1],
            "n_segments_classified": 156,
            "chi2": 0.0 if side == "A" else -0.5,
            "p": 1.0,
        }
        for number in nodes
        for side, role in ROLES.items()
    ]
    typical = [
        {
            "class": number,
            "rank": rank,
            "interview_id": f"{'A' if rank % 2 else 'B'}{rank}-1",
            "segment": 1 + (number + rank) % 4,
            "chi2_sum": 90.5 - 10 * rank,
            "chi2_mean": 12.5,
        }
        for number in nodes
        for rank in (1, 2, 3)
    ]
    active = [
        {
            "form_id": 10 * number + rank,
            "lemma": lemma,
            "pos": "VERB" if lemma in VERBS else "NOUN",
            "n_occurrences": 44 - 3 * rank - number,
            "n_segments": 30 - 2 * rank,
            "n_interviews": 14 - rank,
        }
        for number, lemmas in LEMMAS.items()
        for rank, lemma in enumerate(lemmas)
    ]
    return {
        "class_splits": splits,
        "classes": classes,
        "class_profiles": profiles,
        "class_variables": variables,
        "typical_segments": typical,
        "active_forms": active,
    }


def specificity_rows() -> Sequence[Row]:
    """The table ``specificities``: classes 2 and 4 for side A, 1 and 3 for side B."""
    return [
        {
            "role": ROLES[side],
            "side": side,
            "lemma": lemma,
            "pos": "VERB" if lemma in VERBS else "NOUN",
            "n_in_role": 30 - 2 * rank,
            "n_total": 34 - 2 * rank,
            "words_in_role": 8120,
            "words_total": 16040,
            "expected": (34 - 2 * rank) * 8120 / 16040,
            "score": sign * (9.4 - 0.8 * rank),
            "n_interviews": 1 if rank == 3 else 8 - rank // 2,
        }
        for number, lemmas in LEMMAS.items()
        for rank, lemma in enumerate(lemmas)
        for side, sign in (("A", 1 if number % 2 == 0 else -1), ("B", -1 if number % 2 == 0 else 1))
    ]


def _keys(side: str) -> list[str]:
    suffix = "" if side == "A" else "_b"
    return [f"{key}{suffix}.i{place}" for key, _, _, labels in OBSERVABLES for place in range(len(labels))]


def grid_rows() -> dict[str, Sequence[Row]]:
    """Codebook of both sides, cells by two coders, flat reading."""
    indicators: list[Row] = []
    for side, suffix in (("A", ""), ("B", "_b")):
        for key, number, heading, labels in OBSERVABLES:
            for place, label in enumerate(labels):
                indicators.append(
                    {
                        "indicator": f"{key}{suffix}.i{place}",
                        "position": len(indicators) + 1,
                        "observable": f"{key}{suffix}",
                        "observable_number": number,
                        "observable_label": heading,
                        "number": str(place + 1),
                        "label": label,
                        "theme": "gestes" if key == "gestes" else "",
                        "roles": ROLES[side],
                        "waves": "1 2",
                        "exclusive": "",
                        "definition": "",
                    }
                )
    cells = [
        {"interview_id": interview, "indicator": indicator, "coder": coder, "state": _state(number, wave, place, coder)}
        for interview, person, side, number, wave in list_interviews()
        if person != "B7"
        for place, indicator in enumerate(_keys(side))
        for coder in ("CL", "MD")
    ]
    return {"indicators": indicators, "grid_cells": cells, "flat_reading": _flat(cells)}


def _state(number: int, wave: str, place: int, coder: str) -> str:
    if place == 5 and wave == "1":
        return "not_asked"
    if place == 9 and number == 7:
        return "not_coded"
    if place == 2 and number == 3 and coder == "MD":
        return "absent"
    return "present" if (number * 3 + place * 5 + int(wave)) % 4 < 2 else "absent"


def _flat(cells: Sequence[Row]) -> Sequence[Row]:
    """Counted where the first coder says present."""
    rows: list[Row] = []
    sides = {interview: (side, wave) for interview, _, side, _, wave in list_interviews()}
    for side in "AB":
        for indicator in _keys(side):
            for wave in ("1", "2", "all"):
                asked = [
                    cell
                    for cell in cells
                    if cell["indicator"] == indicator
                    and cell["coder"] == "CL"
                    and cell["state"] in ("present", "absent")
                    and wave in (sides[str(cell["interview_id"])][1], "all")
                ]
                bearers = [str(cell["interview_id"]) for cell in asked if cell["state"] == "present"]
                rows.append(
                    {
                        "indicator": indicator,
                        "role": ROLES[side],
                        "wave": wave,
                        "n_present": len(bearers),
                        "n_asked": len(asked),
                        "share": len(bearers) / len(asked) if asked else None,
                        "interviews": " ".join(bearers),
                    }
                )
    return rows


def mirror_rows() -> dict[str, Sequence[Row]]:
    """Pairs, their contrasts, words across the sides, quotes."""
    pairs = list(zip(_keys("A"), _keys("B"), strict=True))
    verdicts = ("difference", "cannot_tell", "no_difference_shown")
    contrasts = [
        {
            "scope": scope,
            "pair": pair,
            "relation": "mirrored",
            "indicator_a": a,
            "indicator_b": b,
            "present_a": 7 - pair % 5,
            "asked_a": 7,
            "present_b": pair % 4,
            "asked_b": 6,
            "difference": (7 - pair % 5) / 7 - (pair % 4) / 6,
            "low": (7 - pair % 5) / 7 - (pair % 4) / 6 - 0.35,
            "high": min(1.0, (7 - pair % 5) / 7 - (pair % 4) / 6 + 0.3),
            "p": 0.0004 if pair == 4 else 0.03 + 0.09 * (pair % 7),
            "design_floor": 1 / 1716,
            "margin_floor": 0.0047,
            "q_holm": min(1.0, 0.004 * pair * 11),
            "verdict": verdicts[pair % 3],
        }
        for scope in ("all", "1")
        for pair, (a, b) in enumerate(pairs, start=1)
    ]
    alone = {"pair": 12, "relation": "only_a", "indicator_a": "gestes.i0", "indicator_b": "", "verdict": "no_data"}
    empty = {"scope": "all", "present_a": 3, "asked_a": 7, "present_b": 0, "asked_b": 0}
    lexical = [
        {
            "scope": "all",
            "lemma": lemma,
            "pos": "VERB" if lemma in VERBS else "NOUN",
            "rate_a": 5.0 - 0.4 * rank if number % 2 == 0 else 0.5,
            "rate_b": 0.5 if number % 2 == 0 else 4.6 - 0.4 * rank,
            "difference": (4.5 - 0.4 * rank) if number % 2 == 0 else -(4.1 - 0.4 * rank),
            "participants_a": 6 if number % 2 == 0 else 2,
            "participants_b": 1 if rank == 2 else 5,
            "n_a": 7,
            "n_b": 6,
            "p": 0.002 + 0.03 * rank,
            "p_floor": 1 / 858,
            "q": min(1.0, 0.02 + 0.05 * rank),
            "method": "exact",
            "n_labelings": 1716,
        }
        for number, lemmas in LEMMAS.items()
        for rank, lemma in enumerate(lemmas)
    ]
    quotes = [
        {
            "theme": "gestes",
            "side": side,
            "rank": rank,
            "interview_id": f"{side}{rank}-1",
            "segment": rank,
            "score": 2.5,
            "why": "words",
        }
        for side in "AB"
        for rank in (1, 2)
    ]
    quotes.append(
        {
            "theme": "regles",
            "side": "A",
            "rank": 1,
            "interview_id": "A4-2",
            "segment": 6,
            "score": 1.5,
            "why": "question",
        }
    )
    listed = [
        {"pair": pair, "indicator_a": a, "indicator_b": b, "relation": "mirrored", "theme": ""}
        for pair, (a, b) in enumerate(pairs, start=1)
    ]
    return {
        "indicator_pairs": listed,
        "indicator_contrasts": [*contrasts, {**empty, **alone}],
        "lexical_contrasts": lexical,
        "mirror_quotes": quotes,
    }


def wave_rows() -> dict[str, Sequence[Row]]:
    """Panel and transitions."""
    panel = [
        {
            "participant_id": person,
            "role": ROLES[side],
            "wave": wave,
            "state": "present" if wave == "1" or number <= 4 else "left",
            "interview_id": f"{person}-{wave}" if wave == "1" or number <= 4 else "",
        }
        for person, side, number in PEOPLE
        for wave in WAVES
    ]
    transitions = [
        {
            "indicator": indicator,
            "role": ROLES[side],
            "from_wave": "1",
            "to_wave": "2",
            "n_00": 1,
            "n_01": place % 3,
            "n_10": (place + 1) % 2,
            "n_11": 1,
            "n_not_asked": 4 if place == 5 else 0,
            "p": 1.0 if place % 2 else 0.625,
            "p_floor": 0.25,
            "design_floor": 0.125,
            "participants": " ".join(f"{side}{n}" for n in range(1, 1 + place % 3 + (place + 1) % 2)),
        }
        for side in "AB"
        for place, indicator in enumerate(_keys(side))
    ]
    return {"panel": panel, "transitions": transitions}
