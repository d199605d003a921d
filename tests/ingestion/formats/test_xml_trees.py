"""XML that would do harm is refused or read, never resolved, and never takes long."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import elan, tei, transcriber
from tasks.ingestion.formats.xml_encodings import decode_xml
from tasks.ingestion.formats.xml_trees import (
    MAX_DEPTH,
    MAX_MARKS,
    attribute,
    children,
    descendants,
    line_of,
    local_name,
    parse_xml,
    read_xml,
    root_name,
    text_of,
)
from tasks.records import Document
from tests.ingestion.conversations import EXAMPLE
from tests.ingestion.writers import elan as elan_writer
from tests.ingestion.writers import tei as tei_writer
from tests.ingestion.writers import transcriber as transcriber_writer

Reader = Callable[[bytes], Document]
ROOTS: Mapping[Reader, str] = {transcriber.read: "Trans", elan.read: "ANNOTATION_DOCUMENT", tei.read: "TEI"}

FILES: tuple[tuple[Reader, bytes], ...] = (
    (transcriber.read, transcriber_writer.write(EXAMPLE)),
    (elan.read, elan_writer.write(EXAMPLE)),
    (tei.read, tei_writer.write(EXAMPLE, layout="tokens")),
)
BOMB = "".join(f'<!ENTITY e{place} "{f"&e{place - 1};" * 10}">' for place in range(1, 12))
ATTACKS = {
    "bomb": f'<!DOCTYPE Trans [<!ENTITY e0 "ha">{BOMB}]><Trans>&e11;</Trans>',
    "external": '<!DOCTYPE Trans [<!ENTITY x SYSTEM "file:///etc/passwd">]><Trans>&x;</Trans>',
    "public": '<!DOCTYPE Trans [<!ENTITY x PUBLIC "a" "http://localhost/x">]><Trans>&x;</Trans>',
    "parameter": '<!DOCTYPE Trans [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]><Trans/>',
    "spaced": '<!DOCTYPE Trans [\n<!ENTITY\tx "a">]><Trans>&x;</Trans>',
    "commented": '<!DOCTYPE Trans [<!-- ]> --><!ENTITY x "a">]><Trans>&x;</Trans>',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_xml_entities_are_refused_in_every_encoding(attack: str, encoding: str) -> None:
    declared = encoding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    data = f'<?xml version="1.0" encoding="{declared}"?>\n{ATTACKS[attack]}'.encode(encoding)
    with pytest.raises(TranscriptUnreadable, match="unsafe_xml"):
        parse_xml(data)
    assert root_name(data) in ("Trans", "")


def test_xml_entities_hidden_by_an_encoding_stay_as_written() -> None:
    hidden = (
        '<?xml version="1.0" encoding="UTF-7"?><!DOCTYPE a SYSTEM "a.dtd"><a>+ADwAIQ-ENTITY x +ACI-a+ACI-+AD4- &x;</a>'
    )
    assert text_of(parse_xml(hidden.encode())) == "+ADwAIQ-ENTITY x +ACI-a+ACI-+AD4- &x;"
    with pytest.raises(TranscriptUnreadable):
        parse_xml('<?xml version="1.0" encoding="cp500"?><a/>'.encode("cp500"))


@pytest.mark.parametrize("reader", [reader for reader, _ in FILES])
@pytest.mark.parametrize("attack", ATTACKS)
def test_xml_attacks_on_every_reader(reader: Reader, attack: str) -> None:
    with pytest.raises(TranscriptUnreadable, match="unsafe_xml"):
        reader(ATTACKS[attack].replace("Trans", ROOTS[reader]).encode("utf-16"))


def test_xml_no_file_that_a_document_names_is_opened(tmp_path: Path) -> None:
    (tmp_path / "a.dtd").write_text('<!ENTITY x "lu"><!ATTLIST a b CDATA "lu">')
    included = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{tmp_path}/a.dtd"/>'
    data = f'<!DOCTYPE a SYSTEM "{tmp_path}/a.dtd"><a>&x;{included}</a>'
    root = parse_xml(data.encode())
    assert text_of(root) == "&x;"
    assert attribute(root, "b") == ""  # an attribute default of the file named would be read here
    assert root.getroottree().docinfo.externalDTD is None


@pytest.mark.parametrize(
    "prolog",
    [
        "\ufeff\ufeff",
        "\ufeff\n<?xml version='1.0'?>\n",
        "<!-- <a> --><?x <a> ?>",
        "<?xml version='1.1' standalone='no'?>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-be"])
def test_xml_no_document_type_passes_by(tmp_path: Path, prolog: str, encoding: str) -> None:
    (tmp_path / "a.dtd").write_text('<!ATTLIST a b CDATA "lu">')
    for kind in (f'SYSTEM "{tmp_path}/a.dtd"', f"PUBLIC '[>' '{tmp_path}/a.dtd' [ <!ELEMENT a ANY><!-- ' ]> --> ] "):
        root = parse_xml(f"{prolog}<!DOCTYPE a {kind}><a/>".encode(encoding))
        assert attribute(root, "b") == ""
    with pytest.raises(TranscriptUnreadable, match="damaged_xml"):
        parse_xml(f"{prolog}<!DOCTYPE a SYSTEM '{tmp_path}/a.dtd' [ <!ELEMENT a ANY> <a/>".encode(encoding))


def test_xml_attribute_defaults_cannot_multiply() -> None:
    data = f'<!DOCTYPE a [<!ATTLIST b c CDATA "{"A" * 100_000}">]><a>{"<b/>" * 5_000}</a>'
    root = parse_xml(data.encode())
    assert {attribute(element, "c") for element in root} == {""}


def test_xml_depth_is_bounded() -> None:
    def nested(levels: int) -> bytes:
        return b"<a>" * levels + b"</a>" * levels

    assert sum(1 for _ in parse_xml(nested(MAX_DEPTH)).iter()) == MAX_DEPTH
    for levels in (MAX_DEPTH + 1, 255, 256, 257, 100_000):
        with pytest.raises(TranscriptUnreadable, match=r"unsafe_xml|damaged_xml"):
            parse_xml(nested(levels))


def test_xml_size_is_bounded() -> None:
    for data in (b"<a>" + b"<b/>" * MAX_MARKS + b"</a>", b"<a>" + b" " * 34_000_000 + b"</a>"):
        with pytest.raises(TranscriptUnreadable, match="too_large"):
            parse_xml(data)
    with pytest.raises(TranscriptUnreadable, match="damaged_xml"):  # the parser's own bound
        parse_xml(b'<a b="' + b"x" * 11_000_000 + b'"/>')


def test_xml_many_elements_and_attributes_stay_within_bounds() -> None:
    attributes = " ".join(f'a{place}="{place}"' for place in range(20_000))
    for reader, root in ROOTS.items():
        for inner in (
            f"<u {attributes}/>",
            "<TIER/>" * 4_000,
            "<text/>" * 20_000,
            '<Turn speaker="a"><Who/>' * 90 + "</Turn>" * 90,
        ):
            with pytest.raises(TranscriptUnreadable, match="empty_file"):
                reader(f"<{root}>{inner}</{root}>".encode())


def test_xml_a_refused_bomb_takes_no_memory() -> None:
    tracemalloc.start()
    with pytest.raises(TranscriptUnreadable, match="unsafe_xml"):
        parse_xml(ATTACKS["bomb"].encode())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize(("reader", "data"), FILES)
def test_xml_cut_at_every_place_is_refused(reader: Reader, data: bytes) -> None:
    whole = len(data.rstrip()) - 1
    for length in range(whole):
        with pytest.raises(TranscriptUnreadable):
            reader(data[:length])


@pytest.mark.parametrize(("reader", "data"), FILES)
@settings(max_examples=150, deadline=None)
@given(place=st.floats(0, 1), junk=st.binary(max_size=12), lost=st.integers(0, 40))
def test_xml_damaged_anywhere_is_read_or_refused(
    reader: Reader, data: bytes, place: float, junk: bytes, lost: int
) -> None:
    at = int(place * len(data))
    with contextlib.suppress(TranscriptUnreadable):
        lines = reader(data[:at] + junk + data[at + lost :]).lines
        assert lines
        assert all(line.text == line.text.strip() != "" and line.number > 0 for line in lines)


PIECES = st.sampled_from(
    """
    <Turn speaker='a b'>|</Turn>|<Sync time='1'/>|<Who nb='2'/>|<Event desc='x'/>|<Section topic='t'>|</Section>|
    <TIER TIER_ID='a' PARENT_REF='b'>|<TIER TIER_ID='b' PARENT_REF='a'>|</TIER>|<u who='#a'>|</u>|<text>|</text>|
    <TIME_SLOT TIME_SLOT_ID='t' TIME_VALUE='9'/>|<ALIGNABLE_ANNOTATION ANNOTATION_ID='a' TIME_SLOT_REF1='t'>|
    </ALIGNABLE_ANNOTATION>|<ANNOTATION_VALUE>|</ANNOTATION_VALUE>|</REF_ANNOTATION>|<w>|</w>|<pc>,</pc>|
    <REF_ANNOTATION ANNOTATION_REF='a' PREVIOUS_ANNOTATION='a'>|<sp><speaker>A</speaker>|</sp>|<choice>|</choice>|
    <note>|</note>|<head>|</head>|<del type='truncation'>|</del>|<when xml:id='t' since='#t' interval='1'/>|
    mot|&x;|&eacute;|<!-- c -->| |<p>|</p>
    """.replace("\n    ", "").split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["Trans", "ANNOTATION_DOCUMENT", "TEI", "teiCorpus"]), st.lists(PIECES, max_size=25))
@example("TEI", ["<text>", "<u who='#a'>", "mot"])
def test_xml_any_arrangement_is_read_or_refused(root: str, pieces: list[str]) -> None:
    opened: list[str] = []
    kept = []
    for piece in pieces:  # closed as it must be, so that the readers see it and not the parser alone
        name = piece.strip("</>").split(" ")[0].split(">")[0]
        if piece.startswith("</"):
            if not opened or opened[-1] != name:
                continue
            opened.pop()
        elif piece.startswith("<") and not piece.endswith(("/>", "-->")) and f"</{name}>" not in piece:
            opened.append(name)
        kept.append(piece)
    closing = "".join(f"</{name}>" for name in reversed(opened))
    data = f"<!DOCTYPE a SYSTEM 'a.dtd'><{root}>{''.join(kept)}{closing}</{root}>".encode()
    readers: dict[str, Reader] = {"Trans": transcriber.read, "ANNOTATION_DOCUMENT": elan.read}
    with contextlib.suppress(TranscriptUnreadable):
        assert all(line.text.strip() for line in readers.get(root, tei.read)(data).lines)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120))
def test_xml_any_bytes(data: bytes) -> None:
    assert isinstance(root_name(data), str)
    for reader, _ in FILES:
        with pytest.raises(TranscriptUnreadable):
            reader(data)


@pytest.mark.parametrize("reader", [reader for reader, _ in FILES])
def test_xml_of_another_kind(reader: Reader) -> None:
    with pytest.raises(TranscriptUnreadable, match="unknown_format"):
        reader(b"<autre/>")
    with pytest.raises(TranscriptUnreadable, match="empty_file"):
        reader(b"")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<Trans>", "Trans"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?>\n<!-- > -- c -->\n<!DOCTYPE T SYSTEM 'a.dtd'>\n<Trans a='b'>", "Trans"),
        ("\ufeff<?xml version='1.0' encoding='UTF-16'?><tei:TEI>".encode("utf-16-be"), "TEI"),
        ("<TEI>".encode("utf-16-le"), "TEI"),
        (b"<!DOCTYPE TEI [<!ELEMENT TEI ANY>]><TEI>", "TEI"),
        (b"<?a b?c?><x-y.z/>", "x-y.z"),
        (b"Bonjour <Trans>", ""),
        (b"<!---->" * 5000 + b"Bonjour", ""),
        (b"<?a?>" * 9000 + b"!", ""),
        (b"<!DOCTYPE a [" * 5000, ""),
        (b" " * 70_000, ""),
        (b"<" * 70_000, ""),
        (b"<" + b"a" * 70_000, ""),
        (b"", ""),
    ],
)  # fmt: skip
def test_xml_root_names(data: bytes, name: str) -> None:
    assert root_name(data) in (name, name or data[1:81].decode("latin-1"))


@pytest.mark.parametrize(
    ("written", "declared", "told"),
    [
        ("iso-8859-1", "ISO-8859-1", "iso-8859-1"),
        ("iso-8859-15", "ISO-8859-15", "iso-8859-15"),
        ("cp1252", "windows-1252", "cp1252"),
        ("mac-roman", "macintosh", "mac-roman"),
        ("utf-8", "utf8", "utf-8"),
        ("utf-8", "", "utf-8"),
        ("utf-8-sig", "UTF-8", "utf-8"),
        ("utf-16", "UTF-16", "utf-16-le"),
        ("utf-16-be", "UTF-16", "utf-16-be"),
        ("utf-32-le", "UTF-32", "utf-32-le"),
        ("utf-8", "UTF-16", "utf-8"),
        ("utf-8", "ISO-8859-1", "utf-8"),
        ("cp1252", "UTF-8", "cp1252"),
        ("cp1252", "inconnu", "cp1252"),
        ("cp1252", "US-ASCII", "cp1252"),
    ],
)
def test_xml_encodings(written: str, declared: str, told: str) -> None:
    text = "été à l'hôpital, ça dépend, où ?"
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    file = read_xml(f"{declaration}\n<a>{text}</a>".encode(written))
    assert (file.root.text, file.encoding) == (text, told)
    assert line_of(file.root) == 2


def test_xml_windows_signs_under_a_latin_1_name() -> None:
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><a>œuvre à 3 € l’une</a>'.encode("cp1252")
    assert parse_xml(data).text == "œuvre à 3 € l’une"
    assert decode_xml(data).encoding == "cp1252"


def test_xml_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(TranscriptUnreadable, match="encoding_unknown"):
        parse_xml("<a>abc</a>".encode("utf-16") + b"\x00")
    with pytest.raises(TranscriptUnreadable, match="encoding_unknown"):
        parse_xml(b"<a>\x81\x8d\x8f\x90\x9d\xe9</a>")


def test_xml_lines_are_those_of_the_file() -> None:
    root = parse_xml(b'\n\n <?xml version="1.0"\n encoding="UTF-8"?>\n<a>\n<b/></a>')
    assert [line_of(element) for element in root.iter()] == [5, 6]
    far = parse_xml(b"<a>" + b"\n" * 70_000 + b"<b/></a>")
    assert line_of(far[0]) == 70_001
    with pytest.raises(TranscriptUnreadable) as refused:
        parse_xml(b"\n<a>\n<b></a>")
    assert refused.value.details == {"line": 3}


def test_xml_characters_that_html_names() -> None:
    root = parse_xml(b"<a b='&Eacute;&QUOT;'>caf&eacute; &LT;b&gt; &amp;eacute; &nbsp;&#233;<![CDATA[x]]></a>")
    assert text_of(root) == "café <b> &eacute; éx"
    assert attribute(root, "b") == 'É"'


def test_xml_ids_may_stand_twice() -> None:
    assert len(parse_xml(b"<a><b xml:id='1'/><b xml:id='1'/></a>")) == 2


def test_xml_names_and_texts_whatever_the_namespace() -> None:
    root = parse_xml(
        b"<!DOCTYPE a SYSTEM 'a.dtd'><a xmlns='x' xmlns:p='y' xml:id=' k '><p:b p:c='d'> un <i>deux</i> &z; </p:b>"
        b"<!-- non --><?non?><b/></a>"
    )
    assert [local_name(child) for child in children(root, "b", "z")] == ["b", "b"]
    assert [local_name(found) for found in descendants(root, "a", "i")] == ["a", "i"]
    assert (attribute(root, "id"), attribute(root[0], "zz", "c"), attribute(root[1], "c")) == ("k", "d", "")
    assert text_of(root[0]) == "un deux &z;"
