"""Tables: CSV files and spreadsheets as teams make them, and every mistake in one report."""

import datetime as dt
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from samples import MINIMAL
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.project import load_project, read_project
from toolkit.sources.tables.grid import MAX_ROWS, column_letter
from toolkit.sources.tables.tables import Table, TableRow, load_tables

if TYPE_CHECKING:
    from toolkit.errors import Problem

BROKEN = Path(__file__).parent / "tables"
TEXT = "format the column as text, and write it as your language does"
OLD = "save it again as .xlsx; the old .xls and .ods formats are not read"
KEBAB = "use small letters, digits and single hyphens"
GOOD = """\
id,name,title[en],title[fr],photo,focus,official,source
opening,Ada Byron,Opening,Ouverture,campaigns/two/rows/ada.jpg,0.5 0.3,yes,Programme of 3 May
closing,Bo Li,"Closing, and thanks",Clôture et remerciements,,,no,
"""


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """Return a campaign in English and French."""
    deck = load_project().deck("wtisd-2021")
    assert deck is not None
    languages = (Language("en"), Language("fr"))
    return deck.campaign.model_copy(update={"id": "two", "languages": languages})


Load = Callable[..., tuple[tuple[Table, ...], list[str]]]


@pytest.fixture
def load(tmp_path: Path, campaign: Campaign) -> Load:
    """Return a function that writes files into the folder of rows and reads them back as tables."""

    def loaded(**files: str | bytes) -> tuple[tuple[Table, ...], list[str]]:
        folder = tmp_path / "campaigns" / "two"
        (folder / "rows").mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            path = folder / "rows" / (name if "." in name else f"{name}.csv")
            path.write_bytes(data)
        problems: list[Problem] = []
        tables = load_tables(folder, campaign, tmp_path, problems)
        return tables, [str(problem).removeprefix("campaigns/two/rows/") for problem in problems]

    return loaded


def _workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _only(tables: tuple[Table, ...]) -> tuple[TableRow, ...]:
    (table,) = tables
    return table.rows


def _words(row: TableRow, tag: str) -> dict[str, str]:
    return {name: text for name, text, _ in row.words(Language(tag))}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD, id="commas"),
        pytest.param("\ufeff" + GOOD, id="byte order mark"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="Windows"),
        pytest.param(
            GOOD.replace('"Closing, and thanks"', "Closing; and thanks")
            .replace("; and", "@ and")
            .replace(",", ";")
            .replace("Closing@ and thanks", "Closing, and thanks"),
            id="semicolons",
        ),
        pytest.param(GOOD + "\n,,,,,,,\n", id="empty rows"),
    ],
)
def test_csv_of_any_spreadsheet_program(load: Load, text: str) -> None:
    """Commas or semicolons, with or without a mark, and empty rows below: the same table."""
    tables, problems = load(speakers=text)
    assert problems == []
    opening, closing = _only(tables)
    assert (opening.id, closing.id) == ("opening", "closing")
    assert _words(opening, "fr") == {
        "name": "Ada Byron",
        "title": "Ouverture",
        "photo": "campaigns/two/rows/ada.jpg#0.5 0.3",
    }
    assert _words(closing, "en") == {"name": "Bo Li", "title": "Closing, and thanks", "photo": ""}
    assert (opening.official, opening.source) == (True, "Programme of 3 May")
    assert (closing.official, closing.source) == (False, "campaigns/two/rows/speakers.csv")


def test_a_spreadsheet_is_the_same_table(load: Load) -> None:
    """The first sheet of an .xlsx file, with whole numbers as text."""
    rows = [tuple(line.split(",")) for line in GOOD.splitlines()[:2]]
    tables, problems = load(**{"speakers.xlsx": _workbook((*rows[0], "seats"), (*rows[1], 120), ())})
    assert problems == []
    (opening,) = _only(tables)
    assert _words(opening, "en")["title"] == "Opening"
    assert _words(opening, "en")["seats"] == "120"


