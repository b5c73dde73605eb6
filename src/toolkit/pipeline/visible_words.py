"""Whether words are to be seen in the finished picture: all their ink, whole, at its contrast.

Most drawings cannot hide their words, and the contrast of their colour with the ground is all there is to
ask. Where something could (a clip, a mask, opacity, a later shape, a paint that is no plain colour), the
finished pixels are looked at, line by line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from toolkit.compose.layout import Layout, TextBox
from toolkit.errors import Place, Problem
from toolkit.pipeline.pixel_checks import faint_words, needed_contrast, ratio_text
from toolkit.render.checks.canvas_coverage import bare_share, is_sure_to_cover
from toolkit.render.checks.readability import without_words
from toolkit.render.checks.word_masks import WordMasks, word_masks
from toolkit.render.compositor.scene import Rendered
from toolkit.render.engines.engine import Engine
from toolkit.render.pixels import Pixels
from toolkit.srgb import luminance
from toolkit.units import PixelSize, Rect

_CHUNK: Final = 1.5  # em: wider than the gap between words, narrower than a word that matters
_FEWEST: Final = 12  # px of ink that a part of a line must have to be judged
_VISIBLE: Final = 1.25  # contrast at which one sees that there is something
_SEEN_SHARE, _CHUNK_SHARE = 0.95, 0.6
LEAST_BARE: Final = 0.0005
"""The share of a picture that may be bare: rounding at its edges."""
COVER_HINT: Final = (
    "draw a rectangle over the whole artboard below everything, and flag it @bleed@stretch; "
    "take clip paths of whole frames away; or write transparent = true in design.toml"
)
"""What to do about a canvas that is not covered."""
_HIDES: Final = (
    "look at the layer and at what lies over it: a clip path, a mask, opacity, 'fill: none', a blend mode "
    "or a later shape hides it"
)


class _Seen(NamedTuple):
    """How much of some ink is there at all and how much at its contrast, and that of its faintest part."""

    visible: float
    suffices: float
    contrast: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A drawing as SVG text in three parts (see `LayoutResult`), and whether nothing need lie below it."""

    head: str
    ground: str
    body: str
    transparent: bool = False


def problems_of_words(
    engine: Engine, parts: Parts, rendered: Rendered, layout: Layout, drawing: Place
) -> Iterator[Problem]:
    """Yield a problem for all words of a picture that are too faint or hidden, and for a bare canvas.

    Raises `RenderError` when the engine fails.
    """
    yield from faint_words(layout, drawing, rendered.behind)
    if not rendered.shows_words:
        svg = f"{parts.head}{parts.ground}{parts.body}</svg>"
        yield from _hidden_words(engine, svg, rendered.pixels, layout, drawing)
    if not parts.transparent:
        yield from _bare_canvas(engine, parts, rendered.pixels.size, layout, drawing)


def _hidden_words(
    engine: Engine, svg: str, pixels: Pixels, layout: Layout, drawing: Place
) -> Iterator[Problem]:
    """Yield a problem for each slot with words that cannot be seen in the finished `pixels` of a drawing."""
    masks = word_masks(engine, svg, pixels.size)
    if not masks.slots:
        return
    behind = engine.rasterise(without_words(svg), pixels.size)
    for text in layout.texts:
        if text.slot in masks.slots:
            yield from _judged(text, masks, (pixels, behind), layout, drawing)


def _light(pixels: Pixels, box: tuple[slice, slice]) -> NDArray[np.float64]:
    """Return the luminance of a part of a picture over white, as one without transparency is seen."""
    part = pixels.array[box]
    if pixels.has_alpha:
        alpha = part[..., 3:].astype(np.float32) / 255
        part = np.round(part[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)
    return luminance(part)


_Compared = tuple[Pixels, Pixels]
"""The finished picture, and the same without its words."""


def _judged(
    text: TextBox, masks: WordMasks, compared: _Compared, layout: Layout, drawing: Place
) -> Iterator[Problem]:
    size = compared[0].size
    factor = layout.scale * size.width / layout.size.width
    boxes = [_box(ink, factor, size) for ink in text.line_inks]
    insides = masks.inside(text.slot, boxes)
    needed = needed_contrast(text.font_px, text.weight)
    place = Place(file=drawing.file, at=text.slot)
    for line, box, inside in zip(text.lines, boxes, insides, strict=True):
        light = _light(compared[0], box), _light(compared[1], box)
        found = _worst(inside, light, text.font_px, needed)
        if found is None:
            continue
        if found.visible < _SEEN_SHARE:
            lost = round((1 - found.visible) * 100)
            message = f"{lost} % of the ink of '{line.strip()}' cannot be seen in a {layout.size} picture"
            yield Problem(trail=(place,), message=message, hint=_HIDES)
            return
        if found.suffices < _SEEN_SHARE:
            message = (
                f"contrast of '{line.strip()}' is {ratio_text(found.contrast)}:1 in a {layout.size} picture; "
                f"{needed}:1 is needed"
            )
            hint = "make it opaque, change its colour, or calm what lies behind it"
            yield Problem(trail=(place,), message=message, hint=hint)
            return


def _box(ink: Rect, factor: float, size: PixelSize) -> tuple[slice, slice]:
    top, bottom = int(max(ink.y * factor, 0)), int(min(-(-ink.bottom * factor // 1), size.height))
    left, right = int(max(ink.x * factor, 0)), int(min(-(-ink.right * factor // 1), size.width))
    return slice(top, max(bottom, top)), slice(left, max(right, left))


def _worst(
    mask: NDArray[np.bool_], light: tuple[NDArray[np.float64], NDArray[np.float64]], em: float, needed: float
) -> _Seen | None:
    """Return how a line is seen: as a whole, or the part of it that is seen worst; none without ink.

    `mask` is where its letters should be, `light` the luminance there with and without them, shape (height,
    width).
    """
    seen, behind = light
    ratio = (np.maximum(seen, behind) + 0.05) / (np.minimum(seen, behind) + 0.05)
    whole = _seen(ratio[mask], needed)
    if whole is None or whole.visible < _SEEN_SHARE or whole.suffices < _SEEN_SHARE:
        return whole
    step = max(int(em * _CHUNK), 1)
    for start in range(0, mask.shape[1], step):
        part = np.s_[:, start : start + step]
        found = _seen(ratio[part][mask[part]], needed)
        if found is not None and min(found.visible, found.suffices) < _CHUNK_SHARE:
            return found
    return whole


def _seen(ratios: NDArray[np.float64], needed: float) -> _Seen | None:
    if ratios.size < _FEWEST:
        return None
    return _Seen(
        visible=float(np.mean(ratios >= _VISIBLE)),
        suffices=float(np.mean(ratios >= needed)),
        contrast=float(np.percentile(ratios, 5)),
    )


def _bare_canvas(
    engine: Engine, parts: Parts, size: PixelSize, layout: Layout, drawing: Place
) -> Iterator[Problem]:
    """Yield a problem if a picture is not covered to its edges; the ground alone is asked first."""
    if is_sure_to_cover(f"{parts.head}{parts.ground}</svg>"):
        return
    share = bare_share(engine, f"{parts.head}{parts.ground}{parts.body}</svg>", size)
    if share > LEAST_BARE:
        yield Problem(
            trail=(drawing,),
            message=f"{max(round(share * 100), 1)} % of a {layout.size} picture is bare: nothing covers it",
            hint=COVER_HINT,
        )
