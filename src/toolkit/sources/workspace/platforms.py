"""Platforms: what each is called, where it stands in a kit, and what its captions keep to."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from toolkit.errors import Place, Problem
from toolkit.sources.schema.messages import TomlTable, near_miss
from toolkit.sources.schema.models import Name, Record, record_of
from toolkit.sources.workspace.overlay import Overlay, read_tables
from toolkit.sources.workspace.placement import CaptionUnit, Count

PLATFORMS_FILE = "platforms.toml"

_CAPTION_RULES = ("hashtags_max", "caption_unit", "link_weight", "emoji_weight")


class Platform(Record):
    """A place where pictures are posted or shown, with several placements.

    `name` is a proper name, the same in every language; a language may have its own in its fixed words.
    `after` is the platform it follows in a kit. The other fields are rules of its captions: they hold for
    each of its placements that takes captions and does not say otherwise.
    """

    id: Name
    name: str = ""
    after: str = ""
    hashtag_end: str = ""
    hashtags_max: Annotated[int, Field(ge=0)] | None = None
    caption_unit: CaptionUnit | None = None
    link_weight: Count | None = None
    emoji_weight: Literal["", "utf8-bytes"] = ""

    @property
    def caption_rules(self) -> TomlTable:
        """Return the rules that its placements inherit, as keys of a placement."""
        return {key: value for key in _CAPTION_RULES if (value := getattr(self, key)) not in (None, "")}


def load_platforms(assets: Overlay, problems: list[Problem]) -> tuple[Platform, ...]:
    """Read every platform, in the order of a kit; report mistakes, ids used twice, and unknown neighbours."""
    rows: dict[str, Platform] = {}
    for table in reversed(read_tables(assets, PLATFORMS_FILE, problems) or ()):
        rows |= _platforms_in(table, problems)
    for platform in rows.values():
        if platform.after and platform.after not in rows:
            near = near_miss(platform.after, list(rows))
            hint = f"did you mean '{near}'?" if near else f"there are {', '.join(rows)}"
            message = f"there is no platform '{platform.after}'"
            problems.append(
                Problem(trail=(platform_place(platform.id, "after"),), message=message, hint=hint)
            )
    return tuple(rows[name] for name in _ordered(rows))


def platform_place(platform: str, key: str = "") -> Place:
    """Return the place of a platform's key, for the trail of a problem."""
    at = f"platform.{platform}.{key}" if key else f"platform.{platform}"
    return Place(file=f"assets/{PLATFORMS_FILE}", at=at)


def _platforms_in(table: TomlTable, problems: list[Problem]) -> dict[str, Platform]:
    """Return the rows of one file by their ids."""
    rows: dict[str, Platform] = {}
    problems.extend(_stray_keys(table))
    found = table.get("platform", ())
    for number, row in enumerate(found if isinstance(found, list) else (), start=1):
        name = row.get("id") if isinstance(row, dict) else None
        at = f"platform.{name}" if name else f"platform[{number}]"
        platform = record_of(Platform, row, f"assets/{PLATFORMS_FILE}", problems, at)
        if platform is None:
            continue
        if platform.id in rows:
            trail = (platform_place(platform.id),)
            problems.append(Problem(trail=trail, message="this id is used twice", hint="rename one of them"))
        rows.setdefault(platform.id, platform)
    return rows


def _stray_keys(table: TomlTable) -> Iterator[Problem]:
    """Everything in the file stands in rows."""
    for key, value in table.items():
        if key != "platform" or not isinstance(value, list):
            place = Place(file=f"assets/{PLATFORMS_FILE}", at=key)
            yield Problem(trail=(place,), message=f"'{key}' is no list of rows", hint="write [[platform]]")


def _ordered(rows: Mapping[str, Platform]) -> list[str]:
    """Put each platform that follows another one behind it; a circle of them stays where it is written."""
    order = list(rows)
    for name in list(rows):
        before = rows[name].after
        if before in rows and before != name:
            order.remove(name)
            order.insert(order.index(before) + 1, name)
    return order
