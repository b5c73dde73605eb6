"""Faults: pydantic's findings, said in plain words with a place, a remedy and near-miss hints."""

import copy
import difflib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from toolkit.errors import Place, Problem

TomlTable = dict[str, Any]
"""A TOML table, as tomllib reads it."""

Trail = tuple[int | str, ...]

_TABLE = ("must be a table", "write it as [name] with its keys below")
_DATE = ("must be a date", "write it without quotes, year first: 2021-05-17")
_TIME = ("must be a time of day", "write it without quotes, with seconds: 13:00:00")
_NUMBER = ("must be a number", "for example 3.5, without quotes")
_WHOLE = ("must be a whole number", "for example 1080, without quotes")
# Every kind of finding that our models can have, by pydantic's name for it, with the fields of its context.
_SAID = {
    "string_type": ("must be text", "put it in double quotes"),
    "string_too_short": ("is empty", "write the text, or take the whole table out"),
    "string_too_long": ("has more than {max_length:,} characters", "shorten it"),
    "bool_type": ("must be true or false", "write it without quotes"),
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "finite_number": ("must be a number that ends", "write it in digits, not as inf or nan"),
    "tuple_type": ("must be a list", "write it in [square brackets]"),
    "too_short": (
        "is a list of {actual_length}; it needs {min_length} or more",
        "add one",
    ),
    "too_long": ("is a list of {actual_length}; {max_length} are the most", "take some out"),
    "dict_type": _TABLE,
    "mapping_type": _TABLE,
    "model_type": _TABLE,
    "date_type": _DATE,
    "date_from_datetime_inexact": _DATE,
    "time_type": _TIME,
    "greater_than": ("must be more than {gt}", ""),
    "greater_than_equal": ("must be at least {ge}", ""),
    "less_than": ("must be less than {lt}", ""),
    "less_than_equal": ("must be at most {le}", ""),
}
_ELSE = ("is not what is expected here", "see docs/copy.md and docs/designing.md for the form")
_MOST_SHOWN = 200
_LONGEST_WORD = 100


def problems_of(
    error: ValidationError,
    model: type[BaseModel],
    table: TomlTable,
    place: Place,
) -> Iterator[Problem]:
    """Yield one problem for each finding; a missing key that was only misspelled is not said twice."""
    details = error.errors(include_url=False)
    misspelled = {near for detail in details if (near := _meant(detail, model, table))}
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] in misspelled:
            continue
        message, hint = (shortened(text, _MOST_SHOWN * 3) for text in _said(detail, model, table))
        at = ".".join(part for part in (place.at, dotted(detail["loc"], table)) if part)
        trail = (Place(file=place.file, at=shortened(at)),)
        yield Problem(trail=trail, message=message, hint=hint)


def mended(error: ValidationError, model: type[BaseModel], table: TomlTable) -> TomlTable:
    """Return a copy of `table` without its unknown keys; a misspelled key takes the name that was meant."""
    better = copy.deepcopy(table)
    for detail in error.errors(include_url=False):
        if detail["type"] != "extra_forbidden":
            continue
        *above, key = detail["loc"]
        parent = _value_at(better, tuple(above))
        value = parent.pop(key)
        if near := _meant(detail, model, table):
            parent.setdefault(near[-1], value)
    return better


def dotted(trail: Trail, table: object) -> str:
    """Return the dotted key of a finding; rows are named by their id, or else counted from one.

    ``("quotes", 2, "role")`` becomes ``quotes.guterres-sustain.role``, or ``quotes[3].role`` without an id.
    """
    parts: list[str] = []
    for depth, part in enumerate(trail):
        if isinstance(part, str):
            # What a value was read as, where it is written the short way, is no key of the file.
            if isinstance(_value_at(table, trail[:depth]), Mapping):
                parts.append(f".{part}")
            continue
        row = _value_at(table, trail[: depth + 1])
        name = row.get("id") if isinstance(row, Mapping) else None
        parts.append(f".{name}" if isinstance(name, str) and name else f"[{part + 1}]")
    return "".join(parts).removeprefix(".")


