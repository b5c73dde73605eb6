"""Motion: which placements of a design get a moving version, how it moves, and in what format."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator

from toolkit.errors import Place, Problem
from toolkit.file_formats import Codec
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import Name, Record
from toolkit.sources.workspace.placement import Family, MovingFormat, Placement

TransitionName = Literal["slide_in", "fade", "pulse"]


class Motion(Record):
    """The ``[motion]`` table of a design.

    A moving version is added to each of `placements`, and to all of `families`, where one of `formats` plays.
    `slots` are the texts that move, in the order of reading; none means every text.
    """

    transition: TransitionName
    placements: tuple[Name, ...] = ()
    families: tuple[Family, ...] = ()
    formats: Annotated[tuple[MovingFormat, ...], Field(min_length=1)] = (Codec.GIF,)
    slots: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _somewhere(self) -> "Motion":
        if not self.placements and not self.families:
            raise ValueError("it names no place to move in; add placements = [...] or families = [...]")
        return self

    def format_for(self, placement: Placement) -> MovingFormat | None:
        """Return the first of the formats that a placement plays, or none; only where it is asked for."""
        if placement.id not in self.placements and placement.family not in self.families:
            return None
        return next((name for name in self.formats if name in placement.file.plays), None)


def slot_problems(motion: Motion, kinds: Mapping[str, str], place: Place) -> Iterator[Problem]:
    """Yield a problem for each slot that is to move but is not there, or holds no text.

    `kinds` are the kinds of the design's slots by name.
    """
    for slot in motion.slots:
        if slot not in kinds:
            near = near_miss(slot, list(kinds))
            hint = f"did you mean '{near}'?" if near else f"slots are {', '.join(kinds)}"
            yield Problem(trail=(place,), message=f"there is no slot '{slot}'", hint=hint)
        elif kinds[slot] != "text":
            message = f"'{slot}' is of kind '{kinds[slot]}', and only texts move"
            yield Problem(trail=(place,), message=message, hint="take it out of slots")


def placement_problems(motion: Motion, registry: Sequence[Placement], place: Place) -> Iterator[Problem]:
    """Yield a problem for each placement asked for that is not there, or where none of the formats plays."""
    rows = {row.id: row for row in registry}
    for name in motion.placements:
        if name not in rows:
            near = near_miss(name, list(rows))
            hint = f"did you mean '{near}'?" if near else f"there are {', '.join(rows)}"
            yield Problem(trail=(place,), message=f"there is no placement '{name}'", hint=hint)
        elif motion.format_for(rows[name]) is None:
            plays = ", ".join(rows[name].file.plays)
            yield Problem(
                trail=(place,),
                message=f"'{name}' is not known to play {' or '.join(motion.formats)}",
                hint=f"add one of these to formats: {plays}" if plays else "take it out: nothing moves there",
            )
