"""Loops: what moves, in which order, at what size, and what is refused."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from samples import MINIMAL
from toolkit.compose.layout import Layout, QrBox, TextBox
from toolkit.deliver.verify.verify import verify_kit
from toolkit.file_formats import Codec
from toolkit.pipeline.build import Options, build
from toolkit.pipeline.paint.animation import AnimationExport, loop_of, movement_of
from toolkit.pipeline.plan import Selection
from toolkit.pipeline.workers.processes import Advance
from toolkit.render.animation.movement import Transition
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.render.pixels import Pixels, RenderError
from toolkit.sources.workspace.placement import MovingSpec
from toolkit.units import PixelSize, Rect, Size

SIZE = PixelSize(160, 120)
HALF = PixelSize(80, 60)
BODY = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240" viewBox="0 0 320 240">'
    b'<g id="theme" data-slot="theme"><g aria-label="Theme"><title>Theme</title>'
    b'<path d="M40 40h160v40H40z" fill="#ffffff"/></g></g>'
    b'<g id="date" data-slot="date"><g aria-label="Date"><title>Date</title>'
    b'<path d="M40 180h80v20H40z" fill="#ffffff"/></g></g></svg>'
)


def _text(slot: str, box: Rect) -> TextBox:
    return TextBox(
        slot=slot,
        text=slot.title(),
        lines=(slot.title(),),
        frame=box,
        ink=box,
        line_inks=(box,),
        size=20,
        font_px=10,
        fill="#ffffff",
        weight=400,
    )


def _layout(*qr: QrBox) -> Layout:
    """Return a picture of two texts, the lower one first, at half a pixel to the unit."""
    texts = (_text("date", Rect(40, 180, 80, 20)), _text("theme", Rect(40, 40, 160, 40)))
    return Layout(
        size=SIZE, canvas=Size(320, 240), scale=0.5, safe=Rect(0, 0, 320, 240), texts=texts, qr=tuple(qr)
    )


def gif_of(size: PixelSize, transition: Transition, slots: tuple[str, ...] = ()) -> AnimationExport:
    """Return the order of a GIF."""
    return AnimationExport(codec=Codec.GIF, file=MovingSpec(size=size), transition=transition, slots=slots)


def _loop(order: AnimationExport, layout: Layout) -> list[np.ndarray]:
    ground = Pixels(np.full((order.size.height, order.size.width, 3), 40, dtype=np.uint8))
    engine = engine_named(DEFAULT_ENGINE)
    made = loop_of(
        order, layout, ground, BODY, lambda svg: engine.rasterise(svg, order.size, transparent=True)
    )
    with Image.open(io.BytesIO(made.data)) as image:
        assert (made.file.codec, image.size) == ("gif", (order.size.width, order.size.height))
        frames = []
        for index in range(image.n_frames):
            image.seek(index)
            frames.append(np.asarray(image.convert("RGB")).astype(int))
    return frames


def test_only_the_chosen_text_moves() -> None:
    """The theme goes and comes back; the date stands in every frame."""
    frames = _loop(
        gif_of(SIZE, "fade", ("theme",)),
        _layout(),
    )
    theme = [frame[30, 60].mean() for frame in frames]
    date = [frame[95, 40].mean() for frame in frames]
    assert theme[0] > 240
    assert min(theme) < 60
    assert min(date) > 240


def test_a_smaller_loop_shows_the_same_picture() -> None:
    """Where a platform takes smaller moving pictures, the boxes shrink along."""
    order = AnimationExport(
        codec=Codec.GIF, file=MovingSpec(size=HALF), transition="slide_in", slots=("theme",)
    )
    assert movement_of(order, _layout()).boxes == (Rect(10, 10, 40, 10),)
    frames = _loop(order, _layout())
    assert frames[0][15, 30].mean() > 240


def test_lines_come_in_the_order_they_are_read() -> None:
    """As the design lists its slots, or else from the top down."""
    listed = AnimationExport(
        codec=Codec.GIF, file=MovingSpec(size=SIZE), transition="slide_in", slots=("date", "theme")
    )
    assert movement_of(listed, _layout()).slots == ("date", "theme")
    every = gif_of(SIZE, "slide_in")
    assert movement_of(every, _layout()).slots == ("theme", "date")


def test_a_loop_in_which_nothing_moves_is_refused() -> None:
    """A row whose moving slots are empty is told, not shipped as a loop that stands."""
    order = gif_of(SIZE, "fade", ("today",))
    with pytest.raises(RenderError, match=r"nothing moves in the loop: none of its slots \(today\)"):
        _loop(order, _layout())


def test_a_code_must_be_readable_in_the_first_frame() -> None:
    """A symbol that does not survive the smaller size is told."""
    code = QrBox(slot="qr", address="https://example.org", frame=Rect(0, 0, 9, 9), modules=25, module_px=0.2)
    order = gif_of(HALF, "fade", ("theme",))
    with pytest.raises(RenderError, match="a QR code cannot be read in the moving picture of 80×60 px"):
        _loop(order, _layout(code))


MOTION = """
[motion]
transition = "slide_in"
slots = ["theme"]
placements = ["x-post-landscape"]
formats = ["gif"]
"""
SELECTION = Selection(languages=("ar",), placements=("x-post-landscape", "facebook-post-square"))


@contextmanager
def silent(_name: str, _total: int) -> Iterator[Advance]:
    """Show no progress."""
    yield lambda _steps: None


def _files(workspace: Path, out: Path) -> dict[str, bytes]:
    """Build the selection, and return the pictures of its kit, which is whole."""
    assert build(workspace, SELECTION, Options(out=out), silent).is_clean
    assert verify_kit(out / "minimal_ar.zip") == []
    with zipfile.ZipFile(out / "minimal_ar.zip") as kit:
        names = [name for name in kit.namelist() if "/images/" in name or name.endswith("manifest.json")]
        return {name.partition("/")[2]: kit.read(name) for name in names}


def test_a_design_with_motion_is_built_with_its_loops(tmp_path: Path) -> None:
    """A loop comes beside its still, in the size that plays, with a readable code; nothing else differs."""
    workspace = shutil.copytree(MINIMAL, tmp_path / "workspace")
    stills = _files(workspace, tmp_path / "stills")
    design = workspace / "designs" / "card" / "design.toml"
    text = design.read_text(encoding="utf-8")
    design.write_text(text.replace("[slots.day_name]", f"{MOTION}\n[slots.day_name]"), encoding="utf-8")
    moving = _files(workspace, tmp_path / "moving")
    loop = "images/x/minimal_card-loop_x-post-landscape_ar.gif"
    assert set(moving) - set(stills) == {loop}
    assert all(moving[name] == data for name, data in stills.items() if name != "manifest.json")
    records = {record["path"]: record for record in json.loads(moving["manifest.json"])["files"]}
    assert [records[loop][key] for key in ("width", "height", "moving")] == [1280, 720, True]
    assert records[loop]["qr"]
    packing = records[loop]["packing"]
    assert [packing[key] for key in ("codec", "colours", "moving")] == ["gif", 256, True]
    still = next(path for path in records if "x-post-landscape" in path and path != loop)
    assert records[loop]["picture"] == records[still]["picture"]
