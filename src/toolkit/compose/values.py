"""The words a design may use: every value behind `{{ … }}`, for one campaign, language and row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.errors import Place
from toolkit.sources.campaign import Campaign
from toolkit.sources.copydeck import Ask, Copy, Quote, Sourced, Statistic, Text, copy_place
from toolkit.sources.dates import date_text, event_text
from toolkit.sources.design import Rows
from toolkit.sources.links import short_address, tracked_address
from toolkit.sources.strings import Strings

Row = Quote | Statistic | Ask
_HASHTAGS_ON_CARD = 2
_INITIALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value: its text, the shorter wording where there is one, where it was written, and its standing."""

    text: str
    place: Place
    short: str = ""
    sources: tuple[Sourced, ...] = ()

    @property
    def is_official(self) -> bool:
        """Whether everything the value says was said so by the issuing body."""
        return all(source.official for source in self.sources)


Values = Mapping[str, Value]


def rows_of(copy: Copy, rows: Rows) -> tuple[Row | None, ...]:
    """Return the rows a design runs over in one language; a design without rows has one, `None`."""
    series: Mapping[str, tuple[Row | None, ...]] = {
        "none": (None,),
        "quotes": copy.quotes,
        "statistics": copy.statistics,
        "asks": copy.call_to_action.asks,
    }
    return series[rows]


def values_for(campaign: Campaign, copy: Copy, strings: Strings, row: Row | None) -> Values:
    """Return every value a design may use."""
    found = dict(_common(campaign, copy, strings))
    if row is not None:
        found |= dict(_row_values(campaign, copy, strings, row))
    return found


def _common(campaign: Campaign, copy: Copy, strings: Strings) -> Iterator[tuple[str, Value]]:
    def value(key: str, text: str, *sources: Sourced, short: str = "") -> tuple[str, Value]:
        return key, Value(
            text=text, place=copy_place(campaign.id, copy.language, key), sources=sources, short=short
        )

    call = copy.call_to_action
    tags = copy.hashtags[:_HASHTAGS_ON_CARD]
    yield value("theme", "\n".join(copy.theme_lockup) or copy.theme.text, copy.theme, short=copy.theme.short)
    yield value("day_name", copy.day_name.text, copy.day_name)
    yield value("day_name_lines", "\n".join(copy.day_name_lines) or copy.day_name.text, copy.day_name)
    yield value("date", date_text(campaign, copy))
    yield value("hashtags", "  ".join(tag.tag for tag in tags))
    yield value("address", short_address(campaign, copy))
    yield value("qr", tracked_address(campaign, copy), call.link)
    yield value("label", call.label.text, call.label)
    yield value("organizers", " · ".join(name.text for name in copy.co_organizers), *copy.co_organizers)
    yield value("notice", strings.not_an_official_product if campaign.disclaimer else "")
    yield value("event", _event(campaign, copy))
    yield value("scan_me", strings.scan_me)
    yield value("unofficial", "")


def _event(campaign: Campaign, copy: Copy) -> str:
    return event_text(campaign.event, copy.language) if campaign.event else ""


def _row_values(campaign: Campaign, copy: Copy, strings: Strings, row: Row) -> Iterator[tuple[str, Value]]:
    def value(key: str, text: str, at: str, *sources: Sourced, short: str = "") -> tuple[str, Value]:
        place = copy_place(campaign.id, copy.language, at)
        return key, Value(text=text, place=place, sources=sources, short=short)

    match row:
        case Quote():
            at = f"quotes.{row.id}"
            yield value("quote", row.text.text, f"{at}.text", row.text, short=row.text.short)
            yield value("speaker", row.speaker, f"{at}.speaker")
            yield value("role", row.role, f"{at}.role")
            yield value("initials", _initials(row.speaker), f"{at}.speaker")
            yield value("unofficial", _mark(row.text, strings.unofficial_translation), f"{at}.text")
        case Statistic():
            at = f"statistics.{row.id}"
            yield value("figure", row.figure, f"{at}.figure")
            yield value("statement", row.text.text, f"{at}.text", row.text, short=row.text.short)
            yield value("unofficial", _mark(row.text, strings.unofficial_text), f"{at}.text")
        case Ask():
            at = f"call_to_action.asks.{row.id}"
            yield value("audience", row.audience.text, f"{at}.audience", row.audience)
            yield value("ask", row.text.text, f"{at}.text", row.text, short=row.text.short)
            yield value("unofficial", _mark(row.text, strings.unofficial_text), f"{at}.text")


def _mark(text: Text, words: str) -> str:
    return "" if text.official else words


def _initials(speaker: str) -> str:
    names = [name for name in speaker.replace("-", " ").split() if name[0].isalpha()]
    picked = [names[0], names[-1]] if len(names) >= _INITIALS else names
    return "".join(name[0] for name in picked)
