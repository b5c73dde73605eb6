"""Encoding: pixels into the lightest file whose difference nobody sees, and never above the limit.

Every way is weighed and looked at on a sample of the picture first (see `difference`), so that only one whole
file is made. Fallback codecs (WebP, AVIF) come in only where nothing else fits: they take several times as
long to make, and people cannot open them everywhere.
"""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from toolkit.file_formats import Codec, codecs_for
from toolkit.output_file import Encoded, encoded
from toolkit.render.encode import pillow as pictures
from toolkit.render.encode.encodings import LADDERS, PALETTES, Encoding, Encodings
from toolkit.render.encode.perceptual import Difference, PerceptualMetric, sample_of
from toolkit.render.encode.png import least_weight
from toolkit.render.pixels import OPAQUE, RGB, PixelArray, Pixels, RenderError

__all__ = ["Encoder", "TooHeavyError", "encode"]

# Platforms pack pictures once more: what is just invisible here would show there.
_AIM: Final = 0.8
# An exact file may be altered again and again: to give that up has to save a fifth.
_WORTH: Final = 1.25
# What a difference grows by at least from one quality to the next lower one (measured on 50 pictures: 1.094).
_STEP_DOWN: Final = 1.09
# A PNG that weighs so many times a JPEG, packed as quickly as can be, will not be the lighter file.
_HOPELESS: Final = 1.7
_WEIGHING_PIXELS: Final = 70_000
_FLAT_STEP: Final = 8
# Drawings without soft light stay under this share of different colours among their pixels.
_FLAT_SHARE: Final = 0.05


class TooHeavyError(RenderError):
    """No accepted format brings a picture under the placement's limit; the message has the numbers."""


_EXACT: Final = Difference(0.0)


def encode(
    pixels: Pixels,
    *,
    formats: Sequence[str],
    max_bytes: int | None = None,
    dpi: float | None = None,
    final: bool = False,
) -> Encoded:
    """Return the picture as the lightest invisibly different file in one of the accepted `formats`.

    A see-through picture stays exact. Where that file is heavier than `max_bytes`, the one that differs least
    among those that fit is returned, with a note. `dpi` is written into the file for print. A `final` file is
    squeezed further within the same difference, which takes many times as long.
    Raises `TooHeavyError` when nothing fits, `RenderError` when no accepted format can be made.
    """
    return Encoder(pixels, final=final).encode(formats=formats, max_bytes=max_bytes, dpi=dpi)


class Encoder:
    """Makes files of one picture; what several of them need is worked out once."""

    def __init__(self, pixels: Pixels, *, final: bool = False) -> None:
        self._pixels, self._final = pixels, final
        self._first: dict[tuple[tuple[Codec, ...], float | None], tuple[Encoding, Difference, bytes]] = {}
        self._metric: PerceptualMetric | None = None

    def encode(
        self, *, formats: Sequence[str], max_bytes: int | None = None, dpi: float | None = None
    ) -> Encoded:
        """Return a file, as `encode` does."""
        accepted = _accepted(self._pixels, formats)
        ways = Encodings(dpi, final=self._final)
        if (accepted, dpi) not in self._first:
            way, apart = self._first_choice(accepted, ways)
            self._first[accepted, dpi] = way, apart, way.make(self._pixels)
        first, apart, data = self._first[accepted, dpi]
        if max_bytes is None or len(data) <= max_bytes:
            return encoded(data, first.packing(apart), self._pixels.size)
        return _best_that_fits(self._pixels, accepted, max_bytes, ways, (first, len(data)))

    def _first_choice(self, accepted: Sequence[Codec], ways: Encodings) -> tuple[Encoding, Difference]:
        """Return the way that is lightest among those whose difference is invisible, by a sample."""
        array = self._pixels.array
        flat = not self._pixels.has_alpha and _is_flat(array)
        if self._pixels.has_alpha or (accepted == (Codec.PNG,) and not flat):
            return (ways.png(), _EXACT) if Codec.PNG in accepted else self._see_through(accepted[0], ways)
        self._metric = metric = self._metric or PerceptualMetric.of(sample_of(array))
        found: list[tuple[Encoding, Difference]] = []
        if Codec.PNG in accepted:
            found.append((ways.png(), _EXACT))
            if flat:
                found.append((ways.palette(PALETTES[0]), _of_palette(array, metric)))
        if Codec.JPG in accepted:
            found.append(_lightest_lossy(Codec.JPG, metric, ways))
        if not found:
            found = [_fallback(codec, metric, ways) for codec in accepted]
        unseen = [(way, apart) for way, apart in found if apart.value <= _AIM]
        return _lightest(unseen or found, array, is_soft=not flat)

    def _see_through(self, codec: Codec, ways: Encodings) -> tuple[Encoding, Difference]:
        """Return a codec at its finest, and what that does to the picture on a white page."""
        way = ways.lossy(codec, LADDERS[codec].usual[-1])
        sample = sample_of(self._pixels.array)
        back = pictures.decoded(way.make(Pixels(sample)), alpha=True)
        return way, PerceptualMetric.of(_on_white(sample))(_on_white(back))


def _fallback(codec: Codec, metric: PerceptualMetric, ways: Encodings) -> tuple[Encoding, Difference]:
    plain = LADDERS[codec].plain
    if plain is None:
        return _lightest_lossy(codec, metric, ways)
    way = ways.lossy(codec, plain)
    return way, metric(pictures.decoded(way.make(Pixels(metric.original))))


