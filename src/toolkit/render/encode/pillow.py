"""Finished picture files, written and read back. Pillow lives here, and beside it in `gif` and `panel`."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from PIL import Image, ImageCms, features

from toolkit.file_formats import Codec
from toolkit.render.pixels import PixelArray, RenderError, WrongSizeError
from toolkit.units import PixelSize

# By content, not by name: other formats that Pillow can open start programs (EPS) or are never made here.
_CODECS: Final = {
    "PNG": Codec.PNG,
    "JPEG": Codec.JPG,
    "WEBP": Codec.WEBP,
    "GIF": Codec.GIF,
    "AVIF": Codec.AVIF,
}
_PALETTE_PIXELS: Final = 40_000
_PROFILE_DATE: Final = slice(24, 36)  # the header's date and time of creation (7.2.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFacts:
    """What a picture file says of itself.

    `frames` is 1 if nothing moves.
    """

    codec: Codec
    width: int
    height: int
    frames: int = 1

    @property
    def size(self) -> PixelSize:
        """Width and height in px."""
        return PixelSize(self.width, self.height)


def picture_facts(data: bytes, *, most_pixels: int | None = None) -> PictureFacts:
    """Read an encoded picture back, every pixel of it; raise `RenderError` if it cannot be decoded.

    One with more than `most_pixels` is not unpacked: then it is a `WrongSizeError`.
    """
    image = _opened(data, most_pixels)
    return PictureFacts(
        codec=_CODECS[str(image.format)],
        width=image.width,
        height=image.height,
        frames=_frames_of(image),
    )


def _frames_of(image: Image.Image) -> int:
    try:
        return int(getattr(image, "n_frames", 1))
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise RenderError(f"the picture cannot be read to its end: {error}") from error


def decoded(data: bytes, *, alpha: bool = False) -> PixelArray:
    """Return the pixels of an encoded picture: (height, width, 3), or 4 channels with `alpha`."""
    return np.asarray(_opened(data).convert("RGBA" if alpha else "RGB"))


def is_colour_jpeg(data: bytes) -> bool:
    """Tell whether a file is a JPEG of three channels (not grey, not CMYK)."""
    image = _opened(data)
    return (image.format, image.mode) == ("JPEG", "RGB")


def jpeg(
    array: PixelArray, quality: int, dpi: float | None, *, optimised: bool = False, squeezed: bool = False
) -> bytes:
    """Return a JPEG with full colour resolution (4:4:4): coloured words keep clean edges.

    `optimised` code tables make it 3 % lighter, with the same pixels, in twice the time; `squeezed` makes it
    progressive as well: 6 %, in four times the time.
    """
    options = {"progressive": squeezed, "optimize": optimised or squeezed}
    return _saved(array, "JPEG", dpi, quality=quality, subsampling="4:4:4", **options)


def reduced(array: PixelArray, colours: int, part: PixelArray | None = None) -> PixelArray:
    """Return an opaque picture in at most so many colours, chosen by median cut from an even sample of it.

    Each colour is one that the picture has, the most frequent of those it stands for: a white ground stays
    white. If a `part` of it is given, only that is returned, in the colours of the whole.
    """
    wanted = array if part is None else part
    mapped = Image.fromarray(wanted).quantize(palette=palette_of(array, colours), dither=Image.Dither.NONE)
    return np.asarray(mapped.convert("RGB"))


def palette_of(array: PixelArray, colours: int) -> Image.Image:
    """Return the palette that `reduced` takes, as Pillow wants it."""
    step = max(1, math.isqrt(array.shape[0] * array.shape[1] // _PALETTE_PIXELS))
    sample = np.ascontiguousarray(array[::step, ::step])
    cut = Image.fromarray(sample).quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=1)
    palette = Image.new("P", (1, 1))
    palette.putpalette(_commonest(sample, np.asarray(cut)).tobytes())
    return palette


def _commonest(sample: PixelArray, places: PixelArray) -> PixelArray:
    """Return, for each place in a palette, the colour that most of its pixels have; shape (places, 3)."""
    codes = places.astype(np.uint32) << 24
    for channel, shift in enumerate((16, 8, 0)):
        codes |= sample[..., channel].astype(np.uint32) << shift
    found, counts = np.unique(codes, return_counts=True)
    # Sorted by count, the last colour written to a place is the most frequent.
    best = np.zeros(int(places.max()) + 1, dtype=np.uint32)
    ordered = found[np.argsort(counts, kind="stable")]
    best[ordered >> 24] = ordered
    return np.stack([best >> shift & 255 for shift in (16, 8, 0)], axis=-1).astype(np.uint8)


def webp(array: PixelArray, quality: int, *, squeezed: bool = False) -> bytes:
    """Return a lossy WebP; `squeezed` makes it 2 % lighter in twice the time."""
    return _saved(array, "WEBP", None, quality=quality, method=6 if squeezed else 4)


def avif(array: PixelArray, quality: int, *, squeezed: bool = False) -> bytes:
    """Return a lossy AVIF with full colour resolution (4:4:4); `squeezed` packs longer.

    One thread and one tile: the same bytes on any number of cores. Raises `RenderError` where Pillow was
    built without AVIF.
    """
    if not features.check("avif"):
        raise RenderError("AVIF cannot be made here (hint: pip install 'pillow>=12.0' from PyPI has it)")
    speed = 4 if squeezed else 6
    options = {"subsampling": "4:4:4", "speed": speed, "max_threads": 1, "autotiling": False}
    return _saved(array, "AVIF", None, quality=quality, **options)


def moving_webp(frames: Sequence[PixelArray], durations_ms: Sequence[int], quality: int) -> bytes:
    """Return an endless lossy WebP animation of opaque frames."""
    images = [Image.fromarray(frame) for frame in frames]
    return _looped(images, "WEBP", durations_ms, quality=quality, method=4)


def _looped(
    images: Sequence[Image.Image], form: str, durations_ms: Sequence[int], **options: object
) -> bytes:
    """Return images as one endless animation."""
    output = io.BytesIO()
    rest, durations = list(images[1:]), list(durations_ms)
    images[0].save(output, form, save_all=True, append_images=rest, duration=durations, loop=0, **options)
    return output.getvalue()


def layer_of(array: PixelArray) -> Image.Image:
    """Return pixels with straight alpha, (height, width, 4), as Pillow lays them."""
    height, width = array.shape[:2]
    return Image.frombuffer("RGBA", (width, height), np.ascontiguousarray(array), "raw", "RGBA", 0, 1)


def ink_box(array: PixelArray) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is not clear in such pixels; all 0 where everything is."""
    return (layer_of(array).getbbox() if array.size else None) or (0, 0, 0, 0)


