"""Verb forms that two verbs share, under the one that people say: the tables name the other.

Found by holding spaCy's table of exceptions against the regular endings; decided by what is frequent in speech (*elle
vit seule* is no *voir*, *je rentrais* no *rentraire*).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_FORMS = {
    "admirer": "admirent",
    "durer": "durent",
    "fonder": "fonde fondes",
    "friser": "frisent",
    "mouler": "moule moulent moulais moulait moulaient moulez moulons",
    "muer": "mue mues",
    "peigner": "peigne peignes",
    "pâtisser": "pâtisse pâtisses",
    "plaire": "plu plut plaît",
    "presser": "pressent",
    "refonder": "refonde refondent refondons refondez",
    "rentrer": "rentrais rentrait rentraient rentraie",
    "repeigner": "repeigne",
    "revirer": "revirent",
    "suer": "sue sues",
    "surfer": "surfais surfait surfaient",
    "tapisser": "tapisse tapisses tapissent",
    "tuer": "tue tues",
    "vivre": "vis vit",
}

VERBS_IN_SPEECH: Mapping[str, str] = MappingProxyType(
    {form: infinitive for infinitive, forms in _FORMS.items() for form in forms.split()}
)
"""Form -> infinitive."""
