"""Time zones by their IANA name, with what CLDR calls their cities."""

from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location
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
    """Return what CLDR calls the city that a zone is named after, for example ``Le Caire``."""
    return str(get_timezone_location(zone, locale=language.locale, return_city=True))


def is_named_after(zone: str, city: str) -> bool:
    """Tell whether a zone bears the name of the city with this id: not so Asia/Shanghai for ``beijing``."""
    return zone.rpartition("/")[2].lower().replace("_", "-") == city