def test_a_cell_may_have_several_lines(load: Load) -> None:
    """Lines within a cell stay; rows are counted as a spreadsheet counts them."""
    tables, problems = load(speakers='id,name\nfirst,"Ada\nByron"\nSecond,Bo\n')
    assert _words(_only(tables)[0], "en")["name"] == "Ada\nByron"
    assert problems == [f"speakers.csv:3:id: 'Second' is not a valid name (hint: {KEBAB}: 'second')"]


def test_words_to_post(load: Load) -> None:
    """The column "caption" is posted with the picture, or else the first words of the row."""
    tables, _ = load(
        one="id,photo,name\na,assets/x.png,Ada\n",
        two="id,name,caption[en],caption[fr]\na,Ada,Hello,Bonjour\n",
    )
    one, two = (table.rows[0] for table in tables)
    assert (one.caption(Language("fr")), str(one.caption_place(Language("fr")))) == (
        "Ada",
        "campaigns/two/rows/one.csv:2:name",
    )
    assert (two.caption(Language("fr")), str(two.caption_place(Language("fr")))) == (
        "Bonjour",
        "campaigns/two/rows/two.csv:2:caption[fr]",
    )


def test_the_whole_report_of_a_bad_table(load: Load) -> None:
    """Every mistake of headings and cells is told in one run, with row and column."""
    tables, problems = load(sessions=(BROKEN / "sessions.csv").read_bytes())
    report = "".join(f"{problem}\n" for problem in problems)
    assert report == (BROKEN / "report.txt").read_text(encoding="utf-8")
    assert [row.id for row in _only(tables)] == ["one", "one"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(
            "id,name\na,Zürich\n".encode("latin-1"),
            "x.csv: byte 12 is not UTF-8 text (hint: save it as 'CSV UTF-8')",
            id="latin-1",
        ),
        pytest.param(
            'id,name\na,"Ada" B\n',
            "x.csv:line 2: not valid CSV: ',' expected after '\"' (hint: a cell that holds \" is written "
            'in quotes, with "" for each one inside)',
            id="quotes",
        ),
        pytest.param("", "x.csv: the table is empty (hint: name the columns in the first row)", id="empty"),
        pytest.param(
            "id,name\n" + "".join(f"r{number},Ada\n" for number in range(MAX_ROWS + 1)),
            "x.csv: has 501 rows; 500 are the most (hint: split the file)",
            id="rows",
        ),
        pytest.param(
            "id," + ",".join(f"c{number}" for number in range(100)) + "\n",
            "x.csv: has more than 100 columns (hint: take out what is not used)",
            id="columns",
        ),
        pytest.param(
            "id,name\na,Ada\n" + " " * 2_000_000,
            "x.csv: is larger than 2,000,000 bytes (hint: split the file)",
            id="bytes",
        ),
        pytest.param(
            "name,ids\nAda,a\n",
            "x.csv:1:id: the column is missing (hint: rename 'ids')",
            id="no id",
        ),
        pytest.param(
            f"id,name\na,{'x' * 1001}\n",
            "x.csv:2:name: has 1001 characters; 1000 are the most (hint: shorten it)",
            id="long cell",
        ),
        pytest.param(
            "id,official,source\na,yes,\n",
            "x.csv:2:official: cannot be yes without a source (hint: say in the column 'source' where the "
            "words were read)",
            id="no source",
        ),
    ],
)
def test_a_file_that_cannot_be_used_says_why(load: Load, content: str | bytes, said: str) -> None:
    """One problem with the remedy, for each way a CSV file can fail."""
    _, problems = load(x=content)
    assert problems == [said]


