"""Brand: what the colours of the artwork stand for, and the palette each campaign puts in their place."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import Name, Record, Words, read_record

BRAND_FILE = "brand.toml"


def _colour(value: str) -> str:
    if len(value) == len("#rrggbb") and value[0] == "#" and set(value[1:]) <= set("0123456789abcdef"):
        return value
    context = {"value": value, "hint": "write six small hexadecimal digits, for example #0b1f4b"}
    raise PydanticCustomError("colour", "'{value}' is not a colour", context)


Colour = Annotated[str, AfterValidator(_colour)]
"""An opaque sRGB colour, ``#rrggbb`` in small letters."""


class Palette(Record):
    """The colours of one campaign, by token.

    A palette called ``<palette>-<variant>`` is another look of the same campaign, such as ``light``. With a
    `texture` of its own (a drawing, or a photograph, below ``assets/``) it can be a photo version.
    """

    title: Words
    note: str = ""
    texture: str = ""
    colours: Mapping[Name, Colour]


class Brand(Record):
    """What ``assets/brand.toml`` holds: `tokens` gives, by name, the literal colours used in the artwork."""

    tokens: Mapping[Name, Colour]
    palettes: Mapping[Name, Palette]

    def palette(self, name: str) -> Palette:
        """Return the palette with that name; raise `KeyError` if there is none."""
        return self.palettes[name]

    def replacements(self, palette: str) -> Mapping[str, str]:
        """Return, for each literal colour of the artwork, the colour that `palette` puts in its place."""
        colours = self.palettes[palette].colours
        return {literal: colours[token] for token, literal in self.tokens.items()}


def load_brand(assets: Path, root: Path, problems: list[Problem]) -> Brand | None:
    """Read the brand file; report mistakes, colours with two meanings, and palettes that miss a token."""
    brand = read_record(Brand, assets / BRAND_FILE, root, problems)
    if brand is not None:
        if not brand.palettes:
            problems.append(_problem("palettes", "there is none", "add [palettes.<name>] with its colours"))
        problems.extend(_shared_colours(brand))
        problems.extend(problem for name in brand.palettes for problem in _palette_problems(brand, name))
    return brand


def _shared_colours(brand: Brand) -> list[Problem]:
    """Two tokens with one literal colour could not be told apart in the artwork."""
    first: dict[str, str] = {}
    problems = []
    for token, literal in brand.tokens.items():
        if literal in first:
            message = f"{literal} already stands for '{first[literal]}'"
            problems.append(_problem(f"tokens.{token}", message, "give each token its own colour"))
        first.setdefault(literal, token)
    return problems


def _palette_problems(brand: Brand, name: str) -> list[Problem]:
    colours = brand.palettes[name].colours
    at = f"palettes.{name}.colours"
    missing = [
        _problem(f"{at}.{token}", "is missing", f'add {token} = "#…"')
        for token in brand.tokens
        if token not in colours
    ]
    unknown = [
        _problem(f"{at}.{token}", f"unknown token '{token}'", _token_hint(token, brand))
        for token in colours
        if token not in brand.tokens
    ]
    return missing + unknown


def _token_hint(token: str, brand: Brand) -> str:
    near = near_miss(token, list(brand.tokens))
    return f"did you mean '{near}'?" if near else f"tokens are {', '.join(brand.tokens)}"


def _problem(at: str, message: str, hint: str) -> Problem:
    return Problem(trail=(Place(file=f"assets/{BRAND_FILE}", at=at),), message=message, hint=hint)
