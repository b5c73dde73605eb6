"""Path data read for its measures: the points, how long the outline is at most, how many vertices there are.

The grammar is that of SVG 2, 9.3.9; a path that breaks it is told, since engines paint it up to the fault.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

__all__ = ["PathDataError", "PathMeasures", "measures_of", "measures_of_points"]

_NUMBER: Final = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_FLAG: Final = re.compile(r"[\s,]*([01])")
_COMMAND: Final = re.compile(r"[\s,]*([MmZzLlHhVvCcSsQqTtAa])")
_END: Final = re.compile(r"[\s,]*$")
_COUNTS: Final = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS: Final = (3, 4)  # the numbers of an arc that are 0 or 1, with nothing between them if need be
_SHOWN: Final = 20


class PathDataError(ValueError):
    """Path data that breaks the grammar; the message says where."""


@dataclass(frozen=True, slots=True)
class PathMeasures:
    """A path in its own units: the box of all its points, control points included, its length at most.

    `farthest` is the largest number in it, `vertices` how many places a marker may stand at.
    """

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    length: float = 0.0
    vertices: int = 0

    @property
    def farthest(self) -> float:
        """The largest coordinate, whatever its sign."""
        return max(map(abs, (self.left, self.top, self.right, self.bottom)))


@lru_cache(maxsize=2048)
def measures_of(path: str) -> PathMeasures:
    """Return the measures of path data; raise `PathDataError` for what breaks the grammar."""
    if path.strip().lower() in ("", "none"):
        return PathMeasures()
    return _measured(_runs(path))


def measures_of_points(numbers: list[float], *, closed: bool) -> PathMeasures:
    """Return the measures of a polyline or polygon from its coordinates; a last odd one does not count."""
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    if closed and points:
        points.append(points[0])
    return _measured(iter([(points, 0.0)]))


def _measured(runs: Iterator[tuple[list[tuple[float, float]], float]]) -> PathMeasures:
    """Return the measures of lines through points, each with a length that it has besides."""
    xs: list[float] = []
    ys: list[float] = []
    length, vertices = 0.0, 0
    for points, more in runs:
        vertices += 1 if xs else len(points)
        length += more + sum(math.hypot(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(points))
        xs.extend(x for x, _ in points)
        ys.extend(y for _, y in points)
    if not xs:
        return PathMeasures()
    return PathMeasures(min(xs), min(ys), max(xs), max(ys), length, vertices)


def _runs(path: str) -> Iterator[tuple[list[tuple[float, float]], float]]:
    """Yield for each command the points it goes through or is pulled by, and what it may be longer."""
    x = y = 0.0
    start = (x, y)
    for command, numbers in _commands(path):
        letter = command.upper()
        base = (x, y) if command.islower() else (0.0, 0.0)
        if letter == "M":
            start = x, y = base[0] + numbers[0], base[1] + numbers[1]
            yield [(x, y)], 0.0
            continue
        points = [start] if letter == "Z" else _points(letter, numbers, base, (x, y))
        more = 2 * math.pi * max(map(abs, numbers[:2])) if letter == "A" else 0.0
        yield [(x, y), *points], more
        x, y = points[-1]


def _points(
    letter: str, numbers: list[float], base: tuple[float, float], at: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return the points of one command, in absolute coordinates."""
    match letter:
        case "H":
            return [(base[0] + numbers[0], at[1])]
        case "V":
            return [(at[0], base[1] + numbers[0])]
        case "A":
            numbers = numbers[5:]
    return [(base[0] + a, base[1] + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; one that is repeated without its letter has it again."""
    if path.lstrip(" \t\r\n\f,")[:1] not in ("M", "m"):
        raise PathDataError(_told(path, 0))
    at, command = 0, ""
    while not _END.match(path, at):
        match = _COMMAND.match(path, at)
        if match:
            command, at = match[1], match.end()
        elif command in ("Z", "z"):
            raise PathDataError(_told(path, at))
        numbers, at = _numbers(path, at, command.upper())
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def _numbers(path: str, at: int, letter: str) -> tuple[list[float], int]:
    numbers = []
    for index in range(_COUNTS[letter]):
        is_flag = letter == "A" and index in _FLAGS
        match = (_FLAG if is_flag else _NUMBER).match(path, at)
        if match is None:
            raise PathDataError(_told(path, at))
        numbers.append(float(match[1]))
        at = match.end()
    return numbers, at


def _told(path: str, at: int) -> str:
    rest = path[at : at + _SHOWN].strip()
    return f"the path cannot be read from '{rest}' on" if rest else "the path ends too early"
