"""The languages to be covered: official in a member state of the United Nations, and known to CLDR."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache

from babel.core import get_global
from babel.languages import get_official_languages

from toolkit.cldr.locale_tables import table_of
from toolkit.errors import Place, Problem, Severity
from toolkit.languages import Language, UnknownLanguageError
from toolkit.typeset.fonts.face import Face
from toolkit.typeset.fonts.library import FontLibrary, covers
from toolkit.typeset.unicode.scripts import char_script, scripts_written_by

# ISO 3166-1 codes of the 193 members (un.org, "Member States").
_MEMBERS = """
AF AL DZ AD AO AG AR AM AU AT AZ BS BH BD BB BY BE BZ BJ BT BO BA BW BR BN BG BF BI CV KH CM CA
CF TD CL CN CO KM CG CD CR CI HR CU CY CZ DK DJ DM DO EC EG SV GQ ER EE SZ ET FJ FI FR GA GM GE
DE GH GR GD GT GN GW GY HT HN HU IS IN ID IR IQ IE IL IT JM JP JO KZ KE KI KP KR KW KG LA LV LB
LS LR LY LI LT LU MG MW MY MV ML MT MH MR MU MX FM MC MD MN ME MA MZ MM NA NR NP NL NZ NI NE NG
MK NO OM PK PW PA PG PY PE PH PL PT QA RO RU RW KN LC VC WS SM ST SA SN RS SC SL SG SK SI SB SO
ZA SS ES LK SD SR SE CH SY TJ TZ TH TL TG TO TT TN TR TM TV UG UA AE GB US UY UZ VU VE VN YE ZM
ZW
"""
UN_MEMBERS = tuple(_MEMBERS.split())

# Scripts in official use that CLDR's list of official languages leaves out.
_ALSO = ("zh-Hans", "zh-Hant", "zh-Hant-HK", "sr-Latn", "zgh", "mni-Mtei", "nqo", "ff-Adlm", "syr", "ks-Deva")


_RARE = 3  # names; a letter of fewer is likely to be foreign


@cache
def official_languages(*, regional: bool = True) -> tuple[Language, ...]:
    """Return the official languages of the members that CLDR has data for, sorted by tag."""
    tags = {
        tag.replace("_", "-")
        for member in UN_MEMBERS
        for tag in get_official_languages(member, regional=regional, de_facto=True)
    }
    return tuple(_known(sorted(tags | set(_ALSO))))


def _known(tags: list[str]) -> Iterator[Language]:
    for tag in tags:
        try:
            yield Language(tag)
        except UnknownLanguageError:
            continue


def check_language(language: Language, fonts: FontLibrary, *, bold: bool = True) -> tuple[Problem, ...]:
    """Return a problem if no font is named for a language, a warning if its first font has no bold.

    Without `bold` nothing is to be set in bold.
    """
    families = fonts.stacks.language_stack(language)
    script = language.script
    if families and (not bold or fonts.stacks.families[families[0]].has_bold):
        return ()
    if families:
        return (_no_bold(language, families[0]),)
    return (
        Problem(
            trail=(Place(file="fonts/fonts.toml", at=f"scripts.{script}"),),
            message=f"no font for {language.english_name} ({language.tag}, script {script})",
            hint=f"toolkit fonts add FILE.ttf BOLD.ttf --family NAME --script {script} --licence OFL.txt",
        ),
    )


@cache
def letters_of(language: Language) -> tuple[str, ...]:
    """Return the letters and marks of a language's script that its CLDR names use, in code point order.

    The names are those of territories, languages, scripts, months and days. Signs that only a few foreign
    names need are left out.
    """
    scripts = scripts_written_by(language.script)[:-1]  # without what all scripts share
    found = Counter(char for name in _names(language) for char in set(unicodedata.normalize("NFC", name)))
    least = min(_RARE, max(found.values(), default=0))
    return tuple(
        sorted(
            char
            for char, count in found.items()
            if count >= least and unicodedata.category(char)[0] in "LM" and char_script(char) in scripts
        )
    )


def _names(language: Language) -> Iterator[str]:
    locale = language.locale
    yield from (*locale.territories.values(), *locale.languages.values(), *locale.scripts.values())
    yield from (*table_of(language).months, *locale.days["format"]["wide"].values())


def language_of_script(script: str) -> Language | None:
    """Return the language most likely written in a script (CLDR, likely subtags), if CLDR has its names."""
    likely = get_global("likely_subtags").get(f"und_{script}", "").split("_")
    for tag in (likely[0], f"{likely[0]}-{script}"):
        try:
            language = Language(tag)
        except UnknownLanguageError:
            continue
        if language.script == script:
            return language
    return None


def lacking_letters(face: Face, language: Language) -> tuple[str, ...]:
    """Return the letters of a language that a font has not."""
    return tuple(letter for letter in letters_of(language) if not covers(face, letter))


def _no_bold(language: Language, family: str) -> Problem:
    return Problem(
        trail=(Place(file="fonts/fonts.toml", at=f"families.{family}"),),
        message=f"bold {language.english_name} ({language.tag}) is set in regular: {family} has no bold",
        hint="add a bold file to the family, or put a family that has one before it",
        severity=Severity.WARNING,
    )
