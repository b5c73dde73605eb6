"""One imported drawing beside the picture that its own tool makes of it, and what differs."""

import io
import re
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from lxml import etree
from numpy.typing import NDArray
from PIL import Image

from marked_words import Box, boxes, only_words, without_words
from reference_pictures import Picture, Viewers, on_white
from toolkit.compose.artboard.artboard import load_artboard
from toolkit.compose.artboard.drawn_text import lines_of
from toolkit.compose.artboard.families import Speech, first_at_hand
from toolkit.compose.artboard.ruler import Ruler
from toolkit.compose.artboard.slots import slots_in, words_of
from toolkit.compose.artboard.text_boxes import flow_box
from toolkit.compose.compose import compose
from toolkit.compose.filling.fill import Means, template_of
from toolkit.compose.filling.template import names_in
from toolkit.compose.svg.font_shorthand import families_in
from toolkit.compose.svg.svgdoc import parse_svg, view_box
from toolkit.compose.values import Value, Values
from toolkit.errors import Place, Problem
from toolkit.languages import Language
from toolkit.pipeline.drawing_gate import problems_of_drawing
from toolkit.render.encode.png import png
from toolkit.render.engines.engine import DEFAULT_ENGINE, engine_named
from toolkit.reports.importing.importing import import_files
from toolkit.sources.project import Project
from toolkit.sources.schema.models import record_of
from toolkit.sources.workspace.design import DESIGN_FILE, Design, DesignFile
from toolkit.sources.workspace.placement import CanvasSpec
from toolkit.svg.document import Element
from toolkit.svg.parser import FILE, parse
from toolkit.svg.references import links_of
from toolkit.typeset import FontLibrary
from toolkit.units import Insets, PixelSize

