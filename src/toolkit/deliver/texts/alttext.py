"""Alt text: what a picture says, for people who cannot see it, in the language of the kit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.deliver.texts.counting import utf16_length
from toolkit.deliver.texts.direction import isolated
from toolkit.deliver.texts.kit_strings import KitWords
from toolkit.errors import Problem, Severity
from toolkit.sources.campaigns.campaign import MOST_CITIES, MOST_ITEMS
from toolkit.sources.workspace.placement import Placement, placement_place

# An item of the programme with its time, under the names that designs have for few, many and untimed ones.
_ITEMS = tuple(
    tuple(f"{word}_{number}" for word in ("item", "stop", "part", "talk", "when", "hour", "clock"))
    for number in range(1, MOST_ITEMS + 1)
)
# What is said first is what is kept longest. Slots that are not named here follow, in the design's order.
_ORDER = (
    ("quote",),
    ("speaker", "role"),
    ("figure",),
    ("statement",),
    ("label", "audience"),
    ("ask",),
    ("days_text",),
    ("partner",),
    ("taking_part",),
    ("event",),
    ("event_date", "event_time"),
    ("programme_title",),
    *_ITEMS,
    ("unofficial",),
    ("theme",),
    ("day_name",),
    ("date",),
    ("qr",),
    ("local_times",),
    *((f"city_{number}", f"time_{number}") for number in range(1, MOST_CITIES + 1)),
    ("organizers",),
    ("hashtags",),
    ("address",),
    ("notice",),
)
# A day's name set in fixed lines is the day's name; initials and "scan me" say nothing that is not said.
_SAME_AS = {"day_name_lines": "day_name", "theme_lockup": "theme", "lockup": "day_name"}
_SILENT = frozenset({"initials", "scan_me", "register_label"})
# Said together or not at all: two cities may well have the same hours.
_PAIRS = frozenset(
    {(f"city_{number}", f"time_{number}") for number in range(1, MOST_CITIES + 1)} | set(_ITEMS)
)
_END_MARKS = tuple(".!?…。！？؟")
_SCRIPTS_WITHOUT_SPACES = frozenset({"Hans", "Hant", "Jpan"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AltText:
    """A finished alt text; `dropped` names the slots that did not fit."""

    text: str
    dropped: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def alt_text_for(
    design: str,
    slots: Sequence[tuple[str, str]],
    address: str,
    placement: Placement,
    words: KitWords,
) -> AltText:
    """Return the alt text of a picture: what kind it is, the texts it shows, and where its QR code leads.

    `slots` are the (slot, text) pairs the picture really shows, in the design's order; `address` is that of
    its QR symbol, empty if it has none. Sentences that do not fit in the placement's `alt_text_limit`
    (UTF-16 units, the strictest way of counting in use) are left out whole, the least important ones first.
    """
    said = _sentences(slots, address, words)
    text = _sentence(words.design(design), words)
    dropped: list[str] = []
    for slot, sentence in said.items():
        longer = text + _sentence(sentence, words)
        if placement.alt_text_limit is None or utf16_length(longer.rstrip()) <= placement.alt_text_limit:
            text = longer
        else:
            dropped.append(slot)
    main = next(iter(said), "")
    return AltText(
        text=text.rstrip(), dropped=tuple(dropped), problems=tuple(_problems(placement, main, dropped))
    )


def _sentences(slots: Sequence[tuple[str, str]], address: str, words: KitWords) -> Mapping[str, str]:
    """Return what to say by slot, in the order of importance, nothing twice."""
    shown = {
        _SAME_AS.get(slot.replace("-", "_"), slot.replace("-", "_")): text for slot, text in slots if text
    }
    shown |= _read_as_one(shown, words)
    if address:
        shown["qr"] = words("alt_qr", address=isolated(address, words.language))
        shown.pop("address", None)
    named = {name for group in _ORDER for name in group}
    order = (*_ORDER, *((name,) for name in shown if name not in named | _SILENT))
    return dict(_without_repeats(order, shown, words))


def _read_as_one(shown: dict[str, str], words: KitWords) -> dict[str, str]:
    """Take out texts that stand below each other, and return them as one: a number and "days to go"."""
    joined = {}
    if "days" in shown and "days_label" in shown:
        joined["days_text"] = f"{shown.pop('days')}\n{shown.pop('days_label')}"
    if "local_times" in shown:
        joined["local_times"] = words("comma").join(shown["local_times"].splitlines())
    return joined


def _without_repeats(
    order: Sequence[tuple[str, ...]], shown: Mapping[str, str], words: KitWords
) -> Iterator[tuple[str, str]]:
    said: list[str] = []
    for group in order:
        texts = [_one_line(shown[name], words) for name in group if name in shown]
        new = texts if group in _PAIRS else [text for text in texts if text not in said]
        said += new
        if new:
            sentence = words("comma").join(isolated(text, words.language) for text in new)
            yield group[0], words.quoted(sentence) if group[0] in {"quote", "theme"} else sentence


def _one_line(text: str, words: KitWords) -> str:
    """Return a text on one line, single-spaced; Chinese and Japanese put nothing in place of a break."""
    space = "" if words.language.script in _SCRIPTS_WITHOUT_SPACES else " "
    return space.join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _sentence(text: str, words: KitWords) -> str:
    """Return a text with its full stop, unless it ends with a mark of its own, quoted or not."""
    end = words("sentence_end")
    last = text.removesuffix(words("quote_close"))[-1:]
    return f"{text}{end[1:]}" if last in _END_MARKS else f"{text}{end}"


def _problems(placement: Placement, main: str, dropped: Sequence[str]) -> Iterator[Problem]:
    if main not in dropped:
        return
    yield Problem(
        trail=(placement_place(placement.id, "alt_text_limit"),),
        message=f"the alt text has no room for '{main}'",
        hint="shorten the text, or leave this placement out for this row",
        severity=Severity.WARNING,
    )