def test_cells_of_a_spreadsheet_that_are_no_text(load: Load) -> None:
    """Formulas, decimals, dates and truth values are refused, all of them in one run."""
    book = _workbook(
        ("id", "a", "b", "c", "d", "e"),
        ("one", "=B3", 3.7, dt.date(2021, 5, 17), True, 12),
        ("two", "x", "=1+1", "x", "x", "x"),
    )
    tables, problems = load(**{"x.xlsx": book})
    values, text = "copy the column and paste it as values", TEXT
    assert problems == [
        f"x.xlsx:2:B: is a formula (hint: {values})",
        f"x.xlsx:2:C: is a number with decimals, not text (hint: {text})",
        f"x.xlsx:2:D: is a date or time, not text (hint: {text})",
        f"x.xlsx:2:E: is true or false, not text (hint: {text})",
        f"x.xlsx:3:C: is a formula (hint: {values})",
    ]
    assert _words(_only(tables)[0], "en") == {"a": "", "b": "", "c": "", "d": "", "e": "12"}


def test_a_formula_in_csv_is_refused(load: Load) -> None:
    """A cell that a spreadsheet program would calculate is no words."""
    _, problems = load(x='id,name\na,"=HYPERLINK(""https://example.org"")"\nb,@ITU\nc,-5\n')
    assert problems == ["x.csv:2:name: is a formula (hint: copy the column and paste it as values)"]


def _bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 50_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"id,name",
            f"x.xlsx: not an .xlsx spreadsheet (hint: {OLD})",
        ),
        (_bomb(), "x.xlsx: unpacks to more than 40,000,000 bytes (hint: save only the sheet that is needed)"),
        (
            _workbook(("id",))[:-40] + b"\0" * 40,
            f"x.xlsx: not an .xlsx spreadsheet (hint: {OLD})",
        ),
    ],
    ids=["text", "bomb", "cut off"],
)
def test_a_spreadsheet_that_is_none(load: Load, data: bytes, said: str) -> None:
    """Damaged and dangerous files are a problem, not a crash."""
    tables, problems = load(**{"x.xlsx": data})
    assert tables == ()
    assert problems == [said]


def test_entities_of_a_spreadsheet_are_not_expanded(load: Load) -> None:
    """A sheet that declares entities is not read (billion laughs, CWE-776)."""
    whole = _workbook(("id", "name"), ("a", "Ada"))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("sheet1.xml"):
                data = b'<!DOCTYPE x [<!ENTITY a "boom">]>' + data.replace(b"Ada", b"&a;")
            new.writestr(entry, data)
    tables, _ = load(**{"x.xlsx": file.getvalue()})
    assert "boom" not in str(tables)


def test_one_table_has_one_file(load: Load) -> None:
    """A table that is there twice, or badly named, is told."""
    _, problems = load(
        **{"a.csv": "id\nx\n", "a.xlsx": _workbook(("id",), ("x",)), "My Table.csv": "id\nx\n"}
    )
    assert problems == [
        f"My Table.csv: 'My Table' is not a valid name (hint: {KEBAB}: 'my-table.csv')",
        "a.xlsx: the table is there as .csv too (hint: keep one of the two)",
    ]


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (99, "CV")])
def test_columns_are_named_as_in_a_spreadsheet(index: int, letter: str) -> None:
    """A cell of a spreadsheet is found by its letter."""
    assert column_letter(index) == letter


def _book(*rows: tuple[object, ...], **formats: str) -> openpyxl.Workbook:
    """Return a workbook with an id and a title in its first row; `formats` are those of single cells."""
    book = openpyxl.Workbook()
    for row in (("id", "title"), *rows):
        book.active.append(row)
    for at, code in formats.items():
        book.active[at].number_format = code
    return book


