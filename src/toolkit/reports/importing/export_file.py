"""One exported file: what a design tool wrote, its texts, and what of it can never be painted."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree

from toolkit.compose.artboard.drawn_text import lines_of
from toolkit.compose.artboard.kept_text import is_hidden
from toolkit.compose.artboard.ruler import Ruler, language_written
from toolkit.compose.artboard.sample import face_of
from toolkit.compose.artboard.slots import plain_templates, words_of
from toolkit.compose.artboard.text_boxes import flow_roots_to_texts
from toolkit.compose.svg.font_shorthand import families_in
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.compose.svg.svgdoc import inherited, read_drawing, view_box
from toolkit.files import read_regular
from toolkit.reports.importing.cleaning import take_out
from toolkit.reports.importing.found_text import NUMBER, FoundText, Layer
from toolkit.reports.importing.outlines import mark_outlines, outlined_texts
from toolkit.reports.importing.pages import pages_of
from toolkit.reports.importing.pictures import Pictures, bring_in
from toolkit.reports.importing.pieces import unit_of
from toolkit.svg.document import INKSCAPE, NOT_PAINTED, Element, local_name, matrix_to_root, svg_tag
from toolkit.svg.parser import FILE, SvgError, parse
from toolkit.typeset import FontLibrary
from toolkit.units import Rect

_MOST_BYTES: Final = FILE.size
_PAPER: Final = (2**0.5, 11 / 8.5, 17 / 11)  # A and B sizes, Letter, Tabloid
_PAPER_TOLERANCE, _ROLL_UP = 0.03, 1.95
_PHYSICAL: Final = ("mm", "cm", "in", "pt", "pc")
_OUTLINED: Final = (
    "there is no text in the drawing: the tool has turned it into outlines, or it is a picture. "
    "Figma: Export > '…' > untick 'Outline text' and tick 'Include \"id\" attribute'. "
    "Illustrator: Save As > SVG, Type: SVG, and no Create Outlines. "
    "Affinity: Export > SVG > More, Export text as curves: off. "
    "Canva and Google Slides cannot export text: draw the words again in Inkscape (free) over the export"
)


@dataclass(slots=True, kw_only=True)
class ExportFile:
    """A file that can be imported, as the tool wrote it (`raw`) and as it is read (`plain`)."""

    path: Path
    data: bytes
    raw: Element
    plain: Element
    canvas: Rect
    is_physical: bool
    texts: list[FoundText]
    name: str = ""
    """What the tool calls the page or frame, if the file has several."""
    is_part: bool = False
    """Whether the drawing is not what the file is: a page or frame of it, or something was put in."""
    taken_out: list[str] = field(default_factory=list)
    pictures: Pictures = field(default_factory=Pictures)
    outlined: list[str] = field(default_factory=list)
    """Names of layers that hold shapes only."""


def read_exports(path: Path, fonts: FontLibrary | None) -> list[ExportFile]:
    """Read an export: one drawing, or one for each page of Inkscape's that holds text.

    Raises `SvgError` with advice for a file that cannot become a design.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SvgError(
                f"the file has more than {_MOST_BYTES:,} bytes; place its pictures smaller, "
                "or simplify its paths"
            )
        data = read_regular(path)
    except OSError as error:
        raise SvgError(f"cannot be read: {error.strerror or error}") from error
    raw = parse(data, FILE)
    taken_out = take_out(raw)
    pages = pages_of(raw)
    if not pages:
        return [_export(path, raw, fonts, taken_out, data)]
    found = []
    for page in pages:
        with suppress(_NoTextError):
            found.append(_export(path, page.root, fonts, taken_out))
            found[-1].is_part, found[-1].name = True, page.name
    if not found:
        raise SvgError(_OUTLINED)
    return found


class _NoTextError(SvgError):
    """A drawing without any text."""


def _export(
    path: Path, raw: Element, fonts: FontLibrary | None, taken_out: list[str], data: bytes = b""
) -> ExportFile:
    pictures = bring_in(raw, path.resolve().parent)
    for place, text in enumerate(raw.iter(svg_tag("text"), svg_tag("flowRoot"))):
        text.set(NUMBER, str(place))
    mark_outlines(raw)
    plain = read_drawing(etree.tostring(raw))[0]
    canvas = view_box(plain)
    flow_roots_to_texts(plain)
    ruler = Ruler(fonts)
    texts = [*_texts(plain, ruler), *outlined_texts(raw, plain, ruler)]
    if not texts:
        raise _NoTextError(_OUTLINED)
    return ExportFile(
        path=path,
        data=data,
        raw=raw,
        plain=plain,
        canvas=canvas,
        is_physical=_is_paper(raw, canvas),
        texts=texts,
        taken_out=taken_out,
        outlined=list(_outlined(plain)),
        pictures=pictures,
    )


