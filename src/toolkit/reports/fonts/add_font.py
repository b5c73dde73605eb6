"""Adding a font to a workspace: its files, its licence, and its lines in ``fonts/fonts.toml``."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import Place, Problem, ProblemsError
from toolkit.files import write_atomic
from toolkit.languages import Language
from toolkit.sources.schema.models import KEBAB, kebab_of
from toolkit.sources.workspace.fonts import FONTS_FILE
from toolkit.typeset.fonts.coverage import lacking_letters, language_of_script
from toolkit.typeset.fonts.face import Face, FontError
from toolkit.typeset.unicode.scripts import char_script, scripts_written_by

_MOST_NAMED = 40
_OFL = "SIL OPEN FONT LICENSE"
_INSIDE_TABLE = r"(?:(?!^\[).)*?"
_EXTENSIONS = (".ttf", ".otf")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFont:
    """A family to add: its files, its licence, and the script or the language it is for."""

    family: str
    regular: Path
    bold: Path | None
    licence: Path
    script: str
    """ISO 15924 code."""
    language: Language | None = None
    """Set if it is for one language only, and comes before the families of the script."""

    @property
    def files(self) -> tuple[Path, ...]:
        """The font files."""
        return (self.regular, self.bold) if self.bold else (self.regular,)

    @property
    def stack(self) -> tuple[str, str]:
        """The table and the key of ``fonts.toml`` that name the family."""
        return ("languages", self.language.tag) if self.language else ("scripts", self.script)


def add_font(font: NewFont, folder: Path) -> tuple[Path, ...]:
    """Put a font into a workspace's fonts folder and return the files written, the list of fonts last.

    Until that last file is in place nothing uses the new ones. Raises `ProblemsError` with everything that is
    wrong: no licence, a damaged font, letters that it lacks, a name that is taken.
    """
    listed = folder / FONTS_FILE
    text = listed.read_text(encoding="utf-8") if listed.is_file() else ""
    problems = [*_problems(font), *_list_problems(font, text)]
    if problems:
        raise ProblemsError(problems)
    copies = {folder / font.family / path.name: path.read_bytes() for path in font.files}
    copies[folder / font.family / _licence_name(font.licence)] = font.licence.read_bytes()
    copies[listed] = _extended(font, text).encode()
    for path, data in copies.items():
        write_atomic(path, data)
    return tuple(copies)


def _problems(font: NewFont) -> Iterator[Problem]:
    if not KEBAB.fullmatch(font.family):
        hint = f"use small letters, digits and single hyphens: '{kebab_of(font.family)}'"
        yield _wrong("--family", f"'{font.family}' is not a valid name", hint)
    if not _is_text(font.licence):
        hint = "give the text file that came with the font, usually OFL.txt"
        yield _wrong(font.licence.name, "is not the text of a licence", hint)
    for path in font.files:
        yield from _file_problems(path, font)


def _file_problems(path: Path, font: NewFont) -> Iterator[Problem]:
    if path.suffix.lower() not in _EXTENSIONS:
        yield _wrong(path.name, "is no .ttf or .otf file", "take a single face out of a collection first")
        return
    try:
        face = Face(path)
    except FontError as error:
        yield _wrong(path.name, str(error), "download it again")
        return
    language = font.language or language_of_script(font.script)
    scripts = scripts_written_by(font.script)[:-1]
    if not any(char_script(chr(code)) in scripts for code in face.characters()):
        yield _wrong(
            path.name, f"has no letter of the script {font.script}", "give the script it is made for"
        )
    elif language and (lacking := lacking_letters(face, language)):
        shown = " ".join(lacking[:_MOST_NAMED]) + (" …" if len(lacking) > _MOST_NAMED else "")
        message = f"lacks {len(lacking)} letters of {language.english_name} ({language}): {shown}"
        hint = "take a font that has them, or say with --language which language it is for"
        yield _wrong(path.name, message, hint)


def _list_problems(font: NewFont, text: str) -> Iterator[Problem]:
    where = f"fonts/{FONTS_FILE}"
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield _wrong(where, f"is not TOML: {error}", "mend it first")
        return
    if font.family in table.get("families", {}):
        yield _wrong(where, f"there is a family '{font.family}' already", "choose another --family")
    elif KEBAB.fullmatch(font.family) and not _says(_extended(font, text), _wanted(font, table)):
        yield _wrong(where, "is written in a way that cannot be extended", _by_hand(font))


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _extended(font: NewFont, text: str) -> str:
    """Return the list with the family in it, everything else as it was, comments too."""
    table, key = font.stack
    named = rf"(?:{re.escape(key)}|\"{re.escape(key)}\")\s*=\s*\["
    stacked = re.compile(rf"^(\[{table}\]{_INSIDE_TABLE}^{named})", re.MULTILINE | re.DOTALL)
    text = _with_line(text, "families", _entry(font))
    if stacked.search(text):
        return stacked.sub(lambda match: f'{match[1]}"{font.family}", ', text, count=1)
    return _with_line(text, table, f'{key} = ["{font.family}"]')


def _with_line(text: str, table: str, line: str) -> str:
    header = re.compile(rf"^\[{table}\][ \t]*(?:#.*)?$", re.MULTILINE)
    if header.search(text):
        return header.sub(lambda match: f"{match[0]}\n{line}", text, count=1)
    start = f"{text.rstrip()}\n\n" if text.strip() else ""
    return f"{start}[{table}]\n{line}\n"


def _entry(font: NewFont) -> str:
    files = ", ".join(f'{name} = "{file}"' for name, file in _files(font).items())
    return f"{font.family} = {{ {files} }}"


def _files(font: NewFont) -> dict[str, str]:
    names = (f"{font.family}/{path.name}" for path in font.files)
    return dict(zip(("regular", "bold"), names, strict=False))


def _wanted(font: NewFont, before: dict[str, Any]) -> dict[str, Any]:
    """What the list has to say afterwards, whatever its form."""
    table, key = font.stack
    after = {**before, "families": {**before.get("families", {}), font.family: _files(font)}}
    stacks = before.get(table, {})
    after[table] = {**stacks, key: [font.family, *stacks.get(key, [])]}
    return after


def _by_hand(font: NewFont) -> str:
    table, key = font.stack
    return f'add {_entry(font)} under [families], and {key} = ["{font.family}"] under [{table}]'


def _licence_name(path: Path) -> str:
    """The name that kits look for: a licence travels with the font."""
    return "OFL.txt" if _OFL in path.read_text(encoding="utf-8").upper() else "LICENCE.txt"


def _is_text(path: Path) -> bool:
    try:
        return bool(path.read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return False


def _wrong(file: str, message: str, hint: str) -> Problem:
    return Problem(trail=(Place(file=file),), message=message, hint=hint)
