"""Finished files: what is known of one from its encoder to the manifest, and how it was packed."""

from dataclasses import dataclass

from toolkit.file_formats import Codec
from toolkit.files import sha256_of
from toolkit.units import PixelSize

_PLACES = 3  # of a difference; nobody measures finer


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """How a picture was packed: its codec, the settings, and what was lost.

    `quality` is the codec's own scale (0 to 100), `crf` x264's (lower is finer), `colours` the size of a
    palette that was made for it. `difference` is in units of the threshold (see `perceptual.Difference`):
    from about 1 on people could see it, 0 is exact; None was not measured.
    """

    codec: Codec
    quality: int | None = None
    crf: int | None = None
    colours: int | None = None
    moving: bool = False
    difference: float | None = None

    @property
    def is_exact(self) -> bool:
        """Whether every pixel is as it was painted."""
        return self.codec.can("lossless") and self.colours is None

    @property
    def way(self) -> str:
        """How it was packed, without what was measured: ``jpg q84``, ``png 256 colours``, ``png exact``."""
        settings = (
            str(self.codec),
            # A GIF that stands is never made: its codec says that it moves.
            "moving" if self.moving and self.codec.can("still") else "",
            f"q{self.quality}" if self.quality is not None else "",
            f"crf{self.crf}" if self.crf is not None else "",
            f"{self.colours} colours" if self.colours is not None else "",
            "exact" if self.is_exact else "",
        )
        return " ".join(filter(None, settings))

    def __str__(self) -> str:
        """Say it for people: ``jpg q84 Δ0.7``, ``png 256 colours Δ0.9``, ``png exact``."""
        if self.is_exact or self.difference is None:
            return self.way
        return f"{self.way} Δ{self.difference:.1f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A finished file, wherever its bytes are.

    `digest` is the SHA-256 of its bytes in lower-case hexadecimal. `size` are its px; those of the placement
    for a page. The note says why it is not what the placement would usually get.
    """

    codec: Codec
    digest: str
    size: PixelSize
    packing: Packing | None = None
    note: str = ""

    @property
    def blob(self) -> tuple[str, str]:
        """Digest and extension: the file's name in a cache."""
        return self.digest, self.codec.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A finished file with its bytes."""

    file: OutputFile
    data: bytes


def encoded(data: bytes, packing: Packing, size: PixelSize, note: str = "") -> Encoded:
    """Return a picture with what is known of it."""
    file = OutputFile(codec=packing.codec, digest=sha256_of(data), size=size, packing=packing, note=note)
    return Encoded(file=file, data=data)


def measured(difference: float) -> float:
    """Return a difference as it is kept."""
    return round(difference, _PLACES)
