"""Placements: the exact sizes, limits and safe areas of the places where assets are posted or printed.

A placement has four parts, and each thing that is made of it depends on one of them alone: the picture on
`canvas`, the file on `file`, the caption on `caption`, the alt text on `alt_text`. Whoever remembers or
groups such things does it by the whole part. So a new fact that a picture depends on has its place in
`CanvasSpec`, and no two pictures can be taken for one because a list forgot it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.errors import Place
from toolkit.file_formats import Codec, codecs_for
from toolkit.sources.workspace.print_sheet import PrintSheet
from toolkit.units import Insets, PixelSize, Rect

PLACEMENTS_FILE = "placements.toml"

Family = Literal[
    "feed",
    "story",
    "link-card",
    "cover",
    "thumbnail",
    "ad",
    "email",
    "background",
    "slide",
    "signage",
    "print",
    "rollup",
    "pin",
    "event",
]
"""What a placement is like; designs choose the artboards they offer by it."""

CaptionUnit = Literal["weighted", "utf16", "codepoints", "graphemes"]
"""What a platform counts when it limits a caption."""

Count = Annotated[int, Field(ge=1)]


def _codec(value: object, known: Iterable[Codec]) -> Codec:
    names = {codec.value: codec for codec in known}
    if isinstance(value, str) and value in names:
        return names[value]
    # The type and context of pydantic's own error for a choice: it is told as one.
    expected = ", ".join(f"'{name}'" for name in names)
    raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": expected})


Format = Annotated[Codec, BeforeValidator(lambda value: _codec(value, Codec))]
"""A format that a placement takes, by extension."""
MovingFormat = Annotated[Codec, BeforeValidator(lambda value: _codec(value, codecs_for("moving")))]
"""A format of moving pictures, by extension; ``png`` is an animated PNG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanvasSpec:
    """All of a placement that a picture depends on, in px.

    `safe` is what stays clear from each edge, of a printed sheet also what is cut off or hidden; `avoid` is
    what the platform draws over. `dpi` is the resolution at which it is printed, if it is.
    """

    size: PixelSize
    safe: Insets
    avoid: tuple[Rect, ...] = ()
    dpi: int | None = None

    def mirrored(self) -> "CanvasSpec":
        """Return it as it looks in a mirror, which a drawing is laid out for before its flip."""
        safe = Insets(self.safe.top, self.safe.left, self.safe.bottom, self.safe.right)
        avoid = tuple(box.mirrored(self.size.width) for box in self.avoid)
        return replace(self, safe=safe, avoid=avoid)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageSpec:
    """What the file of a still picture may be: codecs, and bytes at most. `dpi` is written into it."""

    codecs: tuple[Codec, ...]
    max_bytes: int | None = None
    dpi: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingSpec:
    """What the file of a moving picture may be: px, of the shape of the still one, and bytes at most."""

    size: PixelSize
    max_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSpec:
    """All of a placement that its files depend on.

    `plays` are the formats in which a picture is known to move here; a format it takes need not be one of
    them. `sheet` is what it is printed on, if it is.
    """

    image: ImageSpec
    moving: MovingSpec
    plays: tuple[Codec, ...] = ()
    sheet: PrintSheet | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionSpec:
    """All of a placement that a caption depends on: its limit, and how the platform counts.

    A link weighs `link_weight`, None meaning its own length; `max_bytes` of UTF-8 are a second limit.
    """

    platform: str
    limit: int
    unit: CaptionUnit = "codepoints"
    max_bytes: int | None = None
    hashtags_max: int | None = None
    link_weight: int | None = None
    emoji_weight: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AltTextSpec:
    """All of a placement that an alt text depends on: its limit in UTF-16 units, None if none is known."""

    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One platform's exact size with what it allows. Absent limits are not established, not unlimited.

    A placement without a `caption` takes none.
    """

    id: str
    platform: str
    title: str
    family: Family
    canvas: CanvasSpec
    file: FileSpec
    caption: CaptionSpec | None = None
    alt_text: AltTextSpec = AltTextSpec()

    @property
    def size(self) -> PixelSize:
        """Width and height of the finished picture, in px."""
        return self.canvas.size

    @property
    def is_printed(self) -> bool:
        """Whether it is a sheet of paper or a roll-up, not a screen."""
        return self.file.sheet is not None


def placement_place(placement: str, key: str = "") -> Place:
    """Return the place of a placement's key, for the trail of a problem."""
    at = f"placement.{placement}.{key}" if key else f"placement.{placement}"
    return Place(file=f"assets/{PLACEMENTS_FILE}", at=at)
