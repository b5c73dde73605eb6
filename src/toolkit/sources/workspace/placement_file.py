"""The file of placements: rows as people write them, read strictly, and made into placements."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem
from toolkit.file_formats import Codec, codecs_for
from toolkit.sources.schema.messages import TomlTable
from toolkit.sources.schema.models import Name, Record, Words, record_of
from toolkit.sources.workspace.overlay import Overlay, read_tables
from toolkit.sources.workspace.placement import (
    PLACEMENTS_FILE,
    AltTextSpec,
    CanvasSpec,
    CaptionSpec,
    CaptionUnit,
    Count,
    Family,
    FileSpec,
    Format,
    ImageSpec,
    MovingFormat,
    MovingSpec,
    Placement,
    placement_place,
)
from toolkit.sources.workspace.print_sheet import Length, PrintSheet
from toolkit.units import Insets, PixelSize, Rect

Side = Annotated[int, Field(ge=16, le=20_000)]
"""Width or height of a picture, in px."""
MOST_PIXELS = 100_000_000
"""Of one picture, so that it can be held in memory several times over."""


class Edges(Record):
    """Distances from the four edges, in px."""

    top: Length = 0.0
    right: Length = 0.0
    bottom: Length = 0.0
    left: Length = 0.0

    def insets(self) -> Insets:
        """Return them as the geometry type."""
        return Insets(self.top, self.right, self.bottom, self.left)


class Box(Record):
    """A rectangle on the picture, in px."""

    x: Length
    y: Length
    width: Length
    height: Length

    def rect(self) -> Rect:
        """Return it as the geometry type."""
        return Rect(self.x, self.y, self.width, self.height)


class AvoidBox(Box):
    """A rectangle that something is drawn over: an avatar, a badge, the speaker."""

    what: Words


class Moving(Record):
    """What moving pictures a placement plays; other limits than those of its still pictures are set here."""

    formats: Annotated[tuple[MovingFormat, ...], Field(min_length=1)]
    max_width: Count | None = None
    max_height: Count | None = None
    max_bytes: Count | None = None


class Origins(Record):
    """Where each group of facts of a placement was read; empty when the guide named in `size` covers it."""

    size: Words
    file: str = ""
    moving: str = ""
    caption: str = ""
    alt_text: str = ""
    safe: str = ""
    avoid: str = ""
    hashtags: str = ""
    print: str = ""
    cites: tuple[Words, ...] = ()
    as_of: str = ""


def _leaves_room(name: str, edges: Insets, size: PixelSize) -> None:
    for sides, taken, whole in (
        ("left and right", edges.left + edges.right, size.width),
        ("top and bottom", edges.top + edges.bottom, size.height),
    ):
        if taken >= whole:
            message = "{name} takes {taken} of {whole} px from {sides}, which leaves no room"
            context = {"name": name, "taken": f"{taken:g}", "whole": whole, "sides": sides}
            hint = "give the distances from the edges, not the size of the area"
            raise PydanticCustomError("room", message, {**context, "hint": hint})


class PlacementRow(Record):
    """A row of the file. Absent limits are not established, not unlimited."""

    id: Name
    platform: Name
    title: Words
    family: Family
    width: Side
    height: Side
    formats: tuple[Format, ...] = ()
    max_bytes: Count | None = None
    moving: Moving | None = None
    safe_edges: Edges = Field(default=Edges(), alias="safe")
    safe_strict_edges: Edges | None = Field(default=None, alias="safe_strict")
    avoid_boxes: tuple[AvoidBox, ...] = Field(default=(), alias="avoid")
    avoid_note: str = ""
    grid_crop: Box | None = None
    caption_limit: Count | None = None
    caption_unit: CaptionUnit | None = None
    caption_max_bytes: Count | None = None
    link_weight: Count | None = None
    emoji_weight: Literal["", "utf8-bytes"] = ""
    title_limit: Count | None = None
    alt_text_limit: Count | None = None
    hashtags_max: Annotated[int, Field(ge=0)] | None = None
    print: PrintSheet | None = None
    confidence: Literal["seen", "common-knowledge"]
    unconfirmed: tuple[Words, ...] = ()
    sources: Origins
    note: str = ""

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.width * self.height > MOST_PIXELS:
            message = "has {count} megapixels; {most} are the most"
            hint = "make width or height smaller"
            context = {"count": self.width * self.height // 10**6, "most": MOST_PIXELS // 10**6, "hint": hint}
            raise PydanticCustomError("pixels", message, context)
        for name, edges in (("safe", self.safe), ("safe_strict", self.safe_strict_edges)):
            found = edges.insets() if isinstance(edges, Edges) else edges
            if found is not None:
                _leaves_room(name, found, self.size)
        return self

    @property
    def size(self) -> PixelSize:
        """Width and height of the finished picture, in px."""
        return PixelSize(self.width, self.height)

    @property
    def safe(self) -> Insets:
        """What stays clear from each edge, in px; of a printed sheet also what is cut off or hidden."""
        edges = self.safe_edges.insets()
        return edges.at_least(self.print.clear) if self.print else edges

    def placement(self) -> Placement:
        """Return the placement that the row describes."""
        return Placement(
            id=self.id,
            platform=self.platform,
            title=self.title,
            family=self.family,
            canvas=CanvasSpec(
                size=self.size,
                safe=self.safe,
                avoid=tuple(box.rect() for box in self.avoid_boxes),
                dpi=self.print.dpi if self.print else None,
            ),
            file=FileSpec(
                image=ImageSpec(
                    codecs=codecs_for("still", self.formats) or (Codec.PNG,),
                    max_bytes=self.max_bytes,
                    dpi=self.print.dpi if self.print else None,
                ),
                moving=self._moving(),
                plays=self.moving.formats if self.moving else (),
                sheet=self.print,
            ),
            caption=self._caption(),
            alt_text=AltTextSpec(limit=self.alt_text_limit),
        )

    def _moving(self) -> MovingSpec:
        limit = self.moving or Moving(formats=(Codec.GIF,))
        shrink = min(1.0, (limit.max_width or self.width) / self.width)
        shrink = min(shrink, (limit.max_height or self.height) / self.height)
        size = PixelSize(round(self.width * shrink), round(self.height * shrink))
        return MovingSpec(size=size, max_bytes=limit.max_bytes or self.max_bytes)

    def _caption(self) -> CaptionSpec | None:
        if self.caption_limit is None:
            return None
        return CaptionSpec(
            platform=self.platform,
            limit=self.caption_limit,
            unit=self.caption_unit or "codepoints",
            max_bytes=self.caption_max_bytes,
            hashtags_max=self.hashtags_max,
            link_weight=self.link_weight,
            emoji_weight=self.emoji_weight,
        )

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with the row as a whole: formats of which none can be made."""
        makes = (*codecs_for("still"), *(codecs_for("page") if self.print else ()))
        if self.formats and not set(self.formats).intersection(makes):
            yield Problem(
                trail=(placement_place(self.id, "formats"),),
                message=f"none of these formats can be made: {', '.join(self.formats)}",
                hint=f"add one that the platform takes, too: {', '.join(makes)}",
            )


