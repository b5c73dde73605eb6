"""How large a file of a kit may be, by its kind; far more than any kit needs, far less than what harms."""

from typing import Final

from toolkit.deliver.kit.manifest import CHECKSUMS_NAME, MANIFEST_NAME

_MEGA: Final = 1_000_000

MAX_RATIO: Final = 200  # unpacked to packed; deflate packs texts to a tenth, and zeros to a thousandth

_BY_NAME: Final = {MANIFEST_NAME: 8 * _MEGA, CHECKSUMS_NAME: 4 * _MEGA}
_BY_EXTENSION: Final = {
    **dict.fromkeys(("txt", "csv", "ics", "svg"), 4 * _MEGA),
    "html": 16 * _MEGA,
    **dict.fromkeys(("png", "jpg", "webp", "avif"), 32 * _MEGA),
    **dict.fromkeys(("gif", "mp4"), 64 * _MEGA),
    "pdf": 128 * _MEGA,
}
_OTHERS: Final = 4 * _MEGA


def most_bytes(name: str) -> int:
    """Return how many bytes a file of that name may have."""
    base = name.rpartition("/")[2]
    return _BY_NAME.get(base) or _BY_EXTENSION.get(extension_of(name), _OTHERS)


def extension_of(name: str) -> str:
    """Return what stands behind the last dot of a name, in small letters."""
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def too_large(name: str, size: int) -> str:
    """Return what is wrong with the size of a file, if anything is."""
    most = most_bytes(name)
    return f"has {size:,} bytes; such a file has at most {most:,}" if size > most else ""
