"""Pictures people supply: right in colour, size and direction, or refused with the reason."""

import io
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from toolkit.files import read_regular
from toolkit.sources.workspace.images import PictureError, PictureFile, picture_from, read_picture

_PNG = b"\x89PNG\r\n\x1a\n"
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(width: int, height: int, bits: int, colour: int, rows: bytes, *chunks: bytes) -> bytes:
    """Return a PNG of unfiltered rows; `rows` has no filter bytes."""
    step = len(rows) // height
    filtered = b"".join(b"\x00" + rows[y * step : (y + 1) * step] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), *chunks, _chunk(b"IDAT", zlib.compress(filtered)), _chunk(b"IEND", b""))
    return _PNG + b"".join(parts)


def _pixels(picture: PictureFile) -> np.ndarray:
    with Image.open(io.BytesIO(picture.data)) as image:
        return np.asarray(image)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _profile(*swapped: bytes) -> bytes:
    """Return the profile of sRGB, with the tags of two primaries in each other's place."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    if swapped:
        first, second = (data.index(tag) for tag in swapped)
        data[first : first + 4], data[second : second + 4] = (
            data[second : second + 4],
            data[first : first + 4],
        )
    return bytes(data)


@pytest.mark.parametrize("colour", [0, 2, 4, 6])
def test_sixteen_bits_become_eight(colour: int) -> None:
    """A grey of half the range is half grey, with colour or opacity beside it or not."""
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    samples = [32768] * channels
    if colour in {4, 6}:
        samples[-1] = 65535
    rows = struct.pack(f">{channels}H", *samples) * 4
    shown = _pixels(picture_from(_png(2, 2, 16, colour, rows), "x.png"))
    assert shown[..., :3].min() >= 127
    assert shown[..., :3].max() <= 129
    assert shown[..., 3].min() == 255


@pytest.mark.parametrize("colour", [0, 2])
def test_clear_colour_of_sixteen_bits(colour: int) -> None:
    """One colour of a PNG may be clear; it has sixteen bits where the pixels have."""
    channels = 3 if colour else 1
    rows = struct.pack(f">{channels}H", *[4660] * channels) + struct.pack(
        f">{channels}H", *[60000] * channels
    )
    clear = _chunk(b"tRNS", struct.pack(f">{channels}H", *[4660] * channels))
    shown = _pixels(picture_from(_png(2, 1, 16, colour, rows, clear), "x.png"))
    assert shown[0, :, 3].tolist() == [0, 255]
    assert shown[0, 1, 0] in {233, 234}


def test_palette_with_opacity_of_each_colour() -> None:
    """A palette's colours keep their own opacity."""
    palette = _chunk(b"PLTE", bytes([*RED, *BLUE]))
    opacity = _chunk(b"tRNS", bytes([128, 255]))
    shown = _pixels(picture_from(_png(2, 1, 8, 3, bytes([0, 1]), palette, opacity), "x.png"))
    assert shown.tolist() == [[[*RED, 128], [*BLUE, 255]]]


def test_interlaced_png_is_the_same_picture() -> None:
    """Adam7 changes the order of the bytes only."""
    # One row of eight: pass 1 takes the first px, pass 2 the fifth, 4 and 6 what lies between.
    levels = [0, 30, 60, 90, 120, 150, 180, 210]
    passes = ([0], [4], [2, 6], [1, 3, 5, 7])
    data = b"".join(b"\x00" + bytes(levels[x] for x in row) for row in passes)
    head = struct.pack(">IIBBBBB", 8, 1, 8, 0, 0, 0, 1)
    file = _PNG + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(data)) + _chunk(b"IEND", b"")
    assert _pixels(picture_from(file, "x.png"))[0, :, 0].tolist() == levels


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [(1, RED), (2, GREEN), (3, WHITE), (4, BLUE), (5, RED), (6, BLUE), (7, WHITE), (8, GREEN)],
)
def test_pictures_stand_upright(orientation: int, corner: tuple[int, int, int]) -> None:
    """EXIF says how the camera was held; every one of its eight values is followed."""
    image = Image.fromarray(np.array([[RED, GREEN], [BLUE, WHITE]], dtype=np.uint8))
    exif = Image.Exif()
    exif[0x0112] = orientation
    shown = _pixels(picture_from(_saved(image, "PNG", exif=exif), "x.png"))
    assert tuple(shown[0, 0, :3].tolist()) == corner


def test_broken_exif_stops_nothing() -> None:
    """What cannot be read says nothing about the direction."""
    data = _saved(Image.new("RGB", (4, 2), RED), "JPEG", exif=b"Exif\x00\x00MM\x00*\xff\xff\xff\xff")
    assert picture_from(data, "x.jpg").width == 4


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_colours_of_a_profile_become_srgb(kind: str) -> None:
    """A file that calls green what sRGB calls red shows as green."""
    data = _saved(Image.new("RGB", (8, 8), RED), kind, icc_profile=_profile(b"rXYZ", b"gXYZ"))
    red, green, blue = _pixels(picture_from(data, "x"))[4, 4, :3].tolist()
    assert green > 250
    assert max(red, blue) < 6


def test_opacity_stands_beside_a_profile() -> None:
    """Opacity is no colour."""
    data = _saved(Image.new("RGBA", (2, 2), (*RED, 100)), "PNG", icc_profile=_profile(b"rXYZ", b"gXYZ"))
    assert _pixels(picture_from(data, "x"))[0, 0].tolist()[3] == 100


