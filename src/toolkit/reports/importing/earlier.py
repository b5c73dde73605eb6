"""What was decided when a design was made or imported before: its slots, fonts and artboards stay."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from toolkit.compose.artboard.slots import words_of
from toolkit.compose.svg.layer_names import LABEL, layer_name
from toolkit.errors import Problem, ProblemsError
from toolkit.sources.workspace.design import DESIGN_FILE, design_place
from toolkit.svg.document import Element, svg_tag
from toolkit.svg.parser import FILE, SvgError, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A design as it stands before an import; all is empty for a new one.

    `by_words` and `by_id` are the slots that an import gave to texts: by what a text says, and by artboard
    and the id that the tool gave it. `drawings` are the artboards, each with its root.
    """

    text: str = ""
    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    slots: tuple[str, ...] = ()
    by_words: Mapping[str, str] = field(default_factory=dict)
    by_id: Mapping[tuple[str, str], str] = field(default_factory=dict)
    drawings: Mapping[str, Element] = field(default_factory=dict)


def earlier_design(folder: Path) -> Earlier:
    """Read what stands in the folder of a design; raise `ProblemsError` for a `design.toml` that is none."""
    text = _text_of(folder / DESIGN_FILE)
    document: dict[str, Any] = tomlkit.parse(text).unwrap() if text else {}
    drawings = {path.stem: root for path in sorted(folder.glob("*.svg")) if (root := _root(path)) is not None}
    by_words: dict[str, str] = {}
    by_id: dict[tuple[str, str], str] = {}
    for board, root in drawings.items():
        for node in root.iter(svg_tag("text"), svg_tag("flowRoot"), svg_tag("g")):
            slot = layer_name(node).word if LABEL in node.attrib else ""
            if not slot or slot == node.get("id"):
                continue
            if words := " ".join(words_of(node).split()):
                by_words.setdefault(words, slot)
            if name := str(node.get("id", "")):
                by_id[board, name] = slot
    return Earlier(
        text=text,
        fonts={str(name): str(family) for name, family in _table(document, "fonts").items()},
        colours={str(colour): str(token) for colour, token in _table(document, "colours").items()},
        slots=tuple(map(str, _table(document, "slots"))),
        by_words=by_words,
        by_id=by_id,
        drawings=drawings,
    )


def _table(document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = document.get(name)
    return found if isinstance(found, dict) else {}


def _root(path: Path) -> Element | None:
    try:
        return parse(path.read_bytes(), FILE)
    except (SvgError, OSError):
        return None


def _text_of(path: Path) -> str:
    if not path.is_file():
        return ""
    text = path.read_text(encoding="utf-8")
    try:
        tomlkit.parse(text)
    except TOMLKitError as error:
        place = design_place(path.parent.name)
        raise ProblemsError(
            [Problem(trail=(place,), message=f"is not TOML: {error}", hint="mend it first")]
        ) from error
    return text
