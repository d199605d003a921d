"""What the study's dictionary says of words and expressions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import StudyInvalid
from tasks.language.tokenizer import SpokenTokenizer
from tasks.lexicon.study_dictionary import (
    MOST_PROBLEMS,
    Entry,
    Expression,
    StudyDictionary,
    load_dictionary,
    parse_dictionary,
)

OWN = """forme;lemme;catégorie;quand;statut;note
Fournil;;nom;;actif;leur atelier
meuf;femme;nom;;;
montre;montrer;verbe;verbe;;
montre;;nom;;;
d’accord;;particule;;;
point de côté;;NOUN;;supplémentaire;
truc;;;;ignoré;"""


TOKENIZER = SpokenTokenizer()


def read(*texts: str) -> StudyDictionary:
    return parse_dictionary([(f"{number}.csv", text.encode()) for number, text in enumerate(texts)])


def read_workbook(*rows: tuple[str | bool | None, ...]) -> StudyDictionary:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    workbook.save(data)
    return parse_dictionary([("d.xlsx", data.getvalue())])


def told(*files: str | bytes) -> list[str]:
    """The problems, as the user reads them."""
    named = [
        (f"d{number}.csv", text.encode() if isinstance(text, str) else text) for number, text in enumerate(files, 1)
    ]
    with pytest.raises(StudyInvalid) as caught:
        parse_dictionary(named)
    return [str(problem) for problem in caught.value.problems]


def forms_of(text: str) -> list[str]:
    return [piece.form for piece in TOKENIZER.cut(text)]


# -- what is read


def test_study_dictionary_entries_and_expressions_are_folded_and_cut() -> None:
    dictionary = read(OWN)
    assert dictionary.entries == {
        "fournil": (Entry("fournil", "", "NOUN", "noun", "", "active"),),
        "meuf": (Entry("meuf", "femme", "NOUN", "noun"),),
        "montre": (Entry("montre", "", "NOUN", "noun"), Entry("montre", "montrer", "VERB", "verb", "VERB")),
        "truc": (Entry("truc", status="ignored"),),
    }
    assert dictionary.expressions == {
        "d'": (Expression(("d'", "accord"), "d'accord", "", "particle"),),
        "point": (Expression(("point", "de", "côté"), "point de côté", "NOUN", "noun", "supplementary"),),
    }
    assert (dictionary.n_entries, dictionary.n_expressions) == (5, 2)


def test_study_dictionary_reading_decides_between_entries() -> None:
    dictionary = read("form;lemma;when\nmontre;montrer;VERB\nporte;porter;verb\nporte;porte;\n")
    found = dictionary.find("montre", "VERB")
    assert found is not None
    assert found.lemma == "montrer"
    assert dictionary.find("montre", "NOUN") is None
    assert [entry.lemma for pos in ("VERB", "NOUN", "X") if (entry := dictionary.find("porte", pos))] == [
        "porter",
        "porte",
        "porte",
    ]
    assert dictionary.find("Montre", "VERB") is None, "forms come folded"


@pytest.mark.parametrize(
    ("written", "pos", "category"),
    [
        ("nom", "NOUN", "noun"),
        ("Noun", "NOUN", "noun"),
        ("ver", "VERB", "verb"),
        ("ADJ", "ADJ", "adjective"),
        ("adverbe", "ADV", "adverb"),
        ("Nom propre", "PROPN", "name"),
        ("mot-outil", "", "tool word"),
        ("tool word", "", "tool word"),
        ("sw", "", "tool word"),
        ("particule", "", "particle"),
        ("PART", "PART", "tool word"),
        ("adv_sup", "ADV", "tool word"),
        ("PRO:per", "PRON", "tool word"),
        ("art_def", "DET", "tool word"),
        ("adj_num", "NUM", "number"),
        ("ono", "INTJ", "interjection"),
        ("interjection", "INTJ", "interjection"),
        ("con", "SCONJ", "tool word"),
        ("nr", "", ""),
        ("", "", ""),
    ],
)
def test_study_dictionary_categories_in_three_vocabularies(written: str, pos: str, category: str) -> None:
    assert read(f"forme;catégorie\nzut;{written}\n").find("zut", "X") == Entry("zut", "", pos, category)


def test_study_dictionary_conjunctions_are_told_apart_by_their_form() -> None:
    dictionary = read("forme;catégorie\nmais;con\nque;con\n")
    assert [entry.pos for form in ("mais", "que") if (entry := dictionary.find(form, "X"))] == ["CCONJ", "SCONJ"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("form;lemma;category;when;status", "enquêtée;enquêté;noun;noun;active"),
        ("Statut,Lemme,FORME,Si,Catégorie,Remarques", 'actif,enquêté,enquêtée,nom,nom,"« bla, bla »"'),
        ("word\tlemma\tpos\tif\tstatus", "enquêtée\tenquêté\tNOUN\tNOUN\tActive"),
        ('"mot";"lemme";"catégorie";"quand";"statut"', '"enquêtée";"enquêté";"nom";"nom";"actif"'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_study_dictionary_headings_separators_and_encodings(head: str, row: str, encoding: str) -> None:
    dictionary = parse_dictionary([("d.csv", f"{head}\r\n{row}\r\n".encode(encoding))])
    assert dictionary.find("enquêtée", "NOUN") == Entry("enquêtée", "enquêté", "NOUN", "noun", "NOUN", "active")


def test_study_dictionary_workbook_is_read_from_its_first_sheet() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (("forme", "statut"), ("du coup", "ignoré"), (None, None), (2024, "actif")):
        sheet.append(row)
    workbook.create_sheet().append(("nothing", "of this"))
    data = io.BytesIO()
    workbook.save(data)
    dictionary = parse_dictionary([("d.xlsx", data.getvalue())])
    assert dictionary.find("2024", "NUM") == Entry("2024", status="active")
    assert dictionary.expressions["du"][0].status == "ignored"
    sheet.cell(3, 2, "oui")
    sheet.cell(3, 1, "bref")
    data = io.BytesIO()
    workbook.save(data)
    assert told(data.getvalue())[0].startswith("d1.csv, line 3, statut: « oui » is no status")


def test_study_dictionary_letters_are_composed_and_white_space_is_one_space() -> None:
    dictionary = read("forme\ne\u0301te\u0301\nTu\u00a0  vois\nd\u02bcaccord\n")
    assert list(dictionary.entries) == ["été"]
    assert [said.lemma for several in dictionary.expressions.values() for said in several] == ["d'accord", "tu vois"]


def test_study_dictionary_no_file_says_nothing() -> None:
    for dictionary in (parse_dictionary([]), load_dictionary("")):
        assert (dict(dictionary.entries), dict(dictionary.expressions)) == ({}, {})
        assert dictionary.digest == StudyDictionary().digest


def test_study_dictionary_a_comma_of_the_form_is_its_own() -> None:
    for text in ('forme;lemme\n"oui, mais"\n', "forme;lemme\noui, mais;\n", 'forme\n"oui, mais"\n'):
        assert [said.lemma for said in read(text).expressions["oui"]] == ["oui, mais"]
    assert read_workbook(("forme", "lemme"), ("oui, mais", None)).n_expressions == 1


def test_study_dictionary_headings_win_over_codes() -> None:
    assert read("forme\tlemme\tcatégorie\nmeuf\tfemme\tnom\ntchatche\t\tnom\n").n_entries == 2


def test_study_dictionary_true_and_false_of_a_workbook_are_the_words() -> None:
    dictionary = read_workbook(("forme", "lemme", "catégorie"), (True, True, "adj"), (False, None, "adj"))
    assert dictionary.entries == {
        "faux": (Entry("faux", "", "ADJ", "adjective"),),
        "vrai": (Entry("vrai", "vrai", "ADJ", "adjective"),),
    }


def test_study_dictionary_workbook_of_uncut_lines_is_told() -> None:
    with pytest.raises(StudyInvalid, match=r"line 2: the line is one cell that holds a semicolon \(write one column"):
        read_workbook(("forme", "lemme"), ("meuf;femme", None))
    with pytest.raises(StudyInvalid, match="line 1: several headings stand in one cell"):
        read_workbook(("forme;lemme",), ("meuf;femme",))


# -- several files


def test_study_dictionary_later_files_win_entry_by_entry() -> None:
    first = "forme;lemme;quand\nporte;porte;\nporte;porter;verbe\nfaute de quoi;un;\n"
    dictionary = read(first, "forme;lemme\nPorte;portail\nfaute de quoi;deux\n")
    assert [entry.lemma for entry in dictionary.entries["porte"]] == ["portail", "porter"]
    assert dictionary.expressions["faute"][0].lemma == "deux"


def test_study_dictionary_digest_is_of_what_it_says() -> None:
    plain = read("forme;lemme\na;b\nc;d\n")
    assert read("note,lemma,form\nx,d,C\n,b,a\n,b,a\n").digest == plain.digest
    assert read("forme;lemme\na;b\n", "forme;lemme\nc;d\n").digest == plain.digest
    assert read("forme;lemme\na;b\nc;\n").digest != plain.digest
    one, two = "forme;lemme\na;b\n", "forme;lemme\na;c\n"
    assert read(one, two).digest != read(two, one).digest


# -- expressions


def test_study_dictionary_longest_expression_holds() -> None:
    dictionary = read("forme\ndu coup\ndu coup de main\ncoup de main\nde main\n")
    matches = dictionary.find_expressions(forms_of("du coup de main du coup de du coup"))
    assert [(start, stop) for start, stop, _ in matches] == [(0, 4), (4, 6), (7, 9)]
    assert [said.lemma for said in dictionary.expressions["du"]] == ["du coup de main", "du coup"]
    assert dictionary.find_expressions([]) == []
    assert dictionary.find_expressions(["du"]) == []


WORDS = st.lists(st.sampled_from("abc"), min_size=2, max_size=4).map(tuple)


@given(st.lists(WORDS, max_size=8), st.lists(st.sampled_from("abcd"), max_size=14))
def test_study_dictionary_expressions_as_a_naive_search_finds_them(
    known: Sequence[tuple[str, ...]], forms: list[str]
) -> None:
    expected, start = [], 0
    while start < len(forms):
        fitting = [words for words in known if tuple(forms[start : start + len(words)]) == words]
        longest = max(map(len, fitting), default=0)
        if longest:
            expected.append((start, start + longest))
        start += longest or 1
    dictionary = StudyDictionary(expressions=[Expression(words, " ".join(words)) for words in known])
    found = dictionary.find_expressions(forms)
    assert [(start, stop) for start, stop, _ in found] == expected
    assert all(said.words == tuple(forms[start:stop]) for start, stop, said in found)


FORMS = st.text("abéœ'- ", min_size=1, max_size=12).filter(lambda form: bool(form.strip(" '-")))
CELLS = st.tuples(
    FORMS,
    st.sampled_from(["", "avoir", "pomme de terre"]),
    st.sampled_from(["", "nom", "mot-outil", "ADV"]),
    st.sampled_from(["", "VERB"]),
    st.sampled_from(["", "actif", "ignoré"]),
)


@given(st.lists(CELLS, min_size=1, max_size=10, unique_by=lambda cells: tuple(forms_of(cells[0]))))
def test_study_dictionary_everything_written_is_found_again(rows: list[tuple[str, str, str, str, str]]) -> None:
    rows = [(form, lemma, kind, "" if len(forms_of(form)) > 1 else when, so) for form, lemma, kind, when, so in rows]
    text = "\n".join(["forme;lemme;catégorie;quand;statut", *(";".join(cells) for cells in rows)])
    dictionary = read(text)
    for form, lemma, _, when, status in rows:
        forms = forms_of(form)
        if len(forms) == 1:
            entry = dictionary.find(forms[0], when or "X")
            assert entry is not None
            assert (entry.lemma, entry.when) == (lemma, when)
        else:
            ((start, stop, said),) = dictionary.find_expressions(forms)
            assert (start, stop) == (0, len(forms))
            assert said.lemma == (lemma or " ".join(form.split()))
            assert said.status == {"actif": "active", "ignoré": "ignored"}.get(status, "")
    again = load_dictionary(dictionary.text)
    assert (again.entries, again.expressions, again.digest) == (
        dictionary.entries,
        dictionary.expressions,
        dictionary.digest,
    )


# -- what is amiss


def test_study_dictionary_every_problem_of_every_file_is_told_at_once() -> None:
    first = """forme;catégorie;quand;statut
