"""What to set and how: spans of text, and the style of a slot."""

from dataclasses import dataclass, field
from typing import Final, Literal, TypeVar

from toolkit.sources.workspace.typography import LanguageTypography
from toolkit.typeset.unicode.scripts import JOINED

Thing = TypeVar("Thing")

Align = Literal["start", "middle", "end"]
VerticalAlign = Literal["top", "middle", "bottom"]

Case = Literal["", "uppercase", "lowercase", "capitalize"]

BOLD = 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Families of its own that a text is set in, before those that its script usually has.

    All of it goes by script (ISO 15924); what stands under an empty script is for all others. A family is
    used for the scripts whose letters it has. What it has not is set in the usual family, at a size that
    looks the same, unless `scales` says how large. `skews` (degrees) slant scripts whose letters do not join.
    `features` are OpenType features with their values.
    """

    families: tuple[tuple[str, tuple[str, ...]], ...] = ()
    scales: tuple[tuple[str, float], ...] = ()
    skews: tuple[tuple[str, float], ...] = ()
    features: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()

    def families_for(self, *scripts: str) -> tuple[str, ...]:
        """Return the families for the first of some names of a script that has any, or for all scripts."""
        return _of(self.families, scripts) or ()

    def scale_for(self, *scripts: str) -> float | None:
        """Return how large a script is set, or none if that follows from the families."""
        return _of(self.scales, scripts)

    def skew_for(self, *scripts: str) -> float:
        """Return by how many degrees a script leans to the right; scripts that join never do."""
        return 0.0 if JOINED.intersection(scripts) else _of(self.skews, scripts) or 0.0

    def features_for(self, *scripts: str) -> tuple[tuple[str, int], ...]:
        """Return the OpenType features of a script."""
        return _of(self.features, scripts) or ()

    @property
    def first_family(self) -> str | None:
        """The family whose size the others follow."""
        found = dict(self.families)
        names = found.get("") or next(iter(found.values()), ())
        return names[0] if names else None


def _of(table: tuple[tuple[str, Thing], ...], scripts: tuple[str, ...]) -> Thing | None:
    found = dict(table)
    return next((found[script] for script in (*scripts, "") if script in found), None)


NO_VOICE: Final = Voice()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Which letters are wanted: weight from 1 to 1000, slanted or upright, width in per cent of normal."""

    weight: float = 400
    italic: bool = False
    width: float = 100.0
    voice: Voice = NO_VOICE
    _hash: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Faces are looked up by it for every letter.
        object.__setattr__(self, "_hash", hash((self.weight, self.italic, self.width, self.voice)))

    def __hash__(self) -> int:
        return self._hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a text with its own weight, slant, voice or colour; `None` keeps that of the style.

    An isolated span cannot reorder the text around it (UAX #9, FSI … PDI): use it for inserted values.
    """

    text: str
    weight: int | None = None
    fill: str | None = None
    italic: bool | None = None
    voice: Voice | None = None
    isolate: bool = False


Text = str | tuple[Span, ...]
"""What is set: a text, or pieces of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a text fills its frame.

    Sizes are SVG user units per em; the largest between them that fits is taken. `leading` is the least
    distance of baselines in em; taller ink pushes lines apart. `tracking` is in em and never applied to
    joined scripts. `align` is logical: start is the side where the language begins. `hanging` lets quotes
    and stops at a line's edge stand out of the alignment. `may_overhang` lets tall letters stick out of a low
    frame by what their language allows, where a drawing leaves room around its frames. `case` changes
    capitals by the language, `width` is in per cent of the normal width, `voice` names families of its own.
    `terms` are words never to be cut. `dates` are dates and hours that stand in the text: each stays on one
    line, unless even at the smallest size the frame is too narrow for it. `typography` are the small words
    of the language, those of the bundled file by default.
    """

    weight: int = 400
    italic: bool = False
    width: float = 100.0
    voice: Voice = NO_VOICE
    max_size: float = 96.0
    min_size: float = 12.0
    max_lines: int = 99
    leading: float = 1.1
    align: Align = "start"
    valign: VerticalAlign = "top"
    tracking: float = 0.0
    case: Case = ""
    balance: bool = True
    hanging: bool = True
    may_overhang: bool = False
    terms: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    typography: LanguageTypography | None = None

    def __post_init__(self) -> None:
        if not 0 < self.min_size <= self.max_size:
            raise ValueError(
                f"sizes must satisfy 0 < min_size ≤ max_size, not {self.min_size}, {self.max_size}"
            )
        if self.max_lines < 1:
            raise ValueError(f"max_lines must be at least 1, not {self.max_lines}")
        if self.leading < 0:
            raise ValueError(f"leading must not be negative, not {self.leading}")
