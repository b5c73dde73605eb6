"""Delimited text: CSV as spreadsheet programs of every country write it."""

import csv
import io
import re
from pathlib import Path

from toolkit.sources.tables.grid import Grid, GridError, GridRow, bytes_of, grid_of

_DELIMITERS = ",;\t|"
# "sep=;" as the first line tells Excel what parts the cells; for everybody else it is no row either.
_SEPARATOR = re.compile(r"\A\"?sep=(.)\"?[;,\t|]*\r?(?:\n|\Z)", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LOOKED_AT = (
    400  # bytes: a file with no more than names of columns shows already whether every second is zero
)
_FEW = 0.3


def read_csv(path: Path) -> Grid:
    """Return the cells of a CSV file; raise `GridError` for what is no such file.

    Read are UTF-8, and UTF-16 as "Unicode Text" of Excel has it; cells parted by commas, semicolons, tabs or
    bars. A file in another encoding is told: its letters could only be guessed.
    """
    text = _decoded(bytes_of(path))
    delimiter = ""
    if found := _SEPARATOR.match(text):
        delimiter, text = found[1], text[found.end() :]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    try:
        rows = [GridRow(number=number, cells=tuple(cells)) for number, cells in enumerate(reader, start=1)]
    except csv.Error as error:
        message = f"not valid CSV: {error}"
        hint = 'a cell that holds " is written in quotes, with "" for each one inside'
        raise GridError(message, hint, at=f"line {reader.line_num}") from error
    return grid_of(rows)


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _without_mark(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        hint = "save it as 'CSV UTF-8'"
        said = "UTF-8" if encoding.startswith("utf-8") else "UTF-16"
        raise GridError(f"byte {error.start + 1} is not {said} text", hint) from error
    if "\x00" in text:
        raise GridError("is not text: it has a zero byte", "save it as 'CSV UTF-8'")
    return text


def _without_mark(data: bytes) -> str:
    """Return the encoding of a file that does not say: in UTF-16, every second byte of its head is zero."""
    head = data[:_LOOKED_AT]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) > _FEW * len(head):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _delimiter(text: str) -> str:
    """Return what parts the names of the columns, which have none of these signs themselves."""
    heading = text.lstrip("\r\n").partition("\n")[0]
    return max(_DELIMITERS, key=heading.count)
