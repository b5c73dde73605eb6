"""Which fonts set which script and language: ``fonts/fonts.toml``, files addressed by path."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from toolkit.errors import Place, Problem, ProblemsError
from toolkit.languages import Language
from toolkit.sources.faults import near_miss, problems_of

FONTS_FILE = "fonts.toml"


class FontFamily(BaseModel):
    """The files of one family, relative to the folder of ``fonts.toml``.

    Without a bold file the regular one stands in; `face` is the index inside a font collection.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    regular: str = Field(min_length=1)
    bold: str = ""
    face: int = Field(default=0, ge=0)

    @property
    def files(self) -> tuple[str, ...]:
        """The files, each once."""
        return tuple(dict.fromkeys((self.regular, self.bold or self.regular)))


class FontStacks(BaseModel):
    """The families, and the order in which scripts and languages use them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    families: dict[str, FontFamily]
    scripts: dict[str, tuple[str, ...]]
    languages: dict[str, tuple[str, ...]] = {}
    fallback: tuple[str, ...] = ()

    def stack(self, script: str) -> tuple[str, ...]:
        """Return the families that set a script (ISO 15924 code), best first; empty if there are none."""
        return self.scripts.get(script, ())

    def language_stack(self, language: Language) -> tuple[str, ...]:
        """Return the families for a language in its own script, best first; the longest matching tag wins."""
        own = next((self.languages[tag] for tag in _widening(language) if tag in self.languages), ())
        return tuple(dict.fromkeys(own + self.stack(language.script)))


def load_fonts(folder: Path) -> FontStacks:
    """Read ``fonts.toml`` of a folder.

    Raises `ProblemsError` with everything that is wrong: unknown keys, unknown families, missing files.
    """
    path = folder / FONTS_FILE
    place = Place(file=f"{folder.name}/{FONTS_FILE}")
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        # TOML lists arrive as lists; JSON mode reads them as the tuples of the model.
        stacks = FontStacks.model_validate(table, strict=False)
    except OSError as error:
        raise ProblemsError([_wrong(place, f"cannot be read: {error.strerror}")]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProblemsError([_wrong(place, f"is not TOML: {error}")]) from error
    except ValidationError as error:
        raise ProblemsError(problems_of(error, FontStacks, table, place)) from error
    problems = [*_unknown_families(stacks, place), *_missing_files(stacks, folder, place)]
    if problems:
        raise ProblemsError(problems)
    return stacks


def _widening(language: Language) -> Iterator[str]:
    """Yield the tag, then the tag with its last subtag taken off, and so on (RFC 4647, 3.4)."""
    parts = language.tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        yield "-".join(parts[:length])


def _unknown_families(stacks: FontStacks, place: Place) -> Iterator[Problem]:
    lists = {"fallback": stacks.fallback}
    lists |= {f"scripts.{script}": names for script, names in stacks.scripts.items()}
    lists |= {f"languages.{tag}": names for tag, names in stacks.languages.items()}
    for key, names in lists.items():
        for name in names:
            if name not in stacks.families:
                near = near_miss(name, tuple(stacks.families))
                hint = f"did you mean '{near}'?" if near else f"add it under [families] as {name} = …"
                yield _wrong(Place(file=place.file, at=key), f"there is no family '{name}'", hint)


def _missing_files(stacks: FontStacks, folder: Path, place: Place) -> Iterator[Problem]:
    for name, family in stacks.families.items():
        for file in family.files:
            if not (folder / file).is_file():
                where = Place(file=place.file, at=f"families.{name}")
                yield _wrong(where, f"the file {file} is missing", f"put it into {folder.name}/")


def _wrong(place: Place, message: str, hint: str = "") -> Problem:
    return Problem(trail=(place,), message=message, hint=hint)
