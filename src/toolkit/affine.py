"""Affine transforms, as SVG writes them (SVG 2, 8.5 `transform`)."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from toolkit.units import Rect

_CALL = re.compile(r"\s*,?\s*([a-zA-Z]+)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True, slots=True)
class Affine:
    """The matrix ``[a c e; b d f; 0 0 1]``: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    @classmethod
    def translate(cls, x: float, y: float = 0.0) -> Self:
        """Return a shift by x and y."""
        return cls(e=x, f=y)

    @classmethod
    def scale(cls, x: float, y: float | None = None) -> Self:
        """Return a scaling about the origin; one factor scales both axes."""
        return cls(a=x, d=x if y is None else y)

    @classmethod
    def flip(cls, axis_sum: float) -> Self:
        """Return the reflection left to right that sends x to `axis_sum` - x."""
        return cls(a=-1.0, e=axis_sum)

    def __matmul__(self, other: "Affine") -> "Affine":
        """Return the transform that applies `other` first."""
        return Affine(
            self.a * other.a + self.c * other.b,
            self.b * other.a + self.d * other.b,
            self.a * other.c + self.c * other.d,
            self.b * other.c + self.d * other.d,
            self.a * other.e + self.c * other.f + self.e,
            self.b * other.e + self.d * other.f + self.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, rect: Rect) -> Rect:
        """Return the upright box around a transformed rectangle."""
        a, b, c, d = self.a, self.b, self.c, self.d
        left, top, right, bottom = rect.x, rect.y, rect.right, rect.bottom
        xs = [a * x + c * y + self.e for x in (left, right) for y in ((top, bottom) if c else (top,))]
        ys = [b * x + d * y + self.f for y in (top, bottom) for x in ((left, right) if b else (left,))]
        x, y = min(xs), min(ys)
        return Rect(x, y, max(xs) - x, max(ys) - y)

    def inverse(self) -> "Affine":
        """Return the transform that undoes this one; raise `ZeroDivisionError` if nothing can."""
        area = self.a * self.d - self.b * self.c
        a, b, c, d = self.d / area, -self.b / area, -self.c / area, self.a / area
        return Affine(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))

    @property
    def factor(self) -> float:
        """The mean scale: the square root of the area factor."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))

    @property
    def turns_over(self) -> bool:
        """Whether left and right, or top and bottom, change places."""
        return self.a * self.d - self.b * self.c < 0

    @property
    def is_identity(self) -> bool:
        """Whether nothing moves."""
        return self == _IDENTITY

    def __str__(self) -> str:
        values = (self.a, self.b, self.c, self.d, self.e, self.f)
        return f"matrix({' '.join(number(value, 6) for value in values)})"


_IDENTITY = Affine()


def parse_transform(text: str | None) -> Affine:
    """Read a `transform` attribute; raise `ValueError` for what SVG does not know."""
    return _parsed(text.strip()) if text else _IDENTITY


@lru_cache(maxsize=4096)
def _parsed(source: str) -> Affine:
    result, position = _IDENTITY, 0
    while position < len(source):
        match = _CALL.match(source, position)
        if not match:
            raise ValueError(f"cannot read the transform '{source}'")
        result = result @ _single(match[1], [float(value) for value in _NUMBER.findall(match[2])])
        position = match.end()
    return result


def _single(name: str, values: list[float]) -> Affine:
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Affine(a, b, c, d, e, f)
        case "translate", [x, *rest]:
            return Affine.translate(x, rest[0] if rest else 0.0)
        case "scale", [x, *rest]:
            return Affine.scale(x, rest[0] if rest else x)
        case "rotate", [angle, *centre]:
            return _rotation(math.radians(angle), *(centre or (0.0, 0.0)))
        case "skewX", [angle]:
            return Affine(c=math.tan(math.radians(angle)))
        case "skewY", [angle]:
            return Affine(b=math.tan(math.radians(angle)))
    raise ValueError(f"cannot read the transform '{name}' with {len(values)} numbers")


def _rotation(angle: float, x: float, y: float) -> Affine:
    turn = Affine(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle))
    return Affine.translate(x, y) @ turn @ Affine.translate(-x, -y)


def number(value: float, digits: int = 3) -> str:
    """Write a number the short way: fixed digits, no trailing zeros, never `-0` or an exponent."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if text in {"-0", ""} else text
