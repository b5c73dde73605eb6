"""Encoding: pixels into the best file that a placement accepts and that weighs no more than it allows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from toolkit.render import pictures
from toolkit.render.pixels import Pixels, RenderError
from toolkit.render.png import png

__all__ = ["ENCODABLE", "Encoded", "TooHeavyError", "encode", "is_photographic"]

ENCODABLE: Final = ("png", "jpg", "webp")
"""The formats that can be made, by extension, best first."""

# Under 75, rings around words become visible on a phone.
_QUALITIES: Final = (92, 90, 88, 86, 84, 82, 80, 78, 75)
_SAMPLE_STEP: Final = 8
_PHOTOGRAPHIC_SHARE: Final = 0.05
_SPELLINGS: Final = {"jpeg": "jpg"}


class TooHeavyError(RenderError):
    """No accepted format brings a picture under the placement's limit; the message has the numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A finished file: its bytes, extension (``png``, ``jpg``, ``webp``), and quality (None: without loss).

    The note says why, when the file is not what the placement would have got without a limit.
    """

    data: bytes
    extension: str
    quality: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One way to make the file."""

    extension: str
    quality: int | None
    make: Callable[[], bytes]

    def __str__(self) -> str:
        name = "JPEG" if self.extension == "jpg" else {"png": "PNG", "webp": "WebP"}[self.extension]
        return f"{name} at quality {self.quality}" if self.quality else name


def encode(
    pixels: Pixels,
    *,
    formats: Sequence[str],
    max_bytes: int | None = None,
    photographic: bool = False,
    dpi: float | None = None,
) -> Encoded:
    """Return the picture in the best of the accepted `formats` that fits into `max_bytes`.

    PNG comes first, as words and flat colours stay exact; JPEG first for a `photographic` picture; the other
    one when the first is too heavy, with quality lowered no further than 75; WebP last. `dpi` is for print.
    Raises `TooHeavyError` when nothing fits, `RenderError` when no accepted format can be made.
    """
    tried: list[tuple[_Attempt, int]] = []
    for attempt in _attempts(pixels, _accepted(pixels, formats, photographic=photographic), dpi):
        data = attempt.make()
        if max_bytes is None or len(data) <= max_bytes:
            note = _note(tried, attempt, max_bytes)
            return Encoded(data=data, extension=attempt.extension, quality=attempt.quality, note=note)
        tried.append((attempt, len(data)))
    weights = ", ".join(f"{attempt} weighs {weight:,} bytes" for attempt, weight in _lightest(tried))
    raise TooHeavyError(f"the picture of {pixels.size} px does not fit in {max_bytes:,} bytes: {weights}")


def is_photographic(pixels: Pixels) -> bool:
    """Tell whether a picture has so many colours, as photographs and soft light have, that JPEG suits it.

    Counted on every eighth pixel of every eighth row: flat drawings with smooth edges stay under a twentieth.
    """
    sample = pixels.array[::_SAMPLE_STEP, ::_SAMPLE_STEP, :3].reshape(-1, 3).astype(np.uint32)
    colours = np.unique(sample[:, 0] << 16 | sample[:, 1] << 8 | sample[:, 2])
    return bool(colours.size > sample.shape[0] * _PHOTOGRAPHIC_SHARE)


def _accepted(pixels: Pixels, formats: Sequence[str], *, photographic: bool) -> tuple[str, ...]:
    """Return the formats to try, in order."""
    wanted = {_SPELLINGS.get(name.lower(), name.lower()) for name in formats}
    order = ("jpg", "png", "webp") if photographic else ENCODABLE
    found = tuple(name for name in order if name in wanted and not (name == "jpg" and pixels.has_alpha))
    if not found:
        kind = "a see-through picture" if pixels.has_alpha else "a picture"
        raise RenderError(f"none of the accepted formats ({', '.join(formats)}) can be made for {kind}")
    return found


def _attempts(pixels: Pixels, order: tuple[str, ...], dpi: float | None) -> Iterator[_Attempt]:
    """Yield the ways to make the file, best first."""
    for extension in order:
        if extension == "png":
            yield _Attempt("png", None, partial(png, pixels, dpi=dpi))
        elif extension == "jpg":
            for quality in _QUALITIES:
                yield _Attempt("jpg", quality, partial(pictures.jpeg, pixels.array, quality, dpi))
        else:
            for quality in _QUALITIES:
                yield _Attempt("webp", quality, partial(pictures.webp, pixels.array, quality))


def _note(tried: list[tuple[_Attempt, int]], chosen: _Attempt, max_bytes: int | None) -> str:
    """Return why the file is not the first choice; empty when it is."""
    if not tried:
        return ""
    first, weight = tried[0]
    return f"{chosen}, as {first} weighs {weight:,} bytes and the limit is {max_bytes:,}"


def _lightest(tried: list[tuple[_Attempt, int]]) -> list[tuple[_Attempt, int]]:
    """Return the last attempt of each format: the lightest one."""
    return list({attempt.extension: (attempt, weight) for attempt, weight in tried}.values())
