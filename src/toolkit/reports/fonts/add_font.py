"""Adding a font to a workspace: its files, its licence, and its lines in ``fonts/fonts.toml``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

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
_LONE_NEWLINE = re.compile(r"(?<!\r)\n")
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
    text = listed.read_bytes().decode() if listed.is_file() else ""  # with the ends of its lines
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
        listed = tomlkit.parse(text).unwrap()
    except TOMLKitError as error:
        yield _wrong(where, f"is not TOML: {error}", "mend it first")
        return
    table, key = font.stack
    wrong = [name for name in ("families", table) if not isinstance(listed.get(name, {}), dict)]
    for name in wrong:
        yield _wrong(where, f"'{name}' is no table", f"write [{name}] on a line of its own, its names below")
    if wrong:
        return
    if font.family in listed.get("families", {}):
        yield _wrong(where, f"there is a family '{font.family}' already", "choose another --family")
    if not isinstance(listed.get(table, {}).get(key, []), list):
        hint = f'write the names of its families in brackets: {key} = ["…"]'
        yield _wrong(where, f"'{table}.{key}' is no list", hint)


def _extended(font: NewFont, text: str) -> str:
    """Return the list with the family in it, first of its stack; all else as it was, comments too."""
    table, key = font.stack
    document = tomlkit.parse(text)
    files = ", ".join(f"{name} = {tomlkit.string(file).as_string()}" for name, file in _files(font).items())
    _table(document, "families")[font.family] = tomlkit.value(f"{{ {files} }}")
    stacks = _table(document, table)
    if isinstance(stacks.get(key), Array) and "\n" in stacks[key].as_string():
        stacks[key].insert(0, font.family)
    else:
        stacks[key] = [font.family, *stacks.get(key, [])]
    # What is new ends its lines as the file does.
    extended = tomlkit.dumps(document)
    return _LONE_NEWLINE.sub("\r\n", extended) if "\r\n" in text else extended


def _table(document: TOMLDocument, name: str) -> Any:  # noqa: ANN401  tables have several types
    if name not in document:
        document[name] = tomlkit.table()
    return document[name]


def _files(font: NewFont) -> dict[str, str]:
    names = (f"{font.family}/{path.name}" for path in font.files)
    return dict(zip(("regular", "bold"), names, strict=False))


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
