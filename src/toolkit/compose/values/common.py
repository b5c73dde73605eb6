"""Values that every design may use, whatever it runs over."""

from collections.abc import Iterator

from toolkit.compose.values.value import Maker, Named, dated
from toolkit.numerals import native_digits
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy, Sourced
from toolkit.sources.campaigns.links import short_address, tracked_address
from toolkit.sources.dates.dates import date_text, day_text, event_text
from toolkit.sources.dates.pieces import date_pieces, day_pieces
from toolkit.sources.workspace.strings import Strings

_HASHTAGS_ON_CARD = 2


def common_values(campaign: Campaign, copy: Copy, strings: Strings) -> Iterator[Named]:
    """Yield the campaign's own words, then the toolkit's; what a campaign lacks is empty."""
    value = Maker(campaign, copy)
    call = copy.call_to_action
    tags = copy.hashtags[:_HASHTAGS_ON_CARD]
    names = copy.co_organizers
    yield value.text("theme", copy.theme, lines=copy.theme_lockup)
    yield value("day_name", copy.day_name.text, "", copy.day_name)
    lines = "\n".join(copy.day_name_lines)
    at = "day_name_lines" if lines else "day_name"
    yield value("day_name_lines", lines or copy.day_name.text, at, copy.day_name)
    if copy.abbreviation:
        yield value("abbreviation", copy.abbreviation.text)
    else:
        yield value.fact("abbreviation", campaign.abbreviation, "abbreviation")
    yield value.fact("year", native_digits(str(campaign.date.year), copy.language), "date")
    yield _date(campaign, copy, strings, value)
    yield value("hashtags", "  ".join(tag.tag for tag in tags))
    yield _address(campaign, copy, value)
    yield value("qr", tracked_address(campaign, copy), "call_to_action.link.url", call.link)
    yield value("label", call.label.text, "call_to_action.label", call.label)
    yield value("organizers", " · ".join(name.text for name in names), "co_organizers", *names)
    notice = strings.not_an_official_product if campaign.disclaimer else ""
    yield value.own("notice", notice, "not_an_official_product")
    yield from _event(campaign, copy, strings, value)
    yield value.own("scan_me", strings.scan_me)
    yield value.own("taking_part", strings.taking_part)
    yield value.own("join_us", strings.join_us)
    yield value.own("register_label", strings.register_label)
    yield value("unofficial", "")


def _date(campaign: Campaign, copy: Copy, strings: Strings, value: Maker) -> Named:
    """Return the date line; it stands in the copy only where the copy words it, or adds to it."""
    text, days = date_text(campaign, copy, strings.dates), date_pieces(campaign, copy, strings.dates)
    if copy.date_text or copy.date_note:
        return dated(value("date", text, "date_text" if copy.date_text else "date_note"), days)
    return dated(value.fact("date", text, "final_week" if campaign.final_week else "date"), days)


def _address(campaign: Campaign, copy: Copy, value: Maker) -> Named:
    """Return the printed address, from whichever file has it."""
    text, call = short_address(campaign, copy), copy.call_to_action
    if campaign.short_address and not call.short_address:
        return value.fact("address", text, "short_address")
    return value("address", text, f"call_to_action.{'short_address' if call.short_address else 'link.url'}")


def _event(campaign: Campaign, copy: Copy, strings: Strings, value: Maker) -> Iterator[Named]:
    event, name = campaign.event, copy.event
    yield value.text("event", name) if name else value("event", "")
    if event is None:
        yield from (value.fact(name, "", "event") for name in ("event_date", "event_time"))
        return
    said = Sourced(official=event.official, evidence="document", source=event.source)
    day, hours = (
        day_text(event.date, copy.language, strings.dates),
        event_text(event, copy.language, strings.dates),
    )
    pieces = day_pieces(event.date, copy.language, strings.dates)
    yield dated(value.fact("event_date", day, "event.date", said), pieces)
    yield dated(value.fact("event_time", hours, "event.start", said))
