"""Our PNG against Pillow's and libvips', on the same pictures, in one run: CPU time, weight and ratios.

Run: ``python benchmarks/encode.py``. A ratio above 1 means that ours is faster, or lighter.
"""

import io
from functools import partial

import pyvips
from PIL import Image

from drawings import DRAWINGS, SIDE
from measure import cpu_milliseconds
from toolkit.render.encode.pillow import jpeg
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import engine_named
from toolkit.render.pixels import Pixels
from toolkit.units import PixelSize


def pillow(pixels: Pixels, level: int) -> bytes:
    """Return Pillow's PNG; level 6 is its default."""
    output = io.BytesIO()
    Image.fromarray(pixels.array).save(output, "PNG", compress_level=level)
    return output.getvalue()


def vips(pixels: Pixels, level: int) -> bytes:
    """Return libvips' PNG; level 6 is its default."""
    data: bytes = pyvips.Image.new_from_array(pixels.array).pngsave_buffer(compression=level)
    return data


def main() -> None:
    """Print one table per drawing."""
    for name, drawing in DRAWINGS.items():
        pixels = engine_named("librsvg").rasterise(drawing, PixelSize(SIDE, SIDE))
        contenders = {
            "ours": partial(png, pixels),
            "Pillow 6": partial(pillow, pixels, 6),
            "Pillow 1": partial(pillow, pixels, 1),
            "vips 6": partial(vips, pixels, 6),
            "vips 1": partial(vips, pixels, 1),
            "(JPEG 92)": partial(jpeg, pixels.array, 92, None),
        }
        times = cpu_milliseconds(contenders)
        weights = {label: len(run()) for label, run in contenders.items()}
        print(f"\n{name} {pixels.size}      CPU ms   faster        kB  lighter")
        for label in contenders:
            faster, lighter = times[label] / times["ours"], weights[label] / weights["ours"]
            print(f"{label:18}{times[label]:8.1f}{faster:8.2f}×{weights[label] / 1000:10.1f}{lighter:8.2f}×")


if __name__ == "__main__":
    main()
