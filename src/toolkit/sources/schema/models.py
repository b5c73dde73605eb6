"""Records: the TOML files people write, read strictly, with every mistake reported at once."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem
from toolkit.languages import Language
from toolkit.sources.schema.messages import Table, mended, problems_of

_MAX_BYTES = 2_000_000
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LINE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


class Record(BaseModel):
    """A frozen value read from a file; unknown keys and wrong types are mistakes, never guesses."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


RecordType = TypeVar("RecordType", bound=Record)


def _kebab(value: str) -> str:
    """Keep names free of ``_``: it separates the parts of a file name in a kit."""
    if KEBAB.fullmatch(value):
        return value
    message = "'{value}' is not a valid name"
    context = {
        "value": value,
        "hint": f"use small letters, digits and single hyphens: '{kebab_of(value)}'",
    }
    raise PydanticCustomError("name", message, context)


def kebab_of(value: str) -> str:
    """Return the nearest valid name: ASCII small letters and digits with single hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-") or "name"


def _language(value: object) -> Language:
    """Read a BCP 47 tag; an unknown one raises a `ValueError`, which pydantic reports."""
    if isinstance(value, Language):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "not a string")
    return Language(value)


Name = Annotated[str, AfterValidator(_kebab)]
"""An id: kebab-case, so that it can be part of a file name."""

Words = Annotated[str, StringConstraints(min_length=1)]
"""Text that must not be empty."""

Tag = Annotated[Language, PlainValidator(_language), PlainSerializer(str, return_type=str)]
"""A language, written as its BCP 47 tag."""


def shown_path(path: Path, root: Path) -> str:
    """Return how a file is named in problems: relative to the workspace, with forward slashes."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def read_table(path: Path, root: Path, problems: list[Problem]) -> Table | None:
    """Read a TOML 1.0 file as a plain table; report why it cannot be read and return `None`."""
    name = shown_path(path, root)
    try:
        if path.stat().st_size > _MAX_BYTES:
            problems.append(_unreadable(name, "", f"is larger than {_MAX_BYTES:,} bytes", "split the file"))
            return None
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        problems.append(_syntax_problem(name, str(error)))
    except UnicodeDecodeError as error:
        hint = "save the file again as UTF-8"
        problems.append(_unreadable(name, "", f"byte {error.start + 1} is not UTF-8 text", hint))
    except OSError as error:
        problems.append(_unreadable(name, "", f"cannot be read: {error.strerror}", ""))
    return None


def read_record(
    model: type[RecordType],
    path: Path,
    root: Path,
    problems: list[Problem],
) -> RecordType | None:
    """Read a TOML file as `model`; add every mistake to `problems`.

    A record whose only mistakes are unknown keys is still returned (misspelled keys put right), so that the
    later checks of the same run can look at it. `None` means that nothing could be made of the file.
    """
    table = read_table(path, root, problems)
    return None if table is None else record_of(model, table, shown_path(path, root), problems)


def record_of(
    model: type[RecordType],
    table: Table,
    file: str,
    problems: list[Problem],
    at: str = "",
) -> RecordType | None:
    """Make a record of a table that stands in `file` under the dotted key `at`; see `read_record`."""
    try:
        return model.model_validate(_frozen(table))
    except ValidationError as error:
        problems.extend(problems_of(error, model, table, Place(file=file, at=at)))
        try:
            return model.model_validate(_frozen(mended(error, model, table)))
        except ValidationError:
            return None


def _frozen(value: object) -> object:
    """Turn TOML's lists into tuples, which is what frozen records hold."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in value.items()}
    return tuple(_frozen(inner) for inner in value) if isinstance(value, list) else value


def _syntax_problem(name: str, message: str) -> Problem:
    found = _LINE.search(message)
    line = f"line {found[1]}" if found and found[1] else "end of file"
    said = _LINE.sub("", message).strip()
    hint = "text stands in double quotes, a table in [brackets]; see toml.io"
    return _unreadable(name, line, f"not valid TOML: {said[:1].lower()}{said[1:]}", hint)


def _unreadable(name: str, at: str, message: str, hint: str) -> Problem:
    return Problem(trail=(Place(file=name, at=at),), message=message, hint=hint)
