"""Designs: `designs/<design>/design.toml` and one plain SVG per artboard."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import KEBAB, Name, Record, Words, read_record
from toolkit.sources.workspace.brand import Colour
from toolkit.sources.workspace.motion import Motion, slot_problems
from toolkit.sources.workspace.overlay import Overlay
from toolkit.sources.workspace.placement import Family, MovingFormat, Placement
from toolkit.sources.workspace.voices import Role

SlotKind = Literal["text", "qr", "picture", "chart"]
SlotGroup = Literal["", "languages", "rows", "languages and rows"]
Align = Literal["start", "middle", "end"]
VerticalAlign = Literal["top", "middle", "bottom"]
ROW_KINDS = ("none", "quotes", "statistics", "asks", "countdown", "event", "programme", "partners")
TABLE = "table:"
"""Before the name of a table: ``table:speakers`` runs over ``campaigns/<id>/rows/speakers.csv``."""


DESIGN_FILE = "design.toml"

Positive = Annotated[float, Field(gt=0)]


def _rows(value: str) -> str:
    is_table = value.startswith(TABLE) and KEBAB.fullmatch(value.removeprefix(TABLE))
    if value in ROW_KINDS or is_table:
        return value
    near = near_miss(value, ROW_KINDS)
    hint = f"did you mean '{near}'?" if near else f"use one of {', '.join(ROW_KINDS)}, table:<name>"
    raise PydanticCustomError("rows", "'{value}' is not allowed here", {"value": value, "hint": hint})


Rows = Annotated[str, AfterValidator(_rows)]
"""What a design runs over: one of `ROW_KINDS`, or ``table:<name>``."""


class SlotRules(Record):
    """How one slot is filled. Sizes are in SVG user units of the artboard, leading and tracking in em.

    What is left out comes from the sample text in the drawing.
    """

    kind: SlotKind = "text"
    value: str = ""
    max_size: Positive | None = None
    min_size: Positive | None = None
    max_lines: int | None = Field(default=None, ge=1, le=40)
    leading: float | None = Field(default=None, ge=0.8, le=3)
    align: Align | None = None
    valign: VerticalAlign | None = None
    role: Role | None = None
    """What the text is for: a campaign's voice sets it, even where the sample has a family of its own."""
    family: str = ""
    """A family of fonts/, in place of the sample's."""
    weight: int | None = Field(default=None, ge=1, le=1000)
    italic: bool | None = None
    uppercase: bool = False
    tracking: float | None = Field(default=None, ge=-0.1, le=0.5)
    optional: bool = False
    fit: Literal["cover", "contain"] = "cover"
    """How a picture meets its frame: fills it around the focal point, or stands in it whole."""
    group: SlotGroup = ""
    """One size for this slot in all languages, all rows, or both, of the same placement."""

    def merged(self, override: "SlotRules | None") -> "SlotRules":
        """Return these rules with the keys that an artboard sets for itself."""
        if override is None:
            return self
        return self.model_copy(update={name: getattr(override, name) for name in override.model_fields_set})


class ArtboardFile(Record):
    """One drawing of a design and the shapes it may grow to (width divided by height)."""

    min_aspect: Positive
    max_aspect: Positive
    families: tuple[Family, ...] = ()
    omits: tuple[str, ...] = ()
    """Slots of the design that this artboard does not show."""
    slots: Mapping[str, SlotRules] = {}

    @model_validator(mode="after")
    def _ordered(self) -> "ArtboardFile":
        if self.min_aspect > self.max_aspect:
            raise ValueError("min_aspect is larger than max_aspect; swap them")
        return self

    def serves(self, aspect: float) -> bool:
        """Tell whether a placement of this aspect is in range."""
        return self.min_aspect <= aspect <= self.max_aspect


class Variant(Record):
    """Another look of a design; without families and placements it is made for all that the design serves."""

    name: Name
    families: tuple[Family, ...] = ()
    placements: tuple[Name, ...] = ()

    def suits(self, placement: Placement) -> bool:
        """Tell whether the look is made for a placement."""
        everywhere = not (self.families or self.placements)
        return everywhere or placement.family in self.families or placement.id in self.placements


def _named(value: object) -> object:
    return {"name": value} if isinstance(value, str) else value


