"""Time zones by their IANA name, with what CLDR calls their cities."""

from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from babel.core import get_global
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from toolkit.languages import Language
from toolkit.sources.schema.messages import near_miss


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (LookupError, ValueError, OSError) as error:
        # Names without a place ("EST", "GMT0") are old or ambiguous: they are never what somebody meant.
        known = {name.lower(): name for name in available_timezones() if "/" in name}
        near = known.get(near_miss(value, list(known)), "")
        hint = f"did you mean '{near}'?" if near else "use a name such as Europe/Zurich or Asia/Riyadh"
        context = {"value": value, "hint": hint}
        raise PydanticCustomError("zone", "'{value}' is not a time zone", context) from error
    return value


Zone = Annotated[str, AfterValidator(_zone)]
"""The IANA name of a time zone; its rules come from the system, or else from the tzdata package."""


def zone_city(zone: str, language: Language) -> str:
    """Return what CLDR calls the city that a zone is named after, for example ``Le Caire``.

    Where CLDR has no name in the language, the last part of the zone's own name (UTS #35 part 4, "VVV").
    """
    known = language.locale.time_zones
    cities = (known[name]["city"] for name in _names(zone) if "city" in known.get(name, {}))
    return str(next(cities, zone.rpartition("/")[2].replace("_", " ")))


def _names(zone: str) -> tuple[str, ...]:
    """Return the names of a zone, its own first: CLDR goes on using "Asia/Calcutta" and "Europe/Kiev"."""
    aliases = get_global("zone_aliases")
    new = aliases.get(zone, zone)
    return (zone, new, *(old for old, name in aliases.items() if name == new))


def is_named_after(zone: str, city: str) -> bool:
    """Tell whether a zone bears the name of the city with this id: not so Asia/Shanghai for ``beijing``."""
    return zone.rpartition("/")[2].lower().replace("_", "-") == city
