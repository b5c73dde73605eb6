"""Rasterising: one protocol, three engines, and one border where whatever an engine throws is caught.

An engine gets a document that the sanitizer has passed and whose root has exactly the wanted size.
"""

import ctypes
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Final, Protocol, TypeVar

import numpy as np

from toolkit.render.engines.outside import with_room
from toolkit.render.pixels import PixelArray, Pixels, RenderError, WrongSizeError
from toolkit.render.svg.optimize_opacity import with_light_opacity
from toolkit.render.svg.sanitizer import parse_sanitized
from toolkit.render.svg.sizing import sized
from toolkit.units import PixelSize

__all__ = [
    "DEFAULT_ENGINE",
    "ENGINE_NAMES",
    "Engine",
    "EngineUnavailableError",
    "Pixels",
    "RenderError",
    "WrongSizeError",
    "cairo_version",
    "engine_named",
    "guarded",
    "load_engine",
]

Result = TypeVar("Result")

ENGINE_NAMES: Final = ("librsvg", "resvg", "cairo")
DEFAULT_ENGINE: Final = "librsvg"

_REMEDIES: Final = {
    "librsvg": "its wheels come with the toolkit: `pip install pyvips pyvips-binary`",
    "resvg": "its wheel comes with the toolkit: `pip install resvg`",
    "cairo": "it needs CairoSVG and cairo's shared library: `pip install cairosvg`, then on Debian "
    "and Ubuntu `apt-get install libcairo2`, on macOS `brew install cairo`",
}
# More than the largest sheet planned (A2 with bleed at 300 dpi is 5,031 × 7,087), far less than what harms.
_MAX_PIXELS: Final = 120_000_000
# The names under which cairocffi looks for it.
_CAIRO_FILES: Final = ("libcairo.so.2", "libcairo.2.dylib", "libcairo-2.dll")
# cairo's image surfaces end at 32,767 px a side (cairo-image-surface.c, MAX_IMAGE_SIZE).
_MAX_SIDE: Final = 32_767


class EngineUnavailableError(RenderError):
    """An engine is not installed here; the message says what is missing and how to get it."""


class Engine(Protocol):
    """Something that turns a laid-out SVG into pixels."""

    @property
    def name(self) -> str:
        """The name people use: one of `ENGINE_NAMES`."""

    def rasterise(self, svg: bytes | str, size: PixelSize, *, transparent: bool = False) -> Pixels:
        """Draw a laid-out SVG at exactly `size` px, over white unless `transparent`.

        Raises `RenderError` when the drawing is refused or the engine fails, `WrongSizeError` when the result
        has other pixels.
        """

    def paint(self, document: bytes, size: PixelSize, *, transparent: bool = False) -> Pixels:
        """The same for a document of parts that the sanitizer has passed; its root has exactly that size."""


@dataclass(frozen=True, slots=True)
class _GuardedEngine:
    """An engine's bare drawing function behind the sanitizer, the check of the size and the border."""

    name: str
    draw: Callable[[bytes, PixelSize, bool], PixelArray]

    def rasterise(self, svg: bytes | str, size: PixelSize, *, transparent: bool = False) -> Pixels:
        """Draw a laid-out SVG at exactly `size` px (see `Engine`)."""
        _check_size(size)
        document = sized(with_light_opacity(parse_sanitized(svg)), size.width, size.height)
        return self.paint(document, size, transparent=transparent)

    def paint(self, document: bytes, size: PixelSize, *, transparent: bool = False) -> Pixels:
        """Draw a document that needs no looking at any more (see `Engine`)."""
        _check_size(size)
        roomy = with_room(document, size)
        _check_size(roomy.size)
        drawn = guarded(self.name, lambda: self.draw(roomy.document, roomy.size, transparent))
        pixels = Pixels(np.ascontiguousarray(roomy.cut(drawn)))
        pixels.require(size, self.name)
        return pixels


@lru_cache(maxsize=len(ENGINE_NAMES))
def engine_named(name: str) -> Engine:
    """Return the engine with that name; it keeps no state, so one serves all.

    Raises `ValueError` for a name outside `ENGINE_NAMES`, `EngineUnavailableError` when its library is
    missing.
    """
    return _GuardedEngine(name, load_engine(name).draw)


def load_engine(name: str) -> ModuleType:
    """Import the module of an engine; raise `EngineUnavailableError` when its library is missing here."""
    if name not in ENGINE_NAMES:
        raise ValueError(f"unknown engine '{name}' (hint: one of {', '.join(ENGINE_NAMES)})")
    try:
        return import_module(f"toolkit.render.engines.{name}")
    except (ImportError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise EngineUnavailableError(
            f"the engine '{name}' cannot be used here: {reason} (hint: {_REMEDIES[name]})"
        ) from error


@lru_cache(maxsize=1)
def cairo_version() -> str:
    """Return the version of cairo, which draws PDF pages; empty where it is not installed.

    The library is asked without CairoSVG, which takes a quarter of a second to load: every build asks.
    """
    if find_spec("cairosvg") is None:
        return ""
    for name in _CAIRO_FILES:
        with suppress(OSError, AttributeError):
            told = ctypes.CDLL(name).cairo_version_string
            told.restype = ctypes.c_char_p
            return str(told().decode())
    try:
        return str(load_engine("cairo").version())
    except EngineUnavailableError:
        return ""


def guarded(name: str, draw: Callable[[], Result]) -> Result:
    """Run an engine; whatever it throws becomes a `RenderError` that names it.

    Extension modules throw more than `Exception`: pyo3's `PanicException` derives from `BaseException`.
    Wishes to stop (Ctrl-C, exit) pass.
    """
    try:
        return draw()
    except (KeyboardInterrupt, SystemExit, GeneratorExit, RenderError):
        raise
    except BaseException as error:
        raise RenderError(f"the engine '{name}' failed: {type(error).__name__}: {error}") from error


def _check_size(size: PixelSize) -> None:
    """Raise `WrongSizeError` for sizes no engine should be asked for."""
    if min(size.width, size.height) < 1:
        raise WrongSizeError(f"a picture of {size} px has no pixels")
    if max(size.width, size.height) > _MAX_SIDE or size.width * size.height > _MAX_PIXELS:
        raise WrongSizeError(f"{size} px is more than the {_MAX_PIXELS:,} px an engine may be asked for")
