"""Which fonts set which script and language: ``fonts/fonts.toml``, files addressed by path.

A workspace's own fonts folder adds to the shipped one: its families come first, everything else stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.errors import Place, Problem, ProblemsError
from toolkit.languages import Language
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import Record, read_record
from toolkit.sources.workspace.font_family import (
    FontFace,
    FontFamily,
    folded_family,
    split_style,
    style_of_key,
)

FONTS_FILE = "fonts.toml"


def _range(value: object) -> object:
    """Read one number as a range of it; anything but a number or two is a mistake."""
    numbers = value if isinstance(value, tuple) else (value, value)
    if len(numbers) == 2 and all(type(number) in (int, float) for number in numbers):  # noqa: PLR2004
        return numbers
    context = {"hint": "write 600 for a static font, [100, 900] for a variable one"}
    raise PydanticCustomError("range", "must be a number, or a list of the least and the largest", context)


FontFile = Annotated[str, Field(min_length=1)]
Weight = Annotated[float, Field(ge=1, le=1000)]
Width = Annotated[float, Field(ge=25, le=400)]
Weights = Annotated[tuple[Weight, Weight], BeforeValidator(_range)]
Widths = Annotated[tuple[Width, Width], BeforeValidator(_range)]


class FaceEntry(Record):
    """One file of a family: a weight from 1 to 1000 and a width in per cent, or ranges of a variable font.

    `axes` are values of other axes that the face is set to, such as ``{ slnt = -10 }``.
    """

    file: FontFile
    weight: Weights = (400.0, 400.0)
    width: Widths = (100.0, 100.0)
    italic: bool = False
    face: int = Field(default=0, ge=0)
    axes: Mapping[Annotated[str, Field(min_length=4, max_length=4)], float] = {}

    @model_validator(mode="after")
    def _ordered(self) -> "FaceEntry":
        for name, (least, most) in (("weight", self.weight), ("width", self.width)):
            if least > most:
                raise ValueError(f"{name} = [{least:g}, {most:g}] runs backwards; swap the numbers")
        return self


class FamilyEntry(Record):
    """The files of one family, relative to the folder of ``fonts.toml``.

    Static files stand under the names of their weights, `face` being the index in a .ttc; variable and
    condensed ones under `faces`. `name` is what design tools call the family.
    """

    name: str = ""
    thin: FontFile = ""
    extralight: FontFile = ""
    light: FontFile = ""
    regular: FontFile = ""
    medium: FontFile = ""
    semibold: FontFile = ""
    bold: FontFile = ""
    extrabold: FontFile = ""
    black: FontFile = ""
    thin_italic: FontFile = Field(default="", alias="thin-italic")
    extralight_italic: FontFile = Field(default="", alias="extralight-italic")
    light_italic: FontFile = Field(default="", alias="light-italic")
    italic: FontFile = ""
    medium_italic: FontFile = Field(default="", alias="medium-italic")
    semibold_italic: FontFile = Field(default="", alias="semibold-italic")
    bold_italic: FontFile = Field(default="", alias="bold-italic")
    extrabold_italic: FontFile = Field(default="", alias="extrabold-italic")
    black_italic: FontFile = Field(default="", alias="black-italic")
    face: int = Field(default=0, ge=0)
    faces: tuple[FaceEntry, ...] = ()

    @model_validator(mode="after")
    def _has_files(self) -> "FamilyEntry":
        if not any(True for _ in self.entries()):
            raise ValueError('the family has no file; write regular = "…", or faces = [{ file = "…" }]')
        return self

    def entries(self) -> Iterator[FaceEntry]:
        """Yield every face as if it were written under `faces`."""
        for key, info in type(self).model_fields.items():
            style, file = style_of_key(info.alias or key), getattr(self, key)
            if style and file:
                weight, italic = style
                yield FaceEntry(file=file, weight=(weight, weight), italic=italic, face=self.face)
        yield from self.faces


class FontsFile(Record):
    """What ``fonts.toml`` holds."""

    families: Mapping[str, FamilyEntry] = {}
    scripts: Mapping[str, tuple[str, ...]] = {}
    languages: Mapping[str, tuple[str, ...]] = {}
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FontStacks:
    """The families, and the order in which scripts and languages use them.

    `standard` are those that the toolkit itself names for scripts and languages: what is set in them is set
    in no family of its own.
    """

    families: Mapping[str, FontFamily]
    scripts: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, tuple[str, ...]]
    fallback: tuple[str, ...]
    standard: frozenset[str] = frozenset()
    _called: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def family_called(self, name: str) -> str | None:
        """Return the key of the family that a design tool calls by a name, or none."""
        names = self._called
        if not names:
            for key, family in self.families.items():
                for called in filter(None, (key, family.name)):
                    names.setdefault(folded_family(called), key)
        return names.get(folded_family(name)) or names.get(folded_family(split_style(name)[0]))

    def stack(self, script: str) -> tuple[str, ...]:
        """Return the families that set a script (ISO 15924 code), best first; empty if there are none."""
        return self.scripts.get(script, ())

    def language_stack(self, language: Language) -> tuple[str, ...]:
        """Return the families for a language in its own script, best first; the longest matching tag wins."""
        return _once(self.own_stack(language.tag), self.stack(language.script))

    def own_stack(self, tag: str) -> tuple[str, ...]:
        """Return the families named for a language itself."""
        return next((self.languages[wider] for wider in _widening(tag) if wider in self.languages), ())

    def extended_by(self, own: "FontStacks") -> "FontStacks":
        """Return the stacks with those of a workspace before them."""
        tags = own.languages.keys() | self.languages.keys()
        return FontStacks(
            families={**own.families, **self.families, **own.families},
            scripts={
                script: _once(own.stack(script), self.stack(script))
                for script in own.scripts.keys() | self.scripts.keys()
            },
            languages={tag: _once(own.own_stack(tag), self.own_stack(tag)) for tag in tags},
            fallback=_once(own.fallback, self.fallback),
            standard=self.standard,
        )


NO_FONTS = FontStacks(families={}, scripts={}, languages={}, fallback=())
"""Where fonts cannot be read, which is told."""


def load_fonts(*folders: Path) -> FontStacks:
    """Read ``fonts.toml`` of each folder, the one whose families come first at the front.

    A file may name families of the folders after it. Raises `ProblemsError` with everything that is wrong:
    unknown keys, unknown families, missing files.
    """
    problems: list[Problem] = []
    found: list[FontStacks] = []
    for folder in reversed(folders):
        try:
            file = _read(folder)
        except ProblemsError as error:
            problems += error.problems
            continue
        stacks = _stacks(file, folder)
        known = {name for other in (stacks, *found) for name in other.families}
        problems += [*_unknown_families(stacks, known, _place(folder)), *_missing_files(file, folder)]
        found.append(stacks)
    if problems:
        raise ProblemsError(problems)
    return reduce(FontStacks.extended_by, found)


def _place(folder: Path) -> Place:
    return Place(file=f"{folder.name}/{FONTS_FILE}")


def _read(folder: Path) -> FontsFile:
    problems: list[Problem] = []
    file = read_record(FontsFile, folder / FONTS_FILE, folder.parent, problems)
    if file is None or problems:
        raise ProblemsError(problems)
    return file


def _stacks(file: FontsFile, folder: Path) -> FontStacks:
    families = {
        name: FontFamily(name=entry.name, faces=tuple(_face(face, folder) for face in entry.entries()))
        for name, entry in file.families.items()
    }
    lists = (*file.scripts.values(), *file.languages.values(), file.fallback)
    return FontStacks(
        families=families,
        scripts=file.scripts,
        languages=file.languages,
        fallback=file.fallback,
        standard=frozenset(name for names in lists for name in names),
    )


def _face(entry: FaceEntry, folder: Path) -> FontFace:
    return FontFace(
        file=folder / entry.file,
        index=entry.face,
        weights=entry.weight,
        widths=entry.width,
        italic=entry.italic,
        axes=tuple(sorted(entry.axes.items())),
    )


def _once(*names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in names for name in group))


def _widening(tag: str) -> Iterator[str]:
    """Yield the tag, then the tag with its last subtag taken off, and so on (RFC 4647, 3.4)."""
    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


def _unknown_families(stacks: FontStacks, known: set[str], place: Place) -> Iterator[Problem]:
    lists = {"fallback": stacks.fallback}
    lists |= {f"scripts.{script}": names for script, names in stacks.scripts.items()}
    lists |= {f"languages.{tag}": names for tag, names in stacks.languages.items()}
    for key, names in lists.items():
        for name in names:
            if name not in known:
                near = near_miss(name, sorted(known))
                hint = f"did you mean '{near}'?" if near else f"add it under [families] as {name} = …"
                yield _wrong(Place(file=place.file, at=key), f"there is no family '{name}'", hint)


def _missing_files(file: FontsFile, folder: Path) -> Iterator[Problem]:
    for name, entry in file.families.items():
        for path in dict.fromkeys(face.file for face in entry.entries()):
            if not (folder / path).is_file():
                where = Place(file=_place(folder).file, at=f"families.{name}")
                yield _wrong(where, f"the file {path} is missing", f"put it into {folder.name}/")


def _wrong(place: Place, message: str, hint: str = "") -> Problem:
    return Problem(trail=(place,), message=message, hint=hint)
