"""``miroir words``: what it shows, writes and refuses, on invented warehouses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import pytest
from openpyxl import load_workbook

from flows.cli import main
from flows.study_folder import StudyFolder
from tasks.language.lemma_vote import Votes
from tasks.lexicon.study_dictionary import parse_dictionary
from tests.flows.study_runs import Study
from tests.flows.words_study import SETTINGS, Said, Turn, fill, make_study

VOTED: Votes = (("table", "plaire"), ("simplemma", "pleuvoir"), ("trees", "plaire"))
LA = Said("la", "DET", "le")
VIZIO = Said("vizio", "NOUN", known=False)
TURNS = (
    Turn("A1-1", 1, (Said("une", "DET", "un"), Said("zinzin", "NOUN", known=False)), "interviewer"),
    Turn("A1-1", 2, (Said("Du", "ADP", "de"), Said("coup", "NOUN"), LA, VIZIO, Said("marche", "VERB", "marcher"))),
    Turn("B1-1", 1, (LA, VIZIO, Said("plu", "VERB", "plaire", votes=VOTED), Said("marches", "NOUN", "marche"))),
    Turn("B1-2", 1, (Said("plu", "VERB", "pleuvoir", votes=VOTED), Said("mise", "VERB", "mettre", votes=VOTED[:2]))),
    Turn("B1-2", 2, (Said("flouter", "VERB", known=False), Said("genre", "NOUN", votes=VOTED[:2]), LA, VIZIO)),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study, made once."""
    return make_study(tmp_path_factory.mktemp("words") / "étude", TURNS)


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A copy of the study's folder."""
    return Path(shutil.copytree(made, tmp_path / "étude"))


def words(study: Path, *options: str) -> int:
    """Run the command in this process."""
    return main(["words", str(study), *options])


