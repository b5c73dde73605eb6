"""How near is an imported drawing to what its tool shows?  A table for every SVG in a folder.

Each drawing is composed at its own size with its own words, by the default engine, and compared with the
picture that Chromium makes of the file. Two figures matter: the mean difference of levels outside of words,
and how far the box of all words lies from where Chromium has it.

    python benchmarks/import_fidelity.py FOLDER [--out FOLDER]
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from lxml import etree
from PIL import Image

from toolkit.compose.artboard.artboard import load_artboard
from toolkit.compose.artboard.kept_text import loose_texts
from toolkit.compose.compose import compose
from toolkit.compose.filling.fill import Means
from toolkit.compose.svg.svgdoc import parse_svg, view_box
from toolkit.languages import Language
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.sources.project import Folders
from toolkit.sources.workspace.design import Design, DesignFile
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.svg.parser import SvgError
from toolkit.typeset import FontLibrary
from toolkit.units import Insets, PixelSize

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 1200  # px of the compared pictures
WORD_LEVELS = 12  # a pixel that differs by more with and without words is words
GOAL_LEVELS, GOAL_INK = 3.0, 0.02


@dataclass(frozen=True)
class Row:
    """One drawing: levels outside words, distance of their box as a share of the side, or what failed."""

    name: str
    levels: float = 0.0
    ink: float = 0.0
    texts: int = 0
    fault: str = ""


def main() -> None:
    """Print the table; leave with 1 if a drawing misses the goals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, help="keep the pictures here")
    arguments = parser.parse_args()
    fonts = FontLibrary.load(*Folders.of(None).fonts)
    rows = list(_rows(sorted(arguments.folder.rglob("*.svg")), fonts, arguments.out))
    print(f"{'drawing':<44} {'texts':>5} {'levels':>7} {'ink %':>6}")
    for row in rows:
        figures = row.fault or f"{row.texts:>5} {row.levels:>7.2f} {100 * row.ink:>6.2f}"
        print(f"{row.name[:44]:<44} {figures}")
    missed = [row for row in rows if row.fault or row.levels >= GOAL_LEVELS or row.ink > GOAL_INK]
    print(f"{len(rows) - len(missed)} of {len(rows)} within {GOAL_LEVELS:g} levels and {100 * GOAL_INK:g} %")
    raise SystemExit(bool(missed))


def _rows(paths: list[Path], fonts: FontLibrary, out: Path | None) -> Iterator[Row]:
    for path in paths:
        try:
            yield _compared(path, fonts, out)
        except (SvgError, ValueError, OSError, subprocess.SubprocessError) as error:
            yield Row(path.name, fault=str(error).replace("\n", " ")[:120])


def _compared(path: Path, fonts: FontLibrary, out: Path | None) -> Row:
    data = path.read_bytes()
    root = parse_svg(data)
    box = view_box(root)
    scale = LONGEST / max(box.width, box.height)
    size = PixelSize(max(round(box.width * scale), 1), max(round(box.height * scale), 1))
    ours, texts = _ours(data, size, fonts)
    faces = _faces(fonts)
    theirs = _theirs(data, size, faces)
    bare = _theirs(_without_words(data), size, faces)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        Image.fromarray(ours).save(out / f"{path.stem}-ours.png")
        Image.fromarray(theirs).save(out / f"{path.stem}-theirs.png")
    is_words = np.abs(theirs.astype(int) - bare).max(axis=2) > WORD_LEVELS
    our_words = np.abs(ours.astype(int) - bare).max(axis=2) > WORD_LEVELS
    outside = ~_grown(is_words | our_words & _grown(is_words))
    levels = float(np.abs(ours.astype(int) - theirs)[outside].mean()) if outside.any() else 0.0
    return Row(path.name, levels, _distance(is_words, our_words & _grown(is_words)), texts)


