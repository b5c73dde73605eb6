"""The last stage of a build: every kit is packed, and then all take their place."""

from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.deliver.asset import Kit
from toolkit.deliver.kit import pack
from toolkit.pipeline.receipts import Receipts


def packed(
    kits: Sequence[Kit], folder: Path, out: Path, receipts: Receipts | None, advance: Callable[[int], None]
) -> tuple[Path, ...]:
    """Pack every kit before the first takes its place in `out`: a full disk or Ctrl-C changes no old one.

    Kits that stand there already, of the very same files and words, stay.
    """
    made: list[tuple[Kit, Path]] = []
    places: list[Path] = []
    for kit in kits:
        place = receipts.standing_kit(kit) if receipts else None
        if place is None:
            file = pack(kit, folder)
            place = out / file.name
            made.append((kit, file))
        places.append(place)
        advance(1)
    out.mkdir(parents=True, exist_ok=True)
    for kit, file in made:
        placed = file.replace(out / file.name)
        if receipts:
            receipts.keep_kit(kit, placed)
    return tuple(places)
