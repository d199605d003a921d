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
        ("Ceci était écrit".encode() + b"\xe9", "encoding_mixed"),
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


UTF_8, CP1252 = "Déjà vu, où ça ?".encode(), "Déjà vu, où ça ?".encode("cp1252")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("other", ["cp1252", "mac_roman", "cp850", "iso8859_15"])
def test_encodings_mixed_are_refused_at_the_line_where_the_second_begins(line_end: bytes, other: str) -> None:
    single = "Un été à Noël, ça commence déjà".encode(other)
    for lines, line in (
        ([b"Oui.", UTF_8, b"", single, UTF_8], 4),
        ([b"Oui.", single, single, b"Non.", b"", UTF_8, single], 6),
        ([single + b" " + UTF_8], 1),
        ([UTF_8] * 2000 + [single], 2001),
        ([single] * 2000 + ["«\u00a0Oui\u00a0»".encode()], 2001),
        ([single, "’".encode()], 2),
        ([single, b"\xef\xbb\xbfSuite sans accents"], 2),
    ):
        with pytest.raises(TranscriptUnreadable) as refused:
            decode_text(line_end.join(lines))
        assert (refused.value.code, refused.value.details) == ("encoding_mixed", {"line": line})


def test_encodings_a_mark_of_utf_8_before_another_encoding_is_mixed() -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        decode_text(b"\xef\xbb\xbf" + b"Oui.\nNon.\n" + CP1252)
    assert (refused.value.code, refused.value.details) == ("encoding_mixed", {"line": 3})


def test_encodings_one_encoding_is_never_mixed() -> None:
    text = "« l’été », d’être à l’œuvre – É… “où” ? Ç’a été… à «» … — ÀÉÈ… Noël : 3 €"
    for encoding in ("cp1252", "mac_roman"):
        assert decode_text(text.encode(encoding)).text == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="aeiou éèàçêîôûœ«»’…–\n", min_size=1))
def test_encodings_french_in_one_encoding_is_read_or_taken_for_utf_8_never_mixed(text: str) -> None:
    for encoding in ("cp1252", "mac_roman"):
        try:
            decode_text(text.encode(encoding))
        except TranscriptUnreadable as refused:
            assert refused.code in {"empty_file", "encoding_unknown", "encoded_twice"}  # noqa: PT017 - many are read


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Oui \xed\xa0\x80 non", "encoding_unknown"),
        ("é".encode() + b" \xed\xa0\x80", "encoding_mixed"),
        (b"Oui \xc0\xaf non", "encoding_unknown"),
        (b"\xff\xfe" + b"\x00\xd8" + b"a\x00", "encoding_unknown"),
        ("Oui, non, peut-être".encode("utf-32-le"), "binary_file"),
        (b"\xff\xfe\x00\x00" + "Oui".encode("utf-32-le")[:-1], "encoding_unknown"),
        ("Oui\0non".encode("utf-16"), "binary_file"),
        ("Déjà".encode()[:-1] + b"\nD\xc3", "encoding_mixed"),
        (UTF_8 + b"\0", "binary_file"),
    ],
)
def test_encodings_malformed_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        decode_text(data)
    assert refused.value.code == code


def test_encodings_a_mark_in_the_middle_is_no_character() -> None:
    assert decode_text("Déjà\n\ufeffvu, où".encode()).text == "Déjà\nvu, où"
    assert decode_text("Déjà\n\ufeffvu, où".encode("utf-16")).text == "Déjà\nvu, où"


def test_encodings_controls_that_a_format_uses_are_kept() -> None:
    timed = "*ANN:\toui . \x150_1200\x15\n" * 20
    assert decode_text(timed.encode(), keep="\x15").text == timed
    assert decode_text(timed.encode()).text == timed.replace("\x15", "")
    assert decode_text(b"]^-\\ a\x15b", keep="]^-\\\x15").text == "]^-\\ a\x15b"
    with pytest.raises(TranscriptUnreadable, match="binary_file"):
        decode_text(b"a\x01\x02\x03\x04\x15", keep="\x15")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_encodings_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode_text(data).text
    except TranscriptUnreadable as refused:
        assert set(refused.details) <= {"encoding", "line", "bytes", "limit"}  # noqa: PT017 - many are read
    else:
        assert text.strip()
        assert "\0" not in text


@pytest.mark.parametrize("taken_for", ["cp1252", "latin-1"])
def test_encodings_text_encoded_twice_is_refused_with_its_line(taken_for: str) -> None:
    once = "Enq. : oui\nAnne : j’étais là, cet été" if taken_for == "cp1252" else "Oui\nÉté à midi"
    with pytest.raises(TranscriptUnreadable) as refused:
        decode_text(once.encode().decode(taken_for).encode())
    assert (refused.value.code, refused.value.details) == ("encoded_twice", {"line": 2})


@pytest.mark.parametrize("text", ["é Ã©", "Ça va ? Â§", "São Paulo", "Ã", "naïve — œuvre, 12 €"])
def test_encodings_signs_that_only_look_so_are_read(text: str) -> None:
    assert decode_text(text.encode()).text == text
