"""Encodings: every way to make a still file, by codec. A new codec has its function and its ladder here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from toolkit.file_formats import Codec
from toolkit.output_file import Packing, measured
from toolkit.render.encode import pillow as pictures
from toolkit.render.encode.perceptual import Difference
from toolkit.render.encode.png import png
from toolkit.render.pixels import RGB, Pixels

PALETTES: Final = (256, 128, 64, 32)
"""Sizes of palettes, the finest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """The qualities of a lossy codec, on its own scale, rising.

    `usual` are those looked at for every picture, from `start` on. `pressed` come below where a limit forces
    it: lower still, words fall apart on a phone. `lowest` ends the search step by step for final files.
    `plain` is one that a fallback codec takes without a search; None if it is searched as well.
    """

    usual: tuple[int, ...]
    start: int
    pressed: tuple[int, ...]
    lowest: int
    plain: int | None = None

    @property
    def all(self) -> tuple[int, ...]:
        """Every quality, rising."""
        return (*self.pressed, *self.usual)


LADDERS: Final[Mapping[Codec, Ladder]] = {
    Codec.JPG: Ladder(usual=(76, 80, 84, 88, 92, 95), start=84, pressed=(60, 65, 70, 73), lowest=70),
    Codec.WEBP: Ladder(
        usual=(76, 80, 84, 88, 92, 95), start=84, pressed=(60, 65, 70, 73), lowest=70, plain=92
    ),
    # Its scale is another: the bundled designs reach an invisible difference at 66 to 72 (JPEG at 76 to 84).
    Codec.AVIF: Ladder(usual=(60, 66, 72, 78, 84, 90), start=72, pressed=(40, 46, 50, 55), lowest=50),
}
"""The lossy codecs that can be made."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """One way to make the file: what it is, and how its pixels become bytes."""

    codec: Codec
    quality: int | None
    colours: int | None
    make: Callable[[Pixels], bytes]

    def packing(self, apart: Difference) -> Packing:
        """Return how a file was packed, with the difference that was measured."""
        return Packing(
            codec=self.codec, quality=self.quality, colours=self.colours, difference=measured(apart.value)
        )

    def __str__(self) -> str:
        if self.quality is not None:
            return f"{self.codec.label} at quality {self.quality}"
        return f"{self.codec.label} in {self.colours} colours" if self.colours else self.codec.label


@dataclass(frozen=True, slots=True)
class Encodings:
    """The ways to make a file at a resolution: quick ones, or the lightest there are."""

    dpi: float | None
    final: bool = field(default=False, kw_only=True)

    def png(self) -> Encoding:
        """Return PNG with every pixel as it is."""
        return Encoding(Codec.PNG, None, None, partial(png, dpi=self.dpi, squeezed=self.final))

    def palette(self, colours: int) -> Encoding:
        """Return PNG in so many colours."""

        def make(pixels: Pixels) -> bytes:
            reduced = pictures.reduced(pixels.array[..., :RGB], colours)
            return png(Pixels(reduced), dpi=self.dpi, squeezed=self.final)

        return Encoding(Codec.PNG, None, colours, make)

    def lossy(self, codec: Codec, quality: int, *, squeezed: bool = False) -> Encoding:
        """Return a lossy codec (of `LADDERS`) at a quality; `squeezed` takes longer for a lighter file."""
        return Encoding(codec, quality, None, partial(self._lossy, codec, quality, squeezed or self.final))

    def _lossy(self, codec: Codec, quality: int, squeezed: bool, pixels: Pixels) -> bytes:  # noqa: FBT001  partial
        if codec is Codec.JPG:
            return pictures.jpeg(pixels.array, quality, self.dpi, squeezed=squeezed)
        if codec is Codec.WEBP:
            return pictures.webp(pixels.array, quality, squeezed=self.final)
        return pictures.avif(pixels.array, quality, squeezed=self.final)

    def pressed(self, codec: Codec, *, has_alpha: bool) -> Sequence[Encoding]:
        """Return the ways to make a codec smaller and smaller."""
        if codec is Codec.PNG:
            return [self.png()] if has_alpha else [self.png(), *map(self.palette, PALETTES)]
        return [self.lossy(codec, quality, squeezed=True) for quality in reversed(LADDERS[codec].all)]
