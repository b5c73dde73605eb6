"""Movement: what moves in a picture and how, as plain values, and the frames that come of it."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from toolkit.render.animation.frames import Frames
from toolkit.render.animation.transitions import fade, pulse, slide_in
from toolkit.render.compositor.canvas import over
from toolkit.render.pixels import Pixels
from toolkit.render.svg.document import read_svg
from toolkit.svg.document import local_name
from toolkit.units import Rect

__all__ = ["Movement", "Transition", "parted", "reel_of"]

Transition = Literal["slide_in", "fade", "pulse"]

_DEFINING = frozenset({"defs", "clipPath", "mask", "linearGradient", "radialGradient"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How a picture moves.

    `texts` are those that move, and `boxes` their lines in reading order, in px of the moving picture. A
    pulse brightens whatever has the colour `accent` instead.
    """

    transition: Transition
    texts: tuple[str, ...]
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
    standing, moving = parted(body, movement.texts)
    below = stand(standing) if stand else over(paint(standing), ground)
    if movement.transition == "fade":
        return fade(below, paint(moving))
    return slide_in(below, paint(moving), movement.boxes, rtl=movement.rtl)


def parted(body: bytes, texts: Collection[str]) -> tuple[bytes, bytes]:
    """Return a laid-out SVG as two: what stands, and the outlines of `texts`, which move.

    Words lie above everything else of their slot, so that the second laid over the first is the whole.
    """
    standing, moving = read_svg(body), read_svg(body)
    for word in list(_words(standing, texts)):
        parent = word.getparent()
        if parent is not None:
            parent.remove(word)
    _keep_only(moving, set(_words(moving, texts)))
    return etree.tostring(standing, encoding="utf-8"), etree.tostring(moving, encoding="utf-8")


def _words(root: etree._Element, texts: Collection[str]) -> Iterator[etree._Element]:
    """Yield the groups of outlined words that say one of these texts in their title."""
    for group in root.iter("*"):
        if local_name(group) == "g" and any(_said(child) in texts for child in group.findall("*")):
            yield group


def _said(element: etree._Element) -> str | None:
    return (element.text or "") if local_name(element) == "title" else None


def _keep_only(node: etree._Element, wanted: set[etree._Element]) -> None:
    """Take out of a drawing all that is neither wanted, nor around it, nor a definition."""
    for child in node.findall("*"):
        if child in wanted or local_name(child) in _DEFINING:
            continue
        if any(inner in wanted for inner in child.iter("*")):
            _keep_only(child, wanted)
        else:
            node.remove(child)
