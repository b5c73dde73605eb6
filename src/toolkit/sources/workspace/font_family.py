"""A font family: its files, and which of them is nearest to what is wanted (CSS Fonts 4, section 5.2)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

AxisRange = tuple[float, float]
"""The least and the largest value; the same twice where there is only one."""

WEIGHTS: Final[Mapping[str, int]] = {
    "thin": 100,
    "extralight": 200,
    "light": 300,
    "regular": 400,
    "medium": 500,
    "semibold": 600,
    "bold": 700,
    "extrabold": 800,
    "black": 900,
}
"""The names of weights in ``fonts.toml`` (CSS Fonts 4, 2.2.1; OpenType, OS/2 usWeightClass)."""

_STYLE_WORDS: Final[Mapping[str, int]] = {
    **{name: weight for name, weight in WEIGHTS.items() if name != "regular"},
    "ultralight": 200,
    "hairline": 100,
    "demibold": 600,
    "ultrabold": 800,
    "heavy": 900,
    "demi": 600,
}
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
_PREFIXES: Final = frozenset({"semi", "demi", "extra", "ultra"})
_STYLES: Final = frozenset(
    {*_STYLE_WORDS, "regular", "roman", "book", "normal", "italic", "oblique", "it", "condensed", "expanded"}
)
_LONGEST_FIRST: Final = sorted(_STYLE_WORDS, key=len, reverse=True)
_ITALIC: Final = "-italic"
_LIGHTEST_BOLD: Final = 600
_MIDDLE: Final[AxisRange] = (400.0, 500.0)
_NORMAL_WIDTH: Final = 100.0
_NO_LETTERS: Final = re.compile(r"[\W_]+")


def weight_key(weight: float, *, italic: bool) -> str | None:
    """Return the key of ``fonts.toml`` for a weight, such as ``semibold-italic``, or none."""
    name = next((name for name, value in WEIGHTS.items() if value == weight), None)
    if name and italic:
        return "italic" if name == "regular" else f"{name}{_ITALIC}"
    return name


def style_of_key(key: str) -> tuple[int, bool] | None:
    """Return the weight of a key such as ``semibold-italic`` and whether it is slanted, or none."""
    name = key.removesuffix(_ITALIC)
    if key == "italic":
        return WEIGHTS["regular"], True
    return (WEIGHTS[name], name != key) if name in WEIGHTS else None


def weight_of_style(style: str) -> int | None:
    """Return the weight that the name of a style tells, such as ``Semi Bold Italic``, or none."""
    folded = folded_family(style)
    return next((_STYLE_WORDS[word] for word in _LONGEST_FIRST if word in folded), None)


def is_slanted_style(style: str) -> bool:
    """Tell whether the name of a style says that it is slanted."""
    folded = folded_family(style)
    return "italic" in folded or "oblique" in folded


def split_style(name: str) -> tuple[str, str]:
    """Return the family and the style in a name: Playfair Display, Bold of ``PlayfairDisplay-Bold``.

    So PostScript names are built, and the families of tools that give each weight a name of its own.
    """
    words = _WORD.findall(name)
    end = len(words)
    while end > 1 and _is_style(words[end - 1].lower(), first=end == len(words)):
        end -= 1
    return " ".join(words[:end]), " ".join(words[end:])


def _is_style(word: str, *, first: bool) -> bool:
    """Tell whether a word is of a style; "semi" and the like only before another such word."""
    return word in _STYLES or (not first and word in _PREFIXES)


def folded_family(name: str) -> str:
    """Return a family's name as names are compared: ``Playfair Display`` as ``playfair-display``."""
    return _NO_LETTERS.sub("", name).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFace:
    """One file of a family: the weights (1-1000) and widths (per cent of normal) that it has.

    `index` is the place in a collection, `axes` are values that a variable font is always set to. Where
    weights or widths are a range, the font has an axis for them.
    """

    file: Path
    index: int = 0
    weights: AxisRange = (400.0, 400.0)
    widths: AxisRange = (_NORMAL_WIDTH, _NORMAL_WIDTH)
    italic: bool = False
    axes: tuple[tuple[str, float], ...] = ()

    def at(self, weight: float, width: float) -> tuple[tuple[str, float], ...]:
        """Return the coordinates, by axis, at which the face comes nearest to a weight and a width."""
        free = (("wght", self.weights, weight), ("wdth", self.widths, width))
        moved = ((axis, _within(value, found)) for axis, found, value in free if found[0] < found[1])
        return (*self.axes, *moved)


def _within(value: float, limits: AxisRange) -> float:
    return min(max(value, limits[0]), limits[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFamily:
    """All faces of a family; `name` is what design tools call it, if that is not its key."""

    faces: tuple[FontFace, ...]
    name: str = ""
    _matches: dict[tuple[float, bool, float], FontFace] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, each once."""
        return tuple(dict.fromkeys(face.file for face in self.faces))

    @property
    def has_bold(self) -> bool:
        """Whether one of the faces is bold."""
        return any(face.weights[1] >= _LIGHTEST_BOLD for face in self.faces)

    @property
    def has_italic(self) -> bool:
        """Whether one of the faces is slanted."""
        return any(face.italic for face in self.faces)

    def match(self, weight: float, *, italic: bool = False, width: float = _NORMAL_WIDTH) -> FontFace:
        """Return the nearest face: by width first, then by style, then by weight (CSS Fonts 4, 5.2)."""
        key = (weight, italic, width)
        known = self._matches.get(key)
        if known is None:
            known = self._matches[key] = self._nearest(weight, italic=italic, width=width)
        return known

    def _nearest(self, weight: float, *, italic: bool, width: float) -> FontFace:
        faces = _nearest(self.faces, lambda face: face.widths, width, _width_order)
        faces = [face for face in faces if face.italic == italic] or faces
        return _nearest(faces, lambda face: face.weights, weight, _weight_order)[0]


Order = Callable[[float, float], tuple[int, float]]


def _nearest(
    faces: Sequence[FontFace],
    range_of: Callable[[FontFace], AxisRange],
    wanted: float,
    order: Order,
) -> list[FontFace]:
    """Return the faces whose range comes first in the order for a wanted value."""
    ranks = [order(_within(wanted, range_of(face)), wanted) for face in faces]
    best = min(ranks)
    return [face for face, rank in zip(faces, ranks, strict=True) if rank == best]


def _width_order(found: float, wanted: float) -> tuple[int, float]:
    """Narrower first for normal and narrow widths, wider first for wide ones."""
    if found == wanted:
        return 0, 0.0
    before = found < wanted if wanted <= _NORMAL_WIDTH else found > wanted
    return (1 if before else 2), abs(found - wanted)


def _weight_order(found: float, wanted: float) -> tuple[int, float]:
    """Order of weights: up to 500 for 400-500, then lighter, then bolder; away from the middle for others."""
    if found == wanted:
        return 0, 0.0
    if _MIDDLE[0] <= wanted <= _MIDDLE[1] and wanted < found <= _MIDDLE[1]:
        return 1, found - wanted
    lighter_first = wanted <= _MIDDLE[1]
    return (2 if (found < wanted) == lighter_first else 3), abs(found - wanted)
