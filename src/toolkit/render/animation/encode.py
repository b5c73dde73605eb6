"""Motion: a few frames as one file that moves, within a limit, and never in a way that can harm.

GIF goes everywhere and has one palette for all frames; WebP and PNG (APNG) move in web pages; MP4 is an
extra, made where ffmpeg is installed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from toolkit.file_formats import Codec
from toolkit.output_file import Encoded, Packing, encoded, measured
from toolkit.render.animation import mp4
from toolkit.render.animation.apng import apng
from toolkit.render.animation.flash_check import require_calm
from toolkit.render.animation.frames import Frames
from toolkit.render.animation.gif import gif
from toolkit.render.animation.transitions import MAX_FRAMES
from toolkit.render.encode.choose import TooHeavyError
from toolkit.render.encode.perceptual import PerceptualMetric, sample_of
from toolkit.render.encode.pillow import decoded, moving_webp
from toolkit.render.pixels import RenderError

__all__ = ["animation"]

_QUALITIES: Final = (90, 84, 78, 70, 60)
_PALETTES: Final = (256, 128, 64)
_CRFS: Final = (18, 22, 26, 30)


@dataclass(frozen=True, slots=True)
class _AnimationEncoding:
    packing: Packing
    make: Callable[[Frames], bytes]


def animation(reel: Frames, *, formats: Sequence[str], max_bytes: int | None = None) -> Encoded:
    """Return a reel as a file that loops, in the first of `formats` that fits into `max_bytes`.

    Every format is made as fine as fits before the next is tried. Raises `TooHeavyError` when none fits,
    `RenderError` for more than `MAX_FRAMES`, a flashing picture (WCAG 2.3.1), or
    when no format can be made here.
    """
    reel.require_whole(MAX_FRAMES)
    require_calm(reel)
    wanted = [codec for name in formats if (codec := Codec.named(name)) and codec.can("moving")]
    missing = mp4.missing() if Codec.MP4 in wanted else ""
    possible = [codec for codec in wanted if not (codec is Codec.MP4 and missing)]
    if not possible:
        raise RenderError(f"none of the formats ({', '.join(formats)}) can move here{_because(missing)}")
    tried: list[str] = []
    for way in (way for codec in possible for way in _ways(codec)):
        data = way.make(reel)
        if max_bytes is None or len(data) <= max_bytes:
            note = "; ".join([*([missing] if missing else []), *_heavier(tried, max_bytes)])
            return encoded(data, _packing(way, data, reel), reel.first.size, note)
        tried.append(f"{way.packing.way} weighs {len(data):,} bytes")
    raise TooHeavyError(
        f"the moving picture of {reel.first.size} px does not fit in {max_bytes:,} bytes: {tried[-1]}"
    )


def _because(missing: str) -> str:
    return f": {missing}" if missing else ""


def _heavier(tried: Sequence[str], max_bytes: int | None) -> Iterator[str]:
    if tried:
        yield f"{tried[0]} and the limit is {max_bytes:,}"


def _packing(way: _AnimationEncoding, data: bytes, reel: Frames) -> Packing:
    """Return how a file was packed, with the difference of its first frame, which is shown the longest.

    Nothing is lost in PNG, and videos cannot be read back here.
    """
    if way.packing.codec in (Codec.MP4, Codec.PNG):
        return way.packing
    metric = PerceptualMetric.of(sample_of(reel.first.array))
    return replace(way.packing, difference=measured(metric(sample_of(decoded(data))).value))


def _ways(codec: Codec) -> Iterator[_AnimationEncoding]:
    """Yield the ways to make a codec, finest first."""
    if codec is Codec.PNG:
        yield _AnimationEncoding(Packing(codec=codec, moving=True, difference=0.0), apng)
    elif codec is Codec.WEBP:
        for quality in _QUALITIES:
            packing = Packing(codec=codec, moving=True, quality=quality)
            yield _AnimationEncoding(packing, partial(_webp, quality=quality))
    elif codec is Codec.GIF:
        for colours in _PALETTES:
            packing = Packing(codec=codec, moving=True, colours=colours)
            yield _AnimationEncoding(packing, partial(gif, colours=colours))
    else:
        for crf in _CRFS:
            yield _AnimationEncoding(Packing(codec=codec, moving=True, crf=crf), partial(mp4.mp4, crf=crf))


def _webp(reel: Frames, quality: int) -> bytes:
    return moving_webp([frame.array for frame in reel.frames], reel.durations_ms, quality)
