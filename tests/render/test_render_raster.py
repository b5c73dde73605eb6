"""Engines: exact sizes, agreement between two independent rasterisers, and clean failures."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from render_probes import svg

from toolkit.render.engines import engine as raster
from toolkit.render.engines.engine import (
    ENGINE_NAMES,
    EngineUnavailableError,
    RenderError,
    WrongSizeError,
    engine_named,
    guarded,
)
from toolkit.render.pixels import Pixels
from toolkit.units import PixelSize

ODD_SIZES = [
    PixelSize(1080, 566),
    PixelSize(851, 315),
    PixelSize(1, 1),
    PixelSize(728, 90),
    PixelSize(33, 401),
]
SHAPES = (
    '<linearGradient id="g"><stop offset="0" stop-color="#0b1f4b"/><stop offset="1" stop-color="#12a1d8"/>'
    '</linearGradient><clipPath id="c"><circle cx="20" cy="20" r="15"/></clipPath>'
    '<rect width="40" height="40" fill="url(#g)"/><g clip-path="url(#c)" opacity="0.5">'
    '<path d="M0 40L20 0L40 40z" fill="#ffb600"/></g><ellipse cx="10" cy="30" rx="8" ry="4" fill="#fff"/>'
)


def canvas(size: PixelSize, body: str, *, scale: float = 1.0) -> str:
    """Return a document with the shape of `size`, in its own units."""
    box = f"0 0 {size.width * scale:g} {size.height * scale:g}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{body}</svg>'


def difference(one: Pixels, other: Pixels) -> float:
    """Return the mean difference of two pictures, in levels of 255."""
    return float(np.abs(one.array.astype(int) - other.array.astype(int)).mean())


@pytest.mark.parametrize("name", ENGINE_NAMES)
@pytest.mark.parametrize("size", ODD_SIZES, ids=str)
def test_every_engine_draws_exactly_the_pixels_asked_for(name: str, size: PixelSize) -> None:
    """Odd sizes come out to the pixel, painted up to every edge, whatever the drawing's own units are."""
    drawing = canvas(size, '<rect width="100%" height="100%" fill="#0b1f4b"/>', scale=1.7)
    pixels = engine_named(name).rasterise(drawing, size)
    assert pixels.size == size
    assert (pixels.array == (0x0B, 0x1F, 0x4B)).all()


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_a_rounded_shape_is_cut_by_a_fraction_of_a_pixel(name: str) -> None:
    """A 16:9 drawing fills 1366×768, which is 16:9 only nearly, without a seam at any edge."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900"><path d="M0 0H1600V900H0z"/></svg>'
    )
    pixels = engine_named(name).rasterise(drawing, PixelSize(1366, 768))
    assert int(pixels.array.max()) == 0


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_another_shape_is_an_error(name: str) -> None:
    """A square drawing is not letterboxed into a story."""
    with pytest.raises(RenderError, match="does not have the shape of a picture of 1080×1920 px"):
        engine_named(name).rasterise(svg(SHAPES), PixelSize(1080, 1920))


@pytest.mark.parametrize("name", ["resvg", "cairo"])
def test_engines_agree_on_simple_shapes(name: str) -> None:
    """Gradients, clips, curves and group opacity look the same in independent engines."""
    size = PixelSize(400, 400)
    reference = engine_named("librsvg").rasterise(svg(SHAPES), size)
    assert difference(engine_named(name).rasterise(svg(SHAPES), size), reference) < 1


def test_the_comparison_can_fail() -> None:
    """Two drawings that differ in one small shape are told apart by the same measure."""
    size = PixelSize(400, 400)
    other = SHAPES.replace('rx="8"', 'rx="2"')
    engine = engine_named("librsvg")
    assert difference(engine.rasterise(svg(SHAPES), size), engine.rasterise(svg(other), size)) > 1


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_drawings_are_opaque_over_white(name: str) -> None:
    """Where nothing is drawn the picture is white, and there is no alpha channel."""
    pixels = engine_named(name).rasterise(
        svg('<rect width="20" height="40" fill="#000"/>'), PixelSize(40, 40)
    )
    assert not pixels.has_alpha
    assert pixels.array[20, [10, 30]].tolist() == [[0, 0, 0], [255, 255, 255]]


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_transparency_on_request_is_straight_alpha(name: str) -> None:
    """Half-transparent red keeps the full red in its colour channels; nothing drawn is fully transparent."""
    drawing = svg('<rect width="20" height="40" fill="#ff0000" fill-opacity="0.5"/>')
    pixels = engine_named(name).rasterise(drawing, PixelSize(40, 40), transparent=True)
    painted, empty = pixels.array[20, 10].tolist(), pixels.array[20, 30].tolist()
    assert painted == pytest.approx([255, 0, 0, 127], abs=1)
    assert empty[3] == 0


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_an_engine_gives_the_same_pixels_twice_and_in_threads(name: str) -> None:
    """One engine value serves several threads, and drawing again changes nothing."""
    engine = engine_named(name)
    with ThreadPoolExecutor(2) as pool:
        runs = list(
            pool.map(lambda _: engine.rasterise(svg(SHAPES), PixelSize(97, 97)).array.tobytes(), range(4))
        )
    assert len(set(runs)) == 1


@pytest.mark.parametrize(
    "size", [PixelSize(0, 10), PixelSize(40_000, 10), PixelSize(20_000, 20_000)], ids=str
)
def test_absurd_sizes_never_reach_an_engine(size: PixelSize) -> None:
    """Engines abort the process on some sizes; those are refused with the numbers."""
    with pytest.raises(WrongSizeError):
        engine_named("librsvg").rasterise(canvas(PixelSize(10, 10), ""), size)


def test_a_wrong_size_from_an_engine_is_noticed() -> None:
    """An engine that rounds differently is an error, not a file of the wrong size."""
    with pytest.raises(WrongSizeError, match=r"lazy made 9×8 px, asked for 9×9"):
        Pixels(np.zeros((8, 9, 3), dtype=np.uint8)).require(PixelSize(9, 9), "lazy")


def test_an_unknown_engine_is_named_with_the_known_ones() -> None:
    """The message lists what can be chosen."""
    with pytest.raises(ValueError, match=r"unknown engine 'chrome' .*librsvg, resvg, cairo"):
        engine_named("chrome")


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without cairo's shared library the message names the packages to install."""
    raster.engine_named.cache_clear()
    monkeypatch.delitem(sys.modules, "toolkit.render.engines.cairo", raising=False)
    monkeypatch.setitem(sys.modules, "cairosvg.parser", None)
    with pytest.raises(EngineUnavailableError, match=r"apt-get install libcairo2.*brew install cairo"):
        engine_named("cairo")


