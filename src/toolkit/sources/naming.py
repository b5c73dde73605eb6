"""Naming: every platform and design has a name in each language of the campaigns that show it."""

from collections.abc import Iterable, Iterator, Sequence

from toolkit.errors import Problem
from toolkit.sources.campaigns.campaign import Campaign
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.workspace.placement import Placement, placement_place
from toolkit.sources.workspace.platforms import Platform, platform_place
from toolkit.sources.workspace.strings import Strings, strings_place
from toolkit.sources.workspace.vocabulary import Vocabulary

CODE = "qr"
"""What a kit has besides the pictures of designs: the code on its own."""


def naming_problems(
    campaigns: Sequence[Campaign],
    designs: Sequence[str],
    placements: Sequence[Placement],
    vocabulary: Vocabulary,
    strings: Sequence[Strings],
) -> Iterator[Problem]:
    """Yield a problem for each platform without an entry, and for each name that a language lacks.

    A design may go without a name ("campaign picture"); one that has a name in a language needs it in all.
    """
    platforms = vocabulary.platforms
    yield from _unknown_platforms(placements, platforms)
    for words in strings:
        yield from _unknown(words, "designs", words.designs, (*designs, CODE))
        yield from _unknown(words, "platforms", words.platforms, vocabulary.platform_order)
    titled = {name for words in strings for name in words.designs}
    for campaign in campaigns:
        shown = titled & {CODE, *(campaign.designs or designs)}
        for words in (words for words in strings if words.language in campaign.languages):
            yield from _unnamed_platforms(words, platforms, campaign)
            for name in sorted(shown - words.designs.keys()):
                owner = next(other.language for other in strings if name in other.designs)
                message = f"is missing (the '{owner}' file has it)"
                place = strings_place(words.language, f"designs.{name}")
                yield Problem(trail=(place,), message=message, hint=f'add {name} = "…" below [designs]')


def _unknown_platforms(placements: Iterable[Placement], platforms: Sequence[Platform]) -> Iterator[Problem]:
    known = [platform.id for platform in platforms]
    for placement in placements:
        if placement.platform not in known:
            near = near_miss(placement.platform, known)
            add = f'add [[platform]] with id = "{placement.platform}" to assets/platforms.toml'
            hint = f"did you mean '{near}'? Or {add}" if near else add
            place = placement_place(placement.id, "platform")
            message = f"there is no platform '{placement.platform}'"
            yield Problem(trail=(place,), message=message, hint=hint)


def _unnamed_platforms(
    words: Strings, platforms: Sequence[Platform], campaign: Campaign
) -> Iterator[Problem]:
    for platform in platforms:
        if not platform.name and platform.id not in words.platforms:
            place = strings_place(words.language, f"platforms.{platform.id}")
            message = f"is missing, and '{campaign.id}' is published in this language"
            hint = (
                f'add {platform.id} = "…" below [platforms], or name = "…" to the platform in '
                f"{platform_place(platform.id).file} if it has one name in all languages"
            )
            yield Problem(trail=(place,), message=message, hint=hint)


def _unknown(words: Strings, table: str, names: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    kind = table.removesuffix("s")
    for name in names:
        if name not in known:
            near = near_miss(name, known)
            hint = f"did you mean '{near}'?" if near else f"take it out, or add the {kind}"
            place = strings_place(words.language, f"{table}.{name}")
            yield Problem(trail=(place,), message=f"there is no {kind} '{name}'", hint=hint)
