"""An invented study for the tests of the pages: its people, what they say, what was told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

Row = Mapping[str, object]

ROLES = {"A": "animatrice", "B": "jardinier"}
PSEUDONYMS = {
    "A": ("Anne", "Nicole", "Mathilde", "Odile", "Sabine", "Yvonne", "Clarisse"),
    "B": ("Frédéric", "Patrick", "Lucienne", "Marius", "Joëlle", "Basile", "Raymonde"),
}
PEOPLE = [(f"{side}{number}", side, number) for side in "AB" for number in range(1, 8)]
WAVES = {"1": 14, "2": 8}
SENTENCES = {
    1: "le matin on arrose avant la chaleur et puis on regarde si la terre boit",
    2: "euh la réunion du jeudi on décide ensemble du planning des parcelles",
    3: "mon voisin me passe des graines et moi je lui donne des tomates",
    4: "la clé du local c'est toujours un problème il faut appeler la mairie",
}


def list_interviews() -> list[tuple[str, str, str, int, str]]:
    """Interview, participant, side, number, wave."""
    first = [(f"{person}-1", person, side, number, "1") for person, side, number in PEOPLE]
    return first + [(f"{person}-2", person, side, number, "2") for person, side, number in PEOPLE if number <= 4]


def _modality(side: str, number: int) -> str:
    return "sur_place" if (side == "A") == (number <= 5) else "telephone"


def study_rows() -> Sequence[Row]:
    """The table ``study``."""
    values = {
        "name": "Jardins partagés : regards croisés",
        "language": "fr",
        "masking.keep": "date",
        "role.A": "animatrice",
        "role.B": "jardinier",
        "label.animatrice": "Animatrices",
        "label.jardinier": "Jardiniers",
        "wave.1": "Printemps",
        "wave.2": "Automne",
        "modality.sur_place": "Sur place",
        "modality.telephone": "Par téléphone",
        "theme.gestes": "Les gestes",
        "theme.regles": "Les règles communes",
    }
    return [{"key": key, "value": value} for key, value in values.items()]


def people_rows() -> dict[str, Sequence[Row]]:
    """Participants, citation labels, interviews."""
    participants = [
        {
            "participant_id": person,
            "role": ROLES[side],
            "side": side,
            "gender": "f",
            "age_band": "40-49",
            "n_interviews": 2 if number <= 4 else 1,
        }
        for person, side, number in PEOPLE
    ]
    labels = [
        {
            "participant_id": person,
            "pseudonym": PSEUDONYMS[side][number - 1],
            "label": f"{PSEUDONYMS[side][number - 1]} {side}",
        }
        for person, side, number in PEOPLE
    ]
    interviews = [
        {
            "interview_id": interview,
            "participant_id": person,
            "role": ROLES[side],
            "side": side,
            "wave": wave,
            "modality": _modality(side, number),
            "held_on": date(2026, 3 if wave == "1" else 9, 10 + number),
            "n_files": 1,
            "version": 1,
            "format": "docx" if number % 2 else "vtt",
            "encoding": "" if number % 2 else "utf-8",
            "n_turns": 40 + number,
            "n_turns_interviewee": 20,
            "n_words": 1500 + 10 * number,
            "n_words_interviewee": 1100 + 7 * number,
            "n_words_unassigned": 12 if interview == "B3-1" else 0,
            "n_characters": 9000,
            "n_events": 2,
            "n_hesitations": 3,
            "n_false_starts": 0,
            "n_speakers": 2,
            "speakers_confirmed": number != 6,
            "duration_s": None,
            "consent": "missing" if person == "B7" else "given",
        }
        for interview, person, side, number, wave in list_interviews()
    ]
    return {"participants": participants, "citation_labels": labels, "interviews": interviews}


def text_rows() -> dict[str, Sequence[Row]]:
    """Masked turns, tokens, segments and their classes: one turn, one segment, four a person."""
    turns: list[Row] = []
    tokens: list[Row] = []
    segments: list[Row] = []
    classes: list[Row] = []
    for interview, person, side, number, _ in list_interviews():
        if person == "B7":
            continue
        for turn in range(1, 9):
            kind = 1 + (turn + number + (side == "B") * (turn % 2)) % 4
            text = SENTENCES[kind].capitalize() + "."
            turns.append(
                {
                    "interview_id": interview,
                    "turn": turn,
                    "speaker": "interviewee",
                    "question": str(turn),
                    "theme": "gestes" if turn < 5 else "regles",
                    "text": text,
                }
            )
            tokens += _tokens(interview, turn, text)
            spot = {"interview_id": interview, "segment": turn}
            segments.append({**spot, "turn": turn, "start_at": 0, "end_at": len(text), "n_words": len(text.split())})
            left_over = turn == 8 and number == 1
            classes.append({**spot, "class": 0 if left_over else kind, "reason": "small_class" if left_over else ""})
    return {"masked_turns": turns, "tokens": tokens, "segments": segments, "segment_classes": classes}


def _tokens(interview: str, turn: int, text: str) -> Sequence[Row]:
    start = 0
    rows: list[Row] = []
    for number, form in enumerate(text.rstrip(".").lower().split(), start=1):
        rows.append(
            {
                "interview_id": interview,
                "turn": turn,
                "token": number,
                "start_at": start,
                "end_at": start + len(form),
                "form": form,
                "lemma": form,
                "pos": "NOUN",
                "kind": "hesitation" if form == "euh" else "word",
                "category": "hesitation" if form == "euh" else "noun",
                "status": "active" if len(form) > 4 else "supplementary",
                "source": "form",
                "known": True,
                "segment": turn,
                "expression": "",
                "expression_word": 0,
                "expression_end_at": start + len(form),
            }
        )
        start += len(form) + 1
    return rows


def run_rows() -> dict[str, Sequence[Row]]:
    """Findings, validations, provenance."""
    stage = {"stage": "ingestion", "step": "read_interviews"}
    findings = [
        {
            **stage,
            "unit": "B7-1",
            "code": "consent_missing",
            "severity": "set_aside",
            "subject": "B7-1",
            "place": "",
            "details": "{}",
        },
        {
            **stage,
            "unit": "B3-1",
            "code": "date_unreadable",
            "severity": "warn",
            "subject": "B3-1",
            "place": "line 4",
            "details": '{"n": 12}',
        },
        {
            **stage,
            "unit": "study",
            "code": "speakers_guessed",
            "severity": "note",
            "subject": "A6-1",
            "place": "",
            "details": "{}",
        },
    ]
    results = [
        {
            "stage": "ingestion",
            "unit": "study",
            "expectation": expectation,
            "severity": severity,
            "subject": "study" if held else "A6-1",
            "held": held,
            "observed": observed,
            "n_unexpected": 0 if held else 2,
        }
        for expectation, severity, held, observed in (
            ("interviewee_has_words", "set_aside", True, None),
            ("two_speakers_found", "warn", False, 3.0),
            ("consent_is_legible", "stop", True, None),
        )
    ]
    provenance = [
        {
            "table_name": "classes",
            "step": "step classify_segments",
            "run_id": "run-0001",
            "n_rows": 4,
            "content_hash": "0123456789abcdef",
            "parameters": '{"lexicon": {"classes": 4, "min_form_count": 3}, "seed": 20260301}',
            "versions": '{"duckdb": "2.0.0", "polars": "2.1.0"}',
        },
        {
            "table_name": "lexical_contrasts",
            "step": "step contrast_lexicon",
            "run_id": "run-0001",
            "n_rows": 40,
            "content_hash": "fedcba9876543210",
            "parameters": '{"lexicon": {"classes": 4, "active_pos": ["NOUN", "VERB"]}, "seed": 20260301}',
            "versions": '{"duckdb": "2.0.0", "numpy": "2.4.6"}',
        },
    ]
    return {"findings": findings, "validation_results": results, "provenance": provenance}