def told(study: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What it prints where all is well."""
    assert words(study, *options) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out


def cells(text: str, first: str) -> list[list[str]]:
    """The lines that begin with a word, cut into cells."""
    return [line.split() for line in text.splitlines() if line.split()[:1] == [first]]


# -- what is shown


def test_words_overview_counts_what_interviewees_say(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys)
    assert text.splitlines()[:2] == [
        "Étude inventée",
        "Les mots des personnes interviewées · A : Guides · B : Marcheurs",
    ]
    overview = text.split("Vue d’ensemble\n")[1].split("\n\n")[0]
    assert cells(overview, "nom") == [["nom", "4", "26,7", "%", "2", "2", "1"]]
    assert cells(overview, "particule") == [["particule", "3", "20,0", "%", "3", "2", "3"]]
    assert cells(overview, "tous") == [["tous", "les", "mots", "15", "100,0", "%", "10", "10", "7"]]
    assert "zinzin" not in text


def test_words_whole_fits_a_terminal_of_a_hundred_columns(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = tuple(Said(f"mot{number}", "NOUN") for number in range(60))
    fill(study, [*TURNS, Turn("A2-1", 1, (*long, VIZIO, *long))])
    lines = told(study, capsys).splitlines()
    commands = [line for line in lines if line.startswith("  miroir words")]
    assert len(commands) == 2
    assert max(len(line) for line in lines if line not in commands) <= 100
    assert any("mot59 ‹vizio› mot0" in line for line in lines)


@pytest.mark.parametrize("name", ["noun", "Nouns", "nom", "NOMS"])
def test_words_category_is_taken_in_both_languages(name: str, study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--category", name)
    assert "Noms par fréquence (lemmes : 2 sur 2)" in text
    assert cells(text, "vizio") == [["vizio", "3", "3", "1", "2", "vizio", "3"]]
    assert "Verbes" not in text
    assert "aucun dictionnaire" not in text


@pytest.mark.parametrize("name", ["mots-outils", "tool words", "Mot outil"])
def test_words_category_of_two_words(name: str, study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cells(told(study, capsys, "--category", name), "le") == [["le", "3", "3", "1", "2", "la", "3"]]


def test_words_category_that_nobody_says(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Adverbes : aucun mot de cette catégorie." in told(study, capsys, "--category", "adverbe")


def test_words_particles_are_one_whole(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--particles")
    assert "  du coup     1      1  1  0  du coup 1" in text


def test_words_tool_words_of_one_part_of_speech(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--category", "déterminant")
    assert "Mots-outils (DET) par fréquence (lemmes : 1 sur 1)" in text
    assert "Mots-outils (PRON) : aucun mot" in told(study, capsys, "--category", "pronom")


def test_words_proposes_a_table_only_of_words_that_were_shown(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "--to" not in told(study, capsys, "--category", "nom")
    assert f"words {study} --unknown --to {study}/corrections.csv\n" in told(study, capsys, "--unknown")
    fill(study, [Turn("A1-1", 1, (LA, VIZIO))])
    assert "--to" not in told(study, capsys, "--disputed")


def test_words_top_bounds_the_rows_and_says_how_many_there_are(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--unknown", "--top", "1", "--contexts", "1")
    assert "1 sur 2 (occurrences : 4, soit 26,7" in text
    assert text.count("‹") == 1
    assert "flouter" not in text


def test_words_unknown_stand_in_contexts_of_different_interviews(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(study, capsys, "--unknown")
    assert cells(text, "vizio") == [["vizio", "vizio", "nom", "3", "3"]]
    places = [" ".join(line.split()) for line in text.splitlines() if "‹" in line]
    assert places == [
        "Zoé A (A1-1), tour 2 Du coup la ‹vizio› marche",
        "Zoé B (B1-1), tour 1 la ‹vizio› plu marches",
        "Zoé B (B1-2), tour 2 ‹flouter› genre la vizio",
    ]
    assert len({line.index("‹") for line in text.splitlines() if "‹" in line}) == 1


def test_words_disputed_tell_who_says_what(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--disputed", "--contexts", "0")
    assert "‹" not in text
    rows = [" ".join(line.split()) for line in text.splitlines() if line.startswith(("  plu", "  mise", "  genre"))]
    assert rows == [
        "mise mettre verbe 1 1 pleuvoir (simplemma), plaire (tables)",
        "plu plaire verbe 1 1 pleuvoir (simplemma), plaire (tables, modèle)",
        "plu pleuvoir verbe 1 1 pleuvoir (simplemma), plaire (tables, modèle)",
    ]


def test_words_english_is_english(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--language", "en")
    assert "Words that no dictionary knows: 2 of 2 (occurrences: 4, 26.7% of the words)" in text
    assert "The study’s dictionary: there is none." in text
    assert "inconnu" not in text


def test_words_nothing_doubtful_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(make_study(tmp_path / "s", [Turn("A1-1", 1, (LA,))]), capsys)
    assert "Mots qu’aucun dictionnaire ne connaît : aucun." in text
    assert "Rien à corriger : aucun mot inconnu, aucun lemme discuté." in text
    assert "--to" not in text


# -- one word


def test_words_one_word_with_all_forms_of_its_lemmas(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(study, [*TURNS, Turn("A1-1", 3, (Said("marcher", "VERB"), Said("plaît", "VERB", "plaire")))])
    text = told(study, capsys, "--word", "MARCHE")
    own, others = text.split("Autres formes de ces lemmes")
    assert cells(own, "marche") == [["marche", "marcher", "verbe", "(VERB)", "active", "1", "1", "1", "0", "tables"]]
    assert cells(own, "marches") == [["marches", "marche", "nom", "(NOUN)", "active", "1", "1", "0", "1", "tables"]]
    assert "Du coup la vizio ‹marche›" in own
    assert len(cells(others, "marcher")) == 1
    assert "plaît" in told(study, capsys, "--word", "plu")


def test_words_one_word_tells_doubts(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Aucun dictionnaire ne connaît : vizio." in told(study, capsys, "--word", "vizio")
    assert "pleuvoir (simplemma)" in told(study, capsys, "--word", "plu").split("Qui dit quoi")[1]


def test_words_expression_is_looked_up_whole(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--word", " Du  coup")
    assert "‹Du coup› la vizio marche" in text
    assert "expressions" in cells(text, "du")[0]


def test_words_one_that_nobody_says_has_near_ones(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Formes proches : vizio." in told(study, capsys, "--word", "visio")
    text = told(study, capsys, "--word", "zinzin")
    assert "« zinzin » : les personnes interviewées ne disent pas ce mot." in text
    assert "proches" not in text


@pytest.mark.parametrize(
    ("line", "written", "row"),
    [
        ("la vizio;écran;nom", "La  vizio", ["la", "vizio", "écran", "nom", "(NOUN)", "active", "3"]),
        ("l'écran;écran;nom", "l’écran", ["l'écran", "écran", "nom", "(NOUN)", "active", "1"]),
        ("d’accord;accord;nom", "d'accord", ["d'accord", "accord", "nom", "(NOUN)", "active", "1"]),
    ],
)
def test_words_expression_of_the_study_is_looked_up_by_its_words(
    line: str, written: str, row: list[str], study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = (Said("l’", "DET", "le"), Said("écran", "NOUN"), Said("d’", "ADP", "de"), Said("accord", "NOUN"))
    dictionary = parse_dictionary([("d.csv", f"forme;lemme;catégorie\n{line}\n".encode())])
    fill(study, [*TURNS, Turn("A1-1", 3, cut)], dictionary)
    text = told(study, capsys, "--word", written)
    (found,) = cells(text, row[0])
    assert found[: len(row)] == row
    assert "‹" in text
    assert row[-5] in told(study, capsys, "--word", row[-5]), "by its lemma too"


# -- the table of corrections


def sheet(path: Path) -> pl.DataFrame:
    """The table as it was written."""
    return pl.read_csv(path, separator=";", infer_schema=False).fill_null("")


def test_words_table_holds_the_reading_of_every_doubtful_word(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(study, capsys, "--to", str(study / "corrections.csv"))
    assert "Lignes : 4 (mots inconnus : 2, mots discutés : 3)." in text
    assert "Une ligne réunit" in text
    assert '  dictionary = ["corrections.csv"]\n' in text
    table = sheet(study / "corrections.csv")
    assert table.columns == ["forme", "lemme", "catégorie", "quand", "statut", "note"]
    assert table.drop("note").rows() == [
        ("vizio", "vizio", "nom", "nom", ""),
        ("flouter", "flouter", "verbe", "verbe", ""),
        ("mise", "mettre", "verbe", "verbe", ""),
        ("plu", "", "verbe", "verbe", ""),
    ]
    notes = dict(table.select("forme", "note").iter_rows())
    assert notes["vizio"] == "inconnu, 3 fois · Zoé A : …Du coup la ‹vizio› marche…"
    assert "plusieurs lemmes selon le contexte : plaire, pleuvoir" in notes["plu"]


def test_words_table_left_as_it_is_changes_nothing(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(study, capsys, "--to", str(study / "corrections.csv"))
    dictionary = parse_dictionary([("corrections.csv", (study / "corrections.csv").read_bytes())])
    before = tokens_of(study)
    fill(study, TURNS, dictionary)
    after = tokens_of(study)
    changed = [column for column in before.columns if not before[column].equals(after[column])]
    assert changed == ["source", "known"]
    text = told(study, capsys)
    assert "Mots qu’aucun dictionnaire ne connaît : aucun." in text
    assert cells(text, "mise") == []


def test_words_table_leaves_open_what_is_a_particle_elsewhere(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    genre = Said("genre", "NOUN", votes=VOTED[:2])
    fill(
        study,
        [Turn("A1-1", 1, (Said("un", "DET"), genre)), Turn("A1-1", 2, (Said("flouter", "VERB"), genre, LA, VIZIO))],
    )
    assert tokens_of(study).filter(form="genre")["category"].to_list() == ["noun", "particle"]
    told(study, capsys, "--to", str(study / "c.csv"))
    (row,) = sheet(study / "c.csv").filter(forme="genre").to_dicts()
    assert (row["lemme"], row["catégorie"], row["quand"]) == ("", "", "nom")


def tokens_of(study: Path) -> pl.DataFrame:
    """Tokens of the warehouse."""
    with StudyFolder(study).open_warehouse() as warehouse:
        return warehouse.read("tokens")


def test_words_workbook_says_the_same(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(study, capsys, "--to", str(study / "c.csv"))
    text = told(study, capsys, "--to", str(tmp_path / "c.xlsx"))
    assert "Mettez-le dans le dossier de l’étude" in text
    rows = [tuple(cell or "" for cell in row) for row in load_workbook(tmp_path / "c.xlsx").active.values]  # type: ignore[union-attr]
    assert rows[0] == tuple(sheet(study / "c.csv").columns)
    assert rows[1:] == sheet(study / "c.csv").rows()
    files = [("c", (study / "c.csv").read_bytes()), ("c", (tmp_path / "c.xlsx").read_bytes())]
    assert parse_dictionary(files[:1]).text == parse_dictionary(files[1:]).text


@pytest.mark.parametrize(("option", "forms"), [("--unknown", ["vizio", "flouter"]), ("--disputed", ["mise", "plu"])])
def test_words_table_of_one_kind(
    option: str, forms: list[str], study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(study, capsys, option, "--to", str(study / "c.csv"))
    assert sheet(study / "c.csv")["forme"].to_list() == forms


def test_words_table_is_not_written_where_nothing_is_doubtful(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calm = make_study(tmp_path / "s", [Turn("A1-1", 1, (LA,))])
    assert "rien n’est écrit" in told(calm, capsys, "--to", str(tmp_path / "c.csv"))
    assert not (tmp_path / "c.csv").exists()


def test_words_names_the_files_that_the_dictionary_has_already(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "study.toml").write_text(SETTINGS + 'lexicon.dictionary = ["mots.csv"]\n', encoding="utf-8")
    text = told(study, capsys, "--to", str(study / "c.csv"))
    assert '  dictionary = ["mots.csv", "c.csv"]\n' in text


def test_words_proposes_a_name_that_no_file_bears(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"--to {study}/corrections.csv\n" in told(study, capsys)
    (study / "corrections.csv").write_text("", encoding="utf-8")
    assert f"--to {study}/corrections2.csv\n" in told(study, capsys)


# -- the study's dictionary


def test_words_dictionary_tells_what_it_met_and_what_it_never_meets(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (study / "study.toml").write_text(SETTINGS + 'lexicon.dictionary = ["a.csv", "b.csv"]\n', encoding="utf-8")
    (study / "a.csv").write_text("forme;lemme;quand\nvizio;vidéo;\nmarche;;nom\nvizzio;visio;\n", encoding="utf-8")
    (study / "b.csv").write_text(
        "forme;lemme;catégorie\nvizio;visio;\nla vizio;;nom\nmot de passe;;\n", encoding="utf-8"
    )
    files = [(name, (study / name).read_bytes()) for name in ("a.csv", "b.csv")]
    fill(study, TURNS, parse_dictionary(files))
    text = told(study, capsys).split("Ce que fait le dictionnaire de l’étude")[1]
    assert cells(text, "a.csv") == [["a.csv", "2", "0", "0"]]
    assert cells(text, "b.csv") == [["b.csv", "3", "2", "6"]]
    assert cells(text, "vizio") == [["vizio", "3", "visio,", "nom,", "active"]]
    assert "Entrées rencontrées : 2 sur 2" in text
    assert "  la vizio     3  la vizio, nom, active" in text
    never = text.split("jamais rencontrées")[1].splitlines()[1]
    assert never == "  marche (NOUN), mot de passe, vizzio"


def use_dictionary(study: Path, lines: str, *turns: Turn) -> None:
    """Let the study name these lines for its dictionary, and annotate with them."""
    (study / "study.toml").write_text(SETTINGS + 'lexicon.dictionary = ["d.csv"]\n', encoding="utf-8")
    (study / "d.csv").write_text(f"forme;lemme;catégorie;quand;statut\n{lines}\n", encoding="utf-8")
    fill(study, turns, parse_dictionary([("d.csv", (study / "d.csv").read_bytes())]))


ODD = (
    Said("quarante", "NUM", kind="number"),
    Said("mille", "NUM", kind="number"),
    Said("trente", "NUM", kind="number"),
    Said("euh", "INTJ", kind="hesitation"),
    Said("heu", "INTJ", kind="hesitation"),
    Said("Katia", "PROPN", is_masked=True),
    Said("(rires)", "X", kind="event"),
    Said("mixte", "ADJ"),
    Said("mixte", "ADJ", is_masked=True),
)


def test_words_dictionary_tells_what_the_words_of_an_entry_are(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "quarante;quarante;nombre;;\nmille;mille;nom;;actif\neuh;euh;interjection;;actif\nmixte;;nom;;"
    use_dictionary(study, lines, Turn("A1-1", 1, ODD))
    text = told(study, capsys).split("Entrées rencontrées : 4 sur 4")[1]
    rows = [" ".join(line.split()) for line in text.splitlines()[2:6]]
    assert rows == [
        "euh 1 euh, interjection, active",
        "mille 1 mille, nom, active",
        "mixte 1 mixte, nom, active",
        "quarante 1 quarante, nombre, supplém.",
    ]
    assert "jamais rencontrées" not in text
    assert "sans effet" not in text


def test_words_dictionary_tells_lines_without_effect_and_why(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (
        "trente;;nombre;;actif\n(rires);rire;nom;;\n[Ville 1];;nom;;\n...;;nom;;\nKatia;katia;nom;;actif\n"
        "heu;;;;actif\nonze;;;;actif\nbox4g;;nom;;actif\ntu vois, quoi;;particule;;\nkatya;;nom;;actif"
    )
    use_dictionary(study, lines, Turn("A1-1", 1, ODD))
    text = told(study, capsys)
    idle, never = text.split("Lignes sans effet, en tout ou pour leur statut :")[1].split("Entrées jamais rencontrées")
    why = {line.split("  ")[1]: line.split(" : ")[-1][:20] for line in idle.splitlines()[2:] if line}
    assert why == {
        "(rires)": "un événement n’est p",
        "...": "la ponctuation n’est",
        "[ville 1]": "mis là par le masqua",
        "box4g": "nombres et chiffres ",
        "heu": "une hésitation n’est",
        "katia": "mis là par le masqua",
        "onze": "nombres et chiffres ",
        "trente": "nombres et chiffres ",
        "tu vois , quoi": "la ponctuation n’est",
    }
    assert never.splitlines()[1] == "  katya"


def test_words_dictionary_tells_how_many_entries_are_not_shown(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    letters = "abcdefghijkl"
    use_dictionary(study, "\n".join(letters), Turn("A1-1", 1, tuple(Said(letter, "NOUN") for letter in letters)))
    assert "Entrées rencontrées : 10 sur 12" in told(study, capsys)


def test_words_dictionary_of_iramuteq_is_counted_and_not_listed(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (study / "study.toml").write_text(SETTINGS + 'lexicon.dictionary = ["l.txt"]\n', encoding="utf-8")
    lines = [
        f"mot{letter}{other}{third}\tmot\tnom"
        for letter in "abcdefghijklmn"
        for other in "abcdefghijklmn"
        for third in "abcdefghijk"
    ]
    (study / "l.txt").write_text("\n".join([*lines, "mise\tmise\tnom"]) + "\n", encoding="utf-8")
    text = told(study, capsys)
    assert cells(text.replace("\N{NARROW NO-BREAK SPACE}", ""), "l.txt") == [["l.txt", "2157", "1", "1"]]
    assert "motaaa" not in text


def test_words_dictionary_that_cannot_be_read_is_told(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (study / "study.toml").write_text(SETTINGS + 'lexicon.dictionary = ["a.csv", "b.csv"]\n', encoding="utf-8")
    assert words(study) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if line]
    assert [line.split(": ")[1] for line in lines] == ["a.csv", "b.csv"]


# -- what is refused


def plain_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line of an error."""
    shown = capsys.readouterr()
    (line,) = shown.err.splitlines()
    assert line.startswith("miroir: ")
    return line


def test_words_before_any_run_names_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "study.toml").write_text(SETTINGS, encoding="utf-8")
    assert words(tmp_path) == 2
    assert f"`miroir run {tmp_path} --until lexicon`" in plain_line(capsys)
    assert not (tmp_path / "store").exists()
    make_study(tmp_path, ())
    assert words(tmp_path) == 2
    assert "--until lexicon" in plain_line(capsys)


