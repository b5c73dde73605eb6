"""Spreadsheets (Office Open XML, ISO/IEC 29500): the first sheet of an .xlsx file."""

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from toolkit.sources.tables.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Grid,
    GridError,
    GridRow,
    bytes_of,
    column_letter,
    grid_of,
)

_MAX_UNPACKED = 40_000_000
_MOST_LOOKED_AT = 10 * MAX_ROWS  # a sheet formatted down to row 1,048,576 has that many empty rows


def read_workbook(path: Path, faults: list[GridError]) -> Grid:
    """Return the cells of the first sheet; raise `GridError` for what is no spreadsheet.

    Cells that cannot be used are empty and told in `faults`: formulas, errors, and numbers and dates, which
    every language writes its own way. Whole numbers become text.
    """
    # Most teams keep no spreadsheet; loading its reader takes as long as reading every campaign.
    import openpyxl  # noqa: PLC0415

    data = bytes_of(path)
    _refuse_bombs(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        cells = sheet.iter_rows(max_row=_MOST_LOOKED_AT, max_col=MAX_COLUMNS + 1)
        return grid_of(_rows(cells, faults))
    except GridError:
        raise
    # A damaged file makes the XML and ZIP readers raise nearly anything.
    except Exception as error:
        raise GridError("not a spreadsheet that can be read", "save it again as .xlsx, or as CSV") from error


def _rows(found: Iterable[tuple[Any, ...]], faults: list[GridError]) -> list[GridRow]:
    return [
        GridRow(
            number=number,
            cells=tuple(
                _text(cell, f"{number}:{column_letter(index)}", faults) for index, cell in enumerate(cells)
            ),
        )
        for number, cells in enumerate(found, start=1)
    ]


def _text(cell: Any, at: str, faults: list[GridError]) -> str:  # noqa: ANN401  openpyxl has no types
    value = cell.value
    fault = _fault_of(value, cell.data_type)
    if fault:
        faults.append(GridError(*fault, at=at))
        return ""
    return "" if value is None else str(value)


def _fault_of(value: object, kind: str) -> tuple[str, str] | None:
    """Return what is wrong with a cell and the remedy."""
    if kind == "f":
        return "is a formula", "copy the column and paste it as values"
    if kind == "e":
        return f"is the error {value}", "mend it, and paste the column as values"
    if value is None or isinstance(value, str) or (isinstance(value, int) and kind == "n"):
        return None
    said = {"b": "true or false", "d": "a date or time"}.get(kind, "a number with decimals")
    return f"is {said}, not text", "format the column as text, and write it as your language does"


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        hint = "save it again as .xlsx; the old .xls and .ods formats are not read"
        raise GridError("not an .xlsx spreadsheet", hint) from error
    if unpacked > _MAX_UNPACKED:
        raise GridError(f"unpacks to more than {_MAX_UNPACKED:,} bytes", "save only the sheet that is needed")
