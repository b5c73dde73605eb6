"""The three engines on the same drawings, in one run: CPU time to pixels, ratios, and how far they differ.

Run: ``python benchmarks/engines.py``. resvg's time holds its PNG encoder and our decoding of that PNG, which
its wheel makes necessary. What CairoSVG leaves out is printed beside its time.
"""

from functools import partial

import numpy as np

from drawings import DRAWINGS, SIDE
from measure import cpu_milliseconds
from toolkit.render.engines.engine import DEFAULT_ENGINE, ENGINE_NAMES, engine_named
from toolkit.render.svg.features import dropped_by
from toolkit.render.svg.sanitizer import parse_sanitized
from toolkit.units import PixelSize


def main() -> None:
    """Print one table per drawing."""
    size = PixelSize(SIDE, SIDE)
    for name, drawing in DRAWINGS.items():
        runs = {engine: partial(engine_named(engine).rasterise, drawing, size) for engine in ENGINE_NAMES}
        times = cpu_milliseconds({**runs, "(sanitizer)": partial(parse_sanitized, drawing)}, rounds=5)
        reference = runs[DEFAULT_ENGINE]().array.astype(int)
        print(f"\n{name} {size}      CPU ms   slower   levels apart   leaves out")
        for engine, milliseconds in times.items():
            slower = milliseconds / times[DEFAULT_ENGINE]
            apart = float(np.abs(runs[engine]().array - reference).mean()) if engine in runs else 0.0
            drops = ", ".join(dropped_by(engine, drawing)) if engine in runs else ""
            print(f"{engine:18}{milliseconds:8.1f}{slower:8.2f}×{apart:15.2f}   {drops}")


if __name__ == "__main__":
    main()
