"""Where every letter of a text stands that a drawing sets itself: the layout of SVG 2, section 11.5.

Pens that are put and moved, letters that are turned, texts stretched to a length, raised, along a path: what
comes of it are outlines in the units of the text, whatever the tool wrote.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from toolkit.affine import Affine, parse_transform
from toolkit.compose.artboard.ruler import Ruler, language_written
from toolkit.compose.artboard.text_chars import Char, Type, chars_of, small, type_of
from toolkit.compose.svg.lengths import Base, user_units
from toolkit.compose.svg.outlines import Track, lines_of_shape, moved
from toolkit.compose.svg.svgdoc import inherited
from toolkit.languages import Language
from toolkit.svg.document import Element, local_name
from toolkit.svg.references import links_of, names_in_value
from toolkit.typeset.fonts.face import Face
from toolkit.typeset.letters import EM, Cluster, Letters, clusters_of
from toolkit.typeset.style import Look, Voice
from toolkit.units import Rect, Size

_NOWHERE: Final = Size(0.0, 0.0)
_SHARES: Final = {"middle": 0.5, "end": 1.0}
_SUPER, _SUB = 0.4, -0.2  # em; what Inkscape takes


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedCluster:
    """Letters in their place: `matrix` takes thousandths of an em (y upwards) to units of the text."""

    node: Element
    cluster: Cluster
    matrix: Affine
    advance: float
    """Along the line, with the room after it; units of the text."""
    size: float

    @property
    def cell(self) -> Rect:
        """The box of its advance between ascent and descent, which gradients on texts are measured by."""
        face = self.cluster.face
        height = face.ascender - face.descender
        return self.matrix.box(Rect(0.0, face.descender, self.cluster.advance, height))


@dataclass(slots=True)
class _Pen:
    x: float = 0.0
    y: float = 0.0


@dataclass
class TextPlaces:
    """The letters of one text in their places."""

    text: Element
    ruler: Ruler
    _types: dict[Element, Type] = field(default_factory=dict)

    @cached_property
    def chars(self) -> list[Char]:
        """The characters of the text."""
        return chars_of(self.text)

    def placed(self, chars: Sequence[Char]) -> list[PlacedCluster]:
        """Return the letters of some characters, which may have been given places of their own."""
        pen, found = _Pen(), []
        for chunk in _chunks(chars):
            found += self._chunk(chunk, pen)
        return found

    def type_of(self, node: Element) -> Type:
        """Return how an element sets its characters."""
        if node not in self._types:
            self._types[node] = type_of(node)
        return self._types[node]

    def face_of(self, node: Element) -> Face | None:
        """Return the face that sets Latin letters of an element, or none without fonts."""
        type_, fonts = self.type_of(node), self.ruler.fonts
        if fonts is None:
            return None
        look = self._look(type_)
        return fonts.choose(
            "x", "Latn", Language("en"), look, fonts.lead({"x"}, "Latn", Language("en"), look)
        )

    def _look(self, type_: Type) -> Look:
        piece = type_.piece
        return Look(weight=piece.weight, italic=piece.italic, width=piece.width, voice=self._voice(type_))

    def clusters(self, chars: Sequence[Char]) -> Iterator[tuple[Char, Cluster, Type, float, float]]:
        """Yield what is drawn of characters, from left to right: first character, type, size, advance."""
        fonts = self.ruler.fonts
        if fonts is None or not chars:
            return
        parts, owners = [], []
        for run in _runs(chars):
            type_ = self.type_of(run[0].node)
            shown = _shown(run, type_)
            spaced = bool(type_.tracking)
            parts.append(Letters(text="".join(shown), look=self._look(type_), spaced=spaced))
            owners += [char for char, word in zip(run, shown, strict=True) for _ in word]
        language = Language(language_written("".join(char.text for char in chars)))
        from_right = inherited(chars[0].node, "direction") == "rtl"
        for cluster in clusters_of(parts, language, fonts, from_right=from_right):
            char = owners[cluster.start]
            type_ = self.type_of(char.node)
            size = small(type_) if char.is_small else type_.size
            yield char, cluster, type_, size, _advance(cluster, char, type_, size)

    def _voice(self, type_: Type) -> Voice:
        voice = self.ruler.voice(type_.piece)
        return replace(voice, features=(("", type_.features),)) if type_.features else voice

    def _chunk(self, chunk: Sequence[Char], pen: _Pen) -> list[PlacedCluster]:
        """Place the characters from one put pen to the next; the pen goes on from there."""
        first = chunk[0]
        pen.x = first.x if first.x is not None else pen.x
        pen.y = first.y if first.y is not None else pen.y
        found = list(self._stretched(list(self.clusters(chunk))))
        moves = {id(char): (char.dx, char.dy) for char in chunk}
        total = sum(advance for *_, advance in found) + sum(char.dx for char in chunk if char is not first)
        track = _track_of(first.node, self.text)
        start = pen.x - _share(first.node) * total
        if track is not None:
            start = _offset(track[1], track[0].length) - _share(first.node) * total
        x, y, placed = start, pen.y, []
        for char, cluster, _, size, advance in found:
            dx, dy = moves.pop(id(char), (0.0, 0.0))
            x, y = x + dx, y + dy
            matrix = _at(x, y - self._raised(char.node, cluster), advance, track, first)
            if matrix is not None:
                turned = matrix @ _turn(char.rotate) @ Affine.scale(size / EM, -size / EM)
                turned = turned @ Affine.scale(_widened(cluster, char, self.text, advance, self), 1.0)
                placed.append(
                    PlacedCluster(node=char.node, cluster=cluster, matrix=turned, advance=advance, size=size)
                )
            x += advance
        pen.x, pen.y = x, y
        return placed

    def _stretched(
        self, found: list[tuple[Char, Cluster, Type, float, float]]
    ) -> Iterator[tuple[Char, Cluster, Type, float, float]]:
        """Yield letters with the advances that a `textLength` around them gives them (SVG 2, 11.5.2)."""
        owners = [_stretcher(char.node, self.text) for char, *_ in found]
        rooms: dict[Element, tuple[float, float]] = {}
        for owner in {owner for owner in owners if owner is not None}:
            own = [entry for entry, one in zip(found, owners, strict=True) if one is owner]
            natural = sum(advance for *_, advance in own)
            wanted = user_units(owner.get("textLength"), Base(_NOWHERE), percent_of=0.0) or 0.0
            if wanted <= 0 or natural <= 0:
                continue
            if owner.get("lengthAdjust") == "spacingAndGlyphs":
                rooms[owner] = (wanted / natural, 0.0)
            else:
                rooms[owner] = (1.0, (wanted - natural) / max(len(own) - 1, 1))
        for (char, cluster, type_, size, advance), one in zip(found, owners, strict=True):
            factor, room = rooms.get(one, (1.0, 0.0)) if one is not None else (1.0, 0.0)
            yield char, cluster, type_, size, advance * factor + room

    def _raised(self, node: Element, cluster: Cluster) -> float:
        """Return by how much letters stand above the baseline of the line (SVG 2, 11.10.2)."""
        size = self.type_of(node).size
        raised = 0.0
        for current in (node, *node.iterancestors()):
            if local_name(current) == "text":
                break
            raised += _shift(current, self.type_of(current).size)
        return raised + _baseline(node, cluster) * size / EM


def _chunks(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Yield characters from each put pen, or start of a path, to the next."""
    chunk: list[Char] = []
    for char in chars:
        if chunk and (char.x is not None or char.y is not None or _path(char) is not _path(chunk[-1])):
            yield chunk
            chunk = []
        chunk.append(char)
    if chunk:
        yield chunk