def test_srgb_profile_changes_no_pixel() -> None:
    """Colours that are sRGB already stay as they are, to the bit."""
    noise = np.random.default_rng(1).integers(0, 256, (16, 16, 3), dtype=np.uint8)
    data = _saved(Image.fromarray(noise), "PNG", icc_profile=_profile())
    assert (_pixels(picture_from(data, "x"))[..., :3] == noise).all()


def test_linear_png_is_brought_to_the_screen() -> None:
    """Samples that are light itself (gamma 1) show lighter in sRGB: half the light is level 188."""
    gamma = _chunk(b"gAMA", struct.pack(">I", 100_000))
    shown = _pixels(picture_from(_png(1, 1, 8, 0, b"\x80", gamma), "x.png"))
    assert shown[0, 0].tolist() == [188, 188, 188, 255]


REFUSED = {
    "printing press": (
        _saved(Image.new("CMYK", (4, 4), (0, 255, 0, 0)), "JPEG"),
        "is in the colours of a printing press (CMYK), without a colour profile",
    ),
    "wrong profile": (
        _saved(Image.new("L", (4, 4)), "JPEG", icc_profile=_profile()),
        "has a colour profile for RGB on GRAY colours",
    ),
    "no profile": (
        _saved(Image.new("RGB", (4, 4)), "JPEG", icc_profile=b"rubbish"),
        "has a colour profile that cannot be used",
    ),
    "no palette": (_png(1, 1, 8, 3, b"\x00"), "is damaged (it has no palette)"),
    "cut off": (
        _saved(Image.effect_noise((64, 64), 50), "JPEG")[:900],
        "is damaged (image file is truncated",
    ),
    "cut off PNG": (_saved(Image.effect_noise((64, 64), 50), "PNG")[:900], "is damaged"),
    "head only": (_PNG + b"\x00\x00", "is cut off or damaged at its beginning"),
    "no frame": (b"\xff\xd8\xff\xd9", "is cut off or damaged at its beginning"),
    "GIF": (
        _saved(Image.new("L", (4, 4)), "GIF"),
        "is a GIF, not a PNG or JPEG picture; save it as PNG or JPEG",
    ),
    "WebP": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "is a WebP, not a PNG or JPEG picture"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic", "is a HEIC, not a PNG or JPEG picture"),
    "empty": (b"", "is empty, not a PNG or JPEG picture"),
    "animated": (_png(1, 1, 8, 0, b"\x00", _chunk(b"acTL", bytes(8))), "is animated"),
    "HDR": (_png(1, 1, 8, 0, b"\x00", _chunk(b"cICP", bytes([9, 16, 0, 1]))), "is an HDR picture"),
    "49 megapixels": (
        _PNG + _chunk(b"IHDR", struct.pack(">IIBBBBB", 7000, 7000, 8, 2, 0, 0, 0)),
        "has 49.00 megapixels (7,000 × 7,000 px); 24 are the most: save it with a longest side of 3,000 px",
    ),
    "gigapixels": (
        _PNG + _chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 2, 0, 0, 0)),
        "has 4,611,686,014,132.42 megapixels",
    ),
    "no pixels": (_PNG + _chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 5, 8, 2, 0, 0, 0)), "has no pixels"),
}


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED)
def test_refused_picture_is_named_with_its_reason(data: bytes, reason: str) -> None:
    """The file, what is wrong with it, and what to do."""
    with pytest.raises(PictureError) as caught:
        picture_from(data, "photo.jpg")
    assert str(caught.value).startswith(f"photo.jpg {reason}")
    assert "; " in str(caught.value) or ": " in str(caught.value)


def test_scans_are_counted_before_decoding() -> None:
    """A small progressive JPEG of many scans would take minutes."""
    frame = (
        b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 4000, 4000) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    )
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\x00"
    with pytest.raises(PictureError, match="is a progressive JPEG of 400 scans"):
        picture_from(b"\xff\xd8" + frame + scan * 400 + b"\xff\xd9", "x.jpg")


def test_usual_progressive_jpeg_is_read() -> None:
    """What cameras and the web use is far from the bound."""
    data = _saved(Image.new("RGB", (400, 300), RED), "JPEG", progressive=True)
    assert picture_from(data, "x.jpg").width == 400


def test_every_cut_and_flip_is_read_or_refused(tmp_path: Path) -> None:
    """Damage anywhere in a file ends in a picture or in a reason, never in another error."""
    noise = Image.effect_noise((24, 24), 60)
    random = np.random.default_rng(7)
    read = 0
    for kind in ("PNG", "JPEG"):
        whole = _saved(noise.convert("RGB"), kind, icc_profile=_profile())
        for _ in range(150):
            data = bytearray(whole[: random.integers(4, len(whole))] if random.random() < 0.5 else whole)
            for at in random.integers(0, len(data), 3):
                data[at] = random.integers(0, 256)
            path = tmp_path / "x.bin"
            path.write_bytes(data)
            with suppress(PictureError):
                read_picture(path)
                read += 1
    assert 10 < read < 200


def test_what_is_no_plain_file_is_never_opened(tmp_path: Path) -> None:
    """A pipe would wait for ever."""
    import os  # noqa: PLC0415  not on every system

    pipe = tmp_path / "photo.png"
    os.mkfifo(pipe)
    with pytest.raises(PictureError, match=r"photo\.png cannot be read: it is no plain file"):
        read_picture(pipe)
    with pytest.raises(OSError, match="no plain file"):
        read_regular(tmp_path)
