"""Values that every design may use, whatever it runs over."""

from collections.abc import Iterator

from toolkit.compose.values.value import Maker, Named
from toolkit.numerals import native_digits
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.campaigns.copydeck import Copy, Sourced
from toolkit.sources.campaigns.links import short_address, tracked_address
from toolkit.sources.dates.dates import date_text, day_text, event_text
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
    yield value("day_name_lines", "\n".join(copy.day_name_lines) or copy.day_name.text, "", copy.day_name)
    yield value("abbreviation", copy.abbreviation.text if copy.abbreviation else campaign.abbreviation)
    yield value("year", native_digits(str(campaign.date.year), copy.language))
    yield value("date", date_text(campaign, copy, strings.dates))
    yield value("hashtags", "  ".join(tag.tag for tag in tags))
    yield value("address", short_address(campaign, copy))
    yield value("qr", tracked_address(campaign, copy), "call_to_action.link.url", call.link)
    yield value("label", call.label.text, "call_to_action.label", call.label)
    yield value("organizers", " · ".join(name.text for name in names), "co_organizers", *names)
    yield value("notice", strings.not_an_official_product if campaign.disclaimer else "")
    yield from _event(campaign, copy, strings, value)
    yield value("scan_me", strings.scan_me)
    yield value("taking_part", strings.taking_part)
    yield value("join_us", strings.join_us)
    yield value("register_label", strings.register_label)
    yield value("unofficial", "")


def _event(campaign: Campaign, copy: Copy, strings: Strings, value: Maker) -> Iterator[Named]:
    event, name = campaign.event, copy.event
    yield value.text("event", name) if name else value("event", "")
    if event is None:
        yield from (value("event_date", ""), value("event_time", ""))
        return
    said = Sourced(official=event.official, evidence="document", source=event.source)
    yield value("event_date", day_text(event.date, copy.language, strings.dates), "event", said)
    yield value("event_time", event_text(event, copy.language, strings.dates), "event", said)
