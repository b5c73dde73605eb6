"""Brand: what the colours of the artwork stand for, and the palette each campaign puts in their place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import Name, Record, Words, record_of
from toolkit.sources.workspace.overlay import Overlay, merged_table, read_tables
from toolkit.sources.workspace.voices import VoiceFile

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


class Pair(Record):
    """Tokens of words and of the grounds that designs set them on, with the contrast that they need.

    `looks` limits it to looks of that name, such as ``photo``; the campaign's own look is an empty name.
    """

    words: Annotated[tuple[Name, ...], Field(min_length=1)]
    on: Annotated[tuple[Name, ...], Field(min_length=1)]
    contrast: Annotated[float, Field(ge=1, le=21)] = 4.5
    looks: tuple[str, ...] = ()


class BrandFile(Record):
    """What ``assets/brand.toml`` holds: `tokens` gives, by name, the literal colours used in the artwork."""

    tokens: Mapping[Name, Colour] = {}
    palettes: Mapping[Name, Palette] = {}
    pairs: tuple[Pair, ...] = ()
    voices: Mapping[Name, VoiceFile] = {}
    """How campaigns speak, by their id or the name that they give as their `voice`."""


class Brand(BrandFile):
    """The colours of a workspace with those of the toolkit below them.

    `below` are the bundled tokens. Where a workspace gives a token another literal colour, both stand for it:
    its own drawings use the one, the bundled drawings the other.
    """

    below: Mapping[Name, Colour] = {}

    def palette(self, name: str) -> Palette:
        """Return the palette with that name; raise `KeyError` if there is none."""
        return self.palettes[name]

    def replacements(self, palette: str) -> Mapping[str, str]:
        """Return, for each literal colour of the artwork, the colour that `palette` puts in its place.

        A colour that the palette does not give stays as it is drawn.
        """
        colours = self.palettes[palette].colours
        return {literal: colours[token] for token, literal in self._literals() if token in colours}

    def stand_ins(self, palette: str, colours: Mapping[str, str]) -> Mapping[str, str]:
        """Return what `palette` puts in the place of colours of a design that stand for tokens."""
        given = self.palettes[palette].colours
        return {literal: given[token] for literal, token in colours.items() if token in given}

    def gaps(self, palette: str) -> Mapping[str, str]:
        """Return the literal colours that a palette puts nothing in the place of, and their tokens."""
        colours = self.palettes[palette].colours
        return {literal: token for token, literal in self._literals() if token not in colours}

    def _literals(self) -> Iterator[tuple[str, str]]:
        """Yield tokens with their literal colours; what the workspace says of a colour counts last."""
        own = {literal for token, literal in self.tokens.items() if self.below.get(token) != literal}
        yield from ((token, literal) for token, literal in self.below.items() if literal not in own)
        yield from self.tokens.items()


def load_brand(assets: Overlay, problems: list[Problem]) -> Brand | None:
    """Read the brand file; report mistakes, colours with two meanings, and palettes that miss a token.

    Tokens and palettes of a workspace are added to the bundled ones by name. One that has tokens of its own
    need not name the bundled ones in its palettes; whether a drawing needs them is seen later (`Brand.gaps`).
    """
    tables = read_tables(assets, BRAND_FILE, problems)
    if tables is None:
        return None
    found = record_of(BrandFile, merged_table(tables), f"assets/{BRAND_FILE}", problems)
    if found is None:
        return None
    below = record_of(BrandFile, tables[-1], f"assets/{BRAND_FILE}", []) or BrandFile()
    brand = Brand.model_construct(**dict(found), below=below.tokens)
    own = tables[0]
    if not brand.palettes:
        problems.append(_problem("palettes", "there is none", "add [palettes.<name>] with its colours"))
    problems.extend(_shared_colours(brand))
    problems.extend(_unknown_in_pairs(brand))
    due = list(own.get("tokens", ())) or list(brand.tokens)
    for name in own.get("palettes", ()):
        problems.extend(_palette_problems(brand, name, due))
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


def _unknown_in_pairs(brand: Brand) -> list[Problem]:
    known = {*brand.tokens, *brand.below}
    return [
        _problem(f"pairs[{number}]", f"unknown token '{token}'", _token_hint(token, brand))
        for number, pair in enumerate(brand.pairs, start=1)
        for token in (*pair.words, *pair.on)
        if token not in known
    ]


def _palette_problems(brand: Brand, name: str, due: Sequence[str]) -> list[Problem]:
    """Colours that a palette must give and does not, and those of tokens that are not there."""
    colours = brand.palettes[name].colours
    at = f"palettes.{name}.colours"
    missing = [
        _problem(f"{at}.{token}", "is missing", f'add {token} = "#…"')
        for token in due
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


def brand_place(at: str) -> Place:
    """Return the place of a key in the brand file, for the trail of a problem."""
    return Place(file=f"assets/{BRAND_FILE}", at=at)


def _problem(at: str, message: str, hint: str) -> Problem:
    return Problem(trail=(brand_place(at),), message=message, hint=hint)