un;nmo;;
deux;;mot-outil;
trois;;;fort
;nom;;
;;;
quatre;;;;nom
du coup;;nom;
"""
    assert told(first, "lemme\nx\n", "") == [
        "d1.csv, line 2, catégorie: « nmo » is no category (write nom, verbe, adjectif, adverbe, mot-outil, particule,"
        " interjection, nombre or nom propre, a Universal part of speech (NOUN, VERB ...) or a code of IRaMuTeQ (nom,"
        " ver, adv_sup ...))",
        "d1.csv, line 3, quand: « mot-outil » is no part of speech (write nom, verbe, adjectif, adverbe, pronom,"
        " déterminant, préposition, auxiliaire, nombre, interjection or nom propre, or a Universal part of speech"
        " (NOUN, CCONJ ...))",
        "d1.csv, line 4, statut: « fort » is no status (write actif, supplémentaire or ignoré, or nothing)",
        "d1.csv, line 5: the line has no form (write the word or expression)",
        "d1.csv, line 7: the line has a cell under no heading (give its column one; a cell that holds the separator"
        " stands in quotation marks)",
        "d1.csv, line 8, quand: an expression holds wherever its words stand, whatever they were read as (leave the"
        " cell empty)",
        "d2.csv, line 1: no column holds the form (call the column of words and expressions forme)",
        "d3.csv: the file is empty (begin with a line forme;lemme;catégorie;quand;statut;note, of which only forme is"
        " needed)",
    ]


def test_study_dictionary_contradictions_name_both_lines() -> None:
    text = """forme;lemme;quand;note
