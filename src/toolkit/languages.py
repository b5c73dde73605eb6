"""Languages by their BCP 47 tag, with what CLDR knows of them (through Babel)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global

Direction = Literal["ltr", "rtl"]

# ITU and the UN write "17 May 2021" and "per cent": British usage. CLDR's plain "en" is American.
_FORMATTING_LOCALE = {"en": "en_GB"}
# CLDR draws `nds`-like gaps for some official languages; their script is a fact of ISO 15924 usage.
_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})


class UnknownLanguageError(ValueError):
    """A tag that CLDR does not know."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language, identified by its BCP 47 tag (RFC 5646), for example ``ar``, ``zh-Hant`` or ``sr-Latn``."""

    tag: str

    def __post_init__(self) -> None:
        locale_of(self.tag)

    def __str__(self) -> str:
        return self.tag

    @property
    def script(self) -> str:
        """The ISO 15924 code of the script the language is written in, for example ``Arab`` or ``Hans``."""
        return script_of(self.tag)

    @property
    def direction(self) -> Direction:
        """The base direction of text and layout."""
        return "rtl" if self.script in _RTL_SCRIPTS else "ltr"

    @property
    def is_rtl(self) -> bool:
        """Whether text runs from right to left."""
        return self.direction == "rtl"

    @property
    def name(self) -> str:
        """What speakers call the language (CLDR), for example ``Tiếng Việt``."""
        locale = locale_of(self.tag)
        return str(locale.get_display_name() or self.tag)

    @property
    def english_name(self) -> str:
        """The English name (CLDR)."""
        return str(locale_of(self.tag).get_display_name("en") or self.tag)

    @property
    def locale(self) -> Locale:
        """The Babel locale that formats dates and numbers for this language."""
        return locale_of(_FORMATTING_LOCALE.get(self.tag, self.tag))


@lru_cache(maxsize=512)
def locale_of(tag: str) -> Locale:
    """Return the Babel locale of a BCP 47 tag; raise `UnknownLanguageError` if CLDR has none."""
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError) as error:
        raise UnknownLanguageError(f"'{tag}' is not a language that CLDR knows") from error


@lru_cache(maxsize=512)
def script_of(tag: str) -> str:
    """Return the ISO 15924 script of a tag, through CLDR's likely subtags (UTS #35 part 1, 4.3)."""
    locale = locale_of(tag)
    if locale.script:
        return str(locale.script)
    likely = get_global("likely_subtags")
    with_territory = f"{locale.language}_{locale.territory}"
    found = likely.get(with_territory) or likely.get(locale.language) or ""
    parts = found.split("_")
    return parts[1] if len(parts) > 1 else "Latn"
