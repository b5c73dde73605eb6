"""Movement: what moves in a picture and how, as plain values, and the frames that come of it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from toolkit.render.animation.frames import Frames
from toolkit.render.animation.transitions import fade, pulse, slide_in
from toolkit.render.compositor.canvas import over
from toolkit.render.pixels import Pixels
from toolkit.render.svg.sizing import read_svg
from toolkit.svg.document import NOT_PAINTED, local_name
from toolkit.svg.laid_out import slot_of, words_in
from toolkit.units import Rect

__all__ = ["Movement", "Transition", "parted", "reel_of"]

Transition = Literal["slide_in", "fade", "pulse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How a picture moves.

    `slots` are those whose words move, and `boxes` the lines of these in reading order, in px of the moving
    picture. A pulse brightens whatever has the colour `accent` instead.
    """

    transition: Transition
    slots: tuple[str, ...]
    boxes: tuple[Rect, ...] = ()
    rtl: bool = False
    accent: tuple[int, int, int] = (255, 255, 255)


def reel_of(
    movement: Movement,
    ground: Pixels,
    body: bytes,
    paint: Callable[[bytes], Pixels],
    stand: Callable[[bytes], Pixels] | None = None,
) -> Frames:
    """Return the frames of a picture: `ground` painted, `body` as laid-out SVG, and `paint` to draw that.

    `paint` gives straight alpha at the size of the ground, `stand` the same over the ground, if there is a
    shorter way to that. The first frame is the finished picture.
    """
    if movement.transition == "pulse":
        return pulse(ground, paint(body), movement.accent)
    standing, moving = parted(body, movement.slots)
    below = stand(standing) if stand else over(paint(standing), ground)
    if movement.transition == "fade":
        return fade(below, paint(moving))
    return slide_in(below, paint(moving), movement.boxes, rtl=movement.rtl)


def parted(body: bytes, slots: Collection[str]) -> tuple[bytes, bytes]:
    """Return a laid-out SVG as two: what stands, and the outlined words of `slots`, which move.

    Words lie above everything else of their slot, so that the second laid over the first is the whole.
    """
    standing, moving = read_svg(body), read_svg(body)
    for word in list(_words(standing, slots)):
        parent = word.getparent()
        if parent is not None:
            parent.remove(word)
    _keep_only(moving, set(_words(moving, slots)))
    return etree.tostring(standing, encoding="utf-8"), etree.tostring(moving, encoding="utf-8")


def _words(root: etree._Element, slots: Collection[str]) -> Iterator[etree._Element]:
    """Yield the groups of outlined words of some slots; a code has no title, and never moves."""
    for group in words_in(root):
        if slot_of(group) in slots and any(local_name(child) == "title" for child in group):
            yield group


def _keep_only(node: etree._Element, wanted: set[etree._Element]) -> None:
    """Take out of a drawing all that is neither wanted, nor around it, nor a definition."""
    for child in node.findall("*"):
        if child in wanted or local_name(child) in NOT_PAINTED:
            continue
        if any(inner in wanted for inner in child.iter("*")):
            _keep_only(child, wanted)
        else:
            node.remove(child)
