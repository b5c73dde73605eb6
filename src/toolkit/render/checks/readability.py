"""Verifying: the finished pixels and files are read back by other means than those that made them."""

from typing import Final

import numpy as np
import zxingcpp
from lxml import etree
from numpy.typing import NDArray

from toolkit.files import sha256_of
from toolkit.render.encode.pillow import PictureFacts, decoded, grey_of, jpeg, picture_facts, shrunk
from toolkit.render.lru import BoundedLru
from toolkit.render.pixels import Pixels
from toolkit.render.svg.sizing import read_svg
from toolkit.srgb import luminance
from toolkit.svg.laid_out import words_in
from toolkit.units import Rect

__all__ = [
    "LARGE_TEXT_CONTRAST",
    "TEXT_CONTRAST",
    "PictureFacts",
    "Rgb",
    "contrast_ratio",
    "decode_qr",
    "lost_when_posted",
    "part_behind",
    "picture_facts",
    "rgb_from_hex",
    "without_words",
    "worst_contrast",
]

Rgb = tuple[int, int, int]

# WCAG 2.2, 1.4.3: large is at least 24 CSS px, or 18.66 CSS px in bold.
TEXT_CONTRAST: Final = 4.5
LARGE_TEXT_CONTRAST: Final = 3.0
# A grain or one line of a texture does not make a word unreadable; a twentieth of the ground behind it does.
_WORST_SHARE: Final = 5.0
_QR: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_HEX_DIGITS: Final = 6
_POSTED_QUALITY: Final = 60
_read_before: BoundedLru[str, tuple[str, ...]] = BoundedLru(1000)


def decode_qr(pixels: Pixels, *, scale: float = 1.0) -> tuple[str, ...]:
    """Return the contents of every QR code in a picture, sorted.

    With a `scale` below 1 the picture is made smaller first, as a phone far away or a thumbnail would see it.
    """
    array = pixels.array[..., :3]
    grey = grey_of(shrunk(array, scale) if scale < 1 else array)
    found = zxingcpp.read_barcodes(grey, formats=_QR)
    return tuple(sorted(barcode.text for barcode in found))


def lost_when_posted(part: Pixels, address: str) -> tuple[str, ...]:
    """Return after which treatment the code in a part of a picture does not read as its address any more.

    Platforms pack pictures again (here as JPEG of quality 60) and show them smaller (here at half the size).
    What was found of a part is remembered.
    """
    key = sha256_of(f"{part.size} {address}\n".encode() + part.array.tobytes())
    known = _read_before.get(key)
    if known is None:
        packed = Pixels(decoded(jpeg(part.array[..., :3], _POSTED_QUALITY, None)))
        readings = {
            f"as a JPEG of quality {_POSTED_QUALITY}": decode_qr(packed),
            "at half its size": decode_qr(part, scale=0.5),
        }
        known = tuple(said for said, found in readings.items() if address not in found)
        _read_before.keep(key, known, 1)
    return known


def contrast_ratio(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two sRGB colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    return float(_contrast(luminance(np.array(one)), luminance(np.array(other))))


def worst_contrast(
    behind: NDArray[np.floating], words: NDArray[np.floating]
) -> np.floating | NDArray[np.floating]:
    """Return the contrast (WCAG 2.2, 1.4.3) that the worst twentieth of what lies `behind` has at best.

    Both are relative luminances; behind has one more axis, the first, than words. It is taken of a picture
    drawn without its words (see `without_words`): telling words from ground in one picture would miss exactly
    the white word on the white cloud.
    """
    place = int(behind.shape[0] * _WORST_SHARE / 100)
    worst: NDArray[np.floating] = np.partition(_contrast(behind, words), place, axis=0)[place]
    return worst


def part_behind(pixels: Pixels, box: Rect) -> Pixels:
    """Return the opaque pixels that a box (in px) touches; raise `ValueError` for a box outside."""
    rows = slice(max(0, int(box.y)), max(0, -int(-box.bottom // 1)))
    columns = slice(max(0, int(box.x)), max(0, -int(-box.right // 1)))
    part = pixels.array[rows, columns, :3]
    if part.size == 0:
        raise ValueError(f"the box {box} lies outside the picture of {pixels.size} px")
    return Pixels(np.ascontiguousarray(part))


def without_words(svg: bytes | str) -> bytes:
    """Return a laid-out SVG without its outlined words: the groups that name their text in ``aria-label``."""
    root = read_svg(svg)
    for group in list(words_in(root)):
        parent = group.getparent()
        if parent is not None:
            parent.remove(group)
    return etree.tostring(root, encoding="utf-8")


def rgb_from_hex(colour: str) -> Rgb:
    """Return the channels of ``#rrggbb``; raise `ValueError` for anything else."""
    digits = colour.removeprefix("#")
    if len(digits) != _HEX_DIGITS:
        raise ValueError(f"not a colour like #0b1f4b: '{colour}'")
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _contrast(one: NDArray[np.floating], other: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the contrast ratio of two luminances (WCAG 2.2)."""
    ratio: NDArray[np.floating] = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return ratio
