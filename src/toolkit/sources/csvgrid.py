"""CSV files (RFC 4180) as spreadsheet programs write them: UTF-8 with or without a mark, ``,`` or ``;``."""

import csv
import io
from pathlib import Path

from toolkit.sources.grids import Grid, GridError, GridRow, bytes_of, grid_of


def read_csv(path: Path) -> Grid:
    """Return the cells of a CSV file; raise `GridError` for what is no such file."""
    try:
        text = bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "save it as 'CSV UTF-8'"
        raise GridError(f"byte {error.start + 1} is not UTF-8 text", hint) from error
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        rows = [GridRow(number=number, cells=tuple(cells)) for number, cells in enumerate(reader, start=1)]
    except csv.Error as error:
        message = f"not valid CSV: {error}"
        hint = 'a cell that holds " is written in quotes, with "" for each one inside'
        raise GridError(message, hint, at=f"line {reader.line_num}") from error
    return grid_of(rows)


def _delimiter(text: str) -> str:
    """Spreadsheet programs write ``;`` where the decimal sign is a comma; names of columns hold neither."""
    heading = text.lstrip("\r\n").partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","
