"""Layers: what lies on a ground, cut in the order of painting into words and what stands around them.

Words differ from language to language; panels, patterns and logos hardly ever do. So these are painted once,
and words where their ink is. Cutting follows from one drawing alone, never from what is painted beside it.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from lxml import etree

from toolkit.render.svg.bounds import painted_bounds, union
from toolkit.render.svg.fragments import SvgFragments, attributes_of, is_plain, text_of
from toolkit.svg.document import NOT_PAINTED, local_name
from toolkit.svg.laid_out import INK, LABEL, ink_of, words_in
from toolkit.svg.references import ids_in
from toolkit.units import Rect

__all__ = ["GroundSplit", "Layer", "costly_split", "is_layered", "layers_of"]

# What words may have and still paint nothing outside of their outlines.
_OUTLINE: Final = frozenset(
    {"id", "transform", "d", "fill", "fill-rule", "fill-opacity", "opacity", "x", "y", "width", "height"}
    | {LABEL, INK}
)
# From how many elements on a part takes longer to paint than to lay something over it; one picture is enough.
_COSTLY: Final = 24
_BLENDS: Final = "mix-blend-mode"
# On the root, these are for the finished picture as a whole.
_OVERALL: Final = re.compile(
    r"<svg\b[^>]*\s(?:opacity|filter|mask|clip-path|style|class|display|visibility)="
)

_Elements = AbstractSet[etree._Element]  # noqa: SLF001  lxml has no public name for its element type


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A run of elements as SVG text, inside the groups they stand in.

    `wordless` is the same without words: all of it for furniture, nothing for plain words. `ink` is a box
    that holds all that is painted, in units of the root; None where that is not known.
    """

    svg: str
    wordless: str
    ink: Rect | None = None

    @property
    def is_furniture(self) -> bool:
        """Whether there are no words in it."""
        return self.wordless == self.svg


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundSplit:
    """A ground as SVG text in three parts, one on the other; only the costly one is never empty.

    Costly is what takes long to paint: a texture of many shapes, or a picture.
    """

    below: str
    costly: str
    above: str


def is_layered(svg: str) -> bool:
    """Tell whether the parts of a drawing can be painted apart: nothing mixes with all that lies below it."""
    return _BLENDS not in svg and not _OVERALL.search(svg)


def layers_of(root: etree._Element) -> tuple[Layer, ...]:
    """Return the layers of a document, lowest first; a single one where cutting could change the picture."""
    with_words = {node for group in words_in(root) for node in (group, *group.iterancestors())}
    found = tuple(_joined(_cut(root, "", "", with_words)))
    whole = "".join(layer.svg for layer in found)
    if _are_apart(root, found, whole):
        return found
    parts = [child for child in root if local_name(child) not in NOT_PAINTED]
    return (Layer(svg="".join(map(text_of, parts)), wordless="".join(map(_without_words, parts))),)


def costly_split(root: etree._Element) -> GroundSplit | None:
    """Return a ground cut below and above what takes long to paint; none if nothing does.

    Drawings often have a texture in common, and differ in the light below it and the shades that lie on it.
    """
    parts = [child for child in root if local_name(child) not in NOT_PAINTED]
    costly = [place for place, part in enumerate(parts) if _is_costly(part)]
    if not costly:
        return None
    texts = [text_of(part) for part in parts]
    ends = (0, costly[0], costly[-1] + 1, len(parts))
    below, middle, above = ("".join(texts[start:end]) for start, end in pairwise(ends))
    layers = tuple(Layer(svg=svg, wordless=svg) for svg in (below, middle, above))
    is_apart = _are_apart(root, layers, "".join(texts))
    return GroundSplit(below=below, costly=middle, above=above) if is_apart else None


def _is_costly(part: etree._Element) -> bool:
    nodes = [local_name(node) for node in part.iter("*")]
    return len(nodes) >= _COSTLY or "image" in nodes


def _cut(element: etree._Element, before: str, after: str, with_words: _Elements) -> Iterator[Layer]:
    """Yield a layer for every part that is painted inside an element; it stands in these groups."""
    for child in element:
        if local_name(child) in NOT_PAINTED or _is_empty(child):
            continue
        if child in with_words and child.get(LABEL) is None and is_plain(child):
            yield from _cut(child, f"{before}<g{attributes_of(child)}>", f"</g>{after}", with_words)
            continue
        svg = f"{before}{text_of(child)}{after}"
        if child not in with_words:
            yield Layer(svg=svg, wordless=svg, ink=painted_bounds(child))
        elif child.get(LABEL) is not None:
            yield Layer(svg=svg, wordless="", ink=_ink(child))
        else:
            yield Layer(svg=svg, wordless=f"{before}{_without_words(child)}{after}")


def _joined(parts: Iterator[Layer]) -> Iterator[Layer]:
    """Yield layers with neighbouring pieces of furniture in one."""
    for is_furniture, run in groupby(parts, lambda part: part.is_furniture):
        if is_furniture:
            yield _one(tuple(run))
        else:
            yield from run


def _one(run: Sequence[Layer]) -> Layer:
    svg = "".join(part.svg for part in run)
    boxes = [part.ink for part in run if part.ink]
    return Layer(svg=svg, wordless=svg, ink=union(boxes) if len(boxes) == len(run) else None)


def _are_apart(root: etree._Element, layers: tuple[Layer, ...], whole: str) -> bool:
    """Tell whether each layer looks the same when it is painted without the others."""
    fragments = SvgFragments(root)
    if fragments.has_rules or _BLENDS in whole:
        return False
    reached = [(layer.svg, names) for layer in layers if (names := fragments.names_reached_from(layer.svg))]
    painted = set(ids_in(whole)) if reached else set()
    # A part that refers to what another one paints needs that one, even by way of a definition.
    return not any(
        names & fragments.ambiguous or names & painted - set(ids_in(svg)) for svg, names in reached
    )


def _is_empty(element: etree._Element) -> bool:
    return local_name(element) == "g" and len(element) == 0


def _ink(words: etree._Element) -> Rect | None:
    """Return the box that words claim to paint in; None without one, or if they may paint outside of it."""
    return ink_of(words) if all(map(_OUTLINE.issuperset, _names(words))) else None


def _names(words: etree._Element) -> Iterator[list[str]]:
    """Yield the names of the attributes of every element of words."""
    for node in words.iter("*"):
        yield [str(name) for name in node.keys()]  # noqa: SIM118 - an element is not a dictionary


def _without_words(element: etree._Element) -> str:
    """Return an element as text, without the words in it."""
    copy = deepcopy(element)
    for group in list(words_in(copy)):
        parent = group.getparent()
        if parent is None:
            return ""
        parent.remove(group)
    return text_of(copy)
