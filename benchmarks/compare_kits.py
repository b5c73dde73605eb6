"""Do two builds show the same?  Every file of the kits in two folders, compared pixel by pixel.

Run: ``python benchmarks/compare_kits.py OLD NEW [--subset]``. Files of the same bytes are the same; pictures
of other bytes are decoded and compared; print pages are drawn at 60 dpi. ``--subset`` is for a second build
of less: what only OLD has is not told. Exits 1 if a picture differs, or one is missing or new.
"""

import argparse
import io
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageSequence

_PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif"}
_PAGE_DPI = 60


def frames(name: str, data: bytes) -> list[NDArray[np.uint8]]:
    """Return what a file shows: one array of (height, width, 4) for each frame or page."""
    if name.endswith(".pdf"):
        return list(_pages(data))
    with Image.open(io.BytesIO(data)) as picture:
        return [np.asarray(frame.convert("RGBA")) for frame in ImageSequence.Iterator(picture)]


def _pages(data: bytes) -> Iterator[NDArray[np.uint8]]:
    import pypdfium2  # noqa: PLC0415  only kits with print pages need it

    document = pypdfium2.PdfDocument(data)
    for page in document:
        yield np.asarray(page.render(scale=_PAGE_DPI / 72).to_pil().convert("RGBA"))


def difference(old: bytes, new: bytes, name: str) -> str:
    """Return how two files differ to the eye; empty if they show the same."""
    before, after = frames(name, old), frames(name, new)
    if [frame.shape for frame in before] != [frame.shape for frame in after]:
        return "another size or number of frames"
    worst = [int(np.abs(a.astype(int) - b).max()) for a, b in zip(before, after, strict=True)]
    return f"up to {max(worst)} levels" if any(worst) else ""


def differences(old: Path, new: Path, *, subset: bool) -> Iterator[str]:
    """Yield a line for every file of two kits that does not show the same."""
    with zipfile.ZipFile(old) as before, zipfile.ZipFile(new) as after:
        names = {name.partition("/")[2]: name for name in before.namelist()}
        others = {name.partition("/")[2]: name for name in after.namelist()}
        for name in sorted(others):
            if name not in names:
                yield f"new: {name}"
            elif Path(name).suffix in _PICTURES | {".pdf"}:
                one, two = before.read(names[name]), after.read(others[name])
                if one != two and (found := difference(one, two, name)):
                    yield f"differs ({found}): {name}"
        if not subset:
            yield from (f"missing: {name}" for name in sorted(set(names) - set(others)))


def main() -> int:
    """Compare the kits of two folders and print what differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument(
        "--subset", action="store_true", help="NEW was built of less: say nothing of what it lacks"
    )
    arguments = parser.parse_args()
    kits = sorted(arguments.new.glob("*.zip"))
    found = 0
    for kit in kits:
        for line in differences(arguments.old / kit.name, kit, subset=arguments.subset):
            print(f"{kit.name}: {line}")
            found += 1
    print(f"{len(kits)} kits compared, {found} files differ")
    return 1 if found or not kits else 0


if __name__ == "__main__":
    sys.exit(main())