def _lightest(
    ways: Sequence[tuple[Encoding, Difference]], array: PixelArray, *, is_soft: bool
) -> tuple[Encoding, Difference]:
    """Return the way that makes the lightest file of a sample; to give up exactness has to be worth it."""
    if len(ways) == 1:
        return ways[0]
    small = Pixels(sample_of(array, _WEIGHING_PIXELS))
    if is_soft and ways[-1][0].codec is Codec.JPG:
        draft = pictures.jpeg(small.array, ways[-1][0].quality or LADDERS[Codec.JPG].start, None)
        if least_weight(small) > _HOPELESS * len(draft):
            return ways[-1]
    return min(ways, key=lambda pair: len(pair[0].make(small)) * (1 if pair[1] == _EXACT else _WORTH))


def _of_palette(array: PixelArray, metric: PerceptualMetric) -> Difference:
    """Return what a palette of the whole picture would do to it."""
    return metric(pictures.reduced(array, PALETTES[0], metric.original))


def _lightest_lossy(codec: Codec, metric: PerceptualMetric, ways: Encodings) -> tuple[Encoding, Difference]:
    """Return the lowest quality with an invisible difference, or else the highest."""
    ladder = LADDERS[codec]

    def apart(quality: int) -> Difference:
        # Quick files look like final ones: only packing differs.
        quick = Encodings(None).lossy(codec, quality)
        return metric(pictures.decoded(quick.make(Pixels(metric.original))))

    place = ladder.usual.index(ladder.start)
    found = apart(ladder.usual[place])
    step = -1 if found.value <= _AIM else 1
    while 0 <= place + step < len(ladder.usual):
        if step < 0 and found.value * _STEP_DOWN > _AIM:
            break
        following = apart(ladder.usual[place + step])
        if step < 0 and following.value > _AIM:
            break
        place, found = place + step, following
        if step > 0 and found.value <= _AIM:
            break
    quality = ladder.usual[place]
    if ways.final:
        quality, found = _finer(quality, found, apart, ladder.lowest)
    return ways.lossy(codec, quality), found


def _finer(
    quality: int, found: Difference, apart: Callable[[int], Difference], lowest: int
) -> tuple[int, Difference]:
    """Return the lowest quality between two that are usually tried."""
    while quality > lowest and (following := apart(quality - 1)).value <= _AIM:
        quality, found = quality - 1, following
    return quality, found


def _accepted(pixels: Pixels, formats: Sequence[str]) -> tuple[Codec, ...]:
    """Return the accepted codecs that can be made, exact ones first and fallbacks last."""
    found = tuple(
        codec for codec in codecs_for("still", formats) if codec.can("alpha") or not pixels.has_alpha
    )
    if not found:
        kind = "a see-through picture" if pixels.has_alpha else "a picture"
        raise RenderError(f"none of the accepted formats ({', '.join(formats)}) can be made for {kind}")
    return found


def _best_that_fits(
    pixels: Pixels, accepted: Sequence[Codec], limit: int, ways: Encodings, first: tuple[Encoding, int]
) -> Encoded:
    """Return the file under the limit that differs least; raise `TooHeavyError` if there is none."""
    metric = PerceptualMetric.of(sample_of(_on_white(pixels.array)))
    best: tuple[Difference, Encoding, bytes] | None = None
    lightest = [first]
    for codec in accepted:
        fitting, least = _finest(ways.pressed(codec, has_alpha=pixels.has_alpha), pixels, limit)
        lightest.append(least)
        if fitting is None:
            continue
        way, data = fitting
        apart = metric(sample_of(_on_white(pictures.decoded(data, alpha=pixels.has_alpha))))
        if best is None or apart.value < best[0].value:
            best = apart, way, data
    if best is None:
        weights = ", ".join(f"{way} weighs {weight:,} bytes" for way, weight in dict(lightest).items())
        raise TooHeavyError(f"the picture of {pixels.size} px does not fit in {limit:,} bytes: {weights}")
    apart, way, data = best
    note = f"{way}, as {first[0]} weighs {first[1]:,} bytes and the limit is {limit:,}"
    return encoded(data, way.packing(apart), pixels.size, note)


def _finest(
    ways: Sequence[Encoding], pixels: Pixels, limit: int
) -> tuple[tuple[Encoding, bytes] | None, tuple[Encoding, int]]:
    """Return the first way (they get lighter) that fits, if any, and the lightest that was tried."""
    low, high = 0, len(ways)
    found: tuple[Encoding, bytes] | None = None
    least = (ways[-1], 0)
    while low < high:
        middle = (low + high) // 2
        data = ways[middle].make(pixels)
        if len(data) <= limit:
            found, high = (ways[middle], data), middle
        else:
            least, low = (ways[middle], len(data)), middle + 1
    return found, least


def _on_white(array: PixelArray) -> PixelArray:
    """Return an opaque picture; a see-through one as it looks on a white page."""
    if array.shape[2] == RGB:
        return array
    alpha = array[..., RGB:].astype(np.uint16)
    mixed = (array[..., :RGB] * alpha + np.uint16(OPAQUE) * (OPAQUE - alpha) + OPAQUE // 2) // OPAQUE
    return np.asarray(mixed, dtype=np.uint8)


def _is_flat(array: PixelArray) -> bool:
    """Tell whether a picture has so few colours that a palette may do: no soft light, no photographs."""
    sample = array[::_FLAT_STEP, ::_FLAT_STEP].reshape(-1, RGB).astype(np.uint32)
    colours = np.unique(sample[:, 0] << 16 | sample[:, 1] << 8 | sample[:, 2])
    return bool(colours.size <= sample.shape[0] * _FLAT_SHARE)
