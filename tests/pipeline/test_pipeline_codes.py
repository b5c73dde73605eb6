"""QR codes in finished pictures are read as they are, and as platforms show them."""

import io

import numpy as np
import pytest
from PIL import Image

from toolkit.compose.filling.qr import QUIET_ZONE, symbol_for
from toolkit.compose.layout import Layout, QrBox
from toolkit.errors import Place
from toolkit.pipeline.context import ProjectContext
from toolkit.pipeline.pixel_checks import qr_problems
from toolkit.pipeline.plan import Selection, plan
from toolkit.render.checks.readability import decode_qr
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import Pixels
from toolkit.sources.project import Project
from toolkit.units import PixelSize, Rect, Size

ADDRESS = (
    "https://www.itu.int/en/wtisd/2021/Pages/default.aspx?utm_source=kit&utm_medium=qr&utm_campaign=wtisd"
)
DRAWING = Place(file="designs/card/wide.svg")
AT = 41  # px from the left and the top


def picture(module_px: int, address: str = ADDRESS, at: int = AT, **facts: object) -> tuple[Pixels, Layout]:
    """Return a grey picture with a symbol, and its layout."""
    symbol = symbol_for(address)
    side = symbol.side * module_px
    whole = side + 2 * AT
    array = np.full((whole, whole, 3), 160, dtype=np.uint8)
    light = np.pad(~np.array(symbol.rows), QUIET_ZONE, constant_values=True).astype(np.uint8) * 255
    drawn = np.kron(light, np.ones((module_px, module_px), np.uint8))
    array[at : at + side, at : at + side] = drawn[..., None]
    frame = Rect(at, at, side, side)
    code = QrBox(slot="qr", address=address, frame=frame, modules=symbol.modules, module_px=float(module_px))
    layout = Layout(
        size=PixelSize(whole, whole),
        canvas=Size(whole, whole),
        scale=1.0,
        safe=Rect(0, 0, whole, whole),
        texts=(),
        qr=(code,),
        **facts,
    )
    return Pixels(array), layout


def told(pixels: Pixels, layout: Layout) -> list[str]:
    """Return what is said of the codes of a picture."""
    return [str(problem) for problem in qr_problems(pixels, layout, DRAWING)]


@pytest.mark.parametrize("module_px", [4, 5, 6, 8])
def test_a_code_with_room_is_read_however_it_is_shown(module_px: int) -> None:
    """Nothing to say of modules of 4 px on even px, and of larger ones anywhere."""
    assert told(*picture(module_px, at=40 if module_px == 4 else AT)) == []


def test_a_code_that_is_lost_when_it_is_posted_is_told() -> None:
    """Modules of 1 px at half the size are still read as they are: said with how large the frame must be."""
    (problem,) = told(*picture(2))
    assert (
        problem.startswith(
            "designs/card/wide.svg:qr: the QR code cannot be read in a 188×188 picture at half its size, as "
            "platforms show it (hint: make its frame at least 318 px wide there, on a plain ground, or"
        )
        or "at half its size" in problem
    )
    needed = int(problem.partition("at least ")[2].partition(" px")[0])
    symbol = symbol_for(ADDRESS)
    assert told(*picture(needed // symbol.side)) == []


def test_paper_and_previews_are_not_made_smaller() -> None:
    """A printed page is seen as it is; a preview of another size says nothing of what is posted."""
    assert told(*picture(2, dpi=300)) == []
    pixels, layout = picture(4)
    larger = Pixels(np.kron(pixels.array, np.ones((2, 2, 1), np.uint8)))
    assert told(larger, layout) == []


def test_a_code_that_is_not_read_at_all_is_told_once() -> None:
    """The usual problem, and nothing about posting."""
    pixels, layout = picture(6)
    blank = Pixels(np.full_like(pixels.array, 255))
    (problem,) = told(blank, layout)
    assert "the QR code cannot be read in a " in problem
    assert "not as 'https://" in problem


def _parts(project: Project, placement: str) -> list[tuple[str, Image.Image]]:
    """Return address and picture of the codes that the call of each campaign has in English."""
    context = ProjectContext.of(project)
    chosen = Selection(languages=("en", "vi"), designs=("call-to-action",), placements=(placement,))
    parts = []
    for job in plan(project, chosen).stills:
        composed = context.compose(job)
        pixels = engine_named(DEFAULT_ENGINE).rasterise(composed.svg, composed.layout.size)
        assert [str(problem) for problem in qr_problems(pixels, composed.layout, DRAWING)] == []
        parts.extend((code.address, Image.fromarray(pixels.array[..., :3])) for code in composed.layout.qr)
    return parts


@pytest.mark.slow
@pytest.mark.parametrize("placement", ["vk-post-wide", "open-graph"])
def test_a_second_decoder_reads_the_smallest_codes(shipped_project: Project, placement: str) -> None:
    """ZBar reads them as they are, as a JPEG of quality 60 and at half the size, as our own does."""
    zbar = pytest.importorskip("pyzbar.pyzbar", exc_type=ImportError)
    parts = _parts(shipped_project, placement)
    assert parts
    for address, whole in parts:
        packed = io.BytesIO()
        whole.save(packed, "JPEG", quality=60)
        for treated in (
            whole,
            Image.open(io.BytesIO(packed.getvalue())),
            whole.resize((whole.width // 2, whole.height // 2), Image.Resampling.BOX),
        ):
            found = zbar.decode(treated.convert("L"), symbols=[zbar.ZBarSymbol.QRCODE])
            assert address in [code.data.decode() for code in found]
            assert decode_qr(Pixels(np.array(treated.convert("RGB")))) == (address,)
