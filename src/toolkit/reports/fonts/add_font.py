"""Adding a font to a workspace: its files, its licence, and its lines in ``fonts/fonts.toml``."""

import re
from collections.abc import Iterator, Sequence
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
from toolkit.reports.fonts.new_faces import NewFace, faces_of, written
from toolkit.sources.schema.models import KEBAB, kebab_of
from toolkit.sources.workspace.font_family import folded_family
from toolkit.sources.workspace.fonts import FONTS_FILE
from toolkit.typeset.fonts.coverage import lacking_letters, language_of_script
from toolkit.typeset.fonts.face import Face, FontError
from toolkit.typeset.fonts.font_file import FontFacts, read_facts
from toolkit.typeset.unicode.scripts import char_script, scripts_written_by

_MOST_NAMED = 40
_OFL = "SIL OPEN FONT LICENSE"
_LONE_NEWLINE = re.compile(r"(?<!\r)\n")
EXTENSIONS = (".ttf", ".otf")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFont:
    """A family to add: its files, its licence, and the script or the language it is for.

    Without a script and a language it waits for a drawing or a voice that names it.
    """

    family: str
    files: tuple[Path, ...]
    licence: Path
    name: str = ""
    """What design tools call it."""
    script: str = ""
    """ISO 15924 code."""
    language: Language | None = None
    """Set if it is for one language only, and comes before the families of the script."""

    @property
    def stack(self) -> tuple[str, str] | None:
        """The table and the key of ``fonts.toml`` that name the family."""
        if self.language:
            return "languages", self.language.tag
        return ("scripts", self.script) if self.script else None


def add_font(font: NewFont, folder: Path) -> tuple[Path, ...]:
    """Put a font into a workspace's fonts folder and return the files written, the list of fonts last.

    Until that last file is in place nothing uses the new ones. Raises `ProblemsError` with everything that is
    wrong: no licence, a damaged font, letters that it lacks, a name that is taken.
    """
    listed = folder / FONTS_FILE
    text = listed.read_bytes().decode() if listed.is_file() else ""  # with the ends of its lines
    faces: list[NewFace] = []
    problems = [*_problems(font, faces), *_list_problems(font, text)]
    if problems:
        raise ProblemsError(problems)
    copies = {folder / font.family / path.name: path.read_bytes() for path in font.files}
    copies[folder / font.family / _licence_name(font.licence)] = font.licence.read_bytes()
    copies[listed] = _extended(font, faces, text).encode()
    for path, data in copies.items():
        write_atomic(path, data)
    return tuple(copies)


def _problems(font: NewFont, faces: list[NewFace]) -> Iterator[Problem]:
    """Yield what is wrong with a name, a licence and the files; the faces of these are added to `faces`."""
    if not KEBAB.fullmatch(font.family):
        hint = f"use small letters, digits and single hyphens: '{kebab_of(font.family)}'"
        yield _wrong("--family", f"'{font.family}' is not a valid name", hint)
    if not _is_text(font.licence):
        hint = "give the text file that came with the font, usually OFL.txt"
        yield _wrong(font.licence.name, "is not the text of a licence", hint)
    for path in font.files:
        try:
            faces += faces_of(path, opened(path))
        except FontError as error:
            yield _wrong(path.name, str(error), "download it again, or take the .ttf or .otf of the family")
        else:
            yield from _letter_problems(path, font)
    yield from _twins(faces)


def opened(path: Path) -> FontFacts:
    """Read what a font file says of itself; raise `FontError` for one that cannot be added."""
    if path.suffix.lower() not in EXTENSIONS:
        raise FontError("is no .ttf or .otf file")
    return read_facts(path)


def _twins(faces: Sequence[NewFace]) -> Iterator[Problem]:
    """Yield a problem for files that nothing tells apart."""
    first: dict[tuple[object, ...], NewFace] = {}
    names: dict[str, NewFace] = {}
    for face in faces:
        same = first.setdefault((face.weights, face.widths, face.italic), face)
        if same is not face:
            message = f"is {face.shown}, as {same.path.name} is"
            yield _wrong(face.path.name, message, "leave one of the two out")
        elif names.setdefault(face.path.name, face).path != face.path:
            hint = "rename one of them"
            yield _wrong(face.path.name, "two files of different folders have this name", hint)


def _letter_problems(path: Path, font: NewFont) -> Iterator[Problem]:
    """Yield a problem for a file that lacks letters of what it is meant to set."""
    if not font.stack:
        return
    face = Face(path)
    script = font.language.script if font.language else font.script
    language = font.language or language_of_script(script)
    scripts = scripts_written_by(script)[:-1]
    if not any(char_script(chr(code)) in scripts for code in face.characters()):
        yield _wrong(path.name, f"has no letter of the script {script}", "give the script it is made for")
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
    table, key = font.stack or ("families", "")
    wrong = [
        name for name in dict.fromkeys(("families", table)) if not isinstance(listed.get(name, {}), dict)
    ]
    for name in wrong:
        yield _wrong(where, f"'{name}' is no table", f"write [{name}] on a line of its own, its names below")
    if wrong:
        return
    if font.family in listed.get("families", {}):
        yield _wrong(where, f"there is a family '{font.family}' already", "choose another --family")
    if font.stack and not isinstance(listed.get(table, {}).get(key, []), list):
        hint = f'write the names of its families in brackets: {key} = ["…"]'
        yield _wrong(where, f"'{table}.{key}' is no list", hint)


def _extended(font: NewFont, faces: Sequence[NewFace], text: str) -> str:
    """Return the list with the family in it, first of its stack; all else as it was, comments too."""
    document = tomlkit.parse(text)
    called = {"name": font.name} if folded_family(font.name) not in ("", folded_family(font.family)) else {}
    _table(document, "families")[font.family] = tomlkit.value(_inline(called | written(faces, font.family)))
    if font.stack:
        table, key = font.stack
        stacks = _table(document, table)
        if isinstance(stacks.get(key), Array) and "\n" in stacks[key].as_string():
            stacks[key].insert(0, font.family)
        else:
            stacks[key] = [font.family, *stacks.get(key, [])]
    # What is new ends its lines as the file does.
    extended = tomlkit.dumps(document)
    return _LONE_NEWLINE.sub("\r\n", extended) if "\r\n" in text else extended


def _inline(value: Any) -> str:  # noqa: ANN401  TOML has several types
    """Write a value on one line, as people write it: with blanks inside braces."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return str(tomlkit.item(value).as_string())


def _table(document: TOMLDocument, name: str) -> Any:  # noqa: ANN401  tables have several types
    if name not in document:
        document[name] = tomlkit.table()
    return document[name]


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
