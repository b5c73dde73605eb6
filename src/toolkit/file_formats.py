"""File formats: one table of all that placements may take, and what can be made of each here.

Whoever adds a codec adds a row here, how it is tried in `toolkit.render.encode.encodings`, and how it is
written and read in `toolkit.render.encode.pillow`. docs/developing.md lists what else knows formats by name.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal, Self

Ability = Literal["still", "moving", "page", "drawing", "alpha", "lossless", "fallback"]
"""What can be made of a codec here, and what it can hold.

Made are ``still`` pictures, ``moving`` ones, ``page`` for print, and a ``drawing`` of lines. It holds
``alpha`` (see-through pixels), and may be ``lossless``. A ``fallback`` is taken only where no other codec
fits: people cannot open it everywhere.
"""


class Codec(StrEnum):
    """A file format. Its value is the extension; `label` is what people call it.

    Media types: IANA registry; ``image/avif`` AV1 Image File Format 1.1, 3.
    """

    label: str
    media_type: str
    abilities: frozenset[Ability]
    spellings: tuple[str, ...]

    def __new__(
        cls, extension: str, label: str, media_type: str, abilities: str, spellings: str = ""
    ) -> Self:
        """Make a row of the table; `abilities` and `spellings` (other extensions) stand between blanks."""
        codec = str.__new__(cls, extension)
        codec._value_ = extension
        codec.label, codec.media_type = label, media_type
        codec.abilities = frozenset(abilities.split())  # type: ignore[arg-type]  # a test compares
        codec.spellings = tuple(spellings.split())
        return codec

    PNG = "png", "PNG", "image/png", "still moving alpha lossless", "apng"
    JPG = "jpg", "JPEG", "image/jpeg", "still", "jpeg jpe"
    WEBP = "webp", "WebP", "image/webp", "still moving alpha fallback"
    AVIF = "avif", "AVIF", "image/avif", "still alpha fallback"
    GIF = "gif", "GIF", "image/gif", "moving"
    MP4 = "mp4", "MP4", "video/mp4", "moving"
    PDF = "pdf", "PDF", "application/pdf", "page lossless"
    SVG = "svg", "SVG", "image/svg+xml", "drawing alpha lossless"
    HEIF = "heif", "HEIF", "image/heif", "alpha", "heic"
    BMP = "bmp", "BMP", "image/bmp", "lossless"
    TIFF = "tiff", "TIFF", "image/tiff", "alpha lossless", "tif"

    def can(self, *abilities: Ability) -> bool:
        """Tell whether the codec has all these abilities."""
        return self.abilities.issuperset(abilities)

    @classmethod
    def named(cls, name: str) -> "Codec | None":
        """Return the codec with that extension, in any spelling; None for one that is not in the table."""
        return _BY_NAME.get(name.lower())


_BY_NAME: Final = {name: codec for codec in Codec for name in (codec.value, *codec.spellings)}


def codecs_for(ability: Ability, names: Iterable[str] | None = None) -> tuple[Codec, ...]:
    """Return the codecs with an ability in the order of the table; only those of some `names`, if given."""
    wanted = set(Codec) if names is None else {Codec.named(name) for name in names}
    return tuple(codec for codec in Codec if codec in wanted and codec.can(ability))
