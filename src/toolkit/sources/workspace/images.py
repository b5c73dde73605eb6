"""Pictures people supply: logos, portraits, photographs. Read once, bounded, and written anew before use.

Whatever the file holds (16 bits, a palette, CMYK, the colours of a telephone's screen, a sensor lying on its
side), what is used is upright, of eight bits and in sRGB; or the file is refused, with what to do.
"""

import io
import math
import struct
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from toolkit.files import read_regular
from toolkit.sources.workspace.colour_profile import ProfileError, in_srgb, with_gamma
from toolkit.sources.workspace.picture_head import HeadError, PictureHead, head_of

_FORMATS = ("PNG", "JPEG")  # by content: other formats that Pillow opens can start programs
_TO_CONVERT = ("GIF", "WEBP", "BMP", "TIFF")
_MAX_PIXELS = 24_000_000
_MAX_PIXELS_OF_SCANS = 12 * _MAX_PIXELS  # a decoder goes over the whole picture for each scan
_MAX_BYTES = 30_000_000
_LONGEST_SIDE = 3_000  # px; more would not show on any placement, and every asset carries it
_JPEG_QUALITY = 92
_SCREEN_GAMMA, _GAMMA_TOLERANCE = 0.45455, 0.02
_SIXTEEN_BITS, _TO_EIGHT = 16, 257
_ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_HDR = frozenset({16, 18})
_MEGA = 1_000_000
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error, zlib.error, MemoryError)
_SAVE_SRGB = "export it in sRGB (in Photoshop: Export As, Convert to sRGB)"


class PictureError(ValueError):
    """A picture that cannot be used, with the reason in plain words and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture ready to be embedded: encoded bytes, media type, width and height in px."""

    data: bytes
    media_type: str
    width: int
    height: int


def read_picture(path: Path, name: str = "") -> PictureFile:
    """Read a PNG or JPEG file, upright, in sRGB and without metadata; raise `PictureError` with the reason.

    `name` is what the error calls it, by default the name of the file.
    """
    name = name or path.name
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise PictureError(f"{name} is larger than {_MAX_BYTES:,} bytes; save it smaller")
        return picture_from(read_regular(path), name)
    except OSError as error:
        raise PictureError(f"{name} cannot be read: {error.strerror or error}") from error


def picture_from(data: bytes, name: str) -> PictureFile:
    """Return the picture in some bytes; `name` is what `PictureError` calls it."""
    try:
        head = head_of(data)
    except HeadError as error:
        raise PictureError(f"{name} {error}; save it as PNG or JPEG") from error
    if fault := _fault_of(head):
        raise PictureError(f"{name} {fault}")
    try:
        # Pillow warns of EXIF data that cannot be read; they are left out anyway.
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=_FORMATS) as opened,
        ):
            opened.load()
            image = _plain(opened, head)
    except ProfileError as error:
        raise PictureError(f"{name} {error}; {_SAVE_SRGB}") from error
    except _DAMAGED as error:
        said = "" if isinstance(error, UnidentifiedImageError) else f" ({error})"
        raise PictureError(f"{name} is damaged{said}; save or download it again") from error
    return _written(image, head)


def png_of(data: bytes) -> tuple[str, bytes] | None:
    """Return the format and the PNG of a picture in a format of web pages and scanners; None for any other.

    Of an animation the first picture counts. Raises `PictureError` for one that is too large.
    """
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=_TO_CONVERT) as opened,
        ):
            return _named(opened), _as_png(opened)
    except PictureError:
        raise
    except _DAMAGED:
        return None


def _named(opened: Image.Image) -> str:
    return f"animated {opened.format}" if getattr(opened, "is_animated", False) else str(opened.format)


def _as_png(opened: Image.Image) -> bytes:
    if opened.width * opened.height > _MAX_PIXELS:
        raise PictureError(f"it has more than {_MAX_PIXELS // _MEGA} megapixels; save it smaller")
    output = io.BytesIO()
    profile = opened.info.get("icc_profile")
    opened.convert("RGBA").save(output, "PNG", **({"icc_profile": profile} if profile else {}))
    return output.getvalue()


