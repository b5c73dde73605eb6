"""Pictures people supply: logos, portraits, photographs. Read once, bounded, and written anew before use."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

_FORMATS = ("PNG", "JPEG")  # by content: other formats that Pillow opens can start programs
_MAX_PIXELS = 24_000_000
_MAX_BYTES = 30_000_000
_LONGEST_SIDE = 3_000  # px; more would not show on any placement, and every asset carries it
_JPEG_QUALITY = 92


class PictureError(ValueError):
    """A picture that cannot be used, with the reason in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureFile:
    """A picture ready to be embedded: encoded bytes, media type, width and height in px."""

    data: bytes
    media_type: str
    width: int
    height: int


def read_picture(path: Path) -> PictureFile:
    """Read a PNG or JPEG file, upright and without metadata; raise `PictureError` with the reason."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise PictureError(f"{path.name} is larger than {_MAX_BYTES:,} bytes; save it smaller")
        return picture_from(path.read_bytes(), path.name)
    except OSError as error:
        raise PictureError(f"{path.name} cannot be read: {error.strerror or error}") from error


def picture_from(data: bytes, name: str) -> PictureFile:
    """Return the picture in some bytes; `name` is what `PictureError` calls it."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MAX_PIXELS:
                raise PictureError(f"{name} has more than {_MAX_PIXELS:,} px; save it smaller")
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
            kind = "PNG" if opened.format == "PNG" else "JPEG"
            image = image.convert("RGBA" if kind == "PNG" else "RGB")
    except (UnidentifiedImageError, SyntaxError, ValueError) as error:
        raise PictureError(f"{name} is not a PNG or JPEG picture") from error
    output = io.BytesIO()
    image.save(output, kind, **({"quality": _JPEG_QUALITY} if kind == "JPEG" else {}))
    return PictureFile(
        data=output.getvalue(), media_type=f"image/{kind.lower()}", width=image.width, height=image.height
    )