def test_a_shared_library_that_cannot_be_opened_is_the_same_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not ImportError but OSError is what cairocffi raises, with several lines; the first is kept."""

    def fail(name: str) -> None:
        raise OSError(f"no library called 'cairo-2' was found for {name}\nsecond line")

    monkeypatch.setattr(raster, "import_module", fail)
    with pytest.raises(EngineUnavailableError, match=r"no library called 'cairo-2' .* \(hint:") as caught:
        raster.load_engine("cairo")
    assert "second line" not in str(caught.value)


def test_whatever_an_engine_throws_names_the_engine() -> None:
    """Rust panics derive from BaseException; they become ordinary errors, while Ctrl-C passes."""

    class PanicException(BaseException):
        """As pyo3 defines it."""

    def panic() -> None:
        raise PanicException("index out of bounds")

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(RenderError, match="the engine 'resvg' failed: PanicException: index out of bounds"):
        guarded("resvg", panic)
    with pytest.raises(KeyboardInterrupt):
        guarded("resvg", interrupt)


@pytest.mark.parametrize("name", ENGINE_NAMES)
def test_a_drawing_that_is_not_xml_is_an_error(name: str) -> None:
    """Broken files are told apart from drawings before an engine sees them."""
    with pytest.raises(RenderError, match="not well-formed XML"):
        engine_named(name).rasterise(b"\x89PNG", PixelSize(4, 4))


def test_pixels_cannot_be_changed() -> None:
    """A picture is a value: nobody paints over it on its way to the file."""
    pixels = Pixels(np.zeros((2, 2, 3), dtype=np.uint8))
    with pytest.raises(ValueError, match="read-only"):
        pixels.array[0, 0, 0] = 1


@pytest.mark.parametrize("shape", [(2, 2), (2, 2, 1), (0, 2, 3)])
def test_pixels_have_three_or_four_channels(shape: tuple[int, ...]) -> None:
    """Arrays of other shapes are not pictures."""
    with pytest.raises(ValueError, match="not a picture"):
        Pixels(np.zeros(shape, dtype=np.uint8))


def test_a_slender_picture_may_be_small() -> None:
    """A 6:1 cover of 4200 × 700 px drawn at a sixth has 700 × 117 px: rounding is not another shape."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1512 252"><rect width="9" height="9"/></svg>'
    )
    pixels = engine_named("librsvg").rasterise(drawing, PixelSize(700, 117))
    assert pixels.size == PixelSize(700, 117)
    with pytest.raises(RenderError, match="does not have the shape"):
        engine_named("librsvg").rasterise(drawing, PixelSize(700, 121))


@pytest.mark.parametrize("missing", ["library", "CairoSVG"])
def test_cairo_is_asked_for_its_version_without_loading_cairosvg(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    """The version is that of the library; without it, or without CairoSVG, there is none."""

    def fail(name: str) -> None:
        raise OSError(f"no {name}")

    known = raster.cairo_version()
    assert known == str(raster.load_engine("cairo").version())
    raster.cairo_version.cache_clear()
    monkeypatch.setattr(raster.ctypes, "CDLL", fail)
    monkeypatch.setattr(raster, "import_module", fail)
    if missing == "CairoSVG":
        monkeypatch.undo()
        monkeypatch.setattr(raster, "find_spec", lambda _name: None)
    assert raster.cairo_version() == ""
    raster.cairo_version.cache_clear()
