"""Voices: which families a campaign speaks in, by the role of a text and by script."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from babel import Locale
from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem, Severity
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import Record, Words
from toolkit.sources.workspace.fonts import FontStacks
from toolkit.sources.workspace.nearest_family import nearest_family

Role = Literal["display", "text", "figures"]
"""What a text is for: to be seen first, to be read, or a number to be taken in at a glance."""

ALL = "all"
"""In place of a script: all scripts that are not named."""

_INSTEAD: Mapping[Role, tuple[Role, ...]] = {
    "display": ("display", "text"),
    "text": ("text",),
    "figures": ("figures", "display", "text"),
}
_FEATURE = re.compile(r"-?[A-Za-z0-9]{4}(?:=[0-9]{1,3})?")

Thing = TypeVar("Thing")
ByScript = Mapping[str, Thing]


@cache
def _scripts() -> frozenset[str]:
    return frozenset(Locale("en").scripts)


def _script(value: str) -> str:
    if value == ALL or value in _scripts():
        return value
    near = near_miss(value, ("latn", "cyrl", "grek", "arab", "hans", "hant", "jpan", "kore", "deva", ALL))
    meant = near if near == ALL else near.capitalize()
    hint = f"did you mean '{meant}'?" if near else "write its ISO 15924 code, as Latn, Arab or Hans, or all"
    raise PydanticCustomError("script", "'{value}' is no script", {"value": value, "hint": hint})


def _for_all(kind: type | tuple[type, ...], shown: str) -> Callable[[object], object]:
    """Read a single value as that of all scripts."""

    def read(value: object) -> object:
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return {ALL: value}
        if isinstance(value, dict):
            return value
        hint = f"write {shown}, or by script {{ Latn = {shown}, Arab = … }}"
        raise PydanticCustomError("by_script", "must be one value, or a table by script", {"hint": hint})

    return read


def _feature(value: str) -> str:
    if _FEATURE.fullmatch(value):
        return value
    hint = "write its four letters, as 'tnum', '-liga' to turn it off, or 'cv05=2'"
    raise PydanticCustomError("feature", "'{value}' is no OpenType feature", {"value": value, "hint": hint})


Script = Annotated[str, AfterValidator(_script)]
VoiceFamily = Annotated[Mapping[Script, Words], BeforeValidator(_for_all(str, '"lora"'))]
VoiceWeight = Annotated[int, Field(ge=1, le=1000)]
VoiceWeights = Annotated[Mapping[Script, VoiceWeight], BeforeValidator(_for_all(int, "800"))]
Leading = Annotated[float, Field(ge=0.8, le=3)]
Leadings = Annotated[Mapping[Script, Leading], BeforeValidator(_for_all((int, float), "1.2"))]
VoiceScale = Annotated[float, Field(ge=0.5, le=2)]
Scales = Annotated[Mapping[Script, VoiceScale], BeforeValidator(_for_all((int, float), "1.1"))]
Italics = Annotated[Mapping[Script, bool], BeforeValidator(_for_all(bool, "true"))]
VoiceStroke = Annotated[float, Field(ge=0, le=0.2)]
Strokes = Annotated[Mapping[Script, VoiceStroke], BeforeValidator(_for_all((int, float), "0.02"))]
Skew = Annotated[float, Field(ge=-20, le=20)]
Skews = Annotated[Mapping[Script, Skew], BeforeValidator(_for_all((int, float), "9"))]
VoiceFeature = Annotated[str, AfterValidator(_feature)]
VoiceFeatures = Annotated[
    Mapping[Script, tuple[VoiceFeature, ...]], BeforeValidator(_for_all(tuple, '["tnum"]'))
]


class RoleVoice(Record):
    """How texts of one role are set: families, weights, leading (em) and scale by script.

    `stroke` (em) makes letters bolder in their own colour, `skew` (degrees) slants those that do not join,
    `width` is in per cent of normal, `tracking` in em. What is one value for all scripts may be a table.
    """

    family: VoiceFamily = Field(default={})
    weight: VoiceWeights = Field(default={})
    italic: Italics = Field(default={})
    width: Annotated[float, Field(ge=25, le=400)] | None = None
    stroke: Strokes = Field(default={})
    skew: Skews = Field(default={})
    tracking: float | None = Field(default=None, ge=-0.1, le=0.5)
    features: VoiceFeatures = Field(default={})
    leading: Leadings = Field(default={})
    scale: Scales = Field(default={})

    def feature_values(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Return the features by script, with their values: 0 turns one off."""
        return {script: tuple(map(_feature_value, names)) for script, names in self.features.items()}


