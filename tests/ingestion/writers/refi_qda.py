"""Projects as programs for qualitative analysis write them in REFI-QDA."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from tests.ingestion.conversations import Said

NAMESPACE = 'xmlns="urn:QDA-XML:project:1.0"'
GUID = "2b1f7c5e-0000-4000-8000-{:012}"


def archive(project: str, members: Mapping[str, bytes] = {}, *, name: str = "project.qde") -> bytes:
    """Write the archive of a project file and its sources."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr(name, project)
        for member, data in members.items():
            written.writestr(member, data)
    return stream.getvalue()


def project(sources: str, *, before: str = "", namespace: str = NAMESPACE) -> str:
    """Write a project file around its sources, codings beside them."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<Project name="Étude" origin="Miroir" {namespace}>\n'
        f'<CodeBook><Codes><Code guid="{GUID.format(900)}" name="code" isCodable="true"/></Codes></CodeBook>\n'
        f"{before}\n<Sources>\n{sources}\n</Sources>\n<Notes/></Project>"
    )


def plain_text(conversation: Sequence[Said]) -> str:
    """A text as typed: a line a turn."""
    return "\n".join(f"{speaker} : {said}" for speaker, said in conversation)


def with_content(conversation: Sequence[Said]) -> bytes:
    """Write a project of one text, which stands in the project file, with a selection."""
    coding = f'<Coding guid="{GUID.format(3)}"><CodeRef targetGUID="{GUID.format(900)}"/></Coding>'
    return archive(
        project(
            f'<TextSource guid="{GUID.format(1)}" name="Entretien 1">'
            f"<PlainTextContent>{escape(plain_text(conversation))}</PlainTextContent>"
            f'<PlainTextSelection guid="{GUID.format(2)}" name="extrait" startPosition="0" endPosition="5">'
            f"<Description>un extrait</Description>{coding}</PlainTextSelection></TextSource>"
        ),
        {"sources/.root": b""},
    )


def with_path(conversation: Sequence[Said]) -> bytes:
    """Write a project of one text, which stands in a file of the archive."""
    return archive(
        project(
            f'<TextSource guid="{GUID.format(1)}" name="Entretien 1" plainTextPath="internal://{GUID.format(1)}.txt"/>'
        ),
        {f"Sources/{GUID.format(1)}.txt": plain_text(conversation).encode("utf-8-sig")},
    )
