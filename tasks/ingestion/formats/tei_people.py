"""Who speaks in TEI: names and roles of the persons that a header describes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from tasks.ingestion.folding import fold
from tasks.ingestion.formats.xml_trees import attribute, children, descendants, text_of
from tasks.ingestion.vocabulary import INTERVIEWEE_WORDS, INTERVIEWER_WORDS, base_label
from tasks.records import Speaker

_ASKS = INTERVIEWER_WORDS | {"investigator", "investigators", "fieldworker", "field worker", "inv"}
_ANSWERS = INTERVIEWEE_WORDS | {"interviewee", "interviewees", "subject", "sujet", "informants", "respondents"}


@dataclass(slots=True)
class People:
    """What is known of those who speak."""

    names: dict[str, str] = field(default_factory=dict)
    """Id → name, empty where the header gives none."""
    roles: dict[str, Speaker] = field(default_factory=dict)
    """Id → role, where the header says who asks or answers."""


def read_people(root: etree._Element) -> People:
    """Read the persons of a header (``person``, ``personGrp``) and the parts of a cast list."""
    people = People()
    for person in descendants(root, "person", "personGrp", "participant"):
        name = next(filter(None, map(_full_name, children(person, "persName", "name", "label"))), "")
        role = role_of(attribute(person, "role"))
        for key in _keys(person):
            people.names[key] = name
            if role:
                people.roles[key] = role
    for part in descendants(root, "castItem", "role"):
        name = next((text_of(role) for role in descendants(part, "role")), "")
        for key in _keys(part):
            people.names.setdefault(key, name)
    return people


def _keys(person: etree._Element) -> list[str]:
    others = (attribute(other, "type") for group in children(person, "altGrp") for other in children(group, "alt"))
    return [key for key in (attribute(person, "id"), *others) if key]


def _full_name(name: etree._Element) -> str:
    """A name's parts with a space between, however they are laid out."""
    between = "".join((name.text or "", *(part.tail or "" for part in name)))
    return text_of(name) if between.strip() else " ".join(filter(None, map(text_of, name)))


def role_of(written: str) -> Speaker | None:
    """Say whether a word for a role (*enquêtrice*, *Investigator*) is one who asks or one who answers."""
    plain = written.rpartition("#")[2]
    words = {fold(plain), base_label(plain)}
    if words & _ASKS:
        return "interviewer"
    return "interviewee" if words & _ANSWERS else None


def roles_by_label(people: People, labels: Mapping[str, str]) -> dict[str, Speaker]:
    """Give the roles by label, as the header says or as an id that the label does not show does (``enq1``)."""
    roles: dict[str, set[Speaker]] = {}
    for key, label in labels.items():
        role = people.roles.get(key) or (role_of(key) if label != key else None)
        if role:
            roles.setdefault(label, set()).add(role)
    return {label: found.pop() for label, found in roles.items() if len(found) == 1}


def pointers(written: str) -> tuple[str, ...]:
    """Ids that a ``who`` names: ``#spk1 people.xml#spk2`` gives both."""
    return tuple(dict.fromkeys(pointer.rpartition("#")[2] or pointer for pointer in written.split()))