def shortened(text: str, most: int = _MOST_SHOWN) -> str:
    """Return a text of at most so many characters, the middle of a longer one left out."""
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-most // 4 :]}"


def near_miss(word: str, known: Sequence[str]) -> str:
    """Return the known word that `word` was probably meant to be, or an empty string."""
    if len(word) > _LONGEST_WORD:
        return ""
    return _nearest(word.lower(), tuple(known))


@lru_cache(maxsize=4096)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    # The artboards of a design ask the same again and again.
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    return found[0] if found else ""


def _said(detail: ErrorDetails, model: type[BaseModel], table: TomlTable) -> tuple[str, str]:
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(detail, model, table)
    if kind == "missing":
        return "is missing", _missing_hint(detail["loc"])
    if kind == "literal_error":
        return _not_one_of(detail)
    if kind == "value_error" or (kind not in _SAID and "hint" in detail.get("ctx", {})):
        # Raised by a rule of our own, in our own words.
        message = detail["msg"].removeprefix("Value error, ")
        return message[:1].lower() + message[1:], str(detail.get("ctx", {}).get("hint", ""))
    message, hint = _SAID.get(kind, _ELSE)
    return message.format(**detail.get("ctx", {})), hint


def _unknown_key(detail: ErrorDetails, model: type[BaseModel], table: TomlTable) -> tuple[str, str]:
    key = str(detail["loc"][-1])
    message = f"unknown key '{shortened(key)}'"
    known = _keys_at(model, detail["loc"][:-1])
    near = _meant(detail, model, table) or (near_miss(key, known),)
    if near[-1]:
        return message, f"did you mean '{near[-1]}'?"
    return message, f"known keys are {', '.join(known)}"


def _missing_hint(trail: Trail) -> str:
    return f"add {trail[-1]} = …" if trail else ""


def _not_one_of(detail: ErrorDetails) -> tuple[str, str]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    allowed = [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]
    near = near_miss(str(detail["input"]), allowed)
    hint = f"did you mean '{near}'?" if near else f"use one of {', '.join(allowed)}"
    return f"'{shortened(str(detail['input']))}' is not allowed here", hint


def _meant(detail: ErrorDetails, model: type[BaseModel], table: TomlTable) -> Trail:
    """Return where the value of an unknown key was probably meant to go; empty if nothing is near."""
    if detail["type"] != "extra_forbidden":
        return ()
    *above, key = detail["loc"]
    taken = _value_at(table, tuple(above))
    free = [name for name in _keys_at(model, tuple(above)) if name not in taken]
    near = near_miss(str(key), free)
    return (*above, near) if near else ()


def _keys_at(model: type[BaseModel], trail: Trail) -> list[str]:
    """Return the keys that the table at `trail` may have."""
    current: type[BaseModel] | None = model
    is_name = False  # of a row in a table of records, such as a palette
    for part in trail:
        if current is None:
            return []
        if isinstance(part, str) and not is_name:
            annotation = _field(current, part).annotation
            current, is_name = _model_in(annotation), get_origin(annotation) is Mapping
        else:
            is_name = False
    return [] if current is None else [field.alias or name for name, field in current.model_fields.items()]


def _field(model: type[BaseModel], key: str) -> FieldInfo:
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return fields.get(key, FieldInfo())


def _model_in(annotation: object) -> type[BaseModel] | None:
    """Return the record inside an annotation such as ``tuple[Quote, ...]`` or ``Event | None``."""
    if isinstance(annotation, type) and not get_args(annotation):
        return annotation if issubclass(annotation, BaseModel) else None
    found = (_model_in(inner) for inner in get_args(annotation))
    return next((model for model in found if model is not None), None)


def _value_at(table: object, trail: Trail) -> Any:  # noqa: ANN401  # TOML holds any kind of value
    value: Any = table
    for part in trail:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return {}
    return value
