"""TOML files (version 1.0), read so that any file ends in a table or in one plain problem."""

import codecs
import errno
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from toolkit.errors import Place, Problem
from toolkit.files import read_regular
from toolkit.sources.schema.messages import TomlTable

_MAX_BYTES = 2_000_000
_DEEPEST = 40
"""Tables and lists within each other; ours have five levels."""
_LARGEST = 2**63 - 1
_LINE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS_UTF8 = "save the file again as UTF-8"


def shown_path(path: Path, root: Path) -> str:
    """Return how a file is named in problems: relative to the workspace, with forward slashes."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


def read_table(path: Path, root: Path, problems: list[Problem]) -> TomlTable | None:
    """Read a TOML file as a plain table; report why it cannot be read and return `None`."""
    name = shown_path(path, root)
    try:
        if path.stat().st_size > _MAX_BYTES:
            problems.append(_unreadable(name, "", f"is larger than {_MAX_BYTES:,} bytes", "split the file"))
            return None
        data = read_regular(path)
        table = tomllib.loads(data.decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        problems.append(_syntax_problem(name, str(error)))
    except UnicodeDecodeError as error:
        problems.append(_unreadable(name, "", _not_utf8(error), _SAVE_AS_UTF8))
    except RecursionError:
        problems.append(_too_deep(name, ""))
    except ValueError:
        # Of what tomllib lets through, only the size of numbers has a limit in Python.
        at, hint = _line_of_digits(data), "write a number of no more than 19 digits"
        problems.append(_unreadable(name, at, "a number has thousands of digits", hint))
    except OSError as error:
        hint = "put the file itself there" if error.errno == errno.EINVAL else ""
        problems.append(_unreadable(name, "", f"cannot be read: {error.strerror}", hint))
    else:
        faults = list(_faults(table, name))
        problems.extend(faults)
        return None if faults else table
    return None


def _not_utf8(error: UnicodeDecodeError) -> str:
    if error.object.startswith(_WIDE_MARKS):
        return "is UTF-16 text, not UTF-8"
    return f"byte {error.start + 1} is not UTF-8 text"


def _line_of_digits(data: bytes) -> str:
    found = re.search(rb"[0-9_]{4000,}", data)
    line = data.count(b"\n", 0, found.start()) + 1 if found else 0
    return f"line {line}" if line else ""


def _faults(table: TomlTable, name: str) -> Iterator[Problem]:
    """Yield what no reader of the table could bear: depth, and numbers beyond those of TOML."""
    waiting: list[tuple[str, object, int]] = [("", table, 0)]
    while waiting:
        at, value, depth = waiting.pop()
        if depth > _DEEPEST:
            yield _too_deep(name, at)
            return
        if isinstance(value, dict):
            waiting += [(f"{at}.{key}".lstrip("."), inner, depth + 1) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{at}[{number}]", inner, depth + 1) for number, inner in enumerate(value, start=1)]
        elif isinstance(value, int) and abs(value) > _LARGEST:
            message = f"is a number of more than {len(str(_LARGEST))} digits"
            yield _unreadable(name, at, message, f"the largest of TOML is {_LARGEST}")


def _too_deep(name: str, at: str) -> Problem:
    message = f"tables and lists stand in each other more than {_DEEPEST} deep"
    return _unreadable(name, at, message, "take the inner brackets out")


def _syntax_problem(name: str, message: str) -> Problem:
    found = _LINE.search(message)
    line = f"line {found[1]}" if found and found[1] else "end of file"
    said = _LINE.sub("", message).strip()
    hint = "text stands in double quotes, a table in [brackets]; see toml.io"
    return _unreadable(name, line, f"not valid TOML: {said[:1].lower()}{said[1:]}", hint)


def _unreadable(name: str, at: str, message: str, hint: str) -> Problem:
    return Problem(trail=(Place(file=name, at=at),), message=message, hint=hint)
