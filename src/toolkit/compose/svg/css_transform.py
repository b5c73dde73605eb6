"""The CSS property `transform`, written as the attribute of the same name (CSS Transforms 1, section 9)."""

import math
from collections.abc import Callable, Sequence
from typing import Any, Final

import tinycss2

from toolkit.affine import number

# To user units, at 96 to the inch (CSS Values 4, section 6.2).
LENGTHS: Final = {
    "px": 1.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "pt": 96 / 72,
    "pc": 16.0,
}
_ANGLES: Final = {"deg": 1.0, "grad": 0.9, "rad": 180 / math.pi, "turn": 360.0}
_MOST_FUNCTIONS: Final = 64


class CssTransformError(ValueError):
    """A transform that has no equal as an attribute; the message says why."""


def transform_of(text: str, origin: str = "") -> str:
    """Return the attribute that does what a CSS transform does about an origin; `none` is no transform.

    Raises `CssTransformError` for what depends on a box or leaves the plane.
    """
    if text.strip().lower() == "none":
        return ""
    tokens = [token for token in tinycss2.parse_component_value_list(text) if token.type not in _SPACES]
    if not tokens or len(tokens) > _MOST_FUNCTIONS:
        raise CssTransformError(f"'{text[:40]}'")
    functions = [_function(token) for token in tokens]
    x, y = _origin(origin)
    if x or y:
        functions = [
            f"translate({number(x)} {number(y)})",
            *functions,
            f"translate({number(-x)} {number(-y)})",
        ]
    return " ".join(functions)


_SPACES: Final = frozenset({"whitespace", "comment"})


def _function(token: Any) -> str:  # noqa: ANN401  tinycss2 has no types
    if token.type != "function":
        raise CssTransformError(f"'{token.serialize()}' is no function")
    write = _FUNCTIONS.get(token.lower_name)
    if write is None:
        raise CssTransformError(f"'{token.name}' is not known in the plane")
    return write([entry for entry in token.arguments if entry.type not in _SPACES and entry != ","])


def _origin(text: str) -> tuple[float, float]:
    """Return the point that a transform turns about, in user units; at the start of the drawing by itself."""
    tokens = [token for token in tinycss2.parse_component_value_list(text) if token.type not in _SPACES]
    if not tokens:
        return 0.0, 0.0
    if len(tokens) == 1:
        raise CssTransformError("transform-origin needs two lengths")
    return _length(tokens[0]), _length(tokens[1])


def _length(token: Any) -> float:  # noqa: ANN401  see above
    if token.type == "number":
        return float(token.value)
    if token.type == "dimension" and token.lower_unit in LENGTHS:
        return float(token.value) * LENGTHS[token.lower_unit]
    raise CssTransformError(f"'{token.serialize()}' is no length in px or mm")


def _angle(token: Any) -> float:  # noqa: ANN401  see above
    if token.type == "number":
        return float(token.value)
    if token.type == "dimension" and token.lower_unit in _ANGLES:
        return float(token.value) * _ANGLES[token.lower_unit]
    raise CssTransformError(f"'{token.serialize()}' is no angle")


def _factor(token: Any) -> float:  # noqa: ANN401  see above
    if token.type == "percentage":
        return float(token.value) / 100
    if token.type == "number":
        return float(token.value)
    raise CssTransformError(f"'{token.serialize()}' is no number")


def _written(name: str, values: Sequence[float]) -> str:
    return f"{name}({' '.join(number(value, 6) for value in values)})"


def _translate(arguments: Sequence[Any]) -> str:
    return _written("translate", _some(arguments, _length, (1, 2)))


def _some(arguments: Sequence[Any], read: Callable[[Any], float], counts: tuple[int, ...]) -> list[float]:
    if len(arguments) not in counts:
        raise CssTransformError("a function has too many or too few values")
    return [read(argument) for argument in arguments]


def _matrix(arguments: Sequence[Any]) -> str:
    *linear, x, y = arguments if len(arguments) == 6 else (None,) * 6  # noqa: PLR2004  a b c d e f
    if x is None:
        raise CssTransformError("a matrix has six values")
    return _written("matrix", [*map(_factor, linear), _length(x), _length(y)])


_FUNCTIONS: Final[dict[str, Callable[[Sequence[Any]], str]]] = {
    "translate": _translate,
    "translatex": lambda values: _written("translate", [*_some(values, _length, (1,)), 0.0]),
    "translatey": lambda values: _written("translate", [0.0, *_some(values, _length, (1,))]),
    "scale": lambda values: _written("scale", _some(values, _factor, (1, 2))),
    "scalex": lambda values: _written("scale", [*_some(values, _factor, (1,)), 1.0]),
    "scaley": lambda values: _written("scale", [1.0, *_some(values, _factor, (1,))]),
    "rotate": lambda values: _written("rotate", _some(values, _angle, (1,))),
    "skewx": lambda values: _written("skewX", _some(values, _angle, (1,))),
    "skewy": lambda values: _written("skewY", _some(values, _angle, (1,))),
    "matrix": _matrix,
}
