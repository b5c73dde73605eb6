"""Alt text: what a picture says, for people who cannot see it, in the language of the kit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.deliver.texts.counting import utf16_length
from toolkit.deliver.texts.kit_strings import KitWords
from toolkit.errors import Problem, Severity
from toolkit.sources.workspace.kit_file import AltTextRules
from toolkit.sources.workspace.placement import Placement, placement_place

_END_MARKS = tuple(".!?…。！？؟")
_ISOLATES = re.compile("[\u2066-\u2069]")
_SCRIPTS_WITHOUT_SPACES = frozenset({"Hans", "Hant", "Jpan"})


_NUMBER = re.compile(r"(?<=_)\d+$")
_ANY_NUMBER = "{n}"


@dataclass(frozen=True, slots=True)
class _Group:
    """The slots of one sentence; `said_together` keeps texts that were said before."""

    slots: tuple[str, ...]
    said_together: bool = False


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
    its QR symbol, empty if it has none. Sentences that do not fit in the placement's limit for alt texts
    (UTF-16 units, the strictest way of counting in use) are left out whole, the least important ones first.
    """
    said = _sentences(slots, address, words)
    text = _sentence(words.design(design), words)
    dropped: list[str] = []
    limit = placement.alt_text.limit
    for slot, sentence in said.items():
        longer = text + _sentence(sentence, words)
        if limit is None or utf16_length(longer.rstrip()) <= limit:
            text = longer
        else:
            dropped.append(slot)
    main = next(iter(said), "")
    return AltText(
        text=text.rstrip(), dropped=tuple(dropped), problems=tuple(_problems(placement, main, dropped))
    )


def _sentences(slots: Sequence[tuple[str, str]], address: str, words: KitWords) -> Mapping[str, str]:
    """Return what to say by slot, in the order of importance, nothing twice."""
    rules = words.vocabulary.alt_text
    named = ((slot.replace("-", "_"), text) for slot, text in slots if text)
    shown = {rules.same_as.get(slot, slot): text for slot, text in named}
    shown |= _read_as_one(shown, rules, words)
    if address:
        shown["qr"] = words("alt_qr", address=address)
        shown.pop("address", None)
    return dict(_without_repeats(_groups(rules, shown), shown, words))


def _groups(rules: AltTextRules, shown: Mapping[str, str]) -> Iterator[_Group]:
    """Yield the slots of each sentence, in order; at last those that no rule names or silences."""
    numbers = sorted({int(found[0]) for name in shown if (found := _NUMBER.search(name))})
    named: set[str] = set(rules.silent)
    for group in rules.order:
        numbered = any(_ANY_NUMBER in name for name in group)
        for number in numbers if numbered else (0,):
            slots = tuple(name.replace(_ANY_NUMBER, str(number)) for name in group)
            named.update(slots)
            yield _Group(slots, said_together=numbered)
    yield from (_Group((name,)) for name in shown if name not in named)


def _read_as_one(shown: dict[str, str], rules: AltTextRules, words: KitWords) -> dict[str, str]:
    """Take out texts that stand below each other, and return them as one: a number and "days to go"."""
    found = {}
    for name, parts in rules.joined.items():
        if all(part in shown for part in parts):
            found[name] = "\n".join(shown.pop(part) for part in parts)
    for name in rules.lists:
        if name in shown:
            found[name] = words("comma").join(shown[name].splitlines())
    return found


def _without_repeats(
    order: Iterator[_Group], shown: Mapping[str, str], words: KitWords
) -> Iterator[tuple[str, str]]:
    said: list[str] = []
    quoted = words.vocabulary.alt_text.quoted
    for group in order:
        texts = [_one_line(shown[name], words) for name in group.slots if name in shown]
        new = texts if group.said_together else [text for text in texts if text not in said]
        said += new
        if new:
            sentence = words("comma").join(new)
            name = group.slots[0]
            yield name, words.quoted(sentence) if name in quoted else sentence


def _one_line(text: str, words: KitWords) -> str:
    """Return a text on one line, single-spaced; Chinese and Japanese put nothing in place of a break.

    Isolates keep lines in order on the picture. An alt text is heard: there they are only characters that
    count against its limit, and that some programs show as boxes.
    """
    text = _ISOLATES.sub("", text)
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