class DesignFile(Record):
    """What `design.toml` holds."""

    title: Words
    description: Words
    rows: Rows = "none"
    families: tuple[Family, ...]
    placements: tuple[Name, ...] = ()
    """Single placements that the design serves besides its families."""
    variants: tuple[Annotated[Variant, BeforeValidator(_named)], ...] = ()
    """Other looks the design is offered in, such as ``light``, where a campaign has a palette for them.

    A name alone is a look for every placement.
    """
    mirror: bool = True
    recolour: bool = True
    """Whether a campaign's palette takes the place of the tokens that the drawings are coloured with."""
    colours: Mapping[Colour, Name] = {}
    """Colours of the drawings that are no literal of a token, each with the token that it stands for."""
    transparent: bool = False
    """Whether the picture is see-through where nothing is drawn; PNG keeps that."""
    fonts: Mapping[Words, Words] = {}
    """Families that the drawings are set in, each with the family of fonts/ that stands in its place."""
    motion: Motion | None = None
    """Where the design also comes as a short loop, and what moves in it."""
    artboards: Annotated[Mapping[Name, ArtboardFile], Field(min_length=1)]
    slots: Annotated[Mapping[str, SlotRules], Field(min_length=1)]

    @model_validator(mode="after")
    def _moves_on_a_ground(self) -> "DesignFile":
        if self.motion and self.transparent:
            raise ValueError("a transparent design cannot move; take [motion] or transparent out")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One idea drawn on several artboards; `drawings` holds each artboard's SVG file as bytes."""

    id: str
    spec: DesignFile
    drawings: Mapping[str, bytes]

    def rules(self, artboard: str) -> Mapping[str, SlotRules]:
        """Return the rules of every slot on an artboard."""
        own = self.spec.artboards[artboard].slots
        return {name: rules.merged(own.get(name)) for name, rules in self.spec.slots.items()}

    def omits(self, artboard: str, slot: str) -> bool:
        """Tell whether an artboard leaves a slot of the design out on purpose."""
        return slot in self.spec.artboards[artboard].omits

    def looks(self) -> tuple[str, ...]:
        """Return the names of the other looks."""
        return tuple(variant.name for variant in self.spec.variants)

    def offers_look(self, name: str, placement: Placement) -> bool:
        """Tell whether a placement is offered in a look; the campaign's own, with no name, always is."""
        return not name or any(look.name == name and look.suits(placement) for look in self.spec.variants)

    def leaves_out(self, placement: Placement) -> bool:
        """Tell whether the design claims a placement or its family but has no artboard of its shape."""
        claimed = placement.family in self.spec.families or placement.id in self.spec.placements
        return claimed and self.artboard_for(placement) is None

    def moves_in(self, placement: Placement) -> MovingFormat | None:
        """Return the format of the moving version that the design has for a placement, or none."""
        motion = self.spec.motion
        if motion is None or placement.is_printed or self.artboard_for(placement) is None:
            return None
        return motion.format_for(placement)

    def _offers(self, artboard: ArtboardFile, placement: Placement) -> bool:
        families = artboard.families or self.spec.families
        return placement.family in families or placement.id in self.spec.placements

    def artboard_for(self, placement: Placement) -> str | None:
        """Return the artboard that serves a placement best, or none: the nearest drawn shape wins."""
        aspect = placement.size.aspect
        fitting = [
            (abs(artboard.min_aspect + artboard.max_aspect - 2 * aspect), name)
            for name, artboard in self.spec.artboards.items()
            if artboard.serves(aspect) and self._offers(artboard, placement)
        ]
        return min(fitting)[1] if fitting else None


def design_place(design: str, key: str = "") -> Place:
    """Return the place of a key in a `design.toml`, for the trail of a problem."""
    return Place(file=f"designs/{design}/{DESIGN_FILE}", at=key)


def drawing_place(design: str, artboard: str, layer: str = "") -> Place:
    """Return the place of a layer in an artboard's drawing, for the trail of a problem."""
    return Place(file=f"designs/{design}/{artboard}.svg", at=layer)


def load_designs(designs: Overlay, problems: list[Problem]) -> tuple[Design, ...]:
    """Read every design; report mistakes, missing drawings and overrides of unknown slots.

    A workspace's design takes the place of the bundled one of the same name, with all of its drawings.
    """
    problems.extend(_without_file(designs))
    files = designs.files(f"*/{DESIGN_FILE}").values()
    loaded = (_load(path.parent, path.parents[2], problems) for path in files)
    return tuple(design for design in loaded if design is not None)


def _without_file(designs: Overlay) -> Iterator[Problem]:
    """Drawings that no `design.toml` stands beside would be left out, in silence."""
    drawn = {path.parent for path in designs.files("*/*.svg").values()}
    for folder in sorted(drawn):
        if not (folder / DESIGN_FILE).is_file():
            message = "the file is missing beside the drawings"
            hint = "write it as docs/designing.md shows, or take the folder out"
            yield Problem(trail=(design_place(folder.name),), message=message, hint=hint)


def _load(folder: Path, root: Path, problems: list[Problem]) -> Design | None:
    spec = read_record(DesignFile, folder / DESIGN_FILE, root, problems)
    if spec is None:
        return None
    problems.extend(_unknown_slots(folder.name, spec))
    if spec.motion:
        kinds = {name: rules.kind for name, rules in spec.slots.items()}
        problems.extend(slot_problems(spec.motion, kinds, design_place(folder.name, "motion.slots")))
    drawings = {}
    for artboard in spec.artboards:
        path = folder / f"{artboard}.svg"
        if path.is_file():
            drawings[artboard] = path.read_bytes()
        else:
            message, hint = f"the drawing {artboard}.svg is missing", "draw it, or take the artboard out"
            place = design_place(folder.name, f"artboards.{artboard}")
            problems.append(Problem(trail=(place,), message=message, hint=hint))
    return Design(id=folder.name, spec=spec, drawings=drawings)


def _unknown_slots(design: str, spec: DesignFile) -> list[Problem]:
    known = list(spec.slots)
    named = [
        (f"artboards.{name}.{key}", slot)
        for name, artboard in spec.artboards.items()
        for key, slot in (
            *((f"slots.{slot}", slot) for slot in artboard.slots),
            *(("omits", slot) for slot in artboard.omits),
        )
    ]
    return [
        Problem(
            trail=(design_place(design, key),),
            message=f"there is no slot '{slot}'",
            hint=_slot_hint(slot, known),
        )
        for key, slot in named
        if slot not in spec.slots
    ]


def _slot_hint(slot: str, known: list[str]) -> str:
    near = near_miss(slot, known)
    return f"did you mean '{near}'?" if near else f"slots are {', '.join(known)}"


def import_of(design: str, artboard: str) -> str:
    """Return the command that mends an artboard's drawing where it stands, to be run in the workspace."""
    return f"'toolkit import designs/{design}/{artboard}.svg --name {design}'"
