"""Records: the TOML files people write, read strictly, with every mistake reported at once."""

import re
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
from toolkit.sources.schema.messages import TomlTable, mended, problems_of
from toolkit.sources.schema.toml_file import read_table, shown_path

MAX_CHARACTERS = 4_000
"""Of any text in a file: ten times the longest on a card."""
MAX_NAME = 48
"""Of a name: four of them and more stand in the name of a file, which may have 255 bytes."""
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Record(BaseModel):
    """A frozen value read from a file; unknown keys and wrong types are mistakes, never guesses."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, str_max_length=MAX_CHARACTERS, allow_inf_nan=False
    )


RecordType = TypeVar("RecordType", bound=Record)


def _kebab(value: str) -> str:
    """Keep names free of ``_``: it separates the parts of a file name in a kit."""
    if len(value) > MAX_NAME:
        message = "is a name of {length} characters; {most} are the most"
        context = {"length": len(value), "most": MAX_NAME, "hint": f"shorten it, as in '{kebab_of(value)}'"}
        raise PydanticCustomError("long_name", message, context)
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
    plain = re.sub(r"[^a-z0-9]+", "-", value[: 4 * MAX_NAME].lower()).strip("-")
    return plain[:MAX_NAME].rstrip("-") or "name"


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
    table: TomlTable,
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
