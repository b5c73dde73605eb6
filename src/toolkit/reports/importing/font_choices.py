"""The families of an imported drawing: which are at hand, and what stands in the place of the others.

Words are never set in the fonts of a computer. So an import names a family for each that is missing, and says
how to have the real one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.compose.artboard.families import Speech, missing_name
from toolkit.compose.artboard.kept_text import is_hidden
from toolkit.compose.svg.font_shorthand import families_in, is_generic
from toolkit.compose.svg.layer_names import layer_name
from toolkit.compose.svg.svgdoc import inherited
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.sources.workspace.nearest_family import nearest_family
from toolkit.svg.document import NOT_PAINTED, Element, local_name, svg_tag

ADD = "toolkit fonts add FOLDER --workspace DIR"
"""The command that adds a family."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontUse:
    """A family that a drawing asks for, the layers it is in, and what stands in its place (empty: itself)."""

    family: str
    layers: tuple[str, ...]
    at_hand: bool
    instead: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        found: dict[str, Any] = {"family": self.family, "at_hand": self.at_hand}
        if self.instead:
            found |= {"instead": self.instead, "layers": list(self.layers)}
        return found if self.at_hand else {**found, "command": ADD}


def fonts_of(plain: Element, stacks: FontStacks, chosen: Mapping[str, str]) -> tuple[FontUse, ...]:
    """Return the families that the texts of a drawing ask for, in its order.

    `chosen` are families that stand in the place of others by an earlier or a person's decision.
    """
    layers: dict[str, dict[str, None]] = {}
    missing: set[str] = set()
    for names, layer in _asked_for(plain):
        strange = missing_name(names, Speech(stacks=stacks))
        name = strange or names[0]
        layers.setdefault(name, {})
        if layer:
            layers[name][layer] = None
        if strange:
            missing.add(name)
    return tuple(
        FontUse(
            family=name,
            layers=tuple(found),
            at_hand=name not in missing,
            instead=chosen.get(name) or (nearest_family(name, stacks) if name in missing else ""),
        )
        for name, found in layers.items()
    )


def _asked_for(plain: Element) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the families that each run of words asks for, and the layer it is in."""
    for text in plain.iter(svg_tag("text")):
        if is_hidden(text) or any(local_name(node) in NOT_PAINTED for node in text.iterancestors()):
            continue
        named = (layer_name(node).word for node in (text, *text.iterancestors()))
        layer = next(filter(None, named), "")
        for node in text.iter("*"):
            if _says_anything(node):
                names = families_in(inherited(node, "font-family") or "")
                if any(not is_generic(name) for name in names):
                    yield tuple(names), layer


def _says_anything(node: Element) -> bool:
    parts: Sequence[str | None] = (node.text, *(child.tail for child in node))
    return any((part or "").strip() for part in parts)