def _fault_of(head: PictureHead) -> str:
    """Say why a picture is not decoded at all."""
    if head.pixels > _MAX_PIXELS:
        return _too_large(head)
    faults = {
        "has no pixels; save it again": not head.pixels,
        f"is a progressive JPEG of {head.scans:,} scans; save it without 'progressive'": head.pixels
        * head.scans
        > _MAX_PIXELS_OF_SCANS,
        "is animated; save one picture of it": b"acTL" in head.chunks,
        "is damaged (it has no palette); save or download it again": head.is_palette
        and b"PLTE" not in head.chunks,
        f"is an HDR picture; {_SAVE_SRGB}": head.transfer in _HDR,
    }
    return next((fault for fault, is_so in faults.items() if is_so), "")


def _too_large(head: PictureHead) -> str:
    longer, shorter = max(head.width, head.height), min(head.width, head.height)
    side = min(_LONGEST_SIDE, math.isqrt(_MAX_PIXELS * longer // shorter))
    size = f"{head.pixels / _MEGA:,.2f} megapixels ({head.width:,} × {head.height:,} px)"
    return f"has {size}; {_MAX_PIXELS // _MEGA} are the most: save it with a longest side of {side:,} px"


def _plain(opened: Image.Image, head: PictureHead) -> Image.Image:
    """Return the picture in sRGB, upright, with its transparency if it has any: mode RGB or RGBA."""
    colours, alpha = _parted(_eight_bits(opened, head))
    colours = in_srgb(colours, opened.info.get("icc_profile"))
    if head.gamma and abs(head.gamma - _SCREEN_GAMMA) > _GAMMA_TOLERANCE:
        colours = with_gamma(colours, head.gamma)
    colours = colours.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    return _upright(colours, opened)


def _eight_bits(opened: Image.Image, head: PictureHead) -> Image.Image:
    """Return the picture with eight bits a sample; 16 bits of grey would otherwise be cut off at white."""
    clear = opened.info.get("transparency")
    if opened.mode.startswith("I"):
        wide = np.asarray(opened).astype(np.uint32)
        image = Image.fromarray(((wide + _TO_EIGHT // 2) // _TO_EIGHT).astype(np.uint8))
        if isinstance(clear, int):
            image.putalpha(Image.fromarray(np.where(wide == clear, 0, 255).astype(np.uint8)))
        return image
    if head.bits == _SIXTEEN_BITS and isinstance(clear, tuple):
        # The colour that is clear has 16 bits, the pixels have eight by now.
        opened.info["transparency"] = tuple(level >> 8 for level in clear)
    return opened


def _parted(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return the colours (mode L, RGB or CMYK) and the opacity of a picture."""
    if not image.has_transparency_data:
        return (image, None) if image.mode in {"L", "RGB", "CMYK"} else (image.convert("RGB"), None)
    whole = image.convert("LA" if image.mode in {"1", "L", "LA"} else "RGBA")
    return whole.convert("L" if whole.mode == "LA" else "RGB"), whole.getchannel("A")


def _upright(image: Image.Image, opened: Image.Image) -> Image.Image:
    """Turn a picture as its EXIF data says; data that cannot be read say nothing."""
    try:
        turn = _TURNS.get(opened.getexif().get(_ORIENTATION, 1))
    except _DAMAGED:
        return image
    return image if turn is None else image.transpose(turn)


def _written(image: Image.Image, head: PictureHead) -> PictureFile:
    image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    image = image.convert("RGBA" if head.kind == "PNG" else "RGB")
    image.info = {}
    output = io.BytesIO()
    image.save(output, head.kind, **({"quality": _JPEG_QUALITY} if head.kind == "JPEG" else {}))
    return PictureFile(
        data=output.getvalue(),
        media_type=f"image/{head.kind.lower()}",
        width=image.width,
        height=image.height,
    )
