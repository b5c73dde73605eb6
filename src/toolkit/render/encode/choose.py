"""Encoding: pixels into the lightest file whose difference nobody sees, and never above the limit.

Every way is weighed and looked at on a sample of the picture first (see `difference`), so that only one whole
file is made. WebP comes in only where nothing else fits: it takes three times as long to make, and is the one
format that people cannot open everywhere.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np

from toolkit.render.encode import pillow as pictures
from toolkit.render.encode.perceptual import Difference, PerceptualMetric, sample_of
from toolkit.render.encode.png import least_weight, png
from toolkit.render.pixels import OPAQUE, RGB, PixelArray, Pixels, RenderError

__all__ = ["ENCODABLE", "Encoded", "Encoder", "TooHeavyError", "encode"]

ENCODABLE: Final = ("png", "jpg", "webp")
"""The formats that can be made, by extension."""

# Platforms pack pictures once more: what is just invisible here would show there.
_AIM: Final = 0.8
_QUALITIES: Final = (76, 80, 84, 88, 92, 95)
_START: Final = 84
_LOWEST: Final = 70  # for final files, whose quality is sought step by step
# Under 60, words fall apart on a phone whatever the picture.
_PRESSED_QUALITIES: Final = (60, 65, 70, 73, *_QUALITIES)
_PALETTES: Final = (256, 128, 64, 32)
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
_SPELLINGS: Final = {"jpeg": "jpg"}
_NAMES: Final = {"png": "PNG", "jpg": "JPEG", "webp": "WebP"}


class TooHeavyError(RenderError):
    """No accepted format brings a picture under the placement's limit; the message has the numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A finished file: its bytes, extension (``png``, ``jpg``, ``webp``), and how it was packed.

    `quality` is None without one; `colours` is the size of a palette that was made for it; `difference` is 0
    where nothing was lost. The note says why, when a limit forced the file to be worse than it would be.
    """

    data: bytes
    extension: str
    quality: int | None = None
    colours: int | None = None
    difference: float = 0.0
    note: str = ""

    @property
    def choice(self) -> str:
        """How it was packed, for the manifest: ``jpg q84 Δ0.7``, ``png 256 colours Δ0.9``, ``png exact``."""
        if self.quality is not None:
            return f"{self.extension} q{self.quality} Δ{self.difference:.1f}"
        if self.colours is not None:
            return f"{self.extension} {self.colours} colours Δ{self.difference:.1f}"
        return f"{self.extension} exact"


@dataclass(frozen=True, slots=True)
class Encoding:
    """One way to make the file: what it is, and how its pixels become bytes."""

    extension: str
    quality: int | None
    colours: int | None
    make: Callable[[Pixels], bytes]

    def encoded(self, data: bytes, apart: Difference, note: str = "") -> Encoded:
        """Return the finished file."""
        return Encoded(
            data=data,
            extension=self.extension,
            quality=self.quality,
            colours=self.colours,
            difference=apart.value,
            note=note,
        )

    def __str__(self) -> str:
        if self.quality is not None:
            return f"{_NAMES[self.extension]} at quality {self.quality}"
        return f"PNG in {self.colours} colours" if self.colours else "PNG"


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
        self._first: dict[tuple[tuple[str, ...], float | None], tuple[Encoding, Difference, bytes]] = {}
        self._judge: PerceptualMetric | None = None

    def encode(
        self, *, formats: Sequence[str], max_bytes: int | None = None, dpi: float | None = None
    ) -> Encoded:
        """Return a file, as `encode` does."""
        accepted = _accepted(self._pixels, formats)
        ways = _Encodings(dpi, final=self._final)
        if (accepted, dpi) not in self._first:
            way, apart = self._first_choice(accepted, ways)
            self._first[accepted, dpi] = way, apart, way.make(self._pixels)
        first, apart, data = self._first[accepted, dpi]
        if max_bytes is None or len(data) <= max_bytes:
            return first.encoded(data, apart)
        return _best_that_fits(self._pixels, accepted, max_bytes, ways, (first, len(data)))

    def _first_choice(self, accepted: Sequence[str], ways: "_Encodings") -> tuple[Encoding, Difference]:
        """Return the way that is lightest among those whose difference is invisible, by a sample."""
        array = self._pixels.array
        flat = not self._pixels.has_alpha and _is_flat(array)
        if self._pixels.has_alpha or (accepted == ("png",) and not flat):
            return (ways.png(), _EXACT) if "png" in accepted else (ways.webp(_QUALITIES[-1]), _EXACT)
        self._judge = judge = self._judge or PerceptualMetric.of(sample_of(array))
        found: list[tuple[Encoding, Difference]] = []
        if "png" in accepted:
            found.append((ways.png(), _EXACT))
            if flat:
                found.append((ways.palette(_PALETTES[0]), _of_palette(array, judge)))
        if "jpg" in accepted:
            found.append(_lightest_jpeg(judge, ways))
        if not found:
            way = ways.webp(_QUALITIES[-2])
            return way, judge(pictures.decoded(way.make(Pixels(judge.original))))
        unseen = [(way, apart) for way, apart in found if apart.value <= _AIM]
        return _lightest(unseen or found, array, is_soft=not flat)


def _lightest(
    ways: Sequence[tuple[Encoding, Difference]], array: PixelArray, *, is_soft: bool
) -> tuple[Encoding, Difference]:
    """Return the way that makes the lightest file of a sample; to give up exactness has to be worth it."""
    if len(ways) == 1:
        return ways[0]
    small = Pixels(sample_of(array, _WEIGHING_PIXELS))
    if is_soft and ways[-1][0].extension == "jpg":
        draft = pictures.jpeg(small.array, ways[-1][0].quality or _START, None)
        if least_weight(small) > _HOPELESS * len(draft):
            return ways[-1]
    return min(ways, key=lambda pair: len(pair[0].make(small)) * (1 if pair[1] == _EXACT else _WORTH))


def _of_palette(array: PixelArray, judge: PerceptualMetric) -> Difference:
    """Return what a palette of the whole picture would do to it."""
    return judge(pictures.reduced(array, _PALETTES[0], judge.original))


def _lightest_jpeg(judge: PerceptualMetric, ways: "_Encodings") -> tuple[Encoding, Difference]:
    """Return the lowest quality with an invisible difference, or else the highest."""

    def apart(quality: int) -> Difference:
        return judge(pictures.decoded(pictures.jpeg(judge.original, quality, None)))

    place = _QUALITIES.index(_START)
    found = apart(_QUALITIES[place])
    step = -1 if found.value <= _AIM else 1
    while 0 <= place + step < len(_QUALITIES):
        if step < 0 and found.value * _STEP_DOWN > _AIM:
            break
        following = apart(_QUALITIES[place + step])
        if step < 0 and following.value > _AIM:
            break
        place, found = place + step, following
        if step > 0 and found.value <= _AIM:
            break
    return (
        _finer(_QUALITIES[place], found, apart, ways) if ways.final else (ways.jpeg(_QUALITIES[place]), found)
    )


def _finer(
    quality: int, found: Difference, apart: Callable[[int], Difference], ways: "_Encodings"
) -> tuple[Encoding, Difference]:
    """Return the lowest quality between two that are usually tried."""
    while quality > _LOWEST and (following := apart(quality - 1)).value <= _AIM:
        quality, found = quality - 1, following
    return ways.jpeg(quality), found


def _accepted(pixels: Pixels, formats: Sequence[str]) -> tuple[str, ...]:
    """Return the accepted formats that can be made, exact ones first."""
    wanted = {_SPELLINGS.get(name.lower(), name.lower()) for name in formats}
    found = tuple(name for name in ENCODABLE if name in wanted and not (name == "jpg" and pixels.has_alpha))
    if not found:
        kind = "a see-through picture" if pixels.has_alpha else "a picture"
        raise RenderError(f"none of the accepted formats ({', '.join(formats)}) can be made for {kind}")
    return found


def _best_that_fits(
    pixels: Pixels, accepted: Sequence[str], limit: int, ways: "_Encodings", first: tuple[Encoding, int]
) -> Encoded:
    """Return the file under the limit that differs least; raise `TooHeavyError` if there is none."""
    judge = PerceptualMetric.of(sample_of(_on_white(pixels.array)))
    best: Encoded | None = None
    lightest = [first]
    note = f"{first[0]} weighs {first[1]:,} bytes and the limit is {limit:,}"
    for lighter in _pressed(accepted, ways, has_alpha=pixels.has_alpha):
        fitting, least = _finest(lighter, pixels, limit)
        lightest.append(least)
        if fitting is None:
            continue
        way, data = fitting
        apart = judge(sample_of(_on_white(pictures.decoded(data, alpha=pixels.has_alpha))))
        if best is None or apart.value < best.difference:
            best = way.encoded(data, apart, f"{way}, as {note}")
    if best is None:
        weights = ", ".join(f"{way} weighs {weight:,} bytes" for way, weight in dict(lightest).items())
        raise TooHeavyError(f"the picture of {pixels.size} px does not fit in {limit:,} bytes: {weights}")
    return best


def _pressed(accepted: Sequence[str], ways: "_Encodings", *, has_alpha: bool) -> Iterator[list[Encoding]]:
    """Yield, for each format, the ways to make it smaller and smaller."""
    if "png" in accepted:
        yield [ways.png()] if has_alpha else [ways.png(), *map(ways.palette, _PALETTES)]
    if "jpg" in accepted:
        yield [ways.jpeg(quality, squeezed=True) for quality in reversed(_PRESSED_QUALITIES)]
    if "webp" in accepted:
        yield [ways.webp(quality) for quality in reversed(_PRESSED_QUALITIES)]


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


@dataclass(frozen=True, slots=True)
class _Encodings:
    """The ways to make a file at a resolution: quick ones, or the lightest there are."""

    dpi: float | None
    final: bool = field(default=False, kw_only=True)

    def png(self) -> Encoding:
        return Encoding("png", None, None, partial(png, dpi=self.dpi, squeezed=self.final))

    def palette(self, colours: int) -> Encoding:
        def make(pixels: Pixels) -> bytes:
            reduced = pictures.reduced(pixels.array[..., :RGB], colours)
            return png(Pixels(reduced), dpi=self.dpi, squeezed=self.final)

        return Encoding("png", None, colours, make)

    def jpeg(self, quality: int, *, squeezed: bool = False) -> Encoding:
        def make(pixels: Pixels) -> bytes:
            return pictures.jpeg(pixels.array, quality, self.dpi, squeezed=squeezed or self.final)

        return Encoding("jpg", quality, None, make)

    def webp(self, quality: int) -> Encoding:
        return Encoding(
            "webp",
            quality,
            None,
            lambda pixels: pictures.webp(pixels.array, quality, squeezed=self.final),
        )


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
