"""How fast transcripts are read: by format, and a thousand interviews of ten thousand words as a study."""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tasks.ingestion.recognise import read_documents
from tasks.ingestion.speakers import split_turns
from tests.ingestion.conversations import Said
from tests.ingestion.writers import (
    alceste,
    chat,
    elan,
    open_document,
    otranscribe,
    portable_document,
    praat,
    refi_qda,
    rich_text,
    sonal,
    speech_recognition,
    subrip,
    tei,
    transcriber,
    web_vtt,
    word_document,
)

ASKS, ANSWERS = "Enquêtrice", "Anne"
WORDS = 10_000
INTERVIEWS = 1_000
_SAID = (
    "Au début je ne savais pas trop où aller, euh, j'ai demandé à ma sœur qui connaissait quelqu'un à la mairie.",
    "Et puis on m'a donné un rendez-vous, (rires) enfin trois rendez-vous, parce que le premier n'était pas le bon.",
    "C'est une personne qui vous écoute, qui prend le temps, et ça, ça m'a beaucoup aidée, je dois dire.",
    "Par téléphone c'est autre chose : on n'ose pas, on raccroche et on se dit qu'on aurait dû demander.",
    "Voilà, donc j'ai rempli les papiers, le 12, le 13, et le 14 j'avais une réponse ; négative, mais une réponse.",
    "Non mais je ne me plains pas, il y a des gens pour qui c'est bien pire, hein, on le voit tous les jours.",
)
_ASKED = ("D'accord. Et ensuite, comment ça s'est passé ?", "Pouvez-vous m'en dire plus ?", "C'est-à-dire ?")

WRITERS: dict[str, Callable[[Sequence[Said]], bytes]] = {
    "txt": lambda said: "\n".join(f"{speaker} : {text}" for speaker, text in said).encode(),
    "docx": word_document.marked,
    "odt": open_document.marked,
    "rtf": rich_text.marked,
    "pdf": portable_document.write,
    "srt": subrip.named,
    "vtt": web_vtt.teams,
    "whisper": speech_recognition.whisperx,
    "otr": otranscribe.paragraphs,
    "trs": transcriber.write,
    "eaf": elan.write,
    "textgrid": praat.write,
    "cha": chat.write,
    "tei": tei.write,
    "sonal": lambda said: sonal.tagged(said, interviewer=ASKS),
    "iramuteq": lambda said: alceste.write({"1": said}),
    "qdpx": refi_qda.with_content,
}


def conversation(seed: int, *, words: int = WORDS) -> list[Said]:
    """An interview of about so many words: the same sentences in another order, a few of them changed."""
    chance = random.Random(seed)
    said: list[Said] = []
    count = 0
    while count < words:
        answer = " ".join(chance.choices(_SAID, k=4)).replace("trois", str(chance.randint(2, 99)), 1)
        said += [(ASKS, chance.choice(_ASKED)), (ANSWERS, answer)]
        count += sum(len(text.split()) for _, text in said[-2:])
    return said


def formats(files: int = 5) -> Iterator[tuple[str, float, float]]:
    """Format, files and megabytes a second, from bytes to turns, one process."""
    for name, write in WRITERS.items():
        written = [write(conversation(seed)) for seed in range(files)]
        start = time.perf_counter()
        turns = sum(len(split_turns(document).turns) for data in written for document in read_documents(data))
        seconds = time.perf_counter() - start
        if not turns:
            raise RuntimeError(f"{name}: no turn was read")
        yield name, files / seconds, sum(map(len, written)) / seconds / 1e6


def make_study(folder: Path, *, interviews: int = INTERVIEWS, words: int = WORDS) -> None:
    """A study of many interviews: text and Word files, two sides, a table."""
    (folder / "incoming").mkdir(parents=True)
    rows = ["code;fichier;groupe"]
    for number in range(1, interviews + 1):
        kind = "docx" if number % 4 == 0 else "txt"
        (folder / "incoming" / f"P{number:04d}.{kind}").write_bytes(WRITERS[kind](conversation(number, words=words)))
        rows.append(f"P{number:04d};P{number:04d};{'a' if number % 2 else 'b'}")
    (folder / "participants.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "study.toml").write_text(_STUDY, encoding="utf-8")


_STUDY = """
name = "Mille entretiens"
[groups.a]
side = "A"
label = "A"
singular = "a"
[groups.b]
side = "B"
label = "B"
singular = "b"
[participants.columns]
id = "code"
file = "fichier"
role = "groupe"
[speakers]
interviewer = ["Enquêtrice"]
interviewee = ["Anne"]
"""


def thousand(command: Sequence[str]) -> Iterator[tuple[str, float, float]]:
    """What is done to a thousand interviews, seconds, and the largest memory of its process in megabytes."""
    with tempfile.TemporaryDirectory() as place:
        study = Path(place) / "study"
        make_study(study)
        environment = os.environ | {"MIROIR_KEY_HOME": str(Path(place) / "keys")}
        for what, arguments in (
            ("miroir check, 1,000 interviews of 10,000 words", ["check", str(study), "--json"]),
            ("miroir run --until ingestion, the same", ["run", str(study), "--until", "ingestion"]),
        ):
            yield what, *_measured([*command, *arguments], environment)


def _measured(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    start = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device
        process = os.posix_spawn(
            command[0],
            list(command),
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1), (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 2)],
        )
        _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status):
        raise RuntimeError(f"{command[1]}: exit code {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - start, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
