"""Writing `design.toml` for imported drawings: what was found, with comments.

What was decided before stays.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import Table

from toolkit.compose.svg.tool_names import folded
from toolkit.reports.importing.colours import ColourUse
from toolkit.reports.importing.found_text import FoundText
from toolkit.reports.importing.shapes import Shapes, ends_of
from toolkit.sources.workspace.design import DesignFile
from toolkit.sources.workspace.placement import Placement
from toolkit.units import Rect

_OPTIONAL: Final = frozenset(
    {"hashtags", "address", "notice", "organizers", "label", "unofficial", "scan_me"}
)
_NARROWER, _WIDER = 0.9, 1.12  # how far a single artboard is stretched
_NEIGHBOURS: Final = 1.75  # aspects as near to each other share what lies between
_SHARE: Final = 0.55  # of the size of the sample, for the least size
_LEGIBLE: Final = 0.0125  # of the short side of the artboard
_USUAL: Final = "x-post-square"
_SAME_SIZE: Final = 0.05
_ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """An artboard to write down: its name, canvas, slots with their texts, and the texts that stay."""

    name: str
    canvas: Rect
    is_print: bool
    slots: Mapping[str, Sequence[FoundText]]
    codes: Sequence[str]
    kept: Sequence[FoundText]
    layers: Collection[str] = ()
    """What its layers are called, in any spelling (see `folded`)."""

    shapes: Shapes | None = None
    """What was measured of a drawing without pins."""

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.canvas.width / self.canvas.height


def ranges_of(boards: Sequence[Board]) -> list[tuple[float, float]]:
    """Return the least and largest aspect that each artboard serves, in the order given.

    Artboards share the shapes between them.
    """
    ordered = sorted({board.aspect for board in boards})
    least = {aspect: aspect * _NARROWER for aspect in ordered}
    most = {aspect: aspect * _WIDER for aspect in ordered}
    for board in boards:
        if board.shapes and not board.is_print:
            least[board.aspect] = min(least[board.aspect], board.shapes.least)
            most[board.aspect] = max(most[board.aspect], board.shapes.most)
    for low, high in pairwise(ordered):
        middle = math.sqrt(low * high)
        if high / low <= _NEIGHBOURS or most[low] > least[high]:
            most[low] = least[high] = middle
    spans = ((least[board.aspect], most[board.aspect]) for board in boards)
    return [(math.floor(low * 100) / 100, math.ceil(high * 100) / 100) for low, high in spans]


def families_for(boards: Sequence[Board], placements: Iterable[Placement]) -> list[str]:
    """Return the families of placements that some artboard has the shape for."""
    spans = list(zip(boards, ranges_of(boards), strict=True))
    found = {
        placement.family
        for placement in placements
        for board, (least, most) in spans
        if least <= placement.size.aspect <= most and board.is_print == placement.is_printed
    }
    return sorted(found) or (["print"] if all(board.is_print for board in boards) else ["feed"])


def placement_served(spec: DesignFile, placements: Iterable[Placement]) -> str:
    """Return the id of a placement that a design has an artboard for: the usual one, or else the first."""
    served = [
        placement.id
        for placement in placements
        for board in spec.artboards.values()
        if board.min_aspect <= placement.size.aspect <= board.max_aspect
        and placement.family in (board.families or spec.families)
    ]
    return _USUAL if _USUAL in served else next(iter(served), _USUAL)


def design_toml(
    before: str,
    title: str,
    boards: Sequence[Board],
    families: Sequence[str],
    colours: Sequence[ColourUse],
    fonts: Mapping[str, str],
) -> str:
    """Return the text of `design.toml`: `before` with what is new added, or a whole new one.

    `colours` are the colours of the drawings that are tokens of the brand, or near to one; `fonts` are
    families that are not at hand, each with the one that stands in its place.
    """
    document = tomlkit.parse(before) if before else _head(title, families, colours)
    _replace_fonts(document, fonts)
    if before:
        _decide_colours(document, colours)
    slots = _table(document, "slots")
    first: dict[str, Board] = {}
    for board in boards:
        for slot, texts in board.slots.items():
            first.setdefault(slot, board)
            if slot not in slots:
                slots[slot] = _slot(slot, texts, board)
        for code in board.codes:
            if code not in slots:
                slots[code] = _code(code)
    artboards = _table(document, "artboards")
    spans = ranges_of(boards)
    for board, span in zip(boards, spans, strict=True):
        if board.name not in artboards:
            artboards[board.name] = _artboard(board, span, slots, first)
        elif missing := _missing(board, slots, artboards[board.name].get("omits", ())):
            artboards[board.name]["omits"] = [*artboards[board.name].get("omits", ()), *missing]
    return tomlkit.dumps(document)


def _head(title: str, families: Sequence[str], colours: Sequence[ColourUse]) -> TOMLDocument:
    document = tomlkit.document()
    document.add(tomlkit.comment("Written by 'toolkit import'; every line is yours to change."))
    document.add(
        tomlkit.comment("docs/designing.md explains the keys. Importing again keeps what you change.")
    )
    document["title"] = title
    document["description"] = f"{title}, imported."
    document["families"] = list(families)
    if colours:
        for one in (one for one in colours if one.is_exact):
            document.add(tomlkit.comment(f"{one.colour} is the token '{one.token}' of assets/brand.toml"))
        document.add(tomlkit.comment("recolour = false keeps the colours of the drawing for every campaign"))
        document["recolour"] = True
        _add_colours(document, [one for one in colours if not one.is_exact])
    else:
        document.add(
            tomlkit.comment("no colour of the drawing is, or is near to, a token of assets/brand.toml")
        )
        document["recolour"] = False
    return document


def _decide_colours(document: TOMLDocument, colours: Sequence[ColourUse]) -> None:
    """Write what was decided now about colours into a file of before."""
    for one in (one for one in colours if one.is_taken and not one.is_exact):
        if "colours" not in document:
            document["colours"] = tomlkit.table()
        table: Any = document["colours"]
        if one.colour not in table:
            table[one.colour] = one.token


def _add_colours(document: TOMLDocument, colours: Sequence[ColourUse]) -> None:
    """Write the colours that stand for tokens, and, as comments, those that may."""
    if not colours:
        return
    table = tomlkit.table()
    table.add(tomlkit.comment("colours of the drawing that stand for tokens: palettes take their place"))
    for one in colours:
        if one.is_taken:
            table[one.colour] = one.token
            table[one.colour].comment(f"'{one.token}' is {one.literal}")
        else:
            said = f'"{one.colour}" = "{one.token}"  # near: {one.literal}; if meant, delete the first #'
            table.add(tomlkit.comment(said))
    document["colours"] = table


def _replace_fonts(document: TOMLDocument, fonts: Mapping[str, str]) -> None:
    """Write which families stand in the place of others; what was there before stays."""
    if not fonts:
        return
    if "fonts" not in document:
        table = tomlkit.table()
        table.comment("not in fonts/; after 'toolkit fonts add' delete the line")
        document["fonts"] = table
    for name, instead in fonts.items():
        _table(document, "fonts").setdefault(name, instead)


def _table(document: TOMLDocument, name: str) -> Any:  # noqa: ANN401  tomlkit's tables are of many kinds
    if name not in document:
        document[name] = tomlkit.table(is_super_table=True)
    return document[name]


def least_size(texts: Sequence[FoundText], board: Board) -> float:
    """Return the least size of a slot in its own units: a share of its sample, and legible."""
    size = min(text.size for text in texts)
    legible = _LEGIBLE * min(board.canvas.width, board.canvas.height)
    return _rounded_down(min(max(size * _SHARE, legible), size) / texts[0].scale)


def _rounded_down(size: float) -> float:
    """Return a size with two digits that count, or with one behind the point; never more than it was."""
    step = 10.0 ** (math.floor(math.log10(size)) - 1) if 0 < size < 1 else 0.1
    return round(math.floor(size / step + _ROUNDING) * step, 6)


def _slot(slot: str, texts: Sequence[FoundText], board: Board) -> Table:
    table = tomlkit.table()
    words = texts[0].words.replace("\n", " ")
    table.add(tomlkit.comment(f"the sample says: {words[:70]}"))
    if texts[0].value:
        table["value"] = texts[0].value
    table["min_size"] = _number(least_size(texts, board))
    if slot in _OPTIONAL:
        table["optional"] = True
    return table


def _code(code: str) -> Table:
    table = tomlkit.table()
    table["kind"] = "qr" if code == "qr" else "picture"
    return table


def _missing(board: Board, slots: Any, omits: Sequence[str] = ()) -> list[str]:  # noqa: ANN401
    """Return the slots that an artboard must say it does not show; a layer of any kind may show one."""
    return [
        str(name)
        for name, rules in slots.items()
        if not (name in board.slots or name in board.codes or name in omits)
        and not (rules.get("optional", False) or folded(str(name)) in board.layers)
    ]


def _artboard(board: Board, span: tuple[float, float], slots: Any, first: Mapping[str, Board]) -> Table:  # noqa: ANN401
    table = tomlkit.table()
    table.comment(f"{board.canvas.width:g} × {board.canvas.height:g}")
    table["min_aspect"], table["max_aspect"] = span
    for end in () if board.is_print else ends_of(board.shapes):
        table.add(tomlkit.comment(end))
    if board.is_print:
        table["families"] = ["print", "rollup"]
    missing = _missing(board, slots)
    if missing:
        table["omits"] = missing
    for name, size in _own_sizes(board, slots, first):
        inline = tomlkit.inline_table()
        inline["min_size"] = size
        table.setdefault("slots", tomlkit.table(is_super_table=True))[name] = inline
    for text in board.kept:
        table.add(tomlkit.comment(f"stays as drawn ({text.language}): {text.words[:70]}"))
    return table


def _own_sizes(board: Board, slots: Any, first: Mapping[str, Board]) -> Iterator[tuple[str, float]]:  # noqa: ANN401
    for name, texts in board.slots.items():
        if first.get(name) is board:
            continue
        least, common = least_size(texts, board), float(slots[name].get("min_size", 0) or 0)
        if not common or abs(least - common) > _SAME_SIZE * common:
            yield name, _number(least)


def _number(value: float) -> float:
    return int(value) if value == int(value) else value