def value_for(table: ByScript[Thing], script: str) -> Thing | None:
    """Return what a table says of a script, or none if it leaves that open."""
    return table.get(script, table.get(ALL))


def _feature_value(text: str) -> tuple[str, int]:
    name, _, value = text.removeprefix("-").partition("=")
    return name, 0 if text.startswith("-") else int(value or 1)


def _named(value: object) -> object:
    return {"family": value} if isinstance(value, str) else value


OneRole = Annotated[RoleVoice, BeforeValidator(_named)]
"""A role; the name of a family alone is a role that says nothing else."""


class VoiceFile(Record):
    """The voice of a campaign. A role that it does not name is spoken in the next quieter one."""

    display: OneRole | None = None
    text: OneRole | None = None
    figures: OneRole | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "VoiceFile":
        if not any(True for _ in self.roles()):
            raise ValueError('the voice has no role; write display = "…" or text = "…" with a family')
        return self

    def roles(self) -> Iterator[tuple[Role, RoleVoice]]:
        """Yield the roles that the voice names."""
        named: tuple[tuple[Role, RoleVoice | None], ...] = (
            ("display", self.display),
            ("text", self.text),
            ("figures", self.figures),
        )
        yield from ((name, role) for name, role in named if role)

    def role(self, name: Role) -> RoleVoice | None:
        """Return how a role is spoken, or none: then as without a voice."""
        roles: dict[str, Any] = dict(self.roles())
        return next((roles[known] for known in _INSTEAD[name] if known in roles), None)


def voice_problems(
    voices: Mapping[str, VoiceFile], stacks: FontStacks, speakers: list[str], place: Callable[[str], Place]
) -> Iterator[Problem]:
    """Yield families of voices that are not there or lack a style, and voices that nobody speaks in.

    `speakers` are the ids of campaigns and the voices that campaigns name.
    """
    for name, voice in voices.items():
        if name not in speakers:
            near = near_miss(name, speakers)
            hint = f"did you mean '{near}'?" if near else f"campaigns are {', '.join(speakers) or 'none yet'}"
            hint += f'; or write voice = "{name}" in the campaign.toml that is to speak in it'
            message = f"there is no campaign '{name}' and none names it, so nothing speaks in this voice"
            yield _problem(place(f"voices.{name}"), message, hint, Severity.WARNING)
        for role, spoken in voice.roles():
            yield from _family_problems(spoken, stacks, place(f"voices.{name}.{role}"))


def _family_problems(spoken: RoleVoice, stacks: FontStacks, role: Place) -> Iterator[Problem]:
    for script, name in spoken.family.items():
        where = Place(file=role.file, at=f"{role.at}.family" + ("" if script == ALL else f".{script}"))
        key = stacks.family_called(name)
        if key is None:
            yield _problem(where, f"there is no family '{name}' in fonts/", missing_font_hint(name, stacks))
        elif value_for(spoken.italic, script) and not stacks.families[key].has_italic:
            hint = "add its italic files, or write skew = 9 to slant the upright letters"
            yield _problem(where, f"'{name}' has no italic", hint, Severity.WARNING)


def missing_font_hint(name: str, stacks: FontStacks) -> str:
    """Say which family is nearest to one that is not there, and how to add that."""
    return (
        f"the nearest we have is '{nearest_family(name, stacks)}'; add the family with 'toolkit fonts add "
        "FOLDER --workspace DIR' (FOLDER is where its .ttf or .otf files and its OFL.txt lie)"
    )


def _problem(place: Place, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(trail=(place,), message=message, hint=hint, severity=severity)
