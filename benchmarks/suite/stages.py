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
# The stage, the toolkit's own module, and the function that stands for a kind of work, or * for all of them.
# What a version of the toolkit does not have is left out.
OWN = (
    ("laying layers over each other", "toolkit.render.compositor.canvas", "*"),
    ("laying layers over each other", "toolkit.render.compositor.sprite", "*"),
    ("laying layers over each other", "toolkit.render.compositor.canvas", "*"),
    ("laying layers over each other", "toolkit.render.compositor.layer_painter", "*"),
    ("laying layers over each other", "toolkit.render.compositor.background", "*"),
    ("laying layers over each other", "toolkit.render.svg.fragments", "*"),
    ("laying layers over each other", "toolkit.svg.references", "*"),
    ("laying layers over each other", "toolkit.render.animation.blend", "*"),
    ("laying layers over each other", "toolkit.render.compositor.scene", "*"),
    ("laying layers over each other", "toolkit.render.svg.optimize_opacity", "*"),
    ("laying layers over each other", "toolkit.render.compositor.layers", "*"),
    ("judging differences", "toolkit.render.encode.perceptual", "*"),
    ("choosing how to encode", "toolkit.render.encode.choose", "*"),
    ("filters and palettes", "toolkit.render.encode.png", "*"),
    ("filters and palettes", "toolkit.render.encode.pillow", "*"),
    ("checking contrast", "toolkit.pipeline.pixel_checks", "*"),
    ("checking contrast", "toolkit.pipeline.pixel_checks", "*"),
    ("checking contrast", "toolkit.render.checks.readability", "*"),
    ("checking contrast", "toolkit.render.checks.colour_vision", "*"),
    ("the sanitizer", "toolkit.render.svg.sanitizer", "parse_sanitized"),
    ("the sanitizer", "toolkit.render.svg.sizing", "*"),
    ("the sanitizer", "toolkit.svg.parser", "*"),
    ("what engines leave out", "toolkit.pipeline.layout.drawing_checks", "drawing_problems"),
    ("PDF pages", "toolkit.render.pdf.page", "pdf_page"),
    ("laying out", "toolkit.pipeline.layout.tasks", "lay_out_batch"),
    ("reading sources", "toolkit.sources.project", "read_project"),
    ("captions and alt texts", "toolkit.pipeline.stages.captions", "caption"),
    ("packing kits", "toolkit.deliver.kit.kit", "pack"),
    ("remembering", "toolkit.pipeline.cache.blobs", "*"),
    ("remembering", "toolkit.pipeline.cache.store", "*"),
    ("remembering", "toolkit.pipeline.cache.cached_layers", "*"),
    ("remembering", "toolkit.render.compositor.layer_cache", "*"),
    ("remembering", "toolkit.pipeline.incremental.build_cache", "*"),
    ("remembering", "toolkit.pipeline.incremental.layout_keys", "*"),
    ("remembering", "toolkit.pipeline.incremental.up_to_date", "*"),
)
# Functions whose time counts as a whole: what they pack for the cache is no picture file.
WHOLE = frozenset(
    {("toolkit.render.compositor.layer_cache", "frozen"), ("toolkit.render.compositor.layer_cache", "thawed")}
)


class Clock:
    """CPU seconds by stage; a stage's own time is without that of the stages it calls."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._inner: list[float] = []
        self._closed = 0

    def timed(self, stage: str, work: Callable[..., Any], *, whole: bool = False) -> Callable[..., Any]:
        """Return `work`, with its time counted for `stage`; that of calls inside too if it is a `whole`."""

        @functools.wraps(work)
        def wrapper(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever the library takes and gives
            if self._closed:
                return work(*arguments, **named)
            self._inner.append(0.0)
            self._closed += whole
            start = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self._closed -= whole
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
    replaced: dict[int, Callable[..., Any]] = {}
    for stage, module, name in OWN:
        for holder, attribute in _functions(module, name):
            original = getattr(holder, attribute)
            if not inspect.isgeneratorfunction(original) and id(original) not in replaced:
                is_whole = (module, attribute) in WHOLE
                replaced[id(original)] = clock.timed(stage, original, whole=is_whole)
                setattr(holder, attribute, replaced[id(original)])
    for module in [found for key, found in sys.modules.items() if key.startswith("toolkit.")]:
        for key, value in list(vars(module).items()):
            if id(value) in replaced:
                setattr(module, key, replaced[id(value)])


def _functions(module: str, name: str) -> list[tuple[Any, str]]:
    """Return where a function stands, or everything that a module defines; nothing if it is not there."""
    if name != "*":
        holder, attribute = _holder(module, name)
        return [] if holder is None else [(holder, attribute)]
    try:
        found = importlib.import_module(module)
    except ImportError:
        return []
    own = [value for value in vars(found).values() if getattr(value, "__module__", "") == module]
    holders = [found, *(value for value in own if inspect.isclass(value))]
    return [
        (holder, key)
        for holder in holders
        for key, value in vars(holder).items()
        if inspect.isfunction(value) and value.__module__ == module
    ]


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
