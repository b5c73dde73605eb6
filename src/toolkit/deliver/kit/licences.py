"""Licences: the texts that travel with a kit, gathered from the folders where each piece keeps its own."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from toolkit.deliver.kit.archive import fault_of_name

_ARTWORK = "LICENSE-ARTWORK.md"
_OPEN, _OTHER = "OFL.txt", "LICENCE.txt"


def licences_from(families: Iterable[Path], assets: Iterable[Path]) -> Mapping[str, bytes]:
    """Return the texts for a kit's ``licences`` folder by file name: one per font family, and the artwork's.

    `families` are the folders of the fonts that set the kit's words, `assets` those of the project's artwork,
    the workspace's own first: it and the toolkit's may both be in a kit, and so are both licences. Raises
    `FileNotFoundError` for a font family without ``OFL.txt`` or ``LICENCE.txt``: a font without its licence
    must not travel.
    """
    files = [_licence_in(family) for family in sorted(set(families))]
    texts = {f"{path.parent.name}-{path.name}": path.read_bytes() for path in files}
    artwork = [folder / _ARTWORK for folder in assets if (folder / _ARTWORK).is_file()]
    different = dict.fromkeys(path.read_bytes() for path in artwork)
    texts |= {f"ARTWORK{number}.txt": text for number, text in zip(("", "-2"), different, strict=False)}
    return {name: text for name, text in sorted(texts.items()) if not fault_of_name(name)}


def _licence_in(family: Path) -> Path:
    other = family / _OTHER
    return other if other.is_file() else family / _OPEN
