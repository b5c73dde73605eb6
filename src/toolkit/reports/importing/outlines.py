"""Words that Inkscape has turned into outlines (Object to Path) and still names, in `aria-label`.

Where such words are those of a slot, they become live text again: in the place, size and look that they had.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from lxml import etree

from toolkit.affine import Affine, number
from toolkit.compose.artboard.drawn_text import piece_of
from toolkit.compose.artboard.kept_text import is_switched_off
from toolkit.compose.artboard.ruler import Measured, Ruler, language_written
from toolkit.compose.artboard.sample import face_of, stated_align
from toolkit.compose.artboard.slot_frames import hull
from toolkit.compose.artboard.slots import plain_templates
from toolkit.compose.artboard.surroundings import geometry
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.lengths import font_size_of
from toolkit.compose.svg.svgdoc import inherited
from toolkit.reports.importing.found_text import NUMBER, FoundText, Layer
from toolkit.svg.document import NOT_PAINTED, XML, Element, local_name, matrix_to_root, svg_tag
from toolkit.units import Rect, Size

WORDS: Final = "aria-label"
_NOWHERE: Final = Size(0.0, 0.0)
_OTHER_SIZE: Final = 0.1  # by which outlines may be larger than their font size says
_NEXT_LINE: Final = 0.75  # of the tallest letter, between the middles of two
_KEPT: Final = ("id", "class", "style", "transform", LABEL)


def mark_outlines(raw: Element) -> None:
    """Number the groups and paths of an export that name the words they were."""
    for place, node in enumerate(raw.iter(svg_tag("g"), svg_tag("path"))):
        if str(node.get(WORDS, "")).strip():
            node.set(NUMBER, f"outline-{place}")


def outlined_texts(raw: Element, plain: Element, ruler: Ruler) -> Iterator[FoundText]:
    """Yield the words that stand as outlines in a drawing, each with the text to put in their place."""
    written = {str(node.get(NUMBER)): node for node in raw.iter(svg_tag("g"), svg_tag("path"))}
    for node in plain.iter(svg_tag("g"), svg_tag("path")):
        name = str(node.get(NUMBER, ""))
        source = written.get(name) if name.startswith("outline-") else None
        if source is None or is_switched_off(node) or _is_inside(node):
            continue
        found = _found(node, source, ruler)
        if found is not None:
            yield found


def _is_inside(node: Element) -> bool:
    """Tell whether outlines are only defined, or part of others that name all their words."""
    return any(local_name(up) in NOT_PAINTED or up.get(NUMBER) for up in node.iterancestors())


def _found(node: Element, source: Element, ruler: Ruler) -> FoundText | None:
    box = _ink(node)
    words = " ".join(plain_templates(str(source.get(WORDS))).split())
    if box is None or not words or box.height <= 0:
        return None
    lines = _lines(node, words)
    size, measured = _sized(node, lines, box, ruler)
    face, matrix = face_of(node), matrix_to_root(node)
    return FoundText(
        number=str(node.get(NUMBER)),
        words=" ".join(lines),
        size=size * matrix.factor,
        family=next(iter(face.families), ""),
        weight=face.weight,
        id=str(node.get("id", "")),
        layers=tuple(
            Layer(layer_name(up).word, matrix_to_root(up).factor) for up in (node, *node.iterancestors())
        ),
        scale=matrix.factor,
        language=language_written(" ".join(lines)),
        box=matrix.box(box),
        live=_live(node, source, lines, measured, size, box),
    )


def _ink(node: Element) -> Rect | None:
    """Return the box of outlines in their own units."""
    inverse = matrix_to_root(node).inverse()
    boxes = []
    for shape in node.iter("*"):
        own = geometry(shape)
        if own is not None:
            boxes.append((inverse @ matrix_to_root(shape) if shape is not node else Affine()).box(own))
    return hull(boxes) if boxes else None


def _lines(node: Element, words: str) -> list[str]:
    """Return words in the lines that their outlines stand in; each letter is a shape.

    XML makes blanks of the line breaks in an attribute, so only the shapes tell.
    """
    letters = [0]
    height = before = 0.0
    for shape in node.iter(svg_tag("path")):
        box = geometry(shape)
        if box is None:
            continue
        middle, height = box.y + box.height / 2, max(height, box.height)
        if letters[0] and middle - before > _NEXT_LINE * height:
            letters.append(0)
            before = middle
        before = before or middle
        letters[-1] += 1
    lines, left, shapes = [""], float(letters[0]), len(words.replace(" ", ""))
    share = shapes / max(sum(letters), 1)
    for word in words.split():
        if lines[-1] and left * share < len(word) / 2 and len(lines) < len(letters):
            left += letters[len(lines)]
            lines.append("")
        left -= len(word) / share
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _sized(node: Element, lines: Sequence[str], box: Rect, ruler: Ruler) -> tuple[float, list[Measured]]:
    """Return the size of the words and their ink: that of the style, unless the outlines were scaled."""
    size = font_size_of(node, _NOWHERE) if inherited(node, "font-size") else 0.0
    size = size or box.height / len(lines)
    measured = [ruler.measure(piece_of(line, node), size) for line in lines]
    height = measured[0].ink.height
    if len(lines) == 1 and height > 0 and abs(box.height / height - 1) > _OTHER_SIZE:
        size *= box.height / height
        measured = [ruler.measure(piece_of(line, node), size) for line in lines]
    return size, measured


def _live(
    node: Element,
    source: Element,
    lines: Sequence[str],
    measured: Sequence[Measured],
    size: float,
    box: Rect,
) -> Element:
    """Return the text that stands where outlines stand."""
    anchor = stated_align(node) or "start"
    left = box.x - min(row.ink.x for row in measured)
    at = {"start": left, "middle": box.x + box.width / 2, "end": box.right}
    first, last = box.y - measured[0].ink.y, box.bottom - measured[-1].ink.bottom
    pitch = (last - first) / (len(lines) - 1) if len(lines) > 1 else 0.0
    first = first if pitch else (first + last) / 2
    attributes = {name: str(source.get(name)) for name in _KEPT if source.get(name) is not None}
    shape = next((part for part in node.iter("*") if geometry(part) is not None), node)
    look = {
        "font-size": f"{number(size, 4)}px",
        "text-anchor": anchor,
        "fill": inherited(shape, "fill") or "#000000",
    }
    style = attributes.get("style", "").rstrip("; ")
    attributes["style"] = ";".join(filter(None, (style, *(f"{key}:{value}" for key, value in look.items()))))
    live = etree.Element(svg_tag("text"), attributes)
    live.set(f"{{{XML}}}space", "preserve")
    for place, line in enumerate(lines):
        spot = {"x": number(at[anchor], 4), "y": number(first + place * pitch, 4)}
        etree.SubElement(live, svg_tag("tspan"), spot).text = line
    return live
