"""Grids: the cells of a CSV file or a spreadsheet as plain text, before anybody asks what they mean."""

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Place, Problem, Severity
from toolkit.files import read_regular

MAX_BYTES = 2_000_000
MAX_ROWS, MAX_COLUMNS, MAX_CHARACTERS = 500, 100, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """The cells of one row; `number` is what a spreadsheet program shows beside it, counted from one."""

    number: int
    cells: tuple[str, ...]


Grid = tuple[GridRow, ...]
"""Rows that are not empty; the first holds the names of the columns."""


class GridError(ValueError):
    """A file that cannot be read as a table: what is wrong, the remedy, and the cell if there is one."""

    def __init__(self, message: str, hint: str, at: str = "", *, severity: Severity = Severity.ERROR) -> None:
        self.hint, self.at, self.severity = hint, at, severity
        super().__init__(message)

    def problem(self, file: str) -> Problem:
        """Return the error as a problem of a file."""
        place = Place(file=file, at=self.at)
        return Problem(trail=(place,), message=str(self), hint=self.hint, severity=self.severity)


def grid_of(rows: list[GridRow]) -> Grid:
    """Return the rows that hold anything, no empty cells at their ends; raise `GridError` for too many."""
    kept = [
        GridRow(number=row.number, cells=_without_tail(row.cells))
        for row in rows
        if any(cell.strip() for cell in row.cells)
    ]
    if len(kept) > MAX_ROWS + 1:
        raise GridError(f"has {len(kept) - 1} rows; {MAX_ROWS} are the most", "split the file")
    if any(len(row.cells) > MAX_COLUMNS for row in kept):
        raise GridError(f"has more than {MAX_COLUMNS} columns", "take out what is not used")
    return tuple(kept)


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a file of a reasonable size; raise `GridError` for any other."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GridError(f"is larger than {MAX_BYTES:,} bytes", "split the file")
        return read_regular(path)
    except OSError as error:
        raise GridError(f"cannot be read: {error.strerror}", "") from error


def column_letter(index: int) -> str:
    """Return what a spreadsheet program calls a column, counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _without_tail(cells: tuple[str, ...]) -> tuple[str, ...]:
    last = max(number for number, cell in enumerate(cells, start=1) if cell.strip())
    return cells[:last]
