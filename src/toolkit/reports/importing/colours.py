"""Which colours of imported drawings are the brand's: so that a campaign's palette can take their place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from toolkit.sources.workspace.brand import Brand
from toolkit.srgb import difference
from toolkit.svg.document import Element, local_name

_PAINTS: Final = ("fill", "stroke", "stop-color", "flood-color")
_SHAPING: Final = frozenset({"clipPath", "mask", "marker", "filter"})
"""What is in these is no colour of the picture; markers follow their lines."""
_STAY: Final = frozenset({"#ffffff", "#000000"})
"""White and black stay as they are in every palette."""
_CLOSE: Final = 0.025  # in Oklab: hardly to be told apart side by side
_NEAR: Final = 0.08  # in Oklab: of one family, and a person has to say whether it is meant


@dataclass(frozen=True, slots=True)
class ColourUse:
    """A colour of a drawing, the token that it is nearest to, and how different they look (0 is the same).

    `is_taken` tells whether it stands for the token; `literal` is the token's own colour.
    """

    colour: str
    token: str
    literal: str
    difference: float
    is_taken: bool

    @property
    def is_exact(self) -> bool:
        """Whether it is the token's own colour."""
        return self.colour == self.literal

    def as_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "colour": self.colour,
            "token": self.token,
            "difference": round(self.difference, 4),
            "exact": self.is_exact,
            "taken": self.is_taken,
        }


def colours_of(
    drawings: Iterable[Element], brand: Brand, decided: Mapping[str, str], *, is_new: bool
) -> tuple[ColourUse, ...]:
    """Return the colours of drawings that are tokens of a brand, or near to one, those most alike first.

    `decided` are colours with the token that a person gave them. Of a new design those that are close are
    taken for the token; what an earlier import left as drawn stays so.
    """
    used = sorted({colour for drawing in drawings for colour in _used(drawing)} - _STAY)
    found = (_nearest(colour, brand.tokens, decided, is_new=is_new) for colour in used)
    return tuple(sorted((one for one in found if one), key=lambda one: (one.difference, one.colour)))


def _used(drawing: Element) -> Iterator[str]:
    for node in drawing.iter("*"):
        if any(local_name(up) in _SHAPING for up in (node, *node.iterancestors())):
            continue
        for name in _PAINTS:
            colour = str(node.get(name, "")).lower()
            if len(colour) == len("#rrggbb") and colour.startswith("#"):
                yield colour


def _nearest(
    colour: str, tokens: Mapping[str, str], decided: Mapping[str, str], *, is_new: bool
) -> ColourUse | None:
    token = decided.get(colour, "")
    if token in tokens:
        return ColourUse(colour, token, tokens[token], difference(colour, tokens[token]), is_taken=True)
    rated = min(((difference(colour, literal), name) for name, literal in tokens.items()), default=None)
    if rated is None or rated[0] > _NEAR:
        return None
    apart, name = rated
    return ColourUse(colour, name, tokens[name], apart, is_taken=apart == 0 or (is_new and apart <= _CLOSE))
