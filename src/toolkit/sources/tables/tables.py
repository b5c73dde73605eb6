"""Tables: rows of a team's spreadsheet, ``campaigns/<id>/rows/<name>.csv``, ``.tsv``, ``.xlsx``."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Place, Problem
from toolkit.files import is_clutter
from toolkit.languages import Language
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Evidence
from toolkit.sources.checks.texts import text_faults
from toolkit.sources.schema.models import KEBAB, kebab_of
from toolkit.sources.schema.toml_file import shown_path
from toolkit.sources.tables.columns import (
    ABOUT,
    CAPTION,
    FOCUS,
    ID,
    OFFICIAL,
    SOURCE,
    Column,
    ColumnFault,
    columns_of,
)
from toolkit.sources.tables.delimited import read_csv
from toolkit.sources.tables.grid import MAX_CHARACTERS, Grid, GridError, GridRow
from toolkit.sources.tables.workbook import read_workbook

_PICTURE = re.compile(r"(?:assets|campaigns)/\S.*\.(?:png|jpe?g)", re.IGNORECASE)
_POINT = re.compile(r"(?:0|1|0?\.\d+|1\.0+) (?:0|1|0?\.\d+|1\.0+)")
_YES, _NO = "yes", "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a table; `cells` are by heading (``title`` or ``title[fr]``), empty ones left out.

    `headings` are those of its words, in the order of the columns; `number` is the row's in a spreadsheet.
    """

    id: str
    number: int
    headings: tuple[str, ...]
    cells: Mapping[str, str]
    file: str

    @property
    def official(self) -> bool:
        """Whether the table says that the words are official."""
        return self.cells.get(OFFICIAL) == _YES

    @property
    def source(self) -> str:
        """Where the words were read; the table itself if it does not say."""
        return self.cells.get(SOURCE) or self.file

    @property
    def evidence(self) -> Evidence:
        """How we know the words: from a document, or from whoever keeps the table."""
        return "document" if self.official else "own-proposal"

    def place(self, heading: str) -> Place:
        """Return the place of a cell, for the trail of a problem."""
        return cell_place(self.file, self.number, heading)

    def words(self, language: Language) -> Iterator[tuple[str, str, Place]]:
        """Yield name, text and place of every column in a language; a picture carries its focal point."""
        for heading in self.headings:
            name, _, tag = heading.rstrip("]").partition("[")
            if tag in {"", language.tag}:
                text = self.cells.get(heading, "")
                focus = self.cells.get(FOCUS, "") if is_picture(text) else ""
                yield name, f"{text}#{focus}" if focus else text, self.place(heading)

    def caption(self, language: Language) -> str:
        """Return the words to post: the column "caption", or else the first that is no picture."""
        return self._caption(language)[0]

    def caption_place(self, language: Language) -> Place:
        """Return the cell that the words to post stand in."""
        return self._caption(language)[1]

    def _caption(self, language: Language) -> tuple[str, Place]:
        words = [found for found in self.words(language) if found[1] and not is_picture_at(found[1])]
        named = [found for found in words if found[0] == CAPTION]
        return next(((text, place) for _, text, place in (*named, *words)), ("", self.place(CAPTION)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by its name, which a design asks for with ``rows = "table:<name>"``."""

    name: str
    rows: tuple[TableRow, ...]


def is_picture(text: str) -> bool:
    """Tell whether a cell names a picture of the workspace, such as ``campaigns/x/rows/a.jpg``."""
    return _PICTURE.fullmatch(text) is not None


def is_picture_at(text: str) -> bool:
    """Tell the same of a picture with its focal point behind it."""
    return is_picture(text.partition("#")[0])


def cell_place(file: str, number: int, heading: str) -> Place:
    """Return the place of a cell: the row as a spreadsheet counts it, and the name of the column."""
    return Place(file=file, at=f"{number}:{heading}")


def load_tables(folder: Path, campaign: Campaign, root: Path, problems: list[Problem]) -> tuple[Table, ...]:
    """Read every table of a campaign's folder; report everything that is wrong in all of them."""
    tables: list[Table] = []
    taken: dict[str, str] = {}
    for path in _paths(folder / "rows"):
        file, kind = shown_path(path, root), path.suffix.lower()
        if kind in _OTHER_KINDS:
            problems.append(_said(Place(file=file), f"{kind} files are not read", _OTHER_KINDS[kind]))
        elif kind not in _READERS:
            continue
        elif not KEBAB.fullmatch(path.stem):
            problems.append(
                _said(Place(file=file), *_bad_name(path.stem, f"{kebab_of(path.stem)}{path.suffix}"))
            )
        elif path.stem in taken:
            message = f"the table is there as {taken[path.stem]} too"
            problems.append(_said(Place(file=file), message, "keep one of the two"))
        elif (grid := _grid(path, file, problems)) is not None:
            taken[path.stem] = path.suffix
            tables.append(_table(path.stem, file, grid, campaign, problems))
    return tuple(tables)


def names_of_tables(folder: Path) -> frozenset[str]:
    """Return the names of the tables in a campaign's folder, whether or not they can be read."""
    return frozenset(path.stem for path in _paths(folder / "rows") if path.suffix.lower() in _KINDS)


def _paths(folder: Path) -> Iterator[Path]:
    """Yield what people put into a folder of tables; of two with one name, CSV comes first."""
    for path in sorted(folder.glob("*"), key=lambda path: (path.stem, path.suffix.lower(), path.suffix)):
        if not is_clutter(path.name):
            yield path


def _grid(path: Path, file: str, problems: list[Problem]) -> Grid | None:
    faults: list[GridError] = []
    try:
        grid = _READERS[path.suffix.lower()](path, faults)
    except GridError as error:
        problems.append(error.problem(file))
        return None
    problems.extend(fault.problem(file) for fault in faults)
    if not grid:
        problems.append(_said(Place(file=file), "the table is empty", "name the columns in the first row"))
    return grid or None


def _delimited(path: Path, _: list[GridError]) -> Grid:
    return read_csv(path)


_READERS: Mapping[str, Callable[[Path, list[GridError]], Grid]] = {
    ".csv": _delimited,
    ".tsv": _delimited,
    ".xlsx": read_workbook,
}
_OTHER_KINDS: Mapping[str, str] = dict.fromkeys(
    (".xls", ".xlsm", ".xlsb", ".ods", ".fods", ".numbers", ".gsheet"), "save it as .xlsx, or as CSV UTF-8"
)

_KINDS = frozenset({*_READERS, *_OTHER_KINDS})


def _table(name: str, file: str, grid: Grid, campaign: Campaign, problems: list[Problem]) -> Table:
    faults: list[ColumnFault] = []
    heading, *rest = grid
    columns = columns_of(heading.cells, [language.tag for language in campaign.languages], faults)
    problems.extend(_said(cell_place(file, heading.number, at), *fault) for at, *fault in faults)
    rows = tuple(_row(row, columns, file) for row in rest)
    reference = campaign.reference_language
    for row, source in zip(rows, rest, strict=True):
        problems.extend(_row_problems(row, source, len(heading.cells), columns, reference))
    problems.extend(_repeated(rows))
    usable = tuple(row for row in rows if KEBAB.fullmatch(row.id))
    return Table(name=name, rows=usable)


def _row(row: GridRow, columns: Sequence[Column], file: str) -> TableRow:
    cells = {
        column.heading: text
        for column in columns
        if column.index < len(row.cells) and (text := row.cells[column.index].strip())
    }
    headings = tuple(column.heading for column in columns if column.name not in ABOUT)
    return TableRow(id=cells.get(ID, ""), number=row.number, headings=headings, cells=cells, file=file)


def _row_problems(
    row: TableRow, source: GridRow, width: int, columns: Sequence[Column], reference: Language
) -> Iterator[Problem]:
    if len(source.cells) > width:
        message, hint = (
            f"has {len(source.cells)} cells, the first row {width}",
            "look for a sign that parts cells",
        )
        yield _said(Place(file=row.file, at=str(row.number)), message, hint)
    if any(column.name == ID for column in columns) and not KEBAB.fullmatch(row.id):
        yield _said(row.place(ID), *_bad_name(row.id, kebab_of(row.id)))
    for name, check in _CHECKS.items():
        if name in row.cells and (fault := check(row)):
            yield _said(row.place(name), *fault)
    yield from _untranslated(row, columns)
    for column in columns:
        if column.name not in ABOUT and (text := row.cells.get(column.heading, "")):
            language = Language(column.tag) if column.tag else reference
            yield from (_said(row.place(column.heading), *fault) for fault in _cell_faults(text, language))


def _untranslated(row: TableRow, columns: Sequence[Column]) -> Iterator[Problem]:
    """What one language says, every language must say."""
    for column in columns:
        if column.tag and column.heading not in row.cells:
            owners = [other for other in columns if other.name == column.name and other.heading in row.cells]
            if owners:
                yield _said(row.place(column.heading), f"is empty ('{owners[0].tag}' has it)", "translate it")


def _cell_faults(text: str, language: Language) -> Iterator[tuple[str, str]]:
    if text.startswith("="):
        yield "is a formula", "copy the column and paste it as values"
    elif len(text) > MAX_CHARACTERS:
        yield f"has {len(text)} characters; {MAX_CHARACTERS} are the most", "shorten it"
    elif not is_picture(text):
        yield from text_faults(text, language)


def _focus_fault(row: TableRow) -> tuple[str, str] | None:
    if _POINT.fullmatch(row.cells[FOCUS]):
        return None
    return f"'{row.cells[FOCUS]}' is not a point", "write two numbers from 0 to 1, from the top left: 0.5 0.3"


def _official_fault(row: TableRow) -> tuple[str, str] | None:
    if row.cells[OFFICIAL] not in {_YES, _NO}:
        return f"'{row.cells[OFFICIAL]}' is not allowed here", f"write {_YES} or {_NO}"
    if row.official and SOURCE not in row.cells:
        return "cannot be yes without a source", "say in the column 'source' where the words were read"
    return None


_CHECKS: Mapping[str, Callable[[TableRow], tuple[str, str] | None]] = {
    FOCUS: _focus_fault,
    OFFICIAL: _official_fault,
}


def _repeated(rows: Sequence[TableRow]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        if row.id and row.id in first:
            message = f"'{row.id}' already names row {first[row.id]}"
            yield _said(row.place(ID), message, "give every row a name of its own")
        first.setdefault(row.id, row.number)


def _bad_name(value: str, better: str) -> tuple[str, str]:
    if not value:
        return "the row has no id", "give it one, for example 'opening'"
    return f"'{value}' is not a valid name", f"use small letters, digits and single hyphens: '{better}'"


def _said(place: Place, message: str, hint: str) -> Problem:
    return Problem(trail=(place,), message=message, hint=hint)
