"""From the SVG that a design tool writes to the plain SVG that everything here reads.

Every step undoes one habit of the tools and leaves the picture as it is: names into labels, CSS into
attributes, colours into hex, lengths into user units, references into one form. What cannot be kept is told.
"""

from typing import Final

from lxml import etree

from toolkit.compose.svg.colours import plain_colours
from toolkit.compose.svg.css import CssError, CssNote, apply_css
from toolkit.compose.svg.layer_names import LABEL
from toolkit.compose.svg.lengths import plain_lengths
from toolkit.compose.svg.structure import plain_structure
from toolkit.compose.svg.tool_names import mark_labels
from toolkit.svg.document import XLINK, XML, Element, local_name
from toolkit.svg.laid_out import LABEL as WORDS_LABEL
from toolkit.svg.laid_out import NOTES
from toolkit.svg.references import make_plain
from toolkit.units import Size

__all__ = ["CssError", "CssNote", "normalise"]

_KEPT_NAMESPACES: Final = frozenset({None, XLINK, XML})
# These say where words are in a laid-out SVG. In a design they would say it wrongly.
_OURS: Final = NOTES | {WORDS_LABEL}
# What editors write about it; our own text groups carry titles of their own.
_UNDRAWN: Final = frozenset({"metadata", "title", "desc", ""})


def normalise(root: Element, viewport: Size) -> tuple[CssNote, ...]:
    """Make a drawing plain, and return what of it cannot be honoured.

    `viewport` is the size of the canvas in user units, which percentages are of. Raises `CssError` for sheets
    beyond any drawing's.
    """
    mark_labels(root)
    _drop_editor_data(root)
    notes = [*apply_css(root), *plain_colours(root)]
    make_plain(root)
    plain_structure(root, viewport)
    plain_lengths(root, viewport)
    return tuple(notes)


def _drop_editor_data(root: Element) -> None:
    """Take out elements of other namespaces and what editors note; labels stay."""
    for element in list(root.iter()):
        if local_name(element) in _UNDRAWN:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name in [str(name) for name in element.attrib]:
            is_kept = name == LABEL or etree.QName(name).namespace in _KEPT_NAMESPACES
            if name in _OURS or not is_kept:
                del element.attrib[name]