def test_words_of_a_store_of_another_version(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect(StudyFolder(study).warehouse) as connection:
        connection.execute("DELETE FROM table_definitions WHERE name = 'word_contexts'")
    assert words(study) == 2
    assert f"`miroir run {study}`" in plain_line(capsys)
    with duckdb.connect(StudyFolder(study).warehouse) as connection:
        connection.execute("DROP TABLE table_definitions")
    assert words(study) == 2
    assert "--until lexicon" in plain_line(capsys)


def test_words_of_no_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert words(tmp_path / "none") == 2
    assert plain_line(capsys)


def test_words_of_a_damaged_store(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    StudyFolder(study).warehouse.write_bytes(b"no store at all" * 1000)
    assert words(study) == 5
    assert "warehouse.duckdb" in plain_line(capsys)


def test_words_while_a_run_is_under_way(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = "import duckdb, sys\nstore = duckdb.connect(sys.argv[1])\nprint('held', flush=True)\nsys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(StudyFolder(study).warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        code_given = words(study)
        holder.communicate("")
    assert code_given == 4
    assert "a run of this study is under way" in plain_line(capsys)


def test_words_never_writes_over_a_file(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept, link = tmp_path / "c.csv", tmp_path / "lien.csv"
    kept.write_text("hours of work", encoding="utf-8")
    link.symlink_to(tmp_path / "nowhere.csv")
    for taken in (kept, link):
        assert words(study, "--to", str(taken)) == 2
        assert "choose another name" in plain_line(capsys)
    assert kept.read_text(encoding="utf-8") == "hours of work"
    assert not (tmp_path / "nowhere.csv").exists()


@pytest.mark.parametrize("name", ["c.txt", "c", "store/c.csv", "incoming/c.csv", "none/c.csv"])
def test_words_table_has_places_where_it_is_not_written(
    name: str, study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words(study, "--to", str(study / name)) == 2
    assert plain_line(capsys).startswith(f"miroir: --to {study / name}: ")
    assert not (study / name).exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--category", "gadget"),
        ("--top", "0"),
        ("--contexts", "-1"),
        ("--contexts", "21"),
        ("--category", ""),
        ("--word", " "),
    ],
)
def test_words_options_that_say_nothing(
    options: tuple[str, str], study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words(study, *options) == 2
    assert plain_line(capsys).startswith(f"miroir: {options[0]} {options[1].strip()}")


def test_words_change_no_byte_of_the_study(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(study, study.parent / "before")
    told(study, capsys)
    told(study, capsys, "--word", "vizio")
    files = sorted(path.relative_to(study) for path in study.rglob("*") if path.is_file())
    assert files == sorted(p.relative_to(study.parent / "before") for p in (study.parent / "before").rglob("*.*"))
    assert all((study / name).read_bytes() == (study.parent / "before" / name).read_bytes() for name in files)


# -- after a real run


def test_words_of_a_study_that_was_run(finished_study: Study) -> None:
    done = finished_study.here("words")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Particules" in finished_study.here("words", "--particles").stdout
    assert max(len(line) for line in done.stdout.splitlines() if not line.startswith("  miroir")) <= 100
