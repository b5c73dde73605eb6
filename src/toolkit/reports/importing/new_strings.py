"""A file of fixed words to begin with: the English one, with the plural forms that another language needs."""

import re
from typing import Final

from toolkit.files import data_folder
from toolkit.languages import Language
from toolkit.sources.workspace.plurals import counts_of
from toolkit.sources.workspace.strings import bundled_strings

_TABLE: Final = re.compile(r"(?ms)^(?:#[^\n]*\n)*\[(?P<name>\w+)\]\n.*?(?=^(?:#[^\n]*\n)*\[|\Z)")
_TERMS: Final = re.compile(r"(?ms)^keep_together = \[.*?^\]\n")
_HEAD: Final = """\
# The toolkit's own words in {name}. They are English still: translate every text in quotation marks,
# but for what stands in braces. How days and hours are written is known from CLDR; docs/copy.md says how to
# write them in another way.

language = "{tag}"
"""
_SHOWN: Final = 4  # numbers that a form is for


def new_strings(language: Language) -> str:
    """Return the text of ``assets/strings/<language>.toml``, to be translated.

    Every key is there, and every plural form that counts of days need, with numbers that it is for.
    """
    text = (data_folder("assets") / "strings" / "en.toml").read_text(encoding="utf-8")
    _, _, body = text.partition('language = "en"\n')
    body = _TERMS.sub("keep_together = []\n", body)
    head = _HEAD.format(name=f"{language.english_name} ({language.name})", tag=language)
    return head + _TABLE.sub(lambda found: _table(found, language), body).rstrip("\n") + "\n"


def _table(found: re.Match[str], language: Language) -> str:
    """Return a table for another language: forms of dates are left out, plurals have its own forms."""
    if found["name"] == "dates":
        return ""
    english = bundled_strings("en")
    plural = getattr(english, found["name"], None) if found["name"].startswith("days_") else None
    if plural is None:
        return found[0]
    start, bracket, _ = found[0].partition(f"[{found['name']}]\n")
    lines = (
        f'{form} = "{plural.other}"  # {_numbers(numbers)}\n' for form, numbers in counts_of(language).items()
    )
    return f"{start}{bracket}{''.join(lines)}\n"


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers[:_SHOWN])) + (" …" if len(numbers) > _SHOWN else "")