def _saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1, "0%", "100%"),
        (0.7, "0%", "70%"),
        (0.7, '0" %"', None),
        (1, "0\\ %", "100 %"),
        (7, "000", "007"),
        (500, '"CHF" #,##0', "CHF 500"),
        (500, "[$CHF-807] 0", "CHF 500"),
        (500, "[$€-2] #,##0", "€ 500"),
        (12, '0" km"', "12 km"),
        (-5, "0", "-5"),
        (-5, "0;(0)", "(5)"),
        (-5, "[Red]0;[Red]-0", "-5"),
        (0, '0;-0;"none"', "none"),
        (2021, "General", "2021"),
        (12.0, "General", "12"),
        (3, '"No. "General', "No. 3"),
        (3, "0_)", "3 "),
        ("Ada", '"Dr. "@', "Dr. Ada"),
        ("Ada", "@", "Ada"),
        ("Ada", "0.00", "Ada"),
        (1500, "#,##0", None),
        (1.5, "General", None),
        (5, "0.00", None),
        (0.705, "0%", None),
        (5_000_000, '0,,"M"', None),
        (5, "[>3]0;0.0", None),
        (5, "# ?/?", None),
        (123_456_789_012, "General", None),
        (5, "0.00E+00", None),
    ],
)
def test_a_number_is_what_its_cell_shows(load: Load, value: object, code: str, shown: str | None) -> None:
    """Zeros, currencies and percent signs are kept; what each country shows its own way is refused."""
    data = _saved(_book(("a", value), B2=code))
    tables, problems = load(**{"speakers.xlsx": data})
    if shown is None:
        (said,) = problems
        assert said.startswith("speakers.xlsx:2:B: is a number")
        assert said.endswith(f" (hint: {TEXT})")
    else:
        assert problems == []
        assert _words(_only(tables)[0], "en")["title"] == shown.strip()


def test_a_cell_that_its_format_hides_is_told(load: Load) -> None:
    """What nobody sees in the spreadsheet is not printed on a card."""
    _, problems = load(**{"speakers.xlsx": _saved(_book(("a", "Ada"), B2=";;;"))})
    assert problems == [
        "speakers.xlsx:2:B: is hidden by its number format (hint: format the cell as text, or empty it)"
    ]


def test_hidden_rows_make_no_card(load: Load) -> None:
    """A row that was hidden or filtered away is left out, and that is said."""
    book = _book(("ada", "Opening"), ("bo", "Cancelled"), ("eve", "Closing"))
    book.active.row_dimensions[3].hidden = True
    book.active.row_dimensions[40].hidden = True
    tables, problems = load(**{"speakers.xlsx": _saved(book)})
    assert [row.id for row in _only(tables)] == ["ada", "eve"]
    assert problems == [
        "speakers.xlsx: row 3 is hidden and left out (hint: show them in the spreadsheet, or delete them)"
    ]


def test_hidden_sheets_are_left_out(load: Load) -> None:
    """The first sheet that people see is read."""
    book = _book(("ada", "Opening"))
    book.active.title = "Lists"
    seen = book.create_sheet("Speakers")
    for row in (("id", "title"), ("bo", "Closing")):
        seen.append(row)
    book.active = 1
    book.worksheets[0].sheet_state = "hidden"
    tables, problems = load(**{"speakers.xlsx": _saved(book)})
    assert [row.id for row in _only(tables)] == ["bo"]
    assert problems == [
        (
            "speakers.xlsx: the hidden sheet 'Lists' is left out; 'Speakers' is read "
            "(hint: show the sheet in the spreadsheet, or delete it)"
        )
    ]