def grey_of(array: PixelArray) -> PixelArray:
    """Return an opaque picture in grey, shape (height, width), by the weights of Rec. 601."""
    return np.asarray(Image.fromarray(array).convert("L"))


def shrunk(array: PixelArray, factor: float) -> PixelArray:
    """Return the picture at `factor` of its size, averaging areas as a scaled-down view of it would."""
    height, width = array.shape[:2]
    smaller = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(Image.fromarray(array).resize(smaller, Image.Resampling.BOX))


def srgb_profile() -> bytes:
    """Return a small ICC profile of sRGB (ICC.1:2010), the same bytes every day."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_PROFILE_DATE] = bytes(len(range(*_PROFILE_DATE.indices(len(profile)))))
    return bytes(profile)


def _opened(data: bytes, most_pixels: int | None = None) -> Image.Image:
    """Return a picture with its pixels loaded."""
    try:
        image = Image.open(io.BytesIO(data), formats=tuple(_CODECS))
        if most_pixels is not None and image.width * image.height > most_pixels:
            size = PixelSize(image.width, image.height)
            raise WrongSizeError(f"is {size} px, more than the {most_pixels:,} that are read")
        image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise RenderError(f"the picture cannot be read back: {error}") from error
    return image


def _saved(
    array: PixelArray, form: Literal["JPEG", "WEBP", "AVIF"], dpi: float | None, **options: object
) -> bytes:
    """Return the picture encoded by Pillow."""
    output = io.BytesIO()
    resolution = {"dpi": (dpi, dpi)} if dpi else {}
    Image.fromarray(array).save(output, form, **resolution, **options)
    return output.getvalue()
