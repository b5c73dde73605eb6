"""Spreadsheets (Office Open XML, ISO/IEC 29500): the first sheet of an .xlsx file that people see."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import Severity
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
from toolkit.sources.tables.number_format import shown_number, shown_text

_MAX_UNPACKED = 40_000_000
_MAX_PART = 8_000_000  # bytes of one part in XML: 500 rows of 100 cells have a tenth of that
_MOST_TAGS = 400_000  # 500 rows of 100 cells have half of that
_MOST_LOOKED_AT = 10 * MAX_ROWS  # a sheet formatted down to row 1,048,576 has that many empty rows
_YES = frozenset({"1", "true"})
_MOST_DIGITS = 15
"""Excel keeps no more digits of a number."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a sheet says of its rows: the hidden ones, and the first cells of merged areas by their extent."""

    hidden: frozenset[int]
    merged: tuple[str, ...]


class _Elements:
    """Takes what a parser finds in a sheet, one element after the other."""

    def __init__(self) -> None:
        self.hidden: set[int] = set()
        self.merged: list[str] = []
        self._row = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take an element."""
        name = tag.rpartition("}")[2]
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            if attributes.get("hidden") in _YES or attributes.get("ht") == "0":
                self.hidden.add(self._row)
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def close(self) -> None:
        """End."""


def read_workbook(path: Path, faults: list[GridError]) -> Grid:
    """Return the cells of the first visible sheet; raise `GridError` for what is no spreadsheet.

    A number is what its cell shows. Cells that cannot be used are empty and told in `faults`: formulas,
    errors, dates, merged cells, and numbers that are shown in the way of a country. Hidden rows are left out,
    and that is told too.
    """
    # Most teams keep no spreadsheet; loading its reader takes as long as reading every campaign.
    import openpyxl  # noqa: PLC0415

    data = bytes_of(path)
    _refuse_bombs(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheet = _first_visible(book.worksheets, faults)
        about = _about(data, sheet)
        sheet.reset_dimensions()
        cells = sheet.iter_rows(max_row=_MOST_LOOKED_AT, max_col=MAX_COLUMNS + 1)
        grid = grid_of(_rows(cells, about, faults))
    except GridError:
        raise
    # A damaged file makes the XML and ZIP readers raise nearly anything.
    except Exception as error:
        raise GridError("not a spreadsheet that can be read", "save it again as .xlsx, or as CSV") from error
    faults.extend(_merged_faults(about))
    return grid


def _first_visible(sheets: Iterable[Any], faults: list[GridError]) -> Any:  # noqa: ANN401  openpyxl has no types
    hidden: list[str] = []
    for sheet in sheets:
        if sheet.sheet_state == "visible":
            if hidden:
                message = f"the hidden sheet {', '.join(hidden)} is left out; '{sheet.title}' is read"
                hint = "show the sheet in the spreadsheet, or delete it"
                faults.append(GridError(message, hint, severity=Severity.WARNING))
            return sheet
        hidden.append(f"'{sheet.title}'")
    raise GridError("every sheet is hidden", "show the sheet that is meant")


def _about(data: bytes, sheet: Any) -> _Sheet:  # noqa: ANN401
    """Read what the reader of single cells leaves out."""
    from lxml import etree  # noqa: PLC0415  the same

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read(sheet._worksheet_path.lstrip("/"))  # noqa: SLF001  no other name for its part
    about = _Elements()
    # Its stubs know only targets that return a tree.
    parser: Any = etree.XMLParser(target=about, resolve_entities=False, no_network=True)  # type: ignore[arg-type]
    etree.fromstring(part, parser)
    return _Sheet(frozenset(about.hidden), tuple(about.merged))


def _rows(found: Iterable[tuple[Any, ...]], about: _Sheet, faults: list[GridError]) -> list[GridRow]:
    rows: list[GridRow] = []
    skipped: list[int] = []
    for number, cells in enumerate(found, start=1):
        own: list[GridError] = []
        texts = tuple(
            _text(cell, f"{number}:{column_letter(index)}", own) for index, cell in enumerate(cells)
        )
        has_words = any(texts) or bool(own)
        # The names of the columns count even where nobody sees them.
        if number in about.hidden and any(any(row.cells) for row in rows):
            skipped += [number] if has_words else []
            continue
        faults.extend(own)
        rows.append(GridRow(number=number, cells=texts))
    if skipped:
        message = f"{_numbered(skipped)} hidden and left out"
        faults.append(
            GridError(message, "show them in the spreadsheet, or delete them", severity=Severity.WARNING)
        )
    return rows


def _numbered(rows: list[int]) -> str:
    if len(rows) == 1:
        return f"row {rows[0]} is"
    return f"rows {', '.join(map(str, rows))} are"


def _merged_faults(about: _Sheet) -> Iterator[GridError]:
    """Of merged cells only the first has words; the others would be empty in silence."""
    for area in about.merged:
        first = re.fullmatch(r"([A-Z]+)(\d+)(?::.*)?", area)
        if first and int(first[2]) not in about.hidden:
            message = f"the cells {area} are merged"
            hint = "take them apart (Unmerge Cells), and fill each"
            yield GridError(message, hint, at=f"{first[2]}:{first[1]}")


def _text(cell: Any, at: str, faults: list[GridError]) -> str:  # noqa: ANN401
    value = cell.value
    if value is None:
        return ""
    fault = _fault_of(value, cell.data_type)
    shown = "" if fault else _shown(value, cell.number_format or "General")
    if shown is None:
        fault = f"is a number {_WITH_DECIMALS if value % 1 else _BY_COUNTRY}", _AS_TEXT
    elif not shown and not fault and str(value):
        fault = "is hidden by its number format", "format the cell as text, or empty it"
    if fault:
        faults.append(GridError(*fault, at=at))
    return shown or ""


_WITH_DECIMALS, _BY_COUNTRY = "with decimals, not text", "that each country writes its own way"
_AS_TEXT = "format the column as text, and write it as your language does"


def _shown(value: object, code: str) -> str | None:
    if isinstance(value, str):
        return shown_text(value, code)
    return shown_number(float(value), code) if isinstance(value, float) else _shown_whole(value, code)


def _shown_whole(value: object, code: str) -> str | None:
    if not isinstance(value, int) or len(str(abs(value))) > _MOST_DIGITS:
        return None
    return shown_number(value, code)


def _fault_of(value: object, kind: str) -> tuple[str, str] | None:
    """Return what is wrong with a cell and the remedy."""
    if kind == "f":
        return "is a formula", "copy the column and paste it as values"
    if kind == "e":
        return f"is the error {value}", "mend it, and paste the column as values"
    said = {"b": "true or false", "d": "a date or time"}.get(kind)
    return (f"is {said}, not text", _AS_TEXT) if said else None


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [(entry.filename, entry.file_size) for entry in archive.infolist()]
            _refuse_sizes(sizes)
            _refuse_cells(archive)
    except GridError:
        raise
    # Damaged and encrypted archives: zlib's and zipfile's errors have nothing else in common.
    except Exception as error:
        hint = "save it again as .xlsx; the old .xls and .ods formats are not read"
        raise GridError("not an .xlsx spreadsheet", hint) from error


def _refuse_sizes(sizes: Sequence[tuple[str, int]]) -> None:
    texts = [size for name, size in sizes if not name.startswith("xl/media/")]
    if sum(size for _, size in sizes) > _MAX_UNPACKED:
        raise GridError(f"unpacks to more than {_MAX_UNPACKED:,} bytes", "save only the sheet that is needed")
    if max(texts, default=0) > _MAX_PART:
        message = f"has a sheet of more than {_MAX_PART:,} bytes"
        raise GridError(message, "copy the cells that are needed into a new spreadsheet")


def _refuse_cells(archive: zipfile.ZipFile) -> None:
    """Refuse sheets whose reading alone would take long; the names of their parts are the standard's."""
    for name in archive.namelist():
        if name.endswith(".xml") and archive.read(name).count(b"<") > _MOST_TAGS:
            message = "has a sheet of too many cells, most of them empty"
            raise GridError(message, "copy the cells that are needed into a new spreadsheet")
