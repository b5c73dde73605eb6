"""Motion: a few frames as one file that moves, within a limit, and never in a way that can harm.

GIF goes everywhere and has one palette for all frames; WebP and PNG (APNG) move in web pages; MP4 is an
extra, made where ffmpeg is installed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

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

__all__ = ["MOVING", "Animated", "animation"]

MOVING: Final = ("mp4", "webp", "png", "gif")
"""What can be made, by extension, the best for its weight first."""

_QUALITIES: Final = (90, 84, 78, 70, 60)
_PALETTES: Final = (256, 128, 64)
_CRFS: Final = (18, 22, 26, 30)
_SPELLINGS: Final = {"apng": "png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Animated:
    """A finished moving file: bytes, extension, how it was packed, and what could not be made."""

    data: bytes
    extension: str
    choice: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _AnimationEncoding:
    extension: str
    choice: str
    make: Callable[[Frames], bytes]


def animation(reel: Frames, *, formats: Sequence[str], max_bytes: int | None = None) -> Animated:
    """Return a reel as a file that loops, in the first of `formats` that fits into `max_bytes`.

    Every format is made as fine as fits before the next is tried. Raises `TooHeavyError` when none fits,
    `RenderError` for more than `MAX_FRAMES`, a flashing picture (WCAG 2.3.1), or
    when no format can be made here.
    """
    reel.require_whole(MAX_FRAMES)
    require_calm(reel)
    wanted = [_SPELLINGS.get(name.lower(), name.lower()) for name in formats]
    missing = mp4.missing() if "mp4" in wanted else ""
    possible = [name for name in wanted if name in MOVING and not (name == "mp4" and missing)]
    if not possible:
        raise RenderError(f"none of the formats ({', '.join(formats)}) can move here{_because(missing)}")
    tried: list[str] = []
    for way in (way for name in possible for way in _ways(name)):
        data = way.make(reel)
        if max_bytes is None or len(data) <= max_bytes:
            note = "; ".join([*([missing] if missing else []), *_heavier(tried, max_bytes)])
            return Animated(data=data, extension=way.extension, choice=_choice(way, data, reel), note=note)
        tried.append(f"{way.choice} weighs {len(data):,} bytes")
    raise TooHeavyError(
        f"the moving picture of {reel.first.size} px does not fit in {max_bytes:,} bytes: {tried[-1]}"
    )


def _because(missing: str) -> str:
    return f": {missing}" if missing else ""


def _heavier(tried: Sequence[str], max_bytes: int | None) -> Iterator[str]:
    if tried:
        yield f"{tried[0]} and the limit is {max_bytes:,}"


def _choice(way: _AnimationEncoding, data: bytes, reel: Frames) -> str:
    """Return how a file was packed, with the difference of its first frame, which is shown the longest."""
    if way.extension in ("mp4", "png"):
        return way.choice
    judge = PerceptualMetric.of(sample_of(reel.first.array))
    return f"{way.choice} {judge(sample_of(decoded(data)))}"


def _ways(name: str) -> Iterator[_AnimationEncoding]:
    """Yield the ways to make a format, finest first."""
    if name == "png":
        yield _AnimationEncoding("png", "png moving exact", apng)
    elif name == "webp":
        for quality in _QUALITIES:
            yield _AnimationEncoding("webp", f"webp moving q{quality}", partial(_webp, quality=quality))
    elif name == "gif":
        for colours in _PALETTES:
            yield _AnimationEncoding("gif", f"gif {colours} colours", partial(gif, colours=colours))
    else:
        for crf in _CRFS:
            yield _AnimationEncoding("mp4", f"mp4 crf{crf}", partial(mp4.mp4, crf=crf))


def _webp(reel: Frames, quality: int) -> bytes:
    return moving_webp([frame.array for frame in reel.frames], reel.durations_ms, quality)
