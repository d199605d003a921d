"""CHAT as CLAN writes it: codes for speakers, one utterance a main line, times behind NAK, French elisions apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tests.ingestion.conversations import Said

SENTENCE_ENDS = re.compile(r"(?<=[.?!…]) (?=[A-ZÉ][a-zé])")
ELISION = re.compile(r"(?<![\w'])([jltdcsmnJLTDCSMN]|qu)'(?=\w)")
WIDTH = 60


def code_of(speaker: str) -> str:
    """The three letters that a transcriber would make of a name."""
    bare = unicodedata.normalize("NFD", speaker)
    return "".join(char for char in bare if char.isascii() and char.isalpha())[:3].upper()


def write(conversation: Sequence[Said], *, asks: str = "Enquêtrice", line_end: str = "\n") -> bytes:
    """Write a conversation, the one who asks as Investigator."""
    speakers = list(dict.fromkeys(speaker for speaker, _ in conversation))
    roles = {speaker: "Investigator" if speaker == asks else "Participant" for speaker in speakers}
    named = ", ".join(f"{code_of(speaker)} {speaker.split()[-1]} {roles[speaker]}" for speaker in speakers)
    head = ["@UTF8", "@Begin", "@Languages:\tfra", f"@Participants:\t{named}"]
    head += [f"@ID:\tfra|essai|{code_of(speaker)}|||||{roles[speaker]}|||" for speaker in speakers]
    body, at = [], 0
    for speaker, said in conversation:
        for sentence in SENTENCE_ENDS.split(said):
            text = f"{utterance(sentence)} \x15{at}_{at + 900}\x15"
            body += folded(f"*{code_of(speaker)}:\t{text}")
            body.append("%com:\tune remarque")
            at += 1000
    return line_end.join([*head, *body, "@End", ""]).encode()


def utterance(said: str) -> str:
    """Encode a sentence."""
    text = ELISION.sub(r"\1' ", said)
    text = re.sub(r"(?<!\S)(\w+)-(?!\S)", r"&+\1", text).replace("(rires)", "&=laughs")
    text = re.sub(r"(?<!\S)euh(?!\S)", "&-euh", text).replace("peut-être", "peut+être")
    text = re.sub(r"(?<=\w)…$", " +...", text)
    return re.sub(r"(?<=\S)([.,])(?=\s|$)", r" \1", text) if not text.endswith("+...") else text


def folded(line: str) -> list[str]:
    """Break a long line; the rest stands behind tabs."""
    lines = [""]
    for word in re.split(r"(?<=\S) ", line):
        if len(lines[-1]) + len(word) > WIDTH and lines[-1]:
            lines.append("\t" + word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines
