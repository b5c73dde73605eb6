"""The languages to be covered: official in a member state of the United Nations, and known to CLDR."""

from collections.abc import Iterator
from functools import cache

from babel.languages import get_official_languages

from toolkit.errors import Place, Problem, Severity
from toolkit.languages import Language, UnknownLanguageError
from toolkit.typeset.library import FontLibrary

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


def check_language(language: Language, fonts: FontLibrary) -> tuple[Problem, ...]:
    """Return a problem if no font is named for a language, a warning if its first font has no bold."""
    families = fonts.stacks.language_stack(language)
    if families and fonts.stacks.families[families[0]].bold:
        return ()
    if families:
        return (_no_bold(language, families[0]),)
    return (
        Problem(
            trail=(Place(file="fonts/fonts.toml", at=f"scripts.{language.script}"),),
            message=f"no font for {language.english_name} ({language.tag}, script {language.script})",
            hint=(
                "put the font files and their licence into fonts/<family>/, name them under [families], and "
                f'add {language.script} = ["<family>"] under [scripts]'
            ),
        ),
    )


def _no_bold(language: Language, family: str) -> Problem:
    return Problem(
        trail=(Place(file="fonts/fonts.toml", at=f"families.{family}"),),
        message=f"bold {language.english_name} ({language.tag}) is set in regular: {family} has no bold",
        hint="add a bold file to the family, or put a family that has one before it",
        severity=Severity.WARNING,
    )