LONGEST: Final = 1200  # px of the compared pictures
WORD_LEVELS: Final = 8  # a pixel that differs by more with and without words is words
GOAL_LEVELS, GOAL_INK = 3.0, 0.02
_BLOCK: Final = 24  # px; a place of this size that differs a lot is seen
_SEEN: Final = 40.0  # levels
_INKSCAPE: Final = re.compile(rb"inkscape\.org/namespaces|sodipodi\.sourceforge|<flowRoot|shape-inside")
_ALWAYS_TOLD: Final = (
    "there is no layer 'safe'",
    "stays as drawn",
    "says the same in every language",
    "% of the canvas is bare",
)
_OUTLINED: Final = "there is no text in the drawing"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One artboard: what differs, what was said of it, and what it took; `fault` is why there is nothing."""

    name: str
    tool: str = ""
    levels: float = 0.0
    worst: float = 0.0
    """The levels of the block that differs most."""
    words: int = 0
    near: int = 0
    """Words whose box of ink is within 2 % of the short side."""
    farthest: float = 0.0
    told: tuple[str, ...] = ()
    refused: str = ""
    fault: str = ""
    seconds: float = 0.0
    """CPU of importing and building."""

    @property
    def within(self) -> bool:
        """Whether the picture is what the tool shows, as far as was promised."""
        return not self.fault and self.levels < GOAL_LEVELS and self.near == self.words

    @property
    def verdict(self) -> str:
        """What to make of it, in a word."""
        if self.fault:
            return "fault"
        if self.refused and not self.refused.startswith(_OUTLINED):
            return "refused"
        kind = "within" if self.within else "told" if self.told else "SILENT"
        return f"{kind}, no text" if self.refused else kind


@dataclass(frozen=True)
class Bench:
    """What all comparisons share; `out` is where pictures are kept, if they are."""

    project: Project
    out: Path | None

    @property
    def fonts(self) -> FontLibrary:
        """The fonts that we and the viewers see."""
        return FontLibrary.load(*self.project.folders.fonts)

    @property
    def viewers(self) -> Viewers:
        """The programs to compare with."""
        return Viewers(self.project.folders.fonts, "Noto Sans", {})


def compared(path: Path, bench: Bench) -> Iterator[Row]:
    """Import a file, and compare each of its artboards with what its tool shows; raises what comes."""
    start = time.process_time()
    found = import_files([path], "drawing", Path("/nonexistent"), bench.project, {})
    (refused,) = {reason for report in found.reports for reason in report.refused[:1]} or {""}
    drawings = {file.stem: data for file, data in found.files.items() if file.suffix == ".svg"}
    spec = _spec(found.files)
    if refused:
        data = path.read_bytes()
        if not refused.startswith(_OUTLINED):
            yield Row(name=path.name, refused=refused, seconds=time.process_time() - start)
            return
        drawings, spec = {"drawing": data}, _spec_of_artwork()
    design = Design(id="drawing", spec=spec, drawings=drawings)
    for board in drawings:
        before = _Imported(refused, list(found.problems), start)
        yield _compared_board(path, design, board, bench, before)
        start = time.process_time()


@dataclass(frozen=True)
class _Imported:
    """What the import said, and the CPU second at which it began."""

    refused: str
    problems: list[Problem]
    start: float


def _spec(files: Mapping[Path, bytes]) -> DesignFile:
    text = next((data.decode() for file, data in files.items() if file.name == DESIGN_FILE), "")
    if not text:
        return _spec_of_artwork()
    spec = record_of(DesignFile, {**tomllib.loads(text), "recolour": False}, DESIGN_FILE, [])
    assert spec is not None  # noqa: S101  the import has read it too
    return spec


def _spec_of_artwork() -> DesignFile:
    return DesignFile.model_validate(
        {
            "title": "t",
            "description": "t",
            "families": ("feed",),
            "recolour": False,
            "artboards": {"drawing": {"min_aspect": 0.001, "max_aspect": 1000.0}},
            "slots": {"no-slot-of-this-name": {"optional": True}},
        }
    )


def _compared_board(path: Path, design: Design, board: str, bench: Bench, before: "_Imported") -> Row:
    fonts = bench.fonts
    data = design.drawings[board]
    root = parse(data, FILE)
    box = view_box(parse_svg(data))
    factor = LONGEST / max(box.width, box.height)
    size = PixelSize(max(round(box.width * factor), 1), max(round(box.height * factor), 1))
    ours, said = _ours(design, board, size, fonts)
    seconds = time.process_time() - before.start
    problems = [*before.problems, *said, *problems_of_drawing(design, board)]
    by_inkscape = _INKSCAPE.search(data) is not None
    shown = _for_viewers(root, path, bench, (box.x, box.y, box.width, box.height))
    if not by_inkscape:  # a page shows a drawing as large as it says
        shown.set("width", str(size.width))
        shown.set("height", str(size.height))
    names = frozenset(design.spec.slots)
    marked = only_words(shown, names, for_inkscape=by_inkscape)
    variants = [etree.tostring(tree) for tree in (shown, without_words(shown), *marked)]
    theirs, bare, *their_words = bench.viewers.pictures(
        variants, (size.width, size.height), by_inkscape=by_inkscape
    )
    own = [
        _ours(_with(design, board, etree.tostring(tree)), board, size, fonts)[0]
        for tree in only_words(root, names, for_inkscape=by_inkscape)
    ]
    levels, worst, heat = _difference(ours, theirs, bare, (*their_words, *own))
    their_boxes, our_boxes = boxes((their_words[0], their_words[1])), boxes((own[0], own[1]))
    distances = list(_distances(their_boxes, our_boxes, min(size.width, size.height)))
    name = path.name if len(design.drawings) == 1 else f"{path.name}#{board}"
    if bench.out is not None:
        _keep(
            bench.out,
            name,
            {"ours": ours, "theirs": theirs, "heat": heat, "words": their_words[0], "own": own[0]},
        )
    return Row(
        name=name,
        tool="inkscape" if by_inkscape else "chromium",
        levels=round(levels, 3),
        worst=round(worst, 1),
        words=len(distances),
        near=sum(distance <= GOAL_INK for distance in distances),
        farthest=round(max(distances, default=0.0), 4),
        told=tuple(
            dict.fromkeys(str(p.message) for p in problems if not any(w in str(p) for w in _ALWAYS_TOLD))
        ),
        refused=before.refused,
        seconds=round(seconds, 2),
    )


def _with(design: Design, board: str, data: bytes) -> Design:
    return replace(design, drawings={**design.drawings, board: data})


def _ours(design: Design, board: str, size: PixelSize, fonts: FontLibrary) -> tuple[Picture, list[Problem]]:
    """Return our picture of an artboard at its own size with its own words, and what was said of it."""
    artboard = load_artboard(design, board, {}, None, fonts)
    values = _own_words(artboard.root, artboard.rules, Ruler(fonts))
    means = Means(language=Language("en"), fonts=fonts)
    result = compose(artboard, values, CanvasSpec(size=size, safe=Insets()), means=means, mirrored=False)
    pixels = engine_named(DEFAULT_ENGINE).rasterise(result.svg, size)
    with Image.open(io.BytesIO(png(pixels))) as image:
        return on_white(image), list(result.problems)


def _own_words(root: Element, rules: Mapping[str, Any], ruler: Ruler) -> Values:
    """Return the words of the samples as values of the names that their slots speak of."""
    place = Place(file="sample")
    values: dict[str, Value] = {}
    for slot in slots_in(root, rules):
        template = template_of(slot.name, slot.rules)
        texts = [
            node for node in slot.element.iter("{http://www.w3.org/2000/svg}text") if words_of(node).strip()
        ]
        flowed = bool(texts) and flow_box(texts[0], root) is not None
        lines = [line.words.strip() for text in texts for line in lines_of(text, ruler)]
        words = (" " if flowed else "\n").join(lines)
        for name in names_in(template):
            said = f"{{{{ {name} }}}}" if "{{" in words else words
            values[name] = Value(text=said, place=place)
    return values


def _for_viewers(root: Element, path: Path, bench: Bench, canvas: tuple[float, ...]) -> Element:
    """Return the drawing for other programs: with its size, links that lead where they did, and our fonts."""
    copy = etree.fromstring(etree.tostring(root), etree.XMLParser(huge_tree=True))
    is_sized = all(str(copy.get(side, "100%")).strip()[-1:] != "%" for side in ("width", "height"))
    if copy.get("viewBox") is None:
        # What has a size in units that programs scale by themselves keeps it.
        copy.set("viewBox", " ".join(f"{side:g}" for side in canvas))
    if not is_sized:
        copy.set("width", f"{canvas[2]:g}")
        copy.set("height", f"{canvas[3]:g}")
    for node in copy.iter("*"):
        for key, address in list(links_of(node)):
            if not address.startswith(("#", "data:")) and "://" not in address:
                node.set(key, (path.resolve().parent / address).as_uri())
        for key in ("font-family", "style"):
            if (written := node.get(key)) is not None:
                node.set(key, _our_families(str(written), bench, is_style=key == "style"))
    return copy


def _our_families(written: str, bench: Bench, *, is_style: bool) -> str:
    """Return a list of families with those names of ours that the programs know."""
    stacks = bench.project.fonts
    if stacks is None:
        return written
    if is_style:
        parts = [part.partition(":") for part in written.split(";")]
        return ";".join(
            f"{name}{colon}{_our_families(value, bench, is_style=False)}"
            if name.strip() == "font-family"
            else f"{name}{colon}{value}"
            for name, colon, value in parts
        )
    key = first_at_hand(tuple(families_in(written)), Speech(stacks=stacks))
    if key is None:
        return "Noto Sans"
    return str(stacks.families[key].name or key.replace("-", " ").title())


def _difference(
    ours: Picture, theirs: Picture, bare: Picture, words: Sequence[Picture]
) -> tuple[float, float, Picture]:
    """Return the mean difference outside of words, that of the worst block, and where it is."""
    inside = np.abs(theirs.astype(int) - bare).max(axis=2) > WORD_LEVELS
    for picture in words:
        inside |= (255 - picture.astype(int)).max(axis=2) > WORD_LEVELS
    outside = ~_grown(inside, 4)
    apart = np.abs(ours.astype(int) - theirs).mean(axis=2) * outside
    levels = float(apart[outside].mean()) if outside.any() else 0.0
    rows, columns = (side // _BLOCK * _BLOCK for side in apart.shape)
    blocks = (
        apart[:rows, :columns].reshape(rows // _BLOCK, _BLOCK, columns // _BLOCK, _BLOCK).mean(axis=(1, 3))
    )
    heat = np.clip(apart * 2, 0, 255).astype(np.uint8)
    return levels, float(blocks.max(initial=0.0)), np.repeat(heat[..., None], 3, axis=2)


def _grown(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Return a mask with everything that is nearer than some pixels."""
    wide = mask.copy()
    for axis in (0, 1):
        shifted = [np.roll(wide, step, axis) for step in range(-by, by + 1)]
        wide = np.logical_or.reduce(shifted)
    return wide


def _distances(theirs: Mapping[int, Box], ours: Mapping[int, Box], side: float) -> Iterator[float]:
    """Yield for each word how far the sides of its box are apart, in short sides; 1 if it is lost."""
    for number, box in theirs.items():
        other = ours.get(number)
        if other is not None:
            yield max(abs(a - b) for a, b in zip(box, other, strict=True)) / side
        elif box[3] - box[1] > 3 and box[2] - box[0] > 3:  # noqa: PLR2004  px; smaller ink is too pale to tell
            yield 1.0
    for number, box in ours.items():
        if number not in theirs and box[3] - box[1] > 3 and box[2] - box[0] > 3:  # noqa: PLR2004  see above
            yield 1.0


def _keep(out: Path, name: str, pictures: Mapping[str, Picture]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    whole = np.concatenate(list(pictures.values()), axis=1)
    Image.fromarray(whole).save(out / f"{name}.png")
