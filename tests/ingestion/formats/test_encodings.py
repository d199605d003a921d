from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.encodings import MAX_TEXT_BYTES, decode_text

FRENCH = "Enquêtrice\u00a0: « L'été dernier, à Noël, ça a changé… » – où ça ?"


@pytest.mark.parametrize(
    ("encoding", "recognised"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_encodings_french_is_read_as_written(encoding: str, recognised: str) -> None:
    decoded = decode_text(FRENCH.encode(encoding))
    assert (decoded.text, decoded.encoding) == (FRENCH, recognised)


def test_encodings_latin_1_and_latin_9_and_dos() -> None:
    assert decode_text("déjà vu, où ?".encode("latin-1")).text == "déjà vu, où ?"
    assert decode_text("Le cœur à l'œuvre, déjà".encode("iso8859_15")).text == "Le cœur à l'œuvre, déjà"
    assert decode_text("Le garçon a été à l'école".encode("cp850")).text == "Le garçon a été à l'école"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t\n", "empty_file"),
        ("\ufeff \n".encode("utf-8-sig"), "empty_file"),
        (b"Oui\0non", "binary_file"),
        (bytes(range(256)) * 4, "binary_file"),
        (b"\x01\x02\x03\x04\x05 text", "binary_file"),
        ("Ceci était écrit".encode() + b"\xe9", "encoding_unknown"),
        ("Привет, как дела".encode("koi8-r"), "encoding_unknown"),
        ("Příliš žluťoučký".encode("cp1250"), "encoding_unknown"),
        ("é".encode("utf-16") + b"\x00", "encoding_unknown"),
        (b"a" * (MAX_TEXT_BYTES + 1), "too_large"),
    ],
)
def test_encodings_refuse_what_they_cannot_tell(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        decode_text(data)
    assert refused.value.code == code


def test_encodings_messages_carry_no_text() -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        decode_text("Madame Verlot était là".encode() + b"\xe9")
    assert "Verlot" not in str(refused.value)


def test_encodings_a_stray_control_character_is_left_out() -> None:
    text = "Une phrase assez longue pour un seul signe de trop. " * 5
    assert decode_text((text[:50] + "\x0f" + text[50:]).encode()).text == text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aeiou éèàçêîôûœ«»’…\n", min_size=1).filter(lambda text: bool(text.strip())))
def test_encodings_round_trip_of_french_letters(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decode_text(text.encode(encoding)).text == text
    data = text.encode("cp1252")
    # a few letters may be UTF-8 by chance (``à««``), which nothing can tell; a text is longer
    if data.decode("utf-8", "replace").count("\ufffd"):
        assert decode_text(data).text == text