d’accord;ok;;
porte;porte;;
porte;porter;verbe;
D'accord;ok;;twice
Porte;portail;;
"""
    assert told(text) == [
        "d1.csv, line 6, forme: « Porte » stands in line 3 already, and there it says something else"
        " (keep one of the two, or say in the column quand when each holds)"
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b" \n\n", "d1.csv: the file is empty"),
        (b"\xef\xbb\xbf", "d1.csv: the file is empty"),
        (b"meuf;femme;nom\n", "d1.csv, line 1: the first line holds no headings"),
        (b"\n\nmeuf\tfemme\n", "d1.csv, line 3: the first line holds no headings"),
        (b"meuf", "d1.csv, line 1: the first line holds no headings"),
        (b"forme;lemma;truc\n", "d1.csv, line 1, truc: this heading is not known"),
        (b"forme;lemme;lemma\n", "d1.csv, line 1: two columns hold the lemma"),
        (b"forme\nab\0cd\n", "d1.csv: the file is no text"),
        (bytes(range(256)) * 20, "d1.csv: "),
        (b"PK\x03\x04 and nothing more", "d1.csv: "),
        (b'forme;lemme\n"abc;d\n', "d1.csv, line 2: a row is not well formed"),
        (b"forme\n" + b"a" * 200_000, "d1.csv, line 2: a row is not well formed"),
        (b"forme;lemme\n" + b"a" * 500 + b";b\n", "d1.csv, line 2, forme: the form is longer than 120 characters"),
        (b"b" * 3_000_000, "d1.csv, line 1: a row is not well formed"),
        ("forme\né\n".encode() + "è\n".encode("cp1252"), "d1.csv, line 3: from this line on the file is in another"),
        ("forme\nj’ai\n".encode().decode("cp1252").encode(), "d1.csv, line 2: letters are spoilt"),
        ("forme;lemme\n\u200b;x\n".encode(), "d1.csv, line 2, forme: the form holds nothing"),
        (b"x" * (17 * 1024 * 1024), "d1.csv: the file is too large for a dictionary"),
        (b"a\ta\tnom\nb\tb\n", "d1.csv, line 1: the first line holds no headings"),
        (b"forme;lemme\n", "d1.csv: holds no line below its headings"),
        (b"forme", "d1.csv: holds no line below its headings"),
        (b"forme;lemme\nmeuf,femme\n", "d1.csv, line 2: the line is one cell that holds a comma, the headings with a "),
        (b"forme,lemme\nmeuf\tfemme\n", "d1.csv, line 2: the line is one cell that holds a tab, the headings with a "),
        (b'"forme;lemme"\nmeuf\n', "d1.csv, line 1: several headings stand in one cell"),
        (b"a\ta\tnom\nb\tb\tnnom\nc\tc\tver\n", "d1.csv, line 2: « nnom » is no category"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value.partition(": ")[2][:30],
)
def test_study_dictionary_hostile_files_are_told(content: bytes, line: str) -> None:
    problems = told(content)
    assert problems[0].startswith(line)
    assert len(problems) == 1
    assert len(problems[0]) < 400


def test_study_dictionary_of_many_problems_the_first_are_told() -> None:
    problems = told("forme;statut\n" + "a;b\n" * 1000)
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "d1.csv: has 950 more problems (mend the 50 told here first)"
    many = told(";".join(f"x{number}" for number in range(999)) + ";forme\n")
    assert len(many) == MOST_PROBLEMS + 1


@given(st.binary(max_size=200))
def test_study_dictionary_any_bytes_are_read_or_told(data: bytes) -> None:
    try:
        dictionary = parse_dictionary([("d.csv", b"forme;lemme\n" + data)])
    except StudyInvalid as error:
        files = [problem.file for problem in error.problems]
    else:
        files = []
        assert load_dictionary(dictionary.text).digest == dictionary.digest
    assert set(files) <= {"d.csv"}


# -- IRaMuTeQ's own files


def test_study_dictionary_iramuteq_lexicon_in_three_dresses() -> None:
    rows = ["vrai\tvrai\tadj", "coeur\tcoeur\tnom", "VRAI\tvrai\tnom", "parce_que\tparce_que\tcon"]
    rows += ["à_brûle_pourpoint\tà_brûle_pourpoint\tadv", "d_abord\td_abord\tadv_sup", "peut_être\tpeut_être\tadv_sup"]
    tabs = "\n".join(rows)
    more = "\n".join(f"{row}\t12.5\t\t0" for row in rows)
    semicolons = "c_mot;c_lemme;c_morpho\r\n" + tabs.replace("\t", ";").replace("\n", "\r\n")
    plain = read(tabs)
    assert read(more).digest == plain.digest == read(semicolons).digest
    assert plain.find("vrai", "ADJ") == Entry("vrai", "vrai", "NOUN", "noun", is_general=True), (
        "the last line holds, as in IRaMuTeQ"
    )
    assert [entry.lemma for form in ("coeur", "cœur") if (entry := plain.find(form, "X"))] == ["cœur", "cœur"]
    assert plain.find("peut-être", "X") == Entry("peut-être", "peut-être", "ADV", "tool word", is_general=True)
    for text, lemma in (
        ("à brûle-pourpoint", "à brûle-pourpoint"),
        ("À brûle pourpoint", "à brûle pourpoint"),
        ("d’abord", "d'abord"),
        ("parce que", "parce que"),
    ):
        forms = forms_of(text)
        assert [(start, stop, said.lemma) for start, stop, said in plain.find_expressions(forms)] == [
            (0, len(forms), lemma)
        ]


def test_study_dictionary_iramuteq_list_says_how_and_its_lexicon_says_what() -> None:
    lexicon = "d_abord\td_abord\tadv_sup\nbouton_d_or\tbouton_d_or\tnom\n"
    listed = (
        "d'abord\td_abord\tADV\t\t\t175\nboutons-d'or\tbouton_d_or\tNOM\tm\tp\t0\nà tue-tête\tà_tue_tête\t\t\t\t0\n"
    )
    expected = Expression(("d'", "abord"), "d'abord", "ADV", "tool word", is_general=True)
    for files in ((lexicon, listed), (listed, lexicon)):
        dictionary = read(*files)
        assert dictionary.expressions["d'"] == (expected,)
        assert dictionary.find("boutons-d'or", "X") == Entry(
            "boutons-d'or", "bouton-d'or", "NOUN", "noun", is_general=True
        )
        assert dictionary.expressions["à"][0] == Expression(("à", "tue-tête"), "à tue-tête", is_general=True)
    assert read(listed, "forme;catégorie\nd'abord;particule\n").expressions["d'"][0].category == "particle"


def test_study_dictionary_iramuteq_lines_that_are_none_are_told() -> None:
    good = "".join(f"mot{letter}\tmot\tnom\n" for letter in "abcdefghijklmnopqrstuvwxyz") * 2
    assert told(good + "x\ty\n\tz\tnom\nw\tw\tnimp\n") == [
        f"d1.csv, line {line}: the line has no form or fewer than three columns"
        " (write form, lemma and category, set apart by tabs)"
        for line in (53, 54)
    ] + [told("forme;category\nw;nimp\n")[0].replace("line 2, category", "line 55")]


def test_study_dictionary_oracles_are_read_whole(shared: Path) -> None:
    lexicon = (shared / "oracles" / "lexique_fr.csv").read_bytes()
    listed = (shared / "oracles" / "expression_fr.txt").read_bytes()
    dictionary = parse_dictionary([("lexique_fr.csv", lexicon), ("expression_fr.txt", listed)])
    reread = load_dictionary(dictionary.text)
    assert (reread.digest, reread.n_entries) == (dictionary.digest, dictionary.n_entries)
    rows = [line.split(";") for line in lexicon.decode("utf-8-sig").splitlines()[1:]]
    last = {form.lower(): (lemma, category) for form, lemma, category in rows}
    whole = [form for form in last if form.isalpha()]
    assert len(whole) > 118_000
    lemmas = {form: entry.lemma.replace("œ", "oe") for form in whole if (entry := dictionary.find(form, "X"))}
    assert lemmas == {form: last[form][0].lower() for form in whole}
    tabs = lexicon.split(b"\n", 1)[1].replace(b";", b"\t")
    assert parse_dictionary([("lexique_fr.txt", tabs), ("expression_fr.txt", listed)]).digest == dictionary.digest
    missed = []
    for line in listed.decode().splitlines():
        form = line.split("\t")[0]
        forms = forms_of(form)
        whole_match = [(0, len(forms))]
        if len(forms) == 1:
            is_found = dictionary.find(forms[0], "X") is not None
        else:
            is_found = [(start, stop) for start, stop, _ in dictionary.find_expressions(forms)] == whole_match
        if not is_found:
            missed.append(form)
    assert missed == []
