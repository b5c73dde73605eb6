"""Pictures that must be the same, to one level, and what is left to look at where they are not."""

from pathlib import Path

import numpy as np
import pytest

from toolkit.render.encode.png import png
from toolkit.render.pixels import PixelArray, Pixels

TOLERANCE = 1  # level of 255
LIGHT = 20 * 1024  # bytes of a golden


def require_same(actual: PixelArray, expected: PixelArray, folder: Path) -> None:
    """Fail if the size differs, or any pixel by more than a level, and leave pictures that show where."""
    shown = {"expected": expected, "actual": actual}
    if actual.shape != expected.shape:
        fault = f"the picture is {actual.shape}, not {expected.shape}"
    else:
        difference = np.abs(actual.astype(np.int16) - expected.astype(np.int16)).max(axis=2) > TOLERANCE
        if not difference.any():
            return
        shown["difference"] = np.repeat(difference[..., None], 3, axis=2).astype(np.uint8) * 255
        fault = f"{int(difference.sum()):,} pixels differ by more than {TOLERANCE}"
    for name, array in shown.items():
        (folder / f"{name}.png").write_bytes(png(Pixels(array)))
    pytest.fail(f"{fault}; see the pictures in {folder}")
