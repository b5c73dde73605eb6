"""Check and build one card in every official language, and print what became of each.

Usage: python benchmarks/every_language.py [--only TAG …] [--keep FOLDER]
For each language a workspace is made whose campaign says what CLDR knows: the language's own name, months,
a number. First it is checked as somebody meets it who has not yet written the toolkit's own words in that
language (`assets/strings/<tag>.toml`), which must end in plain problems. Then, with that file, made of the
same words, it is checked, and the theme card is built. A traceback is a fault, and so is an exit without a
reason. The exit code is 1 if there is any.
"""

import argparse
import contextlib
import io
import json
import sys
import tempfile
import time
import tomllib
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from toolkit.cldr.locale_tables import table_of
from toolkit.cli.main import main as toolkit
from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.statements import figure_text
from toolkit.typeset.fonts.coverage import official_languages

CAMPAIGN = """\
id = "every"
title = "Every language"
short = "Every"
organizer = "International Telecommunication Union (ITU)"
date = 2021-05-17
palette = "wtisd-2021"
texture = "streaks"
languages = ["{tag}"]
reference_language = "{tag}"
placements = ["x-post-square"]
designs = ["theme"]
canonical_hosts = ["www.itu.int"]
short_address = "www.itu.int/wtisd"
sources = ["Unicode CLDR"]
"""
STANDING = 'official = false\nevidence = "own-proposal"\nsource = "Unicode CLDR"\n'
LINK = '[call_to_action.link]\nurl = "https://www.itu.int/en/wtisd/2021/Pages/default.aspx"\n'
NUMBER = Decimal(3_700_000_000)
FORMS = ("one", "two", "few", "many", "other")
WORDS = (
    "unofficial_translation", "unofficial_text", "not_an_official_product", "join_us", "scan_me",
    "taking_part", "register_label", "today",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How one command ended: its exit code, its errors, and whether it broke."""

    code: int
    errors: tuple[str, ...]
    broke: str

    def __str__(self) -> str:
        """Say it in a word."""
        return "BROKE" if self.broke else "ok" if not self.code else f"{len(self.errors)} told"

    @property
    def faults(self) -> Iterator[str]:
        """What must not happen: a traceback, a strange exit code, an exit without a reason."""
        if self.broke:
            yield self.broke
        elif self.code not in {0, 1} or (self.code and not self.errors):
            yield f"exit code {self.code} and no reason"


def run(*arguments: str) -> Run:
    """Run the command line in this process."""
    said, before, broke, code = io.StringIO(), sys.argv, "", 0
    sys.argv = ["toolkit", *arguments]
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            toolkit()
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except BaseException:  # noqa: BLE001 - whatever comes here is what people would have seen
        broke = traceback.format_exc().strip().splitlines()[-1]
    finally:
        sys.argv = before
    lines = said.getvalue().splitlines()
    if any(line.startswith("Traceback") for line in lines):
        broke = lines[-1]
    return Run(code=code, errors=tuple(line for line in lines if line.startswith("error")), broke=broke)


def words_of(language: Language) -> list[str]:
    """Return words of a language that CLDR has: its own name, then months, or else the tag."""
    months = table_of(language).months or ()
    name = language.locale.get_display_name() or language.tag
    return [name, *(month for month in months if month.strip())]


def quoted(text: str) -> str:
    """Return a text as a string of TOML."""
    return json.dumps(text, ensure_ascii=False)


def copy_text(language: Language, words: list[str]) -> str:
    """Return a copy file in the words of a language."""
    theme = f"{' '.join(words[:4])} {figure_text(NUMBER, language)}"
    texts = {"theme": theme, "day_name": words[0], "call_to_action.label": words[-1]}
    tables = "".join(f"[{key}]\ntext = {quoted(text)}\n{STANDING}\n" for key, text in texts.items())
    tag = f'[[hashtags]]\ntag = "#WTISD"\n{STANDING}'
    return f'language = "{language.tag}"\n\n{tables}{LINK}{STANDING}\n{tag}'


def strings_text(language: Language, words: list[str]) -> str:
    """Return a file of fixed words, in the words of a language and with every plural form that it needs."""
    bundled = tomllib.loads((data_folder("assets") / "strings" / "en.toml").read_text(encoding="utf-8"))
    lines = [f'language = "{language.tag}"', *(f"{key} = {quoted(words[0])}" for key in WORDS)]
    for table, text in (("days_label", words[-1]), ("days_text", "{number} " + words[-1])):
        lines += [f"[{table}]", *(f"{form} = {quoted(text)}" for form in FORMS)]
    for table in ("designs", "platforms"):
        lines += [f"[{table}]", *(f"{key} = {quoted(words[0])}" for key in bundled[table])]
    lines += ["[kit]", *(f"{key} = {quoted(text)}" for key, text in bundled["kit"].items())]
    return "\n".join(lines) + "\n"


def try_out(language: Language, root: Path, cache: Path) -> tuple[Run, Run, Run]:
    """Check without fixed words, check with them, and build."""
    words, tag = words_of(language), language.tag
    campaign = root / "campaigns" / "every"
    (campaign / "copy").mkdir(parents=True)
    (campaign / "campaign.toml").write_text(CAMPAIGN.format(tag=tag), encoding="utf-8")
    (campaign / "copy" / f"{tag}.toml").write_text(copy_text(language, words), encoding="utf-8")
    place = ("--workspace", str(root), "--jobs", "1", "--cache", str(cache), "--quiet")
    bare = run("check", *place)
    strings = root / "assets" / "strings"
    strings.mkdir(parents=True)
    own = strings / f"{tag}.toml"
    if not (data_folder("assets") / "strings" / own.name).exists():
        own.write_text(strings_text(language, words), encoding="utf-8")
    return bare, run("check", *place), run("build", *place, "--out", str(root / "kits"))


def main() -> int:
    """Print a line for each language, what was told in it, and the sum."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="+", metavar="TAG", help="these languages")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the workspaces and kits here")
    options = parser.parse_args()
    languages = [one for one in official_languages() if not options.only or one.tag in options.only]
    count: Counter[str] = Counter()
    print(f"{'language':<12}{'no strings':<12}{'check':<10}{'build':<10}seconds")
    with tempfile.TemporaryDirectory() as folder:
        for language in languages:
            begun = time.perf_counter()
            root = (options.keep or Path(folder)) / language.tag
            runs = try_out(language, root, Path(folder) / "cache")
            count += tell(language, runs, time.perf_counter() - begun)
    print(
        f"{len(languages)} languages: {count['built']} built, {count['told']} told, {count['faults']} faults"
    )
    return int(bool(count["faults"]) or not languages)


def tell(language: Language, runs: tuple[Run, Run, Run], seconds: float) -> Counter[str]:
    """Print what became of a language, and count it."""
    bare, checked, built = (str(one) for one in runs)
    print(f"{language.tag:<12}{bare:<12}{checked:<10}{built:<10}{seconds:.1f}", flush=True)
    for line in dict.fromkeys(line for one in runs[1:] for line in one.errors):
        print(f"            {line}")
    faults = [fault for one in runs for fault in one.faults]
    for fault in faults:
        print(f"            FAULT {fault}")
    made = runs[2].code == 0 and not runs[2].broke
    return Counter({"built": int(made), "told": int(runs[2].code == 1), "faults": len(faults)})


if __name__ == "__main__":
    sys.exit(main())
