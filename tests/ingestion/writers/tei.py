"""Writes conversations in TEI, as editors and converters write it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal
from xml.sax.saxutils import escape

from tests.ingestion.conversations import Said

Layout = Literal["speeches", "utterances", "blocks", "tokens", "joined_tokens"]
LAYOUTS: tuple[Layout, ...] = ("speeches", "utterances", "blocks", "tokens", "joined_tokens")
SECONDS = 2
"""How long each turn is."""

_TOKEN = re.compile(r"\w+['’]?|[^\w\s]|\s+")


def write(conversation: Sequence[Said], *, layout: Layout = "utterances", encoding: str = "UTF-8") -> bytes:
    """Write a conversation with a header that names the speakers.

    ``speeches``: ``sp`` with ``speaker`` and ``p``, no namespace; ``utterances``: ``u`` with times; ``blocks``: ISO
    24624 as TeiCorpo converts; ``tokens``: ``w`` and ``pc`` with the white space of the talk between;
    ``joined_tokens``: each token on a line of its own, ``@join`` where no space is.
    """
    ids = {speaker: f"spk{place}" for place, speaker in enumerate(dict.fromkeys(who for who, _ in conversation), 1)}
    namespace = "" if layout == "speeches" else ' xmlns="http://www.tei-c.org/ns/1.0"'
    people = "\n".join(
        f'<person xml:id="{key}"><persName>{escape(name)}</persName></person>' for name, key in ids.items()
    )
    points = "\n".join(
        f'<when xml:id="T{place}" interval="{place * SECONDS}" since="#T0"/>'
        for place in range(1, len(conversation) + 1)
    )
    said = "\n".join(_turn(place, ids[who], who, text, layout) for place, (who, text) in enumerate(conversation))
    xml = f"""<?xml version="1.0" encoding="{encoding}"?>
<TEI{namespace}>
<teiHeader>
<fileDesc><titleStmt><title>Entretien inventé</title></titleStmt></fileDesc>
<profileDesc><particDesc><listPerson>
{people}
</listPerson></particDesc></profileDesc>
</teiHeader>
<text>
<timeline unit="s">
<when xml:id="T0" absolute="0"/>
{points}
</timeline>
<body><div type="interview">
{said}
</div></body>
</text>
</TEI>
"""
    return xml.encode(encoding, "xmlcharrefreplace")


def _turn(place: int, key: str, who: str, text: str, layout: Layout) -> str:
    times = f'start="#T{place}" end="#T{place + 1}"'
    if layout == "speeches":
        return f'<sp who="#{key}">\n<speaker>{escape(who)}</speaker>\n<p>{escape(text)}</p>\n</sp>'
    if layout == "utterances":
        return f'<u who="#{key}" {times}>{escape(text)}</u>'
    if layout == "blocks":
        return (
            f'<annotationBlock who="{key}" {times} xml:id="au{place}">\n<u>\n<seg>{escape(text)} </seg>\n</u>\n'
            f'<spanGrp type="com">\n<span>relu</span>\n</spanGrp>\n</annotationBlock>'
        )
    inner = _tokens(text) if layout == "tokens" else _joined(text)
    return f'<u who="#{key}" {times}>\n<seg type="utterance">{inner}</seg>\n</u>'


def _tokens(text: str) -> str:
    return "".join(token if token.isspace() else _element(token, "") for token in _TOKEN.findall(text))


def _joined(text: str) -> str:
    written = _TOKEN.findall(text)
    lines = []
    for place, token in enumerate(written):
        after = written[place + 1] if place + 1 < len(written) else " "
        if not token.isspace():
            lines.append(_element(token, "" if after.isspace() else ' join="right"'))
    return "\n" + "\n".join(lines) + "\n"


def _element(token: str, attributes: str) -> str:
    name = "w" if token[0].isalnum() else "pc"
    return f"<{name}{attributes}>{escape(token)}</{name}>"
