"""Which family a drawing asks for: the first of its names that is at hand."""

from dataclasses import dataclass

from toolkit.compose.svg.font_shorthand import is_generic
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.sources.workspace.voices import VoiceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """What decides on families: those at hand, the campaign's voice, and families that stand for others."""

    stacks: FontStacks
    voice: VoiceFile | None = None
    substitutes: tuple[tuple[str, str], ...] = ()


def own_family(names: tuple[str, ...], speech: Speech) -> str | None:
    """Return the family that a list of names asks for, if it is one of its own; the first at hand counts."""
    found = first_at_hand(names, speech)
    return found if found and found not in speech.stacks.standard else None


def first_at_hand(names: tuple[str, ...], speech: Speech) -> str | None:
    """Return the key of the first family of a list that is at hand, or none."""
    instead = dict(speech.substitutes)
    called = (instead.get(name, name) for name in names if not is_generic(name))
    return next((key for name in called if (key := speech.stacks.family_called(name))), None)


def missing_name(names: tuple[str, ...], speech: Speech) -> str:
    """Return the family that a list of names asks for and that is not at hand; empty if all is well.

    Names of no family in particular ask for none, and those that the shipped families have elsewhere are met.
    """
    named = [name for name in names if not is_generic(name)]
    if not named or first_at_hand(names, speech) or _is_noto(named[0]):
        return ""
    return named[0]


def _is_noto(name: str) -> bool:
    return name.casefold().replace("-", " ").startswith(("noto sans", "notosans"))