def _is_paper(raw: Element, canvas: Rect) -> bool:
    """Tell whether a drawing is a sheet of paper: measured in mm, and of the shape of one or of a roll-up."""
    if not str(raw.get("width", "")).strip().lower().endswith(_PHYSICAL):
        return False
    aspect = max(canvas.width, canvas.height) / min(canvas.width, canvas.height)
    return any(abs(aspect / paper - 1) < _PAPER_TOLERANCE for paper in _PAPER) or aspect >= _ROLL_UP


def _outlined(plain: Element) -> Iterator[str]:
    """Yield the names of layers with shapes and without any text: of a slot, these may be its words."""
    for group in plain.iter(svg_tag("g"), svg_tag("path")):
        word = layer_name(group).word
        if (
            word
            and next(group.iter(svg_tag("text")), None) is None
            and next(group.iter(svg_tag("path")), None) is not None
        ):
            yield word


def _texts(plain: Element, ruler: Ruler) -> Iterator[FoundText]:
    for text in plain.iter(svg_tag("text")):
        above = list(text.iterancestors())
        if is_hidden(text) or any(local_name(node) in NOT_PAINTED for node in above):
            continue
        lines = lines_of(text, ruler)
        if not lines:
            continue
        matrix = matrix_to_root(text)
        lead = max(lines, key=lambda line: line.size)
        families = families_in(inherited(lead.node, "font-family") or "")
        words = " ".join(line.words for line in lines)
        left, top = min(line.ink.x for line in lines), min(line.ink.y for line in lines)
        right, bottom = max(line.ink.right for line in lines), max(line.ink.bottom for line in lines)
        yield FoundText(
            number=str(text.get(NUMBER, "")),
            words=" ".join(plain_templates(words).split()) or words_of(text),
            size=lead.size * matrix.factor,
            family=families[0] if families else "",
            weight=face_of(lead.node).weight,
            id=str(text.get("id", "")),
            layers=tuple(
                Layer(layer_name(node).word, matrix_to_root(node).factor) for node in (text, *above)
            ),
            scale=matrix.factor,
            language=language_written(words),
            box=matrix.box(Rect(left, top, right - left, bottom - top)),
            lines=lines,
            matrix=matrix,
            node=text,
        )


def mended(export: ExportFile) -> bytes:
    """Return the drawing to copy: the file as it is, or with what was changed and labels on its texts."""
    etree.register_namespace("inkscape", INKSCAPE)
    root = deepcopy(export.raw)
    numbered = {str(node.get(NUMBER)): node for node in root.iter("*") if NUMBER in node.attrib}
    changed = bool(export.pictures.embedded or export.pictures.changed or export.taken_out or export.is_part)
    for text in export.texts:
        changed = _mark(text, numbered) or changed
    for node in numbered.values():
        node.attrib.pop(NUMBER, "")
    if not changed:
        return export.data
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _mark(text: FoundText, numbered: Mapping[str, Element]) -> bool:
    """Let the copy say which slot a text is, if its own name does not; tell whether anything was changed."""
    nodes = [numbered[part.number] for part in text.parts or (text,) if part.number in numbered]
    if not nodes or not text.slot:
        return False
    if text.live is not None:
        _put_live(text, nodes[0])
    elif text.parts:
        _group(text.slot, nodes)
    elif text.slot in text.named:
        return False
    else:
        nodes[0].set(LABEL, text.slot)
    return True


def _put_live(text: FoundText, outlines: Element) -> None:
    live, parent = deepcopy(text.live), outlines.getparent()
    if live is not None and parent is not None:
        if text.slot not in text.named:
            live.set(LABEL, text.slot)
        live.tail = outlines.tail
        parent.replace(outlines, live)


def _group(slot: str, nodes: Sequence[Element]) -> None:
    """Put the pieces of a text into a group with the name of its slot, where the last of them stands."""
    units = list(dict.fromkeys(map(unit_of, nodes)))
    parent = units[0].getparent()
    if parent is None or any(unit.getparent() is not parent for unit in units):
        return
    last = max(units, key=parent.index)
    group = etree.Element(svg_tag("g"), {LABEL: slot})
    parent.insert(parent.index(last), group)
    for unit in units:
        unit.tail = None
        group.append(unit)