def test_merged_cells_are_told(load: Load) -> None:
    """Only the first of merged cells has words; the others would be empty in silence."""
    book = _book(("ada", "Opening"), ("bo", "Opening"))
    book.active.merge_cells("B2:B3")
    _, problems = load(**{"speakers.xlsx": _saved(book)})
    assert problems == [
        "speakers.xlsx:2:B: the cells B2:B3 are merged (hint: take them apart (Unmerge Cells), and fill each)"
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"sep=;\r\nid;title\r\na;Opening, at last\r\n",
        b'"sep=;"\nid;title\na;Opening, at last\n',
        b"id\ttitle\na\tOpening, at last\n",
        b"id|title\na|Opening, at last\n",
        "id;title\na;Opening, at last\n".encode("utf-16"),
        "id\ttitle\r\na\tOpening, at last\r\n".encode("utf-16-le"),
        "\ufeffid;title\na;Opening, at last\n".encode("utf-16-be"),
    ],
)
def test_delimiters_and_encodings(load: Load, data: bytes) -> None:
    """What spreadsheet programs of any country save as CSV or Unicode text is read."""
    tables, problems = load(**{"speakers.csv": data})
    assert problems == []
    assert [(row.id, row.number, row.cells["title"]) for row in _only(tables)] == [
        ("a", 2, "Opening, at last")
    ]


@pytest.mark.parametrize("name", ["speakers.CSV", "speakers.Csv", "speakers.tsv", "speakers.XLSX"])
def test_endings_in_capitals(load: Load, name: str) -> None:
    """Windows and cameras write the ends of names in capitals."""
    data = _saved(_book(("a", "Opening"))) if name.endswith("XLSX") else b"id\ttitle\na\tOpening\n"
    tables, problems = load(**{name: data})
    assert (problems, [table.name for table in tables]) == ([], ["speakers"])


def test_what_programs_leave_beside_a_table_is_ignored(load: Load) -> None:
    """Excel's lock, macOS' and Windows' own files stop nothing; a picture is no table either."""
    names = ("~$speakers.xlsx", "._speakers.csv", ".DS_Store", "Thumbs.db", "desktop.ini", "a.png", "x.csv~")
    files = dict.fromkeys(names, b"\x00\x05junk")
    tables, problems = load(**files, **{"speakers.csv": b"id,title\na,Opening\n"})
    assert (problems, [table.name for table in tables]) == ([], ["speakers"])


def test_other_spreadsheets_are_told(load: Load) -> None:
    """A file that is not read does not lie there in silence."""
    _, problems = load(**{"speakers.ods": b"PK", "old.XLS": b"x"})
    assert problems == [
        "old.XLS: .xls files are not read (hint: save it as .xlsx, or as CSV UTF-8)",
        "speakers.ods: .ods files are not read (hint: save it as .xlsx, or as CSV UTF-8)",
    ]


def test_text_in_another_encoding_is_told(load: Load) -> None:
    """Letters are not guessed."""
    _, problems = load(**{"speakers.csv": "id,title\na,Séance\n".encode("cp1252")})
    assert problems == ["speakers.csv: byte 13 is not UTF-8 text (hint: save it as 'CSV UTF-8')"]


def test_a_sheet_of_millions_of_cells_is_refused_unread(load: Load) -> None:
    """A small file that unpacks to one huge sheet costs neither time nor memory."""
    data = io.BytesIO(_saved(_book(("a", "Opening"))))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"<c/>" * 4_000_000)
    _, problems = load(**{"speakers.xlsx": data.getvalue()})
    assert problems == [
        (
            "speakers.xlsx: has a sheet of more than 8,000,000 bytes "
            "(hint: copy the cells that are needed into a new spreadsheet)"
        )
    ]


def test_a_table_that_cannot_be_read_is_there_all_the_same(tmp_path: Path) -> None:
    """A design that asks for it is not told that no campaign has it: its own fault says enough."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    rows = workspace / "campaigns/minimal/rows"
    rows.mkdir()
    (rows / "speakers.xlsx").write_bytes(b"no spreadsheet")
    design = workspace / "designs/card/design.toml"
    design.write_text(f'rows = "table:speakers"\n{design.read_text(encoding="utf-8")}', encoding="utf-8")
    said = [str(problem) for problem in read_project(workspace)[1] if "speakers" in str(problem)]
    assert len(said) == 1
    assert "rows/speakers.xlsx: not an .xlsx spreadsheet" in said[0]
