"""Does a document keep the contract of a laid-out SVG?  Every violation is listed, each with its element.

docs/laid-out-svg.md has the contract in words, `toolkit.svg.laid_out` the names of its attributes.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from toolkit.affine import parse_transform
from toolkit.render.pixels import RenderError
from toolkit.render.svg.sanitizer import violations_in
from toolkit.render.svg.sizing import read_svg, shown_box, view_box
from toolkit.svg.document import SVG, XLINK, XML, Element, bare_name, local_name
from toolkit.svg.laid_out import INK, LABEL, NOTES, SLOT, ink_of, slot_of, words_in
from toolkit.svg.references import element_ids, names_in

__all__ = ["Findings", "breaches_of", "check_laid_out", "findings_in", "root_breaches"]

_NOT_ON_ROOT: Final = ("x", "y", "preserveAspectRatio", "transform")
_TRANSFORMS: Final = ("transform", "gradientTransform", "patternTransform")
_SPACES: Final = frozenset({f"{{{XLINK}}}href", f"{{{XML}}}space", f"{{{XML}}}lang"})


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong in a document, or in a part of one that stands in a document of its own.

    `refused` is what the sanitizer says. `missing` are references to ids that are not in this part, each as
    (element, id): another part may have them. `ids` are those of this part.
    """

    refused: tuple[str, ...]
    breaches: tuple[str, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    ids: frozenset[str] = frozenset()


# These two work as CSS only: as attributes every engine passes them by.
_ONLY_CSS: Final = re.compile(r"(?:(?:mix-blend-mode|isolation)\s*:\s*[a-z-]+\s*;?\s*)*")


def check_laid_out(svg: bytes | str) -> tuple[str, ...]:
    """Return every way in which a document breaks the contract of a laid-out SVG; empty if it keeps it.

    That is all the sanitizer says (see `sanitizer.violations`), and what painting would get wrong without any
    danger. What cannot be read at all has one reason.
    """
    try:
        root = read_svg(svg)
    except RenderError as error:
        return (str(error),)
    found = findings_in(root)
    return (*found.refused, *root_breaches(root), *breaches_of(found))


def findings_in(root: Element) -> Findings:
    """Return what is wrong in a document that has been read, but for its size (see `root_breaches`)."""
    ids = element_ids(root)
    missing = (
        (_named(element), name) for element in root.iter("*") for name in names_in(element) if name not in ids
    )
    breaches = (*_of_elements(root), *_of_ids(ids), *_of_words(root))
    return Findings(
        violations_in(root),
        tuple(dict.fromkeys(breaches)),
        tuple(dict.fromkeys(missing)),
        frozenset(ids),
    )


def breaches_of(*parts: Findings, shared: Collection[str] = ()) -> tuple[str, ...]:
    """Return what breaks the contract in a drawing of some parts, beside what the sanitizer refuses.

    `shared` are the ids of definitions that every part holds.
    """
    counts = Counter(name for part in parts for name in part.ids - frozenset(shared))
    known = counts.keys() | frozenset(shared)
    missing = [pair for part in parts for pair in part.missing if pair[1] not in known]
    found = (
        *(breach for part in parts for breach in part.breaches),
        *_of_ids(counts),
        *(
            f"{who} refers to '#{name}', which is not in the drawing"
            for who, name in missing
            if name not in known
        ),
    )
    return tuple(dict.fromkeys(found))


def root_breaches(root: Element) -> Iterator[str]:
    """Yield what is wrong with size and canvas: whole px, and a viewBox from 0 0 of the same shape."""
    for name in _NOT_ON_ROOT:
        if name in root.attrib:
            yield f"the root has the attribute {name}"
    sides = [str(root.get(name, "")) for name in ("width", "height")]
    if not all(side.isascii() and side.isdigit() and int(side) for side in sides):
        yield f"the root's width and height are not whole px: '{sides[0]}' and '{sides[1]}'"
        return
    if "viewBox" not in root.attrib:
        yield "the root has no viewBox"
        return
    try:
        if view_box(root)[:2] != (0, 0):
            yield f"the viewBox '{root.get('viewBox')}' does not begin at 0 0"
        shown_box(root, int(sides[0]), int(sides[1]))
    except RenderError as error:
        yield str(error)


def _of_elements(root: Element) -> Iterator[str]:
    """Yield what single elements are or have and a laid-out SVG does not know."""
    for element in root.iter("*"):
        if not local_name(element):
            yield f"{_named(element)} is not of the SVG namespace {SVG}"
            continue
        if local_name(element) == "style" or not _ONLY_CSS.fullmatch(str(element.get("style", ""))):
            yield f"{_named(element)} has CSS; write its properties as attributes"
        for key in map(str, element.attrib):
            if (key.startswith("{") and key not in _SPACES) or (key.startswith("data-") and key not in NOTES):
                yield f"{_named(element)} has the attribute {bare_name(key)}, which says nothing to engines"
        for name in _TRANSFORMS:
            try:
                parse_transform(element.get(name))
            except ValueError as error:
                yield f"{_named(element)}: {error}"


def _of_ids(ids: Mapping[str, int]) -> Iterator[str]:
    """Yield ids that are empty, or given more than once."""
    for name, count in ids.items():
        if not name:
            yield "an element has an empty id"
        elif count > 1:
            yield f"{count} elements have the id '{name}'"


def _of_words(root: Element) -> Iterator[str]:
    """Yield what is wrong with slots, and with the groups of words and codes in them."""
    words = set(words_in(root))
    for element in root.iter("*"):
        if SLOT in element.attrib and (local_name(element) != "g" or not element.get(SLOT)):
            yield f"{_named(element)} has {SLOT}, and is no group with the name of a slot"
        if element not in words and (INK in element.attrib or LABEL in element.attrib):
            yield f"{_named(element)} has {INK} or {LABEL}, and is no group of words"
    for group in words:
        if not slot_of(group):
            yield f"{_named(group)} are words outside of a group with {SLOT}"
        if any(inner in words for inner in group.iterdescendants()):
            yield f"{_named(group)} are words with other words inside"
        if ink_of(group) is None:
            yield f"{_named(group)} has no {INK} of four numbers: x, y, width, height"
        titles = [child.text or "" for child in group if local_name(child) == "title"]
        if titles and titles != [group.get(LABEL)]:
            yield f"{_named(group)} says something else in its title than in {LABEL}"


def _named(element: Element) -> str:
    """Return what to call an element: its tag with its id, or else the slot or the named group it is in."""
    tag, own = bare_name(element.tag), element.get("id")
    if own:
        return f'<{tag} id="{own}">'
    if slot := slot_of(element):
        return f"<{tag}> in the slot '{slot}'"
    near = next((str(node.get("id")) for node in element.iterancestors() if node.get("id")), "")
    return f'<{tag}> in "{near}"' if near else f"<{tag}>"
