"""TEI: however it is written, the same conversation gives the same turns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.tei import read
from tasks.records import Document
from tests.ingestion.conversations import EXAMPLE, Said, conversations, turns_of
from tests.ingestion.writers.tei import LAYOUTS, Layout, write

PERSONS = (
    '<person xml:id="E" role="enquêtrice"><persName>Claire</persName></person>'
    '<person xml:id="A" role="informant">'
    "<persName><forename>Anne</forename><surname>Lemoigne</surname></persName></person>"
)


def tei(
    body: str, *, persons: str = PERSONS, timeline: str = "", start: str = '<TEI xmlns="http://www.tei-c.org/ns/1.0">'
) -> bytes:
    """A file with this body."""
    header = (
        f"<teiHeader><profileDesc><particDesc><listPerson>{persons}</listPerson></particDesc></profileDesc></teiHeader>"
    )
    end = start[1:].split()[0].rstrip(">")
    return f"{start}{header}<text>{timeline}<body>{body}</body></text></{end}>".encode()


def said(document: Document) -> list[tuple[str, str]]:
    return [(line.speaker, line.text) for line in document.lines]


def spoken(inner: str) -> str:
    """Text of one utterance."""
    return " | ".join(line.text for line in read(tei(f'<u who="#A">{inner}</u>')).lines)


def asides(document: Document) -> list[tuple[str, str]]:
    return [(aside.kind, aside.text) for aside in document.asides]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tei_the_example(layout: Layout) -> None:
    document = read(write(EXAMPLE, layout=layout))
    assert turns_of(document) == list(EXAMPLE)
    assert (document.format, document.encoding, document.cues) == ("tei", "utf-8", True)
    times = (None, None) if layout == "speeches" else (2.0, 4.0)
    assert (document.lines[1].start_s, document.lines[1].end_s) == times


@settings(max_examples=200, deadline=None)
@given(conversations(), st.sampled_from(LAYOUTS), st.sampled_from(["UTF-8", "UTF-16", "ISO-8859-1"]))
def test_tei_any_conversation(conversation: tuple[Said, ...], layout: Layout, encoding: str) -> None:
    # a first turn with and without spaces between tokens: without any, a file does not say which white space it means
    whole = (("Mari", "C'est l'été, oui."), *conversation)
    assert turns_of(read(write(whole, layout=layout, encoding=encoding))) == list(whole)


def test_tei_speakers_and_roles() -> None:
    document = read(
        tei(
            '<u who="#E">un</u><u who="people.xml#A">deux</u><u who="#Z">trois</u><u>quatre</u><u who="#E #A">cinq</u>'
            '<sp><speaker>Mari :</speaker><p>six</p></sp><sp who="#E"><speaker>ENQ.</speaker><p>sept</p></sp>'
        )
    )
    assert said(document) == [
        ("Claire", "un"),
        ("Anne Lemoigne", "deux"),
        ("Z", "trois"),
        ("(sans locuteur)", "quatre"),
        ("Claire + Anne Lemoigne", "cinq"),
        ("Mari", "six"),
        ("Claire", "sept"),
    ]
    assert document.roles == {"Claire": "interviewer", "Anne Lemoigne": "interviewee"}


@pytest.mark.parametrize(
    ("persons", "who", "label", "role"),
    [
        ('<person xml:id="x"><persName>Claire</persName></person>', "#x", "Claire", None),
        ('<person id="x"><name>Claire</name></person>', "x", "Claire", None),
        ('<person><altGrp><alt type="x"/></altGrp><persName>Claire</persName></person>', "x", "Claire", None),
        ('<person xml:id="x" role="#Investigator"/>', "#x", "x", "interviewer"),
        ('<person xml:id="enq1"><persName>Claire</persName></person>', "#enq1", "Claire", "interviewer"),
        ('<personGrp xml:id="x"><persName>Toutes</persName></personGrp>', "#x", "Toutes", None),
        (
            '<person xml:id="x" role="Target_Child"><persName type="a">\n  Ana\n  Lou </persName></person>',
            "#x",
            "Ana Lou",
            None,
        ),
    ],
)
def test_tei_persons_as_programs_write_them(persons: str, who: str, label: str, role: str | None) -> None:
    document = read(tei(f'<u who="{who}">un</u>', persons=persons))
    assert said(document) == [(label, "un")]
    assert document.roles == ({label: role} if role else {})


def test_tei_a_speech_without_header_is_named_by_what_stands_before_it() -> None:
    body = (
        '<sp who="ENQ"><speaker>Enquêtrice :</speaker><p>Bonjour.</p><p>Ça va ?</p></sp>'
        '<sp who="ANN"><speaker>ANNE.</speaker><l>Un vers</l><l>deux</l><ab>fin</ab></sp>'
        '<sp who="ANN"><speaker>ANNE, bas.</speaker><p>Encore</p></sp>'
    )
    document = read(tei(body, persons="", start="<TEI.2>"))
    assert turns_of(document) == [("Enquêtrice", "Bonjour. Ça va ?"), ("ANNE", "Un vers deux fin Encore")]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("oui <pause/> non", "oui (silence) non"),
        ('oui <pause type="short"/>non', "oui (pause) non"),
        ('oui <pause type="verylong"/>non', "oui (silence) non"),
        ('oui <pause dur="PT1.5S"/> non <pause dur="2"/>', "oui (silence 1,5 s) non (silence 2 s)"),
        ("<vocal><desc>rires</desc></vocal>non", "(rires) non"),
        ("ah <vocal><desc>laughter</desc></vocal>.", "ah (rires)."),
        ("<vocal><desc>euh</desc></vocal> oui", "euh oui"),
        ("<incident><desc>le téléphone sonne</desc></incident>oui", "(le téléphone sonne) oui"),
        ("<incident><desc>quelque chose cogne</desc></incident>oui", "(bruit : quelque chose cogne) oui"),
        ("<kinesic><desc>les mains ouvertes</desc></kinesic>", "(geste : les mains ouvertes)"),
        ('<kinesic type="nod"/>', "(geste : nod)"),
        ("<vocal/>oui", "(bruit) oui"),
        ('oui <gap reason="inaudible"/>', "oui (inaudible)"),
        ('<gap reason="anonymisation"/> est là', "[Anonymisé] est là"),
        ("<unclear/> <unclear>peut-être</unclear>", "(inaudible) peut-être"),
        ('il <del type="truncation">accompa</del> accompagne', "il accompa- accompagne"),
        ('il <del type="truncation">accompa-</del> accompagne', "il accompa- accompagne"),
        ('il <del type="repetition">il</del> vient', "il il vient"),
        ('avant<anchor synch="#T1"/> après', "avant après"),
        ('<shift feature="loud"/>fort', "fort"),
        ("un<lb/>deux tr<lb break='no'/>ois", "un deux trois"),
        ("<choice><sic>chuis</sic><corr>je suis</corr></choice> là", "chuis là"),
        ("<choice><abbr>RV</abbr><expan>rendez-vous</expan></choice>", "rendez-vous"),
        ("<choice><reg>je</reg><seg>j</seg></choice>", "je"),
        ("<subst><del>un</del><add>deux</add></subst>", "deux"),
        (
            "dans <foreign>the</foreign> <hi rend='b'>ville</hi> de <placeName>Lyon</placeName>",
            "dans the ville de Lyon",
        ),
        ("caf&eacute; &inconnue; fin", "café &inconnue; fin"),
        ("<seg>un</seg><seg>deux</seg>, trois", "un deux, trois"),
        ("<seg>un</seg>\n<anchor/>\n<seg>deux</seg>", "un deux"),
        (
            '<incident type="Event" subtype="noise"><desc type="desc">tousse</desc>'
            '<desc type="extent">previous</desc></incident>',
            "(tousse)",
        ),
        ('<event type="noise" desc="rire" extent="begin"/>oui', "(rire, début) oui"),
        ('trip<event type="language" desc="anglais" extent="previous"/> au', "trip au"),
        ("<p>un</p><p>deux</p>", "un | deux"),
        ("dit : <q>oui</q>", "dit : oui"),
    ],
)
def test_tei_elements_in_talk(inner: str, text: str) -> None:
    document = tei(f'<u who="#A">{inner}</u>')
    data = b"<!DOCTYPE TEI SYSTEM 'tei.dtd'>" + document
    assert " | ".join(line.text for line in read(data).lines) == text


@pytest.mark.parametrize(
    "separator",
    ["", "\n", " "],
    ids=["nothing", "line_ends", "spaces"],
)
def test_tei_tokens_that_say_nothing_of_spaces_get_those_of_french(separator: str) -> None:
    tokens = [
        "Pouvez",
        "-",
        "vous",
        "l’",
        "été",
        ",",
        "c'",
        "est",
        "(",
        "oui",
        ")",
        "«",
        "ici",
        "»",
        "?",
        '"',
        "là",
        '"',
        "fin",
        ".",
    ]
    inner = separator.join(f"<w>{token}</w>" if token[0].isalpha() else f"<pc>{token}</pc>" for token in tokens)
    assert spoken(f"<seg>{inner}</seg>") == 'Pouvez-vous l’été, c\'est (oui) « ici » ? "là" fin.'


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w>l'</w><w>ami</w> <w>de</w> <w>l</w><pc>'</pc><w>an</w>", "l'ami de l'an"),
        ('<w join="right">M</w>\n<pc>.</pc>\n<w>X</w>\n<pc join="left">!</pc>', "M. X!"),
        ('<w part="I">accom</w><w part="F">pagner</w><w>ici</w>', "accompagner ici"),
        ('<w msd="SpaceAfter=No">peut</w><w>être</w><w>bien</w>', "peutêtre bien"),
        ("<w>je</w>\n<pause/>\n<w>vais</w><vocal><desc>toux</desc></vocal><pc>,</pc>", "je (silence) vais (toux),"),
        ('<w>je</w>\n<del type="truncation"><w>va</w></del>\n<w>vais</w>', "je va- vais"),
        ("<w>hal<anchor/>te</w>\n<unclear><w>là</w></unclear>", "halte là"),
        ("<w>\n  deux\n  mots\n</w>", "deux mots"),
        ("<w><form>deux</form><ana type='#pos'>NUM</ana><interp>x</interp></w><w>pas<note>sic</note></w>", "deux pas"),
        ("avant <w>un</w><w>deux</w> après", "avant un deux après"),
        ("<w>un</w>\n<hi>deux</hi>\n<w>trois</w>", "un deux trois"),
        ("<w/><w>un</w><w></w><w>deux</w>", "un deux"),
    ],
)
def test_tei_tokens(inner: str, text: str) -> None:
    assert spoken(inner) == text


def test_tei_txm() -> None:
    data = tei(
        '<div type="report"><sp who="L1" starttime="1.5" endtime="4"><u time="1.5"><w><txm:form>deux</txm:form>'
        '<txm:ana type="#frpos">NUM</txm:ana></w>\n<event type="noise" desc="rires" extent="instantaneous"/></u>'
        '<u time="2.5"><w><txm:form>pas</txm:form></w></u></sp></div>',
        start='<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:txm="http://textometrie.org/1.0">',
    )
    assert [(line.speaker, line.text, line.start_s, line.end_s) for line in read(data).lines] == [
        ("L1", "deux (rires)", 1.5, 4.0),
        ("L1", "pas", 2.5, 4.0),
    ]


@pytest.mark.parametrize(
    ("points", "attributes", "times"),
    [
        ('<when xml:id="a"/><when xml:id="b" interval="1.3" since="#a"/>', 'start="#a" end="#b"', (0, 1.3)),
        (
            '<when xml:id="a" absolute="0"/><when xml:id="b" unit="ms" interval="1300" since="a"/>',
            'start="#b"',
            (1.3, None),
        ),
        ('<when xml:id="a" absolute="00:01:02.5"/><when xml:id="b" interval="1"/>', 'synch="#b"', (63.5, None)),
        (
            '<when xml:id="c" interval="1" since="#b"/><when xml:id="b" interval="1" since="#a"/>'
            '<when xml:id="a" absolute="5"/>',
            'start="#c"',
            (7, None),
        ),
        (
            '<when xml:id="a" interval="1" since="#b"/><when xml:id="b" interval="1" since="#a"/>',
            'start="#a"',
            (None, None),
        ),
        (
            '<when xml:id="a" absolute="2024-03-12T10:00:00Z"/><when xml:id="b" absolute="2024-03-12T10:01:00.5Z"/>',
            'start="#b"',
            (60.5, None),
        ),
        ("", 'start="media.xml#nulle" end="2.5"', (None, 2.5)),
        ("", 'start="PT1M2.5S" end="0:02:03"', (62.5, 123)),
        ("", 'xmlns:smil="x" smil:begin="00:00:23.685" smil:end="00:00:42.250"', (23.685, 42.25)),
    ],
)
def test_tei_times(points: str, attributes: str, times: tuple[float | None, float | None]) -> None:
    timeline = f'<timeline unit="s">{points}</timeline>'
    line = read(tei(f'<u who="#A" {attributes}>oui</u>', timeline=timeline)).lines[0]
    assert (line.start_s, line.end_s) == times


def test_tei_times_of_anchors() -> None:
    points = "".join(f'<when xml:id="{key}" absolute="{at}"/>' for at, key in enumerate("abc", 1))
    timeline = f'<timeline unit="ms">{points}</timeline>'
    inner = '<seg><anchor synch="#a"/>un <anchor synch="#b"/>deux<anchor synch="#c"/></seg>'
    line = read(tei(f'<u who="#A">{inner}</u>', timeline=timeline)).lines[0]
    assert (line.text, line.start_s, line.end_s) == ("un deux", 0.001, 0.003)


@pytest.mark.parametrize(
    ("inner", "times"),
    [
        ("<seg>un </seg><anchor synch='#b'/><seg>deux </seg><anchor synch='#c'/><seg>trois</seg>", (1.0, 4.0)),
        ("<anchor synch='#b'/><seg>un</seg><anchor synch='#c'/><seg>deux</seg>", (2.0, 4.0)),
        ("<seg>un <anchor synch='#b'/>deux</seg><anchor synch='#c'/>", (1.0, 3.0)),
        ("<seg>un</seg>", (1.0, 4.0)),
    ],
)
def test_tei_anchors_within_the_words_of_a_block_are_no_ends_of_it(inner: str, times: tuple[float, float]) -> None:
    points = "".join(f'<when xml:id="{key}" absolute="{at}"/>' for at, key in enumerate("abcd", 1))
    block = f'<annotationBlock who="A" start="#a" end="#d"><u>{inner}</u></annotationBlock>'
    (line,) = read(tei(block, timeline=f"<timeline>{points}</timeline>")).lines
    assert (line.start_s, line.end_s) == times


def test_tei_a_file_that_goes_speaker_by_speaker_is_put_in_order() -> None:
    times = [("E", 1, "un"), ("E", 5, "trois"), ("A", 3, "deux"), ("A", 7, "quatre")]
    body = "".join(f'<u who="#{who}" start="{at}">{text}</u>' for who, at, text in times)
    assert [text for _, text in said(read(tei(body)))] == ["un", "deux", "trois", "quatre"]
    again = body + '<u who="#E" start="0">second enregistrement</u>'
    assert [text for _, text in said(read(tei(again)))][:2] == ["un", "trois"]


def test_tei_what_is_no_talk_is_told_beside() -> None:
    document = read(
        tei(
            "<head>Le début <note>sic</note></head><listPerson><person><persName>Rose</persName></person></listPerson>"
            '<stage>Dans la cuisine.</stage><u who="#A">oui<note>1re note</note><note type="comment">relire</note>'
            "<writing>une lettre</writing></u><incident><desc>porte</desc></incident><p>Hors propos.</p>perdu"
            '<annotationBlock who="#A" start="1"><u>bien</u>'
            '<spanGrp type="pos"><span>ADV</span></spanGrp></annotationBlock>'
            '<div><head><note type="start">#T0</note></head><p><u who="#E">inclus</u></p></div>'
        )
    )
    assert said(document) == [("Anne Lemoigne", "oui"), ("Anne Lemoigne", "bien"), ("Claire", "inclus")]
    assert asides(document) == [
        ("note", "sic"),
        ("heading", "Le début"),
        ("annotation", "Dans la cuisine."),
        ("note", "1re note"),
        ("comment", "relire"),
        ("annotation", "une lettre"),
        ("annotation", "porte"),
        ("annotation", "Hors propos."),
        ("annotation", "perdu"),
        ("annotation", "ADV"),
    ]


def test_tei_paragraphs_with_typed_speakers() -> None:
    body = (
        "<div><head>Entretien 1</head><p>Enquêtrice : Ça va ?<lb/>Anne : Oui.</p>\n"
        "<p>Enquêtrice : Bien.</p><p>Anne : Voilà <pause/>.</p></div>"
    )
    document = read(tei(body))
    assert turns_of(document) == [
        ("Enquêtrice", "Ça va ?"),
        ("Anne", "Oui."),
        ("Enquêtrice", "Bien."),
        ("Anne", "Voilà (silence)."),
    ]
    assert not document.cues
    assert asides(document) == [("heading", "Entretien 1")]


def test_tei_corpus() -> None:
    one = tei('<u who="#A">un</u>').decode()
    empty = tei("").decode()
    assert said(read(f"<teiCorpus><teiHeader/>{empty}{one}</teiCorpus>".encode())) == [("Anne Lemoigne", "un")]
    with pytest.raises(TranscriptUnreadable) as refused:
        read(f"<teiCorpus>{one}{one}{one}</teiCorpus>".encode())
    assert (refused.value.code, refused.value.details) == ("several_interviews", {"count": 3})


def test_tei_lines_of_the_file() -> None:
    data = tei('\n<u who="#A">\nun</u>\n\n<sp who="#E">\n<p>deux</p>\n<p>\ntrois</p></sp>')
    assert [(line.text, line.number) for line in read(data).lines] == [("un", 2), ("deux", 6), ("trois", 7)]


@pytest.mark.parametrize("data", [tei(""), tei('<u who="#A"> </u>'), tei("<head>Titre</head>"), b"<TEI/>"])
def test_tei_nothing_said(data: bytes) -> None:
    with pytest.raises(TranscriptUnreadable, match="empty_file"):
        read(data)


@given(st.integers(0, len(write(EXAMPLE, layout="speeches")) - 1))
def test_tei_a_truncated_file_is_refused(length: int) -> None:
    data = write(EXAMPLE, layout="speeches")
    if data[:length].strip() == data.strip():
        return
    with pytest.raises(TranscriptUnreadable):
        read(data[:length])