def _path(char: Char) -> Element | None:
    node: Element | None = char.node
    while node is not None and local_name(node) in ("tspan", "textPath", "a"):
        if local_name(node) == "textPath":
            return node
        node = node.getparent()
    return None


def _runs(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Yield characters of one element together; letters that stand for small ones by themselves."""
    run: list[Char] = []
    for char in chars:
        caps = (
            inherited(char.node, "font-variant-caps") or inherited(char.node, "font-variant") or ""
        ).lower()
        char.is_small = "small-caps" in caps and char.text.upper() != char.text
        if run and (char.node is not run[-1].node or char.is_small != run[-1].is_small):
            yield run
            run = []
        run.append(char)
    if run:
        yield run


def _shown(run: Sequence[Char], type_: Type) -> list[str]:
    """Return what is shown of each character of a run."""
    case = "uppercase" if run[0].is_small else type_.piece.case
    if case == "capitalize":
        before = [" ", *(char.text for char in run)]
        return [
            char.text if last.isalnum() or last in "'’" else char.text.title()
            for last, char in zip(before, run, strict=False)
        ]
    change = {"uppercase": str.upper, "lowercase": str.lower}.get(case)
    return [change(char.text) if change else char.text for char in run]


def _advance(cluster: Cluster, char: Char, type_: Type, size: float) -> float:
    advance = cluster.advance * size / EM
    if type_.tracking and not cluster.joined:
        advance += type_.tracking
    return advance + type_.word_spacing if char.text in " \u00a0" else advance


def _share(node: Element) -> float:
    """Return the share of a chunk that lies to the left of where its pen is put."""
    share = _SHARES.get((inherited(node, "text-anchor") or "").strip(), 0.0)
    return 1.0 - share if inherited(node, "direction") == "rtl" else share


def _turn(degrees: float) -> Affine:
    if not degrees:
        return Affine()
    angle = math.radians(degrees)
    return Affine(math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle))


def _stretcher(node: Element, text: Element) -> Element | None:
    """Return the element around some letters that says how long they are."""
    current: Element | None = node
    while current is not None:
        if current.get("textLength") is not None:
            return current
        current = current.getparent() if current is not text else None
    return None


def _widened(cluster: Cluster, char: Char, text: Element, advance: float, places: TextPlaces) -> float:
    """Return how much wider letters are drawn than they are, where a length stretches them too."""
    owner = _stretcher(char.node, text)
    if owner is None or owner.get("lengthAdjust") != "spacingAndGlyphs":
        return 1.0
    type_ = places.type_of(char.node)
    natural = _advance(cluster, char, type_, small(type_) if char.is_small else type_.size)
    return advance / natural if natural > 0 else 1.0


def _at(
    x: float, y: float, advance: float, track: tuple[Track, Element] | None, first: Char
) -> Affine | None:
    """Return the map to where a letter's pen stands, along a path if there is one; None beyond its ends."""
    if track is None:
        return Affine.translate(x, y)
    found = track[0].at(x + advance / 2)
    base = first.y if first.y is not None else 0.0
    return None if found is None else found @ Affine.translate(-advance / 2, y - base)


def _track_of(node: Element, text: Element) -> tuple[Track, Element] | None:
    """Return the path that an element's letters run along, with the element that says so."""
    current: Element | None = node
    while current is not None and local_name(current) != "textPath":
        current = current.getparent() if current is not text else None
    if current is None:
        return None
    for _, address in links_of(current):
        for name in names_in_value("href", address)[:1]:
            root = text.getroottree().getroot()
            shape = next((part for part in root.iter("*") if part.get("id") == name), None)
            if shape is not None:
                lines = moved(lines_of_shape(shape), parse_transform(shape.get("transform")))
                return Track.along(lines), current
    return Track((), 0.0), current


def _offset(path: Element, length: float) -> float:
    return user_units(path.get("startOffset"), Base(_NOWHERE), percent_of=length) or 0.0


def _shift(node: Element, size: float) -> float:
    """Return by how much an element raises its baseline above that of its parent."""
    word = str(node.get("baseline-shift", "")).strip().lower()
    if word in ("super", "sub"):
        parent = node.getparent()
        above = type_of(parent).size if parent is not None else size
        return (_SUPER if word == "super" else _SUB) * above
    return user_units(word, Base(_NOWHERE, size), percent_of=size) or 0.0


def _baseline(node: Element, cluster: Cluster) -> float:
    """Return how far the alphabetic baseline lies above the one on the line; thousandths of an em."""
    face = cluster.face
    word = (node.get("alignment-baseline") or inherited(node, "dominant-baseline") or "").strip().lower()
    below = {
        "middle": face.x_height / 2,
        "central": (face.ascender + face.descender) / 2,
        "mathematical": face.ascender / 2,
        "hanging": face.ascender * 0.8,
        "text-before-edge": face.ascender,
        "before-edge": face.ascender,
        "text-top": face.ascender,
        "ideographic": face.descender,
        "text-after-edge": face.descender,
        "after-edge": face.descender,
        "text-bottom": face.descender,
    }
    return -below.get(word, 0.0)