def _grown(mask: np.ndarray, by: int = 24) -> np.ndarray:
    """Return a mask with everything nearer than some pixels."""
    image = Image.fromarray(mask.astype(np.uint8) * 255)
    small = image.reduce(8).point(lambda level: 255 if level else 0)
    wide = np.asarray(small.resize(image.size, Image.Resampling.NEAREST)) > 0
    for axis in (0, 1):
        wide = np.logical_or.reduce([np.roll(wide, step, axis) for step in range(-by, by + 1, 8)])
    return wide


def _distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the largest distance of the sides of two boxes of ink, as a share of the picture's long side."""
    if not one.any() or not other.any():
        return 0.0 if one.any() == other.any() else 1.0
    boxes = []
    for mask in (one, other):
        down, across = np.nonzero(mask.any(axis=1))[0], np.nonzero(mask.any(axis=0))[0]
        boxes.append((across[0], across[-1], down[0], down[-1]))
    return max(abs(int(a) - int(b)) for a, b in zip(*boxes, strict=True)) / max(one.shape)


def _ours(data: bytes, size: PixelSize, fonts: FontLibrary) -> tuple[np.ndarray, int]:
    spec = {
        "title": "t",
        "description": "t",
        "families": ("feed",),
        "recolour": False,
        "artboards": {"a": {"min_aspect": 0.001, "max_aspect": 1000.0}},
        "slots": {"no-slot-of-this-name": {"optional": True}},
    }
    design = Design(id="d", spec=DesignFile.model_validate(spec), drawings={"a": data})
    texts = sum(1 for _ in loose_texts(parse_svg(data), design.rules("a")))
    artboard = load_artboard(design, "a", {}, None, fonts)
    target = CanvasSpec(size=size, safe=Insets())
    means = Means(language=Language("en"), fonts=fonts)
    composed = compose(artboard, {}, target, means=means, mirrored=False)
    pixels = engine_named(DEFAULT_ENGINE).rasterise(composed.svg, size)
    return _on_white(Image.open(io.BytesIO(png(pixels)))), texts


def _without_words(data: bytes) -> bytes:
    root = etree.fromstring(data, _parser())
    for text in list(root.iter("{*}text", "{*}flowRoot")):
        parent = text.getparent()
        if parent is not None:
            parent.remove(text)
    return etree.tostring(root)


def _theirs(data: bytes, size: PixelSize, faces: str) -> np.ndarray:
    """Return what Chromium shows of a drawing, with the fonts that we have under the names that tools use."""
    root = etree.fromstring(data, _parser())
    box = view_box(parse_svg(data))
    if root.get("viewBox") is None:
        root.set("viewBox", f"{box.x} {box.y} {box.width} {box.height}")
    root.set("width", str(size.width))
    root.set("height", str(size.height))
    drawing = etree.tostring(root, encoding="unicode")
    page = (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><style>{faces} svg {{ display: block }}</style>'
        "</head>"
        f'<body style="margin:0">{drawing}</body></html>'
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "d.xhtml").write_text(page, encoding="utf-8")
        program = shutil.which("chromium") or shutil.which("chromium-browser") or "chromium"
        options = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
        )
        picture = place / "d.png"
        shot = (f"--screenshot={picture}", f"--window-size={size.width},{size.height}")
        command = [program, *options, f"--user-data-dir={folder}/p", *shot, f"file://{place}/d.xhtml"]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return _on_white(Image.open(picture))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=True, no_network=True, huge_tree=True)


def _faces(fonts: FontLibrary) -> str:
    """Return `@font-face` rules for every family at hand, under the name that design tools know."""
    rules = []
    for key, family in fonts.stacks.families.items():
        name = family.name or key.replace("-", " ").title()
        for face in family.faces:
            weight = " ".join(f"{value:g}" for value in dict.fromkeys(face.weights))
            style = "italic" if face.italic else "normal"
            rules.append(
                f"@font-face {{ font-family: '{name}'; font-weight: {weight}; font-style: {style}; "
                f"src: url('file://{face.file.resolve()}') }}"
            )
    return " ".join(rules)


def _on_white(image: Image.Image) -> np.ndarray:
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return np.asarray(ground.convert("RGB"))


if __name__ == "__main__":
    main()
