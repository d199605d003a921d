"""TEI of teicorpo: what was tiers in Praat or ELAN is told apart as the file itself would be."""

from __future__ import annotations

from tasks.ingestion.formats import praat, tei
from tasks.records import Document
from tests.ingestion.conversations import turns_of
from tests.ingestion.writers.praat import Interval, grid

Block = tuple[float, float, str, str, str]
"""Start, end, tier, words, what refers to them."""

PERSON = '<person age="40.0"><altGrp><alt type="{}"/></altGrp></person>'
ORTHO: list[Interval] = [(0.0, 1.0, "_"), (1.0, 3.0, "bonjour à vous"), (3.0, 4.0, "bonjour madame")]
WHO: list[Interval] = [(0.0, 1.0, "_"), (1.0, 3.0, "L1"), (3.0, 4.0, "L2")]
PHONES: list[Interval] = [(1.0, 2.0, "b"), (2.0, 3.0, "o~"), (3.0, 3.5, "b"), (3.5, 4.0, "o~")]
TIERS = [("phones", PHONES), ("ortho", ORTHO), ("spk", WHO)]


def converted(ident: str, blocks: list[Block], names: list[str], template: str = "") -> bytes:
    """A file as teicorpo converts it."""
    times = {at: f"T{place}" for place, at in enumerate(sorted({at for block in blocks for at in block[:2]}), start=1)}
    whens = "".join(f'<when interval="{at}" since="#T0" xml:id="{key}"/>' for at, key in times.items())
    said = "".join(
        f'<annotationBlock who="{who}" start="#{times[start]}" end="#{times[end]}">\n<u>\n<seg>{words}</seg>\n</u>\n'
        f"{spans}</annotationBlock>\n"
        for start, end, who, words, spans in blocks
    )
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><notesStmt><note type="TEMPLATE_DESC">'
        f"{template}</note></notesStmt></fileDesc><profileDesc><particDesc><listPerson>"
        f"{''.join(map(PERSON.format, names))}</listPerson></particDesc></profileDesc><encodingDesc>"
        f'<transcriptionDesc ident="{ident}" version="1.0"/></encodingDesc></teiHeader><text><timeline unit="s">'
        f'<when absolute="0" xml:id="T0"/>{whens}</timeline><body><div>\n{said}</div></body></text></TEI>'
    ).encode()


def asides(document: Document) -> list[str]:
    return [aside.text for aside in document.asides]


def test_tei_tiers_of_praat_say_what_the_text_grid_says() -> None:
    blocks = sorted((start, end, name, text, "") for name, labels in TIERS for start, end, text in labels)
    document = tei.read(converted("praat", blocks, [name for name, _ in TIERS]))
    assert turns_of(document) == [("L1", "bonjour à vous"), ("L2", "bonjour madame")]
    assert turns_of(document) == turns_of(praat.read(grid(TIERS)))
    assert asides(document) == ["phones : b o~ b o~"]
    assert (document.lines[0].start_s, document.lines[0].end_s) == (1.0, 3.0)


def test_tei_tiers_of_elan_words_below_references() -> None:
    words = '<spanGrp type="mot@SP"><span>bonjour</span><span>Luc</span></spanGrp>'
    spans = (
        f'<spanGrp type="tx@SP"><span>bonjour Luc{words}</span></spanGrp>'
        '<spanGrp type="ft@SP"><span>hello Luc</span></spanGrp>'
    )
    more = '<spanGrp type="tx@SP"><span>ça va bien</span></spanGrp>'
    template = '<note><note type="code">mot@SP</note><note type="type">Symbolic_Subdivision</note></note>'
    blocks: list[Block] = [(0.0, 1.0, "ref@SP", "REC_0001", spans), (1.0, 2.0, "ref@SP", "REC_0002", more)]
    document = tei.read(converted("elan", blocks, ["ref@SP"], template))
    assert turns_of(document) == [("SP", "bonjour Luc ça va bien")]
    assert asides(document) == ["REC_0001", "bonjour", "Luc", "hello Luc", "REC_0002"]


def test_tei_tiers_of_elan_gestures_are_no_speaker() -> None:
    blocks: list[Block] = [
        (0.0, 1.0, "Anne", "bonjour à vous", ""),
        (0.0, 2.0, "gestes", "main levée", ""),
        (1.0, 2.0, "Luc", "bonjour", ""),
    ]
    document = tei.read(converted("elan", blocks, ["Anne", "gestes", "Luc"]))
    assert turns_of(document) == [("Anne", "bonjour à vous"), ("Luc", "bonjour")]
    assert asides(document) == ["main levée"]


def test_tei_tiers_are_only_looked_for_in_what_was_tiers() -> None:
    blocks: list[Block] = [(0.0, 1.0, "Anne", "bonjour", ""), (0.0, 2.0, "gestes", "main levée", "")]
    document = tei.read(converted("transcriber", blocks, ["Anne", "gestes"]))
    assert turns_of(document) == [("Anne", "bonjour"), ("gestes", "main levée")]


def test_tei_tiers_without_times_are_read_as_they_stand() -> None:
    data = converted("praat", [(0.0, 1.0, "ortho", "bonjour", ""), (1.0, 2.0, "Luc", "oui", "")], ["ortho", "Luc"])
    document = tei.read(data.replace(b'start="#T2"', b""))
    assert turns_of(document) == [("ortho", "bonjour"), ("Luc", "oui")]