def load_placements(
    assets: Overlay, problems: list[Problem], rules: Mapping[str, TomlTable] | None = None
) -> tuple[Placement, ...]:
    """Read every placement, in the order of the file; report mistakes and ids used twice.

    A workspace's rows replace bundled ones of the same id, where those stand; the others follow. A row that
    cannot be read is left out, and the others are kept. `rules` are what the captions of each platform keep
    to, for rows that do not say it themselves.
    """
    return tuple(row.placement() for row in load_placement_rows(assets, problems, rules))


def load_placement_rows(
    assets: Overlay, problems: list[Problem], rules: Mapping[str, TomlTable] | None = None
) -> tuple[PlacementRow, ...]:
    """Return the same as they are written, with where each fact was read."""
    rows: dict[str, PlacementRow] = {}
    for table in reversed(read_tables(assets, PLACEMENTS_FILE, problems) or ()):
        rows |= _rows_in(table, problems, rules or {})
    return tuple(rows.values())


def _rows_in(
    table: TomlTable, problems: list[Problem], rules: Mapping[str, TomlTable]
) -> dict[str, PlacementRow]:
    """Return the rows of one file by their ids."""
    problems.extend(_stray_keys(table))
    rows: dict[str, PlacementRow] = {}
    for at, found in _rows(table):
        row = record_of(PlacementRow, _ruled(found, rules), f"assets/{PLACEMENTS_FILE}", problems, at)
        if row is None:
            continue
        if row.id in rows:
            trail = (placement_place(row.id),)
            problems.append(Problem(trail=trail, message="this id is used twice", hint="rename one of them"))
        problems.extend(row.problems())
        rows.setdefault(row.id, row)
    return rows


def _ruled(row: TomlTable, rules: Mapping[str, TomlTable]) -> TomlTable:
    """Return a row with the rules of its platform, if it takes captions."""
    if not isinstance(row, dict) or "caption_limit" not in row:
        return row
    return {**rules.get(str(row.get("platform")), {}), **row}


def _rows(table: TomlTable) -> Iterator[tuple[str, TomlTable]]:
    """Yield the dotted key of each row, by its id or else counted from one, and the row."""
    found = table.get("placement", ())
    rows = found if isinstance(found, list) else ()
    for number, row in enumerate(rows, start=1):
        name = row.get("id") if isinstance(row, dict) else None
        yield f"placement.{name}" if name else f"placement[{number}]", row


def _stray_keys(table: TomlTable) -> Iterator[Problem]:
    """Everything in the file stands in rows."""
    for key, value in table.items():
        if key != "placement" or not isinstance(value, list):
            place = Place(file=f"assets/{PLACEMENTS_FILE}", at=key)
            yield Problem(trail=(place,), message=f"'{key}' is no list of rows", hint="write [[placement]]")
