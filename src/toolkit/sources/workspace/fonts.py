"""Which fonts set which script and language: ``fonts/fonts.toml``, files addressed by path.

A workspace's own fonts folder adds to the shipped one: its families come first, everything else stays.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

from pydantic import Field

from toolkit.errors import Place, Problem, ProblemsError
from toolkit.languages import Language
from toolkit.sources.schema.messages import near_miss
from toolkit.sources.schema.models import Record, read_record

FONTS_FILE = "fonts.toml"


class FamilyEntry(Record):
    """The files of one family, relative to the folder of ``fonts.toml``; `face` is the index in a .ttc."""

    regular: str = Field(min_length=1)
    bold: str = ""
    face: int = Field(default=0, ge=0)


class FontsFile(Record):
    """What ``fonts.toml`` holds."""

    families: Mapping[str, FamilyEntry] = {}
    scripts: Mapping[str, tuple[str, ...]] = {}
    languages: Mapping[str, tuple[str, ...]] = {}
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFamily:
    """A family's files. Without a bold file the regular one stands in."""

    regular: Path
    bold: Path | None
    face: int

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, each once."""
        return tuple(dict.fromkeys((self.regular, self.bold or self.regular)))


@dataclass(frozen=True, slots=True, kw_only=True)
class FontStacks:
    """The families, and the order in which scripts and languages use them."""

    families: Mapping[str, FontFamily]
    scripts: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, tuple[str, ...]]
    fallback: tuple[str, ...]

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
        )


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
        name: FontFamily(
            regular=folder / entry.regular, bold=folder / entry.bold if entry.bold else None, face=entry.face
        )
        for name, entry in file.families.items()
    }
    return FontStacks(
        families=families, scripts=file.scripts, languages=file.languages, fallback=file.fallback
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
        for path in dict.fromkeys((entry.regular, entry.bold or entry.regular)):
            if not (folder / path).is_file():
                where = Place(file=_place(folder).file, at=f"families.{name}")
                yield _wrong(where, f"the file {path} is missing", f"put it into {folder.name}/")


def _wrong(place: Place, message: str, hint: str = "") -> Problem:
    return Problem(trail=(place,), message=message, hint=hint)
