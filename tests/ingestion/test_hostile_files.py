"""Bad files of every format: what each is refused for, and that nothing else than a refusal ever comes of any bytes."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import MAX_EXPANDED_BYTES, MAX_XML_BYTES
from tasks.ingestion.formats.encodings import MAX_TEXT_BYTES
from tasks.ingestion.recognise import read_documents
from tasks.ingestion.speaker_roles import assign_speakers
from tasks.ingestion.speakers import split_turns
from tests.ingestion.conversations import EXAMPLE
from tests.ingestion.writers import plain_text, portable_document

Details = dict[str, str | int | float]

WORDS = "Enquêtrice : Ça va ?\nAnne : Déjà mieux, où ça ?\n"
LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
DOCX_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def archive(**members: bytes) -> bytes:
    """Pack members; ``__`` in a name is a slash, ``_`` before the last part a point."""
    return archive_of({name.replace("__", "/").replace("_", "."): content for name, content in members.items()})


def archive_of(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return stream.getvalue()


def declared(data: bytes, size: int) -> bytes:
    """Let the one member of an archive declare another size than it has."""
    written = size.to_bytes(4, "little")
    at = data.rindex(b"PK\x01\x02")
    return data[:22] + written + data[26 : at + 24] + written + data[at + 28 :]


DOCX = archive(Content_Types=b"", word__document_xml=b"<w/>")
BOMB = archive(word__document_xml=b" " * (MAX_XML_BYTES + 1))
PDF = portable_document.write(EXAMPLE)

REFUSED: dict[str, tuple[bytes, str, Details]] = {
    # nothing in it
    "no bytes": (b"", "empty_file", {}),
    "white only": (b" \t\r\n\x0c\n", "empty_file", {}),
    "only a byte order mark": (b"\xef\xbb\xbf", "empty_file", {}),
    "only a mark of UTF-16": (b"\xff\xfe", "empty_file", {}),
    "no-break spaces only": ("\u00a0\u202f\u2003\n".encode(), "empty_file", {}),
    "subtitles without words": (b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "empty_file", {}),
    "an empty archive": (archive_of({}), "binary_file", {}),
    # not text
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200), "binary_file", {}),
    "NUL bytes": (b"Anne : oui\0non", "binary_file", {}),
    "nothing but NUL bytes": (bytes(1000), "binary_file", {}),
    "all bytes": (bytes(range(256)) * 8, "binary_file", {}),
    "sound": (b"ID3\x03" + bytes(50), "recording", {}),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word_format", {}),
    "control characters": (b"Anne\x01\x02\x03 : oui", "binary_file", {}),
    # encodings
    "mixed encodings": (WORDS.encode() + WORDS.encode("cp1252"), "encoding_mixed", {"line": 3}),
    "mixed in one line": ("Anne : déjà ".encode() + "déjà".encode("cp1252"), "encoding_mixed", {"line": 1}),
    "half a character at the end": (WORDS.encode() + b"D\xc3", "encoding_mixed", {"line": 3}),
    "cut UTF-16": (WORDS.encode("utf-16")[:-1], "encoding_unknown", {"encoding": "utf-16"}),
    "a lone surrogate": (b"\xff\xfe" + b"a\0\x00\xd8b\0", "encoding_unknown", {"encoding": "utf-16"}),
    "UTF-32 without mark": (WORDS.encode("utf-32-le"), "binary_file", {}),
    "Russian": ("Привет, как дела сегодня".encode("koi8-r"), "encoding_unknown", {"encoding": ""}),
    # too large
    "too much text": (
        b"oui " * (MAX_TEXT_BYTES // 4 + 1),
        "too_large",
        {"bytes": MAX_TEXT_BYTES + 4, "limit": MAX_TEXT_BYTES},
    ),
    "an archive that expands": (BOMB, "too_large", {"bytes": MAX_XML_BYTES + 1, "limit": MAX_XML_BYTES}),
    # archives
    "the start of an archive": (b"PK\x03\x04", "damaged_archive", {}),
    "half an archive": (DOCX[: len(DOCX) // 2], "damaged_archive", {}),
    "an archive without its end": (DOCX[:-10], "damaged_archive", {}),
    "an archive of something else": (archive(a_txt=b"oui"), "packed_files", {}),
    "a workbook": (archive(xl__workbook_xml=b"<a/>"), "unknown_format", {"found": "xlsx"}),
    "a document without parts": (DOCX, "damaged_archive", {}),
    "a path out of the archive": (
        archive_of({"../../etc/passwd": b"x", "/etc/shadow": b"x", "C:\\x": b"x"}),
        "packed_files",
        {},
    ),
    "entities in Word": (archive(word__document_xml=f"{LAUGHS}<r>&b;</r>".encode()), "unsafe_archive", {}),
    "entities in Word in UTF-16": (
        archive(word__document_xml=f"{LAUGHS}<r>&b;</r>".encode("utf-16")),
        "unsafe_archive",
        {},
    ),
    # XML
    "entities in Transcriber": (f"<?xml version='1.0'?>{LAUGHS}<Trans>&b;</Trans>".encode(), "unsafe_xml", {}),
    "entities in ELAN": (f"{LAUGHS}<ANNOTATION_DOCUMENT>&c;</ANNOTATION_DOCUMENT>".encode(), "unsafe_xml", {}),
    "entities in TEI in UTF-16": (
        f"<?xml version='1.0' encoding='utf-16'?>{LAUGHS}<TEI>&c;</TEI>".encode("utf-16"),
        "unsafe_xml",
        {},
    ),
    "other XML": (b"<?xml version='1.0'?><svg/>", "unknown_format", {"found": "xml"}),
    "a page": (b"<!DOCTYPE html><p>Oui", "unknown_format", {"found": "html"}),
    # PDF
    "the start of a PDF": (b"%PDF-1.7\n", "damaged_pdf", {}),
    "rubbish in a PDF": (b"%PDF-1.7\n" + bytes(range(256)) * 4, "damaged_pdf", {}),
    # JSON
    "other JSON": (b'{"a": [1, 2]}', "unknown_format", {"found": "json"}),
    "deep JSON that opens as speech": (b'{"segments": ' + b"[" * 100_000, "unknown_format", {"found": "json"}),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_files_are_refused_for_what_they_are(case: str) -> None:
    data, code, details = REFUSED[case]
    with pytest.raises(TranscriptUnreadable) as refused:
        read_documents(data)
    assert (refused.value.code, refused.value.details) == (code, details)


OPENINGS: dict[str, bytes] = {
    "txt": b"Anne : oui\nLuc : ",
    "docx": DOCX,
    "archive": b"PK\x03\x04",
    "pdf": PDF,
    "pdf start": b"%PDF-1.4\n",
    "rtf": b"{\\rtf1\\ansi\\ansicpg1252 Anne : oui\\par ",
    "vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anne>",
    "srt": b"1\n00:00:01,000 --> 00:00:02,000\n",
    "cha": b"@UTF8\n@Begin\n@Participants:\tANN Anne Adult\n*ANN:\t",
    "textgrid": b'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = 1\ntiers? <exists>\n',
    "trs": b"<?xml version='1.0' encoding='ISO-8859-1'?>\n<!DOCTYPE Trans SYSTEM 'trans-14.dtd'>\n<Trans><Episode>",
    "eaf": b"<?xml version='1.0'?><ANNOTATION_DOCUMENT><TIME_ORDER>",
    "tei": b"<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><u who='#a'>",
    "alceste": b"**** *id_1\n-*theme\n",
    "whisper": b'{"text": "oui", "segments": [{"start": 0, "end": 1, "text": "',
    "otranscribe": b'{"text": "<p>Anne : oui</p>", "media": "a.mp3", "media-time": ',
    "sonal": b"[>Anne] oui\n[> ",
    "html": b"<!doctype html>",
    "UTF-16": "Anne : oui".encode("utf-16"),
}


def read_or_refused(data: bytes) -> None:
    """Whatever comes: documents with clean lines, or a refusal that bears no text."""
    try:
        documents = read_documents(data)
    except TranscriptUnreadable as refused:
        assert all(len(str(value)) < 60 for value in refused.details.values())  # noqa: PT017 - both ends are looked at
        return
    assert documents
    for document in documents:
        assert document.lines
        assert all(line.text and line.text == line.text.strip() and line.number > 0 for line in document.lines)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_hostile_files_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused(data)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(OPENINGS)), st.binary(max_size=200), st.floats(0, 1))
def test_hostile_files_a_good_opening_and_any_bytes_are_read_or_refused(name: str, data: bytes, cut: float) -> None:
    opening = OPENINGS[name]
    read_or_refused(opening + data)
    read_or_refused(opening[: int(cut * len(opening))] + data)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(set(OPENINGS) - {"pdf", "docx", "archive"})), st.text(max_size=150))
def test_hostile_files_a_good_opening_and_any_text_are_read_or_refused(name: str, text: str) -> None:
    read_or_refused(OPENINGS[name] + text.encode("utf-8", "replace"))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "word/document.xml",
                "content.xml",
                "project.qde",
                "mimetype",
                "[Content_Types].xml",
                "_rels/.rels",
                "../a.xml",
            ]
        ),
        st.binary(max_size=80),
        max_size=5,
    )
)
def test_hostile_files_any_members_are_read_or_refused(members: dict[str, bytes]) -> None:
    read_or_refused(archive_of(members))


def test_hostile_files_a_bomb_takes_no_memory() -> None:
    lying = declared(archive(word__document_xml=b" " * (MAX_XML_BYTES // 2)), 1000)
    whole = archive_of({"word/document.xml": b"<w/>", "word/media/a.png": bytes(MAX_EXPANDED_BYTES + 1)})
    for data, code in ((BOMB, "too_large"), (lying, "unsafe_archive"), (whole, "too_large")):
        tracemalloc.start()
        try:
            with pytest.raises(TranscriptUnreadable) as refused:
                read_documents(data)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert refused.value.code == code
        assert peak < 3_000_000


def test_hostile_files_archives_in_archives_are_not_opened() -> None:
    inner = archive(word__document_xml=b"<w/>")
    for _ in range(5):
        inner = archive_of({"word/document.xml": inner})
    with pytest.raises(TranscriptUnreadable, match="binary_file"):
        read_documents(inner)


def test_hostile_files_one_speaker_only_is_told_by_the_turns() -> None:
    (document,) = read_documents(plain_text.write([("Anne", "Oui."), ("Anne", "Et non.")]))
    turns = split_turns(document).turns
    assert {turn.label for turn in turns} == {"Anne"}
    assert assign_speakers(turns, interviewer=(), interviewee=(), words_outside=0).problem == "one_speaker"


def test_hostile_files_deep_json_without_a_name_is_a_line() -> None:
    (document,) = read_documents(b"[" * 100_000)
    assert [len(line.text) for line in document.lines] == [100_000]


def test_hostile_files_of_ten_thousand_speakers_are_refused_without_loss() -> None:
    said = [(f"Nom{number}", f"mot{number}") for number in range(10_000)] * 2
    (document,) = read_documents(plain_text.write(said))
    cut = split_turns(document)
    told = " ".join(f"{turn.label} : {turn.text}" for turn in cut.turns)
    assert told.split() == " ".join(f"{label} : {text}" for label, text in said).split()
    found = assign_speakers(cut.turns, interviewer=(), interviewee=(), words_outside=cut.preamble_words)
    assert found.problem == "too_many_speakers"


def test_hostile_files_a_line_of_sixteen_megabytes_is_one_line() -> None:
    data = b"Anne : " + b"oui " * (MAX_TEXT_BYTES // 4 - 2)
    (document,) = read_documents(data)
    assert [len(line.text) for line in document.lines] == [len(data) - 1]


def test_hostile_files_pdf_of_one_packed_gigabyte() -> None:
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(bytes(2**20)) for _ in range(1024)) + packer.flush()
    with pytest.raises(TranscriptUnreadable):
        read_documents(b"%PDF-1.4\n1 0 obj<</Filter/FlateDecode>>stream\n" + content + b"\nendstream endobj")
