"""Write `src/toolkit/cldr/locales.json`: what the toolkit takes from CLDR about dates and numbers.

    npm pack cldr-core@48.2.0 cldr-numbers-full@48.2.0 cldr-dates-full@48.2.0   # then unpack each of them
    python tools/cldr_tables.py FOLDER_THAT_HOLDS_THEM

Source: the Unicode Common Locale Data Repository, JSON edition (Unicode License v3, see
`src/toolkit/cldr/LICENSE`). Names and words that are still drafts, which that edition leaves out, come from
Babel 2.18 (CLDR 47). A locale lists only what differs from its parent. What CLDR merely inherits from
its root ("2.6G", "M05") is no data of a language and is left out, so that nobody takes it for words.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cldr_drafts import draft_dates, draft_scale_words
from cldr_spans import hours_of, spans_of

_OUTPUT = Path(__file__).parents[1] / "src" / "toolkit" / "cldr" / "locales.json"
_VERSION = "48.2.0"
_ROOT = "und"
_MARKS = dict.fromkeys(map(ord, "\u061c\u200e\u200f"))
# Letters that stand for a power of ten without being a word of the language.
_NO_WORD = re.compile(r"0+[ \u00a0]?[KMGTB]|Vote .*|0+ thousand")  # Wolof has open votes in its place
_MONTH_CODE = re.compile(r"M\d\d")
_ERA = "G"
# ISO 8601-1:2019, 5.2.2: what everybody can read where CLDR has no names of months.
_ISO_DAY = "y-MM-dd"

# CLDR 48 gives the months of the civil calendar the names of the Buddhist lunar months, which are other days:
# වෙසක් is not May. These are the names of CLDR 47, which Sri Lanka's offices use.
_CIVIL_MONTHS = {
    "si": [
        "ජනවාරි",
        "පෙබරවාරි",
        "මාර්තු",
        "අප්‍රේල්",
        "මැයි",
        "ජූනි",
        "ජූලි",
        "අගෝස්තු",
        "සැප්තැම්බර්",
        "ඔක්තෝබර්",
        "නොවැම්බර්",
        "දෙසැම්බර්",
    ],
}

Fields = dict[str, object]


class _Cldr:
    """The JSON files of CLDR, by locale."""

    def __init__(self, folder: Path) -> None:
        self._numbers = self._package(folder, "cldr-numbers-full") / "main"
        self._dates = self._package(folder, "cldr-dates-full") / "main"
        supplemental = self._package(folder, "cldr-core") / "supplemental"
        parents = json.loads((supplemental / "parentLocales.json").read_text("utf-8"))
        self.parents: dict[str, str] = parents["supplemental"]["parentLocales"]["parentLocale"]
        likely = json.loads((supplemental / "likelySubtags.json").read_text("utf-8"))
        self._likely: dict[str, str] = likely["supplemental"]["likelySubtags"]
        systems = json.loads((supplemental / "numberingSystems.json").read_text("utf-8"))
        self.digits: dict[str, str] = {
            name: system["_digits"]
            for name, system in systems["supplemental"]["numberingSystems"].items()
            if system["_type"] == "numeric"
        }

    @staticmethod
    def _package(folder: Path, name: str) -> Path:
        for found in (folder / f"{name}-{_VERSION}" / "package", folder / name):
            if found.is_dir():
                return found
        raise SystemExit(f"{folder}: there is no {name}-{_VERSION}; unpack its archive there")

    def tags(self) -> list[str]:
        return sorted(path.name for path in self._numbers.iterdir())

    def numbers(self, tag: str) -> dict:
        return json.loads((self._numbers / tag / "numbers.json").read_text("utf-8"))["main"][tag]["numbers"]

    def gregorian(self, tag: str) -> dict:
        file = json.loads((self._dates / tag / "ca-gregorian.json").read_text("utf-8"))
        return file["main"][tag]["dates"]["calendars"]["gregorian"]

    def parent(self, tag: str) -> str:
        """Return the locale that another inherits from (UTS #35 part 1, 4.1.3), the root at the end."""
        if tag in self.parents:
            return self.parents[tag].replace("root", _ROOT)
        language, _, rest = tag.partition("-")
        likely = self._likely.get(language, "").split("-")
        if re.fullmatch(r"[A-Z][a-z]{3}", rest) and rest not in likely:
            return _ROOT
        return tag.rpartition("-")[0] or _ROOT


def number_fields(cldr: _Cldr, tag: str) -> Fields:
    """Return digits, separators, the side of the percent sign, and the patterns of large numbers."""
    numbers = cldr.numbers(tag)
    system = numbers["defaultNumberingSystem"]
    system = system if system in cldr.digits else "latn"
    symbols = numbers[f"symbols-numberSystem-{system}"]
    formats = numbers[f"decimalFormats-numberSystem-{system}"]
    percent = numbers[f"percentFormats-numberSystem-{system}"]["standard"]
    sign = symbols["percentSign"].translate(_MARKS)
    return {
        "digits": cldr.digits[system],
        "decimal": symbols["decimal"].translate(_MARKS),
        "group": symbols["group"].translate(_MARKS),
        "groups": _group_sizes(formats["standard"]),
        "minimum_grouping": int(numbers["minimumGroupingDigits"]),
        "percent": re.sub(r"[#,0.]+", "0", percent.partition(";")[0].translate(_MARKS)).replace("%", sign),
        "percent_sign": sign,
        "minus": symbols["minusSign"].translate(_MARKS),
        "long": _compact(formats["long"]["decimalFormat"] | draft_scale_words(tag), letters=False),
        "short": _compact(formats["short"]["decimalFormat"], letters=True),
    }


def _group_sizes(pattern: str) -> list[int]:
    """Return the digits in the last group and in those before it: 3 and 2 for ``#,##,##0``."""
    whole = pattern.partition(";")[0].partition(".")[0].split(",")
    last = len(whole[-1])
    return [last, len(whole[-2]) if whole[1:-1] else last]


def _compact(patterns: dict[str, str], *, letters: bool) -> dict[str, dict[str, str]]:
    """Return the patterns by power of ten and plural category; none if all are the root's letters."""
    found: dict[str, dict[str, str]] = {}
    for key, raw in patterns.items():
        size, _, category = key.partition("-count-")
        pattern = raw.partition(";")[0].translate(_MARKS).replace("'", "")
        around = [side.strip() for side in re.split("0+", pattern)]
        # "ကုဋေ 0 သိန်း", a word on either side, can be said with one of them: it is left out.
        if "0" in pattern and not category.isdigit() and not all(around):
            found.setdefault(str(len(size) - 1), {})[category] = pattern
    if not letters or "0G" in patterns["1000000000-count-other"]:
        found = {power: forms for power, forms in found.items() if not _NO_WORD.fullmatch(forms["other"])}
    # A stray letter of the root among a language's own: "000G" beside "000B" in Pashto.
    found = {
        power: {name: form for name, form in forms.items() if not form.endswith("0G")}
        for power, forms in found.items()
    }
    if all(set(forms["other"]) == {"0"} for forms in found.values()):
        return {}
    return {power: _distinct(forms) for power, forms in found.items()}


def _distinct(forms: dict[str, str]) -> dict[str, str]:
    other = forms["other"]
    return {name: form for name, form in forms.items() if name == "other" or form != other}


def date_fields(cldr: _Cldr, tag: str) -> Fields:
    """Return the names of months, and the patterns of a day, of spans of days and of hours."""
    gregorian = cldr.gregorian(tag)
    names = gregorian["months"]
    months = _CIVIL_MONTHS.get(tag.partition("-")[0], list(names["format"]["wide"].values()))
    available = gregorian["dateTimeFormats"]["availableFormats"]
    intervals = gregorian["dateTimeFormats"]["intervalFormats"]
    clock, between = hours_of(intervals["Hm"]["m"], available["Hm"])
    fields: Fields = {"clock": clock, "hours_between": between}
    day, short = _without_era(gregorian["dateFormats"]["long"], gregorian), available["MMMMd"]
    if any(_MONTH_CODE.fullmatch(name) for name in months):
        months, day, short = draft_dates(tag) or ([], _ISO_DAY, _ISO_DAY)
        intervals = {"intervalFormatFallback": intervals["intervalFormatFallback"]}
    fields |= {"months": months, "day": day, "day_and_month": short}
    if "LLLL" in short:
        fields["months_alone"] = list(names["stand-alone"]["wide"].values())
    if not months:
        return fields | {key: [day, " – ", day] for key in ("same_month", "same_year", "years")}
    return fields | spans_of(day, short, intervals)


def _without_era(pattern: str, gregorian: dict) -> str:
    """Return a pattern with the common era in words of the language."""
    era = gregorian["eras"]["eraAbbr"]["1"]
    pattern = re.sub("M{3,}", "MMMM", pattern)  # in full, as everywhere
    return pattern.replace(_ERA, f"'{era}'") if _ERA in re.sub(r"'[^']*'", "", pattern) else pattern


def tables(cldr: _Cldr) -> Iterator[tuple[str, Fields]]:
    """Yield each locale with what differs from its parent; the root first."""
    tags = cldr.tags()
    whole = {tag: number_fields(cldr, tag) | date_fields(cldr, tag) for tag in tags}
    for tag in [_ROOT, *(tag for tag in tags if tag != _ROOT)]:
        parent = _nearest(cldr, tag, whole)
        fields = whole[tag]
        for key in ("long", "short"):
            # Letters of a region stand in front of words that the language has: "2.6B" in Hong Kong.
            if not fields[key] and parent != _ROOT:
                fields[key] = whole[parent][key]
        above = {} if tag == _ROOT else whole[parent]
        own = {key: value for key, value in fields.items() if above.get(key) != value}
        if tag != _ROOT and parent != (tag.rpartition("-")[0] or _ROOT):
            own = {"parent": parent} | own
        if own:
            yield tag, own


def _nearest(cldr: _Cldr, tag: str, whole: dict[str, Fields]) -> str:
    parent = cldr.parent(tag)
    while parent not in whole:
        parent = cldr.parent(parent)
    return parent


def main() -> None:
    """Read CLDR's files and write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    cldr = _Cldr(parser.parse_args().folder)
    lines = [
        f"{json.dumps(tag)}: {json.dumps(own, ensure_ascii=False, separators=(',', ':'))}"
        for tag, own in tables(cldr)
    ]
    head = f'"version": "CLDR {_VERSION}"'
    _OUTPUT.write_text("{\n" + ",\n".join([head, *lines]) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
