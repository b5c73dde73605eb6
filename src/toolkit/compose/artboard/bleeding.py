"""What touches an edge of a drawing without pins: art bleeds there, and a panel keeps its words on it."""

from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.affine import number
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.surroundings import is_filled
from toolkit.compose.artboard.texture import TEXTURE
from toolkit.compose.artboard.units import EDGES, PIN, Unit, groups_of, share_inside, side_of, touched_edges
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import length
from toolkit.svg.document import Element
from toolkit.units import Rect

_INSIDE: Final = 0.95  # of the words, for a panel to carry them
_OVER: Final = 0.05  # of a side; a panel that reaches as far over an edge was drawn for other shapes
_FAR: Final = 4.0  # times the canvas; how far a panel with words on it reaches over its edge


def let_art_bleed(units: Sequence[Unit], canvas: Rect) -> dict[Element, tuple[str, str]]:
    """Let shapes that touch edges bleed there, those that overlap together, and what a texture lies above.

    Returns the pins of what is drawn on them. A panel with words on it goes with its words: it stands between
    the margins like them, and is made to reach far over the edges it touches, where that can be.
    """
    texture = next((n for n, unit in enumerate(units) if layer_name(unit.element).word == TEXTURE), -1)
    art = [unit for unit in units if not (unit.has_words or unit.frame)]
    bare = [unit for unit in art if not _stays_with_words(unit, units, canvas)]
    carried: dict[Element, tuple[str, str]] = {}
    for group in groups_of(bare, _is_one_picture):
        touched = touched_edges(hull(unit.box for unit in group), canvas)
        if touched or units.index(group[0]) <= texture:
            pins = _let_bleed(group, touched, canvas)
            carried.update(dict.fromkeys(_on(group, units), pins))
    return carried


def _is_one_picture(one: Unit, other: Unit) -> bool:
    return one.box.overlaps(other.box) and not (one.is_plain_rect or other.is_plain_rect)


def _stays_with_words(unit: Unit, units: Sequence[Unit], canvas: Rect) -> bool:
    touched = touched_edges(unit.box, canvas)
    over = units[units.index(unit) + 1 :]
    carries = any(other.has_words and share_inside(other.box, unit.box) >= _INSIDE for other in over)
    if not (carries and touched) or len(touched) == 4 or layer_name(unit.element).word == TEXTURE:  # noqa: PLR2004
        return False
    if not (_reach_over(unit, touched, canvas) or _reaches_over(unit, touched, canvas)):
        return False
    unit.element.set(EDGES, " ".join(sorted(touched)))
    return True


def _reaches_over(unit: Unit, touched: frozenset[str], canvas: Rect) -> bool:
    """Tell whether a panel was drawn well over all the edges that it touches."""
    whole = unit.whole or unit.box
    over = {
        "start": (canvas.x - whole.x) / canvas.width,
        "end": (whole.right - canvas.right) / canvas.width,
        "top": (canvas.y - whole.y) / canvas.height,
        "bottom": (whole.bottom - canvas.bottom) / canvas.height,
    }
    return all(over[edge] >= _OVER for edge in touched)


def _on(group: Sequence[Unit], units: Sequence[Unit]) -> Iterator[Element]:
    """Yield the words that are drawn on some art."""
    solid = [art for art in group if is_filled(art.element)]
    for unit in units:
        if unit.has_words and any(share_inside(unit.box, art.box) >= _INSIDE for art in solid):
            yield unit.element


def _let_bleed(group: Sequence[Unit], touched: frozenset[str], canvas: Rect) -> tuple[str, str]:
    """Flag art that bleeds, and return where it stands across and down."""
    box = hull(unit.box for unit in group)
    across, down = _along(touched, "start", "end"), _along(touched, "top", "bottom")
    across = across or side_of(box.x - canvas.x, canvas.right - box.right, "start", "centre", "end")
    down = down or side_of(box.y - canvas.y, canvas.bottom - box.bottom, "top", "middle", "bottom")
    sides = [side for side in (across, down) if side != "stretch"]
    for unit in group:
        grows = len(group) == 1 and (unit.is_plain_rect or _let_crop(unit))
        wide = ["stretch" if grows else "cover"] if len(sides) < 2 else []  # noqa: PLR2004  across and down
        unit.element.set(PIN, " ".join(["bleed", *sides, *wide]))
    return across.replace("stretch", "centre"), down.replace("stretch", "middle")


def _along(touched: frozenset[str], first: str, last: str) -> str:
    if {first, last} <= touched:
        return "stretch"
    return next((edge for edge in (first, last) if edge in touched), "")


def _let_crop(unit: Unit) -> bool:
    """Let a picture fill its box whatever shape that gets; tell whether it can."""
    image = unit.picture
    if image is None:
        return False
    image.set("preserveAspectRatio", "xMidYMid slice")
    for part in unit.element:
        part.set(PIN, "stretch")
    return True


def _reach_over(unit: Unit, touched: frozenset[str], canvas: Rect) -> bool:
    """Make a plain panel reach far over the edges that it touches; tell whether it can."""
    element = unit.element
    looks = (element.get("fill"), element.get("stroke"), element.get("filter"), element.get("mask"))
    is_plain = unit.is_plain_rect and not any(look and look.startswith("url(") for look in looks)
    if not is_plain or (element.get("stroke") or "none") != "none" or element.get("rx") or element.get("ry"):
        return False
    far = _FAR * max(canvas.width, canvas.height)
    x, y = length(element.get("x")), length(element.get("y"))
    width, height = length(element.get("width")), length(element.get("height"))
    left, right = far * ("start" in touched), far * ("end" in touched)
    above, below = far * ("top" in touched), far * ("bottom" in touched)
    sides = {"x": x - left, "y": y - above, "width": width + left + right, "height": height + above + below}
    for name, value in sides.items():
        element.set(name, number(value, 4))
    return True
