"""Occasions: what is wrong with a campaign's countdown, event and programme, and with the words for them."""

from collections.abc import Iterator, Sequence

from toolkit.errors import Problem
from toolkit.sources.campaigns.campaign import Campaign, ProgrammeItem, ProgrammePart
from toolkit.sources.campaigns.copydeck import Copy, copy_place
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.time_zones import is_named_after

Fault = tuple[str, str, str]
"""The dotted key, what is wrong, and the remedy."""


def occasion_faults(campaign: Campaign) -> Iterator[Fault]:
    """Yield what is wrong in the campaign file."""
    for at, names in _lists(campaign):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"{at}.{name}" if name else at, "stands twice", "take one out"
    for part in campaign.programme:
        yield from _part_faults(part)


def event_problems(campaign: Campaign, copy: Copy) -> Iterator[Problem]:
    """Yield what is wrong with the words of the event in one language."""

    def problem(at: str, message: str, hint: str) -> Problem:
        return Problem(trail=(copy_place(campaign.id, copy.language, at),), message=message, hint=hint)

    event = campaign.event
    if event is None:
        if copy.event is not None:
            yield problem("event", "campaign.toml has no event", "add it there, or take it out here")
        return
    if copy.event is None:
        yield problem("event", "is missing (campaign.toml has an event)", "name the event")
        return
    known = [city.id for city in event.cities]
    for name in copy.event.cities:
        if name not in known:
            near = near_miss(name, known)
            hint = f"did you mean '{near}'?" if near else "list it there, or take it out here"
            yield problem(f"event.cities.{name}", "campaign.toml does not list this city", hint)
    for city in event.cities:
        if city.id not in copy.event.cities and not is_named_after(city.timezone, city.id):
            message = f"is missing (the zone {city.timezone} is named after another city)"
            yield problem(f"event.cities.{city.id}", message, "name the city")


def programme_problems(campaign: Campaign, reference: Copy, copy: Copy) -> Iterator[Problem]:
    """Yield the dates in words that the reference language has and this one has not."""
    wanted = [part.id for part in reference.programme if part.date_text is not None]
    for part in copy.programme:
        if part.id in wanted and part.date_text is None:
            place = copy_place(campaign.id, copy.language, f"programme.{part.id}.date_text")
            message = f"is missing (the '{reference.language}' copy has it)"
            yield Problem(trail=(place,), message=message, hint="translate it")


def _lists(campaign: Campaign) -> Iterator[tuple[str, Sequence[str]]]:
    yield "countdown", [str(days) for days in campaign.countdown]
    yield "programme", [part.id for part in campaign.programme]
    if campaign.event:
        yield "event.cities", [city.id for city in campaign.event.cities]
    for part in campaign.programme:
        yield f"programme.{part.id}.items", [item.id for item in part.items]


def _part_faults(part: ProgrammePart) -> Iterator[Fault]:
    at = f"programme.{part.id}"
    days = part.days
    if days is None and part.end_date is not None:
        yield f"{at}.date", "is missing, and there is an end_date", "add date = …"
    if days is not None and days.end < days.start:
        yield f"{at}.end_date", "is before the date", "put the earlier day first"
    if not part.timezone_label and any(item.start for item in part.items):
        yield f"{at}.timezone_label", "is missing, and items have hours", "say which clock: CEST, UTC"
    for item in part.items:
        yield from _item_faults(f"{at}.items.{item.id}", item, part)


def _item_faults(at: str, item: ProgrammeItem, part: ProgrammePart) -> Iterator[Fault]:
    if item.end is not None and item.start is None:
        yield f"{at}.start", "is missing, and there is an end", "add start = …"
    days = part.days
    if days is not None and item.date is not None and not days.start <= item.date <= days.end:
        yield f"{at}.date", "is outside the days of its part", "mend one of the two"
