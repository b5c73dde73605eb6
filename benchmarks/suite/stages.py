"""Where the toolkit's CPU time goes: it runs in this process, with the borders to its libraries timed.

Run as ``python -m suite.stages RESULT.json build ...``: the rest is the toolkit's own command line. A call
counts only the time that no timed call inside it counts, so the stages add up to what was used.
"""

import functools
import importlib
import inspect
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

RASTER, CODECS = "raster engine", "image codecs"

# The stage, the module, and the function or class attribute in it that enters a library.
LIBRARIES = (
    (RASTER, "pyvips", "Image.svgload_buffer"),
    (RASTER, "pyvips", "Image.write_to_memory"),
    (RASTER, "resvg", "render"),
    (RASTER, "cairosvg.surface", "PNGSurface.__init__"),
    ("PDF pages", "cairosvg.surface", "PDFSurface.__init__"),
    ("PDF pages", "pikepdf", "Pdf.save"),
    (CODECS, "PIL.Image", "Image.save"),
    (CODECS, "PIL.Image", "Image.load"),
    (CODECS, "PIL.Image", "Image.quantize"),
    (CODECS, "PIL.Image", "Image.tobytes"),
    (CODECS, "deflate", "zlib_compress"),
    (CODECS, "deflate", "crc32"),
    ("reading QR codes", "zxingcpp", "read_barcodes"),
    ("text shaping", "uharfbuzz", "shape"),
)
# The stage and the toolkit's own function, where it stands for a kind of work; those not found are left out.
OWN = (
    ("laying one layer over another", "toolkit.render.layers", "over"),
    ("judging differences", "toolkit.render.difference", "Judge.__call__"),
    ("judging differences", "toolkit.render.difference", "sample_of"),
    ("checking contrast", "toolkit.render.verify", "contrast_behind"),
    ("checking contrast", "toolkit.pipeline.inspect", "faint_words"),
    ("choosing how to encode", "toolkit.render.encode", "encode"),
    ("PDF pages", "toolkit.render.pdf", "pdf_page"),
    ("what engines leave out", "toolkit.render.features", "dropped_by"),
    ("checking contrast", "toolkit.render.verify", "without_words"),
    ("PNG filters", "toolkit.render.png", "png"),
    ("the gate", "toolkit.render.gate", "admitted"),
    ("laying out", "toolkit.compose.compose", "compose"),
    ("reading sources", "toolkit.sources.project", "read_project"),
    ("captions and alt texts", "toolkit.pipeline.kits", "wordings"),
    ("packing kits", "toolkit.deliver.kit", "pack"),
    ("writing files", "toolkit.files", "write_atomic"),
)


class Clock:
    """CPU seconds by stage; a stage's own time is without that of the stages it calls."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return `work`, with its time counted for `stage`."""

        @functools.wraps(work)
        def wrapper(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the library takes and gives
            self._inner.append(0.0)
            start = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                spent = time.process_time() - start
                self.seconds[stage] += spent - self._inner.pop()
                if self._inner:
                    self._inner[-1] += spent

        return wrapper


def watch_libraries(clock: Clock) -> None:
    """Time the calls into libraries; done before the toolkit is imported, so that it gets the timed ones."""
    for stage, module, name in LIBRARIES:
        holder, attribute = _holder(module, name)
        if holder is not None:
            timed = clock.timed(stage, getattr(holder, attribute))
            setattr(holder, attribute, timed if _is_method(holder, attribute) else staticmethod(timed))


def _is_method(holder: Any, attribute: str) -> bool:  # noqa: ANN401 - a module or a class
    """Whether calls through it get the object as their first argument; pyvips makes its loaders on demand."""
    kind = inspect.getattr_static(holder, attribute, None)
    return inspect.isfunction(kind) or inspect.ismodule(holder)


def watch_own(clock: Clock) -> None:
    """Time functions of the toolkit, wherever they have been imported to."""
    for stage, module, name in OWN:
        holder, attribute = _holder(module, name)
        if holder is None:
            continue
        original = getattr(holder, attribute)
        timed = clock.timed(stage, original)
        setattr(holder, attribute, timed)
        for other in [found for key, found in sys.modules.items() if key.startswith("toolkit.")]:
            for key, value in list(vars(other).items()):
                if value is original:
                    setattr(other, key, timed)


def _holder(module: str, name: str) -> tuple[Any, str]:
    """Return what holds a function, and its name there; None if this version has no such thing."""
    try:
        holder: Any = importlib.import_module(module)
    except ImportError:
        return None, name
    *path, attribute = name.split(".")
    for part in path:
        holder = getattr(holder, part, None)
    return (holder if hasattr(holder, attribute) else None), attribute


def main() -> None:
    """Run the toolkit's command line and write the seconds of each stage."""
    result, *arguments = sys.argv[1:]
    clock = Clock()
    watch_libraries(clock)
    door = importlib.import_module("toolkit.cli.main")
    importlib.import_module("toolkit.render.engines.librsvg")
    watch_own(clock)
    clock.seconds["starting Python and its libraries"] = time.process_time()
    start = time.process_time()
    door.cli.main(arguments, standalone_mode=False)
    total = time.process_time() - start + clock.seconds["starting Python and its libraries"]
    clock.seconds["the rest, in Python"] = total - sum(clock.seconds.values())
    Path(result).write_text(json.dumps({"total": total, "stages": dict(clock.seconds)}), encoding="utf-8")


if __name__ == "__main__":
    main()
